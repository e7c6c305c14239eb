"""Importing: each input becomes a monograph that was checked, or stays as it is, or is refused with a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

from medtui.importing.inputs import inputs
from medtui.importing.label_library import IMPORTER, Imported, LabelLibrary, body_of, sha256
from medtui.importing.label_making import Made, Order, make
from medtui.importing.label_workers import LabelWorkers, Task
from medtui.importing.safe_xml import UnusableSourceError

State = Literal["imported", "replaced", "unchanged", "older", "edited", "incomplete", "refused"]


class Outcome(NamedTuple):
    """What became of an input. file: its monograph's name, or empty. why: of what is refused, kept or incomplete."""

    input: str
    state: State
    file: str = ""
    why: tuple[str, ...] = ()


class _Given(NamedTuple):
    """An input as it waits for its turn. digest: of what is to be read. why: it cannot be."""

    name: str
    digest: str = ""
    why: str = ""


class ImportRun:
    """Imports into a library. include: kinds of label to take besides those for people. processes: how many others make
    the labels; 0 for none. Only this one writes files."""

    def __init__(
        self,
        library: LabelLibrary,
        today: date,
        include: frozenset[str] = frozenset(),
        *,
        is_dry: bool = False,
        processes: int = 0,
    ) -> None:
        self._library, self._is_dry = library, is_dry
        self._order, self._processes = Order(today, include), processes
        self._put: set[str] = set()
        self._unchanged: set[str] = set()
        self.counts: Counter[State] = Counter()

    def outcomes(self, paths: Sequence[Path]) -> Iterator[Outcome]:
        """Import all of it, one after the other. Raises OSError, NotWrittenError where the folder cannot be written."""
        if not self._is_dry:
            self._library.begin()
        workers: LabelWorkers[Order, list[Made]] = LabelWorkers(make, self._order, self._processes)
        with closing(workers):
            for given, made in workers.answers(self._tasks(paths)):
                for outcome in self._outcomes(given, made):
                    self.counts[outcome.state] += 1
                    yield outcome

    def _tasks(self, paths: Sequence[Path]) -> Iterator[Task[_Given]]:
        """What is there already need not be made."""
        for one in inputs(paths):
            if isinstance(one.data, UnusableSourceError):
                yield Task(_Given(one.name, why=str(one.data)), None)
            else:
                digest = sha256(one.data)
                yield Task(_Given(one.name, digest), None if self._library.of_source(digest) else one.data)

    def _outcomes(self, given: _Given, made: list[Made] | str | None) -> Iterator[Outcome]:
        if given.why or isinstance(made, str):
            yield Outcome(given.name, "refused", why=(given.why or str(made),))
        elif made is None:
            known = self._library.of_source(given.digest)
            self._unchanged.update(one.set_id for one in known)
            yield from (Outcome(given.name, "unchanged", one.path.name) for one in known)
            if not known:  # it was, until a newer one came
                yield Outcome(given.name, "older")
        else:
            yield from (self._outcome(given, one) for one in made)

    def _outcome(self, given: _Given, made: Made) -> Outcome:
        before = self._library.labels.get(made.set_id)
        if before and (kept := self._kept(before, made)):
            return Outcome(given.name, kept, before.path.name)
        state: State = "incomplete" if made.faults else "replaced" if before else "imported"
        return self._written(given, made, state)

    def _kept(self, before: Imported, made: Made) -> State | None:
        """Why what is in the library stays, if it does. Of one version in two inputs, the first is taken."""
        is_of_this_run = made.set_id in self._put
        if made.version < before.version:
            return "older"
        if made.version == before.version and (is_of_this_run or made.set_id in self._unchanged):
            return "older"
        return None if is_of_this_run or before.is_as_written() else "edited"

    def _written(self, given: _Given, made: Made, state: State) -> Outcome:
        before = self._library.labels.get(made.set_id)
        path = before.path if before else self._library.folder / made.file
        if not self._is_dry:
            path = self._library.put(made.set_id, made.file, made.text)
        self._put.add(made.set_id)
        text_digest = sha256(body_of(made.text))
        self._library.add(Imported(path, made.set_id, made.version, given.digest, text_digest, IMPORTER))
        return Outcome(given.name, state, "" if self._is_dry else path.name, made.faults)

"""Importing: each input becomes a monograph that was checked, or stays as it is, or is refused with a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

from medtui.importing.inputs import SourcePosition, inputs
from medtui.importing.label_choice import Candidate, Choice, Dropped, Prefer, candidates, choice
from medtui.importing.label_library import Imported, LabelLibrary, head_of, imported, sha256, with_codes
from medtui.importing.label_making import Made, Order, make
from medtui.importing.label_workers import LabelWorkers, Task
from medtui.importing.safe_xml import UnusableSourceError
from medtui.importing.stock_list import StockList

State = Literal[
    "imported",
    "replaced",
    "unchanged",
    "supplied",
    "older",
    "edited",
    "incomplete",
    "refused",
    Dropped,
    "unmatched",
    "withdrawn",
    "returned",
]


_GONE = "the release has it no more"


class Outcome(NamedTuple):
    """What became of an input. file: its monograph's name, or empty. why: of what is refused, kept or incomplete.
    counts: of what was read, by name."""

    input: str
    state: State
    file: str = ""
    why: tuple[str, ...] = ()
    counts: Mapping[str, int] | None = None


class _Given(NamedTuple):
    """An input as it waits for its turn. digest: of what is to be read. why: it cannot be. dropped: why nothing of it
    is wanted."""

    name: str
    digest: str = ""
    why: str = ""
    dropped: Dropped | None = None


class ImportRun:
    """Imports into a library. include: kinds of label to take besides those for people. stock: takes only labels of
    drugs on it. prefer: of copies, takes only the best. processes: how many others make the labels; 0 for none. Only
    this one writes files."""

    def __init__(
        self,
        library: LabelLibrary,
        today: date,
        include: frozenset[str] = frozenset(),
        *,
        is_dry: bool = False,
        processes: int = 0,
        stock: StockList | None = None,
        prefer: Prefer = "all",
    ) -> None:
        self._library, self._is_dry = library, is_dry
        self._order, self._processes = Order(today, include), processes
        self._stock, self._prefer = stock, prefer
        self._choice = Choice({}, (), {})
        self._put: set[str] = set()
        self._unchanged: set[str] = set()
        self._seen: set[str] = set()
        self.counts: Counter[State] = Counter()
        self.place = SourcePosition()

    def outcomes(self, paths: Sequence[Path], *, is_complete: bool = False) -> Generator[Outcome, None, None]:
        """Import all of it, one after the other. is_complete: no other label is published any more. Raises OSError,
        NotWrittenError where the folder cannot be written."""
        if not self._is_dry:
            self._library.begin()
        if self._stock or self._prefer != "all":
            yield from self._chosen(paths)
        workers: LabelWorkers[Order, list[Made]] = LabelWorkers(make, self._order, self._processes)
        with closing(workers):
            for given, made in workers.answers(self._tasks(paths)):
                for outcome in self._outcomes(given, made):
                    self.counts[outcome.state] += 1
                    yield outcome
        for outcome in self._marked(is_complete=is_complete):
            self.counts[outcome.state] += 1
            yield outcome

    def _marked(self, *, is_complete: bool) -> Iterator[Outcome]:
        """Labels that a complete release has no more are marked, and those that are back are not any more."""
        self._seen.update(self._choice.dropped)
        for label in sorted(self._library.labels.values(), key=lambda label: label.path):
            is_gone = label.set_id not in self._seen
            if is_gone == bool(label.withdrawn) or (is_gone and not is_complete):
                continue
            if not (label.set_id in self._put or label.is_as_written()):
                yield Outcome(label.path.name, "edited", label.path.name, (_GONE,) if is_gone else ())
                continue
            marked = replace(label, withdrawn=self._order.today.isoformat() if is_gone else "")
            if not self._is_dry:
                self._library.mark_withdrawn(marked)
            self._library.add(marked)
            yield Outcome(label.path.name, "withdrawn" if is_gone else "returned", label.path.name)

    def _chosen(self, paths: Sequence[Path]) -> Iterator[Outcome]:
        """Look at all labels before any is imported; what the stock list has of which there is none is told first."""
        digests = ((one, sha256(one.data)) for one in inputs(paths) if isinstance(one.data, bytes))
        tasks = (Task(digest, one.data) for one, digest in digests if isinstance(one.data, bytes))
        workers: LabelWorkers[frozenset[str], list[Candidate]] = LabelWorkers(
            candidates, self._order.include, self._processes
        )
        with closing(workers):
            found = ((digest, given) for digest, given in workers.answers(tasks) if isinstance(given, list))
            self._choice = choice(found, self._stock, self._prefer)
        for row, why in self._choice.unmatched:
            self.counts["unmatched"] += 1
            yield Outcome(f"line {row.line}, {row.text}", "unmatched", why=(why,))

    def _tasks(self, paths: Sequence[Path]) -> Iterator[Task[_Given]]:
        """What is there already need not be made."""
        for one in inputs(paths, self.place):
            if isinstance(one.data, UnusableSourceError):
                yield Task(_Given(one.name, why=str(one.data)), None)
            else:
                digest = sha256(one.data)
                if dropped := self._choice.drops(digest):
                    yield Task(_Given(one.name, digest, dropped=dropped), None)
                    continue
                yield Task(_Given(one.name, digest), None if self._library.of_source(digest) else one.data)

    def _outcomes(self, given: _Given, made: list[Made] | str | None) -> Iterator[Outcome]:
        if given.why or isinstance(made, str):
            yield Outcome(given.name, "refused", why=(given.why or str(made),))
        elif given.dropped:
            yield Outcome(given.name, given.dropped)
        elif made is None:
            known = self._library.of_source(given.digest)
            self._unchanged.update(one.set_id for one in known)
            self._seen.update(self._unchanged)
            yield from (Outcome(given.name, "unchanged", one.path.name) for one in known)
            if not known:  # it was, until a newer one came
                yield Outcome(given.name, "older")
        else:
            yield from (self._outcome(given, one) for one in made)

    def _outcome(self, given: _Given, made: Made) -> Outcome:
        self._seen.add(made.set_id)
        if dropped := self._choice.dropped.get(made.set_id):
            return Outcome(given.name, dropped)
        new = imported(self._library.folder / made.file, head_of(made.text))
        before = self._library.labels.get(made.set_id)
        if before and new.is_of_openfda and not before.is_of_openfda:
            return self._supplied(given, before, new)
        if before and (kept := self._kept(before, new)):
            return Outcome(given.name, kept, before.path.name)
        state: State = "incomplete" if made.faults else "replaced" if before else "imported"
        return self._written(given, new, made, state)

    def _kept(self, before: Imported, new: Imported) -> State | None:
        """Why what is in the library stays, if it does. Of one version in two inputs, the first is taken; SPL takes the
        place of openFDA's, whatever their versions."""
        is_of_this_run = new.set_id in self._put
        if before.is_of_openfda == new.is_of_openfda:
            if new.version < before.version:
                return "older"
            if new.version == before.version and (is_of_this_run or new.set_id in self._unchanged):
                return "older"
        return None if is_of_this_run or before.is_as_written() else "edited"

    def _supplied(self, given: _Given, before: Imported, new: Imported) -> Outcome:
        """A label in SPL takes only the codes of openFDA's."""
        if not (new.set_id in self._put or before.is_as_written()):
            return Outcome(given.name, "edited", before.path.name)
        with_source = replace(before, codes=new.codes_with_source())
        if not self._is_dry:
            self._library.supply(with_source)
        self._library.add(with_source)
        return Outcome(given.name, "supplied", before.path.name)

    def _written(self, given: _Given, new: Imported, made: Made, state: State) -> Outcome:
        before = self._library.labels.get(new.set_id)
        if before and not new.is_of_openfda:
            new = replace(new, codes=before.codes_with_source() if before.is_of_openfda else before.codes)
        path = before.path if before else new.path
        if not self._is_dry:
            path = self._library.put(new.set_id, made.file, with_codes(made.text, new.codes))
        self._put.add(new.set_id)
        self._library.add(replace(new, path=path))
        return Outcome(given.name, state, "" if self._is_dry else path.name, made.faults, made.counts._asdict())

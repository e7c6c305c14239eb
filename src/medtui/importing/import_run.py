"""Importing: each input becomes a monograph that was checked, or stays as it is, or is refused with a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

from medtui.importing.formats import read_label
from medtui.importing.gate import faults_in
from medtui.importing.inputs import Input, inputs
from medtui.importing.label import Label
from medtui.importing.label_library import IMPORTER, Imported, LabelLibrary, body_of, sha256
from medtui.importing.label_page import LabelPage, front_matter, label_page
from medtui.importing.label_sections import SCHEMA
from medtui.importing.safe_xml import UnusableSourceError
from medtui.presentation.tabs import tabs
from medtui.reading.reader import read

State = Literal["imported", "replaced", "unchanged", "older", "edited", "incomplete", "refused"]
_MOST_FAULTS_KEPT = 20
_WARNING = (
    "Not imported whole: {} places differ from the label, the first of them: {}."
    " Read the label itself before you act on this."
)


class Outcome(NamedTuple):
    """What became of an input. file: its monograph's name, or empty. why: of what is refused, kept or incomplete."""

    input: str
    state: State
    file: str = ""
    why: tuple[str, ...] = ()


class ImportRun:
    """Imports into a library. include: kinds of label to take besides those for people."""

    def __init__(
        self, library: LabelLibrary, today: date, include: frozenset[str] = frozenset(), *, is_dry: bool = False
    ) -> None:
        self._library, self._today, self._include, self._is_dry = library, today, include, is_dry
        self.counts: Counter[State] = Counter()

    def outcomes(self, paths: Sequence[Path]) -> Iterator[Outcome]:
        """Import all of it, one after the other. Raises OSError, NotWrittenError where the folder cannot be written."""
        if not self._is_dry:
            self._library.begin()
        for one in inputs(paths):
            outcome = self._one(one)
            self.counts[outcome.state] += 1
            yield outcome

    def _one(self, given: Input) -> Outcome:
        if isinstance(given.data, UnusableSourceError):
            return Outcome(given.name, "refused", why=(str(given.data),))
        source = sha256(given.data)
        if known := self._library.of_source(source):
            return Outcome(given.name, "unchanged", known.path.name)
        try:
            label = read_label(given.data, self._include)
        except UnusableSourceError as error:
            return Outcome(given.name, "refused", why=(str(error),))
        before = self._library.labels.get(label.set_id)
        if before and (kept := self._kept(before, label)):
            return Outcome(given.name, kept, before.path.name)
        text, faults = self._checked(label, source)
        state: State = "incomplete" if faults else "replaced" if before else "imported"
        if self._is_dry:
            return Outcome(given.name, state, why=faults)
        path = self._library.put(label, text)
        self._library.add(Imported(path, label.set_id, label.version, source, sha256(body_of(text)), IMPORTER))
        return Outcome(given.name, state, path.name, faults)

    @staticmethod
    def _kept(before: Imported, label: Label) -> State | None:
        """Why what is in the library stays, if it does."""
        if label.version < before.version:
            return "older"
        return None if before.is_as_written() else "edited"

    def _checked(self, label: Label, source: str) -> tuple[str, tuple[str, ...]]:
        """The monograph's file, and what is wrong with it."""
        page = label_page(label)
        faults = tuple(faults_of(label, page))
        if faults:  # bold words at a beginning may be taken for a section's name
            page = label_page(label, has_bold=False)
            faults = tuple(faults_of(label, page))
        if faults:
            page = label_page(label, has_bold=False, warning=_WARNING.format(len(faults), faults[0]))
        facts = {
            "source_sha256": source,
            "text_sha256": sha256(page.text),
            "check": f"{len(faults)} faults" if faults else "whole",
            "imported": self._today.isoformat(),
            "importer": IMPORTER,
        }
        text = front_matter(label, facts, is_boxed="boxed_warning" in page.sections) + page.text
        return text, faults[:_MOST_FAULTS_KEPT]


def faults_of(label: Label, page: LabelPage) -> Iterator[str]:
    """What is wrong with the page that a label was made into, a clause each."""
    monograph = read(page.text, schema=SCHEMA)
    if tuple(part.section for part in monograph.parts if part.section) != page.sections:
        yield "its sections are read in another way than they were written"
    yield from map(str, monograph.problems)
    shown = [tab for tab in tabs(monograph, SCHEMA) if tab.present and tab.section in page.sections]
    yield from faults_in(monograph, shown, label)

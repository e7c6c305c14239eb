"""What stands in the margin of the open monograph: the user's notes and mark, the clinic's notes and status."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from medtui.desk.desk_contents import DeskContents
from medtui.desk.overlay import ClinicNote
from medtui.presentation.markdown.styled import Span
from medtui.presentation.notes import note_passage
from medtui.presentation.page import Passage, notice
from medtui.presentation.tabs import ALL, Tab
from medtui.safe_text import safe_line


class Margin(NamedTuple):
    """kept: everything the user keeps. clinic: what the clinic says of the open monograph, if anything."""

    kept: DeskContents = DeskContents()
    clinic: ClinicNote | None = None

    def passages(self, id: str, tab: Tab, tabs: tuple[Tab, ...]) -> tuple[Passage, ...]:  # its name
        """The notes that stand above a tab: those on the whole monograph, and those on that section; the view of
        the whole file has all of them."""
        return tuple(self._passages(id, tab, tabs))

    def _passages(self, id: str, tab: Tab, tabs: tuple[Tab, ...]) -> Iterator[Passage]:
        titles = {other.section: safe_line(other.title) for other in tabs}
        if self.clinic:
            if self.clinic.problem:
                yield replace(notice(f"⚠ {self.clinic.problem}"), is_note=True)
            for section, text in sorted(self.clinic.texts.items()):
                if section in ("", tab.section) or tab.section == ALL:
                    yield note_passage(f"Clinic’s note{_on(section, titles)}", text, self.clinic.modified)
        for note in self.kept.notes_on(id):
            if note.section in ("", tab.section) or tab.section == ALL:
                yield note_passage(f"Your note{_on(note.section, titles)}", note.text, note.edited)

    def badges(self, id: str, tab: Tab | None, tabs: tuple[Tab, ...]) -> Iterator[Span]:
        """What the header says: the mark, the clinic's status, and which other sections have notes."""
        if self.kept.is_marked(id):
            yield Span("  ★ Marked", "badge")
        if self.clinic and self.clinic.status:
            yield Span(f"  Clinic: {self.clinic.status}", "badge")
        noted = {note.section for note in self.kept.notes_on(id)} | set(self.clinic.texts if self.clinic else ())
        labels = [safe_line(other.label) for other in tabs if other.section in noted]
        if labels and tab and tab.section != ALL and noted - {"", tab.section}:
            yield Span(f"  Notes: {', '.join(labels)}", "badge")


def _on(section: str, titles: dict[str, str]) -> str:
    return f" on {titles.get(section, section)}" if section else ""

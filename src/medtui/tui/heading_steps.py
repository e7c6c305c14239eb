"""The headings of the open monograph: its outline, and the way from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message

from medtui.monograph import PartKind
from medtui.presentation.page_headings import page_headings
from medtui.presentation.page_layout import Place
from medtui.presentation.tabs import ALL, Tab
from medtui.safe_text import safe_line

if TYPE_CHECKING:
    from medtui.tui.document_view import DocumentView
    from medtui.tui.open_monograph import OpenMonograph


class OutlineRow(NamedTuple):
    """A section or a heading in it. depth: 0 for a section. section and place: where it leads. key: the section's."""

    text: str
    depth: int
    section: str
    place: Place = Place()
    key: str = ""


class TextWanted(Message):
    """What the user has gone to is there to be seen."""


class Headings:
    """The outline of what is open. Where the whole file is shown, it is that of the file; else section by section.

    show_section: shows the chosen one. notify: tells the user something.
    """

    def __init__(
        self,
        open_monograph: OpenMonograph,
        document: DocumentView,
        show_section: Callable[[], None],
        notify: Callable[[str], None],
    ) -> None:
        self._open_monograph = open_monograph
        self._document = document
        self._show_section = show_section
        self._notify = notify
        self._at: tuple[OutlineRow, Place] | None = None  # where a step led, and what stood at the top then

    def step(self, direction: int) -> None:
        """Go to the next heading, or the one before, in whatever section it stands."""
        row = self.next_row(direction, self._document.place())
        if row is None:
            self._notify(f"There is no heading {'after' if direction > 0 else 'before'} this one.")
        self.show(row)

    def show(self, row: OutlineRow | None) -> None:
        """Go to one of the rows, if any."""
        if row is None:
            return
        self._open_monograph.place = self._document.place()
        self.go(row)
        self._show_section()
        self._document.show_heading(row.place)
        self.arrived(row, self._document.place())
        self._document.post_message(TextWanted())

    def rows(self) -> list[OutlineRow]:
        """Sections and headings, in the order of the tabs."""
        opened = self._open_monograph
        shown = opened.tab
        if shown is None or shown.section == ALL:
            tabs: tuple[Tab, ...] = (shown,) if shown else ()
        else:
            tabs = tuple(tab for tab in opened.tabs if tab.section != ALL and tab.present)
        return [row for tab in tabs for row in self._of(tab)]

    def _of(self, tab: Tab) -> Iterator[OutlineRow]:
        pieces = self._open_monograph.page(tab)
        is_whole = tab.section == ALL
        if not is_whole:
            yield OutlineRow(safe_line(tab.title), 0, tab.section, key=tab.key)
        drugs: set[str] = set()  # that have come up: each one's own heading of the section says nothing new
        for heading in page_headings(pieces):
            part = pieces[heading.place.piece].part
            if (
                not is_whole
                and heading.depth == 0
                and part
                and part.kind is PartKind.SECTION
                and part.drug not in drugs
            ):
                drugs.add(part.drug)
            elif is_whole or part is None or part.kind is not PartKind.TITLE:
                depth = heading.depth if is_whole else max(heading.depth, 1)
                yield OutlineRow(heading.text, depth, tab.section, heading.place)

    def row_at(self, rows: list[OutlineRow], place: Place) -> int:
        """Which of the rows the reader is at, who has `place` at the top of the shown section; -1 above all of them."""
        if self._at and self._at[1] == place and self._at[0] in rows and self._is_shown(self._at[0]):
            return rows.index(self._at[0])
        above = [at for at, row in enumerate(rows) if self._is_shown(row) and row.place <= place]
        return above[-1] if above else -1

    def _is_shown(self, row: OutlineRow) -> bool:
        tab = self._open_monograph.tab
        return tab is not None and tab.section == row.section

    def next_row(self, direction: int, place: Place) -> OutlineRow | None:
        """The next heading, or the one before, in any section; None where there is none."""
        rows = self.rows()
        at = self.row_at(rows, place)
        is_there = at >= 0 and (rows[at].place == place or bool(self._at and self._at == (rows[at], place)))
        at += direction if direction > 0 or is_there else 0
        return rows[at] if 0 <= at < len(rows) else None

    def go(self, row: OutlineRow) -> None:
        """Show its section, in this monograph only; a question is opened."""
        opened = self._open_monograph
        if not self._is_shown(row):
            opened.show_once(row.section)
        opened.place = row.place
        pieces = opened.page()
        if pieces[row.place.piece].folds and row.depth:
            opened.open_questions(pieces).add(row.place.piece)

    def arrived(self, row: OutlineRow, place: Place) -> None:
        """Note what stands at the top now: near the end of a text that is not the heading itself."""
        self._at = row, place

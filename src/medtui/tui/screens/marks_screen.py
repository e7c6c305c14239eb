"""The marked monographs, in the user's order."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from medtui.library.entry import Entry
from medtui.presentation.disclaimer import Disclaimer
from medtui.tui.drug_list import DrugList
from medtui.tui.list_rows import told_apart
from medtui.tui.row_lines import Row
from medtui.tui.screens.sheet import Sheet

if TYPE_CHECKING:
    from medtui.desk.desk_contents import Subject
    from medtui.library.catalogue.listing import Listing
    from medtui.tui.desk_thread import DeskThread

_HOW = ("Esc goes back", "Enter opens", "m unmarks", "Shift+↑↓ moves")
_NONE = "Nothing is marked yet. m marks the monograph that is open."
_ABSENT = "not in the open libraries"


class MarksScreen(Sheet[Entry | None]):
    """Ends with the monograph to open, or None."""

    DEFAULT_CSS = "MarksScreen { #marks { height: 1fr; } }"
    BINDINGS: ClassVar[list[BindingType]] = [
        # With the commands' ids, so that the user's keys for them hold here too.
        Binding("question_mark,f1", "help", "What the keys do here", id="help"),
        Binding("escape", "dismiss", "Back"),
        Binding("q", "dismiss", "Back", id="quit"),
        Binding("M", "dismiss", "Back", id="marked"),
        Binding("m", "unmark", "Unmark", id="mark"),
        Binding("shift+up,K", "shift(-1)", "Up"),
        Binding("shift+down,J", "shift(1)", "Down"),
    ]

    def __init__(self, desk_thread: DeskThread, listing: Listing, disclaimer: Disclaimer) -> None:
        self._list = DrugList(id="marks")
        super().__init__(disclaimer, self._list)
        self._desk_thread = desk_thread
        self._listing = listing
        self._marks: tuple[Subject, ...] = ()

    def on_mount(self) -> None:
        self._list.empty_text = _NONE
        self.show_marks(self._desk_thread.contents.marks)
        self._list.focus()

    def show_marks(self, marks: tuple[Subject, ...]) -> None:
        """Show these, the cursor staying on the same monograph."""
        chosen = self._chosen
        self._marks = marks
        count = f"{len(marks):,} monograph{'' if len(marks) == 1 else 's'}"
        self.show_title("Marked", *((count, *_HOW) if marks else _HOW[:1]))
        rows = [self._row(mark) for mark in marks]
        row = next((at for at, mark in enumerate(marks) if chosen and mark.id == chosen.id), max(self._list.cursor, 0))
        self._list.show_rows(rows, row)

    def _row(self, mark: Subject) -> Row:
        """A row that differs from every other one, of another monograph of that title too."""
        entry = self._listing.with_id(mark.id)
        place = self._listing.position(entry) if entry else None
        if place is None:
            is_alone = [other.title for other in self._marks].count(mark.title) == 1
            return Row(mark.title, _ABSENT if is_alone else f"{mark.id}, {_ABSENT}")
        return told_apart(Row(mark.title), place, self._listing)

    @property
    def _chosen(self) -> Subject | None:
        return self._marks[self._list.cursor] if 0 <= self._list.cursor < len(self._marks) else None

    def on_drug_list_highlighted(self) -> None:
        self._list.show_cursor()

    def on_drug_list_selected(self) -> None:
        entry = self._listing.with_id(self._chosen.id) if self._chosen else None
        if entry is not None:
            self.dismiss(entry)

    def action_unmark(self) -> None:
        """Take the mark under the cursor away."""
        if self._chosen:
            self._desk_thread.unmark(self._chosen)

    def action_shift(self, by: int) -> None:
        """Move the mark under the cursor in the order."""
        if self._chosen:
            self._desk_thread.move_mark(self._chosen.id, by)

"""The outline of the open monograph: its sections and headings, to be narrowed by typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from medtui.library.names.folding import fold
from medtui.presentation.disclaimer import Disclaimer
from medtui.tui.drug_list import DrugList
from medtui.tui.heading_steps import OutlineRow
from medtui.tui.row_lines import Row
from medtui.tui.screens.sheet import Sheet
from medtui.tui.search_line import SearchLine

_HOW = ("Esc goes back", "typing narrows", "↑↓ moves", "Enter goes there")
_INDENT = "  "


class OutlineScreen(Sheet[OutlineRow | None]):
    """Ends with the row to go to, or None. at: the row where the reader is."""

    DEFAULT_CSS = "OutlineScreen { #outline { height: 1fr; } #narrow { height: 1; } }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Back", priority=True)]

    def __init__(self, title: str, rows: Sequence[OutlineRow], at: int, disclaimer: Disclaimer) -> None:
        self._line = SearchLine(id="narrow", prompts=("heading: ",))
        self._list = DrugList(id="outline")
        super().__init__(disclaimer, self._line, self._list)
        self._title = title
        self._all = self._shown = rows
        self._start = at

    def on_mount(self) -> None:
        self._list.empty_text = "No heading with these words."
        self.show_title(f"Outline: {self._title}", *_HOW)
        self._list.show_rows([_row(row) for row in self._all], self._start)
        self._line.focus()

    def on_search_line_changed(self, message: SearchLine.Changed) -> None:
        """Leave the headings in which each word begins a word, each with the section it is in."""
        wanted = fold(message.text).split()
        self._shown = [row for row in self._all if _begin(wanted, fold(row.text).split())]
        sections = {row.section: row.text for row in self._all if not row.depth}
        rows = [_row(row, sections.get(row.section, "") if wanted and row.depth else "") for row in self._shown]
        self._list.show_rows(rows, 0 if wanted else self._start)
        self._line.refresh()

    def on_search_line_moved(self, message: SearchLine.Moved) -> None:
        self._list.move_by(message.kind, message.direction)

    def on_drug_list_highlighted(self) -> None:
        self._list.show_cursor()

    def on_search_line_submitted(self) -> None:
        if 0 <= self._list.cursor < len(self._shown):
            self.dismiss(self._shown[self._list.cursor])

    on_drug_list_selected = on_search_line_submitted


def _begin(wanted: Sequence[str], there: Sequence[str]) -> bool:
    return all(any(word.startswith(beginning) for word in there) for beginning in wanted)


def _row(row: OutlineRow, section: str = "") -> Row:
    indent = "" if section else _INDENT * row.depth
    return Row(indent + f"{row.key} {row.text}".lstrip(), section)

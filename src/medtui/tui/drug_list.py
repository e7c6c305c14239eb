"""The list of drugs: any number of rows, names wrapped and never cut, a cost that does not grow with the list."""

from __future__ import annotations

from typing import ClassVar, Protocol

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip

from medtui.presentation.layout import wrap
from medtui.presentation.markdown.styled import Flow, Span
from medtui.settings.app_commands import MOVES
from medtui.tui.bindings import bindings
from medtui.tui.line_view import LineView
from medtui.tui.row_lines import Row, row_lines

_CURSOR, _NO_CURSOR = "▸ ", "  "
_MOST_STRIPS = 400

NOWHERE = -1
"""The cursor is on no row."""


class Rows(Protocol):
    """What a list shows: only looked at where it is shown, so it may be made on demand."""

    def __len__(self) -> int: ...
    def __getitem__(self, index: int, /) -> Row: ...


class DrugList(LineView, can_focus=True):
    """A list with a cursor. cursor: its row, or NOWHERE as long as nothing is chosen."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(MOVES)

    class Highlighted(Message):
        """The cursor moved to row `index`."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    class Selected(Message):
        """The user wants to read the row under the cursor."""

    def __init__(self, *, id: str) -> None:
        self._strips: dict[tuple[tuple[Span, ...], str], Strip] = {}
        super().__init__(id=id)
        self._rows: Rows = ()
        self._top = 0
        self._wrapped: dict[int, list[tuple[Span, ...]]] = {}
        self.cursor = 0
        self._painted_cursor = 0
        self._shown: list[tuple[int, int]] = []
        self.empty_text = ""

    def show_rows(self, rows: Rows, cursor: int = 0) -> None:
        """Replace the rows; the cursor goes to row `cursor`, or the nearest there is, or NOWHERE."""
        self._rows = rows
        self._wrapped.clear()
        if cursor != NOWHERE:
            cursor = self._selectable(max(0, min(cursor, len(rows) - 1)), 1)
        self.cursor = self._painted_cursor = cursor
        # The heading above the first row that can be chosen is to be seen too.
        self._top = 0 if self.is_at_top() else min(self._top, max(len(rows) - 1, 0))
        self._bring_into_view()
        self.refresh()

    def move_to(self, row: int) -> None:
        """Put the cursor on a row, or the nearest there is, and say so when that is another one."""
        direction = 1 if row > self.cursor else -1
        row = self._selectable(max(0, min(row, len(self._rows) - 1)), direction)
        if row in (self.cursor, NOWHERE):
            return
        self.cursor = row
        self.post_message(self.Highlighted(row))

    def move_by(self, kind: str, direction: int) -> None:
        """Move the cursor as a box asks for it, see `SearchLine.Moved`."""
        {"move": self.action_move, "page": self.action_page, "edge": self.action_edge}[kind](direction)

    def is_at_top(self) -> bool:
        """Whether no row above the cursor can be chosen."""
        return self._selectable(0, 1) >= self.cursor

    def _selectable(self, row: int, direction: int) -> int:
        """The nearest row in that direction, else the other one, that is no heading; NOWHERE where all are."""
        for step in (direction, -direction):
            at = row
            while 0 <= at < len(self._rows):
                if not self._rows[at].is_heading:
                    return at
                at += step
        return NOWHERE

    def show_cursor(self) -> None:
        """Paint the cursor where it is now. For whoever answers `Highlighted`: called after the drug is opened,
        list and text change in one paint instead of two."""
        top = self._top
        self._bring_into_view()
        if self._top == top:
            self._repaint(self._painted_cursor)
            self._repaint(self.cursor)
        else:
            self.refresh()
        self._painted_cursor = self.cursor

    # Actions ----------------------------------------------------------------------------------------

    def action_move(self, rows: int) -> None:
        """Move the cursor by so many rows; from NOWHERE, any move puts it on the first row."""
        self.move_to(0 if self.cursor == NOWHERE else self.cursor + rows)

    def action_page(self, pages: int) -> None:
        self.action_move(pages * max(self._rows_in_window() - 1, 1))

    def action_edge(self, direction: int) -> None:
        self.move_to(0 if direction < 0 else len(self._rows) - 1)

    def action_choose(self) -> None:
        if self._rows and self.cursor != NOWHERE:
            self.post_message(self.Selected())

    def on_click(self, event: events.Click) -> None:
        row = self._shown[event.y][0] if event.y < len(self._shown) else -1
        if row >= 0 and not self._rows[row].is_heading:
            self.move_to(row)

    def resized(self) -> None:
        self._wrapped.clear()
        self._strips.clear()
        self._bring_into_view()

    # Painting -----------------------------------------------------------------------------------------

    def content_line(self, y: int) -> Strip:
        width = self.content_width
        found = self._shown[y] if y < len(self._shown) else None
        if found is None:
            text = self.empty_text if not self._rows else ""
            lines = wrap((Flow((Span(text, "muted"),), "  ", "  "),), width) if text else []
            return self.painter.strip(lines[y].spans if y < len(lines) else (), width)
        index, line = found
        if index == self.cursor:
            base = self.painter.style("cursor" if self.has_focus else "cursor-idle")
            mark = _NO_CURSOR if line else _CURSOR
            return self.painter.strip(((mark, "marker"), *self._lines(index)[line]), width, base)
        return self._plain_strip(index, line)

    def _plain_strip(self, index: int, line: int) -> Strip:
        """A line of a row without the cursor. Kept, because Textual keeps in a Strip what it has worked out for
        it, so that rows that only move when the list scrolls or narrows cost next to nothing."""
        spans = self._lines(index)[line]
        key = spans, self.painter.bar_mark.text
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) >= _MOST_STRIPS:
                self._strips.clear()
            strip = self._strips[key] = self.painter.strip(((_NO_CURSOR, "marker"), *spans), self.content_width)
        return strip

    def notify_style_update(self) -> None:
        """Forget the rows in the theme that was."""
        super().notify_style_update()
        self._strips.clear()

    def scroll_extent(self) -> tuple[int, int, int]:
        return self._top, self._rows_in_window(), len(self._rows)

    def scroll_lines(self, lines: int) -> None:
        self._top = max(0, min(self._top + lines, self._last_top()))
        self.refresh()

    def _repaint(self, index: int) -> None:
        """Repaint one row, where it is in the window."""
        if index == NOWHERE:
            return
        first = sum(self._height(above) for above in range(self._top, index))
        self.repaint_rows(first, min(first + self._height(index), self.rows))

    def _lines(self, index: int) -> list[tuple[Span, ...]]:
        """The screen lines of a row, without the cursor's mark and the indent in its place."""
        lines = self._wrapped.get(index)
        if lines is None:
            row, width = self._rows[index], self.content_width - len(_CURSOR)
            if len(row.title) <= width and row.title.isascii() and not (row.note or row.text or row.is_heading):
                lines = [(Span(row.title),)]
            else:
                lines = row_lines(row, width)
            self._wrapped[index] = lines
        return lines

    def _height(self, index: int) -> int:
        return len(self._lines(index))

    def before_paint(self) -> None:
        """Which row, and which of its lines, stands on each line of the window."""
        self._shown = []
        index = self._top
        while index < len(self._rows) and len(self._shown) < self.rows:
            self._shown += [(index, line) for line in range(self._height(index))]
            index += 1

    def _rows_in_window(self) -> int:
        """How many rows fit, counted from the top one."""
        room, index = self.rows, self._top
        while index < len(self._rows) and room > 0:
            room -= self._height(index)
            index += 1
        return max(index - self._top - (room < 0), 1)

    def _last_top(self) -> int:
        """The top row at which the last row is just in the window."""
        room, index = self.rows, len(self._rows)
        while index > 0 and room >= self._height(index - 1):
            index -= 1
            room -= self._height(index)
        return min(index, max(len(self._rows) - 1, 0))

    def _bring_into_view(self) -> None:
        if self.cursor == NOWHERE or not self._rows or self.columns == 1:
            return  # nothing to show, or no window yet
        if self.cursor < self._top:
            self._top = 0 if self.is_at_top() else self.cursor
            return
        room, index = self.rows - self._height(self.cursor), self.cursor
        while index > 0 and room >= self._height(index - 1):
            index -= 1
            room -= self._height(index)
            if index < self._top:
                return  # the cursor's row is in the window already
        self._top = max(self._top, index)

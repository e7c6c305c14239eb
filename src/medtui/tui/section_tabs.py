"""The row of section tabs: fixed number keys, the chosen one bracketed, missing ones in parentheses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message
from textual.strip import Strip

from medtui.presentation.cells import cell_len
from medtui.safe_text import safe_line
from medtui.tui.line_view import Ink, LineView

if TYPE_CHECKING:
    from medtui.presentation.tabs import Tab

_MORE_LEFT, _MORE_RIGHT = "‹ ", " ›"
_LONGEST_LABEL = 28


class SectionTabs(LineView):
    """One or two lines of tabs. Where some do not fit, the chosen one is always among those shown."""

    class TabActivated(Message):
        """The user clicked on a tab."""

        def __init__(self, section: str) -> None:
            super().__init__()
            self.section = section

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._tabs: Sequence[Tab] = ()
        self._chosen = 0
        self._shown: list[list[int]] = []

    def show_tabs(self, row: Sequence[Tab], chosen: Tab | None) -> None:
        """Show these tabs, one of them chosen; none at all when no monograph is open."""
        at = row.index(chosen) if chosen else 0
        if row == self._tabs and at == self._chosen:
            return
        self._tabs, self._chosen = row, at
        self._arrange()
        self.refresh()

    def resized(self) -> None:
        self._arrange()

    def on_click(self, event: events.Click) -> None:
        if event.y >= len(self._shown):
            return
        x = cell_len(_MORE_LEFT) if self._is_cut_left(event.y) else 0
        for index in self._shown[event.y]:
            x += cell_len(self._text(index)) + 1
            if event.x < x:
                self.post_message(self.TabActivated(self._tabs[index].section))
                return

    def content_line(self, y: int) -> Strip:
        width = self.content_width
        if y >= len(self._shown):
            return self.painter.strip((), width)
        spans: list[Ink] = [(_MORE_LEFT, "muted")] if self._is_cut_left(y) else []
        for index in self._shown[y]:
            spans += [(self._text(index), self._style(index)), (" ", "")]
        if y == len(self._shown) - 1 and self._shown[y] and self._shown[y][-1] < len(self._tabs) - 1:
            spans.append((_MORE_RIGHT.strip(), "muted"))
        return self.painter.strip(spans, width)

    def _style(self, index: int) -> str:
        tab = self._tabs[index]
        if index == self._chosen:
            return "cursor"
        if tab.alert:
            return "warning"
        return "" if tab.present else "muted"

    def _text(self, index: int) -> str:
        tab = self._tabs[index]
        label = safe_line(tab.label)
        if cell_len(label) > _LONGEST_LABEL:
            label = label[: _LONGEST_LABEL - 1] + "…"
        if tab.alert:
            label = f"w ⚠ {label}"
        elif not tab.present:
            label = f"({label})"
        words = f"{tab.key} {label}" if tab.key else label
        return f"[{words}]" if index == self._chosen else f" {words} "

    def _is_cut_left(self, y: int) -> bool:
        return y == 0 and bool(self._shown) and self._shown[0][:1] > [0]

    def _arrange(self) -> None:
        """Fill the lines from the first tab on; drop tabs at the left until the chosen one is in."""
        height = self.rows
        self._shown = []
        for first in range(len(self._tabs)):
            self._shown = self._fill(first, height)
            if any(self._chosen in line for line in self._shown):
                return

    def _fill(self, first: int, height: int) -> list[list[int]]:
        room_in_all = self.content_width - cell_len(_MORE_RIGHT)
        lines: list[list[int]] = [[]]
        room = room_in_all - (cell_len(_MORE_LEFT) if first else 0)
        for index in range(first, len(self._tabs)):
            needed = cell_len(self._text(index)) + 1
            if needed > room and lines[-1]:
                if len(lines) == height:
                    break
                lines.append([])
                room = room_in_all
            lines[-1].append(index)
            room -= needed
        return lines

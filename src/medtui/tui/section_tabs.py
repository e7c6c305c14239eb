"""The row of section tabs: fixed number keys, the chosen one bracketed, missing ones in parentheses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message
from textual.strip import Strip

from medtui.presentation.cells import cell_len
from medtui.safe_text import safe_line
from medtui.tui.line_view import LineView

if TYPE_CHECKING:
    from medtui.presentation.tabs import Tab

_LONGEST_LABEL = 28
_SHORT_LABEL = 7
_SHORTER = {"generic name": "Name", "side effects": "Effects", "how it works": "Works", "precautions": "Cautions"}
_SHORTEST = {**_SHORTER, "usage": "Use", "dosage": "Dose"}
_FULL, _NO_ABSENT, _SHORT, _SHORTER_STILL, _CUT, _DIGITS = range(6)
"""How labels shorten: absent sections to their digits first, then all to fewer letters, then all to their digits."""
_WAYS = ((_FULL, True), (_FULL, False), (_NO_ABSENT, True), (_NO_ABSENT, False), (_SHORT, False))
"""How all tabs may be shown: with so many letters, and with space on both sides or not."""
_USUAL = tuple("01234567")


class SectionTabs(LineView):
    """One line of tabs, whose labels shorten so that all that have a key are there; the chosen one is whole.

    is_in_use: the keys go to the text below.
    """

    WORDS_ARE_OURS = True

    class TabActivated(Message):
        """The user clicked on a tab."""

        def __init__(self, section: str) -> None:
            super().__init__()
            self.section = section

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._tabs: Sequence[Tab] = ()
        self._chosen = 0
        self._cells: list[tuple[int, str]] = []
        self._is_in_use = False

    def show_tabs(self, row: Sequence[Tab], chosen: Tab | None) -> None:
        """Show these tabs, one of them chosen; none at all when no monograph is open."""
        at = row.index(chosen) if chosen else 0
        if row == self._tabs and at == self._chosen:
            return
        self._tabs, self._chosen = row, at
        self._arrange()
        self.refresh()

    def show_use(self, is_in_use: bool) -> None:
        """Show whether the keys go to the text below."""
        if is_in_use != self._is_in_use:
            self._is_in_use = is_in_use
            self.refresh()

    @property
    def text(self) -> str:
        """The row as it is shown."""
        return "".join(text for _, text in self._cells)

    def resized(self) -> None:
        self._arrange()

    def on_click(self, event: events.Click) -> None:
        x = 0
        for index, text in self._cells:
            x += cell_len(text)
            if event.x < x:
                if index >= 0:
                    self.post_message(self.TabActivated(self._tabs[index].section))
                return

    def content_line(self, y: int) -> Strip:
        return self.painter.strip([(text, self._style(index)) for index, text in self._cells], self.content_width)

    def _style(self, index: int) -> str:
        if index == self._chosen:
            return "cursor" if self._is_in_use else "cursor-idle"
        if index < 0 or not self._tabs[index].present:
            return "muted"
        return "warning" if self._tabs[index].alert else ""

    def _arrange(self) -> None:
        """Show every tab with as many letters as there is room for. Where that is too little for all, those with the
        usual keys come first, and the others are counted."""
        everything = range(len(self._tabs))
        self._cells = []
        for level, is_loose in _WAYS:
            cells = self._row(dict.fromkeys(everything, level), is_loose=is_loose)
            if self._fits(cells):
                self._cells = cells
                return
        must = [at for at, tab in enumerate(self._tabs) if tab.key in _USUAL or tab.alert or at == self._chosen]
        levels: dict[int, int] = {}
        for level in (_SHORT, _SHORTER_STILL, _CUT, _DIGITS):
            levels = dict.fromkeys(must, level)
            if self._fits(self._row(levels)):
                break
        while len(levels) > 1 and not self._fits(self._row(levels)):
            del levels[next(at for at in reversed(levels) if at != self._chosen)]
        for index in everything:
            for way in (_SHORT, _DIGITS):
                if index not in levels and self._fits(self._row({**levels, index: way})):
                    levels[index] = way
        self._cells = self._row(levels)

    def _fits(self, cells: Sequence[tuple[int, str]]) -> bool:
        return sum(cell_len(text) for _, text in cells) <= self.content_width

    def _row(self, levels: Mapping[int, int], *, is_loose: bool = False) -> list[tuple[int, str]]:
        """The tabs, and between them spaces, or the brackets of the chosen one. levels: how short each is."""
        cells: list[tuple[int, str]] = []
        for index, level in sorted(levels.items()):
            if index == self._chosen:
                whole = level if self._tabs[index].alert else _FULL
                cells.append((index, f"[{self._label(index, whole)}]"))
                continue
            after_chosen = bool(cells) and cells[-1][0] == self._chosen
            before = "" if after_chosen and not is_loose else " "
            cells.append((index, f"{before}{self._label(index, level)}{' ' if is_loose else ''}"))
        if left_out := len(self._tabs) - len(levels):
            cells.append((-1, f" +{left_out}"))
        return cells

    def _label(self, index: int, level: int) -> str:
        tab = self._tabs[index]
        label = safe_line(tab.label)
        if tab.alert:
            return f"w ⚠ {label}" if level < _SHORT else "w ⚠"
        if tab.key and (level == _DIGITS or (level and not tab.present)):
            return tab.key if tab.present else f"({tab.key})"
        if level >= _SHORT:
            label = (_SHORTEST if level > _SHORT else _SHORTER).get(label.casefold(), label)
        most = _SHORT_LABEL if level == _CUT else _LONGEST_LABEL
        if cell_len(label) > most:
            label = f"{label[: most - 1].rstrip()}…"
        words = label if tab.present else f"({label})"
        return f"{tab.key} {words}" if tab.key else words

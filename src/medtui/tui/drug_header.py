"""The lines above the text: the drug's name, its other names, the date and status of its text, and badges."""

from __future__ import annotations

from collections.abc import Sequence

from textual.message import Message
from textual.strip import Strip

from medtui.presentation.layout import fitted
from medtui.presentation.markdown.styled import Span
from medtui.tui.line_view import LineView

_MOST_ROWS = 8
"""Lines of a title, or of a status, that are shown at most."""


class DrugHeader(LineView):
    """The open drug: its name on one or two lines, other names where there is room, its status below, whole, and then
    facts as far as they fit."""

    class Resized(Message):
        """It has another size, so that it may need other rows."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._title: tuple[Span, ...] = ()
        self._names: tuple[Span, ...] = ()
        self._status: tuple[Span, ...] = ()
        self._facts: tuple[Span, ...] = ()

    def show_drug(self, title: str, names: str, facts: Sequence[Span], status: Sequence[Span] = ()) -> None:
        """title: the drug's name. names: its other names and class. facts: library, badges.
        status: what stands before the facts and is not cut, the most important first."""
        shown = ((Span(title, "heading"),), (Span(names, "muted"),) if names else (), tuple(status), tuple(facts))
        if shown != (self._title, self._names, self._status, self._facts):
            self._title, self._names, self._status, self._facts = shown
            self.refresh()

    def resized(self) -> None:
        self.post_message(self.Resized())

    def rows_needed(self, usual: int, most: int) -> int:
        """How many rows the header takes to show title and status whole.

        usual: where both fit on one row. most: for title and one row of status, and for the status, but for the first
        of it, which always has room.
        """
        if self.columns == 1:
            return usual  # it is not on the screen yet
        width = self.content_width
        title = self._rows_of(self._title, width)
        status = max(min(self._rows_of(self._status, width), most), self._rows_of(self._status[:1], width))
        return max(usual, min(title + 1, most)) + status - 1

    @staticmethod
    def _rows_of(spans: tuple[Span, ...], width: int) -> int:
        return max(len(fitted(spans, width, _MOST_ROWS)), 1)

    def content_line(self, y: int) -> Strip:
        width, height = self.content_width, self.rows
        below = max(min(self._rows_of(self._status, width), height - 1), 1)
        lines = fitted(self._title, width, height - below)
        if len(lines) < height - below and self._names:
            lines = (*lines, *fitted(self._names, width, 1))
        lines = (*lines, *fitted((*self._status, *self._facts), width, below))
        return self.painter.strip(lines[y].spans if y < len(lines) else (), width)

"""The lines above the text: the drug's name and class, badges, the text's date, and what else there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from textual.message import Message
from textual.strip import Strip

from medtui.presentation.cells import cell_len
from medtui.presentation.layout import fitted
from medtui.presentation.markdown.styled import Span
from medtui.tui.line_view import LineView

TALL = 30
"""Rows of the screen from which the header has two, and a boxed warning is repeated whole."""
LOW = 20
"""Rows of the screen below which none is there for a labeler alone."""
_MOST_ROWS = 8
"""Lines of one status that are shown at most."""

_Row = list[Span]


class DrugHeader(LineView):
    """The open drug: its name and its status, neither cut, on one line where they fit; its class and further facts as
    far as there is room left beside them.

    is_tall: the status has a line of its own, so that it stands in the same place from drug to drug.
    is_low: none is there for a labeler alone.
    """

    class Resized(Message):
        """It has another size, so that it may need other rows."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.is_tall = self.is_low = False
        self._shown: tuple[str, str, tuple[Span, ...], tuple[Span, ...], str] = ("", "", (), (), "")
        self._rows: list[_Row] = []

    def show_drug(
        self, title: str, about: str, facts: Sequence[Span], status: Sequence[Span] = (), labeler: str = ""
    ) -> None:
        """title: the drug's name. about: its class. facts: what is said where there is room.
        status: what is never left out, the most important first. labeler: of a label, on a line more if need be."""
        shown = title, about, tuple(status), tuple(facts), labeler
        if shown != self._shown:
            self._shown = shown
            self.refresh()

    def resized(self) -> None:
        self.post_message(self.Resized())

    def rows_needed(self, most: int) -> int:
        """How many rows show name and status whole, but no more than `most`."""
        usual = 1 + self.is_tall
        if self.columns == 1:
            return usual  # it is not on the screen yet
        return max(usual, min(len(self._arranged(most)), most))

    def _arranged(self, most: int) -> list[_Row]:
        """The rows. most: of these the status comes first, where a name takes more."""
        title, about, status, facts, labeler = self._shown
        name = (Span(title, "heading"),)
        rows = self._with_status(name, status, most)
        if about:
            with_class = self._with_status((*name, Span(f"  {about}", "muted")), status, len(rows) + 1)
            rows = with_class if len(with_class) <= len(rows) else rows
        if labeler:
            _add(rows, Span(labeler, "muted"), self.content_width, only_beside=self.is_low or len(rows) >= most)
        for fact in facts:
            _add(rows, fact, self.content_width, only_beside=True)
        return rows

    def _with_status(self, name: Sequence[Span], status: Sequence[Span], most: int) -> list[_Row]:
        width, lines = self.content_width, max(most, 1)
        while True:
            rows = [[*line.spans] for line in fitted(tuple(name), width, lines)] or [[]]
            if self.is_tall:
                rows.append([])
            for span in status:
                _add(rows, span, width)
            if len(rows) <= most or lines == 1:
                return rows
            lines = max(lines - (len(rows) - most), 1)

    def before_paint(self) -> None:
        self._rows = self._arranged(self.rows)

    def content_line(self, y: int) -> Strip:
        return self.painter.strip(self._rows[y] if y < len(self._rows) else (), self.content_width)


def _add(rows: list[_Row], span: Span, width: int, *, only_beside: bool = False) -> None:
    """Put a span at the end of the last row, or on rows of its own where it does not fit there."""
    before = "".join(text for text, _ in rows[-1])
    is_on_ground = before.endswith(" ") or span.text.startswith(" ")
    gap = before and (" " if is_on_ground else "  ")
    if cell_len(before + gap + span.text) <= width:
        rows[-1] += [Span(gap), span]
    elif not only_beside:
        rows[len(rows) if rows[-1] else -1 :] = [[*line.spans] for line in fitted((span,), width, _MOST_ROWS)]

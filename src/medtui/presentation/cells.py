"""How wide text is on a terminal, and where it may be cut without taking a character apart.

Widths are those of `rich.cells`, which the terminal app paints with. A cell is one column of the terminal.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate

from rich.cells import cell_len, split_graphemes

__all__ = ["Ruler", "cell_len", "clusters"]

_ONE_CELL_EACH = re.compile(
    "[ -~\xa1-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u2190-\u22ff"
    "\u2400-\u2426\u27e8\u27e9]*"
)
"""Latin, Greek and Cyrillic letters, signs, and what controls are made visible by: a cluster takes a microsecond."""
_FLAG_LETTERS = frozenset(map(chr, range(0x1F1E6, 0x1F200)))


def clusters(text: str) -> list[tuple[str, int]]:
    """The pieces that must stay whole, and how wide each is: a base with its marks, emoji joined by ZWJ, flags."""
    pieces: list[tuple[str, int]] = []
    for start, end, cells in split_graphemes(text)[0]:
        piece = text[start:end]
        if pieces and piece in _FLAG_LETTERS and pieces[-1][0] in _FLAG_LETTERS:
            pieces[-1] = (pieces[-1][0] + piece, pieces[-1][1] + cells)
        else:
            pieces.append((piece, cells))
    return pieces


class Ruler:
    """Measures one text: how far a number of cells reaches from a given place."""

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self._starts: list[int] | None = None
        if not (text.isascii() or _ONE_CELL_EACH.fullmatch(text)):
            pieces = clusters(text)
            self._starts = list(accumulate((len(piece) for piece, _ in pieces), initial=0))
            self._cells = list(accumulate((cells for _, cells in pieces), initial=0))

    def reach(self, start: int, cells: int) -> int:
        """The largest end with text[start:end] at most `cells` wide; past one cluster at least, however wide.

        start: the start of a cluster. The end is one too, or the end of the text.
        """
        if self._starts is None:
            return min(self.length, start + max(1, cells))
        first = bisect_left(self._starts, start)
        last = bisect_right(self._cells, self._cells[first] + cells) - 1
        return self._starts[min(max(last, first + 1), len(self._starts) - 1)]

    def is_cut(self, place: int) -> bool:
        """Whether the text may be cut there: no cluster is taken apart."""
        if self._starts is None:
            return True
        index = bisect_left(self._starts, place)
        return index < len(self._starts) and self._starts[index] == place

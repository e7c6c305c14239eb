"""How wide text is on a terminal, and where it may be cut without taking a character apart.

Widths are those of `rich.cells`, which the terminal app paints with. A cell is one column of the terminal.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate

from rich.cells import cell_len

__all__ = ["Ruler", "cell_len", "clusters", "is_narrow"]

# Characters that are one cell wide and never join their neighbours: Latin, Greek, Cyrillic, and the dashes,
# quotes, arrows, mathematical signs, raised and lowered digits, bullets and box lines of medical text.
_NARROW = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u0391-\u03a1\u03a3-\u0482"
    "\u2010-\u2015\u2018-\u2027\u2030-\u203b\u203d-\u2048\u2070\u2071\u2074-\u208e"
    "\u2190-\u2193\u2200-\u22ff\u2500-\u257f\u25aa\u25ab\u25cb-\u25cf\u25e6]*"
)
_JOINER = "\u200d"
_FLAG_LETTERS = frozenset(map(chr, range(0x1F1E6, 0x1F200)))


def is_narrow(text: str) -> bool:
    """Whether every character is surely one cell wide, so that lengths are widths."""
    return _NARROW.fullmatch(text) is not None


def clusters(text: str) -> list[str]:
    """The pieces that must stay whole: a base with its combining marks, emoji joined by ZWJ, flags."""
    pieces: list[str] = []
    for character in text:
        if pieces and (cell_len(character) == 0 or _joins(pieces[-1], character)):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


class Ruler:
    """Measures one text: how far a number of cells reaches from a given place."""

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self._starts: list[int] | None = None
        if not is_narrow(text):
            pieces = clusters(text)
            self._starts = list(accumulate(map(len, pieces), initial=0))
            self._cells = list(accumulate(map(cell_len, pieces), initial=0))

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


def _joins(piece: str, character: str) -> bool:
    """Whether a character of its own width belongs to the piece before it."""
    is_flag = len(piece) == 1 and piece in _FLAG_LETTERS and character in _FLAG_LETTERS
    return is_flag or piece[-1] == _JOINER

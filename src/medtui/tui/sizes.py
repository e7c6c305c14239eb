"""How the screen is divided at a given size."""

from __future__ import annotations

from textual.geometry import Size

WIDE = 100
"""Columns from which list and text stand side by side all the time; below, the list is a drawer."""

SLIM = 60
"""Columns below which the open drawer takes the whole width."""

SMALLEST = Size(30, 8)
"""Below this the screen only says that it is too small."""

_TYPICAL_SENTENCE = 126
"""Characters of the disclaimer's first sentence and its sign (99 % of 1,888 that were measured)."""

_MARGIN = 11
"""Columns of a disclaimer line that hold no words of it: padding, and the hint of how to see more."""


def disclaimer_rows(size: Size) -> int:
    """Rows for the disclaimer's first sentence: fixed for a size, so that the text never jumps."""
    rows = -(-_TYPICAL_SENTENCE // max(size.width - _MARGIN, 1))
    return max(1, min(rows, max(size.height // 4, 1)))


def tab_rows(size: Size) -> int:
    """Rows for the section tabs: two where one would hide some, if the height allows."""
    return 2 if size.height >= 20 else 1


def header_rows(size: Size) -> int:
    """Rows for the drug's name and source."""
    return 3 if size.height >= 20 else 2

"""The shapes that presentation hands out: spans, logical lines, tables, and lines laid out to a width.

Styles are names, not colours: the terminal app maps them to its theme, the command line drops them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Style = Literal[
    "",
    "strong",
    "em",
    "strong-em",
    "code",
    "heading",
    "drug",
    "question",
    "marker",
    "badge",
    "warning",
    "muted",
]


class Span(NamedTuple):
    """A run of characters in one style."""

    text: str
    style: Style = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """One logical line, to be wrapped.

    spans: the file's own words. first/rest: what stands before the first and the following screen lines
    (indent, bullet, quote bar); drawn by us, so not counted as the file's words.
    verbatim: keep every space and break anywhere (code, source shown as it is).
    """

    spans: tuple[Span, ...]
    first: str = ""
    rest: str = ""
    verbatim: bool = False

    @property
    def text(self) -> str:
        """The file's own words, unstyled."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; every row is as long as the header. indent: columns to the left of it."""

    header: tuple[tuple[Span, ...], ...]
    rows: tuple[tuple[tuple[Span, ...], ...], ...]
    first: str = ""
    rest: str = ""


Block = Flow | Table


@dataclass(frozen=True, slots=True)
class Line:
    """One screen line. block: index of the block it comes from; words: how many of the block's visible
    characters stand before this line (with `block`, the place in the text, whatever the width)."""

    spans: tuple[Span, ...]
    block: int = 0
    words: int = 0

    @property
    def text(self) -> str:
        """The line, unstyled."""
        return "".join(span.text for span in self.spans)

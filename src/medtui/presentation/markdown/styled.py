"""The shapes that presentation hands out: spans, logical lines, tables, and lines laid out to a width.

Styles are names, not colours: the terminal app maps them to its theme, the command line drops them.

What counts as the file's words: the text of every span whose style is not in `DECORATION`. Everything that
medtui draws itself (bullets, quote bars, indents, table borders and padding, repeated labels, badges) stands
in `Flow.first`, `Flow.rest`, or in a span with a decoration style. The numbers of ordered lists are the
file's own: they are spans with the style "number".
"""

from __future__ import annotations

from collections.abc import Iterable
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
    "number",  # of an ordered list: the file's word
    "warning",
    "muted",
    "link",  # to another monograph, or another part of this one
    "link-current",  # the one of them that Tab has stopped on
    "match",  # found by a search
    "match-current",  # the one of them that the reader is at
    "marker",  # decoration: bullets, bars, indents, borders, padding
    "label",  # decoration: a table's column title, said again for a further record
    "badge",  # decoration: a remark of ours
    "badge-warning",  # decoration: one on a ground of its own, for a boxed warning
    "badge-status",  # decoration: the same for a review that is missing, or what the clinic restricts
    "sign",  # decoration: a warning sign before words
    "list-heading",  # decoration: what stands above rows of a list
    "key",  # decoration: of the keyboard
    "box",  # decoration: the lines of a box
    "repeated",  # decoration: the file's words where they are said once more, in part
    "note",  # decoration: the user's or the clinic's words
    "note-head",  # decoration: whose they are
]

Frame = Literal["", "top", "inside", "bottom"]

DECORATION: frozenset[Style] = frozenset(
    {
        *(
            "marker",
            "label",
            "badge",
            "badge-warning",
            "badge-status",
            "sign",
            "list-heading",
            "key",
            "box",
            "repeated",
        ),
        *("note", "note-head"),
    }
)


class Span(NamedTuple):
    """A run of characters in one style."""

    text: str
    style: Style = ""


def words(spans: Iterable[Span]) -> str:
    """The file's own words in these spans, unstyled; decoration left out."""
    return "".join([span.text for span in spans if span.style not in DECORATION])


def visible(text: str) -> str:
    """`text` without its white space: what must never be lost."""
    return "".join(text.split())


# Named tuples, not dataclasses: those take three times as long to define, which counts at every start.
class Flow(NamedTuple):
    """One logical line, to be wrapped.

    spans: the file's own words (and perhaps a badge). first/rest: what stands before the first and the
    following screen lines (indent, bullet, quote bar); drawn by us, so not counted as the file's words.
    verbatim: keep every space and break anywhere (code, source shown as it is). frame: the line is a box's upper or
    lower edge, with a title in it, or stands inside. most: screen lines, if not all; its words are decoration then.
    An empty line is a Flow without spans.
    """

    spans: tuple[Span, ...]
    first: str = ""
    rest: str = ""
    verbatim: bool = False
    frame: Frame = ""
    most: int = 0

    @property
    def text(self) -> str:
        """The file's own words, unstyled."""
        return words(self.spans)

    @property
    def cells(self) -> tuple[tuple[Span, ...], ...]:
        """Its spans, as if they were the one cell of a table."""
        return (self.spans,)


class Table(NamedTuple):
    """Rows of cells; every row is as long as the header. A line feed in a cell's text breaks the line there.

    first/rest: what stands before the first and the following screen lines, as in `Flow`; frame too.
    """

    header: tuple[tuple[Span, ...], ...]
    rows: tuple[tuple[tuple[Span, ...], ...], ...]
    first: str = ""
    rest: str = ""
    frame: Frame = ""

    @property
    def cells(self) -> tuple[tuple[Span, ...], ...]:
        """All of them, row by row, the header's first."""
        return tuple(cell for row in (self.header, *self.rows) for cell in row)


Block = Flow | Table


class Line(NamedTuple):
    """One screen line.

    block: index of the block it comes from. words: how many of the block's visible characters (white space
    and decoration not counted) stand before this line. Together they are a place in the text that stays the
    same whatever the width.
    """

    spans: tuple[Span, ...]
    block: int = 0
    words: int = 0

    @property
    def text(self) -> str:
        """The line as drawn, decoration included, unstyled."""
        return "".join([span.text for span in self.spans])

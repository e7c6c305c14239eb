"""Blocks -> screen lines of a given width, with nothing lost on the way.

A line may be wider than the width in one case only: a character of two cells in a width of one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from medtui.presentation.cells import Ruler, cell_len
from medtui.presentation.markdown.styled import Block, Flow, Line, Span, Table, visible, words
from medtui.presentation.table_layout import rows_of_spans

# No text is this wide: for lines that are not to be wrapped.
UNBOUNDED = 1_000_000_000

# Columns that are kept for text when bullets and indents would take them.
_MIN_TEXT = 8

_UNITS = (
    r"%|°C|°F|[mckµμn]?g|mcg|micrograms?|milligrams?|grams?|kilograms?|[mdcµμ]?[lL]|millilit(?:er|re)s?|"
    r"lit(?:er|re)s?|[mcµμn]?m|[mµμn]?mol|mEq|mOsm|m?IU|MIU|[mM]?U|(?:international )?units?|mm ?Hg|k?cal|kJ|"
    r"kPa|Gy|MBq|ms|s|sec|seconds?|min|minutes?|h|hrs?|hours?|hourly|days?|weeks?|months?|years?|times|"
    r"tablets?|tabs?|capsules?|drops?|puffs?|sprays?|doses?|ampoules?|vials?|patch(?:es)?|tsp|teaspoons?"
)
# A space within `500 mg` or `> 25`: a line break there invites misreading.
_HAS_DIGIT = re.compile(r"\d").search
_GLUED = rf"(?<=\d) (?=(?:{_UNITS})(?![A-Za-z]))|(?<=[<>≤≥±=~≈×]) (?=\d)"
# Where lines may break too; not at the fixed spaces U+00A0, U+2007 and U+202F.
_OTHER_SPACES = dict.fromkeys(
    map(ord, "\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"), " "
)
_FIXED_SPACE = "\u00a0"
_TAB = "    "


def lay_out(source: str | Sequence[Block], width: int) -> list[Line]:
    """The screen lines of a Markdown source or of blocks, checked: what a reader may be shown.

    width: in columns, at least 1 (less counts as 1). When wrapping fails or loses a character, the words are
    cut plainly at the width instead. Never raises.
    """
    blocks = _rendered(source) if isinstance(source, str) else source
    try:
        lines = wrap(blocks, width)
        if intact(blocks, lines):
            return lines
    except Exception:  # whatever goes wrong in there, the words must be shown
        pass
    return _cut_plainly(blocks, width)


def _rendered(source: str) -> tuple[Block, ...]:
    from medtui.presentation.markdown.render import render  # many callers bring their own blocks

    return render(source)


def plain(blocks: Sequence[Block], width: int | None = None) -> str:
    """The text of the laid-out lines, bullets and borders included, without spaces at line ends.

    width: in columns; None leaves logical lines whole and tables as wide as they need.
    """
    return "\n".join(line.text.rstrip() for line in lay_out(blocks, UNBOUNDED if width is None else width))


def wrap(blocks: Sequence[Block], width: int) -> list[Line]:
    """The screen lines of the blocks. width: in columns, at least 1 (less counts as 1)."""
    width = max(1, width)
    lines: list[Line] = []
    for index, block in enumerate(blocks):
        if isinstance(block, Table):
            lines += _table_lines(block, width, index)
        else:
            lines += _flow_lines(block, width, index)
    return lines


def intact(blocks: Sequence[Block], lines: Sequence[Line]) -> bool:
    """Whether the lines show every visible character of every block, in order, and no others but decoration.

    A table's characters are counted, not ordered: its cells stand side by side, or over each other.
    """
    shown: list[list[str]] = [[] for _ in blocks]
    for line in lines:
        if not 0 <= line.block < len(blocks):
            return False
        shown[line.block].append(words(line.spans))
    for block, parts in zip(blocks, shown, strict=True):
        text = visible("".join(parts))
        if isinstance(block, Flow):
            if text != visible(block.text):
                return False
        elif Counter(text) != Counter(visible("".join(_cell_texts(block)))):
            return False
    return all(line.block <= after.block for line, after in pairwise(lines))


def _cell_texts(table: Table) -> Iterator[str]:
    for row in (table.header, *table.rows):
        for cell in row:
            yield words(cell)


# --- flows --------------------------------------------------------------------------------------------------


def _flow_lines(flow: Flow, width: int, block: int) -> Iterable[Line]:
    spans = flow.spans
    text = "".join([span.text for span in spans])
    if "\t" in text or "\n" in text:  # a terminal would move to a place of its own
        spans = tuple(Span(_on_one_line(span.text), span.style) for span in spans)
        text = _on_one_line(text)
    if not flow.first and len(text) <= width and text.isascii():
        return (Line(spans, block),)
    return _wrapped_lines(flow, spans, text, width, block)


def _wrapped_lines(flow: Flow, spans: tuple[Span, ...], text: str, width: int, block: int) -> Iterator[Line]:
    first, rest = _prefixes(flow.first, flow.rest, width)
    seen = 0
    slices = _Slices(spans)
    lead = first
    for start, end in _cuts(text, width - cell_len(first), width - cell_len(rest), flow.verbatim):
        sliced = slices.take(start, end)
        yield Line((Span(lead, "marker"), *sliced) if lead else sliced, block, seen)
        seen += sum(map(len, words(sliced).split()))
        lead = rest


def _on_one_line(text: str) -> str:
    return text.replace("\t", _TAB).replace("\n", " ")


def no_breaks(text: str) -> str:
    """`text` with fixed spaces where a line break would mislead: within `500 mg` and `> 25`. As long as before."""
    return _glued_spaces().sub(_FIXED_SPACE, text) if _HAS_DIGIT(text) else text


def wrapped_spans(spans: Sequence[Span], width: int) -> list[tuple[Span, ...]]:
    """The lines of a cell: its spans wrapped to `width` columns, and broken at its line feeds.

    Raises ValueError when a character is lost: once cells stand side by side, `intact` can only count.
    """
    lines: list[tuple[Span, ...]] = []
    text = "".join([span.text for span in spans])
    slices = _Slices(spans)
    offset = 0
    for line in text.split("\n"):
        for start, end in _cuts(line, width, width, False):
            lines.append(slices.take(offset + start, offset + end))
        offset += len(line) + 1
    if visible("".join([span.text for line in lines for span in line])) != visible(text):
        raise ValueError("a cell lost characters")
    return lines


def _cuts(text: str, first_width: int, rest_width: int, verbatim: bool) -> Iterator[tuple[int, int]]:
    """Start and end of each screen line within `text`; at least one. Left out between them: only spaces."""
    length = len(text)
    if length <= first_width and text.isascii():
        yield 0, length
        return
    ruler = Ruler(text)
    if verbatim:
        yield from _cuts_anywhere(ruler, first_width, rest_width)
        return
    spaced = text if text.isascii() else text.translate(_OTHER_SPACES)
    glued = no_breaks(spaced)
    start = _past_spaces(spaced, 0)
    width = first_width
    while True:
        end = ruler.reach(start, width)
        if end >= length:
            yield start, length
            return
        end = _break(glued, spaced, ruler, start, end)
        yield start, end
        start = _past_spaces(spaced, end)
        if start >= length:
            return
        width = rest_width


@cache
def _glued_spaces() -> re.Pattern[str]:
    return re.compile(_GLUED)  # takes 4 ms, which a start should not pay


def _cuts_anywhere(ruler: Ruler, first_width: int, rest_width: int) -> Iterator[tuple[int, int]]:
    start, width = 0, first_width
    while True:
        end = ruler.reach(start, width)
        yield start, end
        if end >= ruler.length:
            return
        start, width = end, rest_width


def _past_spaces(spaced: str, start: int) -> int:
    while start < len(spaced) and spaced[start] == " ":
        start += 1
    return start


def _break(glued: str, spaced: str, ruler: Ruler, start: int, end: int) -> int:
    """Where the line from `start` ends, that could reach to `end`: at a space if there is one, else within
    a number and its unit, else after a `/` or `-` within a word, else at `end`."""
    for text in (glued, spaced):
        space = text.rfind(" ", start + 1, end + 1)
        while space > start and not ruler.is_cut(space + 1):
            space = text.rfind(" ", start + 1, space)  # a combining mark sits on that space
        if space > start:
            return start + len(spaced[start:space].rstrip(" "))
    for place in range(end - 1, start, -1):
        if (
            spaced[place] in "/-"
            and spaced[place - 1].isalnum()
            and spaced[place + 1].isalnum()
            and ruler.is_cut(place + 1)
        ):
            return place + 1
    return end


def _prefixes(first: str, rest: str, width: int) -> tuple[str, str]:
    """The decoration before a flow's lines, shortened from the left so that text keeps some room."""
    room = max(width - _MIN_TEXT, width // 4)
    return _fitted(first, room), _fitted(rest, room)


def _fitted(prefix: str, room: int) -> str:
    if cell_len(prefix) <= room:
        return prefix
    kept = prefix
    while kept and cell_len(kept) > room:
        kept = kept[1:]
    return kept


class _Slices:
    """Cuts a run of spans at offsets that only grow, without losing their styles."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = spans
        self.index = 0
        self.offset = 0  # of the span at `index`

    def take(self, start: int, end: int) -> tuple[Span, ...]:
        """The spans for the characters from start to end."""
        taken: list[Span] = []
        while self.index < len(self.spans):
            span = self.spans[self.index]
            after = self.offset + len(span.text)
            if start < after and self.offset < end:
                if start <= self.offset and after <= end:
                    taken.append(span)
                else:
                    taken.append(Span(span.text[max(0, start - self.offset) : end - self.offset], span.style))
            if after > end:
                break
            self.index += 1
            self.offset = after
        return tuple(taken)


# --- tables and the last resort -----------------------------------------------------------------------------


def _table_lines(table: Table, width: int, block: int) -> Iterator[Line]:
    first, rest = _prefixes(table.first, table.rest, width)
    lead = first
    seen = 0
    for spans in rows_of_spans(table, width - max(cell_len(first), cell_len(rest)), wrapped_spans):
        yield Line((Span(lead, "marker"), *spans) if lead else spans, block, seen)
        seen += len(visible(words(spans)))
        lead = rest


def _cut_plainly(blocks: Sequence[Block], width: int) -> list[Line]:
    """The words of the blocks cut every so many characters; so simple that it cannot go wrong."""
    step = max(1, width // 2)  # no character is wider than two cells
    lines: list[Line] = []
    for index, block in enumerate(blocks):
        texts = [block.text] if isinstance(block, Flow) else list(_cell_texts(block))
        seen = 0
        for text in texts:
            for start in range(0, max(1, len(text)), step):
                piece = text[start : start + step]
                lines.append(Line((Span(piece),), index, seen))
                seen += len(visible(piece))
    return lines

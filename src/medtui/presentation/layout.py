"""Blocks -> screen lines of a given width, with nothing lost on the way.

A line may be wider than the width in one case only: a character of two cells in a width of one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from medtui.presentation.cells import Ruler, cell_len
from medtui.presentation.markdown.styled import Block, Flow, Frame, Line, Span, Table, visible, words
from medtui.presentation.table_records import Cell, as_header, drawn, record_lines

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
_OTHER_SPACES = dict.fromkeys((0x1680, *range(0x2000, 0x2007), *range(0x2008, 0x200B), 0x205F, 0x3000), " ")
_FIXED_SPACE = "\u00a0"
_TAB = "    "

# A column narrower than this, or than its longest word, is hard to read (unless its text is narrower still).
_MIN_COLUMN = 10
_MAX_WORD = 24

# Columns of a box's edges, beside its text and beside a title in them.
_EDGES: Mapping[Frame, int] = {"": 0, "inside": 4, "top": 6, "bottom": 6}
_LEAST_BOX = 20
_CORNERS = {"top": ("┌", "┐"), "bottom": ("└", "┘")}

_SEPARATOR = Span(" │ ", "marker")
_CROSSING = "─┼─"


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
        if isinstance(block, Flow) and _is_one_line(block, width):
            lines.append(Line(block.spans, index))
            continue
        frame = block.frame if _LEAST_BOX <= width < UNBOUNDED else ""
        room = max(width - _EDGES[frame], 1)
        lead, rest = _fitted(block.first, room), _fitted(block.rest, room)
        widths = room - cell_len(lead), room - cell_len(rest)
        seen = 0
        for at, spans in enumerate(_rows(block, *widths)):
            shown = (Span(lead, "marker"), *spans) if lead else spans
            lines.append(Line(_framed(shown, frame, width, at) if frame else shown, index, seen))
            seen += len(visible(words(spans)))
            lead = rest
    return lines


def _is_one_line(flow: Flow, width: int) -> bool:
    """Whether it is drawn as it stands, with nothing before it, and fits: most short blocks are such."""
    text = flow.spans[0].text if flow.spans else " "
    is_bare = len(flow.spans) < 2 and not (flow.first or flow.frame or flow.most)
    return is_bare and 0 < len(text) <= width and text.isascii() and text.isprintable()


def lay_out(
    blocks: Sequence[Block], width: int, wrapping: Callable[[Sequence[Block], int], list[Line]] = wrap
) -> list[Line]:
    """The screen lines of blocks, checked: what a reader may be shown.

    width: in columns, at least 1 (less counts as 1). When wrapping fails or loses a character, the words are
    cut plainly at the width instead. Never raises.
    """
    try:
        lines = wrapping(blocks, width)
        if intact(blocks, lines):
            return lines
    except Exception:  # whatever goes wrong in there, the words must be shown
        pass
    return _cut_plainly(blocks, width)


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
        elif Counter(text) != Counter(visible("".join(map(words, block.cells)))):
            return False
    return all(line.block <= after.block for line, after in pairwise(lines))


def _rows(block: Block, first_width: int, rest_width: int) -> Iterable[tuple[Span, ...]]:
    if isinstance(block, Table):
        return _table_rows(block, min(first_width, rest_width))
    if block.most:
        return _first_rows(block, min(first_width, rest_width))
    return _flow_rows(block, first_width, rest_width)


def _first_rows(flow: Flow, width: int) -> Iterator[tuple[Span, ...]]:
    """The first lines of words that are repeated, cut after a word."""
    texts = ["".join([text for text, _ in spans]).rstrip() for spans in _flow_rows(flow, width, width)]
    if len(texts) > flow.most:
        last = texts[flow.most - 1]
        while last and cell_len(last) > width - 2:
            last = last.rpartition(" ")[0]
        texts[flow.most - 1 :] = [f"{last} …"]
    return ((Span(text, "repeated"),) for text in texts)


def _framed(spans: tuple[Span, ...], frame: Frame, width: int, row: int) -> tuple[Span, ...]:
    """A line with the edges of its box. row: which one of its block; a title that takes more goes on inside."""
    used = sum([cell_len(text) for text, _ in spans])
    if frame == "inside" or row:
        return (Span("│ ", "box"), *spans, Span(" " * (width - used - _EDGES["inside"]) + " │", "box"))
    left, right = _CORNERS[frame]
    if not used:
        return (Span(f"{left}{'─' * (width - 2)}{right}", "box"),)
    return (Span(f"{left}─ ", "box"), *spans, Span(f" {'─' * (width - used - 5)}{right}", "box"))


# --- flows --------------------------------------------------------------------------------------------------


def _flow_rows(flow: Flow, first_width: int, rest_width: int) -> Iterator[tuple[Span, ...]]:
    # At a tab or a line feed a terminal would move to a place of its own.
    spans = [Span(span.text.replace("\t", _TAB).replace("\n", " "), span.style) for span in flow.spans]
    text = "".join([span.text for span in spans])
    slices = _Slices(spans)
    return (slices.take(*cut) for cut in _cuts(text, first_width, rest_width, flow.verbatim))


def no_breaks(text: str) -> str:
    """`text` with fixed spaces where a line break would mislead: within `500 mg` and `> 25`. As long as before."""
    return _glued_spaces().sub(_FIXED_SPACE, text) if _HAS_DIGIT(text) else text


def _wrapped_cell(spans: Sequence[Span], width: int) -> list[tuple[Span, ...]]:
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
    spaced = text if text.isascii() else text.translate(_OTHER_SPACES)
    glued = no_breaks(spaced)
    start = 0 if verbatim else _past_spaces(spaced, 0)
    width = first_width
    while True:
        end = ruler.reach(start, width)
        if end >= length:
            yield start, length
            return
        if not verbatim:
            end = _break(glued, spaced, ruler, start, end)
        yield start, end
        start = end if verbatim else _past_spaces(spaced, end)
        if start >= length:
            return
        width = rest_width


@cache
def _glued_spaces() -> re.Pattern[str]:
    return re.compile(_GLUED)  # takes 4 ms, which a start should not pay


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


def _fitted(prefix: str, width: int) -> str:
    """The decoration before a block's lines, shortened from the left so that text keeps some room."""
    room = max(width - _MIN_TEXT, width // 4)
    while cell_len(prefix) > room:
        prefix = prefix[1:]
    return prefix


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


# --- tables: columns side by side where they fit, else one record under another ----------------------------


def _table_rows(table: Table, width: int) -> Iterator[tuple[Span, ...]]:
    """The screen lines of a table, at most `width` columns wide where that is possible."""
    columns = zip(table.header, *table.rows, strict=True)
    texts = [[line for cell in column for line in drawn(cell).split("\n")] for column in columns]
    widths = _column_widths(texts, width)
    if widths is not None:
        return _grid(table, widths)
    return (line for cell in record_lines(table) for line in _wrapped_cell(cell, width))


def _column_widths(columns: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """A width for each column of texts so that all fit, or None when they would be unreadably narrow."""
    natural = [max(1, *map(cell_len, texts)) for texts in columns]
    room = width - len(_SEPARATOR.text) * (len(natural) - 1)
    if sum(natural) <= room:
        return natural
    widths = [min(wanted, _least(texts)) for wanted, texts in zip(natural, columns, strict=True)]
    spare = room - sum(widths)
    if spare < 0:
        return None
    # Narrow columns get all they want, so that they need no second line; the wide ones share the rest.
    by_need = sorted(range(len(natural)), key=lambda column: natural[column] - widths[column])
    for position, column in enumerate(by_need):
        extra = min(natural[column] - widths[column], spare // (len(by_need) - position))
        widths[column] += extra
        spare -= extra
    return widths


def _least(texts: Sequence[str]) -> int:
    longest = max((cell_len(word) for text in texts for word in text.split()), default=0)
    return max(_MIN_COLUMN, min(longest, _MAX_WORD))


def _grid(table: Table, columns: Sequence[int]) -> Iterator[tuple[Span, ...]]:
    rule = (Span(_CROSSING.join("─" * column for column in columns), "marker"),)
    yield from _grid_row([as_header(cell) for cell in table.header], columns)
    yield rule
    rows = [list(_grid_row(row, columns)) for row in table.rows]
    is_ruled = any(len(row) > 1 for row in rows) and not _show_their_starts(table, columns[0])
    for index, row in enumerate(rows):
        if index and is_ruled:
            yield rule
        yield from row


def _show_their_starts(table: Table, width: int) -> bool:
    """Whether each row begins where the first column has text, so that no rules are needed between rows."""
    firsts = [row[0] for row in table.rows]
    return all(drawn(first).strip() and len(_wrapped_cell(first, width)) == 1 for first in firsts)


def _grid_row(cells: Sequence[Cell], columns: Sequence[int]) -> Iterator[tuple[Span, ...]]:
    wrapped = [_wrapped_cell(cell, column) for cell, column in zip(cells, columns, strict=True)]
    for index in range(max(map(len, wrapped))):
        line: list[Span] = []
        for lines, column in zip(wrapped, columns, strict=True):
            if line:
                line.append(_SEPARATOR)
            spans = lines[index] if index < len(lines) else ()
            line.extend(spans)
            padding = column - sum(cell_len(span.text) for span in spans)
            if padding > 0:
                line.append(Span(" " * padding, "marker"))
        yield tuple(line)


# --- the last resort --------------------------------------------------------------------------------------------


def _cut_plainly(blocks: Sequence[Block], width: int) -> list[Line]:
    """The words of the blocks cut every so many characters; so simple that it cannot go wrong."""
    step = max(1, width // 2)  # no character is wider than two cells
    lines: list[Line] = []
    for index, block in enumerate(blocks):
        seen = 0
        for text in map(words, block.cells):
            for start in range(0, max(1, len(text)), step):
                piece = text[start : start + step]
                lines.append(Line((Span(piece),), index, seen))
                seen += len(visible(piece))
    return lines


@lru_cache(maxsize=64)
def fitted(spans: tuple[Span, ...], width: int, height: int) -> tuple[Line, ...]:
    """`spans` wrapped to `width` columns; what does not fit into `height` lines is cut, with an ellipsis."""
    lines = wrap((Flow(spans),), max(width, 1))
    if len(lines) <= height or not height:
        return tuple(lines[:height])
    room, last = width - 1, []
    for text, style in (span for line in lines[height - 1 :] for span in (*line.spans, Span(" "))):
        kept = text
        while kept and cell_len(kept) > room:
            kept = kept[:-1]
        last.append(Span(kept, style))
        room -= cell_len(kept)
        if room <= 0:
            break
    return (*lines[: height - 1], Line((*last, Span("…", "muted"))))

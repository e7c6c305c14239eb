"""A page laid out to a width: the screen lines of its passages, folded or open."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from medtui.presentation.layout import lay_out
from medtui.presentation.markdown.styled import Block, Flow, Line, Span

if TYPE_CHECKING:
    from medtui.presentation.page import Passage

OPEN_MARK, FOLDED_MARK = "▾ ", "▸ "
_ANSWER_INDENT = "  "
_CACHED_LAYOUTS = 128


class PageLine(NamedTuple):
    """One screen line of a page. passage: index into the page, or -1 for a blank line between passages.

    in_head: the line belongs to the passage's heading or question.
    """

    line: Line
    passage: int = -1
    in_head: bool = False


class Place(NamedTuple):
    """A place in a page's text that survives a change of width: passage, in its body, block, characters before it."""

    passage: int = 0
    in_body: bool = False
    block: int = 0
    words: int = 0


def lay_out_page(passages: Sequence[Passage], width: int, open_passages: Collection[int] = ()) -> list[PageLine]:
    """Every screen line of a page, in order. width: columns. open_passages: which foldable ones are open."""
    lines: list[PageLine] = []
    for index, passage in enumerate(passages):
        is_open = not passage.folds or index in open_passages
        folded_above = index > 0 and passages[index - 1].folds and index - 1 not in open_passages
        if index and not (passage.folds and folded_above):
            lines.append(PageLine(Line(())))
        lines += [PageLine(line, index, in_head=True) for line in _head(passage, width, is_open)]
        if is_open:
            lines += [PageLine(line, index) for line in _body(passage, width)]
    return lines


def place_of(lines: Sequence[PageLine], top: int) -> Place:
    """The place in the text of the line at index `top`."""
    for item in lines[top:]:
        if item.passage >= 0:
            return Place(item.passage, not item.in_head, item.line.block, item.line.words)
    return Place()


def line_of(lines: Sequence[PageLine], place: Place) -> int:
    """The index of the line that holds `place`."""
    found = 0
    for index, item in enumerate(lines):
        if item.passage < 0:
            continue
        if Place(item.passage, not item.in_head, item.line.block, item.line.words) > place:
            break
        found = index
    return found


def _head(passage: Passage, width: int, is_open: bool) -> tuple[Line, ...]:
    if not passage.folds and not (passage.part and passage.part.kind == "faq"):
        return _lines(passage.head, width)
    mark = (OPEN_MARK if is_open else FOLDED_MARK) if passage.folds else "  "
    marked = tuple(
        Flow(block.spans, mark + block.first, "  " + block.rest) if isinstance(block, Flow) else block
        for block in passage.head
    )
    return _lines(marked, width)


def _body(passage: Passage, width: int) -> tuple[Line, ...]:
    body = list(passage.body)
    while body and isinstance(body[0], Flow) and not (body[0].spans or body[0].first):
        del body[0]
    if not passage.folds or width < 30:
        return _lines(tuple(body), width)
    inner = _lines(tuple(body), width - len(_ANSWER_INDENT))
    return tuple(Line((Span(_ANSWER_INDENT, "marker"), *line.spans), line.block, line.words) for line in inner)


@lru_cache(maxsize=_CACHED_LAYOUTS)
def _lines(blocks: tuple[Block, ...], width: int) -> tuple[Line, ...]:
    lines = list(lay_out(blocks, width))
    while lines and not lines[-1].text.strip():
        lines.pop()
    return tuple(lines)

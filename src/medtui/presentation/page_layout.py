"""A page laid out to a width: the screen lines of its pieces, folded or open."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from medtui.presentation.layout import lay_out
from medtui.presentation.markdown.styled import Block, Flow, Line, Span

if TYPE_CHECKING:
    from medtui.presentation.page import PagePiece

OPEN_MARK, FOLDED_MARK = "▾ ", "▸ "
_ANSWER_INDENT = "  "
_CACHED_LAYOUTS = 128


class PageLine(NamedTuple):
    """One screen line of a page. piece: index into the page, or -1 for a blank line between pieces.

    in_head: the line belongs to the piece's heading or question. is_repeated: a heading that is said again.
    """

    line: Line
    piece: int = -1
    in_head: bool = False
    is_repeated: bool = False


class Place(NamedTuple):
    """A place in a page's text that survives a change of width: piece, in its body, block, characters before it."""

    piece: int = 0
    in_body: bool = False
    block: int = 0
    words: int = 0


def lay_out_page(pieces: Sequence[PagePiece], width: int, open_pieces: Collection[int] = ()) -> list[PageLine]:
    """Every screen line of a page, in order. width: columns. open_pieces: which foldable ones are open."""
    lines: list[PageLine] = []
    for index, piece in enumerate(pieces):
        is_open = not piece.folds or index in open_pieces
        folded_above = index > 0 and pieces[index - 1].folds and index - 1 not in open_pieces
        if index and not (piece.folds and folded_above):
            lines.append(PageLine(Line(())))
        lines += [PageLine(line, index, in_head=True) for line in _head(piece, width, is_open)]
        if is_open:
            lines += [PageLine(line, index) for line in _body(piece, width)]
    return lines


def place_of(lines: Sequence[PageLine], top: int) -> Place:
    """The place in the text of the line at index `top`."""
    for item in lines[top:]:
        if item.piece >= 0:
            return Place(item.piece, not item.in_head, item.line.block, item.line.words)
    return Place()


def line_of(lines: Sequence[PageLine], place: Place) -> int:
    """The index of the line that holds `place`."""
    found = 0
    for index, item in enumerate(lines):
        if item.piece < 0:
            continue
        if Place(item.piece, not item.in_head, item.line.block, item.line.words) > place:
            break
        found = index
    return found


def unseen(body: Sequence[Block]) -> int:
    """How many empty lines a body begins with: they are left out, and blocks counted without them."""
    shown = (n for n, block in enumerate(body) if not isinstance(block, Flow) or block.spans or block.first)
    return next(shown, len(body))


def _head(piece: PagePiece, width: int, is_open: bool) -> tuple[Line, ...]:
    if not piece.folds and not (piece.part and piece.part.kind == "faq"):
        return _lines(piece.head, width)
    mark = (OPEN_MARK if is_open else FOLDED_MARK) if piece.folds else "  "
    marked = tuple(
        Flow(block.spans, mark + block.first, "  " + block.rest) if isinstance(block, Flow) else block
        for block in piece.head
    )
    return _lines(marked, width)


def _body(piece: PagePiece, width: int) -> tuple[Line, ...]:
    body = piece.body[unseen(piece.body) :]
    if not piece.folds or width < 30:
        return _lines(body, width)
    inner = _lines(body, width - len(_ANSWER_INDENT))
    return tuple(Line((Span(_ANSWER_INDENT, "marker"), *line.spans), line.block, line.words) for line in inner)


@lru_cache(maxsize=_CACHED_LAYOUTS)
def _lines(blocks: tuple[Block, ...], width: int) -> tuple[Line, ...]:
    lines = list(lay_out(blocks, width))
    while lines and not lines[-1].text.strip():
        lines.pop()
    return tuple(lines)

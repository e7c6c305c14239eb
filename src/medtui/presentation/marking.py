"""Matches of a search, marked where they stand on a page.

They are looked for in the file's own words as they are shown, so also across a change of style, and before the
words are wrapped, so also where a line ends within one. Marking changes styles only: the words stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from medtui.presentation.cells import Ruler
from medtui.presentation.markdown.styled import DECORATION, Block, Flow, Span, Style, Table, visible, words
from medtui.presentation.page_layout import Place

if TYPE_CHECKING:
    from medtui.library.query.matcher import Matcher
    from medtui.presentation.page import PagePiece

_Spans = tuple[Span, ...]


class Match(NamedTuple):
    """A match on a page.

    place: where it begins. cell: the one it stands in, counted through the header and rows of a table; 0 in a
    Flow. start, stop: its characters there, decoration not counted.
    """

    place: Place
    cell: int
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A page with its matches marked. unmarked: the page as it was. matches: in the order of the page."""

    pieces: tuple[PagePiece, ...]
    unmarked: tuple[PagePiece, ...]
    matches: tuple[Match, ...]


def mark(pieces: Sequence[PagePiece], matcher: Matcher) -> Marked:
    """Mark what `matcher` finds. PagePieces and blocks without a match stay the very same objects."""
    unmarked = tuple(pieces)
    found: list[Match] = []
    shown: list[PagePiece] = []
    for index, piece in enumerate(unmarked):
        part = piece.part
        if part is None:  # words of ours
            shown.append(piece)
            continue
        before = len(found)
        head = _mark_blocks(piece.head, matcher, part.section, Place(index), found)
        body = _mark_blocks(piece.body, matcher, part.section, Place(index, in_body=True), found)
        shown.append(piece if len(found) == before else replace(piece, head=head, body=body))
    return Marked(tuple(shown), unmarked, tuple(found))


def with_current(marked: Marked, number: int) -> tuple[PagePiece, ...]:
    """The marked page with one of its matches, counted from 0, marked as the current one."""
    match = marked.matches[number]
    index, in_body = match.place.piece, match.place.in_body
    unmarked, piece = marked.unmarked[index], marked.pieces[index]
    blocks = list(piece.body if in_body else piece.head)
    originals = unmarked.body if in_body else unmarked.head
    at = match.place.block + (_unseen(originals) if in_body else 0)
    beside = [other for other in marked.matches if other.place[:3] == match.place[:3]]
    blocks[at] = _marked_block(originals[at], beside, match)
    changed = replace(piece, body=tuple(blocks)) if in_body else replace(piece, head=tuple(blocks))
    return (*marked.pieces[:index], changed, *marked.pieces[index + 1 :])


def _mark_blocks(
    blocks: tuple[Block, ...], matcher: Matcher, section: str, place: Place, found: list[Match]
) -> tuple[Block, ...]:
    """The blocks marked; their matches are added to `found`. place: of the first block."""
    shown: list[Block] = []
    before = len(found)
    unseen = _unseen(blocks) if place.in_body else 0
    for index, block in enumerate(blocks):
        here = list(_matches(block, matcher, section, place._replace(block=max(index - unseen, 0))))
        shown.append(_marked_block(block, here) if here else block)
        found += here
    return blocks if len(found) == before else tuple(shown)


def _unseen(body: Sequence[Block]) -> int:
    """How many empty lines a body begins with: the layout leaves them out and counts blocks without them."""
    shown = (n for n, block in enumerate(body) if not isinstance(block, Flow) or block.spans or block.first)
    return next(shown, 0)


def _matches(block: Block, matcher: Matcher, section: str, place: Place) -> Iterator[Match]:
    seen = 0  # visible characters in the cells before
    for cell, spans in enumerate(block.cells):
        text = words(spans)
        ruler, done = None, 0
        for begin, end in matcher.hits(text, section):
            if begin < done:  # both in one character, as the 1 and the 2 of ½
                continue
            ruler = ruler or Ruler(text)
            start, stop = _whole(ruler, begin, end, done)
            yield Match(place._replace(words=seen + len(visible(text[:start]))), cell, start, stop)
            done = stop
        if isinstance(block, Table):
            seen += len(visible(text))


def _whole(ruler: Ruler, start: int, stop: int, least: int) -> tuple[int, int]:
    """The match with all of the characters it begins and ends in: a letter is not parted from its accents."""
    while start > least and not ruler.is_cut(start):
        start -= 1
    while stop < ruler.length and not ruler.is_cut(stop):
        stop += 1
    return start, stop


def _marked_block(block: Block, matches: Sequence[Match], current: Match | None = None) -> Block:
    cells = list(block.cells)
    for cell in {match.cell for match in matches}:
        cells[cell] = tuple(_marked_spans(cells[cell], [match for match in matches if match.cell == cell], current))
    if isinstance(block, Flow):
        return block._replace(spans=cells[0])
    columns = len(block.header)
    header, *rows = (tuple(cells[at : at + columns]) for at in range(0, len(cells), columns))
    return block._replace(header=header, rows=tuple(rows))


def _marked_spans(spans: _Spans, matches: Sequence[Match], current: Match | None) -> Iterator[Span]:
    """The same characters, in more spans."""
    offset = 0
    for span in spans:
        text, style = span
        if style in DECORATION:
            yield span
            continue
        done, end = offset, offset + len(text)
        for match in matches:
            start, stop = max(match.start, done), min(match.stop, end)
            if start >= stop:
                continue
            if start > done:
                yield Span(text[done - offset : start - offset], style)
            how: Style = "match-current" if match == current else "match"
            yield Span(text[start - offset : stop - offset], how)
            done = stop
        if done == offset:
            yield span
        elif done < end:
            yield Span(text[done - offset :], style)
        offset = end

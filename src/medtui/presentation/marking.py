"""Matches of a search, marked where they stand on a page.

They are looked for in the file's own words as they are shown, so also across a change of style, and before the
words are wrapped, so also where a line ends within one. Marking changes styles only: the words stay as they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from medtui.presentation.cells import Ruler
from medtui.presentation.markdown.styled import DECORATION, Block, Flow, Span, Style, Table, visible, words
from medtui.presentation.page_layout import Place, unseen
from medtui.presentation.page_passages import block_passages

if TYPE_CHECKING:
    from medtui.library.query.matcher import Hit, Matcher
    from medtui.presentation.page import PagePiece

_Spans = tuple[Span, ...]


class Match(NamedTuple):
    """A match on a page.

    place: where it begins. cell: the one it stands in, counted through the header and rows of a table; 0 in a
    Flow. start, stop: its characters there, decoration not counted. passage: where the passage begins that it is in.
    """

    place: Place
    cell: int
    start: int
    stop: int
    passage: Place


class MarkedPassage(NamedTuple):
    """A passage of a page in which matches stand. place: where it begins."""

    place: Place
    matches: tuple[Match, ...]


@dataclass(frozen=True)
class Marked:
    """A page and its matches. unmarked: the page as it was. matches: in the order of the page."""

    unmarked: tuple[PagePiece, ...]
    matches: tuple[Match, ...]
    passages: tuple[MarkedPassage, ...]

    @cached_property
    def pieces(self) -> tuple[PagePiece, ...]:
        """The page with its matches marked: made when it is shown, as most pages are only counted."""
        return _with_marks(self.unmarked, self, self.matches)


def mark(pieces: Sequence[PagePiece], matcher: Matcher) -> Marked:
    """Mark what `matcher` finds. PagePieces and blocks without a match stay the very same objects."""
    unmarked = tuple(pieces)
    found: list[Match] = []
    for index, piece in enumerate(unmarked):
        if piece.part is not None:  # else it is words of ours
            for in_body in (False, True):
                found += _in_blocks(piece, index, matcher, in_body=in_body)
    passages = (MarkedPassage(place, tuple(inside)) for place, inside in groupby(found, attrgetter("passage")))
    return Marked(unmarked, tuple(found), tuple(passages))


def with_current(marked: Marked, passage: Place) -> tuple[PagePiece, ...]:
    """The marked page with the matches of the passage that begins there marked as the current ones."""
    blocks = {match.place[:3] for match in marked.matches if match.passage == passage}
    beside = [match for match in marked.matches if match.place[:3] in blocks]
    return _with_marks(marked.pieces, marked, beside, passage)


def _with_marks(
    pieces: Sequence[PagePiece], marked: Marked, matches: Sequence[Match], current: Place | None = None
) -> tuple[PagePiece, ...]:
    """The pieces, with those blocks that have matches marked anew. matches: all that are in these blocks."""
    shown = list(pieces)
    for (index, in_body), inside in groupby(matches, lambda match: match.place[:2]):
        originals = marked.unmarked[index].body if in_body else marked.unmarked[index].head
        blocks = list(shown[index].body if in_body else shown[index].head)
        for block, here in groupby(inside, lambda match: match.place[2]):
            at = block + (unseen(originals) if in_body else 0)
            blocks[at] = _marked_block(originals[at], list(here), current)
        changed = tuple(blocks)
        shown[index] = replace(shown[index], body=changed) if in_body else replace(shown[index], head=changed)
    return tuple(shown)


def _in_blocks(piece: PagePiece, index: int, matcher: Matcher, *, in_body: bool) -> Iterator[Match]:
    """The matches in the head or the body."""
    blocks = piece.body if in_body else piece.head
    section = piece.part.section if piece.part else ""
    hits = [[matcher.hits(words(spans), section) for spans in block.cells] for block in blocks]
    if not any(map(any, hits)):
        return
    skipped = unseen(blocks) if in_body else 0
    passages = block_passages(piece, index, in_body=in_body)
    for at, (block, inside) in enumerate(zip(blocks, hits, strict=True)):
        yield from _matches(block, inside, Place(index, in_body, max(at - skipped, 0)), passages[at])


def _matches(block: Block, hits: Sequence[Sequence[Hit]], place: Place, passages: Sequence[Place]) -> Iterator[Match]:
    """hits: those in each cell. passages: where those of the block's rows begin."""
    if not any(hits):
        return
    seen = 0  # visible characters in the cells before
    columns = len(block.header) if isinstance(block, Table) else 1
    for cell, (spans, inside) in enumerate(zip(block.cells, hits, strict=True)):
        text = words(spans)
        ruler, done = None, 0
        for begin, end in inside:
            if begin < done:  # both in one character, as the 1 and the 2 of ½
                continue
            start, stop = begin, end
            if not (text[max(begin - 1, 0) : begin + 1] + text[end - 1 : end + 1]).isascii():
                ruler = ruler or Ruler(text)  # of a long text it takes longer than all the rest
                start, stop = _whole(ruler, begin, end, done)
            at = place._replace(words=seen + len(visible(text[:start])))
            yield Match(at, cell, start, stop, passages[cell // columns])
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


def _marked_block(block: Block, matches: Sequence[Match], current: Place | None = None) -> Block:
    cells = list(block.cells)
    for cell in {match.cell for match in matches}:
        cells[cell] = tuple(_marked_spans(cells[cell], [match for match in matches if match.cell == cell], current))
    if isinstance(block, Flow):
        return block._replace(spans=cells[0])
    columns = len(block.header)
    header, *rows = (tuple(cells[at : at + columns]) for at in range(0, len(cells), columns))
    return block._replace(header=header, rows=tuple(rows))


def _marked_spans(spans: _Spans, matches: Sequence[Match], current: Place | None) -> Iterator[Span]:
    return restyled(
        spans,
        [(match.start, match.stop, "match-current" if match.passage == current else "match") for match in matches],
    )


def restyled(
    spans: Sequence[Span], marks: Sequence[tuple[int, int, Style]], beneath: Collection[Style] = ()
) -> Iterator[Span]:
    """The same characters, in more spans: those from start to stop - 1 in the style of each mark, unless they are in
    one that a mark lies beneath. Decoration is not counted."""
    offset = 0
    for span in spans:
        text, style = span
        if style in DECORATION:
            yield span
            continue
        done, end = offset, offset + len(text)
        for first, last, how in () if style in beneath else marks:
            start, stop = max(first, done), min(last, end)
            if start >= stop:
                continue
            if start > done:
                yield Span(text[done - offset : start - offset], style)
            yield Span(text[start - offset : stop - offset], how)
            done = stop
        if done == offset:
            yield span
        elif done < end:
            yield Span(text[done - offset :], style)
        offset = end

"""Matches of a search, marked where they stand on a page.

They are looked for in the file's own words as they are shown, so also across a change of style, and before the
words are wrapped, so also where a line ends within one. Marking changes styles only: the words stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from medtui.presentation.cells import Ruler
from medtui.presentation.markdown.styled import DECORATION, Block, Flow, Span, Style, Table, visible, words
from medtui.presentation.page_layout import Place, is_text, unseen
from medtui.presentation.page_passages import block_passages

if TYPE_CHECKING:
    from medtui.library.query.matcher import Hit, Matcher
    from medtui.presentation.page import PagePiece

_Spans = tuple[Span, ...]
MarkBlock = Callable[[Place, Block], Block]
"""Marks a block that stands at a place."""


def no_marks(_: Place, block: Block) -> Block:
    """What marks nothing."""
    return block


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


class Marked:
    """A page and what a matcher finds in it. Which passages have matches is known from the start, as they are counted;
    where the matches stand is looked for in the blocks that are drawn. unmarked: the page as it was."""

    def __init__(self, pieces: Sequence[PagePiece], matcher: Matcher) -> None:
        self.unmarked = tuple(pieces)
        self._matcher = matcher
        self._found: dict[Place, tuple[Block, Sequence[Place]]] = {}
        """By place, each block with matches, and where the passages of its rows begin."""
        self._blocks: dict[Place, list[Place]] = defaultdict(list)
        """By passage, the blocks that have its matches."""
        for index, piece in enumerate(self.unmarked):
            if matcher and piece.part is not None:  # else it is words of ours
                for in_body in (False, True):
                    self._find(piece, index, in_body=in_body)

    def _find(self, piece: PagePiece, index: int, *, in_body: bool) -> None:
        """Find the passages with matches in the head or the body."""
        blocks = piece.body if in_body else piece.head
        is_in, section = self._matcher.is_in, piece.part.section if piece.part else ""
        hits = [[is_in(words(spans), section) for spans in block.cells] for block in blocks]
        if not any(map(any, hits)):
            return
        skipped = unseen(blocks) if in_body else 0
        passages = block_passages(piece, index, in_body=in_body)
        for at, (block, inside) in enumerate(zip(blocks, hits, strict=True)):
            if any(inside):
                place = Place(index, in_body, max(at - skipped, 0))
                self._found[place] = block, passages[at]
                columns = len(inside) // len(passages[at])
                rows = (cell // columns for cell, is_hit in enumerate(inside) if is_hit)
                for passage in dict.fromkeys(passages[at][row] for row in rows):
                    self._blocks[passage].append(place)

    @property
    def passages(self) -> tuple[Place, ...]:
        """Where each passage with matches begins, in the order of the page."""
        return tuple(self._blocks)

    def matches(self, passage: Place) -> list[Match]:
        """Those in the passage that begins there."""
        blocks = self._blocks.get(passage, ())
        return [match for place in blocks for match in self._in_block(place) if match.passage == passage]

    def drawn(self, place: Place, block: Block, current: Place | None = None) -> Block:
        """The block that stands there with its matches marked, those of the passage `current` as the current ones."""
        return marked_block(block, self._in_block(place), current) if place in self._found else block

    def pieces(self, current: Place | None = None) -> tuple[PagePiece, ...]:
        """The page, with the matches marked outside the text that is drawn block by block."""
        shown = list(self.unmarked)
        for (index, in_body), places in groupby(self._found, lambda place: place[:2]):
            if in_body and is_text(shown[index]):
                continue
            blocks = list(shown[index].body if in_body else shown[index].head)
            skipped = unseen(blocks) if in_body else 0
            for place in places:
                blocks[place.block + skipped] = self.drawn(place, blocks[place.block + skipped], current)
            changed = tuple(blocks)
            shown[index] = replace(shown[index], body=changed) if in_body else replace(shown[index], head=changed)
        return tuple(shown)

    def _in_block(self, place: Place) -> Iterator[Match]:
        block, passages = self._found[place]
        part = self.unmarked[place.piece].part
        hits = [self._matcher.hits(words(spans), part.section if part else "") for spans in block.cells]
        return _matches(block, hits, place, passages)


def _matches(block: Block, hits: Sequence[Sequence[Hit]], place: Place, passages: Sequence[Place]) -> Iterator[Match]:
    """hits: those in each cell. passages: where those of the block's rows begin."""
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


def marked_block(block: Block, matches: Iterable[Match], current: Place | None = None) -> Block:
    """matches: all that are in the block, in order. current: the passage whose matches are the current ones."""
    cells = list(block.cells)
    for cell, inside in groupby(matches, lambda match: match.cell):
        cells[cell] = tuple(_marked_spans(cells[cell], list(inside), current))
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

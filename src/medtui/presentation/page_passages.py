"""The passages of a page, where the reader stops: paragraphs, list items, table rows, questions with their answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from medtui.monograph import PartKind
from medtui.presentation.markdown.styled import Block, Table, visible, words
from medtui.presentation.page_layout import Place, unseen

if TYPE_CHECKING:
    from medtui.presentation.page import PagePiece
    from medtui.reading.passages import Passage

_FAR = 50
"""Words between two places, from which on it hardly matters any more how many there are."""
_WORD = re.compile(r"[^\W_]+")


def place_of_passage(pieces: Sequence[PagePiece], passage: Passage) -> Place | None:
    """Where a passage of the file begins on the page; None where the page does not show its part.

    It is known by its words, which are the same in the file and on the page, and of two with the same words by how many
    others stand before it.
    """
    index = next((at for at, piece in enumerate(pieces) if piece.part == passage.part), None)
    if index is None:
        return None
    wanted, before = Counter(_words(passage.text)), len(_words(passage.part.source[: passage.start]))
    best, place, seen = 0.0, None, 0
    for here, text in _texts(pieces[index], index):
        found = _words(text)
        shared, apart = (wanted & Counter(found)).total(), abs(seen - before)
        score = shared / max(wanted.total(), 1) + shared / max(len(found), 1) - apart / (apart + _FAR)
        if place is None or score > best:
            best, place = score, here
        seen += len(found)
    return place


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _texts(piece: PagePiece, index: int) -> Iterator[tuple[Place, str]]:
    """The passages of a piece, where each begins and its words."""
    texts: dict[Place, list[str]] = {}
    for in_body, blocks in ((False, piece.head), (True, piece.body)):
        for block, places in zip(blocks, block_passages(piece, index, in_body=in_body), strict=True):
            columns = len(block.header) if isinstance(block, Table) else 1
            for cell, spans in enumerate(block.cells):
                texts.setdefault(places[cell // columns], []).append(words(spans))
    return ((place, " ".join(found)) for place, found in texts.items())


def block_passages(piece: PagePiece, index: int, *, in_body: bool) -> list[tuple[Place, ...]]:
    """For each block of the head or the body of piece `index`, where its passage begins; for a table, each row's."""
    blocks = piece.body if in_body else piece.head
    if piece.part and piece.part.kind is PartKind.FAQ:
        return [(Place(index),) * _rows(block) for block in blocks]
    found: list[tuple[Place, ...]] = []
    skipped = unseen(blocks) if in_body else 0
    for at, block in enumerate(blocks):
        place = Place(index, in_body, max(at - skipped, 0))
        if isinstance(block, Table):
            found.append(tuple(place._replace(words=before) for before in _before_rows(block)))
        else:
            found.append(found[-1] if at and goes_on(blocks[at - 1], block) else (place,))
    return found


def _rows(block: Block) -> int:
    return len(block.rows) + 1 if isinstance(block, Table) else 1


def _before_rows(table: Table) -> list[int]:
    """How many visible characters stand before each row, the header's first."""
    before = [0]
    for row in (table.header, *table.rows):
        before.append(before[-1] + sum(len(visible(words(cell))) for cell in row))
    return before[:-1]


def goes_on(before: Block, block: Block) -> bool:
    """Whether a line belongs to the paragraph or list item of the one before it: it has no bullet or number of its
    own, stands as far in, and nothing is between them. A line of code, or of what is shown as written, is by itself."""
    if isinstance(before, Table) or isinstance(block, Table) or not (before.spans and block.spans):
        return False
    styles = {before.spans[0].style, block.spans[0].style}
    if block.verbatim and "muted" not in styles:  # front matter is one passage
        return False
    return block.first == block.rest == before.rest and "heading" not in styles

"""The passages of a page, where the reader stops: paragraphs, list items, table rows, questions with their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medtui.monograph import PartKind
from medtui.presentation.markdown.styled import Block, Table, visible, words
from medtui.presentation.page_layout import Place, unseen

if TYPE_CHECKING:
    from medtui.presentation.page import PagePiece


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
            found.append(found[-1] if at and _goes_on(blocks[at - 1], block) else (place,))
    return found


def _rows(block: Block) -> int:
    return len(block.rows) + 1 if isinstance(block, Table) else 1


def _before_rows(table: Table) -> list[int]:
    """How many visible characters stand before each row, the header's first."""
    before = [0]
    for row in (table.header, *table.rows):
        before.append(before[-1] + sum(len(visible(words(cell))) for cell in row))
    return before[:-1]


def _goes_on(before: Block, block: Block) -> bool:
    """Whether a line belongs to the paragraph or list item of the one before it: it has no bullet or number of its
    own, stands as far in, and nothing is between them."""
    if isinstance(before, Table) or isinstance(block, Table) or not (before.spans and block.spans):
        return False
    styles = {before.spans[0].style, block.spans[0].style}
    return block.first == block.rest == before.rest and "heading" not in styles

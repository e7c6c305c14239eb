"""The headings of a page: its own, bold lines, the bold words that a paragraph or list item begins with, questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from medtui.monograph import PartKind
from medtui.presentation.cells import cell_len
from medtui.presentation.markdown.styled import Block, Flow, words
from medtui.presentation.page_layout import Place, unseen

if TYPE_CHECKING:
    from medtui.presentation.page import PagePiece

_LONGEST_LEAD = 90
"""Characters; bold words that are longer are a sentence with a stress on it."""

_BOLD = frozenset({"strong", "strong-em"})
_TITLES = frozenset({"heading", "drug", "warning"})
_INDENT = 2  # columns that a list item stands further in than the one that it belongs to


class PageHeading(NamedTuple):
    """place: where it stands. depth: how far below the page's title; what stands under it has a greater one."""

    text: str
    place: Place
    depth: int


def page_headings(pieces: Sequence[PagePiece]) -> Iterator[PageHeading]:
    """Every heading of a page, in order. No matches are marked on it: a mark hides what is a heading."""
    for index, piece in enumerate(pieces):
        if piece.is_note or (piece.part and piece.part.kind is PartKind.FRONT_MATTER):
            continue
        if piece.part and piece.part.kind is PartKind.FAQ:
            yield PageHeading(_one_line(piece.head), Place(index), 1)
            continue
        if piece.head:
            yield PageHeading(_one_line(piece.head).rstrip(":"), Place(index), 0)
        skipped, depth = unseen(piece.body), 1
        for at, block in enumerate(piece.body):
            if not isinstance(block, Flow) or not (text := _heading(block)):
                continue
            is_title = block.spans[0].style in _TITLES
            depth = 2 if is_title else depth
            level = 1 if is_title else depth + cell_len(block.first) // _INDENT
            yield PageHeading(text, Place(index, in_body=True, block=at - skipped), level)


def _one_line(blocks: Sequence[Block]) -> str:
    return " ".join(" ".join(words(cell) for block in blocks for cell in block.cells).split())


def _heading(flow: Flow) -> str:
    """The words of a line that are a heading, without a colon or full stop after them; nothing where none are."""
    spans = [span for span in flow.spans if span.style != "number"]
    if flow.verbatim or not spans:
        return ""
    if spans[0].style in _TITLES:
        return "".join(span.text for span in spans).strip()  # with the colon that is drawn in a callout's
    lead = words(takewhile(lambda span: span.style in _BOLD, spans)).strip()
    after = words(spans)[len(lead) :].strip()
    is_lead = not after or lead.endswith((":", ".")) or after.startswith(":") or words(spans).endswith(":")
    return lead.rstrip(":.") if is_lead and len(lead) <= _LONGEST_LEAD else ""

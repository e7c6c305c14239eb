"""Where Tab stops in a text: its links and its tables; and how both are drawn."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from medtui.presentation.cells import cell_len
from medtui.presentation.markdown.styled import Block, Flow, Span, Style, Table, visible, words
from medtui.presentation.marking import MarkBlock, no_marks, restyled
from medtui.presentation.page import PagePiece
from medtui.presentation.page_layout import PageLine, Place, is_side_by_side, is_text, unseen


class Linked(Protocol):
    """Characters start..stop-1 of a text, and what they lead to."""

    @property
    def start(self) -> int: ...
    @property
    def stop(self) -> int: ...
    @property
    def target(self) -> object: ...


FindLinks = Callable[[str], Iterable[Linked]]


def no_links(_: str) -> Iterable[Linked]:
    """What finds none."""
    return ()


class Link(NamedTuple):
    """cell: which of a block's, 0 in a Flow. start, stop: its characters there. target: what it leads to."""

    cell: int
    start: int
    stop: int
    target: object


BEFORE_ALL = Link(-2, 0, 0, None)
"""Stands before the stops of a block."""


class Stop(NamedTuple):
    """place: where the block begins. link: in that block; None for a table as such."""

    place: Place
    link: Link | None = None

    @property
    def order(self) -> tuple[Place, int, int]:
        return (self.place, self.link.cell, self.link.start) if self.link else (self.place, -1, 0)


class Stops:
    """The stops of a page. current: where Tab has stopped."""

    def __init__(
        self,
        pieces: Sequence[PagePiece] = (),
        opened: Collection[int] = (),
        find: FindLinks = no_links,
        mark: MarkBlock = no_marks,
    ) -> None:
        """opened: the open questions. find: finds the links in a text. mark: marks matches of a search."""
        self.current: Stop | None = None
        self._pieces, self._opened, self._find, self._mark = pieces, opened, find, mark
        self._found: dict[str, tuple[Linked, ...]] = {}
        self._column = 1  # shown beside the first one of a table that is too wide, while Tab has stopped on it

    def find_with(self, find: FindLinks) -> None:
        """Find the links anew."""
        self._find, self._found = find, {}

    def stop_at(self, stop: Stop | None) -> None:
        """Take that one for the current one."""
        self.current, self._column = stop, 1

    def drawn(self, place: Place, block: Block, width: int) -> Block:
        """The block with its links marked, and where Tab has stopped; of a wide table some columns only."""
        links = list(self._links(block))
        block = self._mark(place, block)
        if links:
            here = self.current.link if self.current and self.current.place == place else None
            block = _marked(block, links, here)
        return self._in_columns(block, width) if isinstance(block, Table) and self.current == Stop(place) else block

    def _in_columns(self, table: Table, width: int) -> Table:
        first, last = self._beside(table, width)
        return _some_columns(table, first, last) if last else table

    def columns(self, width: int) -> tuple[int, int, int]:
        """Of the table that Tab has stopped on, the first and the last column beside its first one, and how many it
        has; all of them 0 where it has stopped on none, or all columns fit."""
        table = self._block(self.current.place) if self.current and not self.current.link else None
        first, last = self._beside(table, width) if isinstance(table, Table) else (0, 0)
        return first, last, len(table.header) if last and isinstance(table, Table) else 0

    def _beside(self, table: Table, width: int) -> tuple[int, int]:
        """The first and the last column to show beside a table's first one: as many as there is room for, at least one;
        0 and 0 where all of them fit."""
        count = len(table.header)
        if count < 2 or is_side_by_side(table, width):
            return 0, 0
        first = last = max(1, min(self._column, count - 1))
        while last < count - 1 and is_side_by_side(_some_columns(table, first, last + 1), width):
            last += 1
        return first, last

    def step_column(self, direction: int, width: int) -> bool:
        """Show the next column of that table, or the one before. False at either end."""
        first, last, count = self.columns(width)
        is_end = last == count - 1 if direction > 0 else first <= 1
        self._column = first if is_end else first + direction
        return not is_end

    def next(self, at: Stop, direction: int) -> Stop | None:
        """The first stop after that one, or the last before it."""
        for place, block in self._blocks(at.place, direction):
            here = [Stop(place)] if isinstance(block, Table) else []
            here += [Stop(place, link) for link in self._links(block)]
            for stop in here[::direction]:
                if (stop.order > at.order) if direction > 0 else (stop.order < at.order):
                    return stop
        return None

    def target_at(self, item: PageLine, x: int) -> object | None:
        """What the link leads to that stands in that cell of a line."""
        block = self._block(Place(item.piece, not item.in_head, item.line.block))
        for text, style in item.line.spans:
            width = cell_len(text)
            if 0 <= x < width and block and style in ("link", "link-current"):
                return self._target_of(block, text)
            x -= width
        return None

    def _target_of(self, block: Block, text: str) -> object | None:
        """text: of a link, or the part of it that one line has."""
        cells = [words(cell) for cell in block.cells]
        links = [(cells[link.cell][link.start : link.stop], link.target) for link in self._links(block)]
        whole = (target for name, target in links if name == text)
        return next(whole, next((target for name, target in links if text.strip() in name), None))

    def is_at(self, item: PageLine) -> bool:
        """Whether it is the first line of the table that Tab has stopped on."""
        stop = self.current
        place = Place(item.piece, not item.in_head, item.line.block, item.line.words)
        return stop is not None and not stop.link and stop.place == place

    def place_of(self, stop: Stop) -> Place:
        """Where it begins, characters before it in its block counted."""
        block = self._block(stop.place)
        if block is None or stop.link is None:
            return stop.place
        *before, inside = map(words, block.cells[: stop.link.cell + 1])
        return stop.place._replace(words=sum(len(visible(text)) for text in (*before, inside[: stop.link.start])))

    def _block(self, place: Place) -> Block | None:
        body = self._pieces[place.piece].body if place.in_body and 0 <= place.piece < len(self._pieces) else ()
        return next(iter(body[place.block + unseen(body) :]), None)

    def _blocks(self, at: Place, direction: int) -> Iterator[tuple[Place, Block]]:
        """The blocks of the file's words in sight, from the one that holds `at` on, or back to the first."""
        count = len(self._pieces)
        for index in range(at.piece, count) if direction > 0 else range(min(at.piece, count - 1), -1, -1):
            piece = self._pieces[index]
            if not is_text(piece) or (piece.folds and index not in self._opened):
                continue
            skipped = unseen(piece.body)
            last = len(piece.body) - 1 - skipped
            first = 0 if direction > 0 else last
            if index == at.piece:
                first = min(at.block, last) if at.in_body else 0 if direction > 0 else -1
            for block in range(first, last + 1) if direction > 0 else range(first, -1, -1):
                yield Place(index, in_body=True, block=block), piece.body[block + skipped]

    def _links(self, block: Block) -> Iterator[Link]:
        if isinstance(block, Flow) and (
            block.verbatim or block.most or [span.style for span in block.spans[:1]] == ["heading"]
        ):
            return
        for number, cell in enumerate(block.cells):
            text = words(cell)
            if text not in self._found:
                self._found[text] = tuple(_apart(self._find(text)))
            yield from (Link(number, one.start, one.stop, one.target) for one in self._found[text])


def _some_columns(table: Table, first: int, last: int) -> Table:
    """A table's first column and those from first to last; a sign says where there are more."""
    header, *rows = ([row[0], *row[first : last + 1]] for row in (table.header, *table.rows))
    if first > 1:
        header[1] = (Span("‹ ", "sign"), *header[1])
    if last < len(table.header) - 1:
        header[-1] = (*header[-1], Span(" ›", "sign"))
    return table._replace(header=tuple(header), rows=tuple(map(tuple, rows)))


def _apart(found: Iterable[Linked]) -> Iterator[Linked]:
    done = 0
    for one in sorted(found, key=lambda one: (one.start, -one.stop)):
        if one.start >= done:
            yield one
            done = one.stop


def _marked(block: Block, links: Sequence[Link], current: Link | None) -> Block:
    cells = list(block.cells)
    for cell in {link.cell for link in links}:
        here: list[tuple[int, int, Style]] = [
            (link.start, link.stop, "link-current" if link == current else "link")
            for link in links
            if link.cell == cell
        ]
        cells[cell] = tuple(restyled(cells[cell], here, beneath=("match", "match-current")))
    if isinstance(block, Flow):
        return block._replace(spans=cells[0])
    columns = len(block.header)
    header, *rows = (tuple(cells[at : at + columns]) for at in range(0, len(cells), columns))
    return block._replace(header=header, rows=tuple(rows))

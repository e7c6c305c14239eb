"""A page laid out to a width: the screen lines of its pieces, folded or open, each laid out when it is needed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from medtui.presentation.layout import lay_out
from medtui.presentation.markdown.styled import Block, Flow, Line, Span, Table

if TYPE_CHECKING:
    from medtui.presentation.page import PagePiece

OPEN_MARK, FOLDED_MARK = "- ", "+ "
_ANSWER_INDENT = "  "
_CACHED_LAYOUTS = 512
_RUN_BLOCKS = 16
"""Laid out together: some 30 lines, half a millisecond's work or two."""
_AT_ONCE = 400
"""Blocks of a page that is laid out as a whole before it is shown: nearly every one."""
_LINES_OF_A_BLOCK = 2


Drawn = Callable[["Place", Block, int], Block]
"""How to draw a block that stands at a place, in so many columns: the same words, but perhaps not all of a table's."""


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


class _Run:
    """Some blocks of a piece's head or body, and their lines once they are laid out. place: where they begin."""

    __slots__ = (
        "blocks",
        "height",
        "indent",
        "is_apart",
        "is_known",
        "is_last",
        "is_table",
        "is_text",
        "lines",
        "place",
    )

    def __init__(
        self,
        place: Place,
        blocks: tuple[Block, ...],
        indent: str = "",
        *,
        is_apart: bool = False,
        is_last: bool,
        is_text: bool = False,
    ) -> None:
        self.place, self.blocks, self.indent = place, blocks, indent
        self.is_apart = is_apart  # an empty line stands before it
        self.is_last = is_last  # empty lines at its end are left out
        self.lines: list[PageLine] | None = None
        self.is_text = is_text  # of the file, and neither a heading nor front matter
        self.is_table = len(blocks) == 1 and isinstance(blocks[0], Table)
        self.height, self.is_known = len(blocks) * _LINES_OF_A_BLOCK, False

    def lay_out(self, width: int, drawn: Drawn | None) -> list[PageLine]:
        if self.lines is None:
            piece, in_body, first, _ = self.place
            indent = self.indent if width >= 30 else ""
            room, blocks = width - len(indent), self.blocks
            if drawn:
                blocks = tuple(drawn(self.place._replace(block=first + at), one, room) for at, one in enumerate(blocks))
            lines = list(_lines(blocks, room))
            while self.is_last and lines and not lines[-1].text.strip():
                lines.pop()
            start = (Span(indent, "marker"),) if indent else ()
            self.lines = [PageLine(Line(()))] if self.is_apart else []
            self.lines += [
                PageLine(Line((*start, *spans), block + first, seen), piece, not in_body)
                for spans, block, seen in lines
            ]
            self.height, self.is_known = len(self.lines), True
        return self.lines

    def is_like(self, other: _Run) -> bool:
        """Whether it takes as many lines as the other, in the same width."""
        return (self.place, self.indent, self.is_apart) == (other.place, other.indent, other.is_apart) and (
            self.is_last == other.is_last and self.blocks == other.blocks
        )


class PageLines:
    """Every screen line of a page, in order, numbered from 0.

    How many are not laid out yet is estimated. Laying some out changes the numbers of those below them.
    """

    def __init__(
        self,
        pieces: Sequence[PagePiece],
        width: int,
        open_pieces: Collection[int] = (),
        drawn: Drawn | None = None,
        before: PageLines | None = None,
    ) -> None:
        """width: columns. open_pieces: which foldable ones are open. drawn: for the blocks of the file's own text.
        before: of the page shown before; where the text is the same, and only its looks are others, its heights are."""
        self._width, self._drawn = width, drawn
        self._runs = list(_runs(pieces, open_pieces))
        self._places = [run.place for run in self._runs]
        self._next = 0  # all before this one are laid out
        self._starts: list[int] | None = None
        if before and before._width == width:
            for run, other in zip(self._runs, before._runs, strict=False):
                if other.is_known and run.is_like(other):
                    run.height, run.is_known = other.height, True
        if sum(len(run.blocks) for run in self._runs) <= _AT_ONCE:
            self.lay_out_more(0, len(self._runs))

    def __len__(self) -> int:
        return self._line_numbers()[-1]

    def __getitem__(self, number: int) -> PageLine:
        run = self._run_of(number)
        lines = self._lay_out(run)
        return lines[min(number - self._line_numbers()[run], len(lines) - 1)]

    def __iter__(self) -> Iterator[PageLine]:
        """All of them, laid out."""
        return (item for run in range(len(self._runs)) for item in self._lay_out(run))

    def between(self, first: int, stop: int) -> list[PageLine]:
        """The lines from first to stop - 1, as far as there are any. They must be settled."""
        return [self[number] for number in range(max(first, 0), min(stop, len(self)))]

    @property
    def is_complete(self) -> bool:
        """Whether every line is laid out, and its number final."""
        while self._next < len(self._runs) and self._runs[self._next].lines is not None:
            self._next += 1
        return self._next == len(self._runs)

    @property
    def is_measured(self) -> bool:
        """Whether it is known how many lines there are."""
        return self.is_complete or all(run.is_known for run in self._runs)

    def lay_out_more(self, line: int, runs: int = 1) -> int:
        """Lay out some that are not yet. Returns the new number of `line`."""
        at = self._run_of(line)
        within = line - self._line_numbers()[at]
        while runs and not self.is_complete:
            self._lay_out(self._next)
            runs -= 1
        return self._line_numbers()[at] + within

    def lay_out_to(self, line: int) -> None:
        """Lay out all lines before that one, and it: then their numbers are final."""
        known = 0
        for run in range(len(self._runs)):
            if known > line:
                return
            known += len(self._lay_out(run))

    def settle(self, line: int, before: int, after: int) -> int:
        """Lay out so many lines before and after that one, so that their numbers stay. Returns its new number."""
        if not self._runs:
            return 0
        line = max(0, min(line, len(self) - 1))
        at = self._run_of(line)
        within = min(line - self._line_numbers()[at], max(len(self._lay_out(at)) - 1, 0))
        run, known = at, within
        while run and known < before:
            run -= 1
            known += len(self._lay_out(run))
        run, known = at, self._runs[at].height - within
        while run < len(self._runs) - 1 and known <= after:
            run += 1
            known += len(self._lay_out(run))
        return self._line_numbers()[at] + within

    def place_of(self, line: int) -> Place:
        """The place in the text of the line of that number."""
        if not self._runs:
            return Place()
        first = self._run_of(line)
        skipped = line - self._line_numbers()[first]
        for run in range(first, len(self._runs)):
            for item in self._lay_out(run)[skipped if run == first else 0 :]:
                if item.piece >= 0:
                    return _place(item)
        return Place()

    def line_of(self, place: Place) -> int:
        """The number of the line that holds `place`, which is laid out."""
        for run in range(bisect_right(self._places, place) - 1, -1, -1):
            lines = self._lay_out(run)
            before = [at for at, item in enumerate(lines) if item.piece >= 0 and _place(item) <= place]
            if before:
                at = before[-1]
                while at and lines[at].in_head and _place(lines[at - 1]) == _place(lines[at]):
                    at -= 1  # of a head of ours, whose words do not count, the first line
                return self._line_numbers()[run] + at
        return 0

    def table_at(self, line: int) -> tuple[int, int, int] | None:
        """The first line of the table that a line belongs to, its first row's, and the one after the last; None where
        it belongs to none, or its rows do not stand under a header."""
        number = self._run_of(line)
        lines = self._lay_out(number)
        if not self._runs[number].is_table:
            return None
        rule = next((at for at, item in enumerate(lines) if _is_rule(item.line)), None)
        start = self._line_numbers()[number]
        return None if rule is None else (start, start + rule + 1, start + len(lines))

    def draw_again(self) -> None:
        """Draw the blocks anew that are laid out. Only their looks may have changed."""
        for run in self._runs:
            if run.is_text and run.lines is not None:
                inserted = [(at, item) for at, item in enumerate(run.lines) if item.is_repeated]
                run.lines = None
                lines = run.lay_out(self._width, self._drawn)
                for at, item in inserted:
                    lines.insert(at, item)
                run.height = len(lines)

    def insert(self, line: int, item: PageLine) -> None:
        """Put a line before that one."""
        run = self._run_of(line)
        self._lay_out(run).insert(line - self._line_numbers()[run], item)
        self._resized(run)

    def remove(self, line: int) -> None:
        """Take a line out."""
        run = self._run_of(line)
        del self._lay_out(run)[line - self._line_numbers()[run]]
        self._resized(run)

    def _line_numbers(self) -> list[int]:
        """The number of each run's first line, and how many there are in all."""
        if self._starts is None:
            self._starts = [0, *accumulate(run.height for run in self._runs)]
        return self._starts

    def _run_of(self, line: int) -> int:
        return max(min(bisect_right(self._line_numbers(), line), len(self._runs)) - 1, 0)

    def _lay_out(self, number: int) -> list[PageLine]:
        run = self._runs[number]
        if run.lines is None:
            run.lay_out(self._width, self._drawn if run.is_text else None)
            self._starts = None
        return run.lines or []

    def _resized(self, number: int) -> None:
        self._runs[number].height = len(self._runs[number].lines or ())
        self._starts = None


def _place(item: PageLine) -> Place:
    return Place(item.piece, not item.in_head, item.line.block, item.line.words)


def _runs(pieces: Sequence[PagePiece], open_pieces: Collection[int]) -> Iterator[_Run]:
    for index, piece in enumerate(pieces):
        is_open = not piece.folds or index in open_pieces
        folded_above = index > 0 and pieces[index - 1].folds and index - 1 not in open_pieces
        is_apart = index > 0 and not (piece.folds and folded_above)
        yield _Run(Place(index), _head(piece, is_open), is_apart=is_apart, is_last=True)
        if is_open:
            indent = _ANSWER_INDENT if piece.folds else ""
            body = piece.body[unseen(piece.body) : len(piece.body) - _unseen_at_end(piece.body)]
            for first, stop in pairwise(_cuts(body)):
                place = Place(index, in_body=True, block=first)
                yield _Run(place, body[first:stop], indent, is_last=stop == len(body), is_text=is_text(piece))


def is_side_by_side(table: Table, width: int) -> bool:
    """Whether all columns of a table stand side by side in that width."""
    return any(map(_is_rule, _lines((table,), width)))


def _is_rule(line: Line) -> bool:
    """Whether it is a rule of a table, as below its header."""
    return any(style == "marker" and text and set(text) <= {"─", "┼"} for text, style in line.spans)


def _cuts(blocks: Sequence[Block]) -> list[int]:
    """Where each run of blocks begins, and where the last one ends. A table is one by itself."""
    cuts = [0] if blocks else []
    for at, block in enumerate(blocks):
        if isinstance(block, Table):
            cuts += [at] * (cuts[-1] < at) + [at + 1]
        elif at - cuts[-1] == _RUN_BLOCKS:
            cuts.append(at)
    return cuts if not blocks or cuts[-1] == len(blocks) else [*cuts, len(blocks)]


def is_text(piece: PagePiece) -> bool:
    """Whether its body is text of the file for its readers."""
    return piece.part is not None and piece.part.kind != "front_matter" and not piece.is_note


def unseen(body: Sequence[Block]) -> int:
    """How many empty lines a body begins with: they are left out, and blocks counted without them."""
    shown = (n for n, block in enumerate(body) if not isinstance(block, Flow) or block.spans or block.first)
    return next(shown, len(body))


def _unseen_at_end(body: Sequence[Block]) -> int:
    blocks = enumerate(reversed(body))
    return next((n for n, one in blocks if not isinstance(one, Flow) or one.spans or one.first.strip()), 0)


def _head(piece: PagePiece, is_open: bool) -> tuple[Block, ...]:
    if not piece.folds and not (piece.part and piece.part.kind == "faq"):
        return piece.head
    mark = (OPEN_MARK if is_open else FOLDED_MARK) if piece.folds else "  "
    return tuple(
        Flow(block.spans, mark + block.first, "  " + block.rest) if isinstance(block, Flow) else block
        for block in piece.head
    )


@lru_cache(maxsize=_CACHED_LAYOUTS)
def _lines(blocks: tuple[Block, ...], width: int) -> tuple[Line, ...]:
    return tuple(lay_out(blocks, width))

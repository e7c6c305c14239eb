"""The part of a page that is in sight: moves over its lines, and has them laid out there and round about."""

from __future__ import annotations

from medtui.presentation.destination import Destination, brought_up, marked_lines
from medtui.presentation.page_layout import PageLine, PageLines, Place


class PageWindow:
    """top: the number of the line that it begins with. rows: how many it has. heading: the line of the heading that the
    reader went to, or -1."""

    def __init__(self) -> None:
        self.lines = PageLines((), 1)
        self.top, self.rows, self.heading = 0, 1, -1

    @property
    def place(self) -> Place:
        """Where the reader is."""
        return self.lines.place_of(self.top + self._covered) if self.top else Place()

    @property
    def end(self) -> Place:
        """What comes after all that is in sight."""
        self.settle()
        stop = self.top + self.rows
        return self.lines.place_of(stop) if stop < len(self.lines) else Place(len(self.lines))

    def number(self, y: int) -> int:
        """The number of the line in row `y`. The header of a table stays in sight while rows of it are."""
        table = self.lines.table_at(self.top) if y < self._covered and y >= self._is_repeated else None
        return table[0] + y - self._is_repeated if table else self.top + y

    def line(self, y: int) -> PageLine | None:
        """The line in row `y`, where there is one."""
        number = self.number(y)
        return self.lines[number] if 0 <= number < len(self.lines) else None

    @property
    def _is_repeated(self) -> bool:
        """Whether the first row says a heading again."""
        return 0 <= self.top < len(self.lines) and self.lines[self.top].is_repeated

    @property
    def _covered(self) -> int:
        """How many rows at the top do not show what comes next: the header of a table that has begun above."""
        table = self.lines.table_at(self.top) if 0 < self.top < len(self.lines) else None
        start, first, stop = table or (0, 0, 0)
        height = first - start
        is_needed = start < self.top < stop - height and height <= self.rows // 2
        return height + self._is_repeated if is_needed else 0

    def _header_above(self, line: int) -> int:
        """How many rows the header of its table takes above that line."""
        table = self.lines.table_at(line) if 0 <= line < len(self.lines) else None
        height = min(table[1], line) - table[0] if table else 0
        return height if height <= self.rows // 2 else 0

    def in_sight(self) -> list[PageLine]:
        return self.lines.between(self.top, self.top + self.rows)

    def settle(self) -> None:
        """Have laid out what is in sight, and as much above and below."""
        self.top = self.lines.settle(self.top, self.rows, 2 * self.rows)

    def clamp(self) -> None:
        """Leave no rows empty, where there are lines for them."""
        self.settle()
        self.top = max(0, min(self.top, len(self.lines) - self.rows))

    def lay_out_more(self, runs: int) -> None:
        """Lay out some of what is not in sight. What is there stays where it is."""
        by = self.lines.lay_out_more(self.top, runs) - self.top
        self.top += by
        self.heading += by if self.heading >= 0 else 0

    def shows(self, place: Place, *, beside: int = 0) -> bool:
        """Whether the line that holds `place` is in sight, or so few lines above or below that."""
        self.settle()
        first = max(self.top + self._covered - beside, 0)
        stop = self.top + self.rows + beside
        is_below = stop < len(self.lines) and place >= self.lines.place_of(stop)
        return not is_below and place >= self.lines.place_of(first)

    def shows_any(self, block: Place) -> bool:
        """Whether some line of the block that begins there is in sight."""
        return any((item.piece, not item.in_head, item.line.block) == block[:3] for item in self.in_sight())

    def shows_passage(self, to: Destination) -> bool:
        """Whether its beginning is in sight, and all that is marked in it."""
        last = to.matches[-1:]
        return self.shows(to.place) and all(
            marked_lines(self.lines, match)[-1] < self.top + self.rows for match in last
        )

    def bring_up(self, to: Destination) -> None:
        """Show a passage with what it stands under."""
        self.top, self.heading = brought_up(self.lines, to, self.rows), -1
        line = marked_lines(self.lines, to.matches[0])[0] if to.matches else self.lines.line_of(to.place)
        if self.top <= line < self.top + self._covered:
            line -= self._drop_repeated()
            self.top = max(line - self._header_above(line), 0)

    def begin_at(self, place: Place) -> None:
        """Put the line that holds `place` at the top; the start of the text stays the start."""
        line = self.lines.settle(self.lines.line_of(place), self.rows, self.rows)
        self.top, self.heading = max(line - self._header_above(line), 0) if place != Place() else 0, -1

    def show_heading(self, place: Place) -> None:
        """Put the heading that stands there at the top, where the text does not fit in whole."""
        self.begin_at(place)
        self.heading = self.lines.line_of(place)
        if len(self.lines) <= self.rows:
            self.top = 0

    def show_opened(self, piece: int, row: int, *, is_last: bool, is_open: bool) -> None:
        """Keep a question in its row now that it is open or closed. is_last: of the page."""
        line = self.lines.settle(self.lines.line_of(Place(piece)), self.rows, self.rows)
        self.top = line - row
        if is_open and row > self.rows // 2:  # near the lower edge: bring up as much of the answer as fits
            end = len(self.lines) if is_last else self.lines.line_of(Place(piece + 1))
            self.top = max(self.top, min(line, end - self.rows))
        self.clamp()

    def show_line(self, place: Place) -> None:
        """Move no further than is needed to have the line that holds `place` in sight."""
        line = self.lines.settle(self.lines.line_of(place), self.rows, self.rows)
        self.top, self.heading = max(min(self.top, line - self._header_above(line)), line - self.rows + 1), -1
        self.clamp()

    def show_match(self, match: Place) -> None:
        """The same for the line in which what is marked as the current one stands, of a block that holds `match`."""
        self.show_line(match._replace(words=0))
        line = marked_lines(self.lines, match)[0]
        if not self.top + self._covered <= line < self.top + self.rows:
            self.top = max(line - self.rows // 2, 0)
            self.clamp()

    def scroll(self, lines: int) -> bool:
        """Move by so many lines, as far as there is text. Whether anything has changed."""
        was_repeated, around = self._drop_repeated(), self.rows + abs(lines)
        self.top = self.lines.settle(self.top, around, around)
        return self._go_to(self.top + lines - (was_repeated and lines > 0), is_changed=was_repeated)

    def page(self, pages: int) -> bool:
        """Move by so many windows, so that one line of what was in sight stays. Whether anything has changed."""
        by = self.rows - 1
        if pages < 0:
            by -= self._covered
        else:
            self.settle()
            by -= self._header_above(self.top + by)
        return self.scroll(pages * max(by, 1))

    def to_edge(self, direction: int) -> bool:
        """Move to the top or the end. Whether anything has changed."""
        was_repeated, last = self._drop_repeated(), self.lines.settle(len(self.lines) - 1, self.rows, 0)
        return self._go_to(0 if direction < 0 else last + 1 - self.rows, is_changed=was_repeated)

    def _go_to(self, line: int, *, is_changed: bool) -> bool:
        before = self.top
        self.top = max(0, min(line, max(len(self.lines) - self.rows, before)))
        if is_changed or self.top != before:
            self.heading = -1
            self.settle()
            return True
        return False

    def _drop_repeated(self) -> bool:
        """Take the heading away that was said again for where the reader was. False where there is none."""
        first = self.line(0)
        if is_there := first is not None and first.is_repeated:
            self.lines.remove(self.top)
        return is_there

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
        return self.lines.place_of(self.top)

    def line(self, y: int) -> PageLine | None:
        """The line in row `y`, where there is one."""
        return self.lines[self.top + y] if 0 <= self.top + y < len(self.lines) else None

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
        first, stop = max(self.top - beside, 0), self.top + self.rows + beside
        is_below = stop < len(self.lines) and place >= self.lines.place_of(stop)
        return not is_below and place >= self.lines.place_of(first)

    def shows_passage(self, to: Destination) -> bool:
        """Whether its beginning is in sight, and all that is marked in it."""
        last = to.matches[-1:]
        return self.shows(to.place) and all(
            marked_lines(self.lines, match)[-1] < self.top + self.rows for match in last
        )

    def bring_up(self, to: Destination) -> None:
        """Show a passage with what it stands under."""
        self.top, self.heading = brought_up(self.lines, to, self.rows), -1

    def begin_at(self, place: Place) -> None:
        """Put the line that holds `place` at the top; the start of the text stays the start."""
        line = self.lines.settle(self.lines.line_of(place), self.rows, self.rows)
        self.top, self.heading = line if place != Place() else 0, -1

    def show_heading(self, place: Place) -> None:
        """Put the heading that stands there at the top, where the text does not fit in whole."""
        self.begin_at(place)
        self.heading = self.lines.line_of(place)
        if len(self.lines) <= self.rows:
            self.top = 0

    def show_line_at(self, place: Place, row: int) -> int:
        """Put the line that holds `place` into that row. Returns its number."""
        line = self.lines.settle(self.lines.line_of(place), self.rows, self.rows)
        self.top = line - row
        return line

    def show_line(self, place: Place) -> None:
        """Move no further than is needed to have the line that holds `place` in sight."""
        line = self.lines.settle(self.lines.line_of(place), self.rows, self.rows)
        self.top, self.heading = max(min(self.top, line), line - self.rows + 1), -1
        self.clamp()

    def scroll(self, lines: int) -> bool:
        """Move by so many lines, as far as there is text. Whether anything has changed."""
        was_repeated, around = self._drop_repeated(), self.rows + abs(lines)
        self.top = self.lines.settle(self.top, around, around)
        return self._go_to(self.top + lines - (was_repeated and lines > 0), is_changed=was_repeated)

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

"""The text of a section: laid out once for a width, scrolled line by line, its questions opened in place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.strip import Strip

from medtui.presentation.destination import Destination, brought_up, is_current
from medtui.presentation.page_layout import PageLine, Place, lay_out_page, line_of, place_of
from medtui.settings.app_commands import MOVES
from medtui.settings.settings import DEFAULTS
from medtui.tui.bindings import bindings
from medtui.tui.line_view import LineView

if TYPE_CHECKING:
    from medtui.presentation.page import PagePiece


class DocumentView(LineView, can_focus=True):
    """One page at a time, with a cursor on one of its questions where it has any."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(MOVES)

    def __init__(self, *, id: str, most_columns: int = DEFAULTS.wrap_width) -> None:
        """most_columns: of a line; longer ones are hard to follow back to the next one."""
        super().__init__(id=id)
        self._most_columns = most_columns
        self._pieces: Sequence[PagePiece] = ()
        self._open: set[int] = set()
        self._lines: list[PageLine] = []
        self._top = 0
        self._question = -1  # the piece that Enter opens, or -1
        self._heading = -1  # the line of the heading that the reader went to, or -1
        self._laid_out_width = 0
        self._brought_up: tuple[Destination, Place] | None = None  # a passage, and the place at the top that showed it

    def show_page(self, pieces: Sequence[PagePiece], open_pieces: set[int], place: Place) -> None:
        """Show another page at `place`. open_pieces: its open questions; kept up to date here."""
        self._pieces = pieces
        self._open = open_pieces
        self._question = next((index for index, piece in enumerate(pieces) if piece.folds), -1)
        self._lay_out(place)
        self._text_replaced()

    def place(self) -> Place:
        """Where the reader is."""
        return place_of(self._lines, self._top)

    def show_passage(self, to: Destination, *, opening: bool = False) -> None:
        """Bring a passage into the window. Where all of it is there already, nothing moves, unless it is opened."""
        first = line_of(self._lines, to.place)
        last = max((number for number, item in enumerate(self._lines) if is_current(item)), default=first)
        if opening or not (self._is_in_window(first) and self._is_in_window(last)):
            self._bring_up(to)
        self._point_at(to)
        self._text_replaced()

    def _point_at(self, to: Destination) -> None:
        """Put the cursor on a passage that is a question, or in which no words are marked."""
        if self._pieces[to.place.piece].folds:
            self._question = to.place.piece
        else:
            self._follow_window()
            if not any(map(is_current, self._lines)):
                self._heading = line_of(self._lines, to.place)

    def show_heading(self, place: Place) -> None:
        """Put the heading that stands there at the top, and the cursor on it."""
        line = line_of(self._lines, place)
        self._top = line if len(self._lines) > self.rows and place != Place() else 0
        if self._pieces and self._pieces[place.piece].folds:
            self._heading, self._question = -1, place.piece
        else:
            self._heading = line
        self._brought_up = Destination(place), place
        self._text_replaced()

    def _bring_up(self, to: Destination) -> None:
        self._relay()
        self._lines, self._top = brought_up(self._lines, to, self.rows)
        self._brought_up = to, self.place()

    @property
    def has_questions(self) -> bool:
        return self._question >= 0

    @property
    def question(self) -> PagePiece | None:
        """The question under the cursor with its answer, where it is in the window."""
        is_there = self._question >= 0 and self._is_in_window(self._head_line(self._question))
        return self._pieces[self._question] if is_there else None

    def toggle_all(self) -> None:
        """Open every question, or close them all when all are open."""
        folding = {index for index, piece in enumerate(self._pieces) if piece.folds}
        place = self.place()
        opening = not folding <= self._open
        self._open.clear()
        if opening:
            self._open |= folding
        self._lay_out(Place(place.piece) if place.piece in folding else place)
        self._text_replaced()

    def toggle(self, piece: int) -> None:
        """Open or close one question, its line staying where it is on the screen."""
        offset = self._head_line(piece) - self._top
        self._open ^= {piece}
        self._question = piece
        self._relay()
        line = self._head_line(piece)
        self._top = line - offset
        if piece in self._open and offset > self.rows // 2:
            # Opened near the lower edge: bring up as much of the answer as fits.
            end = next(
                (n for n in range(line, len(self._lines)) if self._lines[n].piece > piece),
                len(self._lines),
            )
            self._top = max(self._top, min(line, end - self.rows))
        self._clamp()
        self._text_replaced()

    # Actions ----------------------------------------------------------------------------------------

    def action_move(self, direction: int) -> None:
        """To the next question where that keeps it in the window, else one line."""
        questions = [index for index, piece in enumerate(self._pieces) if piece.folds]
        if self._question in questions:
            at = questions.index(self._question) + direction
            if 0 <= at < len(questions) and self._is_near(self._head_line(questions[at])):
                self._heading, self._question = -1, questions[at]
                self._show_line(self._head_line(self._question))
                self.refresh()
                return
        self.scroll_lines(direction)

    def action_page(self, pages: int) -> None:
        self.scroll_lines(pages * max(self.rows - 1, 1))

    def action_edge(self, direction: int) -> None:
        questions = [index for index, piece in enumerate(self._pieces) if piece.folds]
        if questions:
            self._question = questions[0 if direction < 0 else -1]
        self.scroll_lines(direction * len(self._lines))

    def action_choose(self) -> None:
        if self._question >= 0 and self._is_in_window(self._head_line(self._question)):
            self.toggle(self._question)

    def on_click(self, event: events.Click) -> None:
        index = self._top + event.y
        if index < len(self._lines) and not self.text_selection:
            item = self._lines[index]
            if item.in_head and self._pieces[item.piece].folds:
                self.toggle(item.piece)

    def resized(self) -> None:
        place = self.place()
        if self._text_width() != self._laid_out_width:
            self._lay_out(place)
        else:
            self._clamp()
        if self._brought_up and self._brought_up[1] == place:
            self._bring_up(self._brought_up[0])
            self._point_at(self._brought_up[0])

    # Painting -----------------------------------------------------------------------------------------

    def content_line(self, y: int) -> Strip:
        index = self._top + y
        width = self.content_width
        if index >= len(self._lines):
            return self.painter.strip((), width)
        item = self._lines[index]
        base = None
        if index == self._heading or (self._heading < 0 and item.in_head and item.piece == self._question):
            base = self.painter.style("cursor" if self.has_focus else "cursor-idle")
        return self.painter.strip(item.line.spans, width, base, index=index)

    def scroll_extent(self) -> tuple[int, int, int]:
        return self._top, self.rows, max(len(self._lines), self._top + self.rows if self._top else 0)

    def scroll_lines(self, lines: int) -> None:
        before = self._top
        was_repeated = bool(self._lines) and self._lines[before].is_repeated
        if was_repeated:  # the heading was for where the reader was
            del self._lines[before]
        by = lines - (was_repeated and lines > 0)
        self._top = max(0, min(before + by, max(len(self._lines) - self.rows, before)))
        if self._top != before or was_repeated:
            self._heading = -1
            self._follow_window()
            self.refresh()

    def content_text(self) -> list[str]:
        return [item.line.text for item in self._lines]

    def _text_width(self) -> int:
        return max(min(self.content_width - 1, self._most_columns), 1)  # a gap before the scrollbar

    def _lay_out(self, place: Place) -> None:
        self._relay()
        self._top = line_of(self._lines, place) if place != Place() else 0
        if not self._brought_up or self._brought_up[1] != place:
            self._clamp()

    def _text_replaced(self) -> None:
        """Paint the new text; what was selected in the old one is not selected any more."""
        if self.is_attached and self.text_selection is not None:  # else opened before it could be mounted
            self.screen.clear_selection()
        self.refresh()

    def _relay(self) -> None:
        self._laid_out_width = self._text_width()
        self._lines = lay_out_page(self._pieces, self._laid_out_width, self._open)
        self._heading = -1

    def _clamp(self) -> None:
        self._top = max(0, min(self._top, len(self._lines) - self.rows))

    def _head_line(self, piece: int) -> int:
        return next((n for n, item in enumerate(self._lines) if item.piece == piece), 0)

    def _follow_window(self) -> None:
        """Keep the cursor on a question that is in the window, where there is one: the nearest."""
        if self._question < 0 or self._is_in_window(self._head_line(self._question)):
            return
        seen = {item.piece for item in self._lines[self._top : self._top + self.rows] if item.in_head}
        in_sight = [piece for piece in sorted(seen) if self._pieces[piece].folds]
        if in_sight:
            self._question = in_sight[-1 if self._question > in_sight[-1] else 0]

    def _is_in_window(self, line: int) -> bool:
        return self._top <= line < self._top + self.rows

    def _is_near(self, line: int) -> bool:
        return self._top - 1 <= line <= self._top + self.rows

    def _show_line(self, line: int) -> None:
        self._top = max(min(self._top, line), line - self.rows + 1)
        self._clamp()

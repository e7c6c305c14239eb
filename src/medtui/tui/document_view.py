"""The text of a section: laid out where it is seen, the rest between keys; its questions opened in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.strip import Strip

from medtui.presentation.destination import Destination
from medtui.presentation.page_layout import PageLines, Place
from medtui.presentation.page_window import PageWindow
from medtui.presentation.stops import Stops
from medtui.settings.app_commands import MOVES
from medtui.settings.settings import DEFAULTS
from medtui.tui.bindings import bindings
from medtui.tui.line_view import LineView

if TYPE_CHECKING:
    from medtui.presentation.page import PagePiece


_PAUSE_SECONDS, _RUNS = 0.02, 4
"""Lines that are not in sight are laid out so many runs at a time, a few milliseconds' work, with a pause for keys."""


class DocumentView(LineView, can_focus=True):
    """One page at a time, with a cursor on one of its questions where it has any."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(MOVES)

    def __init__(self, *, id: str, most_columns: int = DEFAULTS.wrap_width) -> None:
        """most_columns: of a line; longer ones are hard to follow back to the next one."""
        super().__init__(id=id)
        self._most_columns = most_columns
        self._pieces: Sequence[PagePiece] = ()
        self._open: set[int] = set()
        self.window = PageWindow()
        self.stops = Stops()
        self.follow: Callable[[object], None] = lambda _: None  # goes to what a link leads to
        self._question = -1  # the piece that Enter opens, or -1
        self._laid_out_width, self._is_laying_out = 0, False
        self._brought_up: tuple[Destination, Place] | None = None  # a passage, and the place at the top that showed it

    def show_page(
        self, pieces: Sequence[PagePiece], opened: set[int], place: Place, stops: Stops | None = None
    ) -> None:
        """Show another page at `place`. opened: its open questions; kept up to date here. stops: what draws it."""
        self._pieces, self._open, self.stops = pieces, opened, stops or Stops(pieces, opened)
        self._question = next((index for index, piece in enumerate(pieces) if piece.folds), -1)
        self._lay_out(place)
        self._text_replaced()

    def place(self) -> Place:
        """Where the reader is."""
        return self.window.place

    def show_passage(self, to: Destination, *, opening: bool = False) -> None:
        """Bring a passage into the window. Where all of it is there already, nothing moves, unless it is opened."""
        if opening or not self.window.shows_passage(to):
            self._bring_up(to)
        self._point_at(to)
        self._text_replaced()

    def _point_at(self, to: Destination) -> None:
        """Put the cursor on a passage that is a question, or in which no words are marked."""
        if self._pieces[to.place.piece].folds:
            self._question = to.place.piece
        else:
            self._follow_window()
            if not to.matches:
                self.window.heading = self.window.lines.line_of(to.place)

    def show_heading(self, place: Place) -> None:
        """Put the heading that stands there at the top, and the cursor on it."""
        self.window.show_heading(place)
        if self._pieces and self._pieces[place.piece].folds:
            self.window.heading, self._question = -1, place.piece
        self._brought_up = Destination(place), place
        self._text_replaced()

    def _bring_up(self, to: Destination) -> None:
        self._relay()
        self.window.bring_up(to)
        self._brought_up = to, self.place()

    @property
    def has_questions(self) -> bool:
        return any(piece.is_question for piece in self._pieces)

    @property
    def question(self) -> PagePiece | None:
        """The question under the cursor with its answer, where it is in the window."""
        return self._pieces[self._question] if self._is_question_in_sight else None

    def toggle_all(self) -> None:
        """Open every question, or close them all when all are open."""
        folding = {index for index, piece in enumerate(self._pieces) if piece.is_question}
        place = self.place()
        are_open = folding <= self._open
        self._open.clear()
        self._open.update(() if are_open else folding)
        self._lay_out(Place(place.piece) if place.piece in folding else place)
        self._text_replaced()

    def toggle(self, piece: int) -> None:
        """Open or close one question, its line staying where it is on the screen."""
        row = self.window.lines.line_of(Place(piece)) - self.window.top
        self._open ^= {piece}
        self._question = piece
        self._relay()
        self.window.show_opened(piece, row, is_last=piece == len(self._pieces) - 1, is_open=piece in self._open)
        self._text_replaced()

    # Actions ----------------------------------------------------------------------------------------

    def action_move(self, direction: int) -> None:
        """To the next question where that keeps it in the window, else one line."""
        questions = [index for index, piece in enumerate(self._pieces) if piece.folds]
        if self._question in questions:
            at = questions.index(self._question) + direction
            if 0 <= at < len(questions) and self.window.shows(Place(questions[at]), beside=1):
                self._question = questions[at]
                self.window.show_line(Place(self._question))
                self.refresh()
                return
        self.scroll_lines(direction)

    def action_page(self, pages: int) -> None:
        self._moved(is_changed=self.window.page(pages))

    def action_edge(self, direction: int) -> None:
        questions = [index for index, piece in enumerate(self._pieces) if piece.folds] or [-1]
        self._question = questions[0 if direction < 0 else -1]
        self._moved(is_changed=self.window.to_edge(direction))

    def action_choose(self) -> None:
        stop = self.stops.current
        if stop and stop.link and self.window.shows(self.stops.place_of(stop)):
            self.follow(stop.link.target)
        elif self._is_question_in_sight:
            self.toggle(self._question)

    def on_mouse_down(self) -> None:
        """Lay out all: what is selected is known by the numbers of its lines."""
        if not self.window.lines.is_complete:
            self._lay_out_more(len(self.window.lines))

    def on_click(self, event: events.Click) -> None:
        item = self.window.line(event.y)
        if item and not self.text_selection and (target := self.stops.target_at(item, event.x)):
            self.follow(target)
        elif item and item.in_head and self._pieces[item.piece].folds and not self.text_selection:
            self.toggle(item.piece)

    def resized(self) -> None:
        place, self.window.rows = self.place(), self.rows
        if self.text_width != self._laid_out_width:
            self._lay_out(place)
        else:
            self.window.clamp()
        if self._brought_up and self._brought_up[1] == place:
            self._bring_up(self._brought_up[0])
            self._point_at(self._brought_up[0])

    # Painting -----------------------------------------------------------------------------------------

    def before_paint(self) -> None:
        self.window.settle()
        if not (self.window.lines.is_measured or self._is_laying_out):
            self._is_laying_out = True
            self.set_timer(_PAUSE_SECONDS, self._lay_out_more)

    def _lay_out_more(self, runs: int = _RUNS) -> None:
        """Lay out some of what is not in sight. The scrollbar follows at the end."""
        self.window.lay_out_more(runs)
        self._is_laying_out = not self.window.lines.is_measured
        if self._is_laying_out:
            self.set_timer(_PAUSE_SECONDS, self._lay_out_more)
        else:
            self.refresh()

    def content_line(self, y: int) -> Strip:
        width, lines, index = self.content_width, self.window.lines, self.window.number(y)
        if not 0 <= index < len(lines):
            return self.painter.strip((), width)
        item, heading, base = lines[index], self.window.heading, None
        is_question = heading < 0 and item.in_head and item.piece == self._question
        if index == heading or is_question or self.stops.is_at(item):
            base = self.painter.style("cursor" if self.has_focus else "cursor-idle")
        return self.painter.strip(item.line.spans, width, base, index=index)

    def scroll_extent(self) -> tuple[int, int, int]:
        top = self.window.top
        return top, self.rows, max(len(self.window.lines), top + self.rows if top else 0)

    def scroll_lines(self, lines: int) -> None:
        self._moved(is_changed=self.window.scroll(lines))

    def _moved(self, *, is_changed: bool) -> None:
        if is_changed:
            self._follow_window()
        self.refresh()

    def content_text(self) -> list[str]:
        return [item.line.text for item in self.window.lines]

    @property
    def text_width(self) -> int:
        """Columns that a line of text may take: the most, where there is no window yet."""
        columns = self.content_width - 1 if self.columns > 1 else self._most_columns  # a gap before the scrollbar
        return max(min(columns, self._most_columns), 1)

    def lay_out_again(self) -> None:
        """Draw what has changed, at the same place."""
        self._lay_out(self.place())
        self._text_replaced()

    def _lay_out(self, place: Place) -> None:
        self._relay()
        self.window.begin_at(place)
        if not self._brought_up or self._brought_up[1] != place:
            self.window.clamp()

    def _text_replaced(self) -> None:
        """Paint the new text; what was selected in the old one is not selected any more."""
        if self.is_attached and self.text_selection is not None:  # else opened before it could be mounted
            self.screen.clear_selection()
        self.refresh()

    def _relay(self) -> None:
        self._laid_out_width, before = self.text_width, self.window.lines
        self.window.lines = PageLines(self._pieces, self._laid_out_width, self._open, self.stops.drawn, before)
        self.window.heading = -1

    def _follow_window(self) -> None:
        """Keep the cursor on a question that is in the window, where there is one: the nearest."""
        if self._question < 0 or self._is_question_in_sight:
            return
        seen = {item.piece for item in self.window.in_sight() if item.in_head}
        in_sight = [piece for piece in sorted(seen) if self._pieces[piece].folds]
        if in_sight:
            self._question = in_sight[-1 if self._question > in_sight[-1] else 0]

    @property
    def _is_question_in_sight(self) -> bool:
        return self._question >= 0 and self.window.shows(Place(self._question))

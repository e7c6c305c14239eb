"""Two to four drugs side by side in one widget: a widget for each of their parts would take several frames to mount."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import BindingType
from textual.strip import Strip

from medtui.presentation.cells import cell_len
from medtui.presentation.disclaimer import Disclaimer
from medtui.presentation.layout import fitted, wrap
from medtui.presentation.markdown.styled import Flow, Line, Span
from medtui.presentation.page_layout import PageLines
from medtui.settings.app_commands import MOVES
from medtui.tui.bindings import bindings
from medtui.tui.footer import disclaimer_lines
from medtui.tui.line_view import Ink, LineView

if TYPE_CHECKING:
    from medtui.presentation.comparison import Compared

_MOST_TITLE_LINES = 6
_MOST_FILE_LINES = 2
_GAP, _EDGE = ("▏ ", "marker"), (" ", "")
_BLANK = Line(())
_FURTHER_THAN_ANY = 10**9


class Column(NamedTuple):
    """One drug's share. chosen: it is the one that would be taken out."""

    compared: Compared
    disclaimer: Disclaimer
    chosen: bool


class _LaidOut(NamedTuple):
    head: Sequence[Line]
    text: PageLines
    foot: Sequence[Line]


class CompareView(LineView, can_focus=True):
    """Names and sources above, disclaimers below, and between them the texts, which scroll together.

    has_feet: there is room for the disclaimers; each text ends with its own anyhow."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(MOVES)

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._columns: Sequence[Column] = ()
        self._laid_out: list[_LaidOut] = []
        self._top = 0
        self.has_feet = True

    def show(self, columns: Sequence[Column]) -> None:
        """Show these, from their tops."""
        self._columns = columns
        self._top = 0
        self._lay_out()
        self.refresh()

    def resized(self) -> None:
        self._lay_out()
        self._top = self._clamped(self._top)

    # Moving -----------------------------------------------------------------------------------------

    def action_move(self, lines: int) -> None:
        self.scroll_lines(lines)

    def action_page(self, pages: int) -> None:
        self.scroll_lines(pages * max(self._text_rows - 1, 1))

    def action_edge(self, direction: int) -> None:
        self.scroll_lines(direction * _FURTHER_THAN_ANY)

    def action_choose(self) -> None:
        """Questions are open already."""

    def scroll_lines(self, lines: int) -> None:
        top = self._clamped(self._top + lines)
        if top != self._top:
            self._top = top
            self.refresh()

    def scroll_extent(self) -> tuple[int, int, int]:
        return self._top, self._text_rows, self._length

    # Painting ---------------------------------------------------------------------------------------

    def content_line(self, y: int) -> Strip:
        spans: list[Ink] = []
        for place, column in enumerate(self._laid_out):
            width = self._width(place)
            line = self._line(column, y)
            spans += [
                _GAP if place else _EDGE,
                *line.spans,
                (" " * (width - sum(cell_len(text) for text, _ in line.spans)), ""),
            ]
        return self.painter.strip(spans, self.content_width)

    def _line(self, column: _LaidOut, y: int) -> Line:
        if y < self._head_rows:
            return column.head[y] if y < len(column.head) else _BLANK
        below = y - (self.rows - self._foot_rows)
        if below >= 0:
            return column.foot[below] if below < len(column.foot) else _BLANK
        at = self._top + y - self._head_rows
        return column.text[at].line if at < len(column.text) else _BLANK

    def _lay_out(self) -> None:
        self._laid_out = []
        for place, (compared, disclaimer, chosen) in enumerate(self._columns):
            width = self._width(place)
            title = Span(f"▸ {compared.title}" if chosen else compared.title, "heading")
            file = fitted((Span(compared.file, "muted"),), width, _MOST_FILE_LINES)
            date = wrap((Flow((Span(compared.date, "muted"),)),), width)
            head = (*fitted((title,), width, _MOST_TITLE_LINES), *file, *date, *([_BLANK] if self.has_feet else ()))
            body = compared.body
            folding = {index for index, piece in enumerate(body) if piece.folds}
            feet = disclaimer_lines(disclaimer, width, max(self.rows // 4, 1)) if self.has_feet else ()
            foot = (_BLANK, *feet) if feet else ()
            self._laid_out.append(_LaidOut(head, PageLines(body, width, folding), foot))

    def _width(self, place: int) -> int:
        """Columns of the text of a drug; what is left over goes to the last one."""
        count = max(len(self._columns), 1)
        each = self.content_width // count
        last = self.content_width - each * (count - 1)
        return max((last if place == count - 1 else each) - len((_GAP if place else _EDGE)[0]), 1)

    @property
    def _head_rows(self) -> int:
        return max((len(column.head) for column in self._laid_out), default=0)

    @property
    def _foot_rows(self) -> int:
        return max((len(column.foot) for column in self._laid_out), default=0)

    @property
    def _text_rows(self) -> int:
        return max(self.rows - self._head_rows - self._foot_rows, 1)

    @property
    def _length(self) -> int:
        return max((len(column.text) for column in self._laid_out), default=0)

    def _clamped(self, top: int) -> int:
        """The top row for that one, as far as the texts go, with all lines down to the end of the window laid out."""
        for column in self._laid_out:
            column.text.lay_out_to(top + self._text_rows)
        return max(0, min(top, self._length - self._text_rows))

    def before_paint(self) -> None:
        self._top = self._clamped(self._top)

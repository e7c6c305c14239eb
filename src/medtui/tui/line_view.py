"""The base of every widget that paints its own lines: styles, cell widths, a scrollbar, the mouse, text selection.

Textual's own scrolling widgets lay the screen out again at each move: on ScrollView an arrow key took five times as
long to be painted (benchmarks `arrows`; figures: docs/speed.md). These keep their own offset and only repaint.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.color import TRANSPARENT, Color
from textual.filter import LineFilter
from textual.geometry import Region
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from medtui.presentation.cells import cell_len
from medtui.presentation.markdown.styled import DECORATION
from medtui.safe_text import safe_line, without_unsafe
from medtui.tui.looks import ASCII_SIGNS, rich_style

if TYPE_CHECKING:
    from typing_extensions import Self

Ink = tuple[str, str]
"""Characters, and the name of a style: presentation's, or one of the widgets' own below."""

_WHEEL_LINES = 3
_THUMB, _TRACK = "┃", "│"
_DRAWN = DECORATION - {"note"}
"""Styles of what is drawn by medtui and by no file, so that it may be drawn otherwise."""


class _Gate(LineFilter):
    """Keeps what could drive a terminal from it: Textual's own widgets paint what they hold, as the palette's box what
    is pasted into it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [Segment(without_unsafe(text), style, control) for text, style, control in segments]


GATE = _Gate()


class LinePainter:
    """Makes the painted lines of one widget out of spans, with its scrollbar and what is selected.

    bar_mark: the scrollbar's, on the line that is being painted.
    """

    def __init__(self, widget: Widget, *, is_ours: bool = False) -> None:
        """is_ours: no words of files are on it, whose signs must stay."""
        self._widget = widget
        self._is_ours = is_ours
        self._palette: dict[str, Style] = {}
        self._signs: Mapping[int, int] = {}  # what to draw instead of those that the terminal lacks
        self._thumb: range | None = None
        self._has_edge = False
        self._selected: Selection | None = None
        self._filters: Sequence[LineFilter] = ()
        self._background: Color | None = None
        self.bar_mark = Segment(" ")

    def begin(self, rows: int, first: int, shown: int, total: int, *, has_edge: bool = False) -> None:
        """Before the lines of one paint: where the scrollbar's thumb is, if there is one, and what is selected.

        rows: of the window. first, shown, total: as of `LineView.scroll_extent`. has_edge: the scrollbar's column is a
        line also where there is none.
        """
        self._thumb, self._has_edge = None, has_edge
        if total > shown:
            size = max(1, round(rows * shown / total))
            at = round((rows - size) * first / max(total - shown, 1))
            self._thumb = range(at, at + size)
        self._selected = self._widget.text_selection
        self._filters = [each for each in self._widget.get_line_filters() if each is not GATE]  # see `strip`
        if self._background is None:  # found once, like the palette, because Textual asks all widgets around for it
            _, self._background = self._widget.background_colors
        self._signs = ASCII_SIGNS if getattr(self._widget.app, "ascii_borders", False) else {}

    def go_to(self, y: int) -> None:
        """Before the line at row `y` of the window."""
        if self._thumb is None and not self._has_edge:
            self.bar_mark = Segment(" ", self.style(""))
        elif self._thumb and y in self._thumb:
            self.bar_mark = Segment(
                "#" if self._signs else _THUMB, self.style("bar" if self._widget.has_focus else "bar-idle")
            )
        else:
            self.bar_mark = Segment(_TRACK.translate(self._signs), self.style("marker"))

    def style(self, name: str) -> Style:
        """The look of that name in the theme's colours, on this widget's background."""
        found = self._palette.get(name)
        if found is None:
            base = self._widget.rich_style
            found = self._palette[name] = base + rich_style(name, self._widget.app.theme_variables) if name else base
        return found

    def strip(self, spans: Iterable[Ink], width: int, base: Style | None = None, *, index: int = -1) -> Strip:
        """One painted line: `spans`, cut or filled to `width` cells, and the scrollbar's mark.

        base: laid over every span's own style. index: which of `content_text` this is, so that it can be
        selected; -1 where it cannot. Every character of these views comes through here, so this is also their last
        gate against controls. A line is one Strip: each takes as long to make as its text does to lay out.
        """
        segments, used = [], 0
        for text, name in spans:
            style = self.style(name)
            safe = safe_line(text)
            if (self._is_ours or name in _DRAWN) and not safe.isascii():
                safe = safe.translate(self._signs)
            segments.append(Segment(safe, style + base if base else style))
            used += cell_len(safe)
        if used < width:
            fill = self.style("")
            segments.append(Segment(" " * (width - used), fill + base if base else fill))
        elif used > width:
            segments = list(Strip(segments).crop(0, width))
        if index >= 0 and self._selected is not None:
            style = self._widget.screen.get_component_rich_style("screen--selection")
            segments = list(_select(Strip(segments), self._selected, index, style))
        segments.append(self.bar_mark)
        for line_filter in self._filters:  # here, because Strip.apply_filter makes another Strip of each
            segments = line_filter.apply(segments, self._background or TRANSPARENT)
        line = Strip(segments, width + 1)
        return line.apply_offsets(0, index) if index >= 0 else line


def _select(line: Strip, selection: Selection, index: int, style: Style) -> Strip:
    span = selection.get_span(index)
    if span is None:
        return line
    start, end = span
    text = line.text
    first = cell_len(text[:start])
    last = line.cell_length if end == -1 else cell_len(text[:end])
    marked = Strip([Segment(text, (old or Style.null()) + style) for text, old, _ in line.crop(first, last)])
    return Strip.join([line.crop(0, first), marked, line.crop(last)])


class LineView(Widget):
    """A widget whose content lines are drawn one by one, on demand.

    Subclasses say how many lines there are and what each one holds; nothing here starts a layout.
    """

    WORDS_ARE_OURS: ClassVar[bool] = False

    def __init__(self, *, id: str) -> None:
        self._painted: dict[int, Strip] = {}
        super().__init__(id=id)
        self.painter = LinePainter(self, is_ours=self.WORDS_ARE_OURS)
        self.has_edge = False
        self.columns = 1
        self.rows = 1

    # What a subclass provides ------------------------------------------------------------------

    def content_line(self, y: int) -> Strip:
        """The line shown at row `y` of the window, made by `painter` and `content_width` wide."""
        return self.painter.strip((), self.content_width)

    def scroll_extent(self) -> tuple[int, int, int]:
        """Where the window is: (first, shown, total), in any unit that the three share."""
        return 0, 1, 1

    def before_paint(self) -> None:
        """Work out what the lines of one paint have in common."""

    def scroll_lines(self, lines: int) -> None:
        """Move the window by that many lines, as far as there is text."""

    def content_text(self) -> list[str]:
        """Every line as plain text, for copying a selection; empty where text cannot be selected."""
        return []

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    # Painting ------------------------------------------------------------------------------------

    @property
    def content_width(self) -> int:
        """Columns for text: the last one belongs to the scrollbar."""
        return max(self.columns - 1, 1)

    def measure(self) -> None:
        """Take `columns` and `rows` from the window. Textual works them out anew each time they are asked
        for, which is too slow to do for every line."""
        size = max(self.size.width, 1), max(self.size.height, 1)
        if size != (self.columns, self.rows):
            self.columns, self.rows = size
            self._painted.clear()
            self.resized()

    def resized(self) -> None:
        """Arrange the content for the new `columns` and `rows`. Called before the first line is painted in a
        window of another size: a Resize event does not come for every one (as when a pane is shown again)."""

    def on_resize(self) -> None:
        self.measure()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint some lines; what they have in common is worked out once for all of them."""
        self.measure()
        self.painter.begin(self.rows, *self.scroll_extent(), has_edge=self.has_edge)
        self.before_paint()
        if self.gutter.width or self.gutter.height:
            return super().render_lines(crop)
        # The short way: Textual's own goes through borders and paddings line by line, half of the whole cost.
        strips = [self._line_at(y) for y in crop.line_range]
        if crop.column_span != (0, self.columns):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def _line_at(self, y: int) -> Strip:
        """A painted line, from the last paint unless it was refreshed since: an arrow key in the list takes some 8 %
        more processor time without that (benchmarks `arrows`)."""
        strip = self._painted.get(y)
        if strip is None:
            strip = self._painted[y] = self.render_line(y)
        return strip

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Textual's own, and these lines are painted anew."""
        if regions:
            for region in regions:
                for y in region.line_range:
                    self._painted.pop(y, None)
        else:
            self._painted.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_line(self, y: int) -> Strip:
        self.painter.go_to(y)
        return self.content_line(y)

    def repaint_rows(self, first: int, stop: int) -> None:
        """Repaint the rows first..stop-1 of the window only."""
        if stop > first:
            self.refresh(Region(0, first, self.columns, stop - first))

    def notify_style_update(self) -> None:
        """Forget the styles of the theme that was."""
        super().notify_style_update()
        self.painter = LinePainter(self, is_ours=self.WORDS_ARE_OURS)
        self._painted.clear()

    # The mouse and selection -----------------------------------------------------------------------

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_lines(_WHEEL_LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_lines(-_WHEEL_LINES)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text, for Textual's copy."""
        lines = self.content_text()
        return (selection.extract("\n".join(lines)), "\n") if lines else None

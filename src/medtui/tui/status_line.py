"""One-line widgets without a state of their own: the list's count, and the notice of a too small window."""

from __future__ import annotations

from textual.geometry import Size
from textual.strip import Strip

from medtui.presentation.cells import cell_len
from medtui.presentation.disclaimer import STANDARD
from medtui.presentation.layout import wrap
from medtui.presentation.markdown.styled import Flow, Line, Span, Style
from medtui.tui.line_view import LineView

_BAR = 8  # columns


Wordings = tuple[str, ...]
"""The same thing said in ever fewer columns: the first that fits is shown, else the last one, wrapped."""

_INDENT = "  "

SMALLEST = Size(30, 8)
"""Below this the screen only says that it is too small."""


class StatusLine(LineView):
    """How many drugs are listed, what is wrong with the query, and how far reading is: as many lines as it takes."""

    WORDS_ARE_OURS = True

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._text: Wordings = ()
        self._progress: Wordings = ()
        self._error = ""
        self._height = 1  # as the style sheet has it

    def show_text(self, wordings: Wordings) -> None:
        """Show another count."""
        if wordings != self._text:
            self._text = wordings
            self._fit()

    def show_error(self, text: str) -> None:
        """Say what is wrong with the query; nothing for an empty text."""
        if text != self._error:
            self._error = text
            self._fit()

    def show_progress(self, wordings: Wordings) -> None:
        """Say how far reading is; nothing for none."""
        if wordings != self._progress:
            self._progress = wordings
            self._fit()

    def resized(self) -> None:
        if self._wanted_height() != self._height:  # else the first frame would be laid out and painted twice
            self.call_later(self._fit)

    def _fit(self) -> None:
        """Take the height that the lines need; a layout only where that changes."""
        height = self._wanted_height()
        if height != self._height:
            self._height = height
            self.styles.height = height
        self.refresh()

    def _wanted_height(self) -> int:
        is_laid_out = self.columns > 1
        return max(len(self._lines()), 1) if is_laid_out else 1 + bool(self._progress)

    def _lines(self) -> list[Line]:
        texts: list[tuple[str, Style]] = [
            (self._error, "warning"),
            (self._fitting(self._text), "muted"),
            (self._fitting(self._progress), "muted"),
        ]
        flows = [Flow((Span(text, style),), _INDENT, _INDENT) for text, style in texts if text]
        return list(wrap(tuple(flows), self.content_width))

    def _fitting(self, wordings: Wordings) -> str:
        room = self.content_width - len(_INDENT)
        return next((text for text in wordings if cell_len(text) <= room), wordings[-1] if wordings else "")

    def content_line(self, y: int) -> Strip:
        lines = self._lines()
        return self.painter.strip(lines[y].spans if y < len(lines) else (), self.content_width)


def progress_wordings(stage: str, done: int, total: int, left_s: float | None) -> Wordings:
    """How far reading is: a bar, the count, and the time left once it can be told."""
    filled = round(_BAR * done / max(total, 1))
    bar = "█" * filled + "░" * (_BAR - filled)
    what = "texts" if stage == "text" else stage
    count, short = f"reading {what} {done:,} of {total:,}", f"{what} {done:,} of {total:,}"
    if left_s is None:
        return f"{bar} {count}", count, short
    left = _time(left_s)
    return f"{bar} {count}, {left} left", f"{count}, {left} left", f"{count}, {left}", f"{short}, {left}"


def _time(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"


class TooSmall(LineView):
    """Shown instead of everything else when the window is too small to read a dose safely."""

    DEFAULT_CSS = "TooSmall { height: 1fr; }"

    def content_line(self, y: int) -> Strip:
        width = self.content_width
        text = f"Too small: {SMALLEST.width}x{SMALLEST.height} or more is needed."
        lines = [
            *wrap((Flow((Span(text, "strong"),)),), width),
            *wrap((Flow((Span(STANDARD, "muted"),)),), width),
        ]
        return self.painter.strip(lines[y].spans if y < len(lines) else (), width)

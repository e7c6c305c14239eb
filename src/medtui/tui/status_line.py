"""One-line widgets without a state of their own: the list's count, and the notice of a too small window."""

from __future__ import annotations

from textual.strip import Strip

from medtui.presentation.disclaimer import STANDARD
from medtui.presentation.layout import wrap
from medtui.presentation.styled import Flow, Span
from medtui.tui.line_view import LineView
from medtui.tui.sizes import SMALLEST


class StatusLine(LineView):
    """How many drugs are listed."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._text = ""

    def show_text(self, text: str) -> None:
        """Show another text."""
        if text != self._text:
            self._text = text
            self.refresh()

    def content_line(self, y: int) -> Strip:
        lines = wrap((Flow((Span(self._text, "muted"),), "  ", "  "),), self.content_width)
        return self.strip(lines[y].spans if y < len(lines) else (), self.content_width)


class TooSmall(LineView):
    """Shown instead of everything else when the window is too small to read a dose safely."""

    def content_line(self, y: int) -> Strip:
        width = self.content_width
        text = f"Too small: {SMALLEST.width}x{SMALLEST.height} or more is needed."
        lines = [
            *wrap((Flow((Span(text, "strong"),)),), width),
            *wrap((Flow((Span(STANDARD, "muted"),)),), width),
        ]
        return self.strip(lines[y].spans if y < len(lines) else (), width)

"""What stands in the place of the open monograph while it has nothing to do with what is asked."""

from __future__ import annotations

from textual.strip import Strip

from medtui.presentation.layout import wrap
from medtui.presentation.markdown.styled import Flow, Span
from medtui.tui.line_view import LineView


class StillOpen(LineView):
    """Says what is chosen, or that nothing is, and which monograph is still open."""

    WORDS_ARE_OURS = True

    DEFAULT_CSS = "StillOpen { display: none; height: 1fr; }"

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._texts: tuple[str, ...] = ()

    def show_texts(self, *texts: str) -> None:
        """Say these, a line or more each."""
        if texts != self._texts:
            self._texts = texts
            self.refresh()

    def content_line(self, y: int) -> Strip:
        width = self.content_width
        lines = wrap(tuple(Flow((Span(text, "muted"),)) for text in self._texts), width)
        return self.painter.strip(lines[y].spans if y < len(lines) else (), width)

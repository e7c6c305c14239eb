"""One drug's column in a comparison: its name and source, its section, its disclaimer."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from medtui.presentation.comparison import Compared
from medtui.presentation.disclaimer import Disclaimer
from medtui.presentation.page_layout import Place
from medtui.presentation.styled import Span
from medtui.tui.bars import DisclaimerBar, DrugHeader
from medtui.tui.document_view import DocumentView
from medtui.tui.sizes import disclaimer_rows


class ComparedText(DocumentView, can_focus=False):
    """A text that scrolls only when the screen says so: all of them move together."""

    class Scrolled(Message):
        """The user turned the wheel over it."""

        def __init__(self, lines: int) -> None:
            super().__init__()
            self.lines = lines

    def scroll_lines(self, lines: int) -> None:
        self.post_message(self.Scrolled(lines))

    def move(self, lines: int) -> None:
        """Scroll this text alone."""
        super().scroll_lines(lines)

    @property
    def length(self) -> int:
        """Lines that can be above the window."""
        first, shown, total = self.scroll_extent()
        return max(total - shown, first)


class CompareColumn(Vertical):
    """Name, source, text and disclaimer of one drug."""

    DEFAULT_CSS = """
    CompareColumn {
        width: 1fr;
        border-left: vkey $idle;
        padding: 0 0 0 1;
        .compare-header { height: 3; }
        ComparedText { height: 1fr; }
        DisclaimerBar { height: 2; background: $panel; }
    }
    """

    def __init__(self, number: int) -> None:
        """number: which column it is, from 0."""
        super().__init__(id=f"column-{number}")
        self.header = DrugHeader(id=f"compare-header-{number}")
        self.header.add_class("compare-header")
        self.text = ComparedText(id=f"compared-{number}")
        self._bar = DisclaimerBar(id=f"compare-disclaimer-{number}")
        self._title = ""

    def compose(self) -> ComposeResult:
        yield from (self.header, self.text, self._bar)

    def show(self, column: Compared, disclaimer: Disclaimer, *, chosen: bool) -> None:
        """Show another section. chosen: x takes this column out."""
        self._title = f"▸ {column.title}" if chosen else column.title
        self.header.show_drug(self._title, "", [Span(column.source.partition(" · sha256")[0], "muted")])
        self._fit()
        folding = {index for index, passage in enumerate(column.body) if passage.folds}
        self.text.show_page(column.body, folding, Place())
        self._bar.show_disclaimer(disclaimer)

    def _fit(self) -> None:
        """Room for the whole name: it is not cut."""
        self.header.styles.height = max(2, self.header.rows_for(self._title, self.content_size.width - 1))

    def on_resize(self) -> None:
        self._fit()
        self._bar.styles.height = disclaimer_rows(self.size)

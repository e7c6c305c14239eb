"""A full screen with one page to read: the help, or the whole disclaimer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from medtui.presentation.disclaimer import Disclaimer
from medtui.presentation.page import Passage
from medtui.presentation.page_layout import Place
from medtui.settings.app_commands import DEFAULT_KEYS, Keys
from medtui.tui import help_page
from medtui.tui.bars import DisclaimerBar, DrugHeader
from medtui.tui.document_view import DocumentView
from medtui.tui.sizes import disclaimer_rows


class PageScreen(Screen[None]):
    """Closes with Esc, q or the key that opened it. The disclaimer stays below."""

    DEFAULT_CSS = """
    PageScreen {
        padding: 0 1;
        #page-header { height: 3; }
        #document { height: 1fr; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back"),
        # By these ids the user's keys for the commands close their pages too.
        Binding("q", "dismiss", "Back", id="quit"),
        Binding("question_mark,f1", "dismiss", "Back", id="help"),
        Binding("d", "dismiss", "Back", id="disclaimer"),
    ]

    def __init__(self, title: str, passages: Sequence[Passage], disclaimer: Disclaimer) -> None:
        super().__init__()
        self._title = title
        self._passages = passages
        self._disclaimer = disclaimer

    def compose(self) -> ComposeResult:
        yield DrugHeader(id="page-header")
        yield DocumentView(id="document")
        yield DisclaimerBar(id="disclaimer")

    def on_mount(self) -> None:
        self.query_one(DrugHeader).show_drug(self._title, "Esc goes back", ())
        self.query_one(DisclaimerBar).show_disclaimer(self._disclaimer)
        document = self.query_one(DocumentView)
        document.show_page(self._passages, set(), Place())
        document.focus()

    def on_resize(self) -> None:
        self.query_one(DisclaimerBar).styles.height = disclaimer_rows(self.size)


def help_screen(disclaimer: Disclaimer, keys: Keys = DEFAULT_KEYS) -> PageScreen:
    """What the keys do. keys: with the user's own."""
    return PageScreen("Keys", help_page.keys(keys), disclaimer)


def help_here(screen: Screen[Any], disclaimer: Disclaimer) -> PageScreen:
    """What works on that screen, from its live bindings."""
    own = [active.binding for active in screen.active_bindings.values() if active.node is not screen.app]
    return PageScreen("Keys", help_page.here(own), disclaimer)


def disclaimer_screen(disclaimer: Disclaimer) -> PageScreen:
    """All of a disclaimer."""
    return PageScreen("Disclaimer", help_page.disclaimer(disclaimer), disclaimer)

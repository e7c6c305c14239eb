"""A full screen with one page to read: the help, or the whole disclaimer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from medtui.presentation.disclaimer import Disclaimer
from medtui.presentation.markdown.styled import Flow, Span
from medtui.presentation.page import Passage
from medtui.presentation.page_layout import Place
from medtui.settings.app_commands import DEFAULT_KEYS, NO_KEY, Keys, key_rows
from medtui.settings.key_names import shown_key
from medtui.tui.bars import DisclaimerBar, DrugHeader
from medtui.tui.document_view import DocumentView
from medtui.tui.sizes import disclaimer_rows

_KEYS_WIDTH = 22


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
    return PageScreen("Keys", keys_page(keys), disclaimer)


def help_here(screen: Screen[Any], disclaimer: Disclaimer) -> PageScreen:
    """What works on that screen, from its live bindings."""
    live = [active.binding for active in screen.active_bindings.values() if active.node is not screen.app]
    return PageScreen("Keys", live_keys_page(live), disclaimer)


def disclaimer_screen(disclaimer: Disclaimer) -> PageScreen:
    """All of a disclaimer."""
    return PageScreen("Disclaimer", disclaimer_page(disclaimer), disclaimer)


def keys_page(keys: Keys = DEFAULT_KEYS) -> tuple[Passage, ...]:
    """Every key, by group, from the commands themselves. keys: with the user's own."""
    return tuple(
        Passage(None, (Flow((Span(group, "heading"),)),), tuple(_row(row.keys or NO_KEY, row.title) for row in rows))
        for group, rows in key_rows(keys).items()
    )


def live_keys_page(bindings: Iterable[Binding]) -> tuple[Passage, ...]:
    """The keys that work on the screen that is shown now, from its own bindings."""
    keys_by_title: dict[str, list[str]] = {}
    for binding in bindings:
        if binding.description:
            keys_by_title.setdefault(binding.description, []).append(shown_key(binding.key))
    rows = tuple(_row("  ".join(keys), title) for title, keys in keys_by_title.items())
    return (Passage(None, (Flow((Span("Here", "heading"),)),), rows),)


def disclaimer_page(disclaimer: Disclaimer) -> tuple[Passage, ...]:
    """All of a disclaimer, and whose words they are."""
    whose = (
        "This monograph has none of its own. medtui’s notice:" if disclaimer.is_ours else "The monograph’s own words:"
    )
    body = tuple(Flow((Span(line),)) for line in disclaimer.text.split("\n"))
    return (Passage(None, (Flow((Span(whose, "heading"),)),), (Flow(()), *body)),)


def _row(keys_shown: str, title: str) -> Flow:
    return Flow((Span(keys_shown.ljust(_KEYS_WIDTH), "strong"), Span(title)), rest=" " * _KEYS_WIDTH)

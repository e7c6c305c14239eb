"""The base of the full screens over the main one, and those with one page to read: help, and whole disclaimer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget

from medtui.presentation.disclaimer import Disclaimer
from medtui.presentation.markdown.styled import Flow, Span
from medtui.presentation.page import PagePiece
from medtui.presentation.page_layout import Place
from medtui.settings.app_commands import ABOUT_TYPING, DEFAULT_KEYS, NO_KEY, Keys, key_rows
from medtui.settings.key_names import shown_key
from medtui.tui.document_view import DocumentView
from medtui.tui.drug_header import DrugHeader
from medtui.tui.footer import DisclaimerBar, disclaimer_rows

_KEYS_WIDTH = 22


class Sheet(Screen[ScreenResultType]):
    """A full screen over the main one: a header, what it is for, and the disclaimer, which stays below."""

    DEFAULT_CSS = """
    Sheet {
        padding: 0 0 0 1;
        #sheet-header { height: 2; }
    }
    """

    def __init__(self, disclaimer: Disclaimer, *body: Widget) -> None:
        super().__init__()
        self.disclaimer = disclaimer
        self.header = DrugHeader(id="sheet-header")
        self.header.is_tall = True
        self.disclaimer_bar = DisclaimerBar(id="disclaimer")
        self._body = body

    def compose(self) -> ComposeResult:
        yield from (self.header, *self._body, self.disclaimer_bar)

    def on_mount(self) -> None:
        self.disclaimer_bar.show_disclaimer(self.disclaimer)

    def on_resize(self) -> None:
        self.disclaimer_bar.styles.height = disclaimer_rows(self.size)

    def show_title(self, title: str, *hints: str) -> None:
        """Say what the screen is for, and what the keys do here: as many of several hints as a row has room for."""
        first, *others = [Span(hint, "label") for hint in hints]
        self.header.show_drug(title, "", others, [first])
        self.on_drug_header_resized()

    def on_drug_header_resized(self) -> None:
        self.header.styles.height = self.header.rows_needed(self.size.height // 2)

    def action_help(self) -> None:
        """Show what works here."""
        live = [active.binding for active in self.active_bindings.values() if active.node is not self.app]
        self.app.push_screen(PageScreen("Keys", live_keys_page(live), self.disclaimer))


class PageScreen(Sheet[None]):
    """One page to read: the help, or the whole disclaimer. Closes with Esc, q or the key that opened it."""

    DEFAULT_CSS = "PageScreen { #document { height: 1fr; } }"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back"),
        # By these ids the user's keys for the commands close their pages too.
        Binding("q", "dismiss", "Back", id="quit"),
        Binding("question_mark,f1", "dismiss", "Back", id="help"),
        Binding("d", "dismiss", "Back", id="disclaimer"),
    ]

    def __init__(self, title: str, pieces: Sequence[PagePiece], disclaimer: Disclaimer) -> None:
        self._document = DocumentView(id="document")
        super().__init__(disclaimer, self._document)
        self._title = title
        self._pieces = pieces

    def on_mount(self) -> None:
        self.show_title(self._title, "Esc goes back")
        self._document.show_page(self._pieces, set(), Place())
        self._document.focus()


def keys_page(keys: Keys = DEFAULT_KEYS) -> tuple[PagePiece, ...]:
    """Every key, by group, from the commands themselves. keys: with the user's own."""
    groups = (
        PagePiece(None, (Flow((Span(group, "heading"),)),), tuple(_row(row.keys or NO_KEY, row.title) for row in rows))
        for group, rows in key_rows(keys).items()
    )
    return PagePiece(None, (Flow((Span(ABOUT_TYPING),)),), ()), *groups


def live_keys_page(bindings: Iterable[Binding]) -> tuple[PagePiece, ...]:
    """The keys that work on the screen that is shown now, from its own bindings."""
    keys_by_title: dict[str, list[str]] = {}
    for binding in bindings:
        if binding.description:
            keys_by_title.setdefault(binding.description, []).append(shown_key(binding.key))
    rows = tuple(_row("  ".join(keys), title) for title, keys in keys_by_title.items())
    return (PagePiece(None, (Flow((Span("Here", "heading"),)),), rows),)


def disclaimer_page(disclaimer: Disclaimer) -> tuple[PagePiece, ...]:
    """All of a disclaimer, and whose words they are."""
    whose = (
        "This monograph has none of its own. medtui’s notice:" if disclaimer.is_ours else "The monograph’s own words:"
    )
    body = tuple(Flow((Span(line),)) for line in disclaimer.text.split("\n"))
    return (PagePiece(None, (Flow((Span(whose, "heading"),)),), (Flow(()), *body)),)


def _row(keys_shown: str, title: str) -> Flow:
    return Flow((Span(keys_shown.ljust(_KEYS_WIDTH), "key"), Span(title)), rest=" " * _KEYS_WIDTH)

"""The help and the whole disclaimer, as pages."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding

from medtui.presentation.disclaimer import Disclaimer
from medtui.presentation.markdown.styled import Flow, Span
from medtui.presentation.page import Passage
from medtui.settings.app_commands import DEFAULT_KEYS, Keys, key_sheet
from medtui.settings.key_names import shown_key

_KEYS_WIDTH = 22


def keys(own: Keys = DEFAULT_KEYS) -> tuple[Passage, ...]:
    """Every key, by group, from the commands themselves. own: with the user's keys."""
    return tuple(
        Passage(None, (Flow((Span(group, "heading"),)),), tuple(_row(*row) for row in rows))
        for group, rows in key_sheet(own).items()
    )


def here(bindings: Iterable[Binding]) -> tuple[Passage, ...]:
    """The keys that work on the screen that is shown now, from its own bindings."""
    keys_by_title: dict[str, list[str]] = {}
    for binding in bindings:
        if binding.description:
            keys_by_title.setdefault(binding.description, []).append(shown_key(binding.key))
    rows = tuple(_row("  ".join(keys), title) for title, keys in keys_by_title.items())
    return (Passage(None, (Flow((Span("Here", "heading"),)),), rows),)


def disclaimer(words: Disclaimer) -> tuple[Passage, ...]:
    """All of a disclaimer, and whose words they are."""
    whose = "The monograph’s own words:" if words.own else "This monograph has none of its own. medtui’s notice:"
    body = tuple(Flow((Span(line),)) for line in words.text.split("\n"))
    return (Passage(None, (Flow((Span(whose, "heading"),)),), (Flow(()), *body)),)


def _row(keys_shown: str, title: str) -> Flow:
    return Flow((Span(keys_shown.ljust(_KEYS_WIDTH), "strong"), Span(title)), rest=" " * _KEYS_WIDTH)

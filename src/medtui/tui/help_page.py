"""The help and the whole disclaimer, as pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from medtui.presentation.disclaimer import Disclaimer
from medtui.presentation.page import Passage
from medtui.presentation.styled import Flow, Span
from medtui.tui.commands import COMMANDS, MOVES, Command

_KEYS_WIDTH = 22


def keys() -> tuple[Passage, ...]:
    """Every key, by group, from the commands themselves."""
    commands = (*MOVES, *COMMANDS)
    groups = dict.fromkeys(command.group for command in commands)
    return tuple(_group(name, [command for command in commands if command.group == name]) for name in groups)


def disclaimer(words: Disclaimer) -> tuple[Passage, ...]:
    """All of a disclaimer, and whose words they are."""
    whose = "The monograph’s own words:" if words.own else "This monograph has none of its own. medtui’s notice:"
    body = tuple(Flow((Span(line),)) for line in words.text.split("\n"))
    return (Passage(None, (Flow((Span(whose, "heading"),)),), (Flow(()), *body)),)


def _group(name: str, commands: Sequence[Command]) -> Passage:
    return Passage(None, (Flow((Span(name, "heading"),)),), tuple(_rows(commands)))


def _rows(commands: Sequence[Command]) -> Iterator[Flow]:
    shown = [command for command in commands if not command.id.startswith("section-")]
    if len(shown) < len(commands):
        yield _row("0 … 9", "Section of that number; 3 is always Dosage")
    for command in shown:
        yield _row(command.shown_keys, command.title)


def _row(keys_shown: str, title: str) -> Flow:
    return Flow((Span(keys_shown.ljust(_KEYS_WIDTH), "strong"), Span(title)), rest=" " * _KEYS_WIDTH)

"""Textual's bindings for the commands, which are declared in settings/app_commands.py."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding, BindingType

from medtui.settings.app_commands import (
    COMMANDS,
    DESK,
    FINDING,
    HINTS,
    IN_MONOGRAPH_HINTS,
    MOVES,
    OTHER,
    READING,
    TYPING_HINTS,
    AppCommand,
    key_sheet,
)

__all__ = [
    "COMMANDS",
    "DESK",
    "FINDING",
    "HINTS",
    "IN_MONOGRAPH_HINTS",
    "MOVES",
    "OTHER",
    "READING",
    "TYPING_HINTS",
    "AppCommand",
    "bindings",
    "key_sheet",
]


def bindings(commands: Iterable[AppCommand]) -> list[BindingType]:
    """Textual's form of the commands, with their own keys and their ids, by which a key map finds them."""
    return [
        Binding(command.keys, command.action, command.title, id=command.id, show=bool(command.hint))
        for command in commands
    ]

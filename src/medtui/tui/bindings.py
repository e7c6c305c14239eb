"""The commands of settings/app_commands.py, and the user's own keys, as Textual wants them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual.binding import Binding, BindingType

from medtui.settings.app_commands import AppCommand, Keys


def bindings(commands: Iterable[AppCommand]) -> list[BindingType]:
    """Textual's form of the commands, with their own keys and their ids, by which a key map finds them."""
    return [
        Binding(command.keys, command.action, command.title, id=command.id, show=bool(command.hint))
        for command in commands
    ]


def keymap(keys: Keys) -> Mapping[str, str]:
    """For `App.set_keymap`: key lists by the ids of bindings.

    Textual takes an empty list for none given, so a command without a key gets one that no keyboard has.
    """
    return {id: changed or f"<{id}>" for id, changed in keys.changed.items()}

"""The user's own keys as Textual wants them."""

from __future__ import annotations

from collections.abc import Mapping

from medtui.settings.app_commands import DEFAULT_KEYS, Keys
from medtui.settings.user_keys import read_keys

__all__ = ["DEFAULT_KEYS", "Keys", "read_keys", "textual_keymap"]


def textual_keymap(keys: Keys) -> Mapping[str, str]:
    """For `App.set_keymap`: key lists by the ids of bindings.

    Textual takes an empty list for none given, so a command without a key gets one that no keyboard has.
    """
    return {id: changed or f"<{id}>" for id, changed in keys.changed.items()}  # Textual's name for it

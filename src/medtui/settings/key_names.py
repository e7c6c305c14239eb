"""Keys by Textual's names, and as they stand on a keyboard: without Textual, for the command line too."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_SHOWN = (
    {"up": "↑", "down": "↓", "left": "←", "right": "→", "pageup": "PgUp", "pagedown": "PgDn"}
    | {"escape": "Esc", "delete": "Del", "insert": "Ins"}
    | {name: name.capitalize() for name in ("home", "end", "backspace", "tab", "enter", "space")}
    | {f"f{number}": f"F{number}" for number in range(1, 25)}
)
"""The keys that type nothing to see, by Textual's names, and as they stand on a keyboard."""

_NAMED = (
    {name: name for name in _SHOWN}
    | {on_keyboard.lower(): name for name, on_keyboard in _SHOWN.items()}
    | {"return": "enter", "page_up": "pageup", "page_down": "pagedown"}
)
"""What the user may call them."""

_MODIFIERS = {"alt", "ctrl", "hyper", "meta", "shift", "super"}
_SAME_ON_A_TERMINAL = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+left_square_bracket": "escape"}
"""Terminals send the same code for both (ECMA-48, C0 set: HT, CR, ESC)."""

_REPLACED = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Unicode's names that Textual replaces (textual/keys.py)."""


def key_of(text: str) -> str | None:
    """Textual's name of the key that `text` means: a character, a name such as `enter`, `f5` or `ctrl+x`, or what
    the help shows for it; None where there is no such key."""
    *modifiers, base = re.split(r"\+(?!$)", text.strip())  # a plus at the end is a key
    held = {modifier.strip().lower() for modifier in modifiers}
    if not held <= _MODIFIERS:
        return None
    name = _base(base.strip())
    if name is None:
        return None
    if len(name) == 1 and held:
        if held == {"shift"}:
            return name.upper() if name.isalpha() and len(name.upper()) == 1 else None
        if "alt" not in held:
            name = name.lower()  # a terminal does not tell Ctrl+X from Ctrl+x
    key = "+".join([*sorted(held), name])
    return _SAME_ON_A_TERMINAL.get(key, key)


def _base(text: str) -> str | None:
    word = text.lower().replace(" ", "_")
    if word in _NAMED:
        return _NAMED[word]
    name = name_of_character(text) if len(text) == 1 else word
    sign = _character_of(name)
    return name if sign and name_of_character(sign) == name else None


@cache
def name_of_character(character: str) -> str:
    """Textual's name of the key that types `character`: the character itself for letters and digits."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return _REPLACED.get(name, name)


@cache
def _signs() -> dict[str, str]:
    """The ASCII signs by Textual's names of their keys. (Those names alone do not say where Unicode's has a dash.)"""
    signs = (chr(code) for code in range(0x21, 0x7F))
    return {name_of_character(sign): sign for sign in signs if not sign.isalnum()}


def _character_of(name: str) -> str:
    """What a key of that name types; empty where that is not known, or nothing that can be seen."""
    sign = name
    if len(name) > 1:
        try:
            sign = _signs().get(name) or unicodedata.lookup(name.replace("_", " "))
        except KeyError:
            return ""
        if "_" not in name and sign > "\uffff":  # no keyboard has these, and `bell` or `crown` is hardly meant so
            return ""
    return sign if len(sign) == 1 and sign.isprintable() and not sign.isspace() else ""


def shown_key(key: str) -> str:
    """A key as a reader knows it: `↑`, `k`, `Ctrl+P`, `/`."""
    *modifiers, base = key.split("+")
    text = _SHOWN.get(base) or _character_of(base) or base
    if "ctrl" in modifiers and len(text) == 1:
        text = text.upper()
    return "+".join([*(modifier.capitalize() for modifier in modifiers), text])

"""Keys by Textual's names, and as they stand on a keyboard; without Textual, for the command line too."""

from __future__ import annotations

from functools import cache

_SHOWN = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "escape": "Esc",
    "delete": "Del",
    "insert": "Ins",
}
_NAMED = frozenset(
    (
        *("up", "down", "left", "right", "pageup", "pagedown", "home", "end", "insert", "delete", "backspace"),
        *("tab", "enter", "space", "escape"),
        *(f"f{number}" for number in range(1, 25)),
    )
)
_MODIFIERS = ("alt", "ctrl", "hyper", "meta", "shift", "super")
_ALSO = {
    "esc": "escape",
    "return": "enter",
    "pgup": "pageup",
    "page_up": "pageup",
    "pgdn": "pagedown",
    "page_down": "pagedown",
    "del": "delete",
    "ins": "insert",
    "backtab": "shift+tab",
}
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
    words = text.strip()
    if not words:
        return None
    *modifiers, base = words.split("+") if len(words) > 1 and not words.endswith("+") else [words]
    if words.endswith("++"):  # ctrl and plus
        modifiers, base = words[:-2].split("+"), "+"
    held = {modifier.strip().lower() for modifier in modifiers}
    if not held <= set(_MODIFIERS):
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
    if len(text) == 1:
        name = next((name for name, sign in _SHOWN.items() if sign == text), None) or name_of_character(text)
        return name if name in _NAMED or _character_of(name) == text else None
    name = text.lower().replace(" ", "_")
    name = _ALSO.get(name, name)
    # Other words are names of characters too (`bell`, `crown`), but hardly meant so.
    sign = _signs().get(name) or ("_" in name and _character_of(name))
    return name if name in _NAMED or (sign and name_of_character(sign) == name) else None


@cache
def name_of_character(character: str) -> str:
    """Textual's name of the key that types `character`: the character itself for letters and digits."""
    import unicodedata  # only where a key is not a letter

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
    import unicodedata

    sign = name
    if len(name) > 1:
        try:
            sign = _signs().get(name) or unicodedata.lookup(name.replace("_", " "))
        except KeyError:
            return ""
    return sign if len(sign) == 1 and sign.isprintable() and not sign.isspace() else ""


def shown_key(key: str) -> str:
    """A key as a reader knows it: `↑`, `k`, `Ctrl+P`, `/`."""
    *modifiers, base = key.split("+")
    shown = _SHOWN.get(base, base)
    if len(base) > 1 and shown == base:
        shown = base.capitalize() if base in _NAMED else _character_of(base) or base
    if "ctrl" in modifiers:
        shown = shown.upper() if len(shown) == 1 else shown
    return "+".join([*(modifier.capitalize() for modifier in modifiers), shown])

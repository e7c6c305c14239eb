"""What may reach a terminal, character by character."""

from __future__ import annotations

import unicodedata

from medtui.safe_text import safe_line, safe_text

_EVERY = [chr(code) for code in range(0x110000)]
_CONTROLS = {"Cc", "Cs", "Zl", "Zp"}
_BIDIRECTIONAL = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def test_every_dangerous_character_is_made_visible() -> None:
    for character in _EVERY:
        if unicodedata.category(character) in _CONTROLS or character in _BIDIRECTIONAL:
            assert safe_line(f"a{character}b").isprintable()


def test_every_printable_character_stays() -> None:
    for character in _EVERY:
        if character.isprintable():
            assert safe_line(character) == safe_text(character) == character


def test_white_space_stays_in_a_text_and_shows_on_a_line() -> None:
    assert safe_text("a\tb\nc") == "a\tb\nc"
    assert safe_line("a\tb\nc") == "a␉b␊c"


def test_a_control_among_printable_characters() -> None:
    assert safe_line("dose \x1b[31m5 mg\u202e") == "dose ␛[31m5 mg⟨U+202E⟩"

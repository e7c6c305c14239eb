"""What may reach a terminal, character by character."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medtui.safe_text import hidden_characters, safe_line, safe_text

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


@pytest.mark.parametrize("character", ["\xad", "\u200b", "\u2060", "\u2062", "\ufeff", "\ufdd0", "\uffff"])
def test_what_cannot_be_seen_is_shown_beside_figures_and_left_out_elsewhere(character: str) -> None:
    shown = f"⟨U+{ord(character):04X}⟩"
    for words in ("5{}00 mg", "5 m{}g", "≤{}5", "0{}.5", "5{}-10", "10{} mg", "two{}+"):
        assert safe_text(words.format(character)) == words.format(shown)
    for words in ("hydro{}chloro thiazide", "{}word, word", "co-amoxi{}clav."):
        assert safe_line(words.format(character)) == words.format("")


_SHAPING = ["\u034f", "\u115f", "\u180b", "\u200c", "\u200d", "\u3164", "\ufe0f", "\U000e0100"]


@pytest.mark.parametrize("character", _SHAPING)
def test_what_shapes_letters_is_shown_between_figures_and_stays_elsewhere(character: str) -> None:
    shown = f"⟨U+{ord(character):04X}⟩"
    for words in ("5{}00 mg", "≤{}5", "0{}.5", "5 a{} 6{}.5"):
        assert safe_text(words.format(*[character] * 2)).count(shown) == 1
    for words in ("ab{}cd", "5 👩{}🔬", "5{}\u20e3", "{}5", "5{}"):
        assert safe_line(words.format(character)) == words.format(character)
    assert hidden_characters(f"One\n5{character}00 mg\n") == [(2, f"5{shown}00")]


@pytest.mark.parametrize("character", ["\u206a", "\u206f", "\U0001bca0", "\U0001d173", "\U0001fffe", "\U0010ffff"])
def test_no_format_sign_and_no_noncharacter_of_any_plane_is_written(character: str) -> None:
    assert character not in safe_text(f"word{character} word")
    assert safe_text(f"5{character}00") == f"5⟨U+{ord(character):04X}⟩00"


def test_where_figures_hold_what_cannot_be_seen() -> None:
    assert hidden_characters("One\u200btwo\n5\u200b00 mg\n") == [(2, "5⟨U+200B⟩00")]


@pytest.mark.parametrize("mark", ["\u0301", "\u200d", "\ufe0f", "\u0941"])
def test_thirty_marks_on_a_character_are_drawn_and_the_others_counted(mark: str) -> None:
    assert safe_text(f"e{mark * 30}.") == f"e{mark * 30}."
    assert safe_text(f"e{mark * 1030}.") == f"e{mark * 30}⟨1,000 more marks⟩."


@given(st.text())
def test_what_is_safe_stays_so(text: str) -> None:
    assert safe_text(safe_text(text)) == safe_text(text)

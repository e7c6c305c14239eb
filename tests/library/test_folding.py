"""Folding where it is: the same words as by `fold`, and where each letter of them stands."""

from __future__ import annotations

import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from medtui.library.names.folding import fold, fold_in_place, fold_loosely

PIECES = (
    "50", ".", ",", "000", "mg", "g",
    "a", "A", "é", "e\u0301", "β", "Β", "βγ", "'", "’", "ʼ", "ŉ", "ǽ", "ﬁ", "½", "⁸", "™", "\u00ad", "\u200d", "ß", "İ",
    " ", "\n", "\u3000", "-", "_", "=", "3", "ก์", "ﷺ", "\u0345", "ΐ", "\x00", "\ud800", "𝐀", "ℏ", "µ", "Ω", "́",
)  # fmt: skip
TEXTS = st.text() | st.lists(st.sampled_from(PIECES), max_size=20).map("".join)


@given(TEXTS)
@example("d'α'd' 'x'")
def test_folding_in_place_gives_the_same_words(text: str) -> None:
    assert fold_in_place(text)[0].split() == fold(text).split()
    assert fold_loosely(text).split() == fold(text).split()


@given(TEXTS)
def test_each_place_is_where_the_letter_comes_from(text: str) -> None:
    folded, places = fold_in_place(text)
    assert len(places) == len(folded) + 1
    assert places[-1] == len(text)
    assert all(0 <= one <= other <= len(text) for one, other in pairwise(places))
    for letter, place in zip(folded, places, strict=False):
        if letter in "0123456789.":  # a figure may be written otherwise
            assert any(char.isdecimal() for char in fold(text[place])) or text[place] in ".,"
        elif letter.isascii() and letter.isalnum():
            assert letter in fold(text[place]) or (letter in "mcg" and text[place] in "µμ")  # microgram


@given(TEXTS)
def test_a_place_leads_back_to_the_whole_word(text: str) -> None:
    folded, places = fold_in_place(text)
    for at, letter in enumerate(folded):
        if letter not in " 0123456789." and text[places[at]].isascii():
            assert text[places[at]].lower() == letter


@pytest.mark.parametrize(
    ("text", "folded", "places"),
    [
        ("a-B", "a b", [0, 1, 2, 3]),
        ("17β x", "17beta x", [0, 1, 2, 2, 2, 2, 3, 4, 5]),
        ("St John’s", "st johns", [0, 1, 2, 3, 4, 5, 6, 8, 9]),
        ("e\u0301a", "ea", [0, 2, 3]),
        ("10⁸", "108", [0, 1, 2, 3]),
        ("", "", [0]),
    ],
)
def test_places_of_what_is_longer_or_shorter_when_folded(text: str, folded: str, places: list[int]) -> None:
    result = fold_in_place(text)
    assert (result[0], list(result[1])) == (folded, places)


def is_folded(text: str) -> bool:
    return fold(text) == text and not any(
        char in "'=_" or (char.isascii() and not char.isalnum() and char != " ") for char in text
    )


def test_every_character_is_folded_once_and_for_all() -> None:
    every = map(chr, range(sys.maxunicode + 1))
    # What is unassigned or private folds like the spaces that it becomes, and there is a million of it.
    assigned = (char for char in every if unicodedata.category(char) not in ("Cn", "Co"))
    assert [f"{ord(char):04X}" for char in assigned if not is_folded(fold(char))] == []

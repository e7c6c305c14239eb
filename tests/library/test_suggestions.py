"""What is offered when a name was not found; nothing here opens anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from library_files import named

from medtui.library import NameIndex
from medtui.library.suggestions import distance_to


def suggested(name: str, *names: str | tuple[str, ...], limit: int = 5) -> list[str]:
    return [entry.title for entry in NameIndex(named(*names)).suggest(name, limit)]


def osa(left: str, right: str) -> int:
    """The restricted Damerau-Levenshtein distance, by the book."""
    table = [[max(i, j) for j in range(len(right) + 1)] for i in range(len(left) + 1)]
    for i, a in enumerate(left, 1):
        for j, b in enumerate(right, 1):
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


@given(st.text("abc", max_size=9), st.text("abcd", max_size=9))
def test_the_distance_is_the_one_in_the_books(left: str, right: str) -> None:
    assert distance_to(left)(right) == osa(left, right)


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_distance_of_any_texts(left: str, right: str) -> None:
    assert distance_to(left)(right) == osa(left, right) == distance_to(right)(left)


DRUGS = (
    "Ampicillin",
    "Amoxicillin + Clavulanic Acid",
    "Amoxicillin",
    "Omeprazole + Amoxicillin + Rifabutin",
    "Co-trimoxazole",
    "Diphenhydramine Hydrochloride",
    "Mefenamic Acid",
    "Ascorbic Acid",
    ("Paracetamol", "Acetaminophen"),
    "Pentazocine",
    "Zinc",
)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("amoxicilin", "Amoxicillin"),
        ("amoxicilin clavulanic", "Amoxicillin + Clavulanic Acid"),
        ("amoxcillni", "Amoxicillin"),
        ("cotrimoxazole", "Co-trimoxazole"),
        ("cotrimoxasole", "Co-trimoxazole"),
        ("difenhydramine", "Diphenhydramine Hydrochloride"),
        ("diphenhydramin hydrochlorid", "Diphenhydramine Hydrochloride"),
        ("mefanamik acid", "Mefenamic Acid"),
        ("acetominophen", "Paracetamol"),
        ("paracetmol", "Paracetamol"),
        ("zinck", "Zinc"),
        ("amox", "Amoxicillin"),
    ],
)
def test_slips_find_what_was_meant_first(typed: str, offered: str) -> None:
    assert suggested(typed, *DRUGS)[0] == offered


@pytest.mark.parametrize("typed", ["", "?", "xyzzy", "tazocin", "q", "warfarin"])
def test_nothing_is_offered_for_what_is_like_nothing(typed: str) -> None:
    assert suggested(typed, *DRUGS) == []


def test_the_most_alike_come_first_and_no_more_than_asked_for() -> None:
    assert suggested("amoxicilin", *DRUGS) == [
        "Amoxicillin",
        "Amoxicillin + Clavulanic Acid",
        "Omeprazole + Amoxicillin + Rifabutin",
        "Ampicillin",
    ]
    assert suggested("amoxicilin", *DRUGS, limit=1) == ["Amoxicillin"]
    assert suggested("a", *DRUGS, limit=2) == ["Ampicillin", "Amoxicillin"]
    assert suggested("amoxicillin", *DRUGS, limit=0) == []


def test_begun_names_come_before_look_alikes_and_none_twice() -> None:
    assert suggested("zinc", "Zink", "Zinc oxide", "Zinc") == ["Zinc", "Zinc oxide", "Zink"]

"""Drug names in a text: which of them lead to a monograph."""

from __future__ import annotations

import pytest
from library_files import named

from medtui.library.names.name_index import NameIndex
from medtui.library.names.name_links import NameLinks

NAMES = ("Zelofane", ("Folic acid", "Vitamin B9"), ("Acid", "It"), "Folic acid with iron", "Bromadol", "Ínsulan")


def found(text: str, own: str = "Bromadol") -> list[tuple[str, str]]:
    """What is named in the text of one of them: the words there, and the title of the monograph."""
    index = NameIndex(named(*NAMES))
    index.prepare()
    entry = next(entry for entry in index.entries if entry.title == own)
    return [(text[one.start : one.stop], one.target.title) for one in NameLinks(index).find(text, entry)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Give zelofane, not ZELOFANE-like things.", [("zelofane", "Zelofane"), ("ZELOFANE", "Zelofane")]),
        ("zelofanes, Zelofaneol and prezelofane", []),
        ("with folic  acid or acid", [("folic  acid", "Folic acid"), ("acid", "Acid")]),
        ("folic acid with iron", [("folic acid with iron", "Folic acid with iron")]),
        ("folic acid with irony", [("folic acid", "Folic acid")]),
        ("Vitamin-B9 (insulan)", [("Vitamin-B9", "Folic acid"), ("insulan", "Ínsulan")]),
        ("what it is: It", [("It", "Acid")]),
        ("", []),
    ],
)
def test_whole_words_by_title_or_another_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_never_the_drug_of_the_text_nor_a_part_of_its_name() -> None:
    assert found("Folic acid is an acid, as vitamin B9 is.", own="Folic acid") == [("acid", "Acid")]
    assert found("folic acid with iron", own="Folic acid with iron") == []


def test_none_while_the_names_are_still_being_sorted() -> None:
    index = NameIndex(named(*NAMES))
    assert list(NameLinks(index).find("zelofane", index.entries[-1])) == []

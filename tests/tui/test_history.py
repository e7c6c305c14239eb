"""Back and forward through the monographs that were read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medtui.library.entry import Entry, Library
from medtui.presentation.page_layout import Place
from medtui.tui.history import History, HistoryEntry

LIBRARY = Library("drugs", Path("/drugs"))


def drug(name: str, library: Library = LIBRARY) -> Entry:
    return Entry(library, f"{name}.md", name)


def visit(name: str, section: str = "usage", words: int = 0) -> HistoryEntry:
    return HistoryEntry(drug(name), section, Place(words=words))


def visits_of(names: str, most: int = 200) -> History:
    visits = History(most)
    for name in names:
        visits.visit(visit(name))
    return visits


def walk(visits: History, shown: str, steps: str) -> str:
    """Where each step leads, back `<` or forward `>`; `-` where there is nothing."""
    led = ""
    for step in steps:
        found = visits.back(drug(shown)) if step == "<" else visits.forward()
        led += found.entry.title if found else "-"
        shown = found.entry.title if found else shown
    return led


@pytest.mark.parametrize(
    ("read", "steps", "led"),
    [
        ("", "<>", "--"),
        ("a", "<>", "--"),
        ("abc", "<<<>>>", "ba-bc-"),
        ("aab", "<<", "a-"),  # the same one twice in a row is one visit
        ("aba", "<<>>", "baba"),
    ],
)
def test_back_and_forward(read: str, steps: str, led: str) -> None:
    assert walk(visits_of(read), read[-1:] or "x", steps) == led


def test_another_visit_forgets_those_ahead() -> None:
    visits = visits_of("abc")
    assert walk(visits, "c", "<<") == "ba"
    visits.visit(visit("d"))
    assert walk(visits, "d", "><>>") == "-ad-"


def test_from_a_drug_that_was_passed_over_one_comes_back_to_the_last_one_read() -> None:
    visits = visits_of("abc")
    assert walk(visits, "x", "<<") == "cb"


def test_one_comes_back_to_where_one_was() -> None:
    visits = visits_of("a")
    visits.leave(visit("a", "dosage", 40))
    visits.visit(visit("b"))
    visits.leave(visit("x", "faqs", 7))  # passed over: nothing to note
    visits.leave(visit("b", "precautions", 3))
    assert visits.back(drug("b")) == visit("a", "dosage", 40)
    assert visits.forward() == visit("b", "precautions", 3)


def test_a_file_is_the_same_one_when_its_names_are_known() -> None:
    visits = visits_of("ab")
    visits.visit(HistoryEntry(Entry(LIBRARY, "b.md", "Bexarol", ("Bexa",)), "usage"))
    assert walk(visits, "b", "<<") == "a-"
    visits.visit(HistoryEntry(drug("a", Library("other", Path("/other"))), "usage"))  # a namesake
    found = visits.back(drug("a", Library("other", Path("/other"))))
    assert found is not None
    assert found.entry == drug("a")


def test_the_oldest_are_forgotten() -> None:
    visits = visits_of("abcdef", most=3)
    assert walk(visits, "f", "<<<>>>") == "ed-ef-"


@given(st.lists(st.sampled_from(["<", ">", "a", "b", "c", "d"]), max_size=40), st.integers(1, 4))
def test_like_a_browser(keys: list[str], most: int) -> None:
    """Against a plain list and a number."""
    visits, read, at, shown = History(most), list[str](), -1, "x"
    for key in keys:
        if key not in "<>":
            visits.visit(visit(key))
            if at < 0 or read[at] != key:
                read = [*read[: at + 1], key][-most:]
                at = len(read) - 1
            shown = key
            continue
        to = at + (1 if key == ">" else -1)
        found = visits.forward() if key == ">" else visits.back(drug(shown))
        if not 0 <= to < len(read):
            assert found is None
            continue
        assert found is not None
        at, shown = to, read[to]
        assert found.entry.title == shown

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


def entry_of(name: str, section: str = "usage", words: int = 0) -> HistoryEntry:
    return HistoryEntry(drug(name), section, Place(words=words))


def history_of(names: str, most: int = 200) -> History:
    history = History(most)
    for name in names:
        history.add(entry_of(name))
    return history


def walk(history: History, shown: str, steps: str) -> str:
    """Where each step leads, back `<` or forward `>`; `-` where there is nothing."""
    led = ""
    for step in steps:
        found = history.back(drug(shown)) if step == "<" else history.forward()
        led += found.entry.title if found else "-"
        shown = found.entry.title if found else shown
    return led


@pytest.mark.parametrize(
    ("read", "steps", "led"),
    [
        ("", "<>", "--"),
        ("a", "<>", "--"),
        ("abc", "<<<>>>", "ba-bc-"),
        ("aab", "<<", "a-"),  # the same one twice in a row counts once
        ("aba", "<<>>", "baba"),
    ],
)
def test_back_and_forward(read: str, steps: str, led: str) -> None:
    assert walk(history_of(read), read[-1:] or "x", steps) == led


def test_another_one_forgets_those_ahead() -> None:
    history = history_of("abc")
    assert walk(history, "c", "<<") == "ba"
    history.add(entry_of("d"))
    assert walk(history, "d", "><>>") == "-ad-"


def test_from_a_drug_that_was_passed_over_one_comes_back_to_the_last_one_read() -> None:
    history = history_of("abc")
    assert walk(history, "x", "<<") == "cb"


def test_one_comes_back_to_where_one_was() -> None:
    history = history_of("a")
    history.update(entry_of("a", "dosage", 40))
    history.add(entry_of("b"))
    history.update(entry_of("x", "faqs", 7))  # passed over: nothing to note
    history.update(entry_of("b", "precautions", 3))
    assert history.back(drug("b")) == entry_of("a", "dosage", 40)
    assert history.forward() == entry_of("b", "precautions", 3)


def test_a_file_is_the_same_one_when_its_names_are_known() -> None:
    history = history_of("ab")
    history.add(HistoryEntry(Entry(LIBRARY, "b.md", "Bexarol", ("Bexa",)), "usage"))
    assert walk(history, "b", "<<") == "a-"
    history.add(HistoryEntry(drug("a", Library("other", Path("/other"))), "usage"))  # a namesake
    found = history.back(drug("a", Library("other", Path("/other"))))
    assert found is not None
    assert found.entry == drug("a")


def test_the_oldest_are_forgotten() -> None:
    history = history_of("abcdef", most=3)
    assert walk(history, "f", "<<<>>>") == "ed-ef-"


@given(st.lists(st.sampled_from(["<", ">", "a", "b", "c", "d"]), max_size=40), st.integers(1, 4))
def test_like_a_browser(keys: list[str], most: int) -> None:
    """Against a plain list and a number."""
    history, read, at, shown = History(most), list[str](), -1, "x"
    for key in keys:
        if key not in "<>":
            history.add(entry_of(key))
            if at < 0 or read[at] != key:
                read = [*read[: at + 1], key][-most:]
                at = len(read) - 1
            shown = key
            continue
        to = at + (1 if key == ">" else -1)
        found = history.forward() if key == ">" else history.back(drug(shown))
        if not 0 <= to < len(read):
            assert found is None
            continue
        assert found is not None
        at, shown = to, read[to]
        assert found.entry.title == shown

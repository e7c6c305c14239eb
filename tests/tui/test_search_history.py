"""Earlier searches: older, newer, and back to what was being typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medtui.tui.search_line import SearchHistory


def history_of(*texts: str) -> SearchHistory:
    history = SearchHistory()
    for text in texts:
        history.add(text)
    return history


def walk(history: SearchHistory, typed: str, steps: str) -> list[str | None]:
    """What each step shows, older `<` or newer `>`; None where it leads nowhere."""
    shown, led = typed, list[str | None]()
    for step in steps:
        found = history.older(shown) if step == "<" else history.newer()
        led.append(found)
        shown = shown if found is None else found
    return led


@pytest.mark.parametrize(
    ("kept", "typed", "steps", "led"),
    [
        ("", "x", "<>", [None, None]),
        ("a b c", "", "<<<<", ["c", "b", "a", None]),
        ("a b c", "x", "<<>>>", ["c", "b", "c", "x", None]),
        ("a b", "b", "<<", ["a", None]),  # what stands in the box already is no step
        ("a", "a", "<>", [None, None]),
        ("a b a", "", "<<<", ["a", "b", None]),  # each once, where it was last
        ("a", "", "<<>", ["a", None, ""]),
    ],
)
def test_older_and_newer(kept: str, typed: str, steps: str, led: list[str | None]) -> None:
    assert walk(history_of(*kept.split()), typed, steps) == led


def test_typing_on_leaves_the_history() -> None:
    history = history_of("a", "b")
    assert history.older("") == "b"
    history.leave()
    assert history.newer() is None
    assert history.older("bx") == "b"
    assert history.newer() == "bx"


def test_a_new_search_is_the_last_one() -> None:
    history = history_of("a", "b")
    history.older("")
    history.add(" c ")
    assert walk(history, "", "<<") == ["c", "b"]


def test_nothing_is_not_kept() -> None:
    assert history_of("", "  ").older("x") is None


def test_the_oldest_are_forgotten() -> None:
    history = history_of(*map(str, range(150)))
    led = walk(history, "", "<" * 101)
    assert led[0] == "149"
    assert led[99:] == ["50", None]


@given(st.lists(st.sampled_from(["a", "b", "c", "<", ">"]), max_size=40), st.sampled_from(["", "x", "a"]))
def test_down_undoes_up(keys: list[str], typed: str) -> None:
    """As many steps down as up lead back to what was typed."""
    history, shown, up = SearchHistory(), typed, 0
    for key in keys:
        if key == "<":
            found = history.older(shown)
            shown, up = (shown, up) if found is None else (found, up + 1)
        elif key == ">":
            found = history.newer()
            assert (found is None) == (up == 0)
            shown, up = (shown, up) if found is None else (found, max(up - 1, 0))
        else:
            history.add(key)
            shown, up = typed, 0
    while (found := history.newer()) is not None:
        shown = found
    assert shown == typed or up == 0

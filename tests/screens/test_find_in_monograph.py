"""Finding words in the open monograph: marked as one types, gone through, and gone again."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import user_of
from nest import nest
from small_library import ESCAPES, small_library


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path)


@pytest.fixture
def owls(tmp_path: Path) -> Path:
    return nest(tmp_path)


async def test_f_marks_as_one_types(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="usage") as user:
        await user.press("f")
        assert user.focus == "find"
        user.sees("find in this monograph:", inside="#find")
        await user.types("pa")
        assert user.current_match() == "pain"
        assert user.marked() == ["pain", "pain"]
        user.sees("1 of 3", inside="#find")
        await user.types("inx")
        assert (user.current_match(), user.marked()) == ("", [])
        user.sees("no match here", inside="#find")
        await user.press("backspace")
        assert user.current_match() == "pain"


async def test_any_of_the_words_is_marked(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="usage") as user:
        await user.types("foper mod")
        assert user.current_match() == "moderate"
        assert user.marked() == ["operations"]
        user.sees("1 of 2", inside="#find")


async def test_it_begins_where_the_reader_is(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="precautions", size=(120, 30)) as user:
        await user.press(*["pagedown"] * 2)
        top = user.lines("#document")[0].split(".")[0].strip()
        await user.types("fliver")
        user.sees(f"{top} of 60", inside="#find")
        assert user.lines("#document")[0].startswith(f"{top}.")
        await user.press("ctrl+u")
        await user.types(top)  # the very first word in the window
        user.sees("1 of 1", inside="#find")
        await user.press("escape", "end", "f")
        await user.types("8")  # only above: round from the start
        user.sees("1 of 1", inside="#find")
        assert user.current_match().split() == ["8", "8"]


async def test_enter_goes_to_the_next_match_and_back_to_the_text(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="usage") as user:
        await user.types("fpain")
        await user.press("enter")
        assert user.focus == "document"
        assert not user.is_shown("#find")
        user.sees("passage 2 of 3", inside="#hints")
        assert user.marked() == ["pain", "pain"]
        await user.press("n")
        user.sees("passage 3 of 3", inside="#hints")
        await user.press("down")
        user.does_not_see("passage 3 of 3")  # until the next key


async def test_esc_takes_the_marks_away_and_returns(owls: Path) -> None:
    async with user_of(owls, drug="Twicelin", section="usage", size=(120, 20)) as user:
        await user.press("pagedown", "down")
        before = user.lines("#document")
        await user.types("fowl")
        user.sees_tab_chosen("3 Dosage")
        user.sees("2 of 3", inside="#find")
        await user.press("down")
        user.sees("3 of 3", inside="#find")
        user.sees("The owl says yes.")
        await user.press("escape")
        assert user.focus == "document"
        assert not user.is_shown("#find")
        user.sees_tab_chosen("2 Usage")
        assert user.lines("#document")[: len(before)] == before
        await user.press("7")
        assert (user.current_match(), user.marked()) == ("", [])
        user.does_not_see("The owl says yes.")  # folded again
        await user.press("n")
        user.sees("Nothing is marked.", inside="#hints")


async def test_each_letter_starts_from_the_same_place(owls: Path) -> None:
    async with user_of(owls, drug="Twicelin", section="usage") as user:
        await user.types("fo")
        user.sees_tab_chosen("2 Usage")
        await user.types("wls")
        user.sees_tab_chosen("3 Dosage")
        await user.press("backspace")
        user.sees_tab_chosen("2 Usage")
        assert user.current_match() == "owl"
        await user.press("ctrl+u")
        assert (user.current_match(), user.marked()) == ("", [])
        assert user.lines("#find")[0].strip() == "find in this monograph:"


async def test_arrows_and_pages_in_the_box(owls: Path) -> None:
    async with user_of(owls, drug="Twicelin", section="usage", size=(120, 30)) as user:
        await user.types("fowl")
        await user.press("up")
        user.sees("3 of 3", inside="#find")
        await user.press("down")
        user.sees("1 of 3", inside="#find")
        before = user.lines("#document")
        await user.press("pagedown")
        assert user.lines("#document")[0] == before[-1]
        await user.press("pageup")
        assert user.lines("#document") == before
        assert user.focus == "find"
        await user.press("up", "enter")
        user.sees("passage 1 of 3. From the end back to the first one.", inside="#hints")


async def test_nothing_found(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="dosage") as user:
        await user.types("fzebra")
        await user.press("enter")
        user.sees("No match in this monograph.", inside="#hints")
        user.sees_tab_chosen("3 Dosage")
        await user.press("f", "%")
        user.sees("no word to find", inside="#find")
        await user.press("enter")
        user.sees("Nothing is marked. f finds words in this monograph.", inside="#hints")
        await user.press("f", "enter")
        assert user.focus == "document"


async def test_leaving_the_box_closes_it_and_keeps_the_marks(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="usage") as user:
        await user.types("fpain")
        await user.press("tab")
        assert user.focus == "drugs"
        assert not user.is_shown("#find")
        assert user.current_match() == "pain"
        await user.press("alt+f")
        await user.types("fever")
        await user.clicks_on("moderate pain")
        assert user.focus == "document"
        assert not user.is_shown("#find")
        assert user.current_match() == "fever"


async def test_what_is_found_in_a_monograph_is_forgotten_with_the_next_one(owls: Path) -> None:
    async with user_of(owls, drug="Twicelin", section="dosage") as user:
        await user.types("fowl")
        await user.press("enter", "escape", "down")
        user.sees_drug("Zwei")
        user.sees("One owl a day.")
        assert (user.current_match(), user.marked()) == ("", [])


async def test_controls_are_shown_safely_in_the_box(library: Path) -> None:
    async with user_of(library, drug="Zelofane") as user:
        await user.press("f")
        await user.pastes(ESCAPES)
        assert "\x1b" not in "".join(user.painted_text())
        user.sees("⟨U+2069⟩ ⟨U+200F⟩", inside="#find")


async def test_a_long_text_in_the_box_scrolls(library: Path) -> None:
    async with user_of(library, drug="Zelofane", size=(40, 20)) as user:
        await user.press("f")
        await user.types("one two three four five six seven pain")
        assert user.lines("#find")[0].startswith("find: ")
        user.sees("seven pain", " of ", inside="#find")
        await user.press("home")
        assert user.lines("#find")[0].startswith("find: one two")
        user.sees(" of ", inside="#find")


async def test_finding_in_a_narrow_window(owls: Path) -> None:
    async with user_of(owls, section="usage", size=(40, 12)) as user:
        assert not user.is_shown("#document")
        await user.press("alt+f")
        assert user.lines("#find")[0].startswith("find:")
        await user.types("owl")
        assert user.current_match() == "owl"
        user.sees("1 of 3", inside="#find")
        user.sees("⚠ The owl is no doctor.", inside="#disclaimer")
        assert len(user.lines("#document")) >= 3
        await user.press("enter")
        assert user.current_match() == "Owls owls"
        assert user.words("#hints") == "passage 2 of 3"
        await user.press("escape")
        assert user.focus == "drugs"
        await user.press("alt+n")  # leads to where the match is seen
        assert user.current_match() == "owl"

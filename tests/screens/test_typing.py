"""Typing finds: while the box or the list has the focus, what is typed is the question, and does nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import User, user_of
from ward import ward, write_drug

from medtui.settings.settings import Settings
from medtui.settings.user_keys import read_keys

EMPTY = "type a drug or a question"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = ward(tmp_path)
    for title in ("Quinine", "Metformin", "5-Fluorouracil"):
        write_drug(root, title, "### Usage\nInvented.\n\n### Dosage\nOne.\n")
    return root


def box(user: User) -> str:
    return user.lines("#search")[0].removeprefix("/").strip()


async def goes_to_the_list(user: User) -> None:
    await user.press("tab", "escape")
    assert user.focus == "drugs"


async def test_medtui_starts_in_the_box(library: Path) -> None:
    async with user_of(library) as user:
        assert user.focus == "search"
        assert box(user) == EMPTY
        user.sees_drug("5-Fluorouracil")
        await user.press("down", "enter")
        user.sees_drug("Amlodipine")
        assert user.focus == "document"


async def test_medtui_starts_in_the_text_of_the_drug_that_it_was_asked_for(library: Path) -> None:
    async with user_of(library, drug="Quinine") as user:
        assert user.focus == "document"


@pytest.mark.parametrize("place", ["box", "list"])
@pytest.mark.parametrize("word", ["metformin", "quinine", "ceftriaxone", "5-fluorouracil", "-", "a b", "Mark 5?"])
async def test_a_word_is_only_a_question(library: Path, word: str, place: str) -> None:
    async with user_of(library) as user:
        if place == "list":
            await goes_to_the_list(user)
        await user.types(word)
        assert (box(user), user.focus) == (word, "search")
        assert user.app.is_running
        assert len(user.app.screen_stack) == 1
        user.does_not_see("★", "Marked:", "Theme:")


async def test_a_word_is_typed_on_in_the_list(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("met")
        await user.press("enter", "escape")
        assert user.focus == "drugs"
        await user.types("form")
        assert box(user) == "metform"
        await user.press("enter", "escape", "backspace")
        assert (box(user), user.focus) == ("metfor", "search")
        await user.press("enter", "escape")
        await user.pastes("min")
        assert (box(user), user.focus) == ("metformin", "search")


async def test_digits_and_arrows_work_beside_the_empty_box(library: Path) -> None:
    async with user_of(library, drug="") as user:
        for leave in (user.waits, lambda: goes_to_the_list(user)):
            await leave()
            await user.press("3")
            user.sees_tab_chosen("3 Dosage")
            await user.press("left")
            user.sees_tab_chosen("2 Usage")
            await user.press("right")
            user.sees_tab_chosen("3 Dosage")
            assert box(user) == EMPTY
            await user.press("?")
            user.sees("Line, drug or question up")
            await user.press("escape")


async def test_only_the_digits_just_before_a_letter_are_text(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("3", "down")
        await user.types("quin")
        assert box(user) == "quin"
        await user.press("ctrl+u")
        await user.types("17-beta")
        assert box(user) == "17-beta"


async def test_after_the_slash_every_character_is_text_until_the_box_is_emptied(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("2")
        await user.types("/5?/")
        assert box(user) == "5?/"
        user.sees_tab_chosen("2 Usage")
        await user.press(*["backspace"] * 3, "3")
        assert box(user) == EMPTY
        user.sees_tab_chosen("3 Dosage")
        await user.press("/", "escape", "2")
        assert box(user) == EMPTY
        user.sees_tab_chosen("2 Usage")
        await user.press("/", "tab", "escape", "3")
        assert box(user) == EMPTY
        user.sees_tab_chosen("3 Dosage")


@pytest.mark.parametrize(
    ("keys", "then"),
    [
        ("quin", "quin"), ("5", "5"), (["backspace"], EMPTY), (["ctrl+u"], EMPTY), (["left", "x"], "metxf"),
        (["home", "x"], "xmetf"), (["end", "x"], "metfx"), (["down", "x"], "metfx"),
        (["enter", "escape", "x"], "metfx"),
    ],
    ids=str,
)  # fmt: skip
async def test_the_slash_in_the_text_selects_the_old_question(library: Path, keys: list[str], then: str) -> None:
    async with user_of(library) as user:
        await user.types("metf")
        await user.press("enter", "/")
        assert box(user) == "metf"
        assert "reverse" in str(user.style_of("metf"))
        await user.press(*keys)
        assert box(user) == then


async def test_what_is_pasted_replaces_the_old_question_too(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("metf")
        await user.press("enter", "/")
        await user.pastes("quinine")
        assert box(user) == "quinine"


@pytest.mark.parametrize("place", ["box", "list"])
async def test_alt_with_a_letter_does_what_it_does_in_the_text(library: Path, place: str) -> None:
    async with user_of(library) as user:
        await user.types("quin")
        if place == "list":
            await user.press("enter", "escape")
        await user.press("alt+m")
        user.sees("Marked: Quinine.", inside="#hints")
        await user.press("alt+3")
        user.sees_tab_chosen("3 Dosage")
        assert box(user) == "quin"
        await user.press("alt+shift+m")
        user.sees("1 monograph")
        await user.press("escape", "alt+q")
        assert user.app.is_running
        assert box(user) == "quin"


async def test_alt_acts_on_the_drug_that_was_just_found(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("metformi")
        user.app.simulate_key("n")
        await user.press("alt+m")
        user.sees("Marked: Metformin.", inside="#hints")


async def test_a_key_map_with_letters_makes_no_letter_of_a_question_a_command(library: Path) -> None:
    keys, problems = read_keys({"mark": "x", "quit": "u", "filter": "z", "down": "down,i", "note": "alt+x"})
    assert not problems
    async with user_of(library, settings=Settings(keys=keys)) as user:
        await user.types("xuzi")
        assert box(user) == "xuzi"
        await user.press("escape", "alt+x")
        user.sees("Your note on 5-Fluorouracil")  # the key that the user gave it, not that of `x`
        await user.press("escape", "tab", "x")
        user.sees("★ Marked")
        await user.press("z")
        assert user.focus == "search"
        await user.press("tab", "u")
        assert not user.app.is_running


async def test_ctrl_q_leaves_from_anywhere_and_q_from_the_text(library: Path) -> None:
    async with user_of(library) as user:
        user.sees("Ctrl+Q quit", inside="#hints")
        await user.types("q")
        user.sees("Ctrl+Q quit", inside="#hints")
        await user.press("enter")
        user.sees("q quit", inside="#hints")
        await user.press("/", "ctrl+q")
        assert not user.app.is_running


async def test_escape_leads_from_the_text_to_the_list_to_the_empty_box(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("quin")
        await user.press("enter", "escape")
        assert (box(user), user.focus) == ("quin", "drugs")
        await user.press("escape")
        assert (box(user), user.focus) == (EMPTY, "search")
        user.sees_drug("Quinine")
        await user.press("escape")
        assert (box(user), user.focus) == (EMPTY, "search")


async def test_up_goes_up_in_the_list_once_it_was_moved_in(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("quin")
        await user.press("escape", "home", "down", "down", "up")
        assert box(user) == EMPTY
        user.sees_drug("Amlodipine")


async def test_a_click_in_the_start_screen_opens_what_was_clicked_on(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("end", "alt+m")
    async with user_of(library) as user:
        user.sees("Marked · 1", inside="#drugs")
        user.sees_drug("Suxamethonium")
        await user.clicks_on("Metformin", inside="#drugs")
        user.sees_drug("Metformin")
        await user.press("home")
        user.sees_drug("Suxamethonium")


async def test_a_section_that_is_chosen_behind_the_list_is_named(library: Path) -> None:
    async with user_of(library, size=(80, 24)) as user:
        await user.press("3")
        user.sees("3 Dosage: Enter reads it.", inside="#hints")
        await user.types("-f")
        assert box(user) == "3-f"
        await user.press("ctrl+u", "4", "enter")
        user.does_not_see("Enter reads it.")
        user.sees_tab_chosen("4 (Side effects)")

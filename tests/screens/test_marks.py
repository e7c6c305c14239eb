"""Marks, what was read last, and what the empty box offers."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import user_of
from ward import ward, write_drug

from medtui.tui.screens.browse import BrowseScreen


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return ward(tmp_path)


async def test_m_marks_and_unmarks(library: Path) -> None:
    async with user_of(library) as user:
        user.does_not_see("Marked")
        await user.press("alt+m")
        user.sees("★ Marked", inside="#header")
        user.sees("Marked: Amlodipine.", inside="#hints")
        await user.press("down")
        user.does_not_see("★ Marked")
        await user.press("up", "alt+m")
        user.does_not_see("★ Marked")
        user.sees("Not marked any more: Amlodipine.", inside="#hints")


async def test_marks_are_there_at_the_next_start_and_in_another_window(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("alt+m")
        async with user_of(library) as other:
            other.sees("★ Marked", inside="#header")
            await other.press("tab", "tab", "down", "alt+m")
        await user.lets_time_pass()
        await user.press("down")
        user.sees("★ Marked", inside="#header")


async def test_a_mark_that_comes_while_the_empty_page_is_open_is_shown_there(library: Path) -> None:
    """As where M follows m so fast that the disk has not got the mark yet."""
    async with user_of(library) as user, user_of(library) as other:
        await user.press("tab", "M")
        user.sees("Nothing is marked yet")
        await other.press("alt+m")
        main = user.app.screen_stack[0]
        assert isinstance(main, BrowseScreen)
        main.poll()
        await user.waits()
        user.sees("Marked  1 monograph", "▸ Amlodipine")


async def test_the_search_finds_what_is_marked(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("end", "alt+m", "tab", "/")
        await user.types("is:marked")
        user.sees("Found · 1 monograph", inside="#drugs")
        user.sees_drug("Suxamethonium")
        await user.press("enter", "m")
        user.does_not_see("Found · 1", "Suxamethonium", inside="#drugs")


async def test_an_empty_box_offers_marked_and_read_drugs_first(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("/")
        user.does_not_see("Read last", "Marked", "All drugs", inside="#drugs")
        await user.press("escape", "end", "alt+m", "home", "down", "enter", "3")
        await user.reads_for_a_while()
        await user.press("tab", "down", "/")
        assert [line for line in user.lines("#drugs") if line][:6] == [
            "  Marked · 1",
            "▸ Suxamethonium",
            "  Read last",
            "  Amoxicillin",
            "  All drugs · 7",
            "  Amlodipine",
        ]
        user.sees("Ampicillin", inside="#header")  # nothing is opened unasked
        await user.press("escape")
        user.sees("Read last", "Marked · 1", inside="#drugs")


async def test_what_was_read_last_opens_at_its_section(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("down", "enter", "6")
        await user.reads_for_a_while()
        await user.press("2", "tab", "end", "/", "enter")
        user.sees("Amoxicillin", inside="#header")
        user.sees_tab_chosen("6 Precautions")
        await user.press("tab", "down")
        user.sees_tab_chosen("2 Usage")


async def test_offers_give_way_to_what_is_typed(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("end", "alt+m", "tab", "/")
        user.sees("Marked · 1", inside="#drugs")
        await user.types("parac")
        user.does_not_see("Marked · 1")
        user.sees_drug("Paracetamol")
        await user.press("ctrl+u")
        user.sees("Marked · 1", inside="#drugs")


async def test_a_mark_on_a_drug_that_is_not_here_is_kept(library: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    write_drug(other, "Zinc", "### Usage\nDiarrhoea.\n")
    async with user_of(other) as user:
        await user.press("alt+m")
    async with user_of(library) as user:
        await user.press("/")
        user.does_not_see("Marked · 1", "Zinc")
        await user.press("escape", "alt+shift+m")
        user.sees("Zinc  not in the open libraries", "1 monograph")
        await user.press("enter")
        user.sees("Zinc")
    async with user_of(other) as user:
        user.sees("★ Marked")


async def test_the_marked_are_moved_unmarked_and_opened(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("alt+shift+m")
        user.sees("Nothing is marked yet. m marks the monograph that is open.")
        await user.press("escape", "alt+m", "down", "alt+m", "down", "alt+m", "alt+shift+m")
        user.sees("3 monographs")

        def titles() -> list[str]:
            return [line[2:] for line in user.lines("#marks") if line]

        assert titles() == ["Amlodipine", "Amoxicillin", "Ampicillin"]
        await user.press("shift+down")
        assert titles() == ["Amoxicillin", "Amlodipine", "Ampicillin"]
        user.sees("▸ Amlodipine")
        await user.press("J", "K", "end", "shift+up", "shift+up", "shift+up")
        assert titles() == ["Ampicillin", "Amoxicillin", "Amlodipine"]
        await user.press("down", "m")
        assert titles() == ["Ampicillin", "Amlodipine"]
        user.sees("▸ Amlodipine", "⚠")
        await user.press("home", "enter")
        user.sees_drug("Ampicillin")


async def test_nothing_to_mark(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    async with user_of(tmp_path / "empty") as user:
        await user.press("alt+m")
        user.sees("Nothing is open to be marked.")


async def test_the_very_first_start_says_how_to_begin(library: Path) -> None:
    async with user_of(library, greets=True) as user:
        user.sees("Welcome. Type a drug or a question.", inside="#hints")
        await user.press("down")
        user.sees("Enter read", inside="#hints")
    async with user_of(library, greets=True) as user:
        user.does_not_see("Welcome.")

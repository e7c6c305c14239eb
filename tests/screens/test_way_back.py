"""The way back: step by step with Esc, and to the monographs that were read."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import user_of
from small_library import many_drugs, small_library


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path)


async def test_esc_steps_back_the_way_one_came(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/zelo")
        await user.press("enter", "f")
        await user.types("pain")
        steps = []
        for _ in range(4):
            await user.press("escape")
            steps.append((user.focus, "1 of 9 drugs" in user.screen))
        assert steps == [("document", True), ("drugs", True), ("search", False), ("search", False)]


async def test_back_and_forward_through_what_was_read(tmp_path: Path) -> None:
    async with user_of(many_drugs(tmp_path, 30)) as user:
        await user.press("enter", "escape", "down", "down", "down", "enter", "escape")
        await user.press("down", "down", "tab")
        user.sees_drug("Drug 006")
        await user.press("alt+left")
        user.sees_drug("Drug 004")
        assert user.focus == "document"
        await user.press("alt+left")
        user.sees_drug("Drug 001")
        await user.press("alt+left")
        user.sees("No monograph was read before this one.", inside="#hints")
        user.sees_drug("Drug 001")
        await user.press("alt+right", "alt+right")
        user.sees_drug("Drug 006")
        await user.press("alt+right")
        user.sees("No monograph was read after this one.", inside="#hints")


async def test_the_way_back_leads_to_the_same_place(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="precautions", size=(120, 30)) as user:
        await user.press("pagedown", "down")
        before = user.lines("#document")
        await user.press("escape", "2", "home", "enter")
        user.sees_drug("Bexarol")
        user.sees_tab_chosen("2 Usage")
        await user.press("alt+left")
        user.sees_tab_chosen("2 Usage")  # the section that it was left at
        await user.press("6", "end")
        last = user.lines("#document")
        assert last != before
        await user.press("alt+left")
        user.sees("No monograph was read before", inside="#hints")
        assert user.lines("#document") == last
        await user.press("alt+right")
        user.sees_drug("Bexarol")
        user.sees("For education only", inside="#disclaimer")
        await user.press("alt+left")
        user.sees_tab_chosen("6 Precautions")
        assert user.lines("#document") == last
        user.sees("This page about zelofane", inside="#disclaimer")


async def test_back_from_a_drug_that_was_only_passed_over(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("enter", "escape", "down", "down")
        user.sees_drug("Dorimab and Dorizide")
        await user.press("alt+left")
        user.sees_drug("Bexarol")


async def test_back_to_a_drug_that_is_not_listed_now(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("enter", "/")
        await user.types("zelo")
        await user.press("enter", "alt+left")
        user.sees("Bexarol", inside="#header")
        assert user.row_under_cursor() == "Zelofane"


async def test_back_to_a_drug_whose_file_is_gone(library: Path) -> None:
    async with user_of(library, drug="Bexarol") as user:
        await user.press("escape", "down", "enter")
        (library / "bexarol.md").unlink()
        await user.press("alt+left")
        user.sees("Bexarol", inside="#header")
        user.sees("For education only", inside="#disclaimer")
        await user.press("alt+right")
        user.sees_drug("Cardolin")

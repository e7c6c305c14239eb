"""One box for names and texts: what is listed, in what order, and what a row leads to."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import User, user_of
from small_library import ESCAPES, many_drugs
from test_hostile_text import check
from ward import ward, write_drug


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return ward(tmp_path)


def heading(user: User) -> int:
    """The line of the list on which the heading of the texts stands."""
    return next(at for at, line in enumerate(user.lines("#drugs")) if line.strip().startswith("In text"))


# Names, then texts ------------------------------------------------------------------------------------


async def test_names_come_first_then_texts_with_section_and_sentence(library: Path) -> None:
    write_drug(library, "Tubexol", "### Usage\nFor the pituitary.\n")
    async with user_of(library) as user:
        await user.types("/tube")
        user.sees("1 of 8 drugs · in text 2", inside="#status")
        lines = user.lines("#drugs")
        assert lines[0] == "▸ Tubexol"
        assert lines[1].strip() == "In text · 1 monograph"
        assert lines[2:4] == ["  Suxamethonium › Usage", "    For a tube in the throat."]


async def test_the_match_is_marked_in_the_snippet(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/swollen")
        assert user.style_of("Swollen").underline
        assert not user.style_of(" ankles").underline


async def test_the_match_can_be_told_without_colour(library: Path) -> None:
    async with user_of(library, no_color=True) as user:
        await user.types("/swollen")
        assert user.style_of("Swollen").underline
        user.sees("Swollen ankles", inside="#drugs")


async def test_one_monograph_is_not_called_several(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/swollen")
        user.sees("In text · 1 monograph", "in text 1")
        user.does_not_see("1 monographs")


async def test_counts_are_exact_and_nothing_is_cut(tmp_path: Path) -> None:
    async with user_of(many_drugs(tmp_path, 60)) as user:
        await user.types("/use")
        user.sees("0 of 60 drugs · in text 60", "In text · 60 monographs")
        await user.press("tab", "tab", "end")
        seen = {user.row_under_cursor()}
        while not user.list_pane.drugs.is_at_top():
            await user.press("up")
            seen.add(user.row_under_cursor())
        assert seen == {f"Drug {number:03}" for number in range(1, 61)}


async def test_a_word_of_a_section(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/precautions:renal")
        user.sees("7 drugs · in text 2", "In text · 2 monographs")
        await user.types(" -reduce")
        user.sees("In text · 1 monograph")
        user.sees_drug("Amoxicillin")
        user.sees_tab_chosen("6 Precautions")


async def test_another_spelling_is_found_and_said(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/edema")
        user.sees("Amlodipine › Side Effects spelling", inside="#drugs")
        assert user.style_of("oedema").underline


async def test_another_name_is_found_and_said(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/acetaminophen")
        user.sees_drug("Paracetamol")
        user.sees("Paracetamol also called Acetaminophen", inside="#drugs")


async def test_a_class_is_found_in_the_front_matter(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/class:opioid")
        user.sees("In text · 1 monograph", "Pentazocine")
        user.sees_drug("Pentazocine")


# The heading ------------------------------------------------------------------------------------------


async def test_the_cursor_passes_over_the_heading(library: Path) -> None:
    write_drug(library, "Tubexol", "### Usage\nFor the pituitary.\n")
    async with user_of(library) as user:
        await user.types("/tube")
        at = heading(user)
        await user.press("down")
        assert user.lines("#drugs")[at + 1].startswith("▸")
        await user.press("up")
        assert user.row_under_cursor() == "Tubexol"
        await user.press("tab", "tab", "end", "home")
        assert user.row_under_cursor() == "Tubexol"


@pytest.mark.parametrize("keys", [("pagedown",), ("end",), ("end", "home"), ("pagedown", "pageup"), ("end", "pageup")])
async def test_no_key_puts_the_cursor_on_the_heading(library: Path, keys: tuple[str, ...]) -> None:
    async with user_of(library, size=(110, 12)) as user:
        await user.types("/renal")
        user.sees("0 of 7 drugs")  # so the first row is the heading
        await user.press("tab", "tab", *keys)
        assert user.focus == "drugs"
        assert user.row_under_cursor() in ("Amoxicillin", "Ampicillin")
        user.sees_drug(user.row_under_cursor())


async def test_the_heading_above_the_first_row_can_be_seen_again(library: Path) -> None:
    for number in range(20):
        write_drug(library, f"Renadrug {number}", "### Usage\nRenal pain.\n")
    async with user_of(library, size=(110, 14)) as user:
        await user.types("/pain")
        await user.press("tab", "tab", "end", "home")
        user.sees("In text · 22 monographs", inside="#drugs")


async def test_a_click_on_the_heading_does_nothing(library: Path) -> None:
    write_drug(library, "Tubexol", "### Usage\nFor the pituitary.\n")
    async with user_of(library) as user:
        await user.types("/tube")
        await user.clicks_on("In text", inside="#drugs")
        user.sees_drug("Tubexol")
        await user.press("down", "down")
        before = user.row_under_cursor()
        await user.clicks_on("In text", inside="#drugs")
        assert user.row_under_cursor() == before


# What a row leads to ----------------------------------------------------------------------------------


async def test_a_row_of_the_texts_opens_at_its_section_and_match(library: Path) -> None:
    async with user_of(library, size=(110, 24)) as user:
        await user.types('/"renal impairment"')
        user.sees_drug("Amoxicillin")
        user.sees_tab_chosen("3 Dosage")
        assert user.current_match() == "renal impairment" or user.current_match() == "renal"
        user.sees("In renal impairment give 250 mg", inside="#document")
        before = user.lines("#document")
        await user.press("enter")
        assert user.focus == "document"
        assert user.lines("#document") == before
        user.sees_tab_chosen("3 Dosage")


async def test_a_match_in_an_answer_opens_the_question(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/milk")
        user.sees_tab_chosen("7 FAQs")
        assert user.current_match() == "milk"


async def test_going_on_to_a_name_shows_the_chosen_section_again(library: Path) -> None:
    write_drug(library, "Tubexol", "### Usage\nFor the pituitary.\n")
    write_drug(library, "Otherol", "### Usage\nNone.\n\n### Precautions\nMind the tube.\n")
    async with user_of(library) as user:
        await user.press("2")
        await user.types("/tube")
        user.sees_drug("Tubexol")
        user.sees_tab_chosen("2 Usage")
        await user.press("down")
        user.sees_drug("Suxamethonium")
        await user.press("down")
        user.sees_drug("Otherol")
        user.sees_tab_chosen("6 Precautions")
        await user.press("up", "up")
        user.sees_drug("Tubexol")
        user.sees_tab_chosen("2 Usage")
        await user.press("down", "down", "escape")  # all drugs again
        user.sees_drug("Otherol")
        await user.press("down")
        user.sees_drug("Paracetamol")
        user.sees_tab_chosen("2 Usage")


async def test_the_drug_that_is_asked_for_is_not_among_the_texts_too(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/amoxicillin")
        assert [line for line in user.lines("#drugs") if "Amoxicillin" in line] == ["▸ Amoxicillin"]


async def test_a_match_outside_any_section(library: Path) -> None:
    write_drug(library, "Vorwort", "Rhubarb comes first.\n\n### Usage\nNone.\n")
    async with user_of(library) as user:
        await user.types("/rhubarb")
        user.sees_drug("Vorwort")
        assert user.current_match() == "Rhubarb"


async def test_a_match_in_the_disclaimer_only(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/disclaimer:pharmacist")
        user.sees("In text · 1 monograph")
        user.sees_drug("Amoxicillin")


# Narrow windows, and texts that mean harm -------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 12), (30, 8)], ids=str)
async def test_in_a_narrow_window(library: Path, size: tuple[int, int]) -> None:
    async with user_of(library, size=size) as user:
        await user.types("/renal failure")
        assert user.row_under_cursor() == "Ampicillin"
        user.sees("in text", inside="#status")
        if size >= (40, 12):
            user.sees("Reduce in renal failure.", inside="#drugs")
        await user.press("enter")
        user.sees_drug("Ampicillin")
        user.sees("renal failure.", inside="#document")
        user.sees("⚠", inside="#disclaimer")


async def test_hostile_texts_cannot_drive_the_terminal(library: Path) -> None:
    text = f"### Usage\n[red]Kudzu{ESCAPES}[/red] kudzu [@click=app.quit]{ESCAPES}[/]\n"
    write_drug(library, f'"[bold]Evil {ESCAPES}"', text, file="evil")
    async with user_of(library) as user:
        await user.types("/kudzu")
        user.sees("[red]Kudzu", inside="#drugs")
        check(user)
        await user.press("enter")
        check(user)
        await user.press("escape", "escape", "/")
        await user.types("evi")
        check(user)
        await user.types("x\u202e")
        check(user)


async def test_a_hostile_query_is_only_text(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("/")
        await user.pastes(f"renal {ESCAPES}[red]")
        check(user)
        for query in ('"unclosed', "((((", "a:b:c:", "-", "*", "NEAR/3", "'; DROP TABLE text; --", "\\", "x" * 3000):
            await user.press("ctrl+u")
            await user.pastes(query)
            check(user)
            assert user.app.is_running

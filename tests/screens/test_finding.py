"""Finding a drug by typing some of its name."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import User, user_of
from small_library import many_drugs, small_library, write


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path)


def listed(user: User) -> list[str]:
    """The first lines of the rows that are listed by name."""
    lines = [line[2:].strip() for line in user.lines("#drugs") if line[2:3].strip()]
    heading = next((at for at, line in enumerate(lines) if line.startswith(("In text", "No exact match"))), len(lines))
    return lines[:heading]


async def test_typing_narrows_the_list_with_a_live_count(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("/")
        assert user.focus == "search"
        await user.types("do")
        user.sees("/ do", "1 of 9 drugs")
        assert listed(user) == ["Dorimab and Dorizide"]
        await user.press("backspace", "backspace")
        user.sees("9 drugs")
        user.does_not_see("of 9 drugs")
        assert len(listed(user)) >= 9


async def test_the_first_match_is_opened(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/z")
        user.sees_drug("Zelofane")
        user.sees("Zelofane is given for invented pain.")


async def test_arrows_choose_among_the_matches(tmp_path: Path) -> None:
    async with user_of(many_drugs(tmp_path, 30)) as user:
        await user.types("/drug")
        user.sees("30 of 30 drugs")
        user.sees_drug("Drug 001")
        await user.press("down", "down")
        user.sees_drug("Drug 003")
        assert user.focus == "search"
        await user.press("enter")
        assert user.focus == "document"
        user.sees("Use 3.")


async def test_escape_brings_the_list_back_and_keeps_the_drug(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/wide")
        user.sees_drug("Wideton")
        await user.press("escape")
        user.sees("9 drugs")
        user.does_not_see("of 9", "/ wide")
        user.sees_drug("Wideton")
        assert user.focus == "search"


async def test_enter_goes_to_the_text(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/zelo")
        await user.press("enter")
        assert user.focus == "document"
        user.sees_drug("Zelofane")
        await user.press("3")
        user.sees_tab_chosen("3 Dosage")


async def test_a_question_of_small_words_opens_the_section_that_they_hint_at(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/is zelofane safe")
        await user.press("enter")
        user.sees_drug("Zelofane")
        user.sees_tab_chosen("6 Precautions")
        await user.types("/how does bexarol work")
        await user.press("enter")
        user.sees("This monograph has no How it Works section.")


async def test_no_match_is_said_and_opens_nothing(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/qqqqqq")
        user.sees("0 of 9 drugs · in text 0", "Nothing has a name or text like that.", "Esc shows all.")
        assert user.row_under_cursor() == ""
        user.sees("Still open: Bexarol")
        await user.press("enter")
        assert user.focus == "search"
        await user.press("ctrl+u")
        user.sees_drug("Bexarol")


async def test_a_match_by_another_name_says_so(library: Path) -> None:
    write(library / "aa.md", "---\ntitle: Marivene\n---\n\n# Elbowine\n\n### Usage\nElbows.\n")
    async with user_of(library) as user:
        await user.types("/elb")
        user.sees_drug("Marivene")
        user.sees("also called Elbowine")


async def test_digits_and_letters_are_text_in_the_box(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/j3qedk")
        user.sees("/ j3qedk")
        assert user.app.is_running
        await user.press("tab")
        user.sees_tab_chosen("2 Usage")


async def test_question_mark_is_text_in_the_box(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/?")
        user.sees("/ ?")
        user.sees("9 drugs")  # a mark is no letter, so it finds all


async def test_editing_keys(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/elofane")
        await user.press("home", "Z")
        user.sees("/ Zelofane", "1 of 9 drugs")
        await user.press("end", "left", "delete", "e")
        user.sees("/ Zelofane")
        await user.press("ctrl+w")
        user.sees("9 drugs")
        await user.types("dor x")
        await user.press("ctrl+u")
        user.does_not_see("of 9 drugs")


async def test_pasting(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("/")
        await user.pastes("zelo\nfane \x1b[31m")
        user.sees("/ zelo fane", "1 of 9 drugs")
        assert "\x1b" not in "".join(user.painted_text())
        await user.press("ctrl+u")
        await user.pastes("x" * 100_000)
        user.sees("What was pasted is cut: a question has at most 1,000 characters.")


async def test_a_long_query_keeps_its_end_in_sight(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/" + "abcdefghij" * 5 + "END")
        user.sees("END", inside="#search")


async def test_the_chosen_section_stays_while_finding(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("3")
        await user.types("/cardo")
        user.sees_tab_chosen("3 Dosage")
        user.sees("One drop every 8 hours.")


async def test_coming_back_to_the_box_keeps_the_words(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/zelo")
        await user.press("enter", "/")
        user.sees("/ zelo", "1 of 9 drugs")
        assert user.focus == "search"


async def test_escape_from_the_text_goes_to_the_list_first(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/zelo")
        await user.press("enter", "escape")
        assert user.focus == "drugs"
        user.sees("1 of 9 drugs")
        await user.press("escape")
        user.sees("9 drugs")
        user.does_not_see("of 9 drugs")


async def test_clicking_into_the_box(library: Path) -> None:
    async with user_of(library) as user:
        await user.clicks_on("type a drug or a question")
        assert user.focus == "search"
        await user.types("zel")
        user.sees_drug("Zelofane")

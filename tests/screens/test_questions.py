"""FAQs: question lines that open in place."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import User, user_of
from small_library import small_library

QUESTIONS = ["Can zelofane be taken with food?", "What if a dose is missed?", "Does zelofane cause sleep?"]
ANSWERS = ["Food does not change it.", "Never take two at once.", "above all in the first week."]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path)


def open_answers(user: User) -> list[int]:
    """Which of the answers can be read."""
    shown = user.words("#document")
    return [number for number, answer in enumerate(ANSWERS) if answer in shown]


async def test_questions_are_folded_at_first(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="faqs") as user:
        user.sees(*(f"+ Q: {question}" for question in QUESTIONS))
        assert open_answers(user) == []


@pytest.mark.parametrize("key", ["enter", "space"])
async def test_a_key_opens_and_closes_the_question(library: Path, key: str) -> None:
    async with user_of(library, drug="Zelofane", section="faqs") as user:
        await user.press(key)
        assert open_answers(user) == [0]
        user.sees("- Q: Can", "+ Q: What")
        await user.press(key)
        assert open_answers(user) == []


async def test_arrows_go_from_question_to_question(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="faqs") as user:
        await user.press("down", "enter")
        assert open_answers(user) == [1]
        await user.press("down", "enter")
        assert open_answers(user) == [1, 2]
        await user.press("k", "k", "space")
        assert open_answers(user) == [0, 1, 2]


async def test_a_click_opens_and_closes_the_question(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="faqs") as user:
        await user.clicks_on("What if a dose")
        assert open_answers(user) == [1]
        await user.clicks_on("Never take two")  # on the answer: nothing happens
        assert open_answers(user) == [1]
        await user.clicks_on("What if a dose")
        assert open_answers(user) == []


async def test_e_opens_and_closes_all(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="faqs") as user:
        await user.press("e")
        assert open_answers(user) == [0, 1, 2]
        await user.press("e")
        assert open_answers(user) == []
        await user.press("enter", "e")
        assert open_answers(user) == [0, 1, 2]


async def test_e_goes_to_the_questions_from_another_section(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="dosage") as user:
        await user.press("e")
        user.sees_tab_chosen("7 FAQs")
        assert open_answers(user) == [0, 1, 2]


async def test_in_all_they_are_open(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="all", size=(120, 60)) as user:
        await user.press("end")
        assert open_answers(user) == [0, 1, 2]
        user.sees(*(f"- Q: {question}" for question in QUESTIONS))


async def test_what_is_open_stays_open_while_the_drug_is(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="faqs") as user:
        await user.press("enter", "3", "7")
        assert open_answers(user) == [0]
        await user.press("escape", "up", "down")
        user.sees_drug("Zelofane")
        assert open_answers(user) == []


async def test_other_forms_of_questions(library: Path) -> None:
    async with user_of(library, drug="Bexarol", section="faqs") as user:
        user.sees("+ Q: Is bexarol safe with zelofane?")
        user.does_not_see("Nobody has tried.")
        await user.press("e")
        user.sees("Nobody has tried.", "Yes, every morning.")
    async with user_of(library, drug="Cardolin", section="faqs") as user:
        user.sees("+ Is cardolin a poison?", "+ Who invented it?")
        await user.press("down", "enter")
        user.sees("It came out of a", "box of chalk.")
        user.does_not_see("Every drug is.")


async def test_opening_the_last_question_shows_its_answer(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="faqs", size=(60, 14)) as user:
        await user.press("end", "enter")
        user.sees(ANSWERS[2])


async def test_the_text_can_still_be_scrolled_past_open_answers(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="faqs", size=(40, 12)) as user:
        await user.press("e", *["down"] * 30)
        user.sees("in the first week.")
        await user.press(*["up"] * 30)
        user.sees("Can zelofane be taken with food?", inside="#document")


async def test_the_key_never_opens_a_question_that_is_out_of_sight(tmp_path: Path) -> None:
    long_answer = "\n\n".join(f"Line {number}." for number in range(60))
    questions = f"**Q: First?**\n\nA: {long_answer}\n\n**Q: Second?**\n\nA: Yes.\n"
    (tmp_path / "long.md").write_text(f"# Longol\n\n### FAQs\n\n{questions}", encoding="utf-8")
    async with user_of(tmp_path, drug="Longol", section="faqs", size=(80, 24)) as user:
        await user.press("enter", "pagedown", "pagedown")
        user.does_not_see("First?")
        before = user.words("#document")
        await user.press("enter")  # no question in sight: nothing happens
        assert user.words("#document") == before
        await user.press("end", "enter")
        user.sees("- Q: Second?", "A: Yes.")
        await user.press("pageup", "pagedown", "enter")
        user.sees("+ Q: Second?")

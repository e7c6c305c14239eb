"""A hit opens at the passage that answers: in the upper third of the text, under its heading, its words marked."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import User, user_of
from small_library import write

from medtui.library.names.folding import fold
from medtui.library.query.matcher import Matcher, Wanted
from medtui.reading.passages import Passage, passages
from medtui.reading.reader import read
from medtui.settings.settings import Settings
from medtui.tui.screens.browse import BrowseScreen

FILLER = "".join(f"* line {number}\n" for number in range(1, 40))
QUESTIONS = "".join(f"**Q: Question {number}?**\n\nA: Answer {number}.\n\n" for number in range(1, 60))

TEXT = f"""\
---
title: Openol
keeper: nobody
---

Openol is a drug of nobody.

### Usage
For pain.

### Dosage
{FILLER}
#### Children
Never more than 5 mg.

**Kidney impairment**

| GFR | Dose |
|---|---|
| 30 | full |
| 10 | half |

{FILLER}
* The last line says stop.

### FAQs
{QUESTIONS}
**Disclaimer:** Ask somebody.
"""

SIZES = [(80, 24), (120, 40), (40, 12)]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    write(tmp_path / "drugs" / "a.md", "---\ntitle: Anderol\n---\n\n### Usage\nNo pain.\n")
    write(tmp_path / "drugs" / "openol.md", TEXT)
    return tmp_path / "drugs"


async def opens(user: User, words: str, begins: str) -> None:
    """Open Openol at the passage that begins so, as the list does it for a hit, and read."""
    passage = next(each for each in passages(read(TEXT)) if each.text.lstrip("|*- ").startswith(begins))
    await opens_at(user, words, passage)


async def opens_at(user: User, words: str, passage: Passage) -> None:
    screen = user.app.screen
    assert isinstance(screen, BrowseScreen)
    screen.detail.navigation.mark(Matcher([Wanted((word,)) for word in fold(words).split()]))
    screen.detail.open_at_passage(screen.finder.listing.entries[1], passage)
    await user.waits()
    screen.set_focus(screen.detail.document)
    await user.waits()


def row_of(user: User, words: str) -> int:
    """On which row of the text they stand, counted from 0."""
    return next(number for number, line in enumerate(user.lines("#document")) if words in line)


def is_in_upper_third(user: User, words: str) -> bool:
    return row_of(user, words) < len(user.lines("#document")) / 3


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("words", "begins", "tab"),
    [
        ("line 17", "line 17", "[3 Dose"),
        ("more", "Never more than 5 mg", "[3 Dose"),
        ("stop", "The last line says", "[3 Dose"),
        ("answer 14", "Q: Question 14", "[7 FAQs]"),
        ("answer 59", "Q: Question 59", "[7 FAQs]"),
    ],
)
async def test_the_passage_is_in_the_upper_third(
    library: Path, size: tuple[int, int], words: str, begins: str, tab: str
) -> None:
    async with user_of(library, size=size) as user:
        await opens(user, words, begins)
        assert is_in_upper_third(user, begins)
        assert set(fold(user.current_match()).split()) == set(fold(words).split())
        assert tab in user.words("#tabs").replace("Dosage", "Dose")


@pytest.mark.parametrize("size", SIZES)
async def test_its_heading_is_in_sight_above_it(library: Path, size: tuple[int, int]) -> None:
    async with user_of(library, size=size) as user:
        await opens(user, "mg children", "Never more than 5 mg")  # also where it is marked itself
        assert row_of(user, "Children") < row_of(user, "Never more")


async def test_near_the_end_lines_before_it_are_shown_rather_than_empty_ones(library: Path) -> None:
    async with user_of(library, size=(80, 24)) as user:
        await opens(user, "stop", "The last line says")
        assert row_of(user, "The last line says") == -(-len(user.lines("#document")) // 3) - 1


async def test_a_heading_that_is_far_above_is_said_again(library: Path) -> None:
    later = [each for each in passages(read(TEXT)) if each.text == "* line 20"][1]
    assert later.headings == ("Children", "Kidney impairment")
    async with user_of(library, size=(80, 24)) as user:
        await opens_at(user, "line", later)
        assert user.lines("#document")[:4] == ["› Children › Kidney impairment", "• line 18", "• line 19", "• line 20"]
        await user.resizes(120, 40)
        assert user.lines("#document")[0] == "› Children › Kidney impairment"
        assert is_in_upper_third(user, "line 20")
        await user.resizes(80, 24)
        await user.press("down")
        assert user.lines("#document")[:2] == ["• line 18", "• line 19"]  # it was for where one was
        await opens_at(user, "line", later)
        await user.press("up")
        assert user.lines("#document")[:3] == ["• line 17", "• line 18", "• line 19"]


async def test_a_row_of_a_table_without_the_words_is_opened_under_the_heading_that_has_them(library: Path) -> None:
    async with user_of(library, size=(80, 30), settings=Settings(theme="monochrome")) as user:
        await opens(user, "kidney", "10 | half")
        assert user.line_under_cursor() == "10  │ half"
        assert is_in_upper_third(user, "half")
        assert row_of(user, "Kidney impairment") < row_of(user, "GFR") < row_of(user, "half")
        assert user.marked() == ["Kidney"]
        user.sees("passage 2 of 2", inside="#hints")
        await user.press("n")
        user.sees("passage 1 of 2", inside="#hints")
        assert user.current_match() == "Kidney"


async def test_the_question_that_holds_it_is_opened(library: Path) -> None:
    async with user_of(library, size=(80, 24)) as user:
        await opens(user, "answer 14", "Q: Question 14")
        user.sees("- Q: Question 14?", "A: Answer 14.", "+ Q: Question 15?")


async def test_another_passage_of_the_same_drug_keeps_the_chosen_section(library: Path) -> None:
    async with user_of(library, size=(120, 40), section="usage") as user:
        await opens(user, "line", "line 17")
        await opens(user, "answer 14", "Q: Question 14")
        user.sees_tab_chosen("7 FAQs")
        screen = user.app.screen
        assert isinstance(screen, BrowseScreen)
        screen.detail.open(screen.finder.listing.entries[0])
        await user.waits()
        user.sees_tab_chosen("2 Usage")
        user.sees("No pain.")


async def test_what_stands_outside_the_sections(library: Path) -> None:
    front, disclaimer = (Passage(part, 0, len(part.source)) for part in (read(TEXT).parts[0], read(TEXT).parts[-1]))
    async with user_of(library, size=(80, 24)) as user:
        await opens(user, "nobody", "Openol is a drug")
        user.sees_tab_chosen("1 (Name)")
        assert user.current_match() == "nobody"
        await opens_at(user, "keeper", front)
        user.sees_tab_chosen("1 (Name)")
        assert user.current_match() == "keeper"
        await opens_at(user, "somebody", disclaimer)
        user.sees_tab_chosen("0 All")
        assert user.current_match() == "somebody"


async def test_of_equal_passages_the_right_one_is_opened(library: Path) -> None:
    async with user_of(library, size=(80, 24)) as user:
        later = [each for each in passages(read(TEXT)) if each.text == "* line 7"][1]
        await opens_at(user, "line", later)
        await user.press("pageup")
        user.sees("half")


async def test_a_file_that_has_changed_since_opens_at_the_first_match_of_the_section(library: Path) -> None:
    async with user_of(library, size=(80, 24)) as user:
        old = next(each for each in passages(read(TEXT)) if each.text.startswith("Never more"))
        write(library / "openol.md", TEXT.replace("Never more than 5 mg", "Never more than 4 mg"), at=1_700_000_100)
        await opens_at(user, "mg", old)
        user.sees("Never more than 4 mg.")
        assert user.current_match() == "mg"


async def test_the_window_of_another_size_keeps_the_passage_in_its_upper_third(library: Path) -> None:
    async with user_of(library, size=(120, 40)) as user:
        await opens(user, "stop", "The last line says")
        for size in SIZES:
            await user.resizes(*size)
            assert is_in_upper_third(user, "The last line says")
        await user.press("m")
        assert is_in_upper_third(user, "The last line says")
        await user.press("down", "down")
        assert is_in_upper_third(user, "The last line says")
        await user.press("pageup", "pageup", "end")
        assert user.lines("#document")[-1]

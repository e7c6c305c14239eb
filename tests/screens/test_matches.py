"""Matches in the open monograph: marked, and gone through."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from driver import User, user_of
from nest import TWICE, nest
from rich.color import Color
from small_library import small_library, write

from medtui.library.entry import Entry
from medtui.library.names.folding import fold
from medtui.library.query.matcher import Matcher, Wanted
from medtui.presentation.marking import Marked
from medtui.presentation.page import PagePiece
from medtui.tui import match_steps
from medtui.tui.detail_pane import DetailPane
from medtui.tui.screens.browse import BrowseScreen


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path)


@pytest.fixture
def owls(tmp_path: Path) -> Path:
    return nest(tmp_path)


def pane_of(user: User) -> DetailPane:
    screen = user.app.screen
    assert isinstance(screen, BrowseScreen)
    return screen.detail


async def searches(user: User, words: str) -> None:
    """As the search for drugs does it."""
    pane_of(user).navigation.mark(Matcher([Wanted((word,)) for word in fold(words).split()]) if words else None)
    await user.waits()


async def opens_drug(user: User, number: int) -> None:
    """As the list does it when the cursor comes to a name."""
    pane_of(user).open(entries_of(user)[number])
    await user.waits()


async def opens_result(user: User, number: int, section: str) -> None:
    """As the list does it when the cursor comes to a result."""
    pane_of(user).open_at_match(entries_of(user)[number], section)
    await user.waits()


def entries_of(user: User) -> Sequence[Entry]:
    screen = user.app.screen
    assert isinstance(screen, BrowseScreen)
    return screen.finder.listing.entries


# From match to match ----------------------------------------------------------------------------------


async def test_n_goes_through_all_sections_and_round(owls: Path) -> None:
    async with user_of(owls, drug="Twicelin", section="usage", size=(120, 24)) as user:
        await searches(user, "owl")
        assert user.marked() == ["owl"]
        seen = []
        for _ in range(4):
            await user.press("n")
            tab = user.words("#tabs").partition("[")[2].partition("]")[0]
            seen.append((tab, user.current_match(), user.words("#hints")))
        assert seen == [
            ("2 Usage", "owl", "passage 1 of 3"),
            ("3 Dosage", "Owls owls", "passage 2 of 3"),
            ("7 FAQs", "owl", "passage 3 of 3"),
            ("2 Usage", "owl", "passage 1 of 3. From the end back to the first one."),
        ]
        await user.press("N")
        user.sees_tab_chosen("7 FAQs")
        user.sees("passage 3 of 3. From the start round to the last one.", inside="#hints")
        user.sees("- Q: May it be taken at night?", "+ Q: And by day?")
        await user.press("N")
        assert user.current_match() == "Owls owls"


async def test_the_chosen_section_stays_chosen(owls: Path) -> None:
    async with user_of(owls, section="usage") as user:
        await searches(user, "owls")
        await user.press("alt+n")
        user.sees_tab_chosen("3 Dosage")
        await opens_drug(user, 1)
        user.sees_tab_chosen("2 Usage")
        user.sees("No bird.")


async def test_after_another_section_n_starts_there(owls: Path) -> None:
    async with user_of(owls, drug="Twicelin", section="usage") as user:
        await searches(user, "owl")
        await user.press("n", "7", "n")
        user.sees("passage 3 of 3", inside="#hints")
        await user.press("2", "N")
        user.sees("passage 3 of 3. From the start", inside="#hints")


async def test_in_all_the_matches_are_those_of_the_whole_file(owls: Path) -> None:
    async with user_of(owls, drug="Twicelin", section="all") as user:
        await searches(user, "owl")
        for number in range(1, 5):
            await user.press("n")
            user.sees(f"passage {number} of 4", inside="#hints")
            user.sees_tab_chosen("0 All")
        user.sees("The owl is no doctor.", inside="#document")
        assert user.current_match() == "owl"


async def test_a_single_passage_is_not_said_to_be_reached_again(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="usage") as user:
        await searches(user, "fever")
        await user.press("n", "n")
        assert user.words("#hints") == "passage 1 of 1"


async def test_the_match_is_brought_into_the_window_with_lines_around_it(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="precautions", size=(120, 30)) as user:
        await searches(user, "31")
        await user.press("n")
        lines = user.lines("#document")
        at = next(number for number, line in enumerate(lines) if line.startswith("31."))
        assert 2 <= at <= len(lines) // 2
        await user.press("N")
        assert user.lines("#document") == lines  # it is in the window: nothing moves


async def test_a_match_in_a_table_whose_cells_are_long(tmp_path: Path) -> None:
    long = "word " * 120
    text = f"### Dosage\n| a | b |\n|---|---|\n| {long} owl | {long} |\n| {long} | {long} owlet |\n"
    write(tmp_path / "drugs" / "tablin.md", text)
    async with user_of(tmp_path / "drugs", drug="tablin", section="dosage", size=(80, 20)) as user:
        await searches(user, "owl")
        for word in ("owl", "owlet", "owl"):
            await user.press("n")
            assert user.current_match() == word
        await user.resizes(40, 14)
        await user.press("n")
        assert user.current_match() == "owlet"


async def test_a_question_is_a_passage_with_its_answer(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="faqs", no_color=True) as user:
        await searches(user, "food")
        await user.press("n")
        user.sees("- Q: Can zelofane be taken with food?", "Yes. Food does not change it.", "+ Q: What if")
        user.sees("passage 1 of 1", inside="#hints")
        assert user.current_match().split() == ["food", "Food"]
        await user.press("enter")
        user.does_not_see("Yes. Food does not change it.")  # Enter closes the question that one came to


async def test_reading_the_file_again_keeps_the_marks(owls: Path) -> None:
    async with user_of(owls, drug="Twicelin", section="usage") as user:
        await searches(user, "owl")
        await user.press("n", "n")
        write(owls / "a.md", TWICE.format(usage="No bird.", dosage="An owl, and an owlet."))
        await user.press("r")
        user.sees_tab_chosen("3 Dosage")
        assert user.marked() == ["owl", "owlet"]
        await user.press("n")
        user.sees("passage 1 of 2", inside="#hints")
        assert user.current_match() == "owl owlet"


async def test_n_without_a_search(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("alt+n")
        user.sees("Nothing is marked. f finds words in this monograph.", inside="#hints")


async def test_keys_when_no_monograph_is_open(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    async with user_of(tmp_path / "empty") as user:
        await user.press("alt+f")
        user.sees("Nothing is open to find words in.", inside="#hints")
        await user.press("alt+n", "alt+shift+n", "alt+left", "alt+right")
        user.sees("No monograph was read after this one.", inside="#hints")


# Marks of the search for drugs ------------------------------------------------------------------------


async def test_the_marks_of_the_search_stay_from_drug_to_drug(owls: Path) -> None:
    async with user_of(owls, section="dosage") as user:
        await searches(user, "owl")
        await opens_drug(user, 1)
        assert user.marked() == ["owl"]
        await user.press("2")
        assert user.marked() == []
        await user.press("3")
        await searches(user, "day")
        assert user.marked() == ["day"]
        await searches(user, "")
        assert (user.current_match(), user.marked()) == ("", [])


async def test_finding_in_a_monograph_gives_way_to_the_search_again(owls: Path) -> None:
    async with user_of(owls, drug="Twicelin", section="usage") as user:
        await searches(user, "owl")
        await user.types("flooks")
        assert (user.current_match(), user.marked()) == ("looks", [])
        await user.press("escape")
        assert user.marked() == ["owl"]
        await user.types("flooks")
        await user.press("enter")
        await opens_drug(user, 1)
        await user.press("3")
        assert user.marked() == ["owl"]


async def test_a_result_opens_at_its_section_this_time_only(owls: Path) -> None:
    async with user_of(owls, section="usage", size=(120, 24)) as user:
        await searches(user, "owl")
        await opens_result(user, 0, "dosage")
        user.sees_tab_chosen("3 Dosage")
        assert user.current_match() == "Owls owls"  # far below the top
        await opens_result(user, 0, "faqs")  # the next result of the same drug
        user.sees_tab_chosen("7 FAQs")
        user.sees("The owl says yes.")
        await opens_drug(user, 1)
        user.sees("Zwei", inside="#header")
        user.sees_tab_chosen("2 Usage")


async def test_a_result_outside_the_sections(owls: Path) -> None:
    async with user_of(owls, section="usage") as user:
        await searches(user, "twicelin doctor")
        await opens_result(user, 0, "")
        user.sees_tab_chosen("1 (Name)")
        assert user.current_match() == "Twicelin"
        await searches(user, "doctor")
        await opens_result(user, 0, "")
        user.sees_tab_chosen("0 All")
        assert user.current_match() == "doctor"


async def test_matches_are_counted_only_for_a_reader_who_stays(owls: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    marked: list[Marked] = []

    def count(pieces: Sequence[PagePiece], matcher: Matcher) -> Marked:
        marked.append(Marked(pieces, matcher))
        return marked[-1]

    monkeypatch.setattr(match_steps, "Marked", count)
    async with user_of(owls, section="usage") as user:
        await user.press("down", "up", "3")
        assert not marked
        await searches(user, "owl")
        await opens_result(user, 0, "dosage")
        await opens_drug(user, 1)
        await opens_drug(user, 0)
        assert len(marked) == 3  # once for each section that came up
        user.does_not_see("of 3")
        await opens_result(user, 0, "dosage")
        await user.press("enter")
        user.sees("passage 2 of 3", inside="#hints")
        already = len(marked)
        await user.press("n", "n", "n", "n", "n")
        assert len(marked) == already


# How it looks -----------------------------------------------------------------------------------------


async def test_marks_can_be_told_without_colour(owls: Path) -> None:
    async with user_of(owls, drug="Twicelin", section="dosage", no_color=True) as user:
        await searches(user, "owl")
        await user.press("n")
        current, plain = user.style_of("Owls"), user.style_of("see")
        await user.press("2")
        other = user.style_of("owl")
        assert (current.reverse, other.reverse, plain.reverse) == (True, None, None)
        assert (current.underline, other.underline, plain.underline) == (None, True, None)


@pytest.mark.parametrize("themes", [0, 1, 2])
async def test_marks_can_be_read_in_every_theme(owls: Path, themes: int) -> None:
    async with user_of(owls, drug="Twicelin", section="dosage") as user:
        await searches(user, "owl")
        await user.press("n", *["t"] * themes)
        for section, word in (("3", "Owls"), ("2", "owl")):
            await user.press(section)
            style = user.style_of(word)
            assert style.color
            assert style.bgcolor
            assert ratio(style.color, style.bgcolor) > 4.5


def ratio(one: Color, other: Color) -> float:
    """Their contrast, as the WCAG counts it."""

    def light(color: Color) -> float:
        parts = [part / 255 for part in color.get_truecolor()]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


# A narrow window --------------------------------------------------------------------------------------


async def test_a_result_opened_behind_the_list_is_in_the_window_when_it_is_shown(owls: Path) -> None:
    async with user_of(owls, section="usage", size=(40, 12)) as user:
        await searches(user, "owl")
        await opens_result(user, 0, "dosage")
        await user.press("enter")
        assert user.current_match() == "Owls owls"
        assert user.words("#hints") == "passage 2 of 3"

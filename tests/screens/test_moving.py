"""Moving about: panes, pages, vim's keys, and the mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import User, user_of
from small_library import many_drugs, small_library

FIRST_PRECAUTION, LAST_PRECAUTION = "1. Precaution number 1 is", "60. Precaution number 60 is"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path)


@pytest.fixture
def long_list(tmp_path: Path) -> Path:
    return many_drugs(tmp_path, 120)


def number(user: User) -> int:
    """The number of the drug under the cursor."""
    return int(user.row_under_cursor().removeprefix("Drug "))


@pytest.mark.parametrize("key", ["tab", "shift+tab"])
async def test_tab_changes_the_pane(library: Path, key: str) -> None:
    async with user_of(library) as user:
        await user.press(key)
        assert user.focus == "document"
        await user.press(key)
        assert user.focus == "drugs"


async def test_enter_reads_the_drug_and_escape_goes_back(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("down", "enter")
        assert user.focus == "document"
        await user.press("escape")
        assert user.focus == "drugs"
        user.sees_drug("Cardolin")


async def test_the_pane_with_the_focus_can_be_told_without_colour(library: Path) -> None:
    async with user_of(library, no_color=True) as user:
        in_list = user.css_of("▸ Bexarol"), user.runs()
        await user.press("tab")
        assert (user.css_of("▸ Bexarol"), user.runs()) != in_list


@pytest.mark.parametrize("focus", ["search", "drugs"])
@pytest.mark.parametrize(("start", "pages", "back"), [("pagedown", 1, "pageup"), ("end", 3, "home")])
async def test_pages_of_the_list(long_list: Path, start: str, pages: int, back: str, focus: str) -> None:
    async with user_of(long_list) as user:
        if focus == "drugs":
            await user.press("tab", "tab")
        assert user.focus == focus
        rows = len(user.lines("#drugs"))
        await user.press(start)
        reached = number(user)
        user.sees_drug(f"Drug {reached:03}")
        if pages == 1:
            assert rows - 3 <= reached - 1 <= rows
        else:
            assert reached == 120
        await user.press(back)
        assert number(user) == 1


async def test_the_cursor_is_never_out_of_sight(long_list: Path) -> None:
    async with user_of(long_list, size=(110, 14)) as user:
        for key in ["down"] * 12 + ["pagedown"] * 4 + ["up"] * 12 + ["end", "pageup", "home"]:
            await user.press(key)
            user.sees_drug(user.row_under_cursor())


@pytest.mark.parametrize(("down", "up"), [("down", "up"), ("j", "k")])
async def test_lines_of_the_text(library: Path, down: str, up: str) -> None:
    async with user_of(library, drug="Zelofane", section="precautions", size=(120, 30)) as user:
        before = user.lines("#document")
        await user.press(down, down, down)
        assert user.lines("#document")[0] == before[3]
        await user.press(up)
        assert user.lines("#document")[0] == before[2]


@pytest.mark.parametrize(("down", "up"), [("pagedown", "pageup"), ("ctrl+f", "ctrl+b")])
async def test_pages_of_the_text(library: Path, down: str, up: str) -> None:
    async with user_of(library, drug="Zelofane", section="precautions", size=(120, 30)) as user:
        before = user.lines("#document")
        await user.press(down)
        after = user.lines("#document")
        assert after[0] in before[-3:]  # nothing is skipped
        assert after[0] != before[0]
        await user.press(up)
        assert user.lines("#document") == before


@pytest.mark.parametrize(("last", "first"), [("end", "home"), ("G", "g")])
async def test_the_ends_of_the_text(library: Path, last: str, first: str) -> None:
    async with user_of(library, drug="Zelofane", section="precautions", size=(120, 30)) as user:
        user.sees(FIRST_PRECAUTION)
        user.does_not_see(LAST_PRECAUTION)
        await user.press(last)
        user.sees(LAST_PRECAUTION)
        assert user.lines("#document")[-1].startswith("60.")  # and no further
        await user.press(first)
        user.sees(FIRST_PRECAUTION)


async def test_the_scrollbar_shows_where_one_is(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="precautions", size=(120, 30)) as user:
        right = user.app.screen.query_one("#document").region.right - 1

        def thumb() -> list[int]:
            return [run.y for run in user.runs() if "┃" in run.text and run.x + len(run.text) - 1 == right]

        at_top = thumb()
        assert at_top
        await user.press("end")
        assert thumb()[0] > at_top[-1]
        await user.press("3")
        assert thumb() == []


# The mouse --------------------------------------------------------------------------------------------


async def test_the_wheel_scrolls_the_text(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="precautions", size=(120, 30)) as user:
        before = user.lines("#document")
        await user.turns_the_wheel(2, over="#document")
        moved = before.index(user.lines("#document")[0])
        assert moved > 1
        await user.turns_the_wheel(-5, over="#document")
        assert user.lines("#document") == before


async def test_the_wheel_scrolls_the_list_and_opens_nothing(long_list: Path) -> None:
    async with user_of(long_list) as user:
        await user.turns_the_wheel(3, over="#drugs")
        assert "Drug 001" not in user.words("#drugs")
        user.sees("Drug 001", inside="#header")
        await user.turns_the_wheel(100, over="#drugs")
        user.sees("Drug 120", inside="#drugs")
        await user.press("down")
        user.sees_drug("Drug 002")


async def test_a_click_opens_a_drug(library: Path) -> None:
    async with user_of(library) as user:
        await user.clicks_on("Folium", inside="#drugs")
        user.sees_drug("Folium")
        await user.clicks_on("invented fever", inside="#drugs")  # a further line of a long name
        user.sees("Immunoglobulin against", inside="#header")
        await user.clicks_at(5, 35)  # below the last row
        user.sees("Immunoglobulin against", inside="#header")


async def test_a_click_chooses_a_section(library: Path) -> None:
    async with user_of(library) as user:
        await user.clicks_on("4 Effects")
        user.sees_tab_chosen("4 Side effects")
        await user.clicks_on("7 FAQs")
        user.sees_tab_chosen("7 FAQs")
        await user.clicks_on("w ⚠", inside="#tabs")
        user.sees_tab_chosen("w ⚠")


async def test_a_click_on_the_disclaimer_shows_all_of_it(library: Path) -> None:
    async with user_of(library) as user:
        await user.clicks_on("For education only")
        user.sees("This monograph has none of its own.")


async def test_a_click_on_a_hint_does_what_it_says(library: Path) -> None:
    async with user_of(library) as user:
        await user.clicks_on("read", inside="#hints")
        assert user.focus == "document"
        await user.clicks_on("find", inside="#hints")
        assert user.focus == "search"
        await user.clicks_on("help", inside="#hints")
        user.sees("Line, drug or question up")
        await user.press("escape")
        await user.clicks_on("quit", inside="#hints")
        assert not user.app.is_running


async def test_clicks_anywhere_do_no_harm(library: Path) -> None:
    async with user_of(library, size=(80, 24)) as user:
        for y in range(22):
            await user.clicks_at(39 + y, y)
        assert user.app.is_running


# Selecting --------------------------------------------------------------------------------------------


async def test_text_can_be_selected_and_copied(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="dosage") as user:
        plain = user.style_of("Halve the dose").bgcolor
        await user.selects("Halve the dose")
        assert user.app.screen.get_selected_text() == "Halve the dose"
        assert user.style_of("Halve the dose").bgcolor != plain
        assert user.style_of("where creatinine").bgcolor == plain
        await user.press("ctrl+c")
        assert user.clipboard == "Halve the dose"
        await user.clicks_on("By mouth")
        assert not user.app.screen.get_selected_text()
        assert user.style_of("Halve the dose").bgcolor == plain


async def test_a_selection_over_several_lines(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="side_effects") as user:
        start, end = user.finds("drowsiness"), user.finds("dry mouth")
        await user.drags(start, (end[0] + len("dry") - 1, end[1]))
        selected = user.app.screen.get_selected_text() or ""
        assert selected.split() == ["drowsiness", "2.", "dry"]


async def test_selecting_wide_characters(library: Path) -> None:
    async with user_of(library, drug="Wideton 広域薬") as user:
        await user.selects("薬は全角")
        assert user.app.screen.get_selected_text() == "薬は全角"


async def test_a_selection_is_right_after_scrolling(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="precautions", size=(120, 30)) as user:
        await user.press("end")
        await user.selects("Precaution number 59")
        assert user.app.screen.get_selected_text() == "Precaution number 59"


async def test_selecting_in_a_question_does_not_open_it(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="faqs") as user:
        await user.selects("Can")
        assert user.app.screen.get_selected_text() == "Can"
        user.does_not_see("Food does not change it.")
        await user.clicks_on("What if a dose")
        user.sees("Never take two at once.")


@pytest.mark.parametrize("keys", [["4"], ["tab", "home"], ["e"], ["r"]], ids=["section", "drug", "questions", "reload"])
async def test_another_text_is_not_selected(library: Path, keys: list[str]) -> None:
    """What was selected in one text must not turn into other words, in the same place, of the next one."""
    async with user_of(library, drug="Zelofane", section="dosage") as user:
        await user.selects("By mouth")
        await user.press(*keys)
        assert (user.app.screen.get_selected_text() or "By mouth") == "By mouth"


async def test_a_selection_survives_another_size_or_is_gone(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="dosage") as user:
        await user.selects("Halve the dose")
        await user.resizes(60, 20)
        assert (user.app.screen.get_selected_text() or "Halve the dose") == "Halve the dose"


async def test_the_wheel_scrolls_the_help(library: Path) -> None:
    async with user_of(library, size=(60, 14)) as user:
        await user.press("?")
        before = user.lines("#document")
        await user.turns_the_wheel(1, over="#document")
        assert user.lines("#document")[0] in before[1:]


async def test_a_mouse_that_is_not_on_the_screen_does_nothing(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("/")
        focus = user.focus
        await user.clicks_at(9_999, 9_999)
        await user.clicks_at(120, 5)
        assert user.focus == focus != ""

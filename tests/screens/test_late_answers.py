"""Texts that are still being read, and answers that come late: neither moves what the reader has before them."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import user_of
from small_library import many_drugs
from ward import ward, write_drug

from medtui.tui.catalogue_follower import CatalogueFollower
from medtui.tui.footer import Notice


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return ward(tmp_path)


# No catalogue yet -------------------------------------------------------------------------------------


async def test_names_work_before_there_is_a_catalogue(library: Path) -> None:
    async with user_of(library, catalogue=False) as user:
        user.sees("7 drugs", "Amlodipine")
        await user.types("/para")
        user.sees_drug("Paracetamol")
        user.sees("1 of 7 drugs")
        user.does_not_see("in text")


async def test_it_is_said_that_the_texts_are_still_to_be_read(library: Path) -> None:
    async with user_of(library, catalogue=False) as user:
        await user.types("/intubation")
        user.sees("The text can be searched once it has been read.")
        await user.looks_at_the_files()
        user.sees("In text · 1 monograph")
        user.sees("Still open: Amlodipine")  # nothing is opened without a key
        await user.press("enter")
        user.sees_drug("Succinylcholine")


async def test_the_progress_is_told_and_goes_away(library: Path) -> None:
    async with user_of(library, catalogue=False) as user:
        user.list_pane.post_message(CatalogueFollower.Progressed("text", 300, 1200, 42.0))
        await user.waits()
        user.sees("reading texts 300 of 1,200, 42 s left", inside="#status")
        user.list_pane.post_message(CatalogueFollower.Progressed("text", 600, 1200, None))
        await user.waits()
        user.sees("reading texts 600 of 1,200", inside="#status")
        user.does_not_see("42 s", inside="#status")
        await user.looks_at_the_files()
        user.does_not_see("600 of 1,200")
        user.sees("7 drugs")


async def test_a_first_start_ends_with_everything_in_the_list(tmp_path: Path) -> None:
    library = many_drugs(tmp_path, 300)
    async with user_of(library, catalogue=False) as user:
        await user.looks_at_the_files()
        user.sees("300 drugs")
        await user.press("end")
        user.sees_drug("Drug 300")


async def test_a_notice_of_the_follower_is_seen_once(library: Path) -> None:
    async with user_of(library) as user:
        user.list_pane.post_message(Notice("The catalogue was damaged, so it was made anew."))
        await user.waits()
        user.sees("The catalogue was damaged", inside="#hints")
        await user.press("down")
        user.does_not_see("The catalogue was damaged")


async def test_a_reader_is_not_disturbed_when_the_texts_can_be_searched_at_last(library: Path) -> None:
    async with user_of(library, catalogue=False) as user:
        await user.types("/infections")
        await user.press("ctrl+u")
        await user.types("am")
        await user.press("down", "enter")
        title = user.row_under_cursor()
        assert title != "Amlodipine"
        user.sees_drug(title)
        await user.looks_at_the_files()
        user.sees("in text 0")
        user.sees_drug(title)
        assert user.focus == "document"


# Late answers -----------------------------------------------------------------------------------------


async def test_a_late_answer_moves_nothing(library: Path) -> None:
    for title in ("Tubexin", "Tubexol", "Tubexum"):
        write_drug(library, title, "### Usage\nFor pain.\n")
    async with user_of(library) as user:
        user.search_thread.hold()
        await user.types("/tube")
        user.sees("3 of 10 drugs · searching", inside="#status")
        await user.press("down")
        title = user.row_under_cursor()
        user.sees_drug(title)
        await user.is_answered()
        user.sees("In text · 1 monograph", "For a tube in the throat.")
        user.sees_drug(title)
        user.does_not_see("searching")


async def test_a_late_answer_does_not_reopen_what_is_read(library: Path) -> None:
    write_drug(library, "Tubexol", "### Usage\nFor pain.\n\n### Precautions\n" + "A line.\n\n" * 80)
    async with user_of(library) as user:
        user.search_thread.hold()
        await user.types("/tube")
        await user.press("enter", "6", "pagedown")
        before = user.lines("#document")
        await user.is_answered()
        user.sees("in text 2")
        assert user.lines("#document") == before
        user.sees_tab_chosen("6 Precautions")
        assert user.focus == "document"


async def test_enter_waits_for_the_answer_that_says_what_comes_first(library: Path) -> None:
    async with user_of(library) as user:
        user.search_thread.hold()
        await user.types("/amoxicillin milk")
        await user.press("enter")
        assert user.focus == "search"
        await user.is_answered()
        assert user.focus == "document"
        user.sees_tab_chosen("7 FAQs")
        assert user.current_match() == "milk"


async def test_a_key_after_enter_calls_it_off(library: Path) -> None:
    async with user_of(library) as user:
        user.search_thread.hold()
        await user.types("/amoxicillin milk")
        await user.press("enter", "backspace")
        await user.is_answered()
        assert user.focus == "search"


async def test_the_slash_after_enter_calls_it_off(library: Path) -> None:
    """Else the letters after it would be commands."""
    async with user_of(library) as user:
        user.search_thread.hold()
        await user.types("/amoxicillin milk")
        await user.press("enter", "slash")
        await user.is_answered()
        assert user.focus == "search"


async def test_a_key_calls_off_an_answer_that_has_just_come(library: Path) -> None:
    """Else the slash moves the focus to the box, the answer to the text, and a letter is a command there."""
    async with user_of(library) as user:
        user.search_thread.hold()
        await user.types("/amoxicillin milk")
        await user.press("enter")
        user.search_thread.let_go()
        user.list_pane.call_later(user.list_pane.call_off)
        await user.waits()
        assert user.focus == "search"


async def test_with_no_name_the_first_text_opens_when_it_comes(library: Path) -> None:
    async with user_of(library, drug="Paracetamol") as user:
        user.search_thread.hold()
        await user.types("/intubation")
        user.sees("Searching the text.", inside="#drugs")
        user.sees("Still open: Paracetamol")
        await user.is_answered()
        user.sees_drug("Succinylcholine")


async def test_a_late_answer_to_another_question_is_dropped(library: Path) -> None:
    async with user_of(library) as user:
        user.search_thread.hold()
        await user.types("/renal")
        await user.press("ctrl+u")
        await user.types("pain")
        await user.is_answered()
        user.sees("In text · 2 monographs")
        user.sees("Pentazocine", "Paracetamol", inside="#drugs")
        user.does_not_see("Ampicillin", inside="#drugs")


async def test_clearing_the_box_before_the_answer_comes(library: Path) -> None:
    async with user_of(library) as user:
        user.search_thread.hold()
        await user.types("/renal")
        await user.press("escape")
        user.sees("7 drugs")
        user.does_not_see("searching")
        await user.is_answered()
        user.does_not_see("In text", "searching")


async def test_a_mistake_before_the_answer_comes(library: Path) -> None:
    async with user_of(library) as user:
        user.search_thread.hold()
        await user.types("/renal")
        await user.pastes(" )")
        assert user.list_pane.finder.error
        await user.is_answered()
        user.sees("In text · 2 monographs", user.list_pane.finder.error)


async def test_look_alikes_come_only_when_the_texts_have_nothing_either(library: Path) -> None:
    async with user_of(library, drug="Paracetamol") as user:
        user.search_thread.hold()
        await user.press("/")
        await user.pastes("amoxicilin")
        user.does_not_see("Did you mean")
        await user.is_answered()
        user.sees("Did you mean:")
        user.sees("Still open: Paracetamol")

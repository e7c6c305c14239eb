"""The box: mistakes in a query, names that only look alike, earlier searches, the way back, and the palette."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import User, user_of
from ward import ward, write_drug


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return ward(tmp_path)


def box(user: User) -> str:
    """What stands in the box."""
    return user.lines("#search")[0].removeprefix("/").strip()


# Mistakes ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mistake", [" dosge:x", " xyz:y", " )", " renal OR )"])
async def test_a_mistake_is_said_and_the_last_results_stay(library: Path, mistake: str) -> None:
    async with user_of(library) as user:
        await user.types("/renal")
        rows = user.words("#drugs")
        await user.pastes(mistake)
        error = user.list_pane.finder.error
        assert error
        user.sees(error, inside="#status")
        assert user.words("#drugs") == rows
        user.sees("in text 2", inside="#status")
        await user.press(*["backspace"] * len(mistake))
        assert not user.list_pane.finder.error
        user.does_not_see(error)
        assert user.words("#drugs") == rows


async def test_the_rows_under_a_mistake_still_lead_somewhere(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/renal")
        first = user.row_under_cursor()
        await user.pastes(" nosuch:x")
        await user.press("down")
        assert user.row_under_cursor() != first
        user.sees_drug(user.row_under_cursor())
        await user.press("enter")
        assert user.focus == "document"


async def test_a_mistake_takes_no_more_room_than_it_needs(library: Path) -> None:
    async with user_of(library, size=(40, 12)) as user:
        await user.types("/renal nosuch:x")
        assert user.list_pane.finder.error
        user.sees(user.list_pane.finder.error.split()[0], inside="#status")
        assert len(user.lines("#drugs")) >= 2
        await user.press(*["backspace"] * 9)
        assert len(user.lines("#status")) == 1


async def test_clearing_the_box_clears_the_mistake(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/nosuch:x")
        error = user.list_pane.finder.error
        user.sees(error, inside="#status")
        await user.press("escape")
        user.does_not_see(error)
        user.sees("7 drugs")


# Names that look alike --------------------------------------------------------------------------------


async def test_look_alike_names_are_offered_and_not_opened(library: Path) -> None:
    async with user_of(library, drug="Paracetamol") as user:
        await user.press("/")
        await user.pastes("amoxicilin")
        user.sees("0 of 7 drugs", "Did you mean:")
        user.sees("AMOXicillin penicillin antibacterial", "AMPicillin penicillin antibacterial", inside="#drugs")
        user.sees("Nothing is chosen.", "Still open: Paracetamol")
        assert not user.row_under_cursor()
        await user.press("enter")
        assert user.focus == "search"
        await user.press("down", "down")
        user.sees("Enter reads Ampicillin.", "Still open: Paracetamol")  # the cursor alone opens none of them
        await user.press("enter")
        assert user.focus == "document"
        user.sees("Ampicillin", inside="#header")
        user.sees_tab_chosen("2 Usage")


async def test_a_look_alike_stands_before_what_is_said_of_other_drugs(library: Path) -> None:
    write_drug(library, "Otherol", "### Usage\nFever.\n")
    async with user_of(library) as user:
        await user.press("/")
        await user.pastes("amoxicilin fever")
        user.sees("without: amoxicilin", "Otherol › Usage", inside="#drugs")
        lines = "\n".join(user.lines("#drugs"))
        assert lines.index("AMOXicillin") < lines.index("Otherol")
        assert not user.row_under_cursor()


async def test_an_abbreviation_of_several_drugs_chooses_none(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("/")
        await user.pastes("AZT")
        user.sees("azt stands for several drugs, and none of them is here.", inside="#drugs")
        write_drug(library, "Zidovudine", "### Usage\nHIV.\n")
        write_drug(library, "Azathioprine", "### Usage\nGrafts.\n")
        await user.looks_at_the_files()
        user.sees("azt stands for several drugs:", "Zidovudine", "Azathioprine", inside="#drugs")
        await user.press("enter")
        assert user.focus == "search"
        assert not user.row_under_cursor()


async def test_a_drug_that_only_its_synonym_names_is_listed_by_name(library: Path) -> None:
    write_drug(library, "Amoxicillin + Clavulanic acid", "### Usage\nBites.\n", file="both")
    async with user_of(library) as user:
        await user.types("/co-amoxiclav")
        assert user.row_under_cursor() == "Amoxicillin + Clavulanic acid"
        await user.press("enter")
        user.sees_drug("Amoxicillin + Clavulanic acid")


async def test_a_look_alike_that_is_opened_says_what_was_asked_for(library: Path) -> None:
    async with user_of(library, drug="Paracetamol", size=(80, 24)) as user:
        await user.press("/")
        await user.pastes("amoxicilin")
        await user.press("down", "enter")
        user.sees("Amoxicillin", "You asked for amoxicilin", inside="#header")
        await user.press("3", "down")
        user.sees("You asked for amoxicilin", inside="#header")
        await user.press("alt+left")
        user.sees_drug("Paracetamol")
        user.does_not_see("You asked for")
        await user.press("/")
        await user.press("ctrl+u")
        await user.types("amoxi")
        await user.press("enter")
        user.sees_drug("Amoxicillin")
        user.does_not_see("You asked for")


async def test_no_page_of_another_drug_stands_beside_an_empty_result(library: Path) -> None:
    async with user_of(library, drug="Paracetamol") as user:
        await user.press("/")
        await user.pastes("qqqq")
        user.sees("Nothing has a name or text like that.", "Still open: Paracetamol")
        user.does_not_see("Pain and fever.")
        await user.press("tab")
        assert user.focus == "document"
        user.sees("Paracetamol", inside="#header")
        user.sees("Pain and fever.", inside="#document")


async def test_the_capitals_are_also_in_the_list_without_colour(library: Path) -> None:
    async with user_of(library, no_color=True) as user:
        await user.press("/")
        await user.pastes("amoxicilin")
        user.sees("AMOXicillin", "AMPicillin", inside="#drugs")


async def test_a_click_on_a_look_alike_does_not_open_it_either(library: Path) -> None:
    async with user_of(library, drug="Paracetamol") as user:
        await user.press("/")
        await user.pastes("amoxicilin")
        await user.clicks_on("AMPicillin", inside="#drugs")
        user.sees("Still open: Paracetamol")
        await user.press("enter")
        user.sees("Ampicillin", inside="#header")


@pytest.mark.parametrize("typed", ["tazocin", "amoxicilin", "suxamethonum", "pentazosine"])
async def test_a_name_with_a_slip_opens_nothing_by_itself(library: Path, typed: str) -> None:
    async with user_of(library, drug="Paracetamol") as user:
        await user.press("/")
        await user.pastes(typed)
        user.sees("Still open: Paracetamol")


async def test_a_part_of_another_name_is_no_match(library: Path) -> None:
    async with user_of(library, drug="Paracetamol") as user:
        await user.press("/")
        await user.pastes("tazocin")
        user.sees("0 of 7 drugs")
        await user.press("enter")
        user.does_not_see("Pentazocine", inside="#header")


async def test_no_look_alikes_where_the_word_is_in_a_text(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/intubation")
        user.does_not_see("Did you mean")
        user.sees_drug("Succinylcholine")


async def test_a_look_alike_that_was_opened_can_be_opened_again_by_name(library: Path) -> None:
    async with user_of(library, drug="Paracetamol") as user:
        await user.press("/")
        await user.pastes("amoxicilin")
        await user.press("down", "enter", "escape", "escape", "/")
        await user.types("amoxi")
        user.sees_drug("Amoxicillin")


# Earlier searches -------------------------------------------------------------------------------------


async def test_up_in_an_empty_box_brings_earlier_searches_back(library: Path) -> None:
    async with user_of(library) as user:
        for words in ("renal", "pain"):
            await user.press("/")
            await user.types(words)
            await user.press("enter", "escape", "escape")
        await user.press("/", "up")
        assert box(user) == "pain"
        user.sees("in text 2", inside="#status")
        await user.press("up")
        assert box(user) == "renal"
        user.sees("In text · 2 monographs")
        await user.press("up")  # there is none before
        assert box(user) == "renal"
        await user.press("down")
        assert box(user) == "pain"
        await user.press("down")
        assert box(user) == "type a drug or a question"
        user.sees("7 drugs")
        user.does_not_see("of 7 drugs")


async def test_what_was_being_typed_comes_back_too(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/renal")
        await user.press("enter", "/", "ctrl+u")
        await user.types("pa")
        await user.press("up")
        assert box(user) == "renal"
        await user.press("down")
        assert box(user) == "pa"


async def test_typing_on_in_an_earlier_search(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/renal")
        await user.press("escape", "/", "up")
        assert box(user) == "renal"
        await user.types(" failure")
        assert box(user) == "renal failure"
        user.sees_drug("Ampicillin")


async def test_down_still_moves_in_the_list(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/renal")
        first = user.row_under_cursor()
        await user.press("down")
        assert user.row_under_cursor() != first
        assert box(user) == "renal"
        await user.press("up")
        assert user.row_under_cursor() == first
        assert box(user) == "renal"


async def test_an_earlier_search_with_a_mistake(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/nosuch:x")
        error = user.list_pane.finder.error
        await user.press("escape", "/")
        await user.types("pain")
        await user.press("escape", "/", "up", "up")
        assert box(user) == "nosuch:x"
        user.sees(error, inside="#status")


# The way back -----------------------------------------------------------------------------------------


async def test_escape_leads_back_the_way_one_came(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/renal")
        await user.press("down", "enter")
        title = "Amoxicillin"
        user.sees_drug(title)
        await user.press("f")
        await user.types("step")
        await user.press("escape")  # out of the words in the monograph, to where one was
        assert user.focus == "document"
        user.sees_tab_chosen("3 Dosage")
        await user.press("escape")  # to the list of what was found
        assert user.focus == "drugs"
        user.sees("In text · 2 monographs")
        user.sees_drug(title)
        await user.press("escape")  # to the empty box, and all drugs
        assert user.focus == "search"
        user.sees_drug(title)
        user.does_not_see("In text", "of 7 drugs")
        assert box(user) == "type a drug or a question"
        await user.press("escape")
        user.sees_drug(title)


async def test_the_marks_go_with_the_search(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/infections")
        await user.press("enter")
        assert user.current_match()
        await user.press("escape", "escape")
        assert not user.current_match()
        assert not user.marked()


# The palette ------------------------------------------------------------------------------------------


async def test_the_palette_leads_to_any_drug(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/renal")
        await user.press("ctrl+p")
        await user.types("pentazocine")
        await user.waits_for("ward · pentazocine.md")
        await user.press("enter")
        await user.waits_for("Severe pain.")
        user.sees_drug("Pentazocine")
        assert user.focus == "document"
        user.sees("7 drugs")
        user.does_not_see("of 7 drugs")


async def test_the_palette_says_why_a_drug_is_offered(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("ctrl+p")
        await user.types("acetaminophen")
        await user.waits_for("Paracetamol (also called Acetaminophen)")


async def test_the_palette_leads_to_a_further_section(library: Path) -> None:
    async with user_of(library, drug="Paracetamol") as user:
        await user.press("ctrl+p")
        await user.types("section: overdose")
        await user.waits_for("Section: Overdose")
        await user.press("enter")
        await user.waits_for("Give acetylcysteine.")
        user.sees_tab_chosen("8 Overdose")


async def test_the_palette_does_not_offer_look_alikes(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("ctrl+p")
        await user.types("amoxicilin")
        await user.waits_for("No matches found")
        user.does_not_see("ward · amoxicillin.md", "ward · ampicillin.md")


async def test_a_name_in_the_palette_is_only_text(library: Path) -> None:
    write_drug(library, '"[bold]Kudzu[/bold] [@click=app.quit]x[/]"', "### Usage\nNone.\n", file="kudzu")
    async with user_of(library) as user:
        await user.press("ctrl+p")
        await user.types("kudzu")
        await user.waits_for("[bold]Kudzu[/bold]")
        await user.press("enter")
        await user.waits_for("None.")
        user.sees("[bold]Kudzu[/bold]", inside="#header")


# One drug, two names ----------------------------------------------------------------------------------


async def test_the_same_drug_under_its_other_name_is_linked(library: Path) -> None:
    async with user_of(library, drug="Suxamethonium", section="dosage") as user:
        user.sees("Same drug: Succinylcholine (s)", inside="#header")
        await user.press("s")
        user.sees_drug("Succinylcholine")
        user.sees_tab_chosen("3 Dosage")
        user.sees("Same drug: Suxamethonium (s)", inside="#header")
        assert user.focus == "document"
        await user.press("s")
        user.sees_drug("Suxamethonium")


async def test_s_from_a_search_shows_all_drugs(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/intubation")
        await user.press("enter", "s")
        user.sees_drug("Suxamethonium")
        user.does_not_see("In text")


async def test_s_where_there_is_no_such_drug(library: Path) -> None:
    async with user_of(library, drug="Paracetamol") as user:
        user.does_not_see("Same drug")
        await user.press("s")
        user.sees("No other monograph here is about this drug.", inside="#hints")
        user.sees_drug("Paracetamol")


async def test_the_other_name_is_in_sight_in_a_narrow_window(library: Path) -> None:
    for size in ((80, 24), (60, 20)):
        async with user_of(library, drug="Suxamethonium", size=size) as user:
            user.sees("Same drug: Succinylcholine (s)", inside="#header")

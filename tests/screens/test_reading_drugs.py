"""Reading: drugs and sections by key, what is missing, and the place that is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import User, user_of
from small_library import LONG_NAME, OWN_DISCLAIMER, small_library, write

SECTIONS = ["All", "Name", "Usage", "Dosage", "Side effects", "How it works", "Precautions", "FAQs"]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path)


def first_line(user: User) -> str:
    """The line of text at the top of the document."""
    return user.lines("#document")[0].strip()


async def test_the_first_drug_is_open_at_its_usage(library: Path) -> None:
    async with user_of(library) as user:
        user.sees_drug("Bexarol")
        user.sees_tab_chosen("2 Usage")
        user.sees("Bexarol is for invented rhythms only.", "9 drugs", "undated", "drugs")
        assert user.focus == "search"


async def test_arrows_open_the_drug(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("down")
        user.sees_drug("Cardolin")
        user.sees("Cardolin is for the invented heart.")
        await user.press("up", "up")
        user.sees_drug("Bexarol")


async def test_the_chosen_section_stays_from_drug_to_drug(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("3")
        user.sees_tab_chosen("3 (Dosage)")
        user.sees("This monograph has no Dosage section.")
        await user.press("down")
        user.sees_tab_chosen("3 Dosage")
        user.sees("One drop every 8 hours.")
        await user.press("down")
        user.sees_tab_chosen("3 Dosage")
        user.sees("5 mg once.", "7 mg twice.")
        await user.press("down")  # without sections
        user.sees_tab_chosen("1 Monograph")
        await user.press("down")
        user.sees_tab_chosen("3 (Dosage)")
        await user.press("end")
        user.sees_tab_chosen("3 Dosage")
        user.sees("6-12 years")


@pytest.mark.parametrize("digit", range(8))
async def test_digits_choose_sections(library: Path, digit: int) -> None:
    async with user_of(library, drug="Zelofane") as user:
        await user.press(str(digit))
        user.sees_tab_chosen(f"{digit} {SECTIONS[digit]}")


async def test_eight_and_nine_are_the_first_further_sections(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("8")
        user.sees_tab_chosen("8 Contraindications")
        user.sees("A pulse below 50.")
        await user.press("9")
        user.sees_tab_chosen("9 Interactions")
        await user.press("end")  # Zelofane has no such section, and says so in its way
        user.sees_drug("Zelofane")
        user.does_not_see("A pulse below 50.", "grapefruit")


async def test_a_digit_without_a_section_changes_nothing(library: Path) -> None:
    async with user_of(library, drug="Zelofane") as user:
        await user.press("3", "8", "9")
        user.sees_tab_chosen("3 Dosage")


async def test_left_and_right_step_through_all_sections(library: Path) -> None:
    async with user_of(library) as user:
        seen = []
        await user.press(*["left"] * 20)
        for _ in range(20):
            seen.append(user.words("#tabs").partition("[")[2].partition("]")[0])
            await user.press("right")
        assert seen[0] == "w ⚠"
        assert list(dict.fromkeys(seen))[1:9] == [
            "0 All", "1 (Name)", "2 Usage", "3 (Dosage)", "4 Side effects", "5 (How it works)", "6 (Precautions)",
            "7 FAQs",
        ]  # fmt: skip
        assert list(dict.fromkeys(seen))[9:] == [
            "8 Contraindications", "9 Interactions", "Overdose", "Storage", "Brand names", "Travelling",
        ]  # fmt: skip
        user.sees("Carry a letter.")
        await user.press("alt+h")
        user.sees_tab_chosen("Brand names")
        await user.press("alt+l")
        user.sees_tab_chosen("Travelling")


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20), (40, 12), (30, 8)])
async def test_the_chosen_tab_is_always_in_sight(library: Path, size: tuple[int, int]) -> None:
    async with user_of(library, drug="Bexarol", size=size) as user:
        for _ in range(16):
            await user.press("right")
            assert user.words("#tabs").count("[") == 1
        user.sees_tab_chosen("Travelling")


async def test_a_missing_section_is_dimmed_and_in_parentheses(library: Path) -> None:
    async with user_of(library) as user:
        user.sees("(3)", inside="#tabs")
        assert user.css_of("(3)") != user.css_of("4 Effects")
        await user.press("3")
        user.sees_tab_chosen("3 (Dosage)")
        user.sees("This monograph has no Dosage section.", inside="#document")
        user.does_not_see("Slow pulse.", inside="#document")


async def test_w_shows_the_boxed_warning(library: Path) -> None:
    async with user_of(library) as user:
        user.sees("⚠ Boxed warning: w", inside="#header")
        await user.press("alt+w")
        user.sees_tab_chosen("w ⚠")
        user.sees("Bexarol can stop the invented heart.")
        await user.press("2", "down", "alt+w")
        user.sees_drug("Cardolin")
        user.sees_tab_chosen("2 Usage")
        user.sees("no boxed warning", inside="#hints")


async def test_several_drugs_in_one_file(library: Path) -> None:
    async with user_of(library, drug="Dorimab and Dorizide") as user:
        shown = user.words("#document")
        places = [shown.index(words) for words in ("Dorimab", "left knee", "Dorizide is", "right knee")]
        assert places == sorted(places)
        await user.press("6")
        user.sees("This monograph has no Precautions section.")


async def test_a_file_without_sections_is_shown_whole(library: Path) -> None:
    async with user_of(library, drug="ergomex") as user:
        for key in "0123456789":
            await user.press(key)
            user.sees_tab_chosen("1 Monograph")
            user.sees("Its dose is a matter of taste.", "It ends here, without a heading.")


async def test_all_shows_the_file_in_its_order(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="all", size=(120, 120)) as user:
        user.sees_tab_chosen("0 All")
        shown = user.words("#document")
        wanted = [
            "Front matter: 4 lines", "Zelofane (zelofane hydrate)", "given for invented pain", "moderate pain",
            "100 mg", "creatinine clearance is <30 mL/min", "1. drowsiness", "60. Precaution number 60",
        ]  # fmt: skip
        places = [shown.index(words) for words in wanted]
        assert places == sorted(places)
        await user.press("tab", "tab", "end")
        user.sees("Take it when you remember.", OWN_DISCLAIMER)


async def test_signs_and_numbers_survive(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="dosage") as user:
        user.sees("adults >60 kg", "<30 mL/min")
        await user.press("5")
        user.sees("10³ s")
        await user.press("4")
        user.sees("1. drowsiness", "2. dry mouth")


async def test_broken_front_matter_is_said_and_hides_nothing(library: Path) -> None:
    async with user_of(library, drug="Folium") as user:
        user.sees("Folium opens although its front matter is broken.")
        user.sees("⚠ Problem in the file: 1", inside="#header")
        await user.press("1")
        user.does_not_see(": : :", inside="#document")
        await user.press("enter")
        user.sees(": : :", inside="#document")


async def test_a_very_long_name_is_never_cut_in_the_list(library: Path) -> None:
    async with user_of(library) as user:
        assert LONG_NAME.replace("-", "") in user.words("#drugs").replace("- ", "-").replace("-", "")


async def test_the_whole_name_of_the_open_drug_can_be_read_in_a_wide_window(library: Path) -> None:
    async with user_of(library, drug=LONG_NAME) as user:
        user.sees(LONG_NAME, inside="#header")


async def test_wide_characters_are_wrapped_and_not_lost(library: Path) -> None:
    for size in ((120, 40), (80, 24), (40, 12)):
        async with user_of(library, drug="Wideton 広域薬", size=size) as user:
            text = "".join(user.words("#document").split())
            assert "広域薬は全角文字で書かれた架空の薬です。用量は一日二回、食後に水で服用してください。" in text
            for line in user.lines("#document"):
                assert "\ufffd" not in line


async def test_the_place_is_kept_for_each_section_while_the_drug_is_open(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="precautions") as user:
        await user.press("pagedown")
        left_at = first_line(user)
        assert left_at.startswith(("2", "3"))
        await user.press("3")
        assert first_line(user) == "By mouth, with water."
        await user.press("6")
        assert first_line(user) == left_at


async def test_the_place_is_forgotten_with_another_drug(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="precautions") as user:
        await user.press("pagedown", "escape", "up", "down")
        user.sees_drug("Zelofane")
        assert first_line(user).startswith("1. Precaution number 1 ")


async def test_starting_at_a_drug_and_a_section(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="side_effects") as user:
        user.sees_drug("Zelofane")
        user.sees_tab_chosen("4 Side effects")
        assert user.focus == "document"


async def test_other_names_and_class_are_in_the_header(library: Path) -> None:
    async with user_of(library, drug="Zelofane") as user:
        user.sees("invented analgesic", inside="#header")


# Boxed warnings ---------------------------------------------------------------------------------------

WARNED = """\
# Warnol

### Boxed Warning

Warnol stops knees. {}

- Not for children under 2 years.

| Age | Knees |
|-----|-------|
| >60 years | stiff |

### Usage

For knees.

### Dosage

5 mg.

### Side effects

Knocking.

### Precautions

Mind the stairs.
"""


@pytest.fixture
def warned(tmp_path: Path) -> Path:
    write(tmp_path / "warned/warnol.md", WARNED.format("It is meant for elbows. " * 20))
    return tmp_path / "warned"


async def test_a_boxed_warning_is_repeated_where_a_dose_is_looked_for(warned: Path) -> None:
    async with user_of(warned, drug="Warnol") as user:
        for key in "236":
            await user.press(key)
            lines = user.lines("#document")
            assert lines[0].startswith("┌─ ⚠ Boxed Warning ─")
            user.sees("Warnol stops knees.", "• Not for children", ">60 years", "repeated; w shows it by itself")
        for key in "145":
            await user.press(key)
            user.does_not_see("stops knees", inside="#document")
        for key in "w0":
            await user.press(key)
            user.sees("┌─ ⚠ Boxed Warning ─", "Warnol stops knees.", "└──────", inside="#document")
            user.does_not_see("repeated")


async def test_a_boxed_warning_without_a_heading_is_in_a_box_too(tmp_path: Path) -> None:
    write(tmp_path / "drugs/a.md", "# Aaa\n\n## Usage\n\n**Boxed warning (US):** it stops knees.\n\nFor knees.\n")
    async with user_of(tmp_path / "drugs", drug="Aaa", section="usage", size=(80, 24)) as user:
        for key in "2w0":
            await user.press(key)
            user.sees("┌─ ⚠ Boxed", "│ Boxed warning (US): it stops knees.", "└─", inside="#document")


async def test_in_a_low_window_its_first_two_lines_are_repeated(warned: Path) -> None:
    async with user_of(warned, drug="Warnol", section="dosage", size=(80, 24)) as user:
        first, one, two, last, _, dose, *_ = user.lines("#document")
        assert first.startswith("┌─ ⚠ Boxed Warning ─")
        assert one.startswith("│ Warnol stops knees.")
        assert "…" in two
        assert "w shows the whole" in last
        assert dose == "5 mg."
        assert {len(line) for line in (first, one, two, last)} == {len(first)}
        await user.resizes(100, 30)
        user.sees("• Not for children", "repeated; w shows it by itself")
        await user.resizes(80, 24)
        user.does_not_see("Not for children")


async def test_what_is_repeated_is_neither_found_twice_nor_copied(warned: Path) -> None:
    async with user_of(warned, drug="Warnol", section="dosage") as user:
        await user.press("f")
        await user.types("stops")
        user.sees("1 of 1", inside="#find")
        await user.press("escape", "3", "y")
        assert "5 mg." in user.clipboard
        assert "stops knees" not in user.clipboard


# What a tab says already ------------------------------------------------------------------------------


async def test_a_title_is_not_said_twice(tmp_path: Path) -> None:
    text = "# Aaa\n\n## 💊 Dosage\n\n5 mg.\n\n## How it Works\n\nIt sits.\n\n## Indications\n\nKnees.\n"
    text += "\n## Dosage\n\n6 mg.\n"
    write(tmp_path / "drugs/a.md", text)
    async with user_of(tmp_path / "drugs", drug="Aaa", size=(80, 24)) as user:
        await user.press("5")
        assert user.lines("#document")[0] == "It sits."
        await user.press("2")  # another word than the tab's
        assert user.lines("#document")[:2] == ["Indications", "Knees."]
        await user.press("3")
        user.sees("5 mg.", "6 mg.", "Dosage", inside="#document")
        await user.press("0")
        user.sees("💊 Dosage", "How it Works", "Indications", inside="#document")


async def test_front_matter_is_a_line_that_opens(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="all") as user:
        assert user.lines("#document")[0] == "+ Front matter: 4 lines"
        user.does_not_see("class: invented analgesic", inside="#document")
        await user.press("enter")
        user.sees("- Front matter: 4 lines", "title: Zelofane", "class: invented analgesic", inside="#document")
        await user.press("enter", "e")
        user.does_not_see("class: invented analgesic", inside="#document")

"""The outline of the open monograph, and the way from heading to heading."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import User, user_of
from small_library import write

from medtui.settings.settings import Settings

TEXT = f"""\
---
title: Outlinol
---

# Outlinol

### Generic Name
Outlinol.

### Dosage and administration
By mouth.

#### Adults
{"".join(f"* adult line {number}{chr(10)}" for number in range(1, 30))}
**Kidney impairment:** halve it.

**For the weak:**

- **Liver:** less.
- **Stop** it when yellow.

#### Children
{"".join(f"* child line {number}{chr(10)}" for number in range(1, 30))}
Never more than 5 mg.

### Storage
In the dark.

### FAQs

**Q: Is it bitter?**

A: Very.

**Q: Is it sweet?**

A: No.

**Disclaimer:** Ask.
"""

MONOCHROME = Settings(theme="monochrome")  # the cursor's line is reversed

OUTLINE = [
    "1 Generic Name",
    "3 Dosage",
    "  Adults",
    "    Kidney impairment",
    "    For the weak",
    "      Liver",
    "  Children",
    "7 FAQs",
    "  Q: Is it bitter?",
    "  Q: Is it sweet?",
    "8 Storage",
]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    write(tmp_path / "drugs" / "outlinol.md", TEXT)
    return tmp_path / "drugs"


def rows(user: User) -> list[str]:
    return [line[2:] for line in user.lines("#outline") if line]


async def test_o_shows_sections_and_headings(library: Path) -> None:
    async with user_of(library, drug="Outlinol", section="dosage", size=(80, 24)) as user:
        await user.press("o")
        assert rows(user) == OUTLINE
        user.sees("▸ 3 Dosage", "Outline: Outlinol", "⚠ Ask.")
        await user.press("down", "down", "enter")
        assert user.focus == "document"
        assert user.lines("#document")[0] == "Kidney impairment: halve it."
        await user.press("o")
        user.sees("▸     Kidney impairment")
        await user.press("escape")
        assert user.lines("#document")[0] == "Kidney impairment: halve it."


async def test_typing_narrows_and_says_the_section(library: Path) -> None:
    async with user_of(library, drug="Outlinol", section="usage", size=(80, 24)) as user:
        await user.press("o")
        await user.types("ki")
        assert rows(user) == ["Kidney impairment  Dosage"]
        await user.types("x")
        user.sees("No heading with these words.")
        await user.press("enter")
        user.sees("Outline: Outlinol")
        await user.press("ctrl+u")
        assert rows(user) == OUTLINE
        await user.types("sweet q")
        await user.press("enter")
        user.sees_tab_chosen("7 FAQs")
        user.sees("- Q: Is it sweet?", "A: No.", "+ Q: Is it bitter?")


async def test_a_section_is_gone_to_from_its_row(library: Path) -> None:
    async with user_of(library, drug="Outlinol", section="dosage", size=(80, 24)) as user:
        await user.press("pagedown", "o", "end")
        await user.press("down", "pagedown", "enter")
        user.sees_tab_chosen("8 Storage")
        await user.press("o")
        await user.types("dosage")
        await user.press("enter")
        assert user.lines("#document")[0] == "Dosage and administration"


async def test_brackets_go_from_heading_to_heading_through_all_sections(library: Path) -> None:
    async with user_of(library, drug="Outlinol", section="dosage", size=(80, 24), settings=MONOCHROME) as user:
        seen = []
        for _ in range(9):
            await user.press("]")
            seen.append(user.line_under_cursor())
        assert seen == [
            "Adults", "Kidney impairment: halve it.", "For the weak:", "• Liver: less.", "Children",
            "+ Q: Is it bitter?", "- Q: Is it bitter?", "- Q: Is it sweet?", "In the dark.",
        ]  # fmt: skip
        await user.press("]")
        user.sees("There is no heading after this one.", inside="#hints")
        back = []
        for _ in range(9):
            await user.press("[")
            back.append(user.line_under_cursor())
        assert back == [*reversed([*seen[:5], "- Q: Is it bitter?", *seen[6:-1]]), "Dosage and administration"]


async def test_the_heading_above_comes_first_on_the_way_back(library: Path) -> None:
    async with user_of(library, drug="Outlinol", section="dosage", size=(80, 24), settings=MONOCHROME) as user:
        await user.press("pagedown", "[")
        assert user.line_under_cursor() == "Adults"
        await user.press("down", "[", "[")
        assert user.line_under_cursor() == "Dosage and administration"


async def test_in_the_whole_view_the_outline_is_that_of_the_file(library: Path) -> None:
    async with user_of(library, drug="Outlinol", section="all", size=(80, 24)) as user:
        await user.press("o")
        assert rows(user)[:4] == ["Outlinol", "Generic Name", "Dosage and administration", "  Adults"]
        await user.types("storage")
        await user.press("enter")
        user.sees_tab_chosen("0 All")
        user.sees("In the dark.")


async def test_headings_of_several_drugs(tmp_path: Path) -> None:
    text = "### Uno\n\n**Usage:** left.\n\n**Dosage:** 1 mg\n\n### Due\n\n**Usage:** right.\n\n**Dosage:** 2 mg\n"
    write(tmp_path / "drugs" / "pair.md", text)
    async with user_of(tmp_path / "drugs", drug="pair", section="usage", size=(80, 24)) as user:
        await user.press("o")
        assert rows(user) == ["2 Usage", "  Uno", "  Due", "3 Dosage", "  Uno", "  Due"]


async def test_without_a_monograph(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    async with user_of(tmp_path / "empty") as user:
        await user.press("tab", "o")
        user.sees("Nothing is open that has an outline.", inside="#hints")
        await user.press("]")
        user.sees("There is no heading after this one.", inside="#hints")

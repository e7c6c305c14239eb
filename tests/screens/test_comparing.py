"""Comparing drugs, and where one names another."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import User, user_of
from small_library import write
from ward import ward

NAMES = ["Alfadol", "Bravomab", "Charlimide", "Deltacillin", "Echomycin"]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "drugs"
    for name in NAMES:
        dosage = "".join(f"* {name} step {number}.\n" for number in range(40))
        write(
            root / f"{name.lower()}.md",
            f"---\ntitle: {name}\n---\n### Usage\n{name} is for pain.\n\n### Dosage\n{dosage}\n"
            f"### Precautions\nNot with Bravomab.\n\n### FAQs\n\n**Q: Is {name} sweet?**\n\nA: Not at all.\n\n"
            f"**Disclaimer:** Ask before taking {name}.\n",
        )
    return root


async def compares(user: User, *titles: str) -> None:
    """Choose these drugs, one after the other."""
    for title in titles:
        await user.press("/")
        await user.types(title)
        await user.press("enter", "c")
        if title != titles[-1]:
            await user.press("escape", "escape", "escape")


async def test_two_drugs_side_by_side(library: Path) -> None:
    async with user_of(library, section="dosage") as user:
        await compares(user, "Alfadol")
        user.sees("To compare: Alfadol. Open another drug and press c there.")
        await user.press("escape", "escape")
        await compares(user, "Charlimide")
        user.sees("Compare: Dosage")
        user.sees("Alfadol", inside="#columns")
        user.sees("▸ Charlimide", "Source: drugs · charlimide.md", inside="#columns")
        user.sees("Alfadol step 0.")
        user.sees("Charlimide step 0.")
        user.sees("Ask before taking Alfadol.", inside="#columns")
        user.sees("Ask before taking Charlimide.", inside="#columns")


async def test_section_keys_switch_all(library: Path) -> None:
    async with user_of(library, section="dosage") as user:
        await compares(user, "Alfadol", "Bravomab", "Deltacillin")
        for name in ("Alfadol", "Bravomab", "Deltacillin"):
            user.sees(f"{name} step 0.")
        await user.press("2")
        for name in ("Alfadol", "Bravomab", "Deltacillin"):
            user.sees(f"{name} is for pain.")
        user.sees("[2 Usage]", inside="#compare-tabs")
        await user.press("7")
        user.sees("Is Bravomab sweet?", "Not at all.")
        await user.press("left")
        user.sees("Not with Bravomab.")
        await user.press("4")
        user.sees("This monograph has no")


async def test_all_scroll_together(library: Path) -> None:
    async with user_of(library, section="dosage", size=(120, 24)) as user:
        await compares(user, "Alfadol", "Bravomab")
        await user.press("down", "down", "down")
        user.does_not_see("Alfadol step 0.", "Bravomab step 0.")
        user.sees("Alfadol step 3.", "Bravomab step 3.")
        await user.press("end")
        user.sees("Alfadol step 39.", "Bravomab step 39.")
        await user.turns_the_wheel(-30, over="#columns")
        user.sees("Alfadol step 0.", "Bravomab step 0.")
        await user.press("pagedown", "pageup")
        user.sees("Alfadol step 0.", "Bravomab step 0.")


async def test_under_each_other_in_a_narrow_window(library: Path) -> None:
    async with user_of(library, section="usage", size=(70, 24)) as user:
        await compares(user, "Alfadol", "Bravomab")
        user.sees("2 drugs below", inside="#sheet-header")
        lines = [line for line in user.lines("#stacked") if line.strip()]
        text = " ".join(lines)
        assert text.index("Alfadol is for pain.") < text.index("Ask before taking Alfadol.") < text.index("Bravomab is")
        user.sees("Source: drugs · alfadol.md", "Source: drugs · bravomab.md", inside="#stacked")
        await user.resizes(120, 40)
        user.sees("Alfadol is for pain.")
        await user.resizes(80, 24)
        user.sees("Alfadol is for pain.", "Bravomab is for pain.", inside="#columns")
        await user.resizes(40, 12)
        user.sees("Alfadol is for pain.", inside="#stacked")


async def test_a_drug_is_taken_out_and_another_one_added(library: Path) -> None:
    async with user_of(library, section="usage") as user:
        await compares(user, "Alfadol", "Bravomab", "Charlimide")
        await user.press("tab", "x")
        user.does_not_see("Alfadol is for pain.")
        user.sees("Bravomab is for pain.", "Charlimide is for pain.")
        await user.press("escape")
        user.sees_tab_chosen("2 Usage")
        await user.press("escape", "escape")
        await compares(user, "Deltacillin")
        user.sees("Deltacillin is for pain.")
        await user.press("x", "x")
        user.does_not_see("Compare:")
        await user.press("C")
        user.sees("c on two drugs compares them.")


async def test_four_drugs_and_no_more(library: Path) -> None:
    async with user_of(library, section="usage", size=(160, 40)) as user:
        await compares(user, *NAMES[:4])
        user.sees("Deltacillin is for pain.")
        await user.press("escape", "escape", "escape")
        await compares(user, "Echomycin")
        user.sees("4 drugs are compared already: C shows them, x there takes one out.")
        await user.press("C")
        user.sees("Alfadol is for pain.")


async def test_mentions(library: Path) -> None:
    async with user_of(library, section="usage") as user:
        await compares(user, "Alfadol", "Bravomab")
        await user.press("i")
        user.sees("Not with Bravomab.", "Precautions", "alfadol.md:", "This is not an interaction check.")
        user.sees("The monograph of Bravomab does not name Alfadol.")
        await user.press("escape")
        user.sees("Compare: Usage")


async def test_no_mentions(tmp_path: Path) -> None:
    async with user_of(ward(tmp_path), section="usage") as user:
        await compares(user, "Amlodipine", "Pentazocine")
        await user.press("i")
        user.sees("Not mentioned in these monographs. This is not an interaction check.")


async def test_a_drug_whose_file_is_gone(library: Path) -> None:
    async with user_of(library, section="usage") as user:
        await compares(user, "Alfadol", "Bravomab")
        await user.press("escape")
        (library / "alfadol.md").unlink()
        await user.press("C")
        user.sees("alfadol.md", inside="#hints")
        user.does_not_see("Compare:")


async def test_nothing_to_compare(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    async with user_of(tmp_path / "empty") as user:
        await user.press("alt+c")
        user.sees("Nothing is open to be compared.")


async def test_help_says_what_works_here(library: Path) -> None:
    async with user_of(library, section="usage") as user:
        await compares(user, "Alfadol", "Bravomab")
        await user.press("?")
        user.sees("Where they name each other", "Take the drug out", "Previous section")
        user.does_not_see("Read the file again")
        await user.press("escape")
        user.sees("Compare: Usage")
        await user.press("escape", "M", "?")
        user.sees("Unmark", "Up")


async def test_age_and_review_are_never_cut(tmp_path: Path) -> None:
    front = "last_reviewed: 22 September 2026\nreviewer: none (not clinically reviewed)\n"
    folder = tmp_path / "drugs" / "a-folder-of-which-the-name-takes-more-lines-than-a-column-of-the-comparison-has"
    for name in NAMES[:4]:
        write(folder / f"{name.lower()}.md", f"---\ntitle: {name}\n{front}---\n### Usage\n{name} is for pain.\n")
    async with user_of(tmp_path / "drugs", section="usage", size=(120, 30)) as user:
        await compares(user, *NAMES[:4])
        columns = zip(*(line.split("▏") for line in user.lines("#columns")), strict=True)
        texts = [" ".join(" ".join(column).split()) for column in columns]
        assert len(texts) == 4
        for name, text in zip(NAMES, texts, strict=False):
            assert "written 22 September 2026, not clinically reviewed" in text
            assert f"{name} is for pain." in text

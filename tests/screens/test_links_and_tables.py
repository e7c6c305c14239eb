"""Tab through links and tables of a text: to other drugs, to other parts, and through the columns of a wide table."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import user_of
from small_library import write

from medtui.tui.stop_steps import StopSteps

COLUMNS = " | ".join(f"Column {n} of the table" for n in range(1, 9))
ZELOFANE = f"""\
---
title: Zelofane
---

### Usage
Zelofane is given with bromadol (see section 5.1).

### Dosage
First.

| Age | {COLUMNS} |
{"|---" * 9}|
{"".join(f"| {age} years | {' | '.join(f'{age}0{n} mg' for n in range(1, 9))} |" + chr(10) for age in range(1, 9))}
### Precautions
{"Careful. " * 400}

#### 5.1 Sleep
It makes sleepy.
"""
BROMADOL = "---\ntitle: Bromadol\n---\n\n### Usage\nBromadol is no zelofane.\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    write(tmp_path / "drugs" / "zelofane.md", ZELOFANE)
    write(tmp_path / "drugs" / "bromadol.md", BROMADOL)
    return tmp_path / "drugs"


async def test_tab_and_enter_follow_a_link_and_alt_left_comes_back(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="usage", size=(80, 24)) as user:
        assert "underline" in user.css_of("bromadol")
        assert "underline" not in user.css_of("Zelofane is given")
        await user.press("tab", "enter")
        user.sees_drug("Bromadol")
        assert user.focus == "document"
        await user.press("alt+left")
        user.sees_drug("Zelofane")
        await user.press("tab", "tab", "enter")
        user.sees("It makes sleepy.")
        user.sees_tab_chosen("6 Precautions")
        await user.press("alt+left")
        user.sees_tab_chosen("2 Usage")


async def test_the_links_of_a_monograph_that_the_cursor_passes_over_are_there_at_tab(library: Path) -> None:
    async with user_of(library, section="usage", size=(120, 40)) as user:
        await user.press("down")
        user.sees_drug("Zelofane")
        assert "underline" not in user.css_of("bromadol")
        await user.press("tab", "tab")
        assert "underline" in user.css_of("bromadol")
        await user.press("enter")
        user.sees_drug("Bromadol")


async def test_they_are_there_when_it_has_been_shown_for_a_while(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(StopSteps, "rest_seconds", 0.01)
    async with user_of(library, section="usage", size=(120, 40)) as user:
        await user.press("down")
        user.sees_drug("Zelofane")
        while "underline" not in user.css_of("bromadol"):
            await user.waits()


async def test_a_click_follows_a_link(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="usage", size=(80, 24)) as user:
        await user.clicks_on("bromadol", inside="#document")
        user.sees_drug("Bromadol")


async def test_tab_leaves_the_text_after_its_last_stop(library: Path) -> None:
    async with user_of(library, drug="Bromadol", section="usage", size=(80, 24)) as user:
        await user.press("tab")
        assert user.focus == "document"
        await user.press("tab")
        assert user.focus == "drugs"
        await user.press("tab", "shift+tab")
        assert user.focus == "document"
        await user.press("shift+tab")
        assert user.focus == "drugs"


async def test_the_arrows_scroll_a_wide_table_beside_its_first_column(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="dosage", size=(80, 24)) as user:
        user.sees("Column 8 of the table: 108 mg")  # one record under another
        await user.press("tab")
        user.does_not_see("108 mg", inside="#document")
        user.sees("Columns 1 and 2 to", "of 9. ←→ shows the others.", inside="#hints")
        for _ in range(8):
            await user.press("right")
        user.sees("8 years", "108 mg", "808 mg", inside="#document")
        user.does_not_see("101 mg", inside="#document")
        user.sees_tab_chosen("3 Dosage")
        await user.press("tab")  # there is no other stop: to the list
        await user.press("escape", "enter", "right")
        user.sees_tab_chosen("4 (Side effects)")

"""What is wrong with the open monograph: how much in its header, and where on a sheet of its own."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from driver import User, user_of
from small_library import write

from medtui.checking import library_check

FAULTY = """\
---
title: Faultol
---

# Faultol

### Usage

Pain.

### Dosage

- Adults: 5.0 mg once.
- Children: ask first, and again.

### Precautions

TODO

**Disclaimer:** For education only.
"""


@pytest_asyncio.fixture
async def user(tmp_path: Path) -> AsyncIterator[User]:
    library = tmp_path / "library"
    write(library / "faultol.md", FAULTY)
    write(library / "gone.md", "# Gone\n\nText.\n")
    rules = ("structure: off", "currency-and-sources: note", "undated-page: off")
    (library / "medtui.yaml").write_text("check:\n  rules:\n" + "".join(f"    {rule}\n" for rule in rules))
    async with user_of(library, drug="Faultol", checks=True) as user:
        yield user


async def test_the_header_counts_them_some_time_after_the_text_has_the_focus(user: User) -> None:
    user.sees("Faultol", inside="#header")
    await user.press("tab")
    await user.lets_time_pass()
    user.does_not_see("problems", inside="#header")
    await user.press("tab")
    await user.lets_time_pass()
    user.sees("2 problems: !", inside="#header")
    await user.press("3")
    user.sees("2 problems: !", inside="#header")


async def test_a_page_without_any_says_nothing_of_them(user: User) -> None:
    await user.press("/")
    await user.types("gone")
    await user.press("enter")
    await user.lets_time_pass()
    user.does_not_see("problem", inside="#header")


async def test_each_is_told_with_its_line_the_worst_and_the_notes(user: User) -> None:
    await user.press("!")
    user.sees("Problems: Faultol", "2 problems, 1 note")
    user.sees("Line 13: 5.0 ends in a zero", "error, trailing-zero", "Adults: 5.0 mg once.")
    user.sees("Line 18: TODO is a placeholder", "no-source")
    await user.press("escape")
    user.sees("2 problems: !", inside="#header")


async def test_enter_goes_to_the_line(user: User) -> None:
    await user.press("1", "!")
    await user.press("down", "enter")
    user.sees_tab_chosen("3 Dosage")
    assert user.current_match().startswith("5.0")
    assert user.focus == "document"


async def test_a_file_that_has_changed_is_looked_at_again(user: User, tmp_path: Path) -> None:
    await user.lets_time_pass()
    write(tmp_path / "library/faultol.md", FAULTY.replace("5.0", "5"))
    await user.press("r")
    await user.lets_time_pass()
    user.sees("1 problem: !", inside="#header")
    await user.press("!")
    user.does_not_see("Line 13")


@pytest.mark.parametrize("drug", ["Faultol", "Gone"])
async def test_escapes_and_cuts_nothing(tmp_path: Path, drug: str) -> None:
    """A hostile line is safe on the sheet, and at 40 columns all of a message is there."""
    library = tmp_path / "library"
    write(library / f"{drug}.md", f"# {drug}\n\nGive \x1b[31m5.0 mg\u202e once.\n")
    async with user_of(library, size=(40, 12), drug=drug, checks=True) as user:
        await user.press("!")
        user.sees("Problems")
        assert not {"\x1b", "\u202e"} & set("".join(user.painted_text()))


async def test_faulty_pages_are_found_by_other_processes(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Textual puts something without a file in the place of standard error, which they are to inherit."""
    monkeypatch.setattr(library_check, "MANY", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    await user.press("/")
    await user.types("rule:trailing-zero")
    user.sees("1 monograph", "Faultol", inside="#list-pane")
    user.does_not_see("Gone", inside="#drugs")

"""A section as long as a label: its beginning at once, and then all of it."""

from __future__ import annotations

from pathlib import Path

from driver import user_of
from small_library import write

from benchmarks.label_sized import RARE_WORD, label


async def test_keys_work_while_the_rest_is_rendered_and_laid_out(tmp_path: Path) -> None:
    write(tmp_path / "drugs" / "zorvalin.md", label(words=12_000, tables=40))
    write(tmp_path / "drugs" / "aspin.md", "---\ntitle: Aspin\n---\n\n### Dosage\n5 mg\n")
    async with user_of(tmp_path / "drugs", drug="Zorvalin", section="dosage", size=(80, 24)) as user:
        user.sees("1. Subject 1")
        await user.press("down", "2", "3", "G")
        user.does_not_see("follows in a moment")
        user.sees("Table 40")
        top = user.lines("#document")
        await user.resizes(60, 24)
        await user.resizes(80, 24)
        assert user.lines("#document") == top
        await user.press("g", "f")
        await user.types(RARE_WORD)
        await user.waits_for("1 of 1")
        user.sees(f"A word that is rare: {RARE_WORD}.")


async def test_a_page_whose_rest_comes_later_begins_with_its_notice(tmp_path: Path) -> None:
    write(tmp_path / "drugs" / "zelofane.md", "# Zelofane\n\n### Dosage\n\n" + "- one\n" * 9_000)
    async with user_of(tmp_path / "drugs") as user:
        await user.press("enter")
        user.sees("This page has too many short lines")

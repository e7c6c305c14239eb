"""Files that change, vanish, cannot be read; libraries that are empty; several of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from driver import user_of
from small_library import WRITTEN_AT, ZELOFANE, small_library, write

LATER = WRITTEN_AT + 86_400


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path)


async def test_a_file_that_changes_on_disk_is_noticed(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="dosage") as user:
        await user.lets_time_pass()
        user.does_not_see("changed on disk")
        write(library / "zelofane.md", ZELOFANE.replace("50 mg", "55 mg"), at=LATER)
        await user.lets_time_pass()
        user.sees("zelofane.md has changed on disk", inside="#hints")
        user.sees("50 mg")  # reading it again is the user's choice
        await user.press("r")
        user.sees("55 mg", "2023-11-15")
        user.sees("Read again: zelofane.md, file of 20", inside="#hints")
        await user.lets_time_pass()
        user.does_not_see("changed on disk")


async def test_only_another_time_is_no_change(library: Path) -> None:
    async with user_of(library, drug="Zelofane") as user:
        os.utime(library / "zelofane.md", (LATER, LATER))
        await user.lets_time_pass()
        user.does_not_see("changed on disk")


async def test_the_notice_comes_back_until_the_file_is_read_again(library: Path) -> None:
    async with user_of(library, drug="Zelofane") as user:
        write(library / "zelofane.md", ZELOFANE + "\n", at=LATER)
        await user.lets_time_pass()
        await user.press("3")
        user.does_not_see("changed on disk")
        await user.lets_time_pass()
        user.sees("changed on disk")


async def test_reading_again_keeps_section_and_place(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="precautions") as user:
        await user.press("pagedown")
        at = user.lines("#document")[0]
        write(library / "zelofane.md", ZELOFANE.replace("50 mg", "55 mg"), at=LATER)
        await user.press("r")
        user.sees_tab_chosen("6 Precautions")
        assert user.lines("#document")[0] == at


async def test_reading_again_keeps_open_questions_open(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="faqs") as user:
        await user.press("down", "enter")
        user.sees("Never take two at once.")
        await user.press("r")
        user.sees("Never take two at once.")


async def test_reading_again_a_file_that_lost_its_section(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="precautions") as user:
        await user.press("end")
        write(library / "zelofane.md", "---\ntitle: Zelofane\n---\n### Usage\nNew words.\n", at=LATER)
        await user.press("r")
        user.sees_tab_chosen("6 (Precautions)")
        user.sees("This monograph has no Precautions section.", "medtui’s own notice")
        await user.press("2")
        user.sees("New words.")


async def test_a_file_that_is_deleted_while_open(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="dosage") as user:
        (library / "zelofane.md").unlink()
        await user.lets_time_pass()
        user.sees("zelofane.md was deleted or moved", inside="#hints")
        user.sees("6-12 years")
        await user.press("r")
        user.sees("zelofane.md is not there any more", inside="#hints")
        user.sees("6-12 years")


async def test_a_file_that_cannot_be_opened_says_why(library: Path) -> None:
    async with user_of(library) as user:
        (library / "cardolin.md").unlink()
        await user.press("down")
        user.sees_drug("Cardolin")
        user.sees("cardolin.md is not there any more", inside="#document")
        user.sees("⚠ medtui", inside="#disclaimer")
        user.does_not_see("Bexarol", inside="#document")
        await user.press("3", "alt+e", "alt+w", "alt+y", "left", "tab", "enter", "r", "escape")
        assert user.clipboard == ""
        await user.press("down")
        user.sees_drug("Dorimab and Dorizide")
        user.does_not_see("not there any more")


async def test_a_file_that_comes_back_can_be_read_again(library: Path) -> None:
    async with user_of(library) as user:
        text = (library / "cardolin.md").read_text("utf-8")
        (library / "cardolin.md").unlink()
        await user.press("down")
        write(library / "cardolin.md", text)
        await user.press("alt+r")
        user.sees("Cardolin is for the invented heart.")


async def test_a_file_that_is_too_large(library: Path) -> None:
    with (library / "aaa.md").open("wb") as file:
        file.truncate(9 * 1024 * 1024)
    async with user_of(library) as user:
        user.sees("10 drugs", "1 problem")
        user.sees("aaa.md is larger than 8 MB", inside="#document")
        await user.press("down")
        user.sees_drug("Bexarol")


@pytest.mark.skipif(os.name != "posix", reason="Windows needs a privilege to make links")
async def test_a_link_that_leads_out_of_the_library(library: Path, tmp_path: Path) -> None:
    write(tmp_path / "outside.md", "### Usage\nNot for you.\n")
    (library / "aaa.md").symlink_to(tmp_path / "outside.md")
    async with user_of(library) as user:
        user.sees("leads out of the library")
        user.does_not_see("Not for you.")


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe\x00", b"\x00" * 100, "### Usage\nCafé\n".encode("latin-1"), b"\xef\xbb\xbf### Usage\r\nText.\r\n"],
    ids=["empty", "utf16", "zeros", "latin1", "bom"],
)
async def test_odd_bytes_open(library: Path, data: bytes) -> None:
    (library / "aaa.md").write_bytes(data)
    async with user_of(library) as user:
        user.sees_drug("aaa")
        for key in ("0", "2", "y", "d", "escape", "down"):
            await user.press(key)
        user.sees_drug("Bexarol")


async def test_an_empty_library_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    for size in ((120, 40), (80, 24), (40, 12)):
        async with user_of(tmp_path / "none", size=size) as user:
            user.sees("0 drugs", "No monographs in")
            user.sees("Put Markdown files (.md) there")
            user.sees("⚠ medtui", inside="#disclaimer")
            keys = ["down", "end", "enter", "3", "e", "w", "r", "y", "right", "tab", "enter", "t", "d", "escape"]
            await user.press(*keys, "?", "escape")
            await user.types("/x")
            await user.press("enter", "escape")
            assert user.app.is_running


async def test_two_libraries_are_one_list(library: Path, tmp_path: Path) -> None:
    other = tmp_path / "ward"
    write(other / "bexarol.md", "---\ntitle: Bexarol\n---\n### Usage\nAs the ward does it.\n")
    async with user_of(library, other) as user:
        user.sees("10 drugs")
        rows = user.words("#drugs")
        assert "Bexarol drugs" in rows
        assert "Bexarol ward" in rows
        user.sees("drugs", inside="#header")
        await user.press("down")
        user.sees("ward", inside="#header")
        user.sees("As the ward does it.")


async def test_a_broken_schema_of_the_library_is_said_and_the_default_used(library: Path) -> None:
    write(library / "medtui.yaml", "extend: perhaps\n")
    async with user_of(library) as user:
        user.sees("medtui.yaml")
        user.sees_tab_chosen("2 Usage")


async def test_the_schema_of_the_library_is_used(library: Path) -> None:
    write(
        library / "medtui.yaml",
        "extend: yes\nsections:\n  - name: travelling\n    label: On the road\n    aliases: [travelling]\n",
    )
    async with user_of(library) as user:
        await user.press("8")
        for _ in range(8):
            await user.press("right")
        assert "On the road" in user.words("#tabs")


async def test_the_list_follows_names_that_the_catalogue_had_wrong(library: Path) -> None:
    async with user_of(library) as user:
        user.sees("Zelofane")
        write(library / "zelofane.md", ZELOFANE.replace("title: Zelofane", "title: Yttrofane"), at=LATER)
        await user.looks_at_the_files()
        user.sees("Yttrofane", inside="#drugs")

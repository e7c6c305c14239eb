"""Writing the shown section to a file, and copying it."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from threading import get_ident

import pytest
from driver import User, user_of
from ward import ward

from medtui.copying_program import copying_program
from medtui.tui.clipboard import copy


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("SSH_CONNECTION", "SSH_TTY", "DISPLAY", "WAYLAND_DISPLAY", "TMUX", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    return ward(tmp_path)


async def asks_for(user: User, path: str) -> None:
    """Type another name of the file."""
    await user.press("end", "ctrl+u")
    await user.types(path)
    await user.press("enter")


async def test_the_section_is_written(library: Path, tmp_path: Path) -> None:
    async with user_of(library, drug="Amoxicillin", section="usage") as user:
        await user.press("p")
        user.sees("Write to a file: Amoxicillin, Usage")
        await user.press("enter")
        file = tmp_path / "desk/amoxicillin-usage.html"
        user.sees(f"Written: {tmp_path}", inside="#hints")
        text = file.read_text("utf-8")
        for words in ("For infections of the chest", "Training only.", "Exported 2026-11-22 14:03", "amoxicillin.md"):
            assert words in text


@pytest.mark.parametrize(("name", "start"), [("x.txt", "Amoxicillin"), ("x.md", "### Dosage"), ("x.htm", "<!DOCTYPE")])
async def test_the_forms(library: Path, tmp_path: Path, name: str, start: str) -> None:
    async with user_of(library, drug="Amoxicillin", section="dosage") as user:
        await user.press("p")
        await asks_for(user, str(tmp_path / "desk" / name))
        text = (tmp_path / "desk" / name).read_text("utf-8")
        assert start.lower() in text[:400].lower()
        assert "Step 59 of the way" in text


async def test_what_cannot_be_written_is_said_and_can_be_mended(library: Path, tmp_path: Path) -> None:
    taken = tmp_path / "desk/taken.txt"
    taken.write_text("mine")
    async with user_of(library, drug="Amoxicillin", section="usage") as user:
        await user.press("p")
        await asks_for(user, "note.doc")
        user.sees("End the name in .html for a page to print, .md for Markdown, or .txt for text.")
        await asks_for(user, str(library / "amoxicillin.md"))
        user.sees("medtui never edits the library.")
        await asks_for(user, str(tmp_path / "nowhere/x.txt"))
        user.sees("there is no folder")
        await asks_for(user, str(taken))
        user.sees("There is such a file already. Enter once more overwrites it.")
        assert taken.read_text() == "mine"
        await user.press("enter")
        assert "For infections of the chest" in taken.read_text()


async def test_leaving_writes_nothing(library: Path, tmp_path: Path) -> None:
    async with user_of(library, drug="Amoxicillin", section="usage") as user:
        await user.press("p", "escape")
        user.sees("For infections of the chest", inside="#document")
    assert list((tmp_path / "desk").iterdir()) == []


async def test_a_question_is_copied_with_its_disclaimer(library: Path) -> None:
    async with user_of(library, drug="Amoxicillin", section="faqs") as user:
        await user.press("Y")
        assert "May it be taken with milk?" in user.clipboard
        assert "whatever the kidneys" in user.clipboard
        assert "Training only." in user.clipboard
        user.sees("Sent to the terminal’s clipboard (OSC 52): the question, its answer", inside="#hints")
        await user.press("2", "Y")
        user.sees("Select words with the mouse", inside="#hints")


async def test_a_long_text_is_made_for_copying_while_keys_go_on(library: Path) -> None:
    makers: list[int] = []

    def make() -> str:
        makers.append(get_ident())
        return "words"

    def done(_: str) -> None:
        makers.append(get_ident())

    async with user_of(library, drug="Amoxicillin", section="usage") as user:
        copy(user.app, make, done)
        await user.waits()
        assert user.clipboard == "words"
    assert [maker == get_ident() for maker in makers] == [False, True]


async def test_what_is_selected_is_copied(library: Path) -> None:
    async with user_of(library, drug="Amoxicillin", section="usage") as user:
        await user.selects("infections")
        await user.press("Y")
        assert user.clipboard == "infections"


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
@pytest.mark.parametrize(("code", "said"), [(0, "Copied by xclip: Usage"), (1, "Sent to the terminal’s clipboard")])
async def test_a_program_of_the_system_copies(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, said: str
) -> None:
    program = tmp_path / "bin/xclip"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\ncat > {tmp_path}/copied\nexit {code}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("DISPLAY", ":0")
    async with user_of(library, drug="Amoxicillin", section="usage") as user:
        await user.press("y")
        await user.waits_for(said)
        assert "For infections of the chest" in (tmp_path / "copied").read_text("utf-8")
        assert "For infections of the chest" in user.clipboard


@pytest.mark.parametrize(
    ("environment", "programs", "expected"),
    [
        ({}, ["xclip"], ()),
        ({"DISPLAY": ":0"}, ["xsel"], ("xsel", "--clipboard", "--input")),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "w"}, ["xclip", "wl-copy"], ("wl-copy",)),
        ({"DISPLAY": ":0", "SSH_TTY": "x"}, ["xclip"], ()),
        ({"TMUX": "x"}, ["tmux"], ("tmux", "load-buffer", "-w", "-")),
        ({"DISPLAY": ":0"}, [], ()),
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="other systems have a program of their own")
def test_which_program_copies(environment: dict[str, str], programs: list[str], expected: tuple[str, ...]) -> None:
    assert tuple(copying_program(environment, lambda name: name if name in programs else None)) == expected


async def test_keeping_what_was_read_leaves_the_selection(library: Path) -> None:
    async with user_of(library, drug="Amoxicillin", section="usage") as user:
        await user.selects("infections")
        await user.reads_for_a_while()
        await user.press("Y")
        assert user.clipboard == "infections"

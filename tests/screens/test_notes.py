"""Notes: the user's own words, never taken for the monograph's."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import User, user_of
from small_library import write
from textual.widgets import TextArea
from ward import ward

from medtui.tui.desk_thread import DeskThread, Unsaved
from medtui.tui.screens.browse import BrowseScreen


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return ward(tmp_path)


async def writes(user: User, key: str, text: str) -> None:
    """Write a note and save it."""
    await user.press(key)
    await user.types(text)
    await user.press("ctrl+s")


async def test_a_note_on_a_section(library: Path) -> None:
    async with user_of(library, drug="Amoxicillin", section="precautions") as user:
        await writes(user, "a", "ask Dr B")
        user.sees("Your note is saved.", inside="#hints")
        user.sees("Your note on Precautions, 20", "┃ ask Dr B", inside="#document")
        await user.press("2")
        user.does_not_see("ask Dr B", "Your note on")
        user.sees("Notes: Precautions", inside="#header")
        await user.press("0")
        user.sees("Your note on Precautions", "┃ ask Dr B", inside="#document")


@pytest.mark.parametrize("key", ["a", "A"])
async def test_a_saved_note_is_in_sight_wherever_one_has_read(tmp_path: Path, key: str) -> None:
    warning = "### Boxed Warning\n" + "Mind the knees. " * 40
    write(tmp_path / "drugs/a.md", f"# Aaa\n\n{warning}\n\n### Dosage\n" + "A line.\n\n" * 60)
    write(tmp_path / "overlay/a.md", "\n\n".join(f"Line {number} of the clinic." for number in range(20)))
    overlay = tmp_path / "overlay"
    async with user_of(tmp_path / "drugs", drug="Aaa", section="dosage", size=(80, 24), overlay=overlay) as user:
        await user.press("end")
        await writes(user, key, "mine")
        user.sees("┃ mine", inside="#document")
        await user.press("home")
        user.does_not_see("┃ mine", inside="#document")


async def test_a_note_on_the_whole_monograph_is_on_every_tab(library: Path) -> None:
    async with user_of(library, drug="Amoxicillin", section="usage") as user:
        await writes(user, "A", "only 250 mg here")
        for key in "0123":
            await user.press(key)
            user.sees("┃ Your note, 20", "┃ only 250 mg here", inside="#document")
        await user.press("tab", "down")
        user.does_not_see("only 250 mg here")


async def test_a_note_is_changed_and_deleted(library: Path) -> None:
    async with user_of(library, drug="Amoxicillin", section="usage") as user:
        await writes(user, "a", "one")
        await writes(user, "a", " two")
        user.sees("┃ one two")
        await user.press("a", *["backspace"] * len("one two"), "ctrl+s")
        user.does_not_see("Your note on")
        user.sees("Your note is deleted.", inside="#hints")


async def test_leaving_without_saving_asks_once(library: Path) -> None:
    async with user_of(library, drug="Amoxicillin", section="usage") as user:
        await user.press("a", "escape")
        user.sees("For infections", inside="#document")
        await user.press("a", "x", "escape")
        user.sees("The note has changed. Esc once more leaves without saving, Ctrl+S saves.")
        await user.press("y")
        user.sees("Ctrl+S saves  Esc leaves")
        await user.press("escape", "escape")
        user.sees("For infections", inside="#document")
        user.does_not_see("Your note on")


async def test_notes_are_found(library: Path) -> None:
    async with user_of(library, drug="Pentazocine", section="usage") as user:
        await writes(user, "a", "locked cupboard")
        await user.press("tab", "/")
        await user.types("note:board")
        user.sees("Nothing has a name or text like that.", inside="#drugs")
        await user.press("ctrl+u")
        await user.types("note:cupboard")
        user.sees("Found · 1 monograph", inside="#drugs")
        user.sees_drug("Pentazocine")


async def test_the_copied_section_has_no_note(library: Path) -> None:
    async with user_of(library, drug="Amoxicillin", section="usage") as user:
        await writes(user, "a", "private words")
        await user.press("y")
        assert "For infections of the chest" in user.clipboard
        assert "private words" not in user.clipboard
        assert "Your note" not in user.clipboard


async def test_a_note_does_not_count_as_a_match(library: Path) -> None:
    async with user_of(library, drug="Amoxicillin", section="dosage") as user:
        await writes(user, "a", "renal renal")
        user.sees("┃ renal renal")
        await user.press("f")
        await user.types("renal")
        user.sees("1 of 3", inside="#find")  # as many as the monograph has


async def test_what_a_note_holds_cannot_drive_the_screen(library: Path) -> None:
    async with user_of(library, drug="Amoxicillin", section="usage") as user:
        await user.press("a")
        await user.pastes("[red]bold[/]\n# Dosage\n\x1b[2J\u202e end")
        (area,) = user.app.screen.query(TextArea)
        painted = [strip.text for strip in area.render_lines(area.size.region)]
        assert painted[0].startswith("[red]bold[/]")
        assert all(map(str.isprintable, painted))
        await user.press("ctrl+s")
        user.sees("┃ [red]bold[/]", "┃ # Dosage", "⟨U+202E⟩ end", inside="#document")
        for text in user.painted_text():
            assert text.isprintable()


async def test_a_note_that_cannot_be_saved_comes_back(library: Path) -> None:
    async with user_of(library, drug="Amoxicillin", section="usage") as user:
        assert isinstance(user.app.screen, BrowseScreen)
        desk_thread = user.app.screen.desk.thread
        assert desk_thread._desk
        desk_thread._desk._connection.execute("PRAGMA query_only = ON")
        await writes(user, "a", "precious")
        user.sees("precious", "Your note on Amoxicillin: Usage")
        desk_thread._desk._connection.execute("PRAGMA query_only = OFF")
        await user.press("x", "ctrl+s")
        user.sees("┃ preciousx", inside="#document")


async def test_the_clinics_notes_and_status(library: Path, tmp_path: Path) -> None:
    write(
        tmp_path / "clinic/amoxicillin.md",
        "---\nstatus: restricted\n---\nOnly after a call.\n\n### Dosage\nWe have 125 mg sachets.\n",
    )
    write(tmp_path / "clinic/ampicillin.md", "---\nstatus: plenty\n---\n")
    async with user_of(library, drug="Amoxicillin", section="usage", overlay=tmp_path / "clinic") as user:
        user.sees("Restricted", "Notes: Dosage", inside="#header")
        user.sees("Clinic’s note, file of 20", "┃ Only after a call.", inside="#document")
        user.does_not_see("125 mg sachets")
        await user.press("3")
        user.sees("Clinic’s note on Dosage, file of 20", "┃ We have 125 mg sachets.", inside="#document")
        await user.press("tab", "down")
        user.sees("has a status that is none of: stocked, restricted, not stocked", inside="#document")
        await user.press("down")
        user.does_not_see("Clinic")


@pytest.mark.parametrize("kept", ["", "Kept. "])
async def test_a_note_that_is_being_typed_when_medtui_is_left_is_offered_again(library: Path, kept: str) -> None:
    async with user_of(library, drug="Amoxicillin", section="usage") as user:
        if kept:
            await writes(user, "a", kept)
        await user.press("a")
        await user.types("Ask Dr B")
        await user.press("ctrl+q")
        assert not user.app.is_running
    for _ in range(2):  # the draft stays until it is saved or given up
        async with user_of(library, drug="Amoxicillin", section="usage") as user:
            user.sees("A note that you did not finish is kept (amoxicillin)", inside="#hints")
            user.does_not_see("Ask Dr B")
            await user.press("a")
            user.sees("You did not finish this note.", f"{kept}Ask Dr B")
            await user.press("ctrl+q")
    async with user_of(library, drug="Amoxicillin", section="usage") as user:
        await user.press("a", "ctrl+s")
        user.sees("Your note is saved.", f"┃ {kept}Ask Dr B")
    async with user_of(library, drug="Amoxicillin", section="usage") as user:
        user.does_not_see("did not finish")
        user.sees(f"┃ {kept}Ask Dr B")


async def test_a_note_that_could_not_be_saved_is_offered_again(library: Path) -> None:
    async with user_of(library, drug="Amoxicillin", section="usage") as user:
        entry = next(one for one in user.app._listing.entries if one.title == "Amoxicillin")
        user.app.screen.post_message(DeskThread.Failed("The disk is full.", Unsaved(entry, "usage", "Ask Dr B")))
        await user.waits()
        user.sees("Ask Dr B")
        await user.press("escape")
        user.sees("Ask Dr B", "Esc once more leaves without saving")
        await user.press("ctrl+q")
    async with user_of(library, drug="Amoxicillin", section="usage") as user:
        await user.press("a")
        user.sees("You did not finish this note.", "Ask Dr B")


async def test_an_unfinished_note_can_be_given_up(library: Path) -> None:
    async with user_of(library, drug="Amoxicillin", section="usage") as user:
        await user.press("a")
        await user.types("Ask Dr B")
        await user.press("ctrl+q")
    async with user_of(library, drug="Amoxicillin", section="usage") as user:
        await user.press("a", "escape", "escape")
        user.does_not_see("Ask Dr B")
        await user.press("a")
        user.does_not_see("Ask Dr B", "did not finish")
        await user.press("escape")
    async with user_of(library, drug="Amoxicillin", section="usage") as user:
        user.does_not_see("did not finish")

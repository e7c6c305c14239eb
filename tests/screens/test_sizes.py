"""Windows of every size: one pane or two, the place that is kept, and the disclaimer that is never out of sight."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import User, user_of
from small_library import small_library, write

from medtui.tui.footer import Notice

SIZES = [
    (30, 8), (40, 12), (59, 15), (60, 20), (80, 24), (109, 30), (110, 30), (120, 40), (200, 60), (30, 60),
    (300, 8),
]  # fmt: skip
SAFETY = "This page about zelofane is for training only."


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path)


def precaution(user: User) -> int:
    """The number of the precaution that is the first on the screen."""
    return int(user.lines("#document")[0].strip().partition(".")[0])


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_disclaimer_is_in_sight_on_every_screen(library: Path, size: tuple[int, int]) -> None:
    async with user_of(library, drug="Zelofane", size=size) as user:
        for keys in ([], ["escape"], ["/"], ["escape", "?"], ["escape", "alt+d"], ["escape", "enter", "0"]):
            await user.press(*keys)
            fits = size[0] >= len(SAFETY) + 5 or size[1] >= 45
            user.sees(f"⚠ {SAFETY}" if fits else "⚠ medtui: no medical advice.", inside="#disclaimer")
            assert user.screen.rstrip().split("\n")[-1].strip()  # nothing has pushed it out of the window


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_our_own_notice_is_in_sight_at_every_size(library: Path, size: tuple[int, int]) -> None:
    async with user_of(library, size=size) as user:
        user.sees("⚠ medtui", " medical advice.", inside="#disclaimer")
        if size[0] >= 80:
            user.sees("medtui’s own notice: For education only, not medical advice.", inside="#disclaimer")


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_there_is_room_for_text_and_for_the_list(library: Path, size: tuple[int, int]) -> None:
    async with user_of(library, drug="Zelofane", section="dosage", size=size) as user:
        user.sees("Zelofane", inside="#header")
        user.sees_tab_chosen("3 Dosage")
        assert user.app.screen.query_one("#document").size.height >= 1
        await user.press("escape")
        user.sees("▸ Zelofane", inside="#drugs")
        if user.is_shown("#tabs"):
            user.sees_tab_chosen("3 Dosage")


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_all_of_the_text_can_be_reached(library: Path, size: tuple[int, int]) -> None:
    async with user_of(library, drug="Zelofane", section="dosage", size=size) as user:
        seen = ""
        for _ in range(60):
            seen += " ".join(user.lines("#document")) + " "
            if "<30 mL/min" in user.words("#document"):
                break
            await user.press("down")
        for words in ("By mouth,", "6-12 years", "50 mg", "200 mg", ">60 kg", "<30 mL/min."):
            assert words in " ".join(seen.split()), words


@pytest.mark.parametrize("size", [(20, 5), (29, 40), (200, 7), (1, 1), (10, 3)], ids=str)
async def test_too_small(library: Path, size: tuple[int, int]) -> None:
    async with user_of(library, drug="Zelofane", size=size) as user:
        if size >= (10, 3):
            user.sees("Too small:")
        user.does_not_see("invented pain")
        await user.press("3", "?", "escape", "enter", "/", "escape")
        await user.resizes(120, 40)
        user.sees_tab_chosen("3 Dosage")
        user.does_not_see("Too small:")
        user.sees("⚠", inside="#disclaimer")


async def test_starting_too_small_and_growing(library: Path) -> None:
    async with user_of(library, size=(20, 5)) as user:
        await user.resizes(80, 24)
        user.sees("▸ Bexarol", "medtui’s own notice")


async def test_the_help_in_a_window_that_shrinks(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("?")
        await user.resizes(20, 5)
        await user.resizes(40, 12)
        user.sees("⚠ medtui: no medical advice.", inside="#disclaimer")
        await user.press("escape")
        user.sees("Bexarol")


# One pane or two --------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(109, 30), (80, 24), (40, 12)], ids=str)
async def test_in_a_narrow_window_what_is_in_use_takes_all(library: Path, size: tuple[int, int]) -> None:
    async with user_of(library, size=size) as user:
        assert user.is_shown("#drugs")
        assert not user.is_shown("#document")
        await user.press("down", "enter")
        assert user.is_shown("#document")
        assert not user.is_shown("#drugs")
        user.sees_drug("Cardolin")
        user.sees("Cardolin is for the invented heart.")
        await user.press("escape", "down", "enter")
        user.sees_drug("Dorimab and Dorizide")
        await user.press("tab")
        assert user.is_shown("#drugs")
        await user.press("tab")
        assert not user.is_shown("#drugs")
        await user.press("/")
        assert user.is_shown("#drugs")
        assert user.focus == "search"


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 12), (30, 8)], ids=str)
async def test_finding_and_reading_in_a_narrow_window(library: Path, size: tuple[int, int]) -> None:
    async with user_of(library, size=size) as user:
        await user.types("/zelo")
        user.sees("1 of 9 drugs")
        await user.press("enter", "3")
        user.sees_drug("Zelofane")
        user.sees_tab_chosen("3 Dosage")
        user.sees("By mouth, with water.")


async def test_in_a_wide_window_both_panes_stay(library: Path) -> None:
    async with user_of(library, size=(110, 30)) as user:
        for key in ("tab", "escape", "/", "enter"):
            await user.press(key)
            assert user.is_shown("#drugs")
            assert user.is_shown("#document")


async def test_a_long_name_wraps_in_the_list(library: Path) -> None:
    async with user_of(library, size=(40, 30)) as user:
        user.sees("freeze-dried, for children under two)", inside="#drugs")


# Another size while reading ---------------------------------------------------------------------------


async def test_another_size_keeps_the_place(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="precautions") as user:
        await user.press("pagedown", "up", "up")
        at = precaution(user)
        assert at > 20
        for size in ((60, 20), (40, 12), (80, 24), (30, 8), (120, 40)):
            await user.resizes(*size)
            shown = user.words("#document")
            assert f"{at}. Precaution number {at}" in shown, size
        assert precaution(user) == at


async def test_a_size_too_small_keeps_the_place(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="precautions") as user:
        await user.press("pagedown")
        at = precaution(user)
        await user.resizes(10, 3)
        await user.resizes(120, 40)
        assert precaution(user) == at


async def test_another_size_keeps_the_cursor_of_the_list_in_sight(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("end")
        for size in ((60, 20), (40, 12), (30, 8), (120, 40)):
            await user.resizes(*size)
            user.sees("▸ Zelofane", inside="#drugs")


async def test_another_size_keeps_what_is_open(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="faqs") as user:
        await user.press("down", "enter")
        await user.resizes(60, 20)
        user.sees("Never take two at once.")
        await user.resizes(120, 40)
        user.sees("Never take two at once.")
        user.does_not_see("Food does not change it.")


async def test_the_text_is_wrapped_anew_when_it_is_shown_after_a_resize(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("down", "down", "down")
        await user.resizes(40, 12)
        await user.press("tab")
        user.sees_drug("ergomex")
        user.sees("Its dose is a matter of taste.", inside="#document")


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 12), (30, 8)], ids=str)
async def test_every_word_is_there_whatever_was_hidden_while_the_window_changed(
    library: Path, size: tuple[int, int]
) -> None:
    words = [f"word{number}" for number in range(60)]
    write(library / "a.md", f"---\ntitle: Aa\n---\n### Usage\n{' '.join(words)}\n")
    async with user_of(library) as user:
        await user.press("down", "up")
        await user.resizes(*size)
        await user.press("down", "up", "enter")
        seen: set[str] = set()
        for _ in range(40):
            seen |= set(user.words("#document").split())
            await user.press("down")
        assert set(words) <= seen


async def test_hints_that_do_not_fit_are_left_out_whole(library: Path) -> None:
    for columns in (30, 37, 40, 50, 61, 72):
        async with user_of(library, size=(columns, 24)) as user:
            hints = user.words("#hints")
            assert "Enter read" in hints
            full = "Enter read ↑↓ drug ←→ section ? help Ctrl+Q quit"
            assert set(hints.split()) <= set(full.split()), hints


STATUS = ("⚠ Boxed warning: w", "Not stocked", "Not clinically reviewed", "written 22 September 2026")


@pytest.mark.parametrize("size", [(30, 20), (40, 12), (40, 24), (50, 24), (80, 24), (120, 40)], ids=str)
async def test_name_and_status_are_never_cut(tmp_path: Path, size: tuple[int, int]) -> None:
    front = "last_reviewed: 22 September 2026\nreviewer: none (not clinically reviewed)\nclass: Knee opener\n"
    for name in ("Oddadol", "Oddadol-hydroxy-knee-opening-acetate with a second word and a third"):
        text = f"---\ntitle: {name}\n{front}---\n\n### Boxed warning\nMind the knees.\n\n### Usage\nFor knees.\n"
        write(tmp_path / "drugs/oddadol.md", text)
        write(tmp_path / "overlay/oddadol.md", "---\nstatus: not stocked\n---\n")
        overlay = tmp_path / "overlay"
        async with user_of(tmp_path / "drugs", drug=name, section="usage", size=size, overlay=overlay) as user:
            shown = user.words("#header")
            assert shown.replace("- ", "-").startswith(name)
            places = [shown.index(status) for status in STATUS]
            assert places == sorted(places)
            await user.press("pagedown")
            user.sees("For knees.", inside="#document")


@pytest.mark.parametrize(("size", "least"), [((80, 24), 18), ((100, 30), 24), ((120, 40), 32), ((40, 12), 7)], ids=str)
async def test_most_rows_are_text(library: Path, size: tuple[int, int], least: int) -> None:
    front = "---\ntitle: Badgeol\nlast_reviewed: 2026-11-22\nreviewer: none (not clinically reviewed)\n---\n\n"
    write(library / "badgeol.md", f"{front}### Boxed warning\nMind the knees.\n\n### Usage\nFor knees.\n")
    write(library.parent / "overlay/badgeol.md", "---\nstatus: restricted\n---\n")
    overlay = library.parent / "overlay"
    for drug in ("Zelofane", "Bexarol", "Folium", "Badgeol", "Wideton 広域薬"):
        async with user_of(library, drug=drug, section="usage", size=size, overlay=overlay) as user:
            assert user.app.screen.query_one("#document").size.height >= least, drug


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)], ids=str)
async def test_a_message_takes_the_rows_that_it_needs(library: Path, size: tuple[int, int]) -> None:
    said = "The file zelofane.md has changed on disk, which takes this long sentence to say. r reads it again."
    async with user_of(library, drug="Zelofane", section="dosage", size=size) as user:
        before = user.rows()
        user.app.screen.post_message(Notice(said))
        await user.waits()
        user.sees(said, inside="#hints")
        user.sees("medical advice." if size == (40, 12) else SAFETY, inside="#disclaimer")
        await user.press("down", "up")
        assert user.rows() == before

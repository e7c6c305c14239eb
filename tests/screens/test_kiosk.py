"""A computer that many log in to: nothing is kept, one folder alone is written into, no path is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import User, user_of
from ward import ward

from medtui.tui.start import Kiosk

LONG = 3600.0


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "exports").mkdir()
    (tmp_path / "home").mkdir()
    monkeypatch.chdir(tmp_path / "home")
    return ward(tmp_path)


async def writes_to(user: User, name: str) -> None:
    await user.press("end", "ctrl+u")
    await user.types(name)
    await user.press("enter")


async def test_no_file_is_written_where_no_folder_is_set(library: Path, tmp_path: Path) -> None:
    async with user_of(library, drug="Amoxicillin", section="usage", kiosk=Kiosk(LONG)) as user:
        await user.press("p")
        user.sees("No file is written on this computer.")
    assert list((tmp_path / "home").iterdir()) == []


async def test_a_file_is_written_into_the_one_folder_alone(library: Path, tmp_path: Path) -> None:
    exports = tmp_path / "exports"
    async with user_of(library, drug="Amoxicillin", section="usage", kiosk=Kiosk(LONG, exports)) as user:
        await user.press("p")
        user.sees("amoxicillin-usage.html")
        user.does_not_see(str(tmp_path))
        for name in (str(tmp_path / "home" / "x.txt"), "../x.txt", "~/x.txt", "..\\x.txt"):
            await writes_to(user, name)
            user.sees("Give a name without / in it.")
        await writes_to(user, "x.txt")
        user.sees("Written: x.txt")
        await user.press("p")
        await writes_to(user, "x.txt")
        user.sees("There is such a file already: give another name.")
        await user.press("enter")
        user.sees("There is such a file already: give another name.")
        user.does_not_see(str(tmp_path))
    assert [path.name for path in exports.iterdir()] == ["x.txt"]
    assert not (tmp_path / "x.txt").exists()


async def test_a_folder_that_cannot_be_written_is_not_named(library: Path, tmp_path: Path) -> None:
    async with user_of(library, drug="Amoxicillin", section="usage", kiosk=Kiosk(LONG, tmp_path / "no")) as user:
        await user.press("p", "enter")
        user.sees("It cannot be written: tell whoever looks after this computer.")


async def test_marks_and_notes_last_until_one_leaves(library: Path, tmp_path: Path) -> None:
    before = {path.name for path in (tmp_path / "desk").rglob("*")}
    async with user_of(library, drug="Amoxicillin", section="usage", kiosk=Kiosk(LONG)) as user:
        await user.press("m")
        await user.waits_for("Marked: Amoxicillin.")
    assert {path.name for path in (tmp_path / "desk").rglob("*")} == before


async def test_it_ends_when_nobody_types(library: Path) -> None:
    async with user_of(library, drug="Amoxicillin", kiosk=Kiosk(0.05)) as user:
        for _ in range(1_000):
            if user.app.is_running:
                await user.waits()
        assert not user.app.is_running
    assert user.app.return_code == 0

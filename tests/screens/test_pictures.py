"""Pictures of the main states, each looked at before it was accepted.

After a wanted change: `pytest tests/screens/test_pictures.py --snapshot-update`, then look at the new ones.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

import pytest
from backstage import Backstage, desk_folder
from driver import User
from small_library import picture_library
from starting import new_app
from textual.pilot import Pilot

from medtui.desk.desk_contents import LastRead, Subject
from medtui.desk.marks_and_notes import Desk

WIDE, NARROW = (120, 40), (80, 24)

Shoot = Callable[..., None]


@pytest.fixture
def shoot(tmp_path: Path, snap_compare: Callable[..., bool]) -> Shoot:
    """Takes a picture after some keys and compares it with the accepted one."""

    def shoot(
        *keys: str, size: tuple[int, int] = WIDE, drug: str = "", section: str | None = None, no_color: bool = False
    ) -> None:
        backstage = Backstage(picture_library(tmp_path))
        app = new_app(backstage, drug=drug, section=section, no_color=no_color)

        async def press(pilot: Pilot[None]) -> None:
            user = User(app, pilot, backstage)
            await user.begins()
            await user.press(*keys)

        assert snap_compare(app, terminal_size=size, run_before=press)

    return shoot


def test_start_wide(shoot: Shoot) -> None:
    shoot()


def test_start_narrow(shoot: Shoot) -> None:
    shoot(size=NARROW)


def test_dosage_with_a_table(shoot: Shoot) -> None:
    shoot("end", "3")


def test_one_question_open(shoot: Shoot) -> None:
    shoot("end", "7", "enter", "down", "enter")


def test_a_missing_section(shoot: Shoot) -> None:
    shoot(*["down"] * 4, "3")


def test_finding(shoot: Shoot) -> None:
    shoot("/", "a", "m", "o")


def test_searching_the_texts(shoot: Shoot) -> None:
    shoot("/", *"invented", "down", "down", "down", "down")


def test_searching_the_texts_in_a_narrow_window(shoot: Shoot) -> None:
    shoot("/", *"pulse", size=NARROW)


def test_help(shoot: Shoot) -> None:
    shoot("?", size=NARROW)


def test_disclaimer(shoot: Shoot) -> None:
    shoot("d", size=NARROW, drug="Zelofane")


def test_text_in_a_narrow_window(shoot: Shoot) -> None:
    shoot("pagedown", size=NARROW, drug="Zelofane", section="precautions")


def test_text_in_the_smallest_usual_window(shoot: Shoot) -> None:
    shoot(size=(40, 12), drug="Zelofane", section="dosage")


def test_light(shoot: Shoot) -> None:
    shoot("end", "3", "alt+t", "3")


def test_high_contrast(shoot: Shoot) -> None:
    shoot("enter", "t", "t", "7", size=NARROW, drug="Zelofane", section="faqs")


def test_no_color(shoot: Shoot) -> None:
    shoot(*["down"] * 4, "alt+w", no_color=True)


# The desk -----------------------------------------------------------------------------------------------


@pytest.fixture
def marks_and_notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Marks and notes from an earlier day."""
    monkeypatch.setenv("TZ", "UTC")
    if hasattr(time, "tzset"):
        time.tzset()
    desk = Desk(desk_folder(picture_library(tmp_path)), now=lambda: datetime(2026, 11, 22, 14, 3, tzinfo=timezone.utc))
    subjects = [Subject(f"formulary/{title.lower()}", title) for title in ("Zelofane", "Bexarol", "Morphadol")]
    desk.mark(subjects)
    desk.put_note(subjects[0], "dosage", "We keep the 50 mg tablets only.\nAsk the ward for others.")
    desk.put_note(subjects[0], "", "See the poster in room 2.")
    desk.put_last_read(LastRead(subjects[1], "usage"))
    desk.close()


@pytest.mark.usefixtures("marks_and_notes")
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
class TestDesk:
    """The screens of what is kept, at both usual sizes."""

    def test_a_note(self, shoot: Shoot, size: tuple[int, int]) -> None:
        shoot(size=size, drug="Zelofane", section="dosage")

    def test_a_note_in_light(self, shoot: Shoot, size: tuple[int, int]) -> None:
        shoot("t", "3", size=size, drug="Zelofane", section="dosage")

    def test_a_note_without_colour(self, shoot: Shoot, size: tuple[int, int]) -> None:
        shoot("3", size=size, drug="Zelofane", section="dosage", no_color=True)

    def test_writing_a_note(self, shoot: Shoot, size: tuple[int, int]) -> None:
        shoot("a", size=size, drug="Zelofane", section="dosage")

    def test_offers(self, shoot: Shoot, size: tuple[int, int]) -> None:
        shoot("/", size=size)

    def test_marked(self, shoot: Shoot, size: tuple[int, int]) -> None:
        shoot("alt+shift+m", "down", size=size)

    def test_comparing(self, shoot: Shoot, size: tuple[int, int]) -> None:
        shoot("3", "alt+c", "end", "alt+c", size=size)

    def test_comparing_in_light(self, shoot: Shoot, size: tuple[int, int]) -> None:
        shoot("3", "alt+t", "alt+c", "end", "alt+c", size=size)

    def test_comparing_without_colour(self, shoot: Shoot, size: tuple[int, int]) -> None:
        shoot("3", "alt+c", "end", "alt+c", size=size, no_color=True)

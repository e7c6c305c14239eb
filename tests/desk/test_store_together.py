"""Several medtuis on one desk: nothing is lost, whoever opens, changes, damages or replaces the file."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from desk_model import ASIDE, IRON, NOON, ZINC, altered, child, filled, names, opened

from medtui.desk.desk_contents import DeskContents
from medtui.desk.marks_and_notes import Desk, DeskError

pytestmark = pytest.mark.slow

posix_only = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no fork, and replaces no file that is open"
)


# Several at once --------------------------------------------------------------------------------------


@posix_only
@pytest.mark.parametrize("damaged", [True, False])
def test_several_that_open_it_at_the_same_time(tmp_path: Path, damaged: bool) -> None:
    folders = [tmp_path / str(number) for number in range(6)]
    for folder in folders:
        folder.mkdir()
        if damaged:
            (folder / "desk.db").write_text("damaged")
    ends = child("together", tmp_path, 2)
    for folder in folders:
        own = [end for end in ends if end["place"] == folder.name]
        assert [(end["code"], len(end["told"])) for end in own] == [(0, 3)] * 4
        assert [told for end in own for told in end["told"] if "failed" in told] == []
        complaints = sorted(end["told"][0]["complaint"] for end in own)
        assert complaints[:3] == [""] * 3
        assert bool(complaints[3]) == damaged
        found = opened(folder)
        assert sorted(mark.id for mark in found.kept.marks) == [f"{n}/{m}" for n in range(4) for m in range(2)]
        asides = [path for path in folder.iterdir() if "damaged" in path.name]
        assert [path.read_text() for path in asides] == ["damaged"] * damaged


# Another file in its place while it is open -----------------------------------------------------------


@posix_only
def test_who_has_a_file_open_that_was_put_aside_goes_on_with_the_new_one(tmp_path: Path) -> None:
    """Else it would write into the file that was put aside, with its journal beside the new one."""
    first = Desk(tmp_path, lambda: NOON)
    first.mark([ZINC])
    version = first.version()
    with (tmp_path / "desk.db").open("r+b") as file:
        file.write(b"damaged")
    second = Desk(tmp_path, lambda: NOON)
    assert ASIDE in second.complaint
    damaged = (tmp_path / ASIDE).read_bytes()
    second.put_note(ZINC, "", "Mine")
    assert first.version() != version
    assert first.mark([IRON]).notes[ZINC.id, ""].text == "Mine"
    assert second.contents() == first.contents()
    assert "replaced" in first.complaint
    for desk in (first, second):
        desk.close()
    assert (tmp_path / ASIDE).read_bytes() == damaged
    assert names(tmp_path) == {"desk.db", ASIDE}


@posix_only
@pytest.mark.parametrize("first_act", ["contents", "version", "mark"])
def test_a_file_that_was_brought_back_is_taken_up(tmp_path: Path, first_act: str) -> None:
    desk = Desk(tmp_path, lambda: NOON)
    kept = desk.mark([ZINC])
    shutil.copy(tmp_path / "desk.db", tmp_path / "backup")
    desk.unmark(ZINC.id)
    (tmp_path / "backup").replace(tmp_path / "desk.db")
    getattr(desk, first_act)(*([[ZINC]] if first_act == "mark" else []))
    assert desk.contents() == kept
    assert desk.complaint == (
        f"The file {tmp_path / 'desk.db'} was replaced while it was open: what it holds now counts."
    )
    desk.close()


@posix_only
def test_a_file_that_was_replaced_by_a_damaged_one_is_told(tmp_path: Path) -> None:
    desk = Desk(tmp_path, lambda: NOON)
    desk.mark([ZINC])
    (tmp_path / "wrong").write_text("wrong")
    (tmp_path / "wrong").replace(tmp_path / "desk.db")
    assert desk.mark([IRON]).marks == (IRON,)
    assert ASIDE in desk.complaint
    desk.close()
    assert (tmp_path / ASIDE).read_text() == "wrong"


@posix_only
def test_a_file_that_was_replaced_by_a_later_one_is_told_and_left(tmp_path: Path) -> None:
    filled(tmp_path)
    desk = Desk(tmp_path, lambda: NOON)
    data = altered("PRAGMA user_version = 7")((tmp_path / "desk.db").read_bytes())
    (tmp_path / "later").write_bytes(data)
    (tmp_path / "later").replace(tmp_path / "desk.db")
    for _ in range(2):
        with pytest.raises(
            DeskError, match=r"The mark was not saved \(.*: a later medtui made them\)\. Use that one\."
        ):
            desk.mark([ZINC])
        with pytest.raises(DeskError, match=r"cannot be read \(.*: a later medtui made them\)\. Use that one\."):
            desk.contents()
    desk.close()
    assert (tmp_path / "desk.db").read_bytes() == data


@posix_only
def test_a_file_that_was_deleted_begins_anew(tmp_path: Path) -> None:
    desk = Desk(tmp_path, lambda: NOON)
    desk.mark([ZINC])
    (tmp_path / "desk.db").unlink()
    assert desk.mark([IRON]).marks == (IRON,)
    desk.close()
    assert opened(tmp_path) == (DeskContents((IRON,)), "")


def test_a_file_that_is_busy_at_the_start_is_taken_up_when_it_is_free(tmp_path: Path) -> None:
    with closing(Desk(tmp_path)) as first:
        first.mark([IRON])
        first.put_note(IRON, "", "Not with tea.")
        assert first.place is not None
        with closing(sqlite3.connect(first.place, isolation_level=None)) as busy:
            busy.execute("BEGIN EXCLUSIVE")
            late = Desk(tmp_path, wait=0)
            assert late.place is None
            assert "as soon as it is done" in late.complaint
            late.mark([ZINC])
            late.put_note(ZINC, "usage", "Ask Dr B")
            late.put_note(IRON, "", "With food.")
            assert late.contents().marks == (ZINC,)
        with closing(late):
            assert late.contents().marks == first.contents().marks == (IRON, ZINC)
            notes = {note.text for note in first.contents().notes.values()}
            assert notes == {"Ask Dr B", "Not with tea.\n\nWith food."}
            assert late.complaint == ""

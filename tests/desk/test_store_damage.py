"""Whatever lies where the desk should be: nothing is deleted, nothing wrong is shown, and what is wrong is said."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from desk_model import ASIDE, NOON, ZINC, altered, filled, names, opened

from medtui.desk.desk_contents import DeskContents, Subject
from medtui.desk.marks_and_notes import Desk, DeskError

pytestmark = pytest.mark.slow

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such thing")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, DeskContents]:
    """The bytes of a desk, and what they keep."""
    folder = tmp_path_factory.mktemp("sound")
    kept = filled(folder)
    return (folder / "desk.db").read_bytes(), kept


def assert_put_aside(folder: Path, data: bytes) -> None:
    """It is told, all of it is kept aside, and a new desk has begun that keeps things."""
    desk = Desk(folder, lambda: NOON)
    assert desk.complaint.startswith("Your marks and notes were damaged (")
    assert desk.complaint.endswith(f"): they are kept aside as {folder / ASIDE}, and new ones begin.")
    assert desk.contents() == DeskContents()
    assert desk.mark([ZINC]).marks == (ZINC,)
    desk.close()
    assert opened(folder) == (DeskContents((ZINC,)), "")
    assert names(folder) == {"desk.db", ASIDE}
    assert (folder / ASIDE).read_bytes() == data


# Altered bytes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("found", ["with food", "Zinc", "usage", "drugs/iron", "2025-03-09"])
def test_a_word_that_was_altered_on_the_disk_is_never_shown(
    tmp_path: Path, sound: tuple[bytes, DeskContents], found: str
) -> None:
    data = sound[0].replace(found.encode(), found[:-1].encode() + b"!")
    assert data != sound[0]
    (tmp_path / "desk.db").write_bytes(data)
    assert_put_aside(tmp_path, data)


def test_text_that_is_no_text_any_more_is_seen(tmp_path: Path, sound: tuple[bytes, DeskContents]) -> None:
    data = sound[0].replace(b"with tea", b"with \xff\xfe\x80")
    (tmp_path / "desk.db").write_bytes(data)
    assert_put_aside(tmp_path, data)


def test_damage_that_comes_while_it_is_open_is_told_and_never_sealed(tmp_path: Path) -> None:
    filled(tmp_path)
    desk = Desk(tmp_path, lambda: NOON)
    data = (tmp_path / "desk.db").read_bytes().replace(b"5 mg", b"7 mg")
    data = data[:27] + bytes([data[27] ^ 1]) + data[28:]  # its change counter: what was read before is forgotten
    with (tmp_path / "desk.db").open("r+b") as file:
        file.write(data)
    advice = "Start medtui again: it then keeps the file aside."
    for act in (desk.contents, lambda: desk.mark([ZINC]), lambda: desk.put_note(ZINC, "x", "y")):
        with pytest.raises(DeskError) as raised:
            act()
        assert str(raised.value).endswith(f"({tmp_path / 'desk.db'}: it is damaged). {advice}")
    desk.close()
    assert (tmp_path / "desk.db").read_bytes() == data
    assert_put_aside(tmp_path, data)


# Other things in its place ----------------------------------------------------------------------------


foreign = altered("CREATE TABLE bookmark (url); INSERT INTO bookmark VALUES ('https://example.org')")


WRONG: dict[str, Callable[[bytes], bytes]] = {
    "no bytes": lambda _: b"",
    "one byte": lambda _: b"\n",
    "NUL bytes": lambda sound: bytes(len(sound)),
    "text": lambda _: b"My notes: take with food.\n" * 300,
    "the beginning alone": lambda sound: sound[:100],
    "a page less": lambda sound: sound[:-4096],
    "half a page less": lambda sound: sound[:-2048],
    "a byte less": lambda sound: sound[:-1],
    "pages in another order": lambda sound: sound[:4096] + sound[8192:12288] + sound[4096:8192] + sound[12288:],
    "a page of NUL bytes": lambda sound: sound[:-4096] + bytes(4096),
    "a foreign database": lambda _: foreign(b""),
    "no note": altered("DELETE FROM note"),
    "no table of notes": altered("DROP TABLE note"),
    "another column": altered("ALTER TABLE note RENAME COLUMN text TO words"),
    "another mark": altered("INSERT INTO mark SELECT 'x', title, 9 FROM mark LIMIT 1"),
    "another order": altered("UPDATE mark SET place = 9 - place"),
    "numbers for words": altered("UPDATE note SET text = 5"),
    "bytes for words": altered("UPDATE mark SET title = CAST(title AS BLOB)"),
    "no date": altered("UPDATE note SET edited = 'yesterday'"),
    "an older format than the first": altered("PRAGMA user_version = 0"),
    "only our name": altered("DROP TABLE mark; DROP TABLE note; DROP TABLE visit"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_no_sound_desk_is_kept_aside(tmp_path: Path, sound: tuple[bytes, DeskContents], wrong: str) -> None:
    data = WRONG[wrong](sound[0])
    (tmp_path / "desk.db").write_bytes(data)
    assert_put_aside(tmp_path, data)


def test_everything_that_was_ever_damaged_is_kept(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / "desk.db").write_text(f"damaged {number}")
        desk = Desk(tmp_path, lambda: NOON)
        assert ASIDE in desk.complaint
        desk.close()
    kept = [tmp_path / ASIDE, *(tmp_path / f"{ASIDE}-{number}" for number in (2, 3, 4))]
    assert [path.read_text() for path in kept] == [f"damaged {number}" for number in range(4)]


@pytest.mark.parametrize("end", ["-journal", "-wal", "-shm"])
def test_what_belongs_to_a_damaged_file_is_kept_with_it(tmp_path: Path, end: str) -> None:
    (tmp_path / "desk.db").write_text("damaged")
    (tmp_path / f"desk.db{end}").write_text("belongs to it")
    desk = Desk(tmp_path, lambda: NOON)
    assert desk.mark([ZINC]).marks == (ZINC,)
    desk.close()
    assert (tmp_path / ASIDE).read_text() == "damaged"
    assert (tmp_path / f"{ASIDE}{end}").read_text() == "belongs to it"
    assert names(tmp_path) == {"desk.db", ASIDE, f"{ASIDE}{end}"}


def test_a_foreign_database_keeps_what_stands_in_its_log(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "other.db", isolation_level=None)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("CREATE TABLE bookmark (url)")
    for name in ("other.db", "other.db-wal"):
        shutil.copy(tmp_path / name, tmp_path / name.replace("other", "desk"))
    other.close()
    desk = Desk(tmp_path, lambda: NOON)
    assert "it is not medtui's" in desk.complaint
    desk.close()
    aside = sqlite3.connect(tmp_path / ASIDE)
    assert aside.execute("SELECT count(*) FROM bookmark").fetchone() == (0,)
    aside.close()


@pytest.mark.parametrize("version", [2, 3, 2**31 - 1])
def test_what_a_later_medtui_made_is_left_untouched(
    tmp_path: Path, sound: tuple[bytes, DeskContents], version: int
) -> None:
    data = altered(f"PRAGMA user_version = {version}; ALTER TABLE note ADD COLUMN colour")(sound[0])
    (tmp_path / "desk.db").write_bytes(data)
    desk = Desk(tmp_path)
    assert desk.complaint == (
        f"Marks and notes cannot be kept in {tmp_path} (a later medtui made them): they last until you leave. "
        "Use that one."
    )
    assert desk.place is None
    desk.mark([ZINC])
    desk.close()
    assert (tmp_path / "desk.db").read_bytes() == data
    assert names(tmp_path) == {"desk.db"}


def test_a_folder_in_its_place_is_told_and_left(tmp_path: Path) -> None:
    (tmp_path / "desk.db").mkdir()
    (tmp_path / "desk.db" / "file").write_text("x")
    desk = Desk(tmp_path)
    assert desk.complaint == (
        f"Marks and notes cannot be kept in {tmp_path} (desk.db there is a folder): they last until you leave. "
        "Rename it."
    )
    desk.close()
    assert (tmp_path / "desk.db" / "file").read_text() == "x"


@posix_only
@pytest.mark.parametrize("end", ["-journal", "-wal", "-shm"])
def test_what_is_no_file_of_its_own_beside_it_is_told_and_left(tmp_path: Path, end: str) -> None:
    (tmp_path / "target").write_text("mine")
    beside = tmp_path / "desk" / f"desk.db{end}"
    beside.parent.mkdir()
    for kind in ("pipe", "folder", "link", "second name"):
        if kind == "pipe":
            os.mkfifo(beside)
        elif kind == "folder":
            beside.mkdir()
        elif kind == "link":
            beside.symlink_to(tmp_path / "target")
        else:
            beside.hardlink_to(tmp_path / "target")
        desk = Desk(beside.parent)
        assert f"(desk.db{end} there is a folder, pipe or link): they last until you leave" in desk.complaint
        desk.close()
        assert (tmp_path / "target").read_text() == "mine"
        beside.rename(tmp_path / f"{kind}{end}")


@posix_only
def test_a_pipe_in_its_place_is_told_and_left(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "desk.db")
    desk = Desk(tmp_path)
    assert desk.complaint.startswith(
        f"Marks and notes cannot be kept in {tmp_path} (desk.db there is a pipe, socket or device): "
    )
    desk.close()
    assert (tmp_path / "desk.db").is_fifo()


def test_a_file_in_place_of_the_data_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x")
    for folder in (tmp_path / "data", tmp_path / "data" / "deeper"):
        desk = Desk(folder)
        assert desk.complaint.startswith(f"Marks and notes cannot be kept in {folder} (")
        assert desk.mark([ZINC]).marks == (ZINC,)
        desk.close()
    assert (tmp_path / "data").read_text() == "x"


def test_a_name_that_cannot_be_is_told() -> None:
    with closing(Desk(Path("/nowhere\x00"))) as desk:
        assert desk.complaint.startswith("Marks and notes cannot be kept in /nowhere␀ (")


@posix_only
def test_a_link_to_a_file_that_is_not_there_makes_it_there(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "desk.db").symlink_to("../stick/mine.db")
    kept = filled(tmp_path / "desk")
    assert (tmp_path / "desk" / "desk.db").is_symlink()
    assert names(tmp_path / "stick") == {"mine.db"}
    assert opened(tmp_path / "desk") == (kept, "")


@posix_only
def test_a_link_into_a_folder_that_is_not_there_is_told_and_left(tmp_path: Path) -> None:
    """As where a memory stick is not in."""
    (tmp_path / "desk.db").symlink_to(tmp_path / "stick" / "mine.db")
    desk = Desk(tmp_path)
    assert desk.complaint.startswith(f"Marks and notes cannot be kept in {tmp_path} (")
    desk.close()
    assert (tmp_path / "desk.db").is_symlink()
    assert not (tmp_path / "stick").exists()


@posix_only
def test_a_link_to_itself_is_told_and_left(tmp_path: Path) -> None:
    (tmp_path / "desk.db").symlink_to("desk.db")
    desk = Desk(tmp_path)
    assert desk.complaint.startswith(f"Marks and notes cannot be kept in {tmp_path} (")
    desk.close()
    assert (tmp_path / "desk.db").is_symlink()


@posix_only
def test_a_damaged_file_behind_a_link_is_kept_aside_beside_it(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "mine.db").write_text("damaged")
    (tmp_path / "desk.db").symlink_to("stick/mine.db")
    desk = Desk(tmp_path, lambda: NOON)
    aside = tmp_path / "stick" / ASIDE.replace("desk", "mine")
    assert str(aside) in desk.complaint
    desk.mark([ZINC])
    desk.close()
    assert aside.read_text() == "damaged"
    assert opened(tmp_path) == (DeskContents((ZINC,)), "")


def test_what_a_killed_maker_left_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / ".medtui-x").mkdir()
    (tmp_path / ".medtui-x" / "desk.db").write_text("half")
    kept = filled(tmp_path)
    assert opened(tmp_path) == (kept, "")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="not for who may write everywhere")
@pytest.mark.parametrize("place", ["folder", "file"])
def test_where_it_may_not_be_written_it_can_be_read(tmp_path: Path, place: str) -> None:
    kept = filled(tmp_path / "desk")
    locked = tmp_path / "desk" if place == "folder" else tmp_path / "desk" / "desk.db"
    locked.chmod(0o500)
    desk = Desk(tmp_path / "desk")
    assert desk.complaint.startswith("Your marks and notes can be read but not changed: ")
    assert desk.contents() == kept
    with pytest.raises(DeskError, match=r"^The mark was not saved \(.*\)\. See whom it belongs to\.$"):
        desk.mark([Subject("drugs/gold", "Gold")])
    desk.close()
    locked.chmod(0o700)
    assert opened(tmp_path / "desk") == (kept, "")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="not for who may write everywhere")
def test_a_folder_that_may_not_be_written_and_has_none_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    desk = Desk(tmp_path)
    assert desk.complaint.startswith(f"Marks and notes cannot be kept in {tmp_path} (")
    tmp_path.chmod(0o700)

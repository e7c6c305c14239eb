"""Marks and notes whose writer is killed at 60 moments and in the middle of each write, or finds the disk full there,
with 700 turned bytes and cut at 40 lengths, written by three and four at once; and the drafts of notes likewise: what
was acknowledged is there, nothing is half done, nothing altered is shown as the user's own words, and what cannot be
kept is told."""

from __future__ import annotations

import random
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from catalogue_answers import bits
from desk_child import LONG, OPERATIONS, endless
from desk_model import ASIDE, IRON, NOON, ZINC, Opened, after, child, filled, names, opened, scratch
from forks import Fork, limit_files
from tally import Cases

from medtui.desk.atomic_write import NotWrittenError
from medtui.desk.desk_contents import DeskContents, LastRead
from medtui.desk.marks_and_notes import Desk
from medtui.desk.note_drafts import FILE_NAME, put_draft, read_drafts

if sys.platform == "win32":
    pytest.skip("Windows has no such limits", allow_module_level=True)

LAST = ("put_last_read", LastRead(IRON, "last"))


@pytest.fixture
def disk() -> Iterator[Path]:
    with scratch() as folder:
        yield folder


def assert_tidy(folder: Path) -> None:
    """Nothing is there but the desk; and perhaps what a writer had begun when it was killed: a journal, which SQLite
    takes away with the next change, or the folder in which the first desk was made."""
    others = (names(folder) if folder.exists() else set()) - {"desk.db", "desk.db-journal"}
    assert not [name for name in others if not name.startswith(".medtui-")]
    assert len(others) <= 1


# Killed, and full disks -------------------------------------------------------------------------------


def test_being_killed_in_the_middle_of_any_write(cases: Cases, disk: Path) -> None:
    ends = child("sweep", disk, "killed")
    half_done = torn = 0
    for end in ends:
        with cases.case(end):
            assert end["code"] in (0, -signal.SIGXFSZ)
            folder = disk / end["place"]
            acknowledged = end["first"] + len([told for told in end["told"] if "done" in told])
            either = [after(OPERATIONS[:number]) for number in (acknowledged, acknowledged + 1)]
            if (journal := folder / "desk.db-journal").exists():
                half_done += 1
                torn += damaged_without(journal, either)
            found = opened(folder)
            assert found.kept in (either if end["code"] else either[:1])
            assert found.complaint == ""
            assert_tidy(folder)
    assert [end["first"] for end in ends if end["code"] == 0] == list(range(len(OPERATIONS)))
    assert half_done > 5 * len(OPERATIONS)
    assert torn > len(OPERATIONS)
    assert cases.tried > 300


def damaged_without(journal: Path, either: list[DeskContents]) -> bool:
    """Whether a desk whose journal is lost is seen to be damaged; if not, it is one of these."""
    copy = journal.parent.with_name("copy")
    shutil.copytree(journal.parent, copy)
    (copy / journal.name).unlink()
    found = opened(copy)
    shutil.rmtree(copy)
    if not found.complaint:
        assert found.kept in either
    return "damaged" in found.complaint


def test_a_disk_that_is_full_in_the_middle_of_any_write(cases: Cases, disk: Path) -> None:
    failures = 0
    for end in child("sweep", disk, "fails"):
        with cases.case(end):
            failures += failed_as_told(disk / end["place"], **end)
    assert failures > 300
    assert cases.tried > 90


def failed_as_told(folder: Path, first: int, code: int, told: list[dict[str, Any]], **_: Any) -> int:
    """What was acknowledged is there, what failed is told, and with space again it works again. How many failed."""
    assert code == 0
    beginning, *told = told
    if not beginning["kept"]:
        assert first == 0
        assert beginning["complaint"] == (
            f"Marks and notes cannot be kept in {folder} (the disk is full, or does not work): "
            "they last until you leave. Free some space, then try again."
        )
        assert opened(folder) == Opened(DeskContents(), "")
        return 0
    assert beginning["complaint"] == ""
    operations = [*OPERATIONS[first:], LAST]
    done = [operation for operation, outcome in zip(operations, told, strict=True) if "done" in outcome]
    assert done[-1] == LAST  # without being opened anew
    failures = [outcome["failed"] for outcome in told if "failed" in outcome]
    for failed in failures:
        what = failed.removeprefix("The ").partition(" was not saved ")[0]
        assert what in ("mark", "note", "list of what was read")
        assert failed == (
            f"The {what} was not saved ({folder / 'desk.db'}: the disk is full, or does not work). "
            "Free some space, then try again."
        )
    assert opened(folder) == Opened(after([*OPERATIONS[:first], *done]), "")
    assert_tidy(folder)
    return len(failures)


def test_being_killed_at_any_moment(cases: Cases, disk: Path) -> None:
    acknowledged = []
    for end in child("kill", disk, 60):
        with cases.case(end["place"]):
            assert end["code"] == -signal.SIGKILL
            assert not any("failed" in told for told in end["told"])
            folder = disk / end["place"]
            number = len([told for told in end["told"] if "done" in told])
            acknowledged.append(number)
            found = opened(folder)
            assert found.complaint == ""
            assert found.kept in [after(map(endless, range(n))) for n in (number, number + 1)]
            assert_tidy(folder)
    assert min(acknowledged) == 0
    assert max(acknowledged) > 10
    assert cases.tried == 60


# Damaged ----------------------------------------------------------------------------------------------


def test_a_turned_byte_anywhere_is_harmless_or_seen(cases: Cases, disk: Path) -> None:
    """Every byte of the file's head and of every page's, and some of all others that are used."""
    kept = filled(disk / "sound")
    data = (disk / "sound" / "desk.db").read_bytes()
    used = [at for at, byte in enumerate(data) if byte or at % 4096 < 16]
    heads = [at for at in used if at < 108 or at % 4096 < 24]
    seen = harmless = 0
    for number, at in enumerate(dict.fromkeys([*heads, *used[:: max(1, len(used) // 500)]])):
        flip = (0x01, 0x80, 0xFF, 0x10)[number % 4]
        with cases.case(f"byte {at} by {flip}"):
            complaint = open_flipped(disk / str(at), at, data[:at] + bytes([data[at] ^ flip]) + data[at + 1 :], kept)
            seen += "damaged" in complaint
            harmless += not complaint
    assert seen > 300
    assert harmless > 20
    assert cases.tried > 500


def open_flipped(folder: Path, at: int, flipped: bytes, kept: DeskContents) -> str:
    """What is said of it. It is kept aside, left to the later medtui that seems to have made it, or works."""
    folder.mkdir()
    (folder / "desk.db").write_bytes(flipped)
    desk = Desk(folder, lambda: NOON)
    if "a later medtui made" in desk.complaint:
        assert 60 <= at < 64
        assert (folder / "desk.db").read_bytes() == flipped
        assert names(folder) == {"desk.db"}
    elif desk.complaint:
        assert "damaged" in desk.complaint, desk.complaint
        assert (desk.contents(), names(folder)) == (DeskContents(), {"desk.db", ASIDE})
        assert (folder / ASIDE).read_bytes() == flipped
        assert desk.mark([IRON]).marks == (IRON,)
    else:
        assert desk.contents() == kept
        assert desk.unmark(ZINC.id).marks == (IRON,)
        assert ("drugs/zinc", "") not in desk.put_note(ZINC, "", "").notes
        assert desk.put_last_read(LastRead(IRON, "")).last_reads == (LastRead(IRON, ""), LastRead(ZINC, "dosage"))
    desk.close()
    shutil.rmtree(folder)
    return desk.complaint


def test_cut_at_any_length(cases: Cases, disk: Path) -> None:
    kept = filled(disk)
    data = (disk / "desk.db").read_bytes()
    lengths = sorted({*range(0, len(data), len(data) // 40), 1, 99, 100, 4096, len(data) - 1, len(data)})
    for length in lengths:
        with cases.case(f"{length} of {len(data)} bytes"):
            (disk / "desk.db").write_bytes(data[:length])
            found = opened(disk)
            if length == len(data):
                assert found == Opened(kept, "")
            else:
                assert found.kept == DeskContents()
                assert "damaged" in found.complaint
                assert data[:length] in [path.read_bytes() for path in disk.glob("desk.db.damaged-*")]
    assert cases.tried == len(lengths) > 40


# Several at once --------------------------------------------------------------------------------------


def test_several_that_change_it_at_the_same_time_lose_nothing(cases: Cases, disk: Path) -> None:
    for number in range(3):
        (disk / str(number)).mkdir()
    ends = child("together", disk, 25)
    for place in names(disk):
        marked = [mark.id for mark in opened(disk / place).kept.marks]
        with cases.case(f"folder {place}"):
            assert [told for end in ends for told in end["told"] if "failed" in told] == []
            assert len(marked) == 100
        for writer in range(4):
            with cases.case(f"folder {place}, writer {writer}"):
                own = [one for one in marked if one.startswith(f"{writer}/")]
                assert own == [f"{writer}/{count}" for count in range(25)]
    assert cases.tried == 15


# Drafts -----------------------------------------------------------------------------------------------


def typing(folder: Path, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Keeps drafts of three notes as they grow, and one of them is given up now and then. Which, and its text."""
    texts = ["", "", ""]
    while True:
        number = chance.randrange(3)
        texts[number] = "" if chance.random() < 0.1 else texts[number] + chance.choice(("5 mg ", "≥ 3 days ", LONG))
        put_draft(folder, f"drugs/{number}", "", texts[number])
        yield f"drugs/{number}", texts[number]


def type_on(folder: Path, seed: int, tell: Callable[[Any], None]) -> None:
    for number, text in typing(folder, random.Random(seed)):
        tell([number, text])


def kept_after(told: list[list[str]]) -> dict[tuple[str, str], str]:
    return {(number, ""): text for number, text in dict(told).items() if text}


def test_drafts_of_one_who_is_killed_at_any_moment(cases: Cases, disk: Path) -> None:
    chance, most = random.Random(2), 0
    for seed in range(60):
        folder = disk / str(seed)
        folder.mkdir()
        typist = Fork(lambda tell: type_on(folder, seed, tell))  # noqa: B023 - it runs before the next round
        typist.kill_after(chance.random() * 0.03)
        code, told = typist.end()
        most = max(most, len(told))
        further = typing(disk, random.Random(seed))
        following = [list(next(further)) for _ in range(len(told) + 1)]
        with cases.case(f"{seed}, after {len(told)}"):
            assert code == -signal.SIGKILL, told
            assert following[:-1] == told
            drafts, wrong = read_drafts(folder)
            assert drafts in (kept_after(told), kept_after(following))
            assert wrong == ""
        (disk / FILE_NAME).unlink(missing_ok=True)
    assert most > 3
    assert cases.tried == 60


def test_drafts_that_were_damaged(cases: Cases, disk: Path) -> None:
    put_draft(disk, "drugs/zinc", "dosage", "Take 5 mg, not 50 mg, ≥ 3 days.")
    put_draft(disk, "drugs/iron", "", LONG)
    data = (disk / FILE_NAME).read_bytes()
    wrong = [*bits(data, random.Random(4), 100), *((at, data[:at]) for at in range(0, len(data), len(data) // 30))]
    for number, (at, damaged) in enumerate(wrong):
        with cases.case(f"at {at} of {len(damaged)}"):
            (disk / FILE_NAME).write_bytes(damaged)
            if number % 2:
                put_draft(disk, "drugs/gold", "", "With food.")
                assert read_drafts(disk) == ({("drugs/gold", ""): "With food."}, "")
            else:
                drafts, said = read_drafts(disk)
                assert drafts == {}
                assert "damaged" in said
                assert read_drafts(disk) == ({}, "")
            assert damaged in [path.read_bytes() for path in disk.glob(f"{FILE_NAME}.damaged-*")]
            for path in disk.glob(f"{FILE_NAME}*"):
                path.unlink()
    assert cases.tried > 125


def test_drafts_that_three_keep_at_once(cases: Cases, disk: Path) -> None:
    def keep(writer: int) -> None:
        for count in range(25):
            put_draft(disk, f"{writer}/{count}", "", f"Note {count}")

    writers = [Fork(lambda _: keep(writer)) for writer in range(3)]  # noqa: B023 - it runs before the next round
    for typist in writers:
        assert typist.end().code == 0
    drafts, wrong = read_drafts(disk)
    for writer in range(3):
        for count in range(25):
            with cases.case(f"{writer}/{count}"):
                assert drafts[f"{writer}/{count}", ""] == f"Note {count}"
    assert wrong == ""
    assert cases.tried == 75


def test_drafts_on_a_disk_that_is_full(cases: Cases, disk: Path) -> None:
    def keep(limit: int, tell: Callable[[Any], None]) -> None:
        limit_files(limit)
        try:
            put_draft(disk, "drugs/zinc", "", LONG)
        except NotWrittenError as error:
            tell(str(error))

    for limit in range(0, len(LONG) + 1_000, 250):
        put_draft(disk, "drugs/zinc", "", "Take 5 mg.")
        with cases.case(f"{limit} bytes"):
            code, told = Fork(lambda tell: keep(limit, tell)).end()  # noqa: B023 - it runs before the next round
            assert code == 0, told
            assert read_drafts(disk) == ({("drugs/zinc", ""): "Take 5 mg." if told else LONG}, "")
            assert bool(told) == (limit < len(LONG))
            assert names(disk) == {FILE_NAME}
    assert cases.tried > 20

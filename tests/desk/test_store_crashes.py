"""Whoever is killed, or finds the disk full, in the middle of any write: what was acknowledged is there, and
nothing is half done."""

from __future__ import annotations

import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_child import LONG, OPERATIONS, endless
from desk_model import IRON, Opened, after, child, opened, scratch

from medtui.desk.desk_contents import DeskContents, LastRead

pytestmark = pytest.mark.slow

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
LAST = ("put_last_read", LastRead(IRON, "last"))


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def assert_tidy(folder: Path) -> None:
    """Nothing is there but the desk; and perhaps what a writer had begun when it was killed: a journal, which SQLite
    takes away with the next change, or the folder in which the first desk was made."""
    others = files(folder) - {"desk.db", "desk.db-journal"}
    assert not [name for name in others if not name.startswith(".medtui-")]
    assert len(others) <= 1


@pytest.fixture
def disk() -> Iterator[Path]:
    with scratch() as folder:
        yield folder


@posix_only
def test_being_killed_in_the_middle_of_any_write(disk: Path) -> None:
    ends = child("sweep", disk, "killed")
    lived = [end for end in ends if end["code"] == 0]
    assert [end["first"] for end in lived] == list(range(len(OPERATIONS)))
    half_done = torn = 0
    for end in ends:
        assert end["code"] in (0, -signal.SIGXFSZ), end
        folder = disk / end["place"]
        acknowledged = end["first"] + len([told for told in end["told"] if "done" in told])
        either = [after(OPERATIONS[:number]) for number in (acknowledged, acknowledged + 1)]
        if (journal := folder / "desk.db-journal").exists():
            half_done += 1
            torn += damaged_without(journal, either)
        found = opened(folder)
        assert found.kept in (either if end["code"] else either[:1]), end
        assert found.complaint == ""
        assert_tidy(folder)
    assert half_done > 5 * len(OPERATIONS)
    assert torn > len(OPERATIONS)


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


@posix_only
def test_a_disk_that_is_full_in_the_middle_of_any_write(disk: Path) -> None:
    failures = 0
    for end in child("sweep", disk, "fails"):
        assert end["code"] == 0, end
        folder = disk / end["place"]
        beginning, *told = end["told"]
        if not beginning["kept"]:
            assert end["first"] == 0
            assert beginning["complaint"] == (
                f"Marks and notes cannot be kept in {folder} (the disk is full, or does not work): "
                "they last until you leave. Free some space, then try again."
            )
            assert opened(folder) == Opened(DeskContents(), "")
            continue
        assert beginning["complaint"] == ""
        operations = [*OPERATIONS[end["first"] :], LAST]
        done = [operation for operation, outcome in zip(operations, told, strict=True) if "done" in outcome]
        assert done[-1] == LAST, end  # with space again, it works again, without being opened anew
        for failed in [outcome["failed"] for outcome in told if "failed" in outcome]:
            failures += 1
            what = failed.removeprefix("The ").partition(" was not saved ")[0]
            assert what in ("mark", "note", "list of what was read")
            assert failed == (
                f"The {what} was not saved ({folder / 'desk.db'}: the disk is full, or does not work). "
                "Free some space, then try again."
            )
        assert opened(folder) == Opened(after([*OPERATIONS[: end["first"]], *done]), "")
        assert_tidy(folder)
    assert failures > 300


@posix_only
def test_being_killed_at_any_moment(disk: Path) -> None:
    acknowledged = []
    for end in child("kill", disk, 60):
        assert end["code"] == -9
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


@posix_only
def test_a_small_disk_that_runs_full(tmp_path: Path) -> None:
    beginning, *told, last = child("full", tmp_path, alone=True)
    assert beginning == {"complaint": "", "kept": True}
    kept = 0
    failed = []
    for outcome, state in zip(told[::2], told[1::2], strict=True):
        kept += "done" in outcome
        failed += [outcome["failed"]] if "failed" in outcome else []
        assert state == {"notes": kept, "others": kept, "complaint": ""}
    assert 3 < kept < 40
    assert set(failed) == {
        f"The note was not saved ({tmp_path / 'desk.db'}: the disk is full). Free some space, then try again."
    }
    assert last == {"done": "put_note"}
    assert len(LONG) * kept < 96 * 1024


@posix_only
def test_a_disk_that_cannot_be_written_can_be_read(tmp_path: Path) -> None:
    beginning, change, end = child("unwritable", tmp_path, alone=True)
    assert beginning == {
        "complaint": f"Your marks and notes can be read but not changed: {tmp_path} cannot be written.",
        "kept": True,
        "marks": [["drugs/zinc", "Zinc"]],
    }
    assert change == {
        "failed": f"The mark was not saved ({tmp_path / 'desk.db'}: it cannot be written). See whom it belongs to."
    }
    assert end == {"marks": [["drugs/zinc", "Zinc"]]}

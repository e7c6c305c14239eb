"""Whoever finds the disk full or not to be written: what was acknowledged is there, and can be read. The battery
has more of it, and kills."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from desk_child import LONG
from desk_model import child

pytestmark = pytest.mark.slow

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")


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

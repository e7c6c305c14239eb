"""How far reading is, in words for every width."""

from __future__ import annotations

import pytest

from medtui.tui.status_line import progress_wordings


@pytest.mark.parametrize(
    ("done", "total", "left_s", "longest"),
    [
        (0, 0, None, "░░░░░░░░ reading names 0 of 0"),
        (0, 6447, None, "░░░░░░░░ reading names 0 of 6,447"),
        (3224, 6447, 1.4, "████░░░░ reading names 3,224 of 6,447, 1 s left"),
        (150_000, 150_000, 0.0, "████████ reading names 150,000 of 150,000, 0 s left"),
        (1, 150_000, 600.0, "░░░░░░░░ reading names 1 of 150,000, 10 min left"),
    ],
)
def test_progress(done: int, total: int, left_s: float | None, longest: str) -> None:
    wordings = progress_wordings("names", done, total, left_s)
    assert wordings[0] == longest
    assert sorted(wordings, key=len, reverse=True) == list(wordings)
    assert all(f"{done:,} of {total:,}" in wording for wording in wordings)

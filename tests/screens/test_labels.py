"""Labels that were imported: where each comes from, and those of one drug together."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import user_of
from small_library import write

LABEL = """\
---
title: {title}
source: Labels of the Land (LabelLand)
set_id: {set_id}
effective_date: '{date}'
labeler: {labeler}
label_kind: {kind}
---

# {title}

### Usage

For knees.
"""
REPACKAGER = "repackager of NDC 11111-222"


def write_label(
    root: Path,
    set_id: str,
    *,
    title: str = "Zelofane (Zelo)",
    labeler: str = "Labco of Nowhere, a Division of Elsewhere",
    kind: str = "original",
    date: str = "2026-05-04",
) -> None:
    write(root / f"{set_id}.md", LABEL.format(title=title, set_id=set_id, date=date, labeler=labeler, kind=kind))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_the_header_says_where_a_label_comes_from(tmp_path: Path, size: tuple[int, int]) -> None:
    write_label(tmp_path, "a1", kind=REPACKAGER)
    async with user_of(tmp_path, size=size) as user:
        await user.press("enter")
        user.sees("effective 2026-05-04", "LabelLand", "Repackager", inside="#header")
        has_room = size != (40, 12)
        (user.sees if has_room else user.does_not_see)("Labco of Nowhere", inside="#header")
        assert len(user.lines("#document")) >= (18 if has_room else 7)

"""Labels that were imported: where each comes from, and those of one drug together."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import User, user_of
from small_library import write

from medtui.importing.epi import EPI_DISCLAIMER
from medtui.importing.openfda import OPENFDA_DISCLAIMER
from medtui.importing.spl import FDA_DISCLAIMER

LABEL = """\
---
title: {title}
source: Labels of the Land (LabelLand)
set_id: {set_id}
effective_date: '{date}'
labeler: {labeler}
label_kind: {kind}
moieties:
- {moiety}
strengths:
- 5 mg
forms:
- tablet
---

# {title}

### Usage

For knees. By {labeler}.
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
    moiety: str = "zelofane",
) -> None:
    text = LABEL.format(title=title, set_id=set_id, date=date, labeler=labeler, kind=kind, moiety=moiety)
    write(root / f"{set_id}.md", text)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_the_header_says_where_a_label_comes_from(tmp_path: Path, size: tuple[int, int]) -> None:
    write_label(tmp_path, "a1", kind=REPACKAGER)
    async with user_of(tmp_path, size=size) as user:
        await user.press("enter")
        user.sees("effective 2026-05-04", "LabelLand", "Repackager", inside="#header")
        has_room = size != (40, 12)
        (user.sees if has_room else user.does_not_see)("Labco of Nowhere", inside="#header")
        assert len(user.lines("#document")) >= (18 if has_room else 7)


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    """Three of zelofane, one of which is a repackager's, between two other drugs."""
    root = tmp_path / "labels"
    write_label(root, "a1", labeler="Repackco", kind=REPACKAGER, date="2026-12-01")
    write_label(root, "a2", title="Zelofane (Brandol)", labeler="Oldco", date="2020-01-01")
    write_label(root, "a3", title="Zelofane hydrate", labeler="Newco", date="2026-01-01")
    write_label(root, "b1", title="Bexarol", moiety="bexarol")
    write_label(root, "z1", title="Zolvane", moiety="zolvane")
    return root


LABELS = [
    "  Zelofane hydrate  Newco · 5 mg · tablet · 2026-01-01",
    "  Zelofane (Brandol)  Oldco · 5 mg · tablet · 2020-01-01",
    "  Zelofane (Zelo)  Repackco · 5 mg · tablet · 2026-12-01 · repackager",
]


def rows(user: User) -> list[str]:
    """Of the list, without the cursor."""
    return [line[2:] for line in user.lines("#drugs") if line.strip()]


async def test_a_drug_is_listed_once_and_unfolds_to_its_labels(labels: Path) -> None:
    async with user_of(labels, size=(100, 30)) as user:
        assert rows(user) == ["Bexarol", "Zelofane  + 3 labels", "Zolvane"]
        user.sees("3 drugs", inside="#status")
        await user.press("down", "enter")
        assert rows(user) == ["Bexarol", "Zelofane  - 3 labels", *LABELS, "Zolvane"]
        assert user.row_under_cursor() == "Zelofane hydrate"
        await user.press("up", "enter")
        assert rows(user) == ["Bexarol", "Zelofane  + 3 labels", "Zolvane"]
        assert user.row_under_cursor() == "Zelofane"


async def test_s_steps_through_the_labels(labels: Path) -> None:
    async with user_of(labels, size=(80, 24)) as user:
        await user.press("down", "enter", "enter")
        for labeler in ("Newco", "Oldco", "Repackco", "Newco"):
            user.sees(labeler, "One of 3 labels (s)", inside="#header")
            user.does_not_see("a1.md", inside="#header")
            await user.press("s")
        await user.press("escape")
        assert user.row_under_cursor() == "Zelofane (Brandol)"  # Oldco's, which is open


async def test_a_name_finds_the_drug_once_with_its_labels(labels: Path) -> None:
    async with user_of(labels, size=(100, 30)) as user:
        await user.types("zel")
        assert rows(user) == ["Zelofane  3 labels", *LABELS]
        user.sees("1 of 3 drugs", inside="#status")
        await user.press("enter")
        user.sees("Newco", inside="#header")


async def test_a_brand_finds_its_label_only(labels: Path) -> None:
    async with user_of(labels, size=(100, 30)) as user:
        await user.types("brandol")
        assert rows(user) == [LABELS[1].strip()]


async def test_many_labels_stay_folded(tmp_path: Path) -> None:
    for number in range(21):
        write_label(tmp_path, f"a{number}", labeler=f"Labco {number}")
    async with user_of(tmp_path, size=(80, 24)) as user:
        await user.types("zelo")
        assert rows(user) == ["Zelofane  + 21 labels"]
        await user.press("enter", "enter")
        user.sees("Labco 0", inside="#header")


async def test_a_passage_names_its_label(labels: Path) -> None:
    async with user_of(labels, size=(100, 30)) as user:
        await user.types("knees")
        user.sees("Oldco · 2020-01-01", "Newco · 2026-01-01", "Repackco · 2026-12-01 · repackager", inside="#drugs")


async def test_marked_labels_are_told_apart(labels: Path) -> None:
    async with user_of(labels, size=(100, 30)) as user:
        await user.press("down", "enter", "enter", "m", "s", "m", "escape", "escape")
        user.sees("Marked · 2", inside="#drugs")
        shown = rows(user)
        assert shown[1:3] == [LABELS[0].strip(), LABELS[1].strip()]


@pytest.mark.parametrize("disclaimer", [FDA_DISCLAIMER, OPENFDA_DISCLAIMER, EPI_DISCLAIMER])
async def test_a_label_says_by_itself_who_has_not_checked_it(tmp_path: Path, disclaimer: str) -> None:
    write(tmp_path / "zelofane.md", f"# Zelofane\n\n### Usage\n\nFor knees.\n\n{disclaimer}\n")
    first = disclaimer.removeprefix("**Disclaimer:** ").partition(". ")[0]
    async with user_of(tmp_path, drug="Zelofane", section="usage", size=(80, 24)) as user:
        user.sees(f"{first}.", "d more", inside="#disclaimer")

"""The signs that medtui draws: each has one in ASCII, no wider or narrower, for the terminals that lack it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import medtui
from medtui.presentation.cells import cell_len
from medtui.tui.looks import ASCII_SIGNS

ROOT = Path(medtui.__file__).parent
SOURCES = sorted(path for room in ("presentation", "tui") for path in (ROOT / room).rglob("*.py"))
SIGNS = re.compile("[\u2022\u2026\u2039\u203a\u2500-\u27bf]")
"""Bullets, lines, blocks and shapes, as they are drawn."""
NOT_DRAWN = {"app.py"}  # reads the boxes of Textual's report


def test_each_sign_has_one_in_ascii_that_is_as_wide() -> None:
    for sign, other in ASCII_SIGNS.items():
        assert 0x20 < other < 0x7F
        assert cell_len(chr(sign)) == cell_len(chr(other)) == 1
        assert not chr(sign).isalnum()


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.name))
def test_no_other_sign_is_drawn(source: Path) -> None:
    if source.name not in NOT_DRAWN:
        assert not {sign for sign in SIGNS.findall(source.read_text("utf-8")) if ord(sign) not in ASCII_SIGNS}


def test_what_folds_and_what_points_can_be_told_apart() -> None:
    assert len(set("▸•▪+".translate(ASCII_SIGNS))) == 4
    assert len(set("█░".translate(ASCII_SIGNS))) == 2

"""The README's pictures show what the app shows now."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
MOST_BYTES = 1_000_000


def words(picture: str) -> list[str]:
    """What one reads in it."""
    return re.findall(r"<text[^>]*>([^<]*)</text>", picture)


@pytest.mark.release
def test_each_picture_shows_what_the_app_shows() -> None:
    taken = dict(runpy.run_path(str(DOCS / "pictures.py"))["pictures"]())
    assert {f"{name}.svg" for name in taken} == {path.name for path in (DOCS / "pictures").iterdir()}
    for name, picture in taken.items():
        there = (DOCS / "pictures" / f"{name}.svg").read_text(encoding="utf-8")
        assert words(there) == words(picture), f"run `python docs/pictures.py`: {name} is stale"


def test_the_pictures_are_small_and_ask_for_nothing_from_elsewhere() -> None:
    for path in (DOCS / "pictures").iterdir():
        text = path.read_text(encoding="utf-8")
        assert len(text.encode()) < MOST_BYTES
        assert re.findall(r"(?:url\(\"?|href=\"?)(?!#)[^)\"]*", text) == []

"""What is generated from other files is up to date."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

from medtui.reading.schema import Schema, default_schema, parse_schema

ROOT = Path(__file__).parents[2]


def test_generated_files_are_fresh() -> None:
    generated = runpy.run_path(str(ROOT / "docs" / "generate.py"))["GENERATED"]
    assert generated
    for path, make in generated.items():
        assert (ROOT / path).read_text(encoding="utf-8") == make(), f"run `python docs/generate.py`: {path} is stale"


def test_the_page_shows_the_sections_as_a_library_would_write_them() -> None:
    page = (ROOT / "docs" / "sections.md").read_text(encoding="utf-8")
    _, text, _ = re.split("```(?:yaml)?\n", page)
    assert parse_schema(text, Schema(())) == default_schema()

"""What is generated from other files is up to date."""

from __future__ import annotations

import runpy
from pathlib import Path

from medtui.reading import Schema, default_schema
from medtui.reading.schema_file import parse_schema

ROOT = Path(__file__).parents[2]


def test_generated_files_are_fresh() -> None:
    generated = runpy.run_path(str(ROOT / "docs" / "generate.py"))["GENERATED"]
    assert generated
    for path, make in generated.items():
        assert (ROOT / path).read_text(encoding="utf-8") == make(), f"run `python docs/generate.py`: {path} is stale"


def test_the_generated_schema_is_the_one_in_the_yaml_file() -> None:
    text = (ROOT / "src" / "medtui" / "data" / "sections.yaml").read_text(encoding="utf-8")
    assert parse_schema(text, Schema(())) == default_schema()

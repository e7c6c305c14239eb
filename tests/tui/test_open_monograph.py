"""What the header says of the open monograph."""

from __future__ import annotations

from pathlib import Path

from medtui.library import load, open_libraries
from medtui.reading.schema import Schema, default_schema, parse_schema
from medtui.tui.open_monograph import OpenMonograph

WITH_INTRODUCTION = "# Zelofane\n\nNot for children.\n\n### Dosage\n\n10 mg\n\n### Usage\n\nKnees.\n"


def facts(folder: Path, schema: Schema, section: str) -> str:
    (folder / "zelofane.md").write_text(WITH_INTRODUCTION, encoding="utf-8")
    listing = open_libraries([folder], cache_folder=folder / "cache")
    reader = OpenMonograph(section)
    reader.open(load(listing.entries[0], schema), schema)
    return "".join(span.text for span in reader.facts())


def test_the_header_points_to_the_introduction(tmp_path: Path) -> None:
    assert "Note before the sections: 1" in facts(tmp_path, default_schema(), "dosage")
    assert "Note before" not in facts(tmp_path, default_schema(), "generic_name")


def test_it_points_to_where_the_introduction_is_with_a_schema_of_the_librarys_own(tmp_path: Path) -> None:
    sections = "".join(f"  - name: {name}\n    standard: yes\n" for name in ("dosage", "generic name", "usage"))
    schema = parse_schema(f"extend: no\nsections:\n{sections}", default_schema())
    assert "Note before the sections: 2" in facts(tmp_path, schema, "dosage")
    assert "Note before" not in facts(tmp_path, schema, "generic_name")

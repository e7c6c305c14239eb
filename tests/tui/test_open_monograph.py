"""What the header says of the open monograph."""

from __future__ import annotations

from pathlib import Path

from medtui.library.catalogue.listing import open_libraries
from medtui.library.loading import load
from medtui.reading.schema import Schema, default_schema, parse_schema
from medtui.tui.open_monograph import OpenMonograph

WITH_INTRODUCTION = "# Zelofane\n\nNot for children.\n\n### Dosage\n\n10 mg\n\n### Usage\n\nKnees.\n"


def opened(folder: Path, text: str, schema: Schema, section: str) -> OpenMonograph:
    (folder / "zelofane.md").write_text(text, encoding="utf-8")
    listing = open_libraries([folder], cache_folder=folder / "cache")
    monograph = OpenMonograph(section)
    monograph.open(load(listing.entries[0], schema), schema)
    return monograph


def facts(folder: Path, schema: Schema, section: str) -> str:
    return "".join(span.text for span in opened(folder, WITH_INTRODUCTION, schema, section).facts())


def test_the_header_points_to_the_introduction(tmp_path: Path) -> None:
    assert "Note before the sections: 1" in facts(tmp_path, default_schema(), "dosage")
    assert "Note before" not in facts(tmp_path, default_schema(), "generic_name")


def test_it_points_to_where_the_introduction_is_with_a_schema_of_the_librarys_own(tmp_path: Path) -> None:
    sections = "".join(f"  - name: {name}\n    standard: yes\n" for name in ("dosage", "generic name", "usage"))
    schema = parse_schema(f"extend: no\nsections:\n{sections}", default_schema())
    assert "Note before the sections: 2" in facts(tmp_path, schema, "dosage")
    assert "Note before" not in facts(tmp_path, schema, "generic_name")


def test_the_status_says_age_and_review_before_all_else(tmp_path: Path) -> None:
    front = "---\ntitle: Zelofane\nlast_reviewed: 2026-11-22\nreviewer: {}\n---\n\n### Usage\nKnees.\n"
    schema = default_schema()
    for reviewer, phrase, style in (
        ("none (not clinically reviewed)", " Not clinically reviewed ", "badge-status"),
        ("A. Pharmacist", "reviewed by A. Pharmacist, 2026-11-22", "muted"),
    ):
        monograph = opened(tmp_path, front.format(reviewer), schema, "usage")
        assert monograph.status()[0] == (phrase, style)
        assert "".join(span.text for span in monograph.facts()) == tmp_path.name

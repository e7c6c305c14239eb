"""The line that says where a text comes from, and the one phrase for its age and review."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from in_memory import loaded

from medtui.library.entry import Entry, Library
from medtui.library.folders import shipped_library
from medtui.library.loading import LoadedMonograph
from medtui.presentation.exporting import html_page
from medtui.presentation.monograph_text import as_markdown, as_text, date_phrase, markdown_source_line, source_line
from medtui.presentation.tabs import ALL, tab_for, tabs
from medtui.reading.schema import default_schema

OURS = "last_reviewed: 2026-11-22\nreviewer: none (not clinically reviewed)\n"
SHIPPED = Library("content", shipped_library().resolve())


def dated(front: str, library: Library | None = None) -> LoadedMonograph:
    one = loaded(f"---\ntitle: Zelofane\n{front}---\n\n### Usage\nFor knees.\n")
    return one._replace(entry=Entry(library, "zelofane.md", "Zelofane")) if library else one


@pytest.mark.parametrize(
    ("front", "phrase"),
    [
        (OURS, "written 2026-11-22, not clinically reviewed"),
        ("last_reviewed: 2026-11-22\n", "written 2026-11-22, no reviewer named"),
        ("last_reviewed: 2026-11-22\nreviewer: A. Pharmacist\n", "reviewed by A. Pharmacist, 2026-11-22"),
        (f"reviewer: {'A' * 81}\n", f"undated, reviewed by {'A' * 80}…"),
        ("reviewer: A\u202e 5\ufe0000 mg\n", "undated, reviewed by A⟨U+202E⟩ 5⟨U+FE00⟩00 mg"),
        ("reviewer: A. Pharmacist\n", "undated, reviewed by A. Pharmacist"),
        ("written: 2026-11-22\nreviewer: A. Pharmacist\n", "written 2026-11-22, reviewed by A. Pharmacist"),
        ("effective_date: 2026-11\n", "effective 2026-11"),
        ("updated: 2026-11-22\n", "updated 2026-11-22"),
        ("date: 2026-11-22\n", "dated 2026-11-22"),
        (
            "set_id: a1\nlabel_kind: repackager of NDC 1-2\nsource: Labels (Lab)\nlabeler: Labco\nlossy: true\n",
            "undated, Lab, Labco, lossy, repackager",
        ),
        ("set_id: a1\nlabel_kind: original\nsource: Labels\nlabeler: Labco\ndate: 2026\n", "dated 2026, Labels, Labco"),
        ("labeler: Labco\nlossy: true\n", "undated"),
    ],
)
def test_a_text_with_a_date_never_bears_that_of_its_file(front: str, phrase: str) -> None:
    assert date_phrase(dated(front)) == phrase
    assert date_phrase(dated(front, SHIPPED)) == phrase


def test_the_day_on_which_the_file_changed_is_no_date_of_the_text() -> None:
    assert date_phrase(dated("")) == "undated"
    assert date_phrase(dated("reviewer: none\n", SHIPPED)) == "undated, not clinically reviewed"


def test_more_dates_than_one() -> None:
    assert date_phrase(dated("written: 2024-01-01\neffective_date: 2025-01-01\n")) == (
        "written 2024-01-01, effective 2025-01-01"
    )


SOURCES = "sources:\n  - title: A *label*\n    version: 24\n  - B\n"


def test_a_section_says_what_it_was_written_from() -> None:
    one = dated(OURS + SOURCES)
    row = tabs(one.monograph, default_schema())
    usage, whole = tab_for(row, "usage"), tab_for(row, ALL)
    text, markdown = as_text(one, usage, 80), as_markdown(one, usage)
    assert "Written from, as its front matter says:\n• A *label*; version: 24\n• B\n\nSource: shelf" in text
    assert "Written from, as its front matter says:\n\n- A \\*label\\*; version: 24\n- B\n\nSource: " in markdown
    html = html_page(one, usage, datetime(2026, 1, 1, tzinfo=timezone.utc))
    assert html.count("A *label*; version: 24") == 1
    assert '<div class="status">NOT CLINICALLY REVIEWED · written 2026-11-22</div>' in html
    assert all("Written from" not in said for said in (as_text(one, whole, 80), as_markdown(one, whole)))


def test_the_source_says_it_too() -> None:
    one = dated(OURS)
    facts = ("shelf", "zelofane.md", "written 2026-11-22, not clinically reviewed", f"sha256 {one.file.sha256[:12]}")
    assert source_line(one) == f"Source: {' · '.join(facts)}"
    assert markdown_source_line(one) == f"Source: {' · '.join(f'`{fact}`' for fact in facts)}"

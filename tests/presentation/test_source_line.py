"""The line that says where a text comes from, and the one phrase for its age and review."""

from __future__ import annotations

import pytest
from in_memory import loaded

from medtui.library.entry import Entry, Library
from medtui.library.folders import shipped_library
from medtui.library.loading import LoadedMonograph
from medtui.presentation.monograph_text import date_phrase, markdown_source_line, source_line

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
        ("last_reviewed: 2026-11-22\nreviewer: A. Pharmacist\n", "reviewed 2026-11-22"),
        ("effective_date: 2026-11\n", "effective 2026-11"),
        ("updated: 2026-11-22\n", "updated 2026-11-22"),
        ("date: 2026-11-22\n", "dated 2026-11-22"),
    ],
)
def test_a_text_with_a_date_never_bears_that_of_its_file(front: str, phrase: str) -> None:
    assert date_phrase(dated(front)) == phrase
    assert date_phrase(dated(front, SHIPPED)) == phrase


def test_without_a_date_it_is_that_of_the_file_in_so_many_words() -> None:
    assert date_phrase(dated("")) == "file of 2024-12-19"
    assert date_phrase(dated("reviewer: none\n")) == "file of 2024-12-19, not clinically reviewed"


def test_the_day_of_installation_is_no_date() -> None:
    assert date_phrase(dated("", SHIPPED)) == "undated"
    assert date_phrase(dated("reviewer: none\n", SHIPPED)) == "undated, not clinically reviewed"
    within = Library("heart", SHIPPED.root / "heart")
    assert date_phrase(dated("", within)) == "undated"
    beside = Library("content-2", SHIPPED.root.with_name("content-2"))
    assert date_phrase(dated("", beside)) == "file of 2024-12-19"


def test_the_source_says_it_too() -> None:
    one = dated(OURS)
    facts = ("shelf", "zelofane.md", "written 2026-11-22, not clinically reviewed", f"sha256 {one.file.sha256[:12]}")
    assert source_line(one) == f"Source: {' · '.join(facts)}"
    assert markdown_source_line(one) == f"Source: {' · '.join(f'`{fact}`' for fact in facts)}"

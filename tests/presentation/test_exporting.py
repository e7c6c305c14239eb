"""What an exported file holds, in each of its forms."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from in_memory import MOMENT, loaded, tab_of
from markdown_texts import anything, markdown

from medtui import __version__
from medtui.presentation.exporting import ExportFormat, exported, form_of, html_text
from medtui.presentation.monograph_text import export_line
from medtui.presentation.tabs import ALL

TEXT = "# Zelofane\n\n### Usage\nKnees, ≥ 5.\n\n### Dosage\n10<sup>3</sup> mg\n\n**Disclaimer:** For training only.\n"
EXPORTED = f"Exported 2026-11-22 14:03 UTC+01:00 by medtui {__version__}"


def file(form: ExportFormat, section: str = ALL, text: str = TEXT) -> str:
    one = loaded(text)
    return exported(one, tab_of(one, section), form, MOMENT)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.html", ExportFormat.HTML),
        ("a.b.HTM", ExportFormat.HTML),
        ("a.md", ExportFormat.MARKDOWN),
        ("a.Txt", ExportFormat.TEXT),
        ("a.pdf", None),
        ("a", None),
        ("", None),
        (".txt", None),
        ("a.", None),
        ("txt", None),
        ("a.markdown", None),
    ],
)
def test_the_suffix_says_the_form(name: str, form: ExportFormat | None) -> None:
    assert form_of(name) is form


@pytest.mark.parametrize("form", ExportFormat)
@pytest.mark.parametrize("section", [ALL, "dosage", "usage", "side_effects"])
def test_disclaimer_source_and_date_are_in_each(form: ExportFormat, section: str) -> None:
    text = file(form, section)
    assert text.count("For training only.") == 1
    assert "undated" in text
    assert "2024-12-19" not in text
    assert "zelofane.md" in text
    assert text.count(EXPORTED) == 1
    assert "\r" not in text
    assert text.endswith("\n")


def test_as_text() -> None:
    lines = file(ExportFormat.TEXT, "dosage").splitlines()
    assert lines[0] == "Zelofane"
    assert "10³ mg" in lines
    assert lines[-2].startswith("Source: shelf · zelofane.md · undated · sha256 ")
    assert lines[-1] == EXPORTED


def test_as_markdown() -> None:
    text = file(ExportFormat.MARKDOWN)
    assert text.startswith(TEXT)
    assert text.removeprefix(TEXT).startswith("\nSource: `shelf` · `zelofane.md` · `undated` · ")
    assert text.endswith(f"\n\n{EXPORTED}\n")
    assert file(ExportFormat.MARKDOWN, text=TEXT.replace("\n", "\r\n")).startswith(TEXT.replace("\n", "\r\n"))


@pytest.mark.parametrize("form", ExportFormat)
@given(text=anything | markdown)
def test_nothing_can_drive_a_terminal(form: ExportFormat, text: str) -> None:
    found = file(form, text=text).replace("\r\n", "\n")
    assert not set(found) & set(map(chr, [*range(9), *range(11, 32), *range(127, 160), 0x202E, 0x2067]))
    found.encode("utf-8")
    assert EXPORTED in (html_text(found) if form is ExportFormat.HTML else found)


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (datetime(2026, 1, 2, 3, 4, 59, tzinfo=timezone.utc), "2026-01-02 03:04 UTC+00:00"),
        (datetime(2026, 1, 2, 3, 4, tzinfo=timezone(-timedelta(hours=3, minutes=30))), "2026-01-02 03:04 UTC-03:30"),
        (datetime(2026, 1, 2, 3, 4, tzinfo=timezone(timedelta(hours=5, seconds=7))), "2026-01-02 03:04 UTC+05:00"),
    ],
)
def test_the_time_of_export(moment: datetime, shown: str) -> None:
    assert export_line(moment) == f"Exported {shown} by medtui {__version__}"

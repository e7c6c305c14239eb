"""Rows of the list at every width: what is cut, and what never is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medtui.presentation.cells import cell_len
from medtui.presentation.markdown.styled import Span
from medtui.tui.row_lines import Row, Spans, around_marks, row_lines


def text_of(spans: Spans) -> str:
    return "".join(span.text for span in spans)


def shown(row: Row, width: int) -> list[str]:
    return [text_of(line) for line in row_lines(row, width)]


def marked(text: str) -> Spans:
    """Words between | are marked."""
    return tuple(Span(part, "match" if at % 2 else "") for at, part in enumerate(text.split("|")) if part)


PATH = ("Dosage", "Kidney impairment", "Creatinine clearance below 30 mL/min")
HIT = Row(
    "Amoxicillin", "", marked("Give 250 mg every 12 hours where the |creatinine clearance| is below 30."), path=PATH
)


def test_a_hit_is_two_lines() -> None:
    assert shown(HIT, 90) == [
        "Amoxicillin › Dosage › Kidney impairment › Creatinine clearance below 30 mL/min",
        "  Give 250 mg every 12 hours where the creatinine clearance is below 30.",
    ]


@pytest.mark.parametrize(
    ("width", "first"),
    [
        (78, "Amoxicillin › Dosage › Kidney impairment › Creatinine clearance below 30 mL/m…"),
        (60, "Amoxicillin › Dosage › Kidney impairment › Creatinine clear…"),
        (42, "Amoxicillin › Dosage › Kidney… › Creatin…"),
        (38, "Amoxicillin › Dosage › … › Creatinine…"),
    ],
)
def test_the_longest_heading_is_cut_first(width: int, first: str) -> None:
    assert shown(HIT, width)[0] == first
    assert len(shown(HIT, width)) == 2


def test_a_name_is_never_cut() -> None:
    name = "Amoxicillin and clavulanic acid"
    assert shown(HIT._replace(title=name), 38)[:2] == [name, " › Dosage › Kidney imp… › Creatinine…"]
    assert "".join(shown(Row(name), 12)).replace("  ", " ") == name


def test_a_note_stands_beside_the_headings_or_before_the_text() -> None:
    row = Row("Amoxicillin", "as kidney impairment", marked("In |renal| failure less."), path=("Dosage",))
    assert shown(row, 60) == ["Amoxicillin › Dosage  as kidney impairment", "  In renal failure less."]
    assert shown(row, 36) == ["Amoxicillin › Dosage", "  as kidney impairment  In renal…"]


def test_a_text_is_cut_around_its_marks() -> None:
    text = marked("One two three four five six seven |eight| nine |ten| eleven twelve thirteen fourteen")
    assert text_of(around_marks(text, 100)) == text_of(text)
    assert text_of(around_marks(text, 40)) == "… seven eight nine ten eleven twelve…"
    assert [span.text for span in around_marks(text, 40) if span.style == "match"] == ["eight", "ten"]


def test_where_the_most_marks_are_together() -> None:
    text = marked("|one| two three four five six seven eight nine |ten| |eleven| twelve thirteen fourteen")
    assert text_of(around_marks(text, 30)) == "… nine ten eleven twelve…"


WORDS = st.text(alphabet="ab 広e\u0301|👍🏽…\u0e01", max_size=80)


@given(WORDS, st.integers(8, 90))
def test_a_text_of_any_script_fits_one_line(words: str, width: int) -> None:
    text = marked(words)
    cut = around_marks(text, width)
    assert cell_len(text_of(cut)) <= width
    kept = "".join(span.text for span in cut if span.style != "marker")
    assert kept.strip() in text_of(text)


@given(st.text(alphabet="ab 広", min_size=1, max_size=40), st.lists(WORDS, min_size=1, max_size=4), st.integers(20, 90))
def test_any_row_fits(title: str, path: list[str], width: int) -> None:
    for line in row_lines(Row(title, "note", marked("a |b| c"), path=tuple(path)), width):
        assert cell_len(text_of(line)) <= width

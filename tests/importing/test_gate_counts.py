"""Tables, rows, footnotes, figures, boxed warnings and contraindications are counted in the label and on the page."""

from __future__ import annotations

import pytest
from spl_texts import label_of, section, usage

from medtui.importing.gate_counts import Counts, counts_of
from medtui.importing.label_making import faults_of
from medtui.importing.label_page import LabelPage, label_page

TABLE = """<table><thead><tr><th>Weight</th><th>Dose</th></tr></thead>
<tr><td>under 10 kg</td><td>5 mg<footnote>with food</footnote></td></tr><tr><td>10 kg</td><td>10 mg</td></tr></table>"""
FIGURE = '<renderMultiMedia referencedObject="x"/>'
LABEL = label_of(
    section("34067-9", "1 INDICATIONS", f"<paragraph>Pain. {FIGURE}</paragraph>"),
    section("34068-7", "2 DOSAGE", TABLE, section("34066-1", "WARNING", f"<paragraph>Never.</paragraph>{TABLE}")),
    section("34070-3", "4 CONTRAINDICATIONS", "<paragraph>Sleep.</paragraph>"),
)
PAGE = label_page(LABEL)


def faults(text: str) -> list[str]:
    return [
        fault
        for fault in faults_of(LABEL, LabelPage(text, PAGE.sections), counts_of(LABEL))
        if fault.startswith("the source has ")
    ]


def test_a_boxed_warning_in_another_section_counts_in_both_places() -> None:
    assert counts_of(LABEL) == Counts(tables=3, rows=6, footnotes=3, figures=1, boxed_warnings=1, contraindications=1)
    assert list(faults_of(LABEL, PAGE, counts_of(LABEL))) == []


def test_the_highlights_of_a_boxed_warning_in_another_section_count_once() -> None:
    highlight = "<excerpt><highlight><text>Heart.<footnote>a</footnote></text></highlight></excerpt>"
    warning = section("34066-1", "WARNING", "Stop.<footnote>b</footnote>").replace("</text>", f"</text>{highlight}")
    assert counts_of(label_of(section("34071-1", "Warnings", "", warning))).footnotes == 3


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("|---|---|\n", "", "the source has 3 tables, this 2"),
        ("| 10 kg | 10 mg |\n", "", "the source has 6 rows, this 5"),
        ("\\[note 1\\] with food\n", "\n", "the source has 3 footnotes, this 2"),
        (" \\[Figure: no description, file not shown\\]", "", "the source has 1 figures, this 0"),
        ("### Boxed warning\n", "", "the source has 1 boxed warnings, this 0"),
        ("### Precautions\n", "", "the source has 1 contraindications, this 0"),
    ],
)
def test_what_is_not_there_as_often_is_a_fault(before: str, after: str, fault: str) -> None:
    assert before in PAGE.text
    assert fault in faults(PAGE.text.replace(before, after, 1))


@pytest.mark.parametrize(
    ("rows", "counts"),
    [
        ("<tr><td>a</td></tr><tr><td>b</td></tr>", Counts(texts=1)),
        ("<tr><td></td><td> </td></tr>", Counts()),
        ("<tr><td>a</td><td><list><item><caption>•</caption></item></list></td></tr>", Counts(texts=1)),
        ("<tr><td>a</td><td><list><item><caption>b)</caption></item></list></td></tr>", Counts(tables=1, rows=1)),
        ("<tr><td></td><td>a</td></tr><tr><td></td><td>b</td></tr>", Counts(texts=1)),
        ('<tr><td colspan="2">a</td></tr><tr><td colspan="2">b</td></tr>', Counts(texts=1)),
        ('<tr><td colspan="2">a</td><td>c</td></tr>', Counts(tables=1, rows=1)),
        ('<tr><td rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr>', Counts(tables=1, rows=2)),
        ("<tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr>", Counts(tables=1, rows=1)),
        ("<thead><tr><td>a</td><td>b</td></tr></thead><tr><th>c</th><th>d</th></tr>", Counts(tables=1, rows=1)),
        ("<tfoot><tr><td>a</td><td>b</td></tr></tfoot><tbody><tr><th>c</th><th>d</th></tr></tbody>",
         Counts(tables=1, rows=1)),
        (f"<tr><td> </td><td><paragraph>a</paragraph>{TABLE}</td></tr>", Counts(tables=1, rows=2, footnotes=1)),
        (f"<tr><td>b</td><td>{TABLE}</td></tr>", Counts(tables=1, rows=1, footnotes=1)),
        ("<tr>" + "".join(f"<td>{at}</td>" for at in range(9)) + "</tr>", Counts(texts=1)),
        ("<tr>" + "".join(f"<td>{at}</td>" for at in range(8)) + "</tr><tr/>", Counts(tables=1, rows=2)),
    ],
)  # fmt: skip
def test_tables_of_every_form_are_counted_as_they_are_written(rows: str, counts: Counts) -> None:
    label = usage(f"<paragraph>x</paragraph><table>{rows}</table>")
    assert counts_of(label) == counts
    assert list(faults_of(label, label_page(label), counts_of(label))) == []

"""The check of an imported label finds whatever has been lost, changed or made up."""

from __future__ import annotations

import re

import pytest
from spl_texts import label_of, section

from medtui.importing.gate_counts import counts_of
from medtui.importing.label_making import faults_of
from medtui.importing.label_page import LabelPage, label_page

TABLE = """<table><thead><tr><th>Weight</th><th>Dose</th></tr></thead>
<tr><td>under 10 kg</td><td>5 mg every 8 hours<footnote>with food</footnote></td></tr>
<tr><td rowspan="2">10 kg or more</td><td>10 mg every 8 hours</td></tr><tr><td>not for newborns</td></tr></table>"""
LABEL = label_of(
    section("34066-1", "WARNING: SLEEP", "<paragraph>Do not drive after zelofane.</paragraph>"),
    section(
        "34068-7",
        "2 DOSAGE",
        "",
        section("42229-5", "2.1 Children", f"<paragraph>Count over 1.5 x 10<sup>9</sup>/L.</paragraph>{TABLE}"),
        section("42229-5", "2.2 Adults", "<list><item>20 mg twice a day</item><item>never 200 mg</item></list>"),
    ),
)
PAGE = label_page(LABEL)


def faults(text: str) -> list[str]:
    return list(faults_of(LABEL, LabelPage(text, PAGE.sections), counts_of(LABEL)))


def test_what_is_whole_has_no_fault() -> None:
    assert faults(PAGE.text) == []
    assert PAGE.sections == ("boxed_warning", "generic_name", "dosage")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Do not drive", "Do drive"),
        ("10⁹", "109"),
        ("1.5", "15"),
        ("- never 200 mg\n", ""),
        ("- never 200 mg", "- never 20 mg"),
        ("5 mg every", "5 g every"),
        ("| not for newborns |", "|  |"),
        ("\\[note 1\\] with food", ""),
        ("#### 2 DOSAGE", ""),
        ("##### 2.2 Adults", "### Usage"),
        ("### Boxed warning", "### Other"),
        ("twice a day", "twice a day, 3 times"),
        ("under 10 kg", "over 10 kg"),
    ],
)
def test_whatever_is_changed_is_a_fault(before: str, after: str) -> None:
    assert PAGE.text.count(before) >= 1
    assert faults(PAGE.text.replace(before, after, 1))


def test_each_word_is_missed() -> None:
    """But one that a cell of two rows has at each of them: the source has it once."""
    words = [word for word in re.finditer(r"\b[a-z]{3,}", PAGE.text) if word[0] not in ("note", "more")]
    in_label = [word for word in words if PAGE.text.index("Do not drive") <= word.start() < PAGE.text.index("**Discl")]
    products = PAGE.text.index("### Generic Name"), PAGE.text.index("### Dosage")
    for word in in_label:
        if not products[0] <= word.start() < products[1]:
            assert faults(PAGE.text[: word.start()] + PAGE.text[word.end() :]), word
    assert len(in_label) > 20


@pytest.mark.parametrize(
    "text",
    [
        "<table><tr><td>A</td><td><list listType='ordered'><item>Sit</item><item>Wait</item></list></td></tr></table>",
        "<paragraph>Kidney\u200b(2.2), Cpt\u200bAB, 5\u200b00 mg, 2\u20606 mg, 9\x92s\x85, a\u202eb</paragraph>",
    ],
)
def test_what_medtui_itself_draws_is_no_fault(text: str) -> None:
    """The numbers of a list in a cell, and signs for what cannot be seen."""
    label = label_of(section("34068-7", "2 DOSAGE", text))
    assert list(faults_of(label, label_page(label), counts_of(label))) == []


def test_each_figure_is_missed() -> None:
    picture = "<renderMultiMedia referencedObject='x'/>"
    label = label_of(section("34068-7", "2 DOSAGE", f"<paragraph>{picture} and {picture}</paragraph>"))
    page = label_page(label)
    said = "\\[Figure: no description, file not shown\\]"
    assert page.text.count(said) == 2
    assert list(faults_of(label, page, counts_of(label))) == []
    assert list(faults_of(label, LabelPage(page.text.replace(said, "", 1), page.sections), counts_of(label)))


@pytest.mark.parametrize("name", ["br", "renderMultiMedia", "footnoteRef", "img"])
def test_words_in_what_should_hold_none_are_written_and_missed(name: str) -> None:
    label = label_of(
        section("34068-7", "2 DOSAGE", f"<paragraph>Take <{name}>it with milk</{name}> daily.</paragraph>")
    )
    page = label_page(label)
    assert list(faults_of(label, page, counts_of(label))) == []
    assert list(faults_of(label, LabelPage(page.text.replace("milk", ""), page.sections), counts_of(label)))

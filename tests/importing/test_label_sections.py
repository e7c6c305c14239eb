"""Where the sections of a label go."""

from __future__ import annotations

import pytest
from spl_texts import label_of, section

from medtui.importing.label import LabelSection
from medtui.importing.label_page import label_page
from medtui.importing.label_sections import SCHEMA, placed
from medtui.presentation.tabs import tabs
from medtui.reading.reader import read


def titles(section: LabelSection) -> list[str]:
    """Of a section and all that stays in it."""
    own = [] if section.title is None else [section.title.text or ""]
    return own + [title for inner in section.sections for title in titles(inner)]


def test_a_subsection_of_any_depth_goes_where_its_code_says() -> None:
    interactions = section("34073-7", "7 Interactions", "", section("42229-5", "7.1 With food"))
    deep = section("42229-5", "12.1 Any", "", interactions, section("43682-4", "12.3 Kinetics"))
    label = label_of(section("34090-1", "12 Pharmacology", "", deep))
    assert [(name, titles(one)) for name, one in placed(label.sections)] == [
        ("how_it_works", ["12 Pharmacology", "12.1 Any", "12.3 Kinetics"]),
        ("interactions", ["7 Interactions", "7.1 With food"]),
    ]


def test_a_nested_boxed_warning_is_first_and_in_its_place() -> None:
    boxed = section("34066-1", "WARNING")
    label = label_of(section("34071-1", "Warnings", "", section("42229-5", "Heart", "", boxed)))
    assert [(name, titles(one)) for name, one in placed(label.sections)] == [
        ("precautions", ["Warnings", "Heart", "WARNING"]),
        ("boxed_warning", ["WARNING"]),
    ]


def test_what_has_no_place_goes_to_other() -> None:
    label = label_of(section("99999-9", "New"), section("42229-5", "Unclassified"))
    assert [name for name, _ in placed(label.sections)] == ["other", "other"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("2 DOSAGE AND ADMINISTRATION", "dosage"),
        ("Directions", "dosage"),
        ("How supplied", "product"),
        ("Any", "other"),
    ],
)
def test_an_unclassified_section_goes_where_its_title_says(title: str, name: str) -> None:
    label = label_of(section("42229-5", title), section("34067-9", "1 USAGE", "", section("42229-5", title)))
    assert [found for found, _ in placed(label.sections)] == [name, "usage"]


def test_keys_are_those_of_any_library_and_two_more() -> None:
    label = label_of(section("34073-7", "7 Interactions", "<paragraph>None.</paragraph>"))
    row = tabs(read(label_page(label).text, schema=SCHEMA), SCHEMA)
    assert [(tab.key, tab.label, tab.present) for tab in row if tab.key in ("6", "7", "8", "9")] == [
        ("6", "Precautions", False),
        ("7", "FAQs", False),
        ("8", "Interactions", True),
        ("9", "Populations", False),
    ]

"""A label becomes a monograph that is read as the label has it."""

from __future__ import annotations

from datetime import date

import pytest
from spl_texts import section, spl

from medtui.importing.label_making import Order, make

ORDER = Order(date(2026, 5, 4))


@pytest.mark.parametrize(
    "text",
    [
        "<paragraph>Boxed warning: section 5.1 is new.</paragraph>",
        "<paragraph>Important: <content styleCode='bold'>Boxed warning:</content> section 5.1 is new.</paragraph>",
        "<paragraph>Disclaimer: not tried in children.</paragraph><paragraph>More.</paragraph>",
        "<list><item>Disclaimer: not tried in children.</item><item>Boxed warning: no</item></list>",
        "<table><tr><td>Boxed warning: new</td><td>2026</td></tr><tr><td>Usage</td><td>2026</td></tr></table>",
    ],
)
def test_text_that_begins_like_something_else_stays_text(text: str) -> None:
    made = make(spl(section("43683-2", "RECENT CHANGES", text), section("34068-7", "2 DOSAGE", text)), ORDER)
    assert isinstance(made, list)
    assert [one.faults for one in made] == [()]


def test_a_heading_of_another_section_stays_a_heading() -> None:
    inner = section("42229-5", "DOSAGE AND ADMINISTRATION", "<paragraph>5 mg</paragraph>")
    made = make(spl(section("34067-9", "1 USAGE", "<paragraph>For coughs.</paragraph>", inner)), ORDER)
    assert isinstance(made, list)
    assert [one.faults for one in made] == [()]


@pytest.mark.parametrize(
    "title", ["BOXED WARNING", "Boxed Warning:", "CONTRAINDICATIONS", "4 Contraindications", "WARNINGS"]
)
def test_an_unclassified_section_is_counted_where_it_is_shown(title: str) -> None:
    made = make(spl(section("42229-5", title, "<paragraph>Do not drive.</paragraph>")), ORDER)
    assert isinstance(made, list)
    assert [one.faults for one in made] == [()]

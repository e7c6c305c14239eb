"""What two versions of a page differ in, sentence by sentence and row by row."""

from __future__ import annotations

import pytest

from medtui.checking.page_changes import Change, changes
from medtui.reading.reader import read

PAGE = """\
---
title: Examplin
last_reviewed: 2026-01-22
---

# Examplin

### Usage

- Pain that lasts
- Fever of children

### Dosage

**Adults:** 5 mg every 8 hours. At most 15 mg a day. Give it with food,
as a rule.

| Weight | Dose |
|---|---|
| 4 kg to 10 kg | 2 mg |
| over 10 kg | 3 mg |

### Precautions

Do not use in asthma. Do not use in asthma.

### FAQs

**Q: What if a dose is missed?**

A: Leave it out.

**Disclaimer:** For education only; this is not medical advice.
"""


def found(old: str, new: str, text: str = PAGE) -> list[Change]:
    assert old in text
    return changes(read(text), read(text.replace(old, new, 1)))


def only(old: str, new: str) -> Change:
    (change,) = found(old, new)
    return change


def test_a_sentence_is_compared_with_what_it_was() -> None:
    change = only("5 mg every", "50 mg every")
    assert (change.kind, change.title, change.heading) == ("changed", "Dosage", "Dosage › Adults")
    assert (change.old, change.new) == (("Adults: 5 mg every 8 hours.",), ("Adults: 50 mg every 8 hours.",))


def test_a_row_stands_below_the_head_of_its_table() -> None:
    change = only("| over 10 kg | 3 mg |\n", "")
    assert (change.kind, change.lead, change.old) == ("gone", "Weight | Dose", ("over 10 kg | 3 mg",))


@pytest.mark.parametrize(
    ("old", "new", "kind", "section"),
    [
        ("At most 15 mg a day. ", "", "gone", "dosage"),
        ("At most", "Shake it well. At most", "new", "dosage"),
        ("- Fever of children\n", "", "gone", "usage"),
        ("\n### Usage\n\n- Pain that lasts\n- Fever of children\n", "", "section gone", "usage"),
        ("2026-01-22", "2026-01-23", "front matter", "front_matter"),
        ("For education only; ", "", "changed", "disclaimer"),
        ("**Disclaimer:** For education only; this is not medical advice.\n", "", "gone", "disclaimer"),
        ("**Adults:**", "Adults:", "layout", ""),
        ("food,\nas", "food, as", "layout", ""),
        (" Do not use in asthma.\n", "\n", "gone", "precautions"),
        ("# Examplin", "# Exemplin", "changed", "title"),
    ],
)
def test_each_change_is_of_its_kind(old: str, new: str, kind: str, section: str) -> None:
    change = only(old, new)
    assert (
        change.kind.value.replace("section gone", kind if section == "disclaimer" else "section gone"),
        change.section,
    ) == (kind, section)


def test_what_stands_elsewhere_now_has_moved() -> None:
    moved = PAGE.replace("- Fever of children\n", "").replace("asthma.\n\n###", "asthma.\n\n- Fever of children\n\n###")
    (change,) = changes(read(PAGE), read(moved))
    assert (change.kind, change.new, change.moved_from) == ("moved", ("Fever of children",), "Usage")
    assert change.section == "precautions"


def test_the_most_dangerous_comes_first() -> None:
    text = PAGE.replace("Pain that lasts", "Pains that last").replace("A: Leave", "A: Do not leave")
    text = text.replace("5 mg every", "50 mg every").replace("15 mg a day", "16 mg a day")
    ranks = [(change.section, change.rank) for change in changes(read(PAGE), read(text))]
    assert ranks == [("dosage", 0), ("faqs", 1), ("dosage", 3), ("usage", 7)]


def test_a_section_with_a_new_name_is_the_same_section() -> None:
    names = [(change.kind, *change.old, *change.new) for change in found("### Usage", "### Gizmo of pages")]
    assert sorted(names) == [("gone", "Usage"), ("new", "Gizmo of pages")]


def test_the_same_page_has_not_changed() -> None:
    assert changes(read(PAGE), read(PAGE)) == []


def test_long_pages_of_equal_lines_are_compared_at_once() -> None:
    text = PAGE.replace("- Pain that lasts\n", "- Pain that lasts\n" * 5_000)
    assert {change.kind for change in found("- Fever of children\n", "- Pain that lasts\n" * 99, text)} <= {
        "gone",
        "new",
    }


def test_a_paragraph_of_very_many_lines_is_read_once() -> None:
    (change,) = found("Do not use in asthma. Do", "Do", PAGE.replace("asthma.\n", "asthma,\n" + "so\n" * 30_000, 1))
    assert change.kind == "gone"

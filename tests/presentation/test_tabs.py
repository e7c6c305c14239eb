"""The tabs: fixed keys, alerts first, and every part of a file in exactly one of them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medtui.monograph import Monograph, Part, PartKind
from medtui.presentation.tabs import ALL, Tab, find_tab, parts_of, tab_for, tabs
from medtui.reading.reader import read
from medtui.reading.schema import Schema, default_schema, parse_schema

STANDARD = ["generic_name", "usage", "dosage", "side_effects", "how_it_works", "precautions", "faqs"]

WHOLE_FILE = """\
---
title: Zelofane
---

Words before the title.

# Zelofane

Words before the sections.

### Generic Name
Zelofane

### Usage
Knees.

### Dosage
10 mg

### FAQs
**Q: Why?**

A: Why not.

**Disclaimer:** For training only.

### Sources
A book.
"""
EXTRA = "".join(f"### Extra {number}\nText {number}.\n\n" for number in range(1, 5))
PIECES = st.sampled_from(
    [
        "---\ntitle: Zelofane\n---\n",
        "# Zelofane\n",
        "Some words.\n\n",
        "### Generic Name\nZelofane\n",
        "### Usage\nKnees.\n",
        "### Dosage\n\n",
        "**Side Effects:** sleep.\n\n",
        "### Zelofane\n\n**Usage:** Elbows.\n",
        "### FAQs\n* **Q: Why?** A: Why not.\n\n",
        "**Q: Again?**\n\nA: Yes.\n\n",
        "### Boxed Warning\nStop.\n",
        "### Odd heading\nOdd words.\n",
        "### All\nAll of it.\n",
        "### Monograph\nOf one drug.\n",
        "### Closing\nThe shop closes.\n",
        "**Disclaimer:** For training only.\n\n",
        "### Disclaimer\nFor training only.\n",
        "Words after everything.\n",
        "---\n\n",
        "\n",
    ]
)


def row_of(text: str, schema: Schema | None = None) -> tuple[Tab, ...]:
    schema = schema or default_schema()
    return tabs(read(text, name="zelofane", schema=schema), schema)


def shown(row: tuple[Tab, ...]) -> list[str]:
    """Key and label of each tab, missing ones in parentheses."""
    return [f"{tab.key} {tab.label if tab.present else f'({tab.label})'}".strip() for tab in row]


def find_home(row: tuple[Tab, ...]) -> Tab:
    (home,) = (tab for tab in row if tab.is_home)
    return home


def usage_parts(monograph: Monograph) -> tuple[Part, ...]:
    return parts_of(monograph, tab_for(tabs(monograph, default_schema()), "usage"))


def check_places(monograph: Monograph, schema: Schema) -> None:
    """Each part is in All, and in one other place: a tab, or the disclaimer's own view."""
    row = tabs(monograph, schema)
    assert all(parts_of(monograph, tab) == monograph.parts for tab in row if tab.section == ALL)
    places: Counter[int] = Counter()
    for tab in row:
        if tab.section != ALL:
            places.update(map(id, parts_of(monograph, tab)))
    for part in monograph.parts:
        elsewhere = part.kind is PartKind.DISCLAIMER and len(row) > 1
        assert places[id(part)] + elsewhere == 1, (places[id(part)], part)


def test_the_keys_of_the_standard_sections_never_change() -> None:
    full = shown(row_of("".join(f"### {name.replace('_', ' ')}\nText.\n" for name in reversed(STANDARD))))
    assert full == [
        "0 All", "1 Name", "2 Usage", "3 Dosage", "4 Side effects", "5 How it works", "6 Precautions", "7 FAQs",
    ]  # fmt: skip
    assert shown(row_of("### Dosage\nText.\n")) == [
        "0 All", "1 (Name)", "2 (Usage)", "3 Dosage", "4 (Side effects)", "5 (How it works)", "6 (Precautions)",
        "7 (FAQs)",
    ]  # fmt: skip


def test_an_alert_comes_first_and_takes_no_digit() -> None:
    row = row_of("### Usage\nText.\n\n### Boxed Warning\nStop.\n")
    assert (row[0].section, row[0].key, row[0].alert) == ("boxed_warning", "", True)
    assert shown(row)[1:4] == ["0 All", "1 (Name)", "2 Usage"]
    assert not any(tab.alert for tab in row[1:])


def test_further_sections_follow_known_ones_first() -> None:
    row = row_of(f"{EXTRA}### Storage\nCold.\n\n### Overdose\nCall.\n\n### Usage\nText.\n")
    assert shown(row)[8:] == ["8 Overdose", "9 Storage", "Extra 1", "Extra 2", "Extra 3", "Extra 4"]
    assert all(tab.present for tab in row[8:])


def test_a_file_without_sections_is_one_tab() -> None:
    assert shown(row_of("Only words.\n\n**Disclaimer:** For training only.\n")) == ["1 Monograph"]
    assert shown(row_of(""))  # even nothing has a tab to stand on


def test_the_tab_for_a_wanted_section() -> None:
    row = row_of("### Usage\nText.\n")
    assert tab_for(row, "dosage").section == "dosage"
    assert tab_for(row, "nothing_like_it").section == ALL
    assert tab_for(row_of("Only words.\n"), "dosage").section == "monograph"


@pytest.mark.parametrize(
    ("words", "section"),
    [
        ("dosage", "dosage"),
        ("Dosing and Administration", "dosage"),
        ("3", "dosage"),
        ("Side effects", "side_effects"),
        ("SIDE EFFECTS", "side_effects"),
        ("0", ALL),
        ("all", ALL),
        ("extra_1", "extra_1"),
        ("Extra 1", "extra_1"),
        ("boxed warning", "boxed_warning"),
        ("8", "extra_1"),
        ("nothing like it", None),
        ("", None),
        ("33", None),
    ],
)
def test_finding_a_tab_by_what_a_user_calls_it(words: str, section: str | None) -> None:
    schema = default_schema()
    found = find_tab(row_of(f"### Usage\nText.\n\n### Boxed Warning\nStop.\n\n{EXTRA}"), words, schema)
    assert (found and found.section) == section


def test_the_name_tab_also_holds_what_stands_outside_sections() -> None:
    monograph = read(WHOLE_FILE, name="zelofane")
    kinds = [part.kind for part in parts_of(monograph, find_home(tabs(monograph, default_schema())))]
    assert kinds == ["intro", "title", "intro", "section", "front_matter"]
    check_places(monograph, default_schema())


def test_text_after_the_disclaimer_has_a_tab() -> None:
    text = "### Usage\nKnees.\n\n### Disclaimer\nFor training only.\n\n---\n\n*Printed in Utopia.*\n"
    check_places(read(text, name="zelofane"), default_schema())


def test_a_schema_without_a_name_section_loses_nothing_either() -> None:
    text = "---\ntitle: Z\n---\n\n# Zelofane\n\nWords.\n\n### Usage\nKnees.\n"
    only_usage = "extend: no\nsections:\n  - name: usage\n    label: Usage\n    standard: yes\n"
    schema = parse_schema(only_usage, default_schema())
    assert shown(row_of(text, schema))[:2] == ["0 All", "1 Usage"]
    check_places(read(text, name="zelofane", schema=schema), schema)


@pytest.mark.parametrize("heading", ["All", "Monograph", "Closing", "Generic name", "0", "FAQs"])
def test_a_heading_that_sounds_like_one_of_our_own_tabs(heading: str) -> None:
    text = f"### Usage\nKnees.\n\n### {heading}\nSome words.\n\n### Dosage\n10 mg\n"
    monograph = read(text, name="zelofane")
    assert {"2 Usage", "3 Dosage"} <= set(shown(tabs(monograph, default_schema())))
    check_places(monograph, default_schema())


@given(st.lists(PIECES, max_size=12))
def test_every_part_has_one_place(pieces: list[str]) -> None:
    check_places(read("".join(pieces), name="zelofane"), default_schema())


@given(st.text(st.sampled_from("#*- \n:?QAab"), max_size=60))
def test_every_part_of_any_text_has_one_place(text: str) -> None:
    check_places(read(text, name="zelofane"), default_schema())


def test_every_part_of_the_real_data_has_one_place(rxhive: list[Path]) -> None:
    schema = default_schema()
    for path in rxhive:
        check_places(read(path.read_text(encoding="utf-8"), name=path.stem), schema)


def test_the_parts_of_a_tab_are_in_file_order() -> None:
    text = "### Usage\nOne.\n\n### Dosage\n10 mg\n\n### Usage\nTwo.\n"
    parts: tuple[Part, ...] = usage_parts(read(text, name="zelofane"))
    assert [part.body.strip() for part in parts] == ["One.", "Two."]

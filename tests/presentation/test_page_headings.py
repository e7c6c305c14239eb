"""Headings of a page: what an outline lists, in which depth, and where it leads."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from markdown_texts import markdown

from medtui.presentation.destination import Destination, top_line
from medtui.presentation.page import page
from medtui.presentation.page_headings import PageHeading, page_headings
from medtui.presentation.page_layout import PageLines
from medtui.presentation.tabs import ALL, tab_for, tabs
from medtui.reading.reader import read
from medtui.reading.schema import default_schema


def headings(text: str, section: str = "dosage") -> list[PageHeading]:
    monograph = read(text)
    return list(page_headings(page(monograph, tab_for(tabs(monograph, default_schema()), section))))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("#### Children", "Children"),
        ("**Kidney impairment:** halve it.", "Kidney impairment"),
        ("**Kidney impairment**: halve it.", "Kidney impairment"),
        ("**Children under 40 kg.** The total is for one day.", "Children under 40 kg"),
        ("**Adults**", "Adults"),
        ("**Adults with *H. pylori***, for 14 days:", "Adults with H. pylori"),
        ("- **Pregnancy:** no.", "Pregnancy"),
        ("1. **First:** wash.", "First"),
        ("> **Liver:** less.", "Liver"),
        ("**Never** more than 5 mg.", ""),
        ("**Do not use** after an allergy.", ""),
        ("Halve it in **kidney impairment:** see below.", ""),
        (f"**{'word ' * 20}end.** And more.", ""),
        ("`**code:**` is none", ""),
        ("| **Head:** | b |\n|---|---|\n| **c:** | d |", ""),
    ],
)
def test_what_is_a_heading(line: str, found: str) -> None:
    own, *others = headings(f"### Dosage\n\n{line}\n")
    assert own.text == "Dosage"
    assert [heading.text for heading in others] == [found] * bool(found)


def test_how_deep_they_are() -> None:
    text = "### Dosage\n\n**A:** a\n\n- **B:** b\n  - **C:** c\n\n#### D\n\n**E:** e\n\n- **F:** f\n"
    assert [(heading.text, heading.depth) for heading in headings(text)] == [
        ("Dosage", 0), ("A", 1), ("B", 2), ("C", 3), ("D", 1), ("E", 2), ("F", 3),
    ]  # fmt: skip


def test_questions_are_headings_and_front_matter_has_none() -> None:
    text = "---\ntitle: X\n---\n\n### FAQs\n\n**Q: Is it\nsafe?**\n\nA: **No:** ask.\n"
    assert [(heading.text, heading.depth) for heading in headings(text, ALL)] == [("FAQs", 0), ("Q: Is it safe?", 1)]


@pytest.mark.parametrize(
    ("word", "room", "top"),
    [
        ("item9", 5, "item7"),  # no heading near: two lines before it
        ("item2", 5, "Dosage"),  # every heading that it stands under, down to the section's own
        ("item2", 2, "Children"),
        ("item2", 1, "item1"),
        ("less", 5, "For the weak"),  # not Children, which is too far above
        ("less", 0, "less"),
    ],
)
def test_a_passage_is_shown_under_its_headings(word: str, room: int, top: str) -> None:
    items = "".join(f"* item{number}\n" for number in range(1, 10))
    text = f"### Dosage\n\n#### Children\n{items}\n**For the weak:**\n\n* more\n* less\n"
    monograph = read(text)
    pieces = page(monograph, tab_for(tabs(monograph, default_schema()), "dosage"))
    lines = PageLines(pieces, 80)
    at = next(n for n, item in enumerate(lines) if word in item.line.text)
    begin = top_line(lines, Destination(lines.place_of(at), tuple(page_headings(pieces))), room)
    assert top in lines[begin].line.text
    assert at - begin <= room


@given(markdown)
def test_each_leads_to_a_line_of_its_own(text: str) -> None:
    monograph = read(f"{text}\n\n### Dosage\n{text}\n")
    pieces = page(monograph, tab_for(tabs(monograph, default_schema()), ALL))
    found = list(page_headings(pieces))
    assert [heading.place for heading in found] == sorted({heading.place for heading in found})
    lines = PageLines(pieces, 200, range(len(pieces)))
    for heading in found:
        item = lines[lines.line_of(heading.place)]
        assert (item.piece, not item.in_head, item.line.block) == heading.place[:3]
        assert heading.text.split()[:1] in ([], [word for word in item.line.text.split() if word in heading.text][:1])


def test_each_page_of_the_shipped_library_has_some() -> None:
    for path in Path("content").glob("[!R]*.md"):
        assert len(headings(path.read_text(encoding="utf-8"), ALL)) > 7, path.name


def test_a_warning_in_a_box_is_one() -> None:
    monograph = read("### Dosage\n\n> [!danger] Never by mouth\n> Fatal.\n")
    pieces = page(monograph, tab_for(tabs(monograph, default_schema()), ALL))
    assert [heading.text for heading in page_headings(pieces)] == ["Dosage", "Danger: Never by mouth"]

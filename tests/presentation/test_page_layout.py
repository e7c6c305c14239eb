"""Pages laid out to a width, and places in them that survive another width."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from long_text import LONG

from medtui.presentation.cells import cell_len
from medtui.presentation.markdown.styled import Flow, Span, visible, words
from medtui.presentation.page import PagePiece, page
from medtui.presentation.page_layout import (
    FOLDED_MARK,
    OPEN_MARK,
    PageLine,
    PageLines,
    Place,
)
from medtui.presentation.tabs import ALL, tab_for, tabs
from medtui.reading.reader import read
from medtui.reading.schema import default_schema

TEXT = f"""\
---
title: Zelofane
---

# Zelofane

### Usage
{"Knees and elbows, the left ones first and the right ones later. " * 8}

* {"one " * 30}
    * 二つ{"の薬" * 20}
* two

### Dosage

| Age | Dose |
|---|---|
| {"young " * 10} | 10 mg |
| old | {"20 mg " * 10} |

### FAQs

Before the questions.

**Q: {"Is it a long question, " * 6}?**

A: {"Yes it is. " * 20}

**Q: Short?**

A: Yes.

* **Q: In a list?** A: Yes.
"""
SECTIONS = [ALL, "usage", "dosage", "faqs", "precautions"]


def shown(section: str, text: str = TEXT) -> tuple[PagePiece, ...]:
    monograph = read(text, name="zelofane")
    return page(monograph, tab_for(tabs(monograph, default_schema()), section))


def drawn(lines: Iterable[PageLine]) -> list[str]:
    return [item.line.text.rstrip() for item in lines]


def words_before(lines: PageLines, stop: int) -> int:
    """How many of the file's visible characters stand before a line."""
    return sum(len(visible(words(item.line.spans))) for item in lines.between(0, stop))


def test_questions_are_folded_until_they_are_opened() -> None:
    pieces = shown("faqs", "### FAQs\n\n**Q: One?**\n\nA: Yes.\n\n**Q: Two?**\n\nA: No.\n\nReally.\n")
    assert drawn(PageLines(pieces, 40)) == ["FAQs", "", f"{FOLDED_MARK}Q: One?", f"{FOLDED_MARK}Q: Two?"]
    at = next(index for index, item in enumerate(pieces) if item.folds)
    assert drawn(PageLines(pieces, 40, {at})) == [
        "FAQs", "", f"{OPEN_MARK}Q: One?", "  A: Yes.", "", f"{FOLDED_MARK}Q: Two?",
    ]  # fmt: skip
    everything = drawn(PageLines(pieces, 40, range(len(pieces))))
    assert everything[-3:] == ["  A: No.", "", "  Really."]


def test_a_long_question_is_indented_below_its_mark() -> None:
    lines = drawn(PageLines(shown("faqs"), 40))
    first = next(index for index, line in enumerate(lines) if line.startswith(FOLDED_MARK))
    assert lines[first + 1].startswith("  Is it") or lines[first + 1].startswith("  ")
    assert not lines[first + 1].startswith("   ")


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("width", [2, 7, 20, 29, 30, 40, 80, 200])
def test_no_line_is_wider_than_the_page(section: str, width: int) -> None:
    pieces = shown(section)
    lines = PageLines(pieces, width, range(len(pieces)))
    assert max(cell_len(item.line.text) for item in lines) <= width


@pytest.mark.parametrize("section", SECTIONS)
def test_the_same_words_at_every_width(section: str) -> None:
    pieces = shown(section)
    for folding in ((), range(len(pieces))):
        at_80 = [visible(item.line.text) for item in PageLines(pieces, 80, folding) if item.line.text]
        for width in (30, 50, 200):
            lines = PageLines(pieces, width, folding)
            for number, item in enumerate(pieces):
                if any(type(block).__name__ == "Table" for block in item.body):
                    continue  # a table may be drawn in another form
                mine = "".join(visible(line.line.text) for line in lines if line.piece == number)
                assert mine in "".join(at_80), (section, width)


def test_every_line_knows_its_piece() -> None:
    pieces = shown(ALL)
    lines = PageLines(pieces, 60, range(len(pieces)))
    numbers = [item.piece for item in lines if item.piece >= 0]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(len(pieces)))
    assert all(not item.line.text for item in lines if item.piece < 0)


@given(
    section=st.sampled_from(SECTIONS),
    widths=st.lists(st.integers(12, 160), min_size=2, max_size=4),
    at=st.floats(0, 1),
    folded=st.booleans(),
)
def test_a_place_survives_other_widths(section: str, widths: list[int], at: float, folded: bool) -> None:
    pieces = shown(section)
    opened = () if folded else range(len(pieces))
    lines = PageLines(pieces, widths[0], opened)
    top = round(at * (len(lines) - 1))
    place = lines.place_of(top)
    for width in widths[1:]:
        other = PageLines(pieces, width, opened)
        there = other.line_of(place)
        assert other[there].piece == place.piece
        assert other[there].in_head is not place.in_body
        # The line holds the word that was first on the screen: it does not begin after it,
        assert other[there].line.words <= place.words or other[there].line.block < place.block
        # and the next line of text does.
        following = next((item for item in other.between(there + 1, len(other)) if item.piece >= 0), None)
        if following:
            assert Place(following.piece, not following.in_head, following.line.block, following.line.words) > place
    # The way back leads to the very same line.
    again = lines.line_of(place)
    assert lines[again].piece == place.piece
    assert lines.place_of(again) == place or not lines[again].line.text


@given(section=st.sampled_from(SECTIONS), width=st.integers(12, 160), at=st.floats(0, 1))
def test_a_place_leads_back_to_its_line(section: str, width: int, at: float) -> None:
    pieces = shown(section)
    lines = PageLines(pieces, width, range(len(pieces)))
    top = round(at * (len(lines) - 1))
    there = lines.line_of(lines.place_of(top))
    assert words_before(lines, there) == words_before(lines, top)


def test_no_page_at_all() -> None:
    lines = PageLines((), 40)
    assert list(lines) == []
    assert lines.place_of(3) == Place()
    assert lines.line_of(Place(2)) == lines.settle(3, 1, 1) == 0


@given(width=st.integers(12, 120), looks=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 60)), max_size=6))
def test_what_is_laid_out_where_it_is_seen_is_what_all_would_be(width: int, looks: list[tuple[float, int]]) -> None:
    pieces = shown("dosage", LONG)
    lines, whole = PageLines(pieces, width), list(PageLines(pieces, width))
    assert not lines.is_complete
    for at, beside in looks:
        line = lines.settle(lines.line_of(lines.place_of(round(at * (len(lines) - 1)))), beside, beside)
        there = whole.index(lines[line])
        if whole.count(lines[line]) == 1:
            assert lines.between(line - beside, line + beside) == whole[max(there - beside, 0) : there + beside]
        place = lines.place_of(line)
        assert lines.place_of(lines.lay_out_more(line, 3)) == place
    assert list(lines) == whole
    assert len(lines) == len(whole)
    assert lines.is_complete


def test_lines_that_are_laid_out_to_a_place_have_their_final_numbers() -> None:
    piece = PagePiece(None, (), tuple(Flow((Span(f"word {at} " * 9),)) for at in range(3000)))
    every = list(PageLines((piece,), 30))
    some = PageLines((piece,), 30)
    for line in (0, 20, 700):
        some.lay_out_to(line)
        assert [some[at].line for at in range(line + 1)] == [item.line for item in every[: line + 1]]
    assert not some.is_complete
    some.lay_out_to(10**9)
    assert [some[at].line for at in range(len(some))] == [item.line for item in every]


def test_other_looks_of_the_same_text_take_as_many_lines() -> None:
    pieces = shown("dosage", LONG)
    before = PageLines(pieces, 60)
    every = list(before)
    again, narrower = PageLines(pieces, 60, before=before), PageLines(pieces, 50, before=before)
    assert again.is_measured
    assert not again.is_complete
    assert len(again) == len(every)
    assert not narrower.is_measured
    assert list(again) == every

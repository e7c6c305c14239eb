"""Links and tables of a page: where Tab stops, and that marking them changes no word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from in_memory import loaded, tab_of
from markdown_texts import markdown

from medtui.presentation.markdown.styled import visible, words
from medtui.presentation.page import PagePiece, page
from medtui.presentation.page_layout import PageLines, Place
from medtui.presentation.page_window import PageWindow
from medtui.presentation.stops import BEFORE_ALL, Stop, Stops
from medtui.tui.references import Reference, SelfReference

WIDE = "| Age | " + " | ".join(f"Column number {n}" for n in range(1, 9)) + " |\n" + "|---" * 9 + "|\n"
WIDE += "".join(f"| {age} years | " + " | ".join(f"{age}0{n} mg" for n in range(1, 9)) + " |\n" for age in range(1, 30))
TEXT = f"""\
### Dosage

Before owl and **old owl**.

| Bird | Dose |
|---|---|
| owl | 5 mg with owl |

{WIDE}
* an owl at the end
"""


def owls(text: str) -> Iterator[SelfReference]:
    for one in re.finditer(r"owl|a\b|mg", text):
        yield SelfReference(*one.span(), Reference("usage", one[0]))


def pieces_of(text: str) -> tuple[PagePiece, ...]:
    one = loaded(text)
    return page(one.monograph, tab_of(one, "dosage"))


def walked(stops: Stops, at: Stop, direction: int) -> list[Stop]:
    found = []
    while stop := stops.next(at, direction):
        found.append(at := stop)
    return found


def test_tab_goes_through_links_and_tables_in_order_and_back() -> None:
    pieces = pieces_of(TEXT.replace("mg", "g"))
    stops = Stops(pieces, (), owls)
    there = walked(stops, Stop(Place(), BEFORE_ALL), 1)
    kinds = ["link" if stop.link else "table" for stop in there]
    assert kinds == ["link", "link", "table", "link", "link", "table", "link"]
    assert [stop.order for stop in there] == sorted(stop.order for stop in there)
    assert walked(stops, Stop(Place(len(pieces)), BEFORE_ALL), -1) == there[::-1]
    assert [stops.place_of(stop).words for stop in there] == [6, 15, 0, 8, 17, 0, 2]


@given(markdown, st.integers(2, 120), st.integers(0, 30))
def test_marking_links_changes_no_word(text: str, width: int, steps: int) -> None:
    pieces = pieces_of(f"### Dosage\n\n{text}\n")
    stops = Stops(pieces, range(len(pieces)), owls)
    plain = [item.line.text for item in PageLines(pieces, width, range(len(pieces)))]
    assert [item.line.text for item in PageLines(pieces, width, range(len(pieces)), stops.drawn)] == plain
    for stop in walked(stops, Stop(Place(), BEFORE_ALL), 1)[:steps]:
        stops.stop_at(stop)
        if not stops.columns(width)[2]:
            assert [item.line.text for item in PageLines(pieces, width, range(len(pieces)), stops.drawn)] == plain


@given(st.integers(20, 100))
@settings(max_examples=25)
def test_every_cell_of_a_wide_table_comes_into_sight_beside_its_row(width: int) -> None:
    pieces = pieces_of(f"### Dosage\n\n{WIDE}")
    stops = Stops(pieces, (), owls)
    table = walked(stops, Stop(Place(), BEFORE_ALL), 1)[0]
    stops.stop_at(table)
    seen: set[str] = set()
    while True:
        lines = [item.line for item in PageLines(pieces, width, (), stops.drawn) if item.piece >= 0]
        assert max(len(line.text) for line in lines) <= width
        assert sum("years" in line.text for line in lines) == 29
        seen |= set(re.findall(r"\d+ mg", " ".join(line.text for line in lines)))
        if not stops.step_column(1, width):
            break
    assert seen == {f"{age}0{n} mg" for age in range(1, 30) for n in range(1, 9)}
    while stops.step_column(-1, width):
        pass
    assert stops.columns(width)[0] == 1


def test_a_table_that_fits_is_as_it_was() -> None:
    pieces = pieces_of(TEXT)
    stops = Stops(pieces, (), lambda _: ())
    stops.stop_at(stops.next(Stop(Place(), BEFORE_ALL), 1))
    assert stops.columns(80) == (0, 0, 0)
    assert list(PageLines(pieces, 80, (), stops.drawn)) == list(PageLines(pieces, 80))


@pytest.mark.parametrize("width", [12, 30, 80])
def test_a_click_leads_where_the_link_leads(width: int) -> None:
    """Also on the second line of a link, and in a table."""
    pieces = pieces_of(TEXT.replace("an owl", "an old owl " * 9))

    def old_owls(text: str) -> Iterator[SelfReference]:
        return (SelfReference(*one.span(), Reference(one[0])) for one in re.finditer("old owl|owl", text))

    stops = Stops(pieces, (), old_owls)
    found: Counter[object] = Counter()
    for item in PageLines(pieces, width, (), stops.drawn):
        at = 0
        for text, style in item.line.spans:
            target = stops.target_at(item, at)
            assert (target is not None) == (style == "link")
            if isinstance(target, Reference):
                assert text.strip() in target.section
                found[target.section] += 1
            at += len(text)
    assert found["old owl"] >= 10
    assert found["owl"] == 3


# The header of a table ---------------------------------------------------------------------------------

LONG_TABLE = "### Dosage\n\nBefore.\n\n| Row | Dose |\n|---|---|\n" + "".join(f"| r{n} | {n} mg |\n" for n in range(60))


@given(st.integers(4, 30), st.lists(st.sampled_from([-1, 1, -2, 2]), max_size=40))
def test_the_header_is_in_sight_while_a_row_is_and_no_line_is_missed(rows: int, steps: list[int]) -> None:
    pieces = pieces_of(f"{LONG_TABLE}\nAfter.\n\n* one\n* two\n* three\n")
    window = PageWindow()
    window.lines, window.rows = PageLines(pieces, 60), rows
    everything = [item.line.text for item in window.lines]

    def seen() -> list[str]:
        return [line.line.text for y in range(rows) if (line := window.line(y))]

    for step in steps:
        before = seen()
        moved = window.page(step) if abs(step) == 1 else window.scroll(step // 2)
        after = seen()
        if rows_seen := [text for text in after if re.match(r"r\d", text)]:
            assert any(text.startswith("Row") for text in after) or len(rows_seen) <= 2
        if moved:  # what was not in sight before follows on from what was
            known = [everything.index(text) for text in before if not text.startswith(("Row", "──"))]
            new = [everything.index(text) for text in after if not text.startswith(("Row", "──"))]
            missed = everything[max(known) + 1 : min(new)] + everything[max(new) + 1 : min(known)]
            assert [text for text in missed if not text.startswith(("Row", "──"))] == []


def test_a_place_in_a_table_stays_where_it_is() -> None:
    pieces = pieces_of(LONG_TABLE)
    window = PageWindow()
    window.lines, window.rows = PageLines(pieces, 60), 10
    window.scroll(20)
    shown = [window.line(y) for y in range(10)]
    for _ in range(3):
        window.begin_at(window.place)
    assert [window.line(y) for y in range(10)] == shown
    first = shown[0]
    assert first is not None
    assert visible(words(first.line.spans)) == "RowDose"

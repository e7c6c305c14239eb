"""The window on a page: where it moves does not depend on what is laid out already."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from in_memory import loaded, tab_of
from long_text import LONG

from medtui.presentation.destination import Destination
from medtui.presentation.page import page
from medtui.presentation.page_headings import page_headings
from medtui.presentation.page_layout import PageLines, Place
from medtui.presentation.page_window import PageWindow
from medtui.presentation.stops import Stops
from medtui.tui.references import Reference, SelfReference

ONE = loaded(LONG)
PIECES = page(ONE.monograph, tab_of(ONE, "dosage"))
HEADINGS = tuple(page_headings(PIECES))

moves = st.one_of(
    st.tuples(st.just("scroll"), st.integers(-90, 90)),
    st.tuples(st.just("edge"), st.sampled_from([-1, 1])),
    st.tuples(st.just("heading"), st.integers(0, len(HEADINGS) - 1)),
    st.tuples(st.just("passage"), st.integers(0, len(HEADINGS) - 1)),
    st.tuples(st.just("line"), st.integers(0, len(HEADINGS) - 1)),
)


def window(width: int, rows: int, stops: Stops | None = None) -> PageWindow:
    made = PageWindow()
    made.lines, made.rows = PageLines(PIECES, width, drawn=stops.drawn if stops else None), rows
    return made


def move(one: PageWindow, kind: str, by: int) -> None:
    if kind == "scroll":
        one.scroll(by)
    elif kind == "edge":
        one.to_edge(by)
    elif kind == "heading":
        one.show_heading(HEADINGS[by].place)
    elif kind == "line":
        one.show_line(HEADINGS[by].place)
    else:
        at = HEADINGS[by].place
        one.bring_up(Destination(at._replace(block=at.block + 2), HEADINGS, ("Somewhere",)))


@given(st.integers(12, 120), st.integers(1, 50), st.lists(st.tuples(moves, st.integers(0, 5)), max_size=8))
def test_what_is_in_sight_is_what_it_is_with_all_laid_out(
    width: int, rows: int, steps: list[tuple[tuple[str, int], int]]
) -> None:
    lazy, whole = window(width, rows), window(width, rows)
    list(whole.lines)
    assert whole.lines.is_complete
    assert not lazy.lines.is_complete
    for (kind, by), runs in steps:
        for one in (lazy, whole):
            move(one, kind, by)
        lazy.settle()
        assert lazy.in_sight() == whole.in_sight()
        assert lazy.place == whole.place
        assert lazy.heading - lazy.top == whole.heading - whole.top or lazy.heading == whole.heading == -1
        lazy.lay_out_more(runs)
        assert lazy.in_sight() == whole.in_sight()
    lazy.lay_out_more(1_000)
    assert (lazy.top, lazy.heading, list(lazy.lines)) == (whole.top, whole.heading, list(whole.lines))


def every_word(text: str) -> list[SelfReference]:
    return [SelfReference(*word.span(), Reference("")) for word in re.finditer(r"\w+", text)]


@given(st.integers(12, 120), st.integers(1, 50), st.lists(moves, max_size=4))
def test_links_that_are_found_later_are_drawn_as_those_that_were_known(
    width: int, rows: int, steps: list[tuple[str, int]]
) -> None:
    stops = Stops(PIECES)
    later, known = window(width, rows, stops), window(width, rows, Stops(PIECES, find=every_word))
    for one in (later, known):
        for kind, by in steps:
            move(one, kind, by)
        one.settle()
    assert later.in_sight() != known.in_sight() or not any("link" in str(item) for item in known.in_sight())
    stops.find_with(every_word)
    later.lines.draw_again()
    assert (later.top, later.in_sight()) == (known.top, known.in_sight())


def test_a_place_above_or_below_is_not_shown() -> None:
    one = window(80, 10)
    one.begin_at(HEADINGS[40].place)
    shown = [each.place for each in HEADINGS if one.shows(each.place)]
    assert shown[0] == HEADINGS[40].place
    assert not one.shows(Place())
    assert one.in_sight()[0].line.text == HEADINGS[40].text

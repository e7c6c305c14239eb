"""A passage that a reader is brought to: which lines of the page to show, so that the eye finds it always in the same
place, and under what it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from medtui.presentation.markdown.styled import Line, Span
from medtui.presentation.page_headings import PageHeading
from medtui.presentation.page_layout import PageLine, Place, line_of

_DEEPEST = 1_000
_BEFORE = 2  # lines above a passage without a heading near it


class Destination(NamedTuple):
    """place: where the passage begins. headings: of the page; where matches are marked they cannot be told any more.
    path: the headings that the passage stands under, as far as they are known."""

    place: Place
    headings: Sequence[PageHeading] = ()
    path: Sequence[str] = ()


def brought_up(lines: Sequence[PageLine], to: Destination, rows: int) -> tuple[list[PageLine], int]:
    """The lines of a page, and the one to begin with in a window of `rows`: the passage stands in the upper third.

    A heading that is too far above to be in sight is said again, as decoration. Below the text lines may stay empty.
    """
    if len(lines) <= rows:
        return list(lines), 0
    first, room = line_of(lines, to.place), -(-rows // 3) - 1
    top = top_line(lines, to, room)
    match = next((number for number, item in enumerate(lines) if is_current(item)), first)
    if not top <= match < top + rows:  # far down in a long passage
        top = max(match - room, 0)
    if top > len(lines) - rows:  # near the end: rather lines of what is before than empty ones
        top = max(first - room, len(lines) - rows)
    in_sight = [_letters(each.text) for each in to.headings if top <= line_of(lines, each.place) <= first]
    if not (room and to.path) or _letters(to.path[-1]) in in_sight:
        return list(lines), top
    top += first - top == room  # a line of what is before makes way
    again = PageLine(Line((Span(f"› {' › '.join(to.path)}", "label"),)), is_repeated=True)
    return [*lines[:top], again, *lines[top:]], top


def top_line(lines: Sequence[PageLine], to: Destination, room: int) -> int:
    """The line to begin with, so that at most `room` lines stand above the passage: as many of the headings that it
    stands under as fit in there; where it is no heading itself and none is near, some lines of what is before it."""
    first = top = line_of(lines, to.place)
    depth = _DEEPEST
    for heading in reversed([each for each in to.headings if each.place <= to.place]):
        line = line_of(lines, heading.place)
        if first - line > room:
            break
        if heading.depth < depth:
            depth, top = heading.depth, line
    return top if depth < _DEEPEST else max(first - min(room, _BEFORE), 0)


def is_current(item: PageLine) -> bool:
    """Whether a match that the reader is at stands in a line."""
    return any(span.style == "match-current" for span in item.line.spans)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()

"""A passage that a reader is brought to: which lines of the page to show, so that the eye finds it always in the same
place, and under what it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from medtui.presentation.markdown.styled import Line, Span
from medtui.presentation.page_headings import PageHeading
from medtui.presentation.page_layout import PageLine, PageLines, Place

_DEEPEST = 1_000
_BEFORE = 2  # lines above a passage without a heading near it


class Destination(NamedTuple):
    """place: where the passage begins. headings: of the page; where matches are marked they cannot be told any more.
    path: the headings that the passage stands under, as far as they are known. matches: where those in it begin."""

    place: Place
    headings: Sequence[PageHeading] = ()
    path: Sequence[str] = ()
    matches: Sequence[Place] = ()


def brought_up(lines: PageLines, to: Destination, rows: int) -> int:
    """The line of a page to begin with in a window of `rows`: the passage stands in the upper third.

    A heading that is too far above to be in sight is said again, as decoration. Below the text lines may stay empty.
    """
    first, room = lines.settle(lines.line_of(to.place), rows, rows), -(-rows // 3) - 1
    if len(lines) <= rows:
        return 0
    top = top_line(lines, to, room)
    match = marked_lines(lines, to.matches[0])[0] if to.matches else first
    if not top <= match < top + rows:  # far down in a long passage
        top = max(lines.settle(match, rows, rows) - room, 0)
        first = lines.line_of(to.place)
    if top > len(lines) - rows:  # near the end: rather lines of what is before than empty ones
        top = max(first - room, len(lines) - rows)
    begin = lines.place_of(top)
    in_sight = [_letters(each.text) for each in to.headings if begin <= each.place <= to.place]
    if not (room and to.path) or _letters(to.path[-1]) in in_sight:
        return top
    top += first - top == room  # a line of what is before makes way
    lines.insert(top, PageLine(Line((Span(f"› {' › '.join(to.path)}", "label"),)), is_repeated=True))
    return top


def top_line(lines: PageLines, to: Destination, room: int) -> int:
    """The line to begin with, so that at most `room` lines stand above the passage: as many of the headings that it
    stands under as fit in there; where it is no heading itself and none is near, some lines of what is before it."""
    first = top = lines.settle(lines.line_of(to.place), room, 0)
    depth, begin = _DEEPEST, lines.place_of(max(first - room, 0))
    for heading in reversed([each for each in to.headings if begin <= each.place <= to.place]):
        if heading.depth < depth:
            depth, top = heading.depth, lines.line_of(heading.place)
    return top if depth < _DEEPEST else max(first - min(room, _BEFORE), 0)


def marked_lines(lines: PageLines, match: Place) -> list[int]:
    """The lines of its block in which matches stand that the reader is at, or else the one that holds `match`: in a
    table, where cells stand side by side, that may be another one."""
    block, first = match[:3], lines.line_of(match._replace(words=0))
    stop = next((n for n in range(first, len(lines)) if lines.place_of(n)[:3] > block), len(lines))
    return [n for n in range(first, stop) if is_current(lines[n])] or [lines.line_of(match)]


def is_current(item: PageLine) -> bool:
    """Whether a match or link that the reader is at stands in a line."""
    return any(span.style in ("match-current", "link-current") for span in item.line.spans)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()

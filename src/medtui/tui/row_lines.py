"""What a row of the list says, and the screen lines that say it in so many columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from medtui.presentation.cells import Ruler, cell_len
from medtui.presentation.layout import wrap
from medtui.presentation.markdown.styled import Flow, Span

Spans = tuple[Span, ...]

_STEP = Span(" › ", "marker")
_CUT = Span("…", "marker")
_INDENT = "  "
_LEAST = 8
"""Columns of a heading below which it is not recognised any more."""


class Row(NamedTuple):
    """One row of the list. title: the drug. path: the headings above what was found, the outermost first.
    note: why it is there, or what tells it from another row. text: one line of what was found, its words marked.
    is_heading: it names the rows that follow, and the cursor passes over it. is_inside: it belongs to a row above."""

    title: str
    note: str = ""
    text: Spans = ()
    is_heading: bool = False
    path: tuple[str, ...] = ()
    is_inside: bool = False


def row_lines(row: Row, width: int) -> list[Spans]:
    """The lines of a row. Title and note are never cut; the headings take one line, and the text another one."""
    title = Span(row.title, "list-heading" if row.is_heading else "strong" if row.path else "")
    beside = (Span(f"  {row.note}", "muted"),) if row.note else ()
    if not row.path:
        indent = _INDENT if row.is_inside else ""
        return [*_wrapped((title, *beside), width, indent), *_text_lines(row.text, width)]
    above: list[Spans] = []
    line: Spans = (title, *path_spans(row.path, width - cell_len(row.title)))
    if width - cell_len(row.title) < _recognised(_ends(row.path)):
        above, line = _wrapped((title,), width), path_spans(row.path, width)
    if cell_len(_words((*line, *beside))) <= width:
        return [*above, (*line, *beside), *_text_lines(row.text, width)]
    return [*above, line, *_text_lines(row.text, width, row.note)]


def path_spans(path: Sequence[str], room: int) -> Spans:
    """The headings, a sign before each, in at most `room` columns: the longest are cut first, and those between the
    first and the last are left out where there is hardly room for a word of each."""
    if room < _recognised(path):
        path = _ends(path)
    room -= len(path) * len(_STEP.text)
    widths = [cell_len(heading) for heading in path]
    most = max(widths, default=0)
    while most > 1 and sum(min(width, most) for width in widths) > room:
        most -= 1
    return tuple(span for heading in path for span in (_STEP, *_beginning(heading, most)))


def _ends(path: Sequence[str]) -> Sequence[str]:
    return (path[0], _CUT.text, path[-1]) if len(path) > 2 else path


def _recognised(path: Sequence[str]) -> int:
    """The columns in which each heading can still be recognised."""
    return sum(len(_STEP.text) + min(cell_len(heading), _LEAST) for heading in path)


def _beginning(text: str, width: int) -> Spans:
    if cell_len(text) <= width:
        return (Span(text),)
    return Span(text[: Ruler(text).reach(0, width - 1)].rstrip()), _CUT


def around_marks(spans: Spans, width: int) -> Spans:
    """What fits on one line of `width` columns, with as many of the marked words as possible; cut between words."""
    text = _words(spans)
    if cell_len(text) <= width:
        return spans
    start, stop = _window(text, _marks(spans), width)
    before = (_CUT, Span(" ")) if start else ()
    after = (_CUT,) if stop < len(text) else ()
    return (*before, *_part(spans, start, stop), *after)


def _marks(spans: Spans) -> list[tuple[int, int]]:
    """The first character of each marked word, and the one after its last."""
    stops = list(accumulate(len(span.text) for span in spans))
    return [(stop - len(span.text), stop) for span, stop in zip(spans, stops, strict=True) if span.style == "match"]


def _window(text: str, marks: list[tuple[int, int]], width: int) -> tuple[int, int]:
    """Which characters to show of a text that is too wide."""
    ruler, room = Ruler(text), width - len("… …")
    first, last = _most_together(text, marks, room)
    start = 0
    if cell_len(text[:last]) > room:
        start = max(0, min(first, first - (room - (last - first)) // 3))
        while start < first and (cell_len(text[start:last]) > room or not ruler.is_cut(start)):
            start += 1
        start = text.find(" ", start - 1, first) + 1 or start
    stop = ruler.reach(start, room if start else room + 2)
    space = text.rfind(" ", max(last, start), stop + 1)
    return start, space if start < space and stop < len(text) else stop


def _most_together(text: str, marks: list[tuple[int, int]], room: int) -> tuple[int, int]:
    """From where to where the most marked words stand that one line has room for; else the text's beginning."""
    runs = [
        [(start, stop) for _, stop in marks[at:] if cell_len(text[start:stop]) <= room]
        for at, (start, _) in enumerate(marks)
    ]
    return (max(runs, key=len, default=[])[-1:] or marks[:1] or [(0, 0)])[0]


def _part(spans: Spans, start: int, stop: int) -> Spans:
    """The characters start..stop-1 of what the spans say together."""
    stops = accumulate(len(span.text) for span in spans)
    cut = ((span, end - len(span.text)) for span, end in zip(spans, stops, strict=True))
    parts = (Span(text[max(start - at, 0) : max(stop - at, 0)], style) for (text, style), at in cut)
    return tuple(part for part in parts if part.text)


def _text_lines(text: Spans, width: int, note: str = "") -> list[Spans]:
    """The text on a line; a note before it, whole, on as many lines as it takes."""
    room = width - len(_INDENT)
    if note:
        before = cell_len(note) + len(_INDENT)
        spans = (Span(note, "muted"), Span(_INDENT), *around_marks(text, max(room - before, width // 3)))
        return [line.spans for line in wrap((Flow(spans, _INDENT, _INDENT),), width)]
    return [(Span(_INDENT), *around_marks(text, room))] if text else []


def _wrapped(spans: Spans, width: int, indent: str = "") -> list[Spans]:
    return [line.spans for line in wrap((Flow(spans, indent, indent + _INDENT),), width)]


def _words(spans: Spans) -> str:
    return "".join(span.text for span in spans)

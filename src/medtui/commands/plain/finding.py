"""Where words stand in an open monograph: the lines themselves, with what they depend on.

`10 mg a day` says nothing without the line above it that says for whom: so a list item comes with the items and
the line that it stands under, an answer with its question, a cell with its row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from medtui.commands.plain.spoken import spoken_units
from medtui.library.query.matcher import Matcher
from medtui.presentation.layout import plain
from medtui.presentation.markdown.styled import DECORATION, Flow
from medtui.presentation.page import Passage

_HEADINGS = frozenset({"heading", "question", "warning"})


class FoundLines(NamedTuple):
    """Lines that belong together. key: says which of a monograph's it is. depth: how deep in headings and lists;
    0 for a heading."""

    key: tuple[int, int, int]
    lines: tuple[Flow, ...]
    depth: int


class Passing(NamedTuple):
    """A place where something was found. section: its number. above: what it depends on, the outermost first.
    hits: how often something was found there."""

    section: int
    above: tuple[FoundLines, ...]
    unit: FoundLines
    hits: int


def passings(section: int, passages: Sequence[Passage], matcher: Matcher) -> Iterator[Passing]:
    """Where something is found on the page of a section, from top to bottom."""
    for index, passage in enumerate(passages):
        if passage.part is None:  # words of ours
            continue
        above: list[FoundLines] = []
        for unit in _units(section, index, passage):
            if all(not line.spans for line in unit.lines):
                continue
            while above and above[-1].depth >= unit.depth:
                above.pop()
            if hits := sum(len(matcher.hits(_file_words(line))) for line in unit.lines):
                yield Passing(section, tuple(above), unit, hits)
            if len(unit.lines) == 1:  # nothing depends on a table's row
                above.append(unit)


def _units(section: int, index: int, passage: Passage) -> Iterator[FoundLines]:
    for number, lines in enumerate(spoken_units((*passage.head, *passage.body))):
        line = lines[0]
        is_heading = any(span.style in _HEADINGS for span in line.spans[:1])
        yield FoundLines((section, index, number), lines, 0 if is_heading else 1 + len(line.rest))


def _file_words(line: Flow) -> str:
    """The file's own words in a line. What medtui says between them still parts them: after a column's title
    comes another cell."""
    return "".join(span.text if span.style not in DECORATION else " " for span in line.spans)


def passings_text(found: Sequence[Passing], width: int) -> str:
    """These places, each line once, an empty line between what does not go together. width: columns."""
    told: set[tuple[int, int, int]] = set()
    lines: list[str] = []
    last: FoundLines | None = None
    for each in found:
        new = [unit for unit in (*each.above, each.unit) if unit.key not in told]
        if last and new and (new[0].depth <= 1 or len(last.lines) > 1):
            lines.append("")
        for unit in new:
            lines.append(plain(unit.lines, width))
            told.add(unit.key)
            last = unit
    return "\n".join(lines)

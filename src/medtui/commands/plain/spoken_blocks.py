"""Blocks as they are read aloud, or by fingertip: nothing is drawn, and every line makes sense by itself.

The file's own words stay as they are; what medtui draws around them on a screen becomes words or goes away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from medtui.commands import output
from medtui.presentation.layout import plain
from medtui.presentation.markdown.blocks import BULLETS, QUOTE_BAR, RULE
from medtui.presentation.markdown.callouts import ALERT_SIGN, BOX_BAR, BOX_BOTTOM, BOX_TOP
from medtui.presentation.markdown.render import BADGE
from medtui.presentation.markdown.styled import Block, Flow, Span, Table
from medtui.presentation.page import PagePiece
from medtui.presentation.page_passages import goes_on
from medtui.safe_text import safe_line

# No mark of Markdown; and a hyphen before a number would be read as a minus.
_BULLET = "• "
_BARS = re.compile(f"(?:{re.escape(QUOTE_BAR)})+")
_QUOTE = "Quote: "
_BOX_TOP = re.compile(f"{re.escape(BOX_TOP)}(?:{re.escape(ALERT_SIGN)})?")  # what kind it is, is said in words
_BOX = "Box: "
_END_OF_BOX = "End of box."
_ALERT = "Warning: "
_AS_WRITTEN = "The next lines are shown as the file has them:"
_END_OF_TABLE = "End of table."
_EMPTY_CELL = "(empty)"

_Spans = tuple[Span, ...]


def spoken_page(pieces: Iterable[PagePiece]) -> tuple[PagePiece, ...]:
    """The same page with its blocks as `spoken` gives them."""
    return tuple(replace(each, head=spoken(each.head), body=spoken(each.body)) for each in pieces)


def spoken(blocks: Iterable[Block]) -> tuple[Flow, ...]:
    """The blocks as lines: a table as one record under another, a quote and a warning said in words."""
    return tuple(line for group in spoken_groups(blocks) for line in group)


def spoken_groups(blocks: Iterable[Block]) -> Iterator[tuple[Flow, ...]]:
    """The same lines; those that say nothing without each other are together: the cells of a table's row, and the
    lines of a paragraph."""
    paragraph: list[Flow] = []
    before: Block | None = None
    after_blank = False
    for block in blocks:
        if paragraph and not (before and goes_on(before, block)):
            yield tuple(paragraph)
            paragraph = []
        before = block
        if isinstance(block, Table):
            yield from _records(block)
            after_blank = False
            continue
        line = _flow(block)
        is_blank = not (line.spans or line.first)
        if not (is_blank and after_blank):
            paragraph.append(line)
        after_blank = is_blank
    if paragraph:
        yield tuple(paragraph)


def sentences(*texts: str) -> str:
    """Sentences of ours, safe to show, wrapped to the width of the output."""
    return plain(tuple(Flow((Span(safe_line(text)),)) for text in texts), output.width())


def _flow(flow: Flow) -> Flow:
    if flow.spans == (BADGE,):
        return Flow((Span(_AS_WRITTEN, "badge"),))
    if not flow.spans and flow.first.endswith(RULE):
        return Flow(())
    if not flow.spans and flow.first.endswith(BOX_BOTTOM):
        return Flow((Span(_END_OF_BOX, "badge"),))
    first, rest = _BOX_TOP.sub(_BOX, flow.first).replace(BOX_BAR, ""), _without_bars(flow.rest)
    if first.startswith(ALERT_SIGN):
        first, rest = _ALERT + first.removeprefix(ALERT_SIGN), rest.removeprefix("  ")
    first = _BARS.sub(_QUOTE, first) if flow.spans else _without_bars(first)
    for bullet in BULLETS:
        first = first.replace(bullet, _BULLET)
    return flow._replace(first=first if flow.spans else first.rstrip(), rest=rest)


def _without_bars(prefix: str) -> str:
    return prefix.replace(QUOTE_BAR, "").replace(BOX_BAR, "")


def _records(table: Table) -> Iterator[tuple[Flow, ...]]:
    """`Title: cell` lines, row by row; the titles are the file's words the first time, labels after that."""
    total = len(table.rows)
    if not total:
        titles = (line for title in table.header for line in _lines_of(title))
        yield (_ours("Table without rows. Its columns:"), *map(Flow, titles), _ours(_END_OF_TABLE))
        return
    for number, row in enumerate(table.rows, start=1):
        lines = [_ours(f"Table row {number:,} of {total:,}:")]
        for title, cell in zip(table.header, row, strict=True):
            label = tuple(Span(span.text, "label") for span in title)
            lines += _cell_lines(label if number > 1 else tuple(title), cell)
        if number == total:
            lines.append(_ours(_END_OF_TABLE))
        yield tuple(lines)


def _cell_lines(title: _Spans, cell: Sequence[Span]) -> Iterator[Flow]:
    """A cell after its column's title. Where the cell breaks the line, another line begins."""
    has_title = bool("".join(span.text for span in title).strip())
    colon = (Span(": ", "marker"),) if has_title else ()
    if not _says(cell):
        yield Flow((*title, *colon, Span(_EMPTY_CELL, "marker")))
        return
    lead: _Spans = (*title, *colon)
    for line in _lines_of(cell):
        yield Flow((*lead, *line))
        lead = ()


def _lines_of(cell: Sequence[Span]) -> Iterator[_Spans]:
    """The lines of a cell; those without a word are left out."""
    line: list[Span] = []
    for span in cell:
        first, *others = span.text.split("\n")
        line.append(Span(first, span.style))
        for other in others:
            if _says(line):
                yield tuple(line)
            line = [Span(other, span.style)]
    if _says(line):
        yield tuple(line)


def _says(spans: Sequence[Span]) -> bool:
    return "".join(span.text for span in spans).strip() != ""


def _ours(text: str) -> Flow:
    return Flow((Span(text, "badge"),))

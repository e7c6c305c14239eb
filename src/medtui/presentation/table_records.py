"""A table without room for its columns: its cells one below the other, each with its title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from medtui.presentation.markdown.styled import Span, Table

Cell = Sequence[Span]
_LEAST_COLUMNS = 3  # in which a first row can be titles: two columns have room
_LONGEST_TITLE = 80


def record_lines(table: Table) -> Iterator[Cell]:
    """`Title: value` lines, row by row. The titles are the file's words the first time, labels after that."""
    rows = table.rows or ([()] * len(table.header),)
    said = _rows_of_titles(table)
    above = [" ".join(dict.fromkeys(drawn(row[at]).strip() for row in rows[:said])) for at in range(len(table.header))]
    for index, row in enumerate(rows):
        if index:
            yield ()
        for title, value, words in zip(table.header, row, above, strict=True):
            entry = tuple(Span(span.text, "label") for span in title) if index else as_header(title)
            if index >= said and words.strip() and drawn(value).strip():
                entry = (Span(" ".join(words.split()), "label"),)
            colon = (Span(": ", "marker"),) if drawn(entry).strip() else ()
            if colon or drawn(value).strip():
                yield (*entry, *colon, *value)


def _rows_of_titles(table: Table) -> int:
    """How many of the first rows are titles, where none are said to be: one, and the next one where it divides what
    spans columns and repeats or leaves out the rest. None in what is a table for its looks only, which begins with a
    text, or with a line over all columns."""
    if any(drawn(title).strip() for title in table.header) or len(table.header) < _LEAST_COLUMNS:
        return 0
    rows = [[drawn(cell).strip() for cell in row] for row in table.rows]
    for count, (texts, below) in enumerate(pairwise(rows), start=1):
        if max(map(len, texts)) > _LONGEST_TITLE or 2 * sum(map(bool, texts)) <= len(texts) or len({*texts}) < 2:
            return count - 1
        beside = zip(["", *texts], texts, [*texts[1:], ""], strict=False)
        spans = [bool(text) and text in (before, after) for before, text, after in beside]
        whole = [
            under in ("", text)
            for text, under, spanned in zip(texts, below, spans, strict=True)
            if text and not spanned
        ]
        if all(spans) or not any(spans) or not all(whole):
            return count
    return 0


def drawn(cell: Cell) -> str:
    """A cell's text, what is said again in it included."""
    return "".join([span.text for span in cell])


def as_header(cell: Cell) -> tuple[Span, ...]:
    """A cell in the style of titles."""
    return tuple(Span(span.text, span.style or "strong") for span in cell)

"""Tables -> rows of spans: columns side by side where they fit, else one record under another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from medtui.presentation.cells import cell_len
from medtui.presentation.markdown.styled import Span, Table, words

# A column narrower than this, or than its longest word, is hard to read (unless its text is narrower still).
_MIN_COLUMN = 10
_MAX_WORD = 24

_SEPARATOR = Span(" │ ", "marker")
_CROSSING = "─┼─"

_Cell = Sequence[Span]
_WrapCell = Callable[[Sequence[Span], int], list[tuple[Span, ...]]]


def rows_of_spans(table: Table, width: int, wrap_cell: _WrapCell) -> Iterator[tuple[Span, ...]]:
    """The screen lines of a table, at most `width` columns wide where that is possible.

    wrap_cell: the lines of a cell's spans for a width.
    """
    columns = _column_widths([_texts(column) for column in zip(table.header, *table.rows, strict=True)], width)
    if columns is None:
        return _records(table, width, wrap_cell)
    return _grid(table, columns, wrap_cell)


def _texts(column: Sequence[_Cell]) -> list[str]:
    return [line for cell in column for line in words(cell).split("\n")]


def _column_widths(columns: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """A width for each column of texts so that all fit, or None when they would be unreadably narrow."""
    natural = [max(1, *map(cell_len, texts)) for texts in columns]
    room = width - len(_SEPARATOR.text) * (len(natural) - 1)
    if sum(natural) <= room:
        return natural
    widths = [min(wanted, _least(texts)) for wanted, texts in zip(natural, columns, strict=True)]
    spare = room - sum(widths)
    if spare < 0:
        return None
    # Narrow columns get all they want, so that they need no second line; the wide ones share the rest.
    by_need = sorted(range(len(natural)), key=lambda column: natural[column] - widths[column])
    for position, column in enumerate(by_need):
        extra = min(natural[column] - widths[column], spare // (len(by_need) - position))
        widths[column] += extra
        spare -= extra
    return widths


def _least(texts: Sequence[str]) -> int:
    longest = max((cell_len(word) for text in texts for word in text.split()), default=0)
    return max(_MIN_COLUMN, min(longest, _MAX_WORD))


def _grid(table: Table, columns: Sequence[int], wrap_cell: _WrapCell) -> Iterator[tuple[Span, ...]]:
    rule = (Span(_CROSSING.join("─" * column for column in columns), "marker"),)
    yield from _grid_row([_as_header(cell) for cell in table.header], columns, wrap_cell)
    yield rule
    rows = [list(_grid_row(row, columns, wrap_cell)) for row in table.rows]
    is_ruled = any(len(row) > 1 for row in rows) and not _show_their_starts(table, columns[0], wrap_cell)
    for index, row in enumerate(rows):
        if index and is_ruled:
            yield rule
        yield from row


def _show_their_starts(table: Table, width: int, wrap_cell: _WrapCell) -> bool:
    """Whether each row begins where the first column has text, so that no rules are needed between rows."""
    firsts = [row[0] for row in table.rows]
    return all(words(first).strip() and len(wrap_cell(first, width)) == 1 for first in firsts)


def _grid_row(cells: Sequence[_Cell], columns: Sequence[int], wrap_cell: _WrapCell) -> Iterator[tuple[Span, ...]]:
    wrapped = [wrap_cell(cell, column) for cell, column in zip(cells, columns, strict=True)]
    for index in range(max(map(len, wrapped))):
        line: list[Span] = []
        for lines, column in zip(wrapped, columns, strict=True):
            if line:
                line.append(_SEPARATOR)
            spans = lines[index] if index < len(lines) else ()
            line.extend(spans)
            padding = column - sum(cell_len(span.text) for span in spans)
            if padding > 0:
                line.append(Span(" " * padding, "marker"))
        yield tuple(line)


def _records(table: Table, width: int, wrap_cell: _WrapCell) -> Iterator[tuple[Span, ...]]:
    """`Title: value` lines, row by row. The titles are the file's words the first time, labels after that."""
    for index, row in enumerate(table.rows or ([()] * len(table.header),)):
        if index:
            yield ()
        for title, value in zip(table.header, row, strict=True):
            entry = _as_label(title) if index else _as_header(title)
            colon = (Span(": ", "marker"),) if words(title).strip() else ()
            yield from wrap_cell((*entry, *colon, *value), width)


def _as_header(cell: _Cell) -> tuple[Span, ...]:
    return tuple(Span(span.text, span.style or "strong") for span in cell)


def _as_label(cell: _Cell) -> tuple[Span, ...]:
    return tuple(Span(span.text, "label") for span in cell)

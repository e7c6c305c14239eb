"""Tables of a label: their cells spread over rows and columns, and written as a Markdown table, list or text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple
from xml.etree.ElementTree import Element

from medtui.importing.label_sections import SCHEMA

_PARTS = frozenset({"tr", "thead", "tbody", "tfoot"})
MOST_COLUMNS = 8
"""A wider table is written as rows of `header: value`."""
_MOST_SPAN = 100
_MOST_REPEATED = 100
"""So many characters of a cell that spans columns are said again in each: a heading or a value, no prose or list."""
_LISTED = "<br>- "


class Cell(NamedTuple):
    """text: Markdown in one line. columns, rows: that it spans."""

    text: str
    columns: int = 1
    rows: int = 1
    is_header: bool = False


def rows_of(part: Element, *, is_head: bool = False) -> Iterator[tuple[Element, bool]]:
    """The rows of a table, and whether each is of its head; of its foot last, where they are seen. Cells that are in no
    row are one."""
    in_order = sorted(part, key=lambda child: child.tag == "tfoot")
    for is_cell, children in groupby(in_order, lambda child: child.tag in ("td", "th")):
        if is_cell:
            row = Element("tr")
            row.extend(children)
            yield row, is_head
            continue
        for child in children:
            if child.tag == "tr" and not any(inner.tag in _PARTS for inner in child):
                yield child, is_head
            elif child.tag in _PARTS:
                yield from rows_of(child, is_head=is_head or child.tag == "thead")


def strays_of(part: Element) -> Iterator[Element]:
    """What stands in a table, or a part of it, and in none of its cells, where nothing should."""
    if part.text and not part.text.isspace():
        yield _stray(part.text)
    caption = part.find("caption") if part.tag == "table" else None  # which is written above it
    for child in part:
        if child.tag in _PARTS:
            yield from strays_of(child)
        elif child.tag not in ("td", "th") and child is not caption:
            yield _stray("", child)  # with what follows it
            continue
        if child.tail and not child.tail.isspace():
            yield _stray(child.tail)


def _stray(text: str | None, *inside: Element) -> Element:
    stray = Element("paragraph")
    stray.text = text
    stray.extend(inside)
    return stray


def span_of(cell: Element, name: str) -> int:
    """How many columns or rows a cell spans, as it says."""
    text = cell.get(name, "").strip()
    return int(text) if text.isdecimal() and len(text) < 4 else 1


def spread(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """The cell that stands at each place: one that spans several is repeated at each of them. All rows are as long."""
    grid: list[dict[int, Cell]] = [{} for _ in rows]
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in grid[at]:
                column += 1
            for below in grid[at : at + max(1, min(cell.rows, _MOST_SPAN))]:
                for beside in range(max(1, min(cell.columns, _MOST_SPAN))):
                    below.setdefault(column + beside, cell)
            column += max(1, cell.columns)
    width = max((max(row, default=-1) + 1 for row in grid), default=0)
    empty = Cell("")
    return _without_twins([[row.get(column, empty) for column in range(width)] for row in grid])


def _without_twins(grid: list[list[Cell]]) -> list[list[Cell]]:
    """Without columns that are the one before them in every row, or empty in all: they were there for the looks."""
    columns = list(zip(*grid, strict=True))
    kept = [
        at
        for at, column in enumerate(columns)
        if any(cell.text for cell in column)
        and not (at and all(cell is before for cell, before in zip(column, columns[at - 1], strict=True)))
    ]
    return [[row[at] for at in kept] for row in grid]


def table_lines(rows: Sequence[Sequence[Cell]], headers: int) -> list[str]:
    """The lines of a table whose first `headers` rows are its header; as a list of paragraphs where one column is all
    there is, as a list of `header: value` where there are more than MOST_COLUMNS."""
    grid = spread(rows)
    if not grid or not grid[0]:
        return []
    if len(grid[0]) == 1:
        return [line for row in grid if row[0].text for line in (row[0].text.replace("<br>", "\\\n"), "")]
    head, body = grid[:headers], grid[headers:]
    names = [_joined(column) for column in zip(*head, strict=True)] if head else [""] * len(grid[0])
    if len(names) > MOST_COLUMNS:
        return list(_records(names, body))
    if len(names) == 2 and any(SCHEMA.match_heading(row[0].text) for row in grid):
        names, body = [*names, ""], [[*row, Cell("")] for row in body]  # else the row would be read as that section
    return [
        _row(names),
        "|" + "---|" * len(names),
        *(_row([cell.text for cell in _said_once(row)]) for row in body),
    ]


def _said_once(row: Sequence[Cell]) -> list[Cell]:
    """The row with what spans all columns, as a heading between rows does, only in the first; so prose and lists."""
    is_whole = _is_whole(row)
    return [
        Cell("") if at and cell is row[at - 1] and (is_whole or _is_prose(cell.text)) else cell
        for at, cell in enumerate(row)
    ]


def _is_prose(text: str) -> bool:
    return len(text) > _MOST_REPEATED or _LISTED in text


def _is_whole(row: Sequence[Cell]) -> bool:
    return all(cell is row[0] for cell in row)


def _joined(column: Sequence[Cell]) -> str:
    """What stands in a column's header cells, from above; a cell that spans rows once."""
    return "<br>".join({id(cell): cell.text for cell in column if cell.text}.values())


def _records(names: Sequence[str], body: Sequence[Sequence[Cell]]) -> Iterator[str]:
    """A line for each row, and before them one for names of which no row has anything."""
    rows = [
        [("" if _is_whole(row) else name, cell.text) for name, cell in zip(names, _said_once(row), strict=True)]
        for row in body
    ]
    said = {part for row in rows for name, text in row if text for part in name.split("<br>")}
    unsaid = [name for name in names if not said.issuperset(name.split("<br>")) and name]
    if unsaid:
        yield f"- {'; '.join(unsaid)}"
    for row in rows:
        yield f"- {'; '.join(f'{name}: {text}' if name else text for name, text in row if text)}"


def _row(texts: Sequence[str]) -> str:
    return f"| {' | '.join(text.replace('|', chr(92) + '|') for text in texts)} |"

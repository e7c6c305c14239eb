"""Tables written in HTML -> rows of cells, where a cell that spans several places stands in each of them."""

from __future__ import annotations

import re
from typing import NamedTuple

_MOST_CELLS = 2_000

_TAG = re.compile(r"<(/?)(table|thead|tbody|tfoot|tr|td|th)((?:[ \t\n][^<>]*)?)>", re.IGNORECASE)
_LINE_TAG = re.compile(r"</?(?:p|div|li|[uo]l)(?:[ \t\n][^<>]*)?>|<br[ \t]*/?>", re.IGNORECASE)
_SPAN_TAG = re.compile(r"</?span(?:[ \t\n][^<>]*)?>", re.IGNORECASE)
_ROWS = re.compile(r"\browspan[ \t]*=[ \t]*[\"']?(\d{1,3})\b", re.IGNORECASE)
_COLUMNS = re.compile(r"\bcolspan[ \t]*=[ \t]*[\"']?(\d{1,3})\b", re.IGNORECASE)
_BREAKS = re.compile(r"(?:\s*<br>)+\s*")


class HtmlCell(NamedTuple):
    """text: inline Markdown, with `<br>` where the line breaks. is_repeated: it is said again, for a place it spans."""

    text: str = ""
    is_repeated: bool = False


def html_table(source: str) -> list[list[HtmlCell]] | None:
    """The rows of a table, all of one length; None where `source` is not one table and nothing else, or is odd."""
    rows = html_rows(source)
    if rows is None:
        return None
    places: list[dict[int, HtmlCell]] = [{} for _ in rows]
    for number, row in enumerate(rows):
        column = 0
        for attributes, text in row:
            while column in places[number]:
                column += 1
            down, across = _spanned(_ROWS, attributes), _spanned(_COLUMNS, attributes)
            here = [(at, beside) for at in range(number, number + down) for beside in range(column, column + across)]
            inside = [(at, beside) for at, beside in here if at < len(rows)]
            if len(inside) > _MOST_CELLS or any(beside in places[at] for at, beside in inside):
                return None
            for at, beside in inside:
                places[at][beside] = HtmlCell(text, is_repeated=(at, beside) != (number, column))
    places = [row for row in places if row]
    width = max(map(len, places))
    if width * len(places) > _MOST_CELLS or any(set(row) != set(range(len(row))) for row in places):
        return None
    return [[row.get(column, HtmlCell()) for column in range(width)] for row in places]


def html_rows(source: str) -> list[list[tuple[str, str]]] | None:
    """The cells of each row as they are written: attributes and text."""
    rows: list[list[tuple[str, str]]] = []
    cell, at, tables = "", 0, 0
    for tag in _TAG.finditer(source):
        between, at = source[at : tag.start()], tag.end()
        name = tag[1] + tag[2].lower()
        tables += name == "table"
        if cell:
            rows[-1].append((cell, _inline(between)))
            cell = ""
        elif between.strip():
            return None
        if name == "tr":
            rows.append([])
        elif name in ("td", "th"):
            if not rows:
                return None
            cell = tag[3] or " "
    return rows if any(rows) and tables == 1 and not cell and not source[at:].strip() else None


def _inline(html: str) -> str:
    text = _SPAN_TAG.sub("", _LINE_TAG.sub("<br>", " ".join(html.split())))
    return _BREAKS.sub("<br>", text.strip()).removeprefix("<br>").removesuffix("<br>")


def _spanned(pattern: re.Pattern[str], attributes: str) -> int:
    found = pattern.search(attributes)
    return max(1, int(found[1])) if found else 1

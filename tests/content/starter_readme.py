"""The table of pages in the README of the starter library."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_ROW = re.compile(r"\|(.*)\|\s*$")
_FEWEST_LETTERS = 4


def readme_problems(text: str, names: Sequence[str]) -> Iterator[str]:
    """What the table lacks, has too much or twice, and the pages of which it does not say why they are here."""
    rows = _rows(text)
    listed = [row[0] for row in rows]
    yield from (f"{name} is not in the table" for name in names if name not in listed)
    yield from (f"{name} is in the table, but there is no such page" for name in listed if name not in names)
    yield from (f"{name} is in the table twice" for name in sorted(set(listed)) if listed.count(name) > 1)
    for name, *cells in rows:
        if len(cells) != 2 or any(len(re.findall(r"[A-Za-z]", cell)) < _FEWEST_LETTERS for cell in cells):
            yield f"{name} has no reason or no source in the table"


def _rows(text: str) -> list[list[str]]:
    """The cells of the table whose first column is `Page`, without its header."""
    lines = text.splitlines()
    start = next((at for at, line in enumerate(lines) if re.match(r"\|\s*Page\s*\|", line)), len(lines))
    rows = []
    for line in lines[start + 2 :]:
        match = _ROW.match(line)
        if match is None:
            break
        rows.append([cell.strip() for cell in match[1].split("|")])
    return rows

"""The tables of a page's Dosage, cell by cell, for the rules that reckon with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from medtui.checking.checked_page import CheckedPage
from medtui.checking.figures import Figure, figures

_DELIMITERS = re.compile(r"[|:\-\s]+")
_UNIT_IN_HEADER = re.compile(
    r"(?:[(,]\s?|\bin )(?P<unit>(?:kg|mg|mcg|micrograms?|g|mL|units?|mmol|tablets?|capsules?|drops?|months?"
    r"|years?)(?:/\w+)*)\)?[\s*_]*",
    re.IGNORECASE,
)
_OF_PATIENTS = frozenset({"kg", "seconds", "months"})


class DoseCell(NamedTuple):
    """Where its words stand, and the figures in them."""

    start: int
    end: int
    figures: list[Figure]


class DoseTable(NamedTuple):
    """before: where the paragraph above it stands. header, rows: its cells."""

    before: tuple[int, int]
    header: list[DoseCell]
    rows: list[list[DoseCell]]


class Band(NamedTuple):
    """The patients that a row is for, from low to high, in unit: `kg`, or `months` or `seconds` of age."""

    low: float
    high: float
    unit: str


def dose_tables(page: CheckedPage) -> Iterator[DoseTable]:
    """Each table of the Dosage section that has a header."""
    if "\n|" not in page.prose:
        return
    before = (0, 0)
    lines: list[tuple[int, int]] = []
    for start, end in [*page.paragraphs("dosage"), (0, 0)]:
        if page.prose.startswith("|", start) and end:
            lines.append((start, end))
            continue
        if len(lines) > 2 and _DELIMITERS.fullmatch(page.prose, *lines[1]):
            header, _, *rows = lines
            units = [_unit_of(page.prose[cell.start : cell.end]) for cell in _cells(page, *header)]
            yield DoseTable(before, _cells(page, *header), [_cells(page, *row, units) for row in rows])
        lines = []
        if page.prose[start:end].strip():
            before = (start, end)


def _cells(page: CheckedPage, start: int, end: int, units: Sequence[str] = ()) -> list[DoseCell]:
    """The cells of a row. units: of the numbers that have none, column by column."""
    cells = []
    at = start + 1
    for words, unit in zip_longest(page.prose[start:end].strip().strip("|").split("|"), units):
        if words is None:
            break
        inner = at + len(words) - len(words.lstrip())
        stop = max(inner, at + len(words.rstrip()))
        found = [figure._replace(unit=figure.unit or unit or "") for figure in figures(page.prose, inner, stop)]
        cells.append(DoseCell(inner, stop, found))
        at += len(words) + 1
    return cells


def _unit_of(header: str) -> str:
    """What `Dose (mg)` says that its column is in; empty for nothing."""
    match = _UNIT_IN_HEADER.search(header)
    return figures(f"1 {match['unit']}")[0].unit if match and match.end() == len(header) else ""


def band_of(row: list[DoseCell]) -> Band | None:
    """The weight that its first cell says, or else the age; None where it says neither, or days and years."""
    found = [figure.amounts for figure in row[0].figures if figure.amounts[1] in _OF_PATIENTS] if row else []
    units = {unit for _, unit in found}
    if "kg" not in units and len(units) != 1:
        return None
    unit = "kg" if "kg" in units else units.pop()
    numbers = [float(number) for amounts, each in found for number in amounts if each == unit]
    return Band(min(numbers), max(numbers), unit)

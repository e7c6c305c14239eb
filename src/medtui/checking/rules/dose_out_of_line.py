"""A dose that leaves the line of the rows above and below it."""

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import NamedTuple

from medtui.checking.checked_page import CheckedPage
from medtui.checking.dose_tables import Band, DoseCell, DoseTable, band_of, dose_tables
from medtui.checking.rule import Finding, Judged, Rule, RuleGroup, Severity

_UNITS = frozenset({"mg", "mL", "units", "mmol", "tablets", "capsules", "drops"})
_TOO_FAR, _MOST_GROWTH = 3, 2.5
_BEGINS = re.compile(r"[\s*_]*(?:up to )?[\s*_]*")
_WHOLE = re.compile(r"[\s*_]*(?:up to )?[\d.,]+[\w.,/% -]*[\s*_]*")


def _find(page: CheckedPage) -> Iterator[Finding]:
    for table in dose_tables(page):
        for column in range(1, len(table.header)):
            yield from _in_column(page, table, column)


class _Doses(NamedTuple):
    """What a cell gives to these patients. words: how, but for the amounts: `mg twice a day`, or `mg (mL)`."""

    patient: Band
    amounts: list[float]
    words: str
    cell: DoseCell


def _in_column(page: CheckedPage, table: DoseTable, column: int) -> Iterator[Finding]:
    """Rows that rise in weight or age; from one to the next, the dose may grow as that does, a few times over."""
    rows = [doses for row in table.rows if (doses := _doses(page, row, column))]
    if all(one.patient > other.patient for one, other in pairwise(rows)):
        rows.reverse()  # adults come first
    for one, other in pairwise(rows):
        if one.words == other.words and one.patient < other.patient:
            yield from islice(_compared(page, one, other), 1)


def _compared(page: CheckedPage, one: _Doses, other: _Doses) -> Iterator[Finding]:
    for low, high in zip(one.amounts, other.amounts, strict=True):
        if not low or not high:
            continue
        least, more = one.patient.low, other.patient.low
        growth = (
            min(more / least, _MOST_GROWTH) if 0 < least < more else _MOST_GROWTH
        )  # or `under 6 kg` before `6 kg to`
        if high / low >= _TOO_FAR * growth:
            yield _finding(page, other.cell, one.cell)
        elif low / high >= _TOO_FAR:
            yield _finding(page, one.cell, other.cell)


def _doses(page: CheckedPage, row: list[DoseCell], column: int) -> _Doses | None:
    """Those in a cell that begins with one, in a row for a weight or an age."""
    band = band_of(row)
    if not band or column >= len(row) or not row[column].figures:
        return None
    cell = row[column]
    amounts = [float(max(figure.amounts[0])) for figure in cell.figures if figure.amounts[1] in _UNITS]
    first = cell.figures[0]
    if first.amounts[1] not in _UNITS or not _BEGINS.fullmatch(page.prose, cell.start, first.start):
        return None
    words = [band.unit, first.amounts[1]]
    for before, figure in pairwise(cell.figures):
        words += (
            page.prose[before.end : figure.start],
            figure.amounts[1] if figure.amounts[1] in _UNITS else f"{figure}",
        )
    if len(cell.figures) > 1:
        words.append(page.prose[cell.figures[-1].end : cell.end])
    elif not _WHOLE.fullmatch(page.prose, cell.start, cell.end):
        return None
    return _Doses(band, amounts, "".join(words), cell)


def _finding(page: CheckedPage, high: DoseCell, low: DoseCell) -> Finding:
    words, others = (page.quoted(cell.start, cell.end) for cell in (high, low))
    return Finding(high.start, high.end, f"{words} stands beside {others} of the next row: check both.")


RULE = Rule(
    id="dose-out-of-line",
    title="A dose in a table that leaves the line of its column",
    group=RuleGroup.DOSE_SENSE,
    severity=Severity.ERROR,
    why="A point or a zero that slipped makes ten doses of one.",
    source="ISMP, List of error-prone abbreviations, symbols and dose designations; medtui",
    judged=Judged(0, 0, 0),
    find=_find,
    hit="| Weight | Dose |\n|---|---|\n| 4 to 10 kg | 50 mg |\n| 10 to 15 kg | 1,000 mg |\n| 15 to 20 kg | 150 mg |",
    near_miss="| Weight | Dose |\n|---|---|\n| 2 kg | 25 mg |\n| 10 to 15 kg | 100 mg |\n| over 40 kg | 500 mg |",
)

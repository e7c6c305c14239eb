"""A dose that leaves the line of the rows above and below it."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from medtui.checking.checked_page import CheckedPage
from medtui.checking.dose_tables import Band, DoseCell, DoseTable, band_of, dose_tables
from medtui.checking.rule import Finding, Judged, Rule, RuleGroup, Severity

_UNITS = frozenset({"mg", "mL", "units", "mmol", "tablets", "capsules", "drops"})
_TOO_FAR, _MOST_GROWTH = 3, 2.5
_WHOLE = re.compile(r"[\s*_]*(?:up to )?[\d.,]+[\w./% -]*[\s*_]*")


def _find(page: CheckedPage) -> Iterator[Finding]:
    for table in dose_tables(page):
        for column in range(1, len(table.header)):
            yield from _in_column(page, table, column)


class _Dose(NamedTuple):
    patient: Band
    amount: float
    unit: str
    cell: DoseCell


def _in_column(page: CheckedPage, table: DoseTable, column: int) -> Iterator[Finding]:
    """Rows that rise in weight or age; from one to the next, the dose may grow as that does, a few times over."""
    doses = [dose for row in table.rows if (dose := _dose(page, row, column))]
    if all(one.patient > other.patient for one, other in pairwise(doses)):
        doses.reverse()  # adults come first
    for one, other in pairwise(doses):
        if one.unit != other.unit or one.patient >= other.patient or not one.amount or not other.amount:
            continue
        least, more = one.patient.low, other.patient.low
        growth = (
            min(more / least, _MOST_GROWTH) if 0 < least < more else _MOST_GROWTH
        )  # or `under 6 kg` before `6 kg to`
        if other.amount / one.amount >= _TOO_FAR * growth:
            yield _finding(page, other.cell, one.cell)
        elif one.amount / other.amount >= _TOO_FAR:
            yield _finding(page, one.cell, other.cell)


def _dose(page: CheckedPage, row: list[DoseCell], column: int) -> _Dose | None:
    """The dose in a cell that holds nothing else, in a row for a weight or an age."""
    band = band_of(row)
    if not band or column >= len(row) or len(row[column].figures) != 1:
        return None
    cell = row[column]
    numbers, unit = cell.figures[0].amounts
    if unit not in _UNITS or not _WHOLE.fullmatch(page.prose, cell.start, cell.end):
        return None
    return _Dose(band, float(max(numbers)), unit + band.unit, cell)


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

"""A volume that does not hold the dose beside it, at the strength that is stated."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from medtui.checking.checked_page import CheckedPage
from medtui.checking.dose_tables import DoseCell, dose_tables
from medtui.checking.figures import Figure, figures
from medtui.checking.rule import Finding, Judged, Rule, RuleGroup, Severity
from medtui.reading.passages import sentences

_IN = re.compile(r"\s*(?:/|per|in(?: each| every)?)\s*", re.IGNORECASE)
_IS = re.compile(r"[\s*_]*(?:\(|is|are|=|\(?which (?:is|are)|,? or)[\s*_]*(?:about )?[\s*_]*", re.IGNORECASE)
_HOLDS = re.compile(r"[\s*_]*(?:\(|is|are|=|holds?|contains?)[\s*_]*(?:about )?[\s*_]*", re.IGNORECASE)
_CONTAINS = re.compile(r"\s*(?:holds?|contains?|has)\s*", re.IGNORECASE)
_MIXED = re.compile(r"dilut|dissol|made up|make up|mix|added? to|reconstitut", re.IGNORECASE)
_VOLUME = re.compile(r"ml|millilit|cc\b|c\.c")
_COUNTED = frozenset({"mg", "units", "mmol", "mEq"})
_OFF, _ROUNDED_ML = 0.12, 0.051
"""A volume may be rounded: by so much of it, or so many mL."""


class Strength(NamedTuple):
    """So much of a unit in each mL. start, end: where it stands."""

    amount: float
    unit: str
    start: int
    end: int


def _find(page: CheckedPage) -> Iterator[Finding]:
    if b"ml" not in page.words and b"mls" not in page.words:
        return
    for table in dose_tables(page):
        for column, cell in enumerate(table.header[1:], 1):
            strength = _only(_strengths(page, cell.figures))
            for row in table.rows if strength else ():
                yield from _in_row(page, row, column, strength)
    for start, end in page.paragraphs("dosage", "faqs", "generic_name"):
        words = page.folded[start:end]
        if len(_VOLUME.findall(words)) > 1 and not words.startswith("|") and not _MIXED.search(words):
            found = figures(page.prose, start, end)
            strengths = _strengths(page, found)
            only = _only(strengths)
            for first, last in sentences(page.prose[start:end]) if strengths else ():
                before = [only] if only and only.end <= start + first else []
                within = [figure for figure in found if start + first <= figure.start < start + last]
                yield from _in_sentence(page, within, before)


def _in_row(page: CheckedPage, row: list[DoseCell], column: int, strength: Strength | None) -> Iterator[Finding]:
    """The cell below a strength holds a volume, and the one before it the dose; or both stand in it."""
    if strength and column < len(row) and len(row[column].figures) == 2:
        yield from _in_sentence(page, row[column].figures, [strength])
    elif strength and 1 < column < len(row) and len(row[column].figures) == len(row[column - 1].figures) == 1:
        yield from _compared(page, row[column - 1].figures[0], row[column].figures[0], strength)


def _in_sentence(page: CheckedPage, found: list[Figure], before: list[Strength]) -> Iterator[Finding]:
    """before: the strength of a sentence before it, or of its column, for one without."""
    strengths = _strengths(page, found) or before
    if not (strength := _only(strengths)) or any(figure.unit == "%" for figure in found):  # another strength
        return
    others = [figure for figure in found if not any(each.start <= figure.start < each.end for each in strengths)]
    for one, other in pairwise(others):
        between = page.prose[one.end : other.start]
        if one.end <= strength.start < other.start:  # `2.5 mL of 2 mg in 1 mL holds 5 mg`
            between = page.prose[one.end : strength.start].replace(" of ", "") + page.prose[strength.end : other.start]
        if other.unit.startswith("mL") and _IS.fullmatch(between):
            yield from _compared(page, one, other, strength)
        elif one.unit.startswith("mL") and _HOLDS.fullmatch(between):
            yield from _compared(page, other, one, strength)


def _strengths(page: CheckedPage, found: Sequence[Figure]) -> list[Strength]:
    """As `120 mg in 5 mL` or `24 mg/mL`."""
    strengths = []
    for figure in found:
        numbers, unit = figure.amounts
        if len(numbers) == 1 and unit.endswith("/mL") and unit.removesuffix("/mL") in _COUNTED:
            strengths.append(Strength(float(numbers[0]), unit.removesuffix("/mL"), figure.start, figure.end))
    for one, other in pairwise(found):
        is_single = len(one.numbers) == len(other.numbers) == 1 and other.unit == "mL" and other.low > 0
        is_held = not strengths and len(one.numbers) == len(other.numbers) == one.low == 1 and one.unit == "mL"
        if is_single and one.amounts[1] in _COUNTED and _IN.fullmatch(page.prose, one.end, other.start):
            strengths.append(Strength(float(one.amounts[0][0] / other.low), one.amounts[1], one.start, other.end))
        elif is_held and other.amounts[1] in _COUNTED and _CONTAINS.fullmatch(page.prose, one.end, other.start):
            strengths.append(Strength(float(other.amounts[0][0]), other.amounts[1], one.start, other.end))
    return strengths


def _only(strengths: list[Strength]) -> Strength | None:
    return strengths[0] if len({each[:2] for each in strengths}) == 1 else None


def _compared(page: CheckedPage, dose: Figure, volume: Figure, strength: Strength) -> Iterator[Finding]:
    (numbers, unit), per = dose.amounts, volume.unit.partition("/")[2]
    counted = f"{strength.unit}/{per}" if per else strength.unit
    if unit != counted or volume.unit.partition("/")[0] != "mL" or len(numbers) != len(volume.numbers):
        return
    for amount, held in zip(numbers, volume.numbers, strict=True):
        needed = float(amount) / strength.amount
        if abs(needed - float(held)) > max(_OFF * needed, _ROUNDED_ML):
            words, shown, at = (page.quoted(each.start, each.end) for each in (dose, volume, strength))
            message = f"{words} of {at} is {needed:.3g} mL, not {shown}: reckon again."
            yield Finding(min(dose.start, volume.start), max(dose.end, volume.end), message)
            return


RULE = Rule(
    id="dose-by-volume",
    title="A volume that does not hold the dose beside it",
    group=RuleGroup.DOSE_SENSE,
    severity=Severity.ERROR,
    why="What is drawn up is the volume, whatever the dose says.",
    source="medtui",
    judged=Judged(0, 0, 0),
    find=_find,
    hit="A 180 mg dose from 120 mg in 5 mL: 180 mg is 75 mL.",
    near_miss="A dose from 120 mg in 5 mL: 180 mg is 7.5 mL. Dilute 1 mL of 10 mg/mL to 10 mL: 1 mg is 1 mL.",
)

"""A dose for a weight that is not what so much for each kilogram makes."""

import re
from collections.abc import Iterator
from itertools import pairwise

from medtui.checking.checked_page import CheckedPage
from medtui.checking.dose_tables import DoseTable, band_of, dose_tables
from medtui.checking.figures import Figure, figures
from medtui.checking.rule import Finding, Judged, Rule, RuleGroup, Severity
from medtui.reading.passages import sentences

_LEAST, _MOST = 0.45, 2.2
_LIMIT = re.compile(
    r"(?:under|below|than|over|above|least|most|up to|from|or|max\w*|[<>≤≥])\s*\Z"
    r"|(?:max|most|least|more|less|over|above|exceed)",
    re.IGNORECASE,
)
_WEIGHT = re.compile(r"(?<!/)(?<!per )(?:kg|kilo)", re.IGNORECASE)
_FOR = re.compile(r"[\s*_]+(?:for|in)\s+(?:an?|someone|somebody)\s+(?:[a-z-]+\s+){1,3}[*_]*", re.IGNORECASE)
_SO = re.compile(r"\b(?:so|gets?|needs?|makes?|takes?|receives?|that is|which is)\b|=")
_A_KILOGRAM = frozenset({"kg", "kg/dose", "kg/day"})
_NEAR, _BEFORE = 30, 12


def _find(page: CheckedPage) -> Iterator[Finding]:
    if b"kg" not in page.words and "per k" not in page.prose:
        return
    for table in dose_tables(page):
        yield from _in_table(page, table)
    for start, end in page.paragraphs("dosage", "faqs"):
        words = page.prose[start:end]
        if ("/kg" in words or "per k" in words) and _WEIGHT.search(words) and not words.startswith("|"):
            found = figures(page.prose, start, end)
            rates = _each_kilogram(found)
            for first, last in sentences(words) if rates else ():
                before = [rate for rate in rates if rate.end <= start + first]
                within = [figure for figure in found if start + first <= figure.start < start + last]
                yield from _in_sentence(page, start + first, within, before)


def _in_table(page: CheckedPage, table: DoseTable) -> Iterator[Finding]:
    """Rows by weight against the mg/kg in their own cells, or else in the header, or in the paragraph above."""
    in_header = _each_kilogram([figure for cell in table.header for figure in cell.figures])
    above = _each_kilogram(figures(page.prose, *table.before))
    for row in table.rows:
        band = band_of(row)
        if not band or band.unit != "kg":
            continue
        found = [figure for cell in row[1:] for figure in cell.figures]
        each = [rate for rate in _each_kilogram(found) or in_header or above if "day" not in rate.unit]
        if len(each) != 1:
            continue
        doses = [figure for figure in found if figure.amounts[1] == _of_a_patient(each[0])]
        fit = [_fits(each[0], band.low, band.high, figure) for figure in doses]
        total = sum(float(figure.amounts[0][0]) for figure in doses)
        is_divided = _LEAST * _times(each[0], band.low)[0] <= total <= _MOST * _times(each[0], band.high)[1]
        if doses and not any(fit) and not is_divided:
            yield _finding(page, doses[0], each[0], f"{band.low:g} kg" if band.low == band.high else "that weight")


def _in_sentence(page: CheckedPage, start: int, found: list[Figure], rates_before: list[Figure]) -> Iterator[Finding]:
    """An example, as `a child of 10 kg at 5 mg/kg gets 50 mg`. rates_before: of its paragraph, for one without."""
    known = _each_kilogram(found) or rates_before
    each = {_of_a_patient(rate): rate for rate in known}
    if len(each) != len(known):  # two of a kind
        return
    rates = [(figure.start, figure.end) for figure in found if "/kg" in figure.unit]
    for one, other in pairwise(figure for figure in found if (figure.start, figure.end) not in rates):
        between = _without(page.prose, one.end, other.start, rates)
        before = page.prose[max(start, one.start - _BEFORE) : one.start]
        weight, dose = (other, one) if _FOR.fullmatch(between) else (one, other)
        is_example = weight.unit == "kg" and (len(weight.numbers) == 1 or _SO.search(between)) and len(between) <= _NEAR
        rate = each.get(dose.amounts[1])
        if not is_example or rate is None or _LIMIT.search(before + between):
            continue
        if not _fits(rate, float(weight.low), float(weight.high), dose):
            yield _finding(page, dose, rate, f"{weight}")


def _without(text: str, start: int, end: int, places: list[tuple[int, int]]) -> str:
    """What stands between two places, but for some of it."""
    for first, last in places:
        if start <= first and last <= end:
            return text[start:first] + text[last:end]
    return text[start:end]


def _each_kilogram(found: list[Figure]) -> list[Figure]:
    """The figures of so much for a kilogram, each once."""
    each = {figure.amounts: figure for figure in found if figure.unit.partition("/")[2] in _A_KILOGRAM}
    return list(each.values())


def _of_a_patient(rate: Figure) -> str:
    """The unit of what it makes for a weight: `mg` of `mg/kg`."""
    return rate.amounts[1].replace("/kg", "").removesuffix("/dose")


def _times(each: Figure, low: float, high: float | None = None) -> tuple[float, float]:
    numbers = [float(number) for number in each.amounts[0]]
    return min(numbers) * low, max(numbers) * (low if high is None else high)


def _fits(each: Figure, low: float, high: float, dose: Figure) -> bool:
    least, most = _times(each, low, high)
    numbers = [float(number) for number in dose.amounts[0]]
    return max(numbers) >= _LEAST * least and min(numbers) <= _MOST * most


def _finding(page: CheckedPage, dose: Figure, each: Figure, weight: str) -> Finding:
    words, rate = (page.quoted(figure.start, figure.end) for figure in (dose, each))
    return Finding(dose.start, dose.end, f"{words} is not what {rate} makes for {weight}: reckon again.")


RULE = Rule(
    id="dose-by-weight",
    title="A dose for a weight that its mg/kg does not make",
    group=RuleGroup.DOSE_SENSE,
    severity=Severity.ERROR,
    why="One of the two figures is wrong, and a child gets it.",
    source="medtui",
    judged=Judged(0, 0, 0),
    find=_find,
    hit="**Children:** 10 mg/kg once.\n\n| Weight | Dose |\n|---|---|\n| 4 kg to 10 kg | 500 mg |",
    near_miss=(
        "**Children:** 10 mg/kg once; a child of 12 kg gets 120 mg.\n\n"
        "| Weight | Dose |\n|---|---|\n| 4 kg to 10 kg | 50 mg |\n| 10 kg to 15 kg | 125 mg |"
    ),
)

"""A dose in the FAQs that the Dosage does not have, or not so often: 15 mg/kg here, 10 mg/kg there."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from medtui.checking.checked_page import CheckedPage
from medtui.checking.figures import Figure, figures, times_a_day
from medtui.checking.patterns import AMOUNT, GAP, MASS
from medtui.checking.rule import Finding, Judged, Rule, RuleGroup, Severity
from medtui.library.names.folding import fold
from medtui.library.names.synonyms import known_inn
from medtui.reading.passages import sentences

_SECTIONS = ("boxed_warning", "generic_name", "usage", "dosage", "precautions")
"""Where a dose may stand that an answer repeats."""
_DOSE = re.compile(rf"{AMOUNT}{GAP}(?:{MASS}|(?:million )?units?|mmol|mEq)\b")
_UNITS = frozenset({"mg", "units", "mmol", "mEq"})
_PATIENT, _DAY = frozenset({"kg", "m2"}), "day"
_OFTEN = re.compile(
    r"[\s*_]*(?:once|twice|(?:two|three|four|\d) times|an? day|each day|per day|daily|every (?:\w+ to )?\w+ hours)\b",
    re.IGNORECASE,
)
_CALLED = re.compile(r"\bdose (?:is|of)[\s*_]+\Z", re.IGNORECASE)
_MOST = re.compile(
    r"\b(?:at most|max(?:imum)?|(?:no|not|never)(?: to)?(?: take| give| use| have)? more than|exceed(?:ing)?)"
    r"\b[^.;|\n]{0,60}\Z",
    re.IGNORECASE,
)
_NO_ADVICE = re.compile(
    r"overdos|poison|toxic|fatal|death|harm|damage|stud(?:y|ies)|trial|animal|\brats?\b|\bmice\b|dialys|\blevels?\b"
    r"|(?<!/)(?<!per )\bkg\b"
)
"""Or an example of a weight."""
_GIVEN = frozenset({"tablets", "capsules", "mL", "drops", "puffs", "sprays", "doses"}) | _UNITS
_TAKEN = re.compile(
    r"\b(?:take|give|use|apply|inject|inhale)n?s?d?(?: it| this| them| one)?[\s*_]+(?:every )?[*_]*\Z", re.I
)
_AT_ONCE = re.compile(r"\b(?:daily|weekly|monthly)\W*\Z", re.IGNORECASE)
_NOT_ADVISED = re.compile(
    r"\?|\b(?:not|never|no|cannot|instead|rather|unless|wait|apart|at (?:least|most)|more often|sooner|divided)\b"
    r"|n['’]t\b"
)
_TELLING = ("times", "twice", "once", "every", "daily", "weekly")
_DAYS = {"day": 1, "week": 7, "month": 30}
_WORD = re.compile(r"[a-z][a-z-]{3,}")


class _Said(NamedTuple):
    """A dose. kind: its unit, and whether it is counted by the patient's size. is_most: as a maximum for the day."""

    figure: Figure
    numbers: tuple[Decimal, ...]
    kind: tuple[str, bool]
    is_most: bool


class _Often(NamedTuple):
    """So often a day, at least and at most. dose: what is given so often; None where it is not said."""

    figure: Figure
    dose: Figure | None
    least: float
    most: float


def _find(page: CheckedPage) -> Iterator[Finding]:
    yield from _too_often(page)
    elsewhere: list[_Said] | None = None
    for start, end in page.spans("faqs"):
        if not any(_DOSE.match(page.prose, number) for number in page.numbers_in(start, end)):
            continue
        if elsewhere is None:
            elsewhere = [said for span in page.spans(*_SECTIONS) for said in _with_ranges(page, [*_doses(page, *span)])]
        for first, last in sentences(page.prose[start:end]):
            yield from _in_sentence(page, start + first, start + last, elsewhere)


def _in_sentence(page: CheckedPage, start: int, end: int, elsewhere: list[_Said]) -> Iterator[Finding]:
    if _NO_ADVICE.search(page.folded, start, end) or _names_another(page, start, end):
        return
    for said in _doses(page, start, end):
        figure = said.figure
        is_said = _OFTEN.match(page.prose, figure.end) or _CALLED.search(page.prose, start, figure.start)
        is_dose = said.kind[1] or figure.unit.endswith(_DAY) or is_said
        others = [each for each in elsewhere if each.kind == said.kind and each.is_most >= said.is_most]
        if is_dose and others and not all(_is_among(number, others) for number in said.numbers):
            other = others[0].figure
            words, theirs = page.quoted(figure.start, figure.end), page.quoted(other.start, other.end)
            yield _finding(figure, words, theirs)


def _too_often(page: CheckedPage) -> Iterator[Finding]:
    """What an answer gives more often than the text gives that dose, or else anything."""
    spans = page.spans("faqs")
    lines = page.lines_with(_TELLING, spans[0][0], spans[-1][1]) if spans else ()
    sought = [
        often
        for start, end in dict.fromkeys(_paragraph(page, *line) for line in lines)
        for first, last in sentences(page.prose[start:end])
        for often in _advised(page, start + first, start + last)
    ]
    known = [often for span in (page.spans(*_SECTIONS) if sought else ()) for often in _frequencies(page, *span)]
    for often in sought:
        others = [each for each in known if _is_same(often.dose, each.dose)] or known
        most = max(others, key=lambda each: each.most, default=often)
        if often.least > most.most:
            words, theirs = (
                f"{'' if '/' in each.unit else 'every '}{page.quoted(each.start, each.end)}"
                for each in (often.figure, most.figure)
            )
            yield _finding(often.figure, words, theirs)


def _paragraph(page: CheckedPage, start: int, end: int) -> tuple[int, int]:
    """That of a line."""
    stop = page.folded.find("\n\n", end)
    return page.folded.rfind("\n\n", 0, start) + 1, stop if stop >= 0 else len(page.folded)


def _advised(page: CheckedPage, start: int, end: int) -> Iterator[_Often]:
    """How often a sentence of an answer says that the drug is to be taken."""
    no = _NO_ADVICE.search(page.folded, start, end) or _NOT_ADVISED.search(page.folded, start, end)
    for often in () if no or _names_another(page, start, end) else _frequencies(page, start, end):
        if often.dose or _TAKEN.search(page.prose, start, often.figure.start):
            yield often


def _frequencies(page: CheckedPage, start: int, end: int) -> Iterator[_Often]:
    dose: Figure | None = None
    for figure in figures(page.prose, start, end):
        unit, *per = figure.amounts[1].split("/")
        if any(often := times_a_day(page.prose, figure)):
            is_near = dose and not re.search(r"[.;|\n]|^.{41}", page.prose[dose.end : figure.start])
            yield _Often(figure, dose if is_near else None, *often)
        elif unit in _GIVEN:
            dose = figure
            if per[-1:] and per[-1] in _DAYS and _AT_ONCE.search(page.prose, figure.start, figure.end):
                yield _Often(figure, figure, 1 / _DAYS[per[-1]], 1 / _DAYS[per[-1]])


def _is_same(dose: Figure | None, other: Figure | None) -> bool:
    if not dose or not other or dose.amounts[1].split("/")[0] != other.amounts[1].split("/")[0]:
        return False
    return min(other.amounts[0]) <= max(dose.amounts[0]) and min(dose.amounts[0]) <= max(other.amounts[0])


def _finding(figure: Figure, words: str, theirs: str) -> Finding:
    message = f"{words} stands only in this answer, {theirs} in the text: check both."
    return Finding(figure.start, figure.end, message)


def _doses(page: CheckedPage, start: int, end: int) -> Iterator[_Said]:
    for figure in figures(page.prose, start, end):
        numbers, counted = figure.amounts
        unit, *per = counted.split("/")
        if unit in _UNITS and _PATIENT.union((_DAY, "dose")).issuperset(per):
            most = _MOST.search(page.prose, max(start, figure.start - 80), figure.start)
            yield _Said(figure, numbers, (unit, not _PATIENT.isdisjoint(per)), bool(most) and _DAY in per)


def _with_ranges(page: CheckedPage, doses: list[_Said]) -> Iterator[_Said]:
    """And `500 mg to 1 g` as all between."""
    yield from doses
    for one, other in pairwise(doses):
        if page.prose[one.figure.end : other.figure.start].strip(" *_") == "to" and one.kind == other.kind:
            yield one._replace(numbers=one.numbers + other.numbers)


def _is_among(number: Decimal, others: list[_Said]) -> bool:
    return any(min(other.numbers) <= number <= max(other.numbers) for other in others)


def _names_another(page: CheckedPage, start: int, end: int) -> bool:
    own = " + ".join(known_inn(fold(name)) or fold(name) for name in page.monograph.names)
    return any((drug := known_inn(word)) and drug not in own for word in _WORD.findall(page.folded, start, end))


RULE = Rule(
    id="faq-dose",
    title="A dose in the FAQs, or how often it is given, that stands nowhere before them",
    group=RuleGroup.DOSE_SENSE,
    severity=Severity.WARNING,
    why="Who reads only the answer gives another dose than who reads the Dosage.",
    source="medtui",
    judged=Judged(0, 0, 0),
    find=_find,
    hit=(
        "# Examplin\n\n### Dosage\n\nChildren: 10 mg/kg once a day.\n\n"
        "### FAQs\n\n**Q: How much?**\n\nA: A child gets 15 mg/kg once a day.\n"
    ),
    near_miss=(
        "# Examplin\n\n### Dosage\n\n10 to 15 mg/kg, at most 1 g a day.\n\n### FAQs\n\n**Q: How much?**\n\n"
        "A: 12 mg/kg. With paracetamol never more than 2 g a day. 4 g a day are toxic. A tablet holds 250 mg.\n"
    ),
)

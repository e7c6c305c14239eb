"""Doses that add up to more than the maximum that stands beside them."""

import re
from collections.abc import Iterator

from medtui.checking.checked_page import CheckedPage
from medtui.checking.figures import Figure, figures, times_a_day
from medtui.checking.rule import Finding, Judged, Rule, RuleGroup, Severity

_WORDS = ("max", "maximum", "at most", "more than", "exceed", "exceeding", "ceiling")
_MAXIMUM = re.compile(
    r"\b(?:(?:daily )?max(?:imum)?|at most|(?:no|never|not)(?: to)?(?: be given| take| give| use| have)? more than"
    r"|(?:not|never) (?:to )?exceed(?:ing)?|ceiling)\b"
)
_A_DAY = re.compile(r"day|daily|24|/d\b")  # of no other limit is a dose too much
_DAILY = re.compile(r"\b(?:daily|a day|per day)\b")
_INSTEAD = re.compile(r"\bor\s+\Z")  # one of several ways, until the maximum is reached
_OTHERS = re.compile(
    r"\b(?:for|if(?! needed| necessary)|when|in(?! (?:\w+ ){0,2}doses)|with(?! an? )|adults?|child\w*|infants?|elderly"
    r"|older|others?|patients?|aged|over|under)\b",
    re.IGNORECASE,
)
"""Other patients, or another use, may follow."""
_REACH, _LONGEST = 40, 80
_ROUNDED = 1.01


def _find(page: CheckedPage) -> Iterator[Finding]:
    lines = [line for span in page.spans("dosage") for line in page.lines_with(_WORDS, *span)]
    maxima = [maximum for line in lines for maximum in _MAXIMUM.finditer(page.folded, *line)]
    for start, end in page.paragraphs("dosage") if maxima else ():
        found: list[Figure] = []
        for maximum in maxima:
            within = start <= maximum.start() < end
            if within and _A_DAY.search(page.folded, maximum.start(), min(maximum.end() + _REACH + _LONGEST, end)):
                found = found or figures(page.prose, start, end)
                yield from _over(page, maximum, found)


def _over(page: CheckedPage, maximum: re.Match[str], found: list[Figure]) -> Iterator[Finding]:
    """The dose that stands before a maximum for the day, with how often, where even the least of it is more."""
    limit = next((figure for figure in found if figure.start >= maximum.start()), None)
    if limit is None or limit.start - maximum.end() > _REACH:
        return
    unit = limit.amounts[1].removesuffix("/day")
    if not limit.unit.endswith("/day") and not _DAILY.search(page.folded, maximum.start(), limit.start):
        return
    before = [figure for figure in found if figure.end <= maximum.start()]
    frequent = next((figure for figure in reversed(before) if times_a_day(page.prose, figure)[0] >= 1), None)
    doses = [figure for figure in before if figure.amounts[1] == unit and frequent and figure.end <= frequent.start]
    if not frequent or not doses or frequent.start - doses[-1].end > _REACH:
        return
    between, after = page.prose[frequent.end : maximum.start()], page.prose[limit.end : limit.end + _REACH]
    if _OTHERS.search(between) or _OTHERS.search(re.split(r"[.;|\n]", after)[0]):
        return
    if _INSTEAD.search(page.prose, max(doses[-1].start - 4, 0), doses[-1].start):
        return
    total = float(min(doses[-1].amounts[0])) * times_a_day(page.prose, frequent)[0]
    if total > _ROUNDED * float(max(limit.amounts[0])):
        words, often, most = (
            " ".join(page.prose[each.start : each.end].split()) for each in (doses[-1], frequent, limit)
        )
        every = "" if "/" in frequent.unit else "every "
        yield Finding(
            doses[-1].start, limit.end, f"{words} {every}{often} is more than the maximum, {most}: check both."
        )


RULE = Rule(
    id="daily-maximum",
    title="Doses that add up to more than the stated maximum a day",
    group=RuleGroup.DOSE_SENSE,
    severity=Severity.ERROR,
    why="Who follows the one breaks the other.",
    source="medtui",
    judged=Judged(2, 2, 2),
    find=_find,
    hit="**Adults:** 500 mg every 6 hours, at most 1 g a day.",
    near_miss="**Adults:** 500 mg to 1 g every 4 to 6 hours, at most 4 g a day; 2 g twice a day in hospital.",
)

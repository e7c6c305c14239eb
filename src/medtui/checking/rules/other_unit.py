"""The same number for each kilogram or day in milligrams and in micrograms: one of them is a slip."""

import re
from collections.abc import Iterator
from decimal import Decimal

from medtui.checking.checked_page import CheckedPage
from medtui.checking.figures import Figure, figures
from medtui.checking.rule import Finding, Judged, Rule, RuleGroup, Severity

_MASS = frozenset({"mcg", "mg", "g"})
_MICROGRAMS = frozenset({b"mcg", b"mcgs", b"microgram", b"micrograms", b"microgrammes"})
_SEVERAL_DRUGS = re.compile(r"[+,/&]|\b(?:and|with)\b", re.IGNORECASE)


def _find(page: CheckedPage) -> Iterator[Finding]:
    if _MICROGRAMS.isdisjoint(page.words) or _SEVERAL_DRUGS.search(page.monograph.title):
        return
    seen: dict[tuple[Decimal, str], tuple[str, Figure]] = {}
    for start, end in page.spans("dosage"):
        for figure in figures(page.prose, start, end):
            unit, _, per = figure.unit.removesuffix("/day").partition("/")
            if unit not in _MASS:
                continue
            for number in figure.numbers:
                first_unit, first = seen.setdefault((number, per), (unit, figure))
                if first_unit != unit:
                    words, others = (page.quoted(each.start, each.end) for each in (figure, first))
                    yield Finding(figure.start, figure.end, f"{words} stands here, {others} above it: check the unit.")
                    break


RULE = Rule(
    id="other-unit",
    title="The same number in milligrams and in micrograms",
    group=RuleGroup.DOSE_SENSE,
    severity=Severity.WARNING,
    why="One for the other is a thousand times the dose.",
    source="ISMP, List of error-prone abbreviations, symbols and dose designations",
    judged=Judged(0, 0, 0),
    find=_find,
    hit="**Adults:** 50 mcg once a day.\n\n**Elderly:** start with 50 mg.",
    near_miss="**Adults:** 50 mcg once a day.\n\n**Elderly:** start with 0.025 mg, or 25 micrograms.",
)

"""Bold lead-ins of Dosage and Precautions that stand in another order than in the starter library."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from medtui.checking.checked_page import CheckedPage
from medtui.checking.rule import Finding, Judged, Rule, RuleGroup, Severity

ORDERS = {
    "dosage": (
        "First dose now",
        "Adults",
        "Children",
        "Newborns",
        "Kidney",
        "Liver",
        "Maximum",
        "How to make up and give",
    ),
    "precautions": (
        "Do not give",
        "Boxed warning",
        "Care",
        "Interactions: what to do",
        "Pregnancy",
        "Breastfeeding",
        "Overdose",
        "Monitor",
    ),
}
"""Section -> what its lead-ins begin with, in order; `Kidney impairment` is one, and so is `Kidney or liver`."""


def _pattern(order: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"^(?:[-*+] )?\*\*(?:{'|'.join(f'({lead})' for lead in order)})\b", re.MULTILINE)


_LEADS = {section: _pattern(order) for section, order in ORDERS.items()}


def _find(page: CheckedPage) -> Iterator[Finding]:
    for section, order in ORDERS.items():
        for start, end in page.spans(section):
            last = 0
            for match in _LEADS[section].finditer(page.prose, start, end):
                lead = (match.lastindex or 1) - 1
                if lead < last:
                    message = f"{order[lead]} stands after {order[last]}: move it before, with all that belongs to it."
                    yield Finding(match.start(), match.end(), message)
                last = max(last, lead)


RULE = Rule(
    id="lead-in-order",
    title="A lead-in that is not where it is on other pages",
    group=RuleGroup.STRUCTURE,
    severity=Severity.NOTE,
    why="Who knows one page finds the child's dose on the next without reading.",
    source="content/README.md, How to add a monograph",
    is_on=False,
    judged=Judged(36, 7, 0),
    find=_find,
    hit="**Kidney impairment:** 5 mg a day.\n\n**Children, from 6 years:** 2.5 mg a day.",
    near_miss="**Adults:** 5 mg a day.\n\n**Elderly:** 2.5 mg a day.\n\n**Kidney or liver impairment:** 1 mg a day.",
)

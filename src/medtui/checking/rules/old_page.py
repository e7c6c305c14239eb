"""A page that nobody has looked at for years."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from medtui.checking.checked_page import CheckedPage
from medtui.checking.rule import Finding, Judged, Rule, RuleGroup, Severity

_DATED = re.compile(
    r"(?im)^(?:last[_ -]?)?(?:reviewed|updated|date|written|effective(?:[_ -]?date)?)[ \t]*:[^\n]*?"
    r"\b(?P<year>(?:19|20)\d\d)(?:-(?P<month>0[1-9]|1[0-2]))?(?!\d)[^\n]*"
)
_MONTHS = 12


def _find(page: CheckedPage) -> Iterator[Finding]:
    dated = [*_DATED.finditer(page.text, 0, page.front)]
    newest = max(dated, key=_month, default=None)
    today = page.settings.today
    if newest and _age(newest, today) > page.settings.months:
        message = f"The page is {_age(newest, today)} months old, more than {page.settings.months}: review it."
        yield Finding(newest.start(), newest.end(), message)


def _month(match: re.Match[str]) -> int:
    return int(match["year"]) * _MONTHS + int(match["month"] or _MONTHS)


def _age(match: re.Match[str], today: datetime.date) -> int:
    return today.year * _MONTHS + today.month - _month(match)


RULE = Rule(
    id="old-page",
    title="A page that is older than it may be",
    group=RuleGroup.SOURCES,
    severity=Severity.WARNING,
    why="Doses and warnings change; NICE and WHO look at theirs every two to five years.",
    source="medtui, `months` of the library's medtui.yaml (36)",
    judged=Judged(0, 0, 0),
    find=_find,
    hit="---\ntitle: Examplin\nlast_reviewed: Jan 2019\n---\n\n# Examplin\n",
    near_miss="---\ntitle: Examplin\nwritten: 2019-01-02\nlast_reviewed: 2026-01-02\n---\n\n# Examplin\n",
)

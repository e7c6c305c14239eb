"""A source without a year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from medtui.checking.checked_page import CheckedPage
from medtui.checking.rule import Finding, Judged, Rule, RuleGroup, Severity

_SAYS = re.compile(
    r"\b(?:not recorded|undated|no date|n\.\s?d\.|date (?:unknown|not (?:known|given|stated))"
    r"|version|edition|revision|set id|isbn|v\d)",
    re.IGNORECASE,
)


def _find(page: CheckedPage) -> Iterator[Finding]:
    for entry in page.sources:
        if entry.newest is None and not _SAYS.search(entry.words):
            message = "This source has neither date nor version: write it, or that it is not recorded."
            yield Finding(entry.start, entry.end, message)


RULE = Rule(
    id="undated-source",
    title="A source without date or version",
    group=RuleGroup.SOURCES,
    severity=Severity.NOTE,
    why="Nobody can tell whether a newer text has replaced it.",
    source="ICMJE and NLM, citing medicine: every citation has a date, or says that it has none",
    judged=Judged(0, 0, 0),
    find=_find,
    hit="---\ntitle: Examplin\nsources:\n  - title: Formulary\n    publisher: Somebody\n---\n\n# Examplin\n",
    near_miss="---\ntitle: Examplin\nsources:\n  - title: Label\n    version: not recorded\n---\n\n# Examplin\n",
)

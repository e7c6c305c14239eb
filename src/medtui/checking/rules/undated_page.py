"""A page that does not say how old it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from medtui.checking.checked_page import CheckedPage
from medtui.checking.rule import Finding, Judged, Rule, RuleGroup, Severity
from medtui.reading.front_matter import provenance

_DIGIT = re.compile("[0-9]")


def _find(page: CheckedPage) -> Iterator[Finding]:
    has_digit = _DIGIT.search(page.text, 0, page.front) is not None
    if not (has_digit and provenance(page.monograph.metadata).dates):
        yield Finding(*page.beginning, "The page gives no date: write last_reviewed or written in its front matter.")


RULE = Rule(
    id="undated-page",
    title="No date",
    group=RuleGroup.SOURCES,
    severity=Severity.NOTE,
    why="Who reads a dose cannot tell whether it is of this year or of ten years ago.",
    source="medtui, DESIGN: source, version and date are visible",
    judged=Judged(2075, 30, 30),
    find=_find,
    hit="---\ntitle: Examplin\nlast_reviewed: unknown\n---\n\n# Examplin\n",
    near_miss="---\ntitle: Examplin\nupdated: Nov 2025\n---\n\n# Examplin\n",
)

"""Sources that are all out of date."""

from __future__ import annotations

from collections.abc import Iterator

from medtui.checking.checked_page import CheckedPage
from medtui.checking.rule import Finding, Judged, Rule, RuleGroup, Severity

_MONTHS = 12


def _find(page: CheckedPage) -> Iterator[Finding]:
    """Nothing where one of them has no date: it may be new."""
    entries = page.sources
    dated = [(day, entry) for entry in entries if (day := entry.newest) is not None]
    if not dated or len(dated) < len(entries):
        return
    day, entry = max(dated, key=lambda each: each[0])
    today = page.settings.today
    age = (today.year - day.year) * _MONTHS + today.month - day.month
    if age > page.settings.months:
        message = f"The newest source is {age} months old, more than {page.settings.months}: look for a newer one."
        yield Finding(entry.start, entry.end, message)


RULE = Rule(
    id="old-sources",
    title="No source that is new enough",
    group=RuleGroup.SOURCES,
    severity=Severity.NOTE,
    why="A dose may have changed since, and a warning come.",
    source="medtui, `months` of the library's medtui.yaml (36)",
    judged=Judged(0, 0, 0),
    find=_find,
    hit="---\ntitle: Examplin\nsources:\n  - title: Label 2018-02\n    last_checked: 2026-05-01\n---\n\n# Examplin\n",
    near_miss="---\ntitle: Examplin\nsources:\n  - Formulary, 2012\n  - Label, 2025-02-03\n---\n\n# Examplin\n",
)

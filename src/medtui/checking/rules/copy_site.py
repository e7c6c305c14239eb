"""A source that is a copy of another."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from medtui.checking.checked_page import CheckedPage
from medtui.checking.rule import Finding, Judged, Rule, RuleGroup, Severity
from medtui.library.names import data_rows


def _find(page: CheckedPage) -> Iterator[Finding]:
    for entry in page.sources:
        words = entry.words.lower()
        for site, why, original in _sites():
            if site in words:
                yield Finding(entry.start, entry.end, f"{site}: {why}. Name the original: {original}.")
                break


@cache
def _sites() -> tuple[list[str], ...]:
    return tuple(data_rows("copy_sites.tsv"))


RULE = Rule(
    id="copy-site",
    title="A source that is a copy of another",
    group=RuleGroup.SOURCES,
    severity=Severity.NOTE,
    why="A copy may be cut, old or altered, and does not say so.",
    source="medtui, data/copy_sites.tsv",
    judged=Judged(0, 0, 0),
    find=_find,
    hit="---\ntitle: Examplin\nsources:\n  - title: Label\n    reference: drugs.com/pro/x\n---\n\n# Examplin\n",
    near_miss="---\ntitle: Examplin\nsources:\n  - title: Label\n    reference: nlm.nih.gov\n---\n\n# Examplin\n",
)

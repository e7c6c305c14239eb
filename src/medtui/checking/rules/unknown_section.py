"""A heading that medtui does not know as a section."""

from __future__ import annotations

from collections.abc import Iterator

from medtui.checking.checked_page import CheckedPage
from medtui.checking.rule import Finding, Judged, Rule, RuleGroup, Severity
from medtui.reading.schema import RESERVED_NAMES


def _find(page: CheckedPage) -> Iterator[Finding]:
    seen: set[str] = set()
    for start, part in page.placed_parts:
        name = part.section
        if name and name not in seen and name not in RESERVED_NAMES and page.schema.get(name) is None:
            seen.add(name)
            message = f"{part.heading or name} is no section that medtui knows: it becomes a tab after the others."
            yield Finding(*page.heading_of(start, part), message)


RULE = Rule(
    id="unknown-section",
    title="A heading that is no known section",
    group=RuleGroup.STRUCTURE,
    severity=Severity.NOTE,
    why="It has no key and no fixed place, and a question about a section does not look there.",
    source="medtui, docs/sections.md",
    judged=Judged(285, 24, 0),
    find=_find,
    is_on=False,
    hit="# Examplin\n\n### Usage\n\nPain.\n\n### Trivia\n\nIt is blue.\n",
    near_miss="# Examplin\n\n### Indications\n\nPain.\n\n### Overdosage\n\nCall for help.\n",
)

"""The same heading twice."""

from __future__ import annotations

from collections.abc import Iterator

from medtui.checking.checked_page import CheckedPage
from medtui.checking.rule import Finding, Judged, Rule, RuleGroup, Severity
from medtui.monograph import PartKind
from medtui.reading.heading_words import heading_key

_ONCE = frozenset({"generic_name", "usage", "dosage", "side_effects", "how_it_works", "faqs"})
"""Sections that nobody writes in parts; of the others, Warnings and Precautions are two headings of one."""


def _find(page: CheckedPage) -> Iterator[Finding]:
    seen: dict[tuple[str, str, str], int] = {}
    for start, part in page.placed_parts:
        if part.kind is not PartKind.SECTION or not part.heading or part.is_field:
            continue
        key = (part.section, part.drug, "" if part.section in _ONCE else heading_key(part.heading))
        if key in seen:
            message = f"{part.heading} stands here again, after line {seen[key]}: make them one."
            yield Finding(*page.heading_of(start, part), message)
        seen.setdefault(key, part.lines[0])


RULE = Rule(
    id="repeated-section",
    title="A section that stands twice",
    group=RuleGroup.STRUCTURE,
    severity=Severity.WARNING,
    why="Who reads the first does not know of the second, and the two can differ.",
    source="medtui",
    judged=Judged(1, 1, 1),
    find=_find,
    hit="# Examplin\n\n### Dosage\n\n5 mg.\n\n### Precautions\n\nAsthma.\n\n### Dosage\n\n10 mg.\n",
    near_miss="# Examplin\n\n### Warnings\n\nAsthma.\n\n### Dosage\n\n5 mg.\n\n### Precautions\n\nGout.\n",
)

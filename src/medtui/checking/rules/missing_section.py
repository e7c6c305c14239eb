"""A section that every monograph has, and this one has not."""

from __future__ import annotations

from collections.abc import Iterator

from medtui.checking.checked_page import CheckedPage
from medtui.checking.rule import Finding, Judged, Rule, RuleGroup, Severity


def _find(page: CheckedPage) -> Iterator[Finding]:
    missing = [spec.title for spec in page.schema.standard if page.monograph.section(spec.name) is None]
    if missing:
        yield Finding(*page.beginning, f"The page has no section {', '.join(missing)}.")


RULE = Rule(
    id="missing-section",
    title="A standard section is missing",
    group=RuleGroup.STRUCTURE,
    severity=Severity.WARNING,
    why="Who looks for the dose or the precautions finds nothing, or finds it elsewhere.",
    source="medtui, docs/sections.md",
    judged=Judged(125, 30, 30),
    find=_find,
    hit="# Examplin\n\n### Usage\n\nPain.\n",
    near_miss=(
        "# Examplin\n\n**Generic name:** Examplin\n\n**Indications:** pain\n\n## Posology\n\n5 mg\n\n"
        "## Undesirable effects\n\nNausea\n\n## Mechanism of action\n\nUnknown\n\n## Warnings\n\nAsthma\n\n"
        "## Questions and answers\n\n**Q: Why?**\n\nA: For pain.\n"
    ),
)

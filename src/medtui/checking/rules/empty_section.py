"""A heading with nothing under it."""

from __future__ import annotations

from collections.abc import Iterator

from medtui.checking.checked_page import CheckedPage
from medtui.checking.rule import Finding, Judged, Rule, RuleGroup, Severity
from medtui.monograph import Part, PartKind


def _find(page: CheckedPage) -> Iterator[Finding]:
    """Parts of one section and drug stand for each other: a heading, then its questions."""
    by_name: dict[tuple[str, str], list[tuple[int, Part]]] = {}
    for start, part in page.placed_parts:
        if part.section and not part.is_field:
            by_name.setdefault((part.section, part.drug), []).append((start, part))
    for (name, _), parts in by_name.items():
        if not any(part.kind is PartKind.FAQ or any(map(str.isalnum, part.body)) for _, part in parts):
            start, first = parts[0]
            is_over_drugs = not first.drug and any(part.section == name and part.drug for _, part in page.placed_parts)
            match = page.schema.match_heading(first.heading)
            is_said_in_heading = name == "generic_name" and match is not None and bool(match.qualifier)
            if not is_over_drugs and not is_said_in_heading:
                yield Finding(*page.heading_of(start, first), f"{page.schema.label(name)} has no text.")


RULE = Rule(
    id="empty-section",
    title="A section without text",
    group=RuleGroup.STRUCTURE,
    severity=Severity.WARNING,
    why="A heading with nothing under it looks as if nothing were to be said.",
    source="medtui",
    judged=Judged(4, 4, 4),
    find=_find,
    hit="# Examplin\n\n### Side Effects\n\n---\n\n### Precautions\n\nAsthma.\n",
    near_miss="# Examplin\n\n### Side Effects\n\nNone.\n\n### FAQs\n\n**Q: Why?**\n\nA: For pain.\n",
)

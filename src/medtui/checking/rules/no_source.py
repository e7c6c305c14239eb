"""A page that does not say where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from medtui.checking.checked_page import CheckedPage
from medtui.checking.rule import Finding, Judged, Rule, RuleGroup, Severity


def _find(page: CheckedPage) -> Iterator[Finding]:
    section = page.monograph.section("sources")
    in_text = section is not None and any(re.search(r"\w", part.body) for part in section.parts)
    if not page.sources and not in_text:
        yield Finding(*page.beginning, "The page names no source: list them under sources: in its front matter.")


RULE = Rule(
    id="no-source",
    title="No source",
    group=RuleGroup.SOURCES,
    severity=Severity.WARNING,
    why="Nobody can check a figure whose source is not named.",
    source="WHO, How to develop and implement a national drug policy: information must be traceable",
    judged=Judged(2106, 30, 30),
    find=_find,
    hit="---\ntitle: Examplin\nsources: []\n---\n\n# Examplin\n\n### Usage\n\nPain.\n",
    near_miss="# Examplin\n\n### Usage\n\nPain.\n\n### References\n\n- Formulary, 2024\n",
)

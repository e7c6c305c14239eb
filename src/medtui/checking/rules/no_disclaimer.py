"""A page that does not say what it is not."""

from __future__ import annotations

from collections.abc import Iterator

from medtui.checking.checked_page import CheckedPage
from medtui.checking.rule import Finding, Judged, Rule, RuleGroup, Severity
from medtui.monograph import PartKind


def _find(page: CheckedPage) -> Iterator[Finding]:
    if not any(page.monograph.of_kind(PartKind.DISCLAIMER)):
        yield Finding(*page.beginning, "The page has no disclaimer: end it with one.")


RULE = Rule(
    id="no-disclaimer",
    title="No disclaimer",
    group=RuleGroup.STRUCTURE,
    severity=Severity.WARNING,
    why="Printed or copied, the page does not say that it is no advice.",
    source="medtui, DESIGN: never misleading",
    judged=Judged(222, 222, 210),
    find=_find,
    hit="# Examplin\n\n### Usage\n\nPain.\n",
    near_miss="# Examplin\n\n### Usage\n\nPain.\n\n**Disclaimer:** This is not medical advice.\n",
)

"""What medtui itself says of a file when it opens it."""

from __future__ import annotations

from collections.abc import Iterator

from medtui.checking.checked_page import CheckedPage
from medtui.checking.rule import Finding, Rule, RuleGroup, Severity


def _find(page: CheckedPage) -> Iterator[Finding]:
    for problem in page.monograph.problems:
        starts = page.line_starts
        line = min(max(problem.line, 1), len(starts))
        end = starts[line] if line < len(starts) else len(page.text)
        yield Finding(starts[line - 1], len(page.text[:end].rstrip("\r\n")), problem.message)


RULE = Rule(
    id="reading-problem",
    title="Bytes, front matter or titles that cannot be read as they are meant",
    group=RuleGroup.STRUCTURE,
    severity=Severity.ERROR,
    why="The page is shown otherwise than its author meant it.",
    source="medtui, which says it to whoever opens the page",
    find=_find,
    hit="---\ntitle: Examplin\n\n# Examplin\n\n### Usage\n\nPain.\n",
    near_miss="---\ntitle: Examplin\n---\n\n# Examplin\n\n### Usage\n\nPain.\n",
)

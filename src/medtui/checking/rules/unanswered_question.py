"""A question without an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from medtui.checking.checked_page import CheckedPage
from medtui.checking.rule import Finding, Judged, Rule, RuleGroup, Severity
from medtui.monograph import PartKind

_ANSWER = re.compile(r"\w", re.UNICODE)
_MARK = re.compile(r"\s*(?:[*_]{0,2}A(?:nswer)?[*_]{0,2}\s*:[*_]{0,2})?", re.IGNORECASE)


def _find(page: CheckedPage) -> Iterator[Finding]:
    for start, part in page.placed_parts:
        if part.kind is not PartKind.FAQ:
            continue
        mark = _MARK.match(part.body)
        if not _ANSWER.search(part.body, mark.end() if mark else 0):
            yield Finding(*page.heading_of(start, part), "This question has no answer.")


RULE = Rule(
    id="unanswered-question",
    title="A question without an answer",
    group=RuleGroup.STRUCTURE,
    severity=Severity.WARNING,
    why="Whoever opens the question finds nothing.",
    source="medtui",
    judged=Judged(0, 0, 0),
    find=_find,
    hit="# Examplin\n\n### FAQs\n\n**Q: Why?**\n\nA:\n\n**Q: When?**\n\nA: At night.\n",
    near_miss="# Examplin\n\n### FAQs\n\n**Q: Why?**\n\nA: 5.\n",
)

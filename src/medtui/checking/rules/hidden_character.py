"""Characters that nothing is drawn for, beside figures: what looks like 5 mg may be something else."""

from __future__ import annotations

from collections.abc import Iterator

from medtui.checking.checked_page import CheckedPage
from medtui.checking.rule import Finding, Judged, Rule, RuleGroup, Severity
from medtui.safe_text import hidden_runs, may_be_hidden


def _find(page: CheckedPage) -> Iterator[Finding]:
    if may_be_hidden(page.foreign):
        for start, end, shown in hidden_runs(page.text):
            yield Finding(start, end, f"Something that is not drawn stands in {shown}: type it again.")


RULE = Rule(
    id="hidden-character",
    title="A character that is not drawn, beside a figure",
    group=RuleGroup.CONTENT,
    severity=Severity.ERROR,
    why="5 and 00 with a character of no width between them read 500, and a search finds neither.",
    source="Unicode Technical Report 36, security considerations",
    judged=Judged(0, 0, 0),
    find=_find,
    hit="Give 5\u200b00 mg once.",
    near_miss="Give 500 mg of hydroxy\u00adchloro\u00adquine once.",
)

"""A Dosage that gives no dose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from medtui.checking.checked_page import CheckedPage
from medtui.checking.rule import Finding, Judged, Rule, RuleGroup, Severity

_FEWEST_WORDS = 3
_FIGURE = re.compile(
    r"[½¼¾]|\b(?:one|two|three|four|five|six|ten|half|once|twice|single|thin|no longer|withdrawn|discontinued"
    r"|not (?:used|given|applicable|available|marketed)|no safe dos\w+)\b"
)


def _find(page: CheckedPage) -> Iterator[Finding]:
    spans = [*page.spans("dosage")]
    if any(page.numbers_in(*span) for span in spans):
        return
    texts = [page.folded[start:end] for start, end in spans]
    if any(len(text.split()) > _FEWEST_WORDS for text in texts) and not any(map(_FIGURE.search, texts)):
        first = next((start, part) for start, part in page.placed_parts if part.section == "dosage")
        yield Finding(*page.heading_of(*first), "Dosage gives no figure: write the doses, or why there are none.")


RULE = Rule(
    id="dosage-without-figure",
    title="A Dosage that gives no dose",
    group=RuleGroup.CONTENT,
    severity=Severity.WARNING,
    why="Who comes for the dose finds only that a doctor knows it.",
    source="medtui",
    judged=Judged(353, 30, 28),
    find=_find,
    hit="# Examplin\n\n### Dosage\n\nThe dose depends on the patient, so ask a doctor.\n",
    near_miss="# Examplin\n\n### Dosage\n\nApply a thin layer twice a day.\n",
)

"""A heading that is nearly the name of a section: Dosgae."""

from __future__ import annotations

from collections.abc import Iterator

from medtui.checking.checked_page import CheckedPage
from medtui.checking.rule import Finding, Judged, Rule, RuleGroup, Severity
from medtui.reading.heading_words import heading_key
from medtui.reading.schema import RESERVED_NAMES

_SHORTEST, _LONG = 4, 8
_MOST_WRONG = 2


def _find(page: CheckedPage) -> Iterator[Finding]:
    known: dict[str, str] = {}
    for start, part in page.placed_parts:
        name = part.section
        if not name or name in RESERVED_NAMES or page.schema.get(name) is not None or not part.heading:
            continue
        from rapidfuzz.distance import OSA  # takes longer than ten pages, of which most have no such heading

        known = known or {word: spec.title for spec in page.schema.sections for word in spec.words}
        words = heading_key(part.heading)
        most = _MOST_WRONG if len(words) >= _LONG else 1
        for word in known:
            if len(word) >= _SHORTEST and OSA.distance(words, word, score_cutoff=most) <= most:
                yield Finding(*page.heading_of(start, part), f"{part.heading} is nearly {known[word]}: correct it.")
                break


RULE = Rule(
    id="misspelt-section",
    title="A heading that is nearly the name of a section",
    group=RuleGroup.STRUCTURE,
    severity=Severity.ERROR,
    why="Its section counts as missing, and its text stands in a tab where nobody looks.",
    source="medtui, docs/sections.md",
    judged=Judged(0, 0, 0),
    find=_find,
    hit="# Examplin\n\n### Usage\n\nPain.\n\n### Dosgae\n\n5 mg.\n",
    near_miss="# Examplin\n\n### Usage\n\nPain.\n\n### Trivia\n\nIt is blue.\n",
)

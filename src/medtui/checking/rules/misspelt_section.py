"""A heading that is nearly the name of a section: Dosgae."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from medtui.checking.checked_page import CheckedPage
from medtui.checking.rule import Finding, Rule, RuleGroup, Severity
from medtui.reading.heading_words import heading_key
from medtui.reading.schema import RESERVED_NAMES

_LIKENESS = 0.82
_SHORTEST, _MOST_LETTERS = 4, 2


def _find(page: CheckedPage) -> Iterator[Finding]:
    known: dict[str, str] = {}
    for start, part in page.placed_parts:
        name = part.section
        if not name or name in RESERVED_NAMES or page.schema.get(name) is not None or not part.heading:
            continue
        known = known or {word: spec.title for spec in page.schema.sections for word in spec.words}
        words = heading_key(part.heading)
        near = [word for word in known if len(word) >= _SHORTEST and abs(len(word) - len(words)) <= _MOST_LETTERS]
        for match in get_close_matches(words, near, n=1, cutoff=_LIKENESS):
            yield Finding(*page.heading_of(start, part), f"{part.heading} is nearly {known[match]}: correct it.")


RULE = Rule(
    id="misspelt-section",
    title="A heading that is nearly the name of a section",
    group=RuleGroup.STRUCTURE,
    severity=Severity.ERROR,
    why="Its section counts as missing, and its text stands in a tab where nobody looks.",
    source="medtui, docs/sections.md",
    find=_find,
    hit="# Examplin\n\n### Usage\n\nPain.\n\n### Dosgae\n\n5 mg.\n",
    near_miss="# Examplin\n\n### Usage\n\nPain.\n\n### Trivia\n\nIt is blue.\n",
)

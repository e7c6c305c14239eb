"""A Cyrillic or Greek letter in a Latin word: it looks right, and no search finds it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from medtui.checking.checked_page import CheckedPage
from medtui.checking.rule import Finding, Judged, Rule, RuleGroup, Severity

_CYRILLIC, _GREEK, _WIDE = "АВЕЅІЈКМНОРСТУХЬаеѕіјорсухԁһӏв-яѐ-џ", "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧορνικ", "０-９Ａ-Ｚａ-ｚ"
_SUSPECT = re.compile(f"[{_CYRILLIC}{_GREEK}{_WIDE}]")
_MIXED = re.compile(
    rf"\b\w*(?:[A-Za-z][{_CYRILLIC}{_GREEK}]|[{_CYRILLIC}][A-Za-z]|[{_GREEK}][a-z]|\d[{_CYRILLIC}]|[{_WIDE}])\w*"
)


def _find(page: CheckedPage) -> Iterator[Finding]:
    if _SUSPECT.search(page.foreign):
        for match in _MIXED.finditer(page.text):
            letter = next(letter for letter in match[0] if _SUSPECT.match(letter))
            message = (
                f"{match[0]} has the letter {letter} (U+{ord(letter):04X}) of another script: type the word again."
            )
            yield Finding(match.start(), match.end(), message)


RULE = Rule(
    id="confusable-letter",
    title="A letter of another script that looks Latin",
    group=RuleGroup.CONTENT,
    severity=Severity.ERROR,
    why="A drug's name with a Cyrillic a looks right, and is found by no search.",
    source="Unicode Technical Standard 39, confusable characters",
    judged=Judged(0, 0, 0),
    find=_find,
    hit="Give p\u0430racetamol once.",
    near_miss="Give interferon-γ and α-tocopherol, TNFα, 5 µg: парацетамол.",
)

"""American spellings, for libraries in British English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from medtui.checking.checked_page import CheckedPage
from medtui.checking.rule import Finding, Rule, RuleGroup, Severity

_PAIRS = {
    "-aemia": r"\w*(?<!a)(?<!acad)(?<!syst)(?<!epid)(?<!pand)(?<!end)emi[ac]s?\b",
    "-ise, -isation": r"\b\w{3,}(?<!cap)(?<!over)iz(?:e|ed|es|er|ers|ing|ation|ations)\b",
    "-lyse": r"\w+lyz(?:e[ds]?|ing)\b",
    "-pnoea": r"\w+pnea\b",
    "anaesth-": r"\w*anesth\w*",
    "behaviour": r"behavior\w*",
    "caesarean": r"\bc(?:ae)?sarian\b|\bcesarean\b",
    "centre": r"\bcenter\w*",
    "coeliac": r"\bceliac\b",
    "colour": r"\w*(?<!versi)color(?!ect)\w*",
    "counselled": r"\bcounsel(?:ed|ing|or)\w*",
    "diarrhoea": r"diarrhea\w*",
    "faeces": r"\bfec(?:es|al)\b",
    "favour": r"\bfavor\w*",
    "fibre": r"\bfibers?\b",
    "grey": r"\bgray(?:ish)?\b",
    "gynaeco-": r"\w*gyneco\w*",
    "haem-": r"\bhem(?:o|at)\w*|\w+(?<!a)hemo(?:lys|rrhag)\w*",
    "labelled": r"\blabel(?:ed|ing)\b",
    "labour": r"\blabor(?!at)\w*",
    "leuk(a)e-": r"\bleukemi\w*",
    "litre": r"\b(?:milli|micro)?liters?\b",
    "manoeuvre": r"\bmaneuver\w*",
    "metre": r"\b(?:milli|centi|kilo)meters?\b",
    "mould": r"\bmolds?\b",
    "oedema": r"\w*(?<!o)edema\w*",
    "oesoph-": r"(?<!o)esophag\w*",
    "oestr-": r"(?<!o)estrogen\w*",
    "odour": r"\bodor(?!i)\w*",
    "orthopaedic": r"\borthoped\w*",
    "paediatr-": r"(?<!Academy of )(?<!Access)(?<!a)pediatr\w*",
    "tumour": r"\btumors?\b",
    "vapour": r"\bvapors?\b",
}
"""British spelling -> what its American counterpart matches. (`sulph-` is not among them: older British names have it,
and a page may give them.)"""


def _find(page: CheckedPage) -> Iterator[Finding]:
    for british, pattern in _patterns():
        for match in pattern.finditer(page.prose):
            yield Finding(match.start(), match.end(), f"{match[0]} is American: write {british}.")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((british, re.compile(american, re.IGNORECASE)) for british, american in _PAIRS.items())


RULE = Rule(
    id="american-spelling",
    title="American spelling",
    group=RuleGroup.CONTENT,
    severity=Severity.NOTE,
    why="A library in British English that mixes spellings looks unedited, and is searched by one of them.",
    source="NHS digital service manual, A to Z; for a library that asks for it",
    is_on=False,
    find=_find,
    hit="Diarrhea and edema.",
    near_miss="Diarrhoea, oedema, epidemics, an academic prize of the American Academy of Pediatrics.",
)

"""Spellings that differ between Britain and America: the starter library is written in British English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from starter_pages import Page

PAIRS = {
    "-aemia": r"\w*(?<!a)(?<!acad)emi[ac]s?\b(?<!systemic)(?<!academic)(?<!epidemic)(?<!endemic)(?<!pandemic)",
    "-ise, -isation": r"\b\w{3,}(?<!cap)(?<!over)iz(?:e|ed|es|er|ers|ing|ation|ations)\b",
    "-lyse": r"\w+lyz(?:e[ds]?|ing)\b",
    "-pnoea": r"\w+pnea\b",
    "anaesth-": r"\w*anesth\w*",
    "behaviour": r"behavior\w*",
    "caesarean": r"\bc(?:ae)?sarian\b|\bcesarean\b",
    "centre": r"\bcenter\w*",
    "coeliac": r"\bceliac\b",
    "colour": r"\w*color(?!ect)\w*",
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
"""British spelling -> what its American counterpart matches. (`sulph-` is not among them: older British
names have it, and a page may give them.)"""

_PATTERNS = {british: re.compile(american, re.I) for british, american in PAIRS.items()}


def spelling_problems(page: Page) -> Iterator[str]:
    """The American spellings of a page. (A page with none of them mixes no spellings.)"""
    for number, line in page.body:
        for british, pattern in _PATTERNS.items():
            yield from (f"line {number}: {match[0]!r} (British: {british})" for match in pattern.finditer(line))

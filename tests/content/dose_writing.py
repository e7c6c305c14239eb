"""Ways of writing a dose that have killed people, after ISMP's list of error-prone abbreviations and the NHS."""

from __future__ import annotations

import re
from collections.abc import Iterator

from starter_pages import Page

_MASS = r"(?:mcg|micrograms?|mg|milligrams?|kg|kilograms?|g|grams?)"
_UNIT = (
    rf"(?:{_MASS}|m[Ll]|[Ll]|cm|mm|mmHg|mmol|micromol|mEq|mOsm|units?|hours?|minutes?|seconds?|days?|weeks?|"
    r"months?|years?|tablets?|capsules?|drops?|puffs?|doses?)"
)
_AMOUNT = r"\d+(?:,\d{3})*(?:\.\d+)?"

RULES = {
    "no zero after the point (1 mg, not 1.0 mg)": r"\d\.\d*0(?!\d)",
    "a zero before the point (0.5 mg, not .5 mg)": r"(?<![\w.])\.\d",
    "`units` in full, never U or IU": r"\d\s?(?:[MmKk]?U|[mM]?I\.?U\.?|iu)(?![a-z])|\bI\.?U\b\.?",
    "mcg or micrograms, never with a Greek letter or u": r"[µμ]|\d\s?ug\b",
    "a space between number and unit": rf"(?<![A-Za-z\d*]){_AMOUNT}{_UNIT}(?![A-Za-z])",
    "a comma from 1,000": (
        r"(?<![\d.,:/*-])\d{4,}(?![\d:])(?<!\b(?:19|20)\d\d)|(?<![\d.,])\d{4,}(?= ?(?:mg|mcg|micrograms|g|mL|units)\b)"
    ),
    "commas stand before three digits": r"\d,\d{1,2}(?!\d)|\d,\d{4,}|(?<!\d)\d{4,},\d{3}",
    "no Latin shorthand": (
        r"\b(?:Q[DH]|QOD|OD|BD|BID|TDS|TID|QID|QDS|QHS|PRN|PO|PR|NPO|AC|PC|HS|[bt]id|[tq]ds|qid|qds|prn|nocte|mane|"
        r"SQ|sub ?q)\b|\b(?:q\.\s?d|q\.\s?o\.\s?d|b\.\s?i\.\s?d|t\.\s?i\.\s?d|q\.\s?i\.\s?d|t\.\s?d\.\s?s|o\.\s?d|"
        r"b\.\s?d|p\.\s?o|p\.\s?r\.\s?n|s\.\s?c)\.|\bq ?\d+ ?h\b"
    ),
    "no dash between numbers with a unit": (
        rf"\d\s?[-–—−]\s?{_AMOUNT}(?:\s?(?:{_UNIT}\b|%))|{_AMOUNT}\s?(?:{_UNIT}|%)\s?[-–—−]\s?\d"
    ),
    "mL, never cc or ml": r"\d\s?(?:cc|c\.c\.|ml)\b|/ml\b",
    "mg, g and hours as they are (no plural or full stop)": r"\d\s?(?:mgs|gms?|mcgs|kgs|mLs|hrs?|mg\.(?=\s[a-z]))\b",
    "words for < and >": r"(?<!\\)[<>≤≥]\s?\d",
}
"""Rule -> what breaks it, in the text below the front matter."""

_PATTERNS = {rule: re.compile(broken) for rule, broken in RULES.items()}


def dose_problems(page: Page) -> Iterator[str]:
    """Where a page breaks one of the rules."""
    for number, line in page.body:
        for rule, pattern in _PATTERNS.items():
            for match in pattern.finditer(line):
                yield f"line {number}: {line[max(0, match.start() - 12) : match.end() + 12]!r} ({rule})"

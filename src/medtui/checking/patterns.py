"""Findings by pattern, fast enough for libraries of thousands.

A pattern over a whole page costs as much as a tenth of reading it, so each is tried only where it can match: at the
numbers and capitals of a page, or in the lines that have one of its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import chain

from medtui.checking.checked_page import CheckedPage, words_of
from medtui.checking.rule import Finding

Find = Callable[[CheckedPage], Iterable[Finding]]

MASS = r"(?:mcg|micrograms?|[µμ]g|ug|ng|nanograms?|mg|milligrams?|kg|kilograms?|g|grams?)"
DOSE_UNIT = (
    rf"(?:(?:{MASS}(?!/d?L)|m[Ll]|L|cc|lit(?:re|er)s?|mmol(?!/L)|mEq(?!/L)|(?:million )?units?|I?U|tablets?|tabs?"
    r"|capsules?|caps?|drops?|puffs?|doses?|ampoules?|vials?|sachets?|suppositor(?:y|ies)|patch(?:es)?)(?![A-Za-z]))"
)
GAP = r"[*_]{0,2}[\s-]?[*_]{0,2}"
"""Between a number and its unit: bold or not."""
AMOUNT = r"\d+(?:,\d{3})*(?:\.\d+)?"


def at_numbers(pattern: str, message: str) -> Find:
    """Finds what begins with a number (or matches there, as a look-ahead can). message: with `{}` for the words."""
    return _at(lambda page: page.numbers, pattern, message)


def at_capitals(pattern: str, message: str) -> Find:
    """Finds what begins with two capital letters."""
    return _at(lambda page: page.capitals, pattern, message)


def at_abbreviations(pattern: str, message: str) -> Find:
    """Finds what begins with a letter, a point and another letter."""
    return _at(lambda page: page.abbreviations, pattern, message)


def _at(places: Callable[[CheckedPage], Iterable[int]], pattern: str, message: str) -> Find:
    matches = re.compile(pattern).match

    def find(page: CheckedPage) -> Iterable[Finding]:
        prose = page.prose
        return (found(match, message) for start in places(page) if (match := matches(prose, start)))

    return find


def with_words(words: str, pattern: str, message: str) -> Find:
    """Finds a pattern in the lines that have one of these words. words: whole ones, or phrases, in lower case, with `|`
    between them."""
    matches = re.compile(pattern, re.MULTILINE).finditer
    each = words.split("|")
    telling = frozenset(max(words_of(phrase), key=len, default=b"") for phrase in each)

    def find(page: CheckedPage) -> Iterable[Finding]:
        if b"" not in telling and telling.isdisjoint(page.words):  # nearly always
            return ()
        lines = page.lines_with(each)
        return (found(match, message) for line in lines for match in matches(page.prose, *line))

    return find


def any_of(*finds: Find) -> Find:
    """Finds what any of them finds."""
    return lambda page: chain.from_iterable(find(page) for find in finds)


def found(match: re.Match[str], message: str) -> Finding:
    """A match as a finding: its group `found`, where it has one."""
    group = "found" if "found" in match.re.groupindex else 0
    return Finding(match.start(group), match.end(group), message.format(" ".join(match[group].split())))

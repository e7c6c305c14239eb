"""The figures of a text: each number, or range, with its unit and its place. English; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from medtui.older_python import compile_pattern

_SPELT_NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_NUMBERS = {word: Decimal(number) for number, word in enumerate(_SPELT_NUMBERS, 1)} | {
    "half": Decimal("0.5"), "½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75"), "⅓": Decimal(1) / 3,
    "⅔": Decimal(2) / 3, "1/2": Decimal("0.5"), "1/4": Decimal("0.25"), "3/4": Decimal("0.75"),
}  # fmt: skip
_UNITS = {
    "ng": r"ng|nanograms?",
    "mcg": r"mcgs?|micrograms?|microgrammes?|[μµu]g",
    "mg": r"mgs?|milligrams?|milligrammes?",
    "g": r"g|gms?|grams?|grammes?",
    "kg": r"kgs?|kilograms?|kilos?",
    "mL": r"mls?|millilit(?:er|re)s?|cc|c\.c\.",
    "dL": r"dl",
    "L": r"l|lit(?:er|re)s?",
    "units": r"(?:(?:international|usp)\s+)?units?|i\.?u\.?|u(?!\.s\b)",
    "milliunits": r"milliunits?",
    "mmol": r"mmols?|millimoles?",
    "micromol": r"micromols?|[μµ]mol",
    "mEq": r"meqs?|milliequivalents?",
    "mOsm": r"mosm",
    "mmHg": r"mm\s?hg",
    "%": r"%|percent\b|per\s?cent\b",
    "seconds": r"seconds?|secs?",
    "minutes": r"minutes?|mins?",
    "hours": r"hours?|hrs?|h|hourly",
    "days": r"days?",
    "weeks": r"weeks?|wks?",
    "months": r"months?",
    "years": r"years?|yrs?",
    "°C": r"°\s?c|℃|degrees?\s(?:c|celsius)",
    "cm": r"cms?|centimet(?:er|re)s?",
    "mm": r"mm|millimet(?:er|re)s?",
    "m2": r"m2|m²|m\^2|square\smet(?:er|re)s?",
    "oz": r"oz|ounces?",
    "lb": r"lbs?|pounds?",
    "tablets": r"(?:tablet|caplet)s?",
    "capsules": r"capsules?",
    "drops": r"drops?",
    "puffs": r"puffs?|inhalations?|actuations?",
    "sprays": r"sprays?",
    "sachets": r"sachets?",
    "suppositories": r"suppositor(?:y|ies)",
    "patches": r"patch(?:es)?",
    "ampoules": r"amp(?:oule|ule)s?",
    "vials": r"vials?",
    "teaspoons": r"teaspoon(?:ful)?s?",
    "tablespoons": r"tablespoon(?:ful)?s?",
    "doses": r"(?:divided\s+|equal\s+|equally\s+divided\s+|separate\s+|single\s+)?doses?",
    "times": r"times",
}
_PER = {
    "kg": r"kg|kilogram|kilo",
    "m2": r"m2|m²|m\^2|square\smet(?:er|re)",
    "mL": r"ml|millilit(?:er|re)",
    "dL": r"dl",
    "L": r"l|lit(?:er|re)",
    "minute": r"minute|min",
    "hour": r"hour|hr|h",
    "day": r"day|d",
    "week": r"week|wk",
    "month": r"month",
    "year": r"year",
    "dose": r"dose",
    "tablet": r"tablet",
    "capsule": r"capsule",
    "puff": r"puff|inhalation|actuation",
    "": r"1\.73\s?(?:m2|m²|m\^2)",
}
_PER_DAY = {"day": r"daily|24\s?h(?:(?:ou)?rs?)?", "week": r"weekly", "month": r"monthly", "hour": r"hourly"}
"""What stands for `per day` and so on without a word before it."""
_TIMES = {"once": 1, "twice": 2, "thrice": 3} | {
    "bid": 2, "bd": 2, "b.i.d": 2, "tid": 3, "t.i.d": 3, "tds": 3, "qid": 4, "q.i.d": 4, "qds": 4
}  # fmt: skip
_BASE = {
    "ng": ("mg", "0.000001"), "mcg": ("mg", "0.001"), "g": ("mg", "1000"), "L": ("mL", "1000"), "dL": ("mL", "100"),
    "milliunits": ("units", "0.001"), "micromol": ("mmol", "0.001"), "minutes": ("seconds", "60"),
    "hours": ("seconds", "3600"), "days": ("seconds", "86400"), "weeks": ("seconds", "604800"),
    "years": ("months", "12"),
}  # fmt: skip


_TABLES = {"unit": _UNITS, "per": _PER, "per day": _PER_DAY}


def _names(spellings: Mapping[str, str]) -> str:
    return "|".join(spellings.values())


_GAP = r"[*_]{0,3}(?:[^\S\n]{0,12}\n?[^\S\n]{0,12}|-)[*_]{0,3}"
_UNIT = rf"(?P<unit>{_names(_UNITS)})(?![^\W_])"
_PERS = (
    r"(?P<per>(?:(?:\s+(?:of\s+)?body\s?weight)?(?:\s?/\s?|\s+(?:per|(?:in\s+)?an?|in\s+(?:any\s+)?one|each|every)\s+)"
    rf"(?:{_names(_PER)})(?![^\W_])|(?:\s?/\s?|\s+(?:in|per)\s+(?:any\s+)?)24\s?h(?:(?:ou)?rs?)?|[\s-](?:daily|weekly|monthly|hourly)\b)*)"
)
_DIGITS = (
    r"(?P<number>10(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\^\d+|<sup>\d+</sup>)|(?:1/[24]|3/4)(?=\s(?:of\s)?(?:an?\s)?tablet)|"
    r"\.\d+|(?:\d{1,3}(?:[,\u202f\u00a0\u2009]\d{3})+(?!\d)|\d+)(?:\.\d+|,\d{1,2}(?![\d,]))?|[½¼¾⅓⅔])"
    r"(?P<more>\s?[½¼¾⅓⅔]|\sand\sa\shalf)?(?P<large>\s(?:million|billion))?"
)
_BEGINS_WITH_DIGIT = re.compile(r"\.?[\d½¼¾⅓⅔]")
_BEGINS_AS_WORD = re.compile(
    r"\b(?:[Oo]n[ce]|[Tt](?:w[oi]|hr|en\b|d|\.|i)|[Ff](?:ou|iv)|[Ss](?:ix|ev)|[Ee](?:ig|le)|[Nn]in|[Hh]al|[BbQq][id.]|[BTQ][ID])"
)
_WITH_DIGITS = compile_pattern(rf"{_DIGITS}(?:{_GAP}{_UNIT}{_PERS})?", re.IGNORECASE)
_IN_WORDS = compile_pattern(
    rf"\b(?P<number>{'|'.join((*_SPELT_NUMBERS, 'half', *map(re.escape, _TIMES)))})\b(?P<more>)"
    rf"(?P<large>\s(?:million|billion))?(?:(?:{_GAP}|(?<=half)\s(?:of\s)?an?\s){_UNIT})?{_PERS}",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"[*_]*\s*(?:up\sto|to|through|[-‐‑‒–—−])\s*(?:(?:less\sthan|under|below|up\sto)\s|\\?[<≤]\s?)?[*_]*", re.IGNORECASE
)
_LIST = re.compile(r"\s?/\s?|,?\s+(?:or|and)\s+", re.IGNORECASE)
_COMMA = re.compile(r",\s+")
_BETWEEN = re.compile(r"between\s+\Z", re.IGNORECASE)
_GOES_ON = re.compile(r"-?[^\W\d_]")
_EACH_PER = re.compile(rf"(?:{_names(_PER)}|{_names(_PER_DAY)})(?![^\W_])", re.IGNORECASE)
_LARGE = {"million": 1_000_000, "billion": 1_000_000_000}
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_EVERY = re.compile(r"(?:every|each)\s*\W*\Z|\bq\s?\Z", re.IGNORECASE)
_DAYS = {"day": 1, "week": 7, "month": 30}
_A_DAY = 86_400  # seconds
_LONGEST_JOIN, _LONGEST_NUMBER, _LARGEST_POWER, _WIDEST_INDENT = 24, 40, 30, 24


class Figure(NamedTuple):
    """A number with its unit, or both ends of a range: characters start..end-1 of the text.

    unit: canonical, with what it is counted by: `mg`, `mg/kg/day`, `times/day`; empty for a bare number.
    """

    numbers: tuple[Decimal, ...]
    unit: str
    start: int
    end: int

    @property
    def low(self) -> Decimal:
        """The lower end."""
        return min(self.numbers)

    @property
    def high(self) -> Decimal:
        """The upper end, the only number of most."""
        return max(self.numbers)

    @property
    def amounts(self) -> tuple[tuple[Decimal, ...], str]:
        """The numbers in the unit that others of its kind are counted in (mcg and g in mg), and that unit."""
        unit, slash, per = self.unit.partition("/")
        base, factor = _BASE.get(unit, (unit, "1"))
        return tuple(number * Decimal(factor) for number in self.numbers), base + slash + per

    def __str__(self) -> str:
        numbers = " to ".join(f"{number.normalize():,f}" for number in self.numbers)
        return f"{numbers} {self.unit}".strip()


def figures(text: str, start: int = 0, end: int | None = None) -> list[Figure]:
    """Every figure of the text between two places, in order; ordinals, names such as B12 and list numbers are none."""
    end = len(text) if end is None else end
    found: list[Figure] = []
    for figure in sorted((*_with_digits(text, start, end), *_in_words(text, start, end)), key=lambda each: each.start):
        if not found or figure.start >= found[-1].end:  # not the half of `1 and a half`
            found.append(figure)
    return _joined(text, found)


def times_a_day(text: str, figure: Figure) -> tuple[float, float]:
    """How often a day it says, at least and at most, as `twice a week` and `every 6 to 8 hours` do; else 0."""
    unit, _, per = figure.unit.partition("/")
    if unit in ("times", "doses") and per in _DAYS:
        return float(figure.low) / _DAYS[per], float(figure.high) / _DAYS[per]
    numbers, _ = figure.amounts
    if (
        unit in ("hours", "days", "weeks")
        and not per
        and min(numbers)
        and _EVERY.search(text, max(figure.start - 8, 0), figure.start)
    ):
        return _A_DAY / float(max(numbers)), _A_DAY / float(min(numbers))
    return 0, 0


def _with_digits(text: str, start: int, end: int) -> Iterator[Figure]:
    last = passed = start
    for begun in _BEGINS_WITH_DIGIT.finditer(text, start, end):
        at = begun.start()
        match = _WITH_DIGITS.match(text, at, end) if at >= passed else None
        if not match:
            continue
        passed = match.end("number")
        if passed - at > _LONGEST_NUMBER:
            continue
        before = text[max(start, at - 3) : at]
        is_hourly = _unit(match) == "hours"
        if before and not _may_stand_after(before, is_next=at - 1 == last, is_hourly=is_hourly):
            continue
        if not match["unit"] and (_GOES_ON.match(text, match.end()) or _is_list_number(text, at, match.end())):
            continue
        last = passed = match.end()
        yield Figure((_number(match),), _unit(match), at, last)


def _may_stand_after(before: str, *, is_next: bool, is_hourly: bool) -> bool:
    """Whether a number may follow these characters. is_next: only the last of them parts it from another figure.
    is_hourly: as in `q8h`."""
    sign = before[-1]
    if sign == "-":
        return is_next or not before[-2:-1].isalpha()
    if sign in "qQ":
        return is_hourly and not before[-2:-1].isalnum()
    return not (sign.isalnum() or (sign in ".,:" and before[-2:-1].isdigit()))


def _is_list_number(text: str, start: int, end: int) -> bool:
    before = text[max(start - _WIDEST_INDENT, 0) : start]
    return text[end : end + 2] in (". ", ") ") and not before.rpartition("\n")[2].strip(" \t>")


def _in_words(text: str, start: int, end: int) -> Iterator[Figure]:
    for begun in _BEGINS_AS_WORD.finditer(text, start, end):
        match = _IN_WORDS.match(text, begun.start(), end)
        if not match:
            continue
        word = match["number"].lower()
        if number := _TIMES.get(word):
            per = match["per"] if word in ("once", "twice", "thrice") else "/day"
            if per or number > 1:
                yield Figure((Decimal(number),), "times" + _per(per), *match.span())
        else:
            yield Figure((_number(match),), _unit(match), *match.span())


def _number(match: re.Match[str]) -> Decimal:
    digits = match["number"].lower()
    if digits in _NUMBERS:
        number = _NUMBERS[digits]
    elif digits[2:] and digits[:2] == "10" and digits[2] not in "0123456789.,\u202f\u00a0\u2009":
        power = re.sub(r"\D", "", digits[2:].translate(_SUPERSCRIPTS))
        number = Decimal(10) ** min(int(power), _LARGEST_POWER)
    else:
        number = Decimal(_plain_digits(digits))
    if more := match["more"]:
        number += _NUMBERS[more.split()[-1].lower()]
    return number * _LARGE.get((match["large"] or "").strip().lower(), 1)


def _plain_digits(digits: str) -> str:
    """Digits with a point: commas and narrow blanks part thousands, unless one or two digits follow a comma."""
    whole, comma, part = digits.rpartition(",")
    if comma and len(part) < 3 and "." not in digits:
        digits = f"{whole}.{part}"
    return re.sub(r"[,\u202f\u00a0\u2009]", "", digits)


def _unit(match: re.Match[str]) -> str:
    return _canonical(match["unit"], "unit") + _per(match["per"]) if match["unit"] else ""


@cache
def _compiled(*tables: str) -> list[tuple[str, re.Pattern[str]]]:
    return [(name, re.compile(spelt, re.IGNORECASE)) for table in tables for name, spelt in _TABLES[table].items()]


@lru_cache(maxsize=512)
def _canonical(words: str, *tables: str) -> str:
    return next(name for name, pattern in _compiled(*tables) if pattern.fullmatch(words))


@lru_cache(maxsize=512)
def _per(words: str | None) -> str:
    """What is counted by, as it stands behind a unit: ` per kg a day` is `/kg/day`."""
    names = (_canonical(match[0], "per", "per day") for match in _EACH_PER.finditer(words or ""))
    return "".join(f"/{name}" for name in dict.fromkeys(names) if name)


def _joined(text: str, found: list[Figure]) -> list[Figure]:
    """The same with ranges as one figure, and with the unit of a list's last number for those before it."""
    joined: list[Figure] = []
    is_list = False  # whether what came last shares the unit of what follows it
    for figure in reversed(found):
        after = joined[-1] if joined else None
        gap = text[figure.end : after.start] if after else ""
        if not after or len(gap) > _LONGEST_JOIN:
            joined.append(figure)
            continue
        is_between = gap.strip(" *_") == "and" and _BETWEEN.search(text, max(figure.start - 10, 0), figure.start)
        alike = figure.unit in ("", after.unit) or after.unit.startswith(f"{figure.unit}/")
        is_range = _RANGE.fullmatch(gap) and text[max(figure.start - 1, 0)] != "-"  # not in 2026-01-02
        if len(after.numbers) == 1 and alike and (is_range or is_between):
            joined[-1] = Figure((*figure.numbers, *after.numbers), after.unit, figure.start, after.end)
            is_list = False
        elif not figure.unit and (_LIST.fullmatch(gap) or (is_list and _COMMA.fullmatch(gap))):
            joined.append(figure._replace(unit=after.unit))
            is_list = True
        else:
            joined.append(figure)
            is_list = False
    return [figure for figure in reversed(joined) if figure.unit or not text[figure.start].isalpha()]

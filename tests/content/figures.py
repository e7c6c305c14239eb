"""Figures: a number with its unit, found in prose whatever way it is written."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_WORDS = dict(
    zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        map(str, range(1, 13)),
        strict=True,
    )
)
_UNITS = {
    "mcg": r"mcg|micrograms?|μg|µg|ug",
    "mg": r"mg|milligrams?",
    "g": r"g|gm|grams?",
    "kg": r"kgs?|kilograms?",
    "ml": r"ml|millilit(?:er|re)s?|cc",
    "l": r"l|lit(?:er|re)s?",
    "milliunits": r"milliunits?|mu",
    "units": r"(?:international|usp|million)?\s?units?|iu",
    "mmol": r"mmol|millimoles?",
    "micromol": r"micromol|μmol|µmol",
    "meq": r"meq",
    "mmhg": r"mm ?hg",
    "percent": r"%|percent|per cent",
    "seconds": r"seconds?|secs?",
    "minutes": r"minutes?|mins?",
    "hours": r"hours?|hrs?|h|hourly|hrly|stunden?",
    "days": r"days?|jours?|tagen?",
    "weeks": r"weeks?|wks?|wochen?",
    "months": r"months?|mos?|mois|monaten?|måneder",
    "years": r"years?|yrs?|ans|jahren?",
    "celsius": r"°\s?c",
    "tablets": r"tablets?|tabs?|caplets?|tabletter",
    "capsules": r"capsules?|caps?",
    "drops": r"drops?",
    "puffs": r"puffs?|inhalations?|actuations?",
    "times": r"times|fois",
}
_BELOW = {
    "kg": "kg",
    "kilogram": "kg",
    "m2": "m2",
    "ml": "ml",
    "dl": "dl",
    "l": "l",
    "litre": "l",
    "liter": "l",
    "min": "min",
    "minute": "min",
    "minutt": "min",
}
_REGIMEN = re.compile(r"\b\dHR\b")
"""`3HR`, WHO's name for 3 months of isoniazid (H) and rifampicin (R): no hours."""
_NUMBER = r"\d+(?:\.\d+)?"
_JOIN = r"(?:\s?(?:(?:to|à|or|and|through|-|/|,\s?(?:and|or)?|up to)\s?(?:less than |under |below |< ?|up to )?)\s?)"
_FIGURE = re.compile(
    rf"(?<![\d.])(?<!\b1 in )(?P<numbers>{_NUMBER}(?:{_JOIN}{_NUMBER})*)(?:\s|-)?(?P<million>million )?"
    rf"(?P<unit>{'|'.join(f'(?:{spelt})' for spelt in _UNITS.values())})(?![a-z])"
    rf"(?:\s?(?:/|per|an?)\s?(?P<below>{'|'.join(_BELOW)})(?![a-z\d]))?"
)
_BY_SPELLING = [(re.compile(spelt), unit) for unit, spelt in _UNITS.items()]


class Figure(NamedTuple):
    """unit: canonical, `mg/kg` for what is counted by the kilogram. line: of its file, or 0."""

    number: str
    unit: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.number} {self.unit}"


def plain_figures(text: str) -> str:
    """The text with one spelling for each number: no commas in thousands, no needless zeros, digits for words."""
    text = _REGIMEN.sub("", text)
    text = unicodedata.normalize("NFKC", text.replace("m²", "m2")).casefold().replace("μ", "µ").replace("µ", "μ")
    text = re.sub(r"[‐‑‒–—−]", "-", text)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    text = re.sub(r"(?<=\d)·(?=\d)|(?<=(?<!\d)0),(?=\d)", ".", text)
    text = re.sub(r"(?<=\d)(?:(\.\d*?[1-9])0+|\.0+)(?!\d)", lambda match: match[1] or "", text)
    text = re.sub(rf"\b(?!one day\b)({'|'.join(_WORDS)})\b", lambda match: _WORDS[match[0]], text)
    text = re.sub(r"\btwice\b|\bb\.?i\.?d\b", "2 times", text)
    text = re.sub(r"\bthrice\b|\bt\.?i\.?d\b", "3 times", text)
    text = re.sub(r"\bq\.?i\.?d\b", "4 times", text)
    text = re.sub(r"\bq ?(\d+) ?h\b", r"\1 hours", text)
    text = re.sub(r"\bmiu\b", "million iu", text)
    text = re.sub(r"\blpm\b", "l/min", text)
    return re.sub(r"\bm 2\b", "m2", text)


def figures(text: str, line: int = 0) -> set[Figure]:
    """Every number of a text with its unit: both ends of a range, each member of a list."""
    found = set()
    for match in _FIGURE.finditer(plain_figures(text)):
        unit = next(unit for spelt, unit in _BY_SPELLING if spelt.fullmatch(match["unit"]))
        below = f"/{_BELOW[match['below']]}" if match["below"] else ""
        million = "million " if match["million"] else ""
        for number in re.findall(_NUMBER, match["numbers"]):
            found.add(Figure(_shortest(number), million + unit + below, line))
    return found


def is_unit(word: str) -> bool:
    """Whether a word names a unit, such as `hours` or `mg`."""
    return any(spelt.fullmatch(word) for spelt, _ in _BY_SPELLING)


def _shortest(number: str) -> str:
    """A number without needless zeros: 5.0 is 5, and 007 is 7."""
    whole, _, part = number.partition(".")
    part = part.rstrip("0")
    return f"{int(whole)}.{part}" if part else str(int(whole))

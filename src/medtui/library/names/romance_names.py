"""Nonproprietary names in Spanish, Portuguese and French: amoxicilina, phénobarbital, sulfato de magnesio.

WHO writes each name in several languages, the stem the same, the spelling and the ending those of the language. So
the forms are made from the names of data/drug_names.tsv by rule, and a name in one of these languages is known only
as a whole: one letter further is another drug.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from medtui.library.names.synonyms import all_names

_MOST_WORDS = 2
_SPELLED = {"ph": "f", "th": "t", "chl": "cl", "rh": "r", "y": "i"}
_SPELLED_OTHERWISE = re.compile("|".join(_SPELLED))
_DOUBLED = re.compile(r"([flmnpst])\1")
_BEFORE_CONSONANT = re.compile(r"^s(?=[cpt])")
# Endings, and whole words. The longest that fits is another one.
_IBERIAN = {
    "ine": "ina", "in": "ina", "ide": "ida", "id": "ida", "one": "ona", "ole": "ol", "ate": "ato", "ose": "osa",
    "ene": "eno", "en": "eno", "ium": "io", "ous": "oso", "ic": "ico", "im": "ima", "acid": "acido",
}  # fmt: skip
_SPANISH = {**_IBERIAN, "dipine": "dipino", "cloride": "cloruro"}
_PORTUGUESE = {**_IBERIAN, "an": "ana", "cloride": "cloreto"}
_FRENCH = {
    "in": "ine", "id": "ide", "en": "ene", "ous": "eux", "ic": "ique", "im": "ime", "acid": "acide",
    "chloride": "chlorure",
}  # fmt: skip
_LONGEST_ENDING = 8
_WERE = {"e": "s", "f": "p", "i": "y"}
"""First letters, and others that names in English have for them."""


def name_of_romance(folded: str) -> str | None:
    """The name in English, as data/drug_names.tsv has it, of the medicine that is called `folded` in Spanish,
    Portuguese or French; None where nothing is called so, or two medicines are."""
    return _table(folded[:1]).get(folded) or None


@lru_cache(maxsize=26)
def _table(letter: str) -> dict[str, str]:
    """Each name that begins so -> the English one, or nothing where there are two."""
    names = all_names()
    table: dict[str, str] = {}
    for name, inn in names.items():
        if name[name.rfind(" ") + 1] in (letter, _WERE.get(letter)):
            for form in _forms(name.split(" ")):
                if form not in names:
                    table[form] = inn if table.get(form, inn) == inn else ""
    return table


def _forms(words: list[str]) -> Iterator[str]:
    if len(words) > _MOST_WORDS:
        return
    for *first, last in zip(*map(_in_each_language, words), strict=True):
        if first:  # the acid, or the salt, comes first: acido folico, sulfato ferroso, sulfato de magnesio
            yield from (f"{last} {first[0]}", f"{last} de {first[0]}")
        else:
            yield from (last, _BEFORE_CONSONANT.sub("es", last))


def _in_each_language(word: str) -> tuple[str, ...]:
    """In two of them with doubled letters and without."""
    doubled = _SPELLED_OTHERWISE.sub(lambda found: _SPELLED[found[0]], word)
    single = _DOUBLED.sub(r"\1", doubled)
    ways = ((single, _SPANISH), (single, _PORTUGUESE), (doubled, _PORTUGUESE), (word, _FRENCH))
    return tuple(_ended(spelled, endings) for spelled, endings in ways)


def _ended(word: str, endings: dict[str, str]) -> str:
    ends = (length for length in range(min(_LONGEST_ENDING, len(word)), 1, -1) if word[-length:] in endings)
    length = next(ends, 0)
    return word[: len(word) - length] + endings[word[-length:]] if length else word

"""Comparing drug names, and telling which drugs of a combination a heading speaks of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_SEPARATOR = re.compile(r"\+|/|&|,|\band\b|\bwith\b", re.IGNORECASE)
_NOT_NAME = re.compile(r"[^\w+]+")
_NUMBERING = re.compile(r"\d+(?:\.\d+)*[.)]\s+")
_PARENTHESIS = re.compile(r"\s*\([^()]*\)")
_OF_ALL = frozenset({"all", "both", "combination", "combined", "each", "separate", "separately", "together"})
_MOST_DRUGS = 40
_LONGEST_NAME = 200
_SHORTEST_FIRST_WORD = 4


def fold_name(name: str) -> str:
    """A drug's name without case, accents and punctuation."""
    folded = name.casefold()
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded)
        folded = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _NOT_NAME.sub(" ", folded).strip()


def same_name(one: str, other: str) -> bool:
    """True when two names differ at most in case, accents, punctuation and what they add in parentheses."""
    return one == other or _bare(one) == _bare(other)


def _bare(name: str) -> str:
    return fold_name(_PARENTHESIS.sub("", name)) or fold_name(name)


def drug_heading(text: str) -> str:
    """A heading that names a drug, without its number and its colon: `1. Biotin:` is `Biotin`."""
    if numbering := _NUMBERING.match(text):
        text = text[numbering.end() :]
    return text.rstrip(": ")


class Combination:
    """The drugs that a monograph's names list: `Alprazolam + Omeprazole` has two."""

    def __init__(self, names: Iterable[str]) -> None:
        several = [name for name in set(names) if _SEPARATOR.search(name)]
        parts = {fold_name(part) for name in several for part in _SEPARATOR.split(name)} - {""}
        self._drugs = frozenset(parts if 1 < len(parts) <= _MOST_DRUGS else ())

    def is_one_drug(self, text: str) -> bool:
        """True when `text` is the name of exactly one drug of the combination; the first word is enough
        (`Clomiphene Citrate` for `Clomiphene`)."""
        if not self._drugs or len(text) > _LONGEST_NAME or _SEPARATOR.search(text):
            return False
        folded = fold_name(drug_heading(text))
        named = self._named(folded)
        return len(named) == 1 and folded.startswith(named.pop().split()[0])

    def is_about_all(self, text: str) -> bool:
        """True when `text` says that it speaks of several of the drugs."""
        if not self._drugs or len(text) > _LONGEST_NAME:
            return False
        folded = fold_name(text)
        return not _OF_ALL.isdisjoint(folded.split()) or len(self._named(folded)) > 1

    def is_joint(self, text: str) -> bool:
        """True when `text` names several of the drugs and speaks of them together."""
        return self.is_about_all(text) and len(self._named(fold_name(text))) > 1

    def _named(self, folded: str) -> set[str]:
        words = f" {folded} "
        whole = {drug for drug in self._drugs if f" {drug} " in words}
        return whole or {drug for drug in self._drugs if f" {_first_word(drug)} " in words}


def _first_word(drug: str) -> str:
    word = drug.split(maxsplit=1)[0]
    return word if len(word) >= _SHORTEST_FIRST_WORD else drug

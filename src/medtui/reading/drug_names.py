"""Comparing drug names, and telling which drugs of a combination a heading speaks of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_SEPARATOR = re.compile(r"\s*(?:\+|/|&|,|\band\b|\bwith\b)\s*", re.IGNORECASE)


def fold_name(name: str) -> str:
    """A drug's name without case, accents and punctuation."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return re.sub(r"[^\w+]+", " ", plain).strip()


class Combination:
    """The drugs that a monograph's names list: `Alprazolam + Omeprazole` has two."""

    def __init__(self, names: Iterable[str]) -> None:
        parts = {fold_name(part) for name in names for part in _SEPARATOR.split(name)}
        self._drugs = frozenset(parts - {""})

    def is_one_drug(self, text: str) -> bool:
        """True when `text` names exactly one drug of a combination of several; the first word is enough
        (`Clomiphene Citrate` for `Clomiphene`)."""
        if len(self._drugs) < 2 or len(_SEPARATOR.split(text.strip())) > 1:
            return False
        folded = f" {fold_name(text)} "
        named = [drug for drug in self._drugs if f" {drug.split()[0]} " in folded]
        return len(named) == 1

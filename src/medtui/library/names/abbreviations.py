"""What the names of medicines are abbreviated to: HCTZ is hydrochlorothiazide, and AZT may be either of two."""

from __future__ import annotations

from functools import lru_cache

from medtui.library.names import data_rows


def meanings(folded: str) -> tuple[str, ...]:
    """The medicines that the abbreviation `folded` stands for, the likeliest first; none of what is not in the table.

    By the names that `known_inn` gives, a combination with ` + ` between its ingredients. Source:
    data/abbreviations.tsv.
    """
    return _table().get(folded, ())


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for abbreviation, medicine, *_ in data_rows("abbreviations.tsv"):
        table[abbreviation] = (*table.get(abbreviation, ()), medicine)
    return table

"""A clinic's list of the drugs that it stocks, and which labels are of a drug on it. Nothing is guessed."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from medtui.library.names.abbreviations import meanings
from medtui.library.names.folding import fold
from medtui.library.names.name_forms import can_name, name_forms
from medtui.library.names.synonyms import also_known_as

_UNIT = r"(?:mg|mcg|ug|µg|μg|kg|g|ml|l|iu|i\.u\.|units?|u|mmol|meq|%|mci|mbq|doses?)(?![^\W\d_])"
_STRENGTH = re.compile(
    rf"(?<![^\W_])\d[\d.,]*(?:\s*[/+x×-]\s*\d[\d.,]*)*\s*{_UNIT}(?:\s*(?:/|per)\s*[\d.,]*\s*{_UNIT})*", re.IGNORECASE
)
_BARE_NUMBERS = re.compile(r"(?<!\S)(?=\S*\d)[\d.,/+x×%()-]+(?!\S)")
_FORM_WORDS = (
    "tab tabs tablet tablets cap caps capsule capsules inj injection injectable syr syrup susp suspension sol soln"
    " solution oral cream oint ointment gel drop drops eye ear nasal spray inhaler inh aerosol supp suppository"
    " suppositories pessary pessaries powder sachet sachets vial vials amp amps ampoule ampoules iv im sc po pr bottle"
    " film coated fc ec er xr sr mr cr la dr xl extended modified prolonged delayed sustained release chewable"
    " dispersible disp effervescent soluble lotion patch patches infusion liquid elixir mixture granules lozenge"
    " lozenges paediatric pediatric adult for each per ml mg"
)
_FORMS = frozenset(_FORM_WORDS.split())
_SALTS = {"hcl": "hydrochloride", "hbr": "hydrobromide"}
_SPLIT = re.compile(r"[+,;/&]|\b(?:and|with)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_]{4}")
_HEADERS = (
    *("inn", "generic name", "generic", "active ingredient", "active ingredients", "substance", "drug name", "drug"),
    *("medicine name", "medicine", "medication", "item name", "item description", "item", "product name", "product"),
    *("name", "description"),
)
"""What the column of the drugs may be called, the likeliest first."""


class StockRow(NamedTuple):
    """line: its number. text: what it says of the drug."""

    line: int
    text: str


class Drug(NamedTuple):
    """One product of a label: its active ingredients, and the names that it is sold by."""

    ingredients: tuple[str, ...]
    names: tuple[str, ...] = ()

    @property
    def key(self) -> frozenset[str]:
        """The same for all salts of the same ingredients."""
        return frozenset(min(plain_names(name), key=lambda form: (len(form), form)) for name in self.ingredients)


def stock_rows(text: str, *, is_table: bool) -> list[StockRow]:
    """The rows of a list: lines, or the column of the drugs where it has several. is_table: commas part columns."""
    lines = text.removeprefix("\ufeff").splitlines()
    if "\t" in text:
        rows = [[cell.strip() for cell in line.split("\t")] for line in lines]
    elif is_table:
        rows = list(csv.reader(lines, delimiter=";" if text.count(";") > text.count(",") else ","))
    else:
        rows = [[line] for line in lines]
    named = next((row for row in rows if any(cell.strip() for cell in row)), [])
    heads = [fold(cell) for cell in named]
    column = next((heads.index(name) for name in _HEADERS if name in heads), -1)
    first = rows.index(named) + 1 if column >= 0 else 0
    if column < 0:
        column = _column_of_names(rows)
    return [
        StockRow(at, " ".join(row[column].split()))
        for at, row in enumerate(rows, 1)
        if at > first and column < len(row) and row[column].strip() and not row[column].lstrip().startswith("#")
    ]


def _column_of_names(rows: Sequence[Sequence[str]]) -> int:
    """The first in which most cells have words, not codes."""
    width = max(map(len, rows), default=0)
    for column in range(width):
        cells = [row[column] for row in rows if column < len(row) and row[column].strip()]
        if sum(1 for cell in cells if _LETTERS.search(cell)) * 2 > len(cells):
            return column
    return 0


class StockList:
    """Finds the rows that a product is of: all its ingredients and no others, or its name."""

    def __init__(self, rows: Iterable[StockRow]) -> None:
        self.rows = tuple(rows)
        self._by_name: dict[str, list[StockRow]] = defaultdict(list)
        self._by_form: dict[str, list[tuple[StockRow, tuple[str, ...]]]] = defaultdict(list)
        for row in self.rows:
            for said in _readings(row.text):
                self._by_name[fold(said)].append(row)
                ingredients = tuple(part.strip() for part in _SPLIT.split(said) if _WORD.search(part))
                for form in plain_names(ingredients[0]) if ingredients else ():
                    self._by_form[form].append((row, ingredients))

    def rows_of(self, drug: Drug) -> set[StockRow]:
        """Each row that is of that product."""
        found = {row for name in drug.names for row in self._by_name.get(fold(name), ())}
        for name in drug.ingredients:
            for form in plain_names(name):
                found |= {row for row, wanted in self._by_form.get(form, ()) if _are_same(wanted, drug.ingredients)}
        return found


def _are_same(wanted: Sequence[str], ingredients: Sequence[str]) -> bool:
    """Whether each of one is one of the others, and there are no more."""
    rest = list(dict.fromkeys(ingredients))
    for name in wanted:
        same = next((one for one in rest if plain_names(name) & plain_names(one)), None)
        if same is None:
            return False
        rest.remove(same)
    return not rest


@lru_cache(maxsize=20_000)
def plain_names(name: str) -> frozenset[str]:
    """What an ingredient is called, without salt and by other systems of names too. A lone ion names no drug."""
    own = fold(name)
    return frozenset({own} | {form for form in map(fold, name_forms([name])) if can_name(form)})


def _readings(text: str) -> Iterator[str]:
    """What a row may say: without strengths, without forms, and what its abbreviations stand for."""
    text = _WORD.sub(lambda word: _SALTS.get(word[0].casefold(), word[0]), text)
    bare = " ".join(_BARE_NUMBERS.sub(" ", _STRENGTH.sub(" ", text)).split()).strip(" ,;/+-")
    formless = _WORD.sub(lambda word: "" if word[0].casefold() in _FORMS else word[0], bare)
    readings = [text, bare, " ".join(formless.split()).strip(" ,;/+-.()")]
    for reading in dict.fromkeys(filter(None, readings)):
        yield reading
        yield from meanings(fold(reading))
        yield from also_known_as([reading])

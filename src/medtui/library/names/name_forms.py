"""By what names another monograph may speak of a drug: its own, those of its ingredients, and those without the salt.

Too many of them cost a needless quotation, too few a missed one: so in doubt a form is included, and whoever shows
a quotation says which name it was found by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from medtui.library.names import data_rows
from medtui.library.names.folding import fold
from medtui.library.names.synonyms import also_known_as

_SHORTEST_PART = 4
_LONGEST_NAME = 200  # that is taken apart word by word; a longer one is a list of ingredients, or nonsense
_SEPARATOR = re.compile(r"[+,;/&]|\b(?:and|with)\b", re.IGNORECASE)
_PARENTHESES = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_LETTER = re.compile(r"[^\W\d_]")
_ELEMENTS = {"ferrous": "iron", "ferric": "iron", "cupric": "copper"}


def name_forms(names: Iterable[str]) -> tuple[str, ...]:
    """`names`, what they are made of, and the further names of all these; each once, as compared by `fold`.

    - What stands before, in and after parentheses: `Ketoconazole (Systemic)` is Ketoconazole.
    - The ingredients of names joined by `+ , ; / &`, `and` or `with`, where they have four letters or more.
    - Without salt and form: Morphine Sulfate is morphine, Calcium Carbonate calcium, Human Insulin insulin, and
      Clavulanic Acid clavulanate too.
    - By another system of names: `also_known_as`.

    Words that only say in what form or from what source a drug is (topical, human) are no names by themselves.
    """
    forms: dict[str, str] = {}
    written = [name for name in names if fold(name)]
    made_of = [*written, *(part for name in written for part in _parts(name))]
    plain = [*made_of, *(other for name in made_of for other in _other_salts(name))]
    short = [name for name in plain if len(name) <= _LONGEST_NAME]
    for form in (*plain, *(other for name in short for other in also_known_as([name]))):
        forms.setdefault(fold(form), form)
    return tuple(forms.values())


def _parts(name: str) -> Iterator[str]:
    """The pieces of a name that name a drug by themselves."""
    outside = _PARENTHESES.sub(" ", name)
    inside = [one or other for one, other in _PARENTHESES.findall(name)]
    for piece in (outside, *inside):
        for number, part in enumerate((piece, *_SEPARATOR.split(piece))):
            words = " ".join(part.split())
            begins = piece is outside and number < 2  # Vaccine, Live is a vaccine
            if len(_LETTER.findall(words)) >= _SHORTEST_PART and (begins or not _is_qualifier(words)):
                yield words


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    return {word: frozenset(kinds.split(", ")) for word, kinds in data_rows("name_words.tsv")}


def _kinds(word: str) -> frozenset[str]:
    """What data/name_words.tsv says of a word: `anion`, `qualifier` and so on; nothing of what can be a name."""
    return _table().get(fold(word), frozenset())


def can_name(word: str) -> bool:
    """Whether the word can name a drug by itself: not `sulfate`, not `vaccine`."""
    return not _kinds(word)


def without_salt(name: str) -> str:
    """The name without its salt and water, where what is left names a drug by itself: Metformin Hydrochloride is
    metformin, but Sodium Chloride, Ferrous Sulfate and Dimethyl Fumarate stay as they are."""
    words = name.split()
    while words and "salt" in _kinds(words[-1]):
        words.pop()
    kinds = [_kinds(word) for word in words]
    is_drug = not all(kinds) and not any(kind & {"cation", "radical"} for kind in kinds)
    return " ".join(words) if is_drug and not _SEPARATOR.search(name) else name


def _is_qualifier(name: str) -> bool:
    return all("qualifier" in _kinds(word) for word in fold(name).split())


def _other_salts(name: str) -> Iterator[str]:
    """The name without its salt and its form, and an acid for its ion or an ion for its acid."""
    if len(name) > _LONGEST_NAME or _SEPARATOR.search(name) or _PARENTHESES.search(name):
        return  # its pieces come by themselves
    words = [word for word in name.split() if fold(word)]
    yield from (word for word in words if "active" in _kinds(word))
    while _names_a_drug(words[:-1]) and _follows_a_name(words[-1]):
        words.pop()
    while _names_a_drug(words[1:]) and ("cation" in _kinds(words[0]) or _is_qualifier(words[0])):
        del words[0]  # Potassium Clavulanate, Human Insulin
    drug = " ".join(words)
    if len(_LETTER.findall(drug)) >= _SHORTEST_PART:
        yield drug
    folded = fold(drug)
    if element := _ELEMENTS.get(folded):
        yield element
    if folded.endswith("ic acid") and _kinds(ion := f"{folded.removesuffix('ic acid')}ate") - {"salt"} != {"anion"}:
        yield ion
    elif folded.endswith("ate"):
        yield f"{folded.removesuffix('ate')}ic acid"


def _follows_a_name(word: str) -> bool:
    # Without the word vaccine, a vaccine is called like the disease.
    return bool(_kinds(word) & {"anion", "cation", "solvate"}) or (_is_qualifier(word) and fold(word) != "vaccine")


def _names_a_drug(words: Sequence[str]) -> bool:
    """Whether something that can be a name is left in `words`: no anion, as of Sodium Chloride, and no radical."""
    return not all(_is_qualifier(word) or _kinds(word) & {"anion", "radical"} for word in words)

"""The names that one substance has in different countries: paracetamol is acetaminophen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, combinations, product, zip_longest
from typing import NamedTuple

from medtui.library.names import data_rows
from medtui.library.names.folding import fold, replaced

_MOST = 12
_MOST_AT_ONCE = 4  # substances renamed together: of more, the ways would be thousands
# As fold does, letters joined by an apostrophe are one word, and any other sign parts words.
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CAPITALS = re.compile(r"\b(?:[a-z]\d*|[ivx]+)\b", re.IGNORECASE)
_JOINING = frozenset({"and", "with"})


class _Table(NamedTuple):
    """The names are those of the table; what leads to them is written as names are compared.

    inns: any name -> the INN. groups: a name of a substance that has several -> all of them, the INN first.
    mixtures: the words of a combination, sorted -> the same. longest: a word that begins names in `groups` -> how many
    words the longest of them has.
    """

    inns: dict[str, str]
    groups: dict[str, tuple[str, ...]]
    mixtures: dict[str, tuple[str, ...]]
    longest: dict[str, int]


class _Part(NamedTuple):
    """A stretch of a name that is called otherwise elsewhere, and the other names in its case."""

    start: int
    end: int
    others: tuple[str, ...]


def synonyms(name: str) -> tuple[str, ...]:
    """The other nonproprietary names of the substance that is called `name`, in any case and punctuation; none
    when it is not in the table.

    As names are compared, the international nonproprietary name first. Source: data/drug_names.tsv.
    """
    folded = fold(name)
    table = _table()
    group = table.groups.get(folded) or table.mixtures.get(_sorted_words(folded), ())
    return tuple(other for other in map(_key, group) if other != folded)


def known_inn(folded: str) -> str | None:
    """The international nonproprietary name of the medicine that is called `folded`, or `amoxicillin + clavulanic acid`
    for the name of a combination; None when it is not in the table.

    Source: data/drug_names.tsv, with every medicine of WHO's model list.
    """
    return _table().inns.get(folded)


def all_names() -> dict[str, str]:
    """Every name of a medicine, as names are compared -> its international nonproprietary name.

    Source: data/drug_names.tsv.
    """
    return _table().inns


def also_known_as(names: Sequence[str]) -> tuple[str, ...]:
    """The further names, at most 12, of a monograph that gives itself `names`: with a substance in them by another
    of its names, first one at a time, then several; in the case of the rest. None that is among `names`.

    Source: data/drug_names.tsv.
    """
    # Asked for every monograph of a library, of which most have no such substance.
    folded_names = [fold(name) for name in names]
    mixtures = _table().mixtures.keys() & {_sorted_words(folded) for folded in folded_names if " " in folded}
    if not mixtures and not any(_found(folded.split()) for folded in folded_names):
        return ()
    known = set(folded_names)
    further: list[str] = []
    # One of each, then the next of each: the first of many names must not take all places.
    for other in filter(None, chain.from_iterable(zip_longest(*map(_renamed, names)))):
        folded = fold(other)
        if folded not in known and not (mixtures and _sorted_words(folded) in mixtures):
            known.add(folded)
            further.append(other)
            if len(further) == _MOST:
                break
    return tuple(further)


@lru_cache(maxsize=1)
def _table() -> _Table:
    inns: dict[str, str] = {}
    several: dict[str, list[str]] = {}
    for inn, other, *_ in data_rows("drug_names.tsv"):
        inns[_key(inn)] = inn
        if other:
            inns[_key(other)] = inn
            several.setdefault(inn, [inn]).append(other)
    groups: dict[str, tuple[str, ...]] = {}
    mixtures: dict[str, tuple[str, ...]] = {}
    for names in several.values():
        for name in names:
            if "+" in name:  # each ingredient is looked up by itself, as in any name
                mixtures[_sorted_words(_key(name))] = tuple(names)
            else:
                groups[_key(name)] = tuple(names)
    longest: dict[str, int] = {}
    for key in groups:
        first, *rest = key.split(" ")
        longest[first] = max(longest.get(first, 0), 1 + len(rest))
    return _Table(inns, groups, mixtures, longest)


def _key(name: str) -> str:
    """A name of the table as names are compared, which `fold` does too, but slower."""
    return name.replace(" + ", " ").replace("-", " ")


def _sorted_words(folded: str) -> str:
    """The words of a combination, in whatever order it names its ingredients."""
    return " ".join(sorted(word for word in folded.split() if word not in _JOINING))


def _renamed(name: str) -> Iterator[str]:
    """The name with a substance called otherwise, then with two of them, and so on."""
    if not name.isascii():
        name = unicodedata.normalize("NFC", name)
    if not name.isalpha():
        for other in _table().mixtures.get(_sorted_words(fold(name)), ()):
            if "+" not in other:
                yield _in_case(other, name, _is_titled(name))
    parts = list(_parts(name))
    for count in range(1, min(len(parts), _MOST_AT_ONCE) + 1):
        for chosen in combinations(parts if count == 1 else parts[:_MOST_AT_ONCE], count):
            for others in product(*(part.others for part in chosen)):
                pairs = zip(chosen, others, strict=True)
                yield replaced(name, [(part.start, part.end, other) for part, other in pairs])


def _parts(name: str) -> Iterator[_Part]:
    """Where substances of the table are in `name`, each once."""
    words = list(_WORD.finditer(name))
    found = _found([fold(word[0]) for word in words])
    given = {called for _, _, called in found}
    titled = _is_titled(name)
    for place, count, called in found:
        group = _table().groups[called]
        # In Adrenaline (Epinephrine) the first stands for both, and has no further name.
        if called == next(other for *_, other in found if _table().groups[other] == group):
            start, end = words[place].start(), words[place + count - 1].end()
            others = tuple(_in_case(other, name[start:end], titled) for other in group if _key(other) not in given)
            yield _Part(start, end, others)


def _found(words: Sequence[str]) -> list[tuple[int, int, str]]:
    """The table's names among the folded words, the longest ones: the place, how many words, and the name."""
    groups, longest = _table().groups, _table().longest
    found = []
    after = 0
    for place, word in enumerate(words):
        if place < after or word not in longest:
            continue
        for end in range(min(place + longest[word], len(words)), place, -1):
            name = " ".join(words[place:end])
            if name in groups:
                found.append((place, end - place, name))
                after = end
                break
    return found


def _is_titled(name: str) -> bool:
    """Whether all words begin with a capital, as in Mefenamic Acid; a single word does not tell."""
    words = [word[0] for word in _WORD.finditer(name) if len(word[0]) > 3]
    return len(words) > 1 and all(word[0].isupper() for word in words)


def _in_case(other: str, like: str, titled: bool) -> str:
    """The name `other` in the case of the name that it replaces, in a name with every word `titled` or not."""
    if like.isupper() and len(like) > 1:
        return other.upper()
    if not like[0].isupper():
        return other
    words = other.split(" ")
    rest = [word.capitalize() if titled else word for word in words[1:]]
    return with_capitals(" ".join((words[0].capitalize(), *rest)))


def with_capitals(name: str) -> str:
    """The name with those letters as capitals that are so in any case: polymyxin E, vitamin B6, factor VIII."""
    return _CAPITALS.sub(lambda letters: letters[0].upper(), name)

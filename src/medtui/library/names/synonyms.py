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


class _Table(NamedTuple):
    """groups: a name -> all names of its substance, the INN first. longest: a word that begins names -> how many
    words the longest of them has."""

    groups: dict[str, tuple[str, ...]]
    longest: dict[str, int]


class _Part(NamedTuple):
    """A stretch of a name that is called otherwise elsewhere, and the other names in its case."""

    start: int
    end: int
    others: tuple[str, ...]


def synonyms(name: str) -> tuple[str, ...]:
    """The other nonproprietary names of the substance that is called `name`, in any case and punctuation; none
    when it is not in the table.

    In lower case, the international nonproprietary name first. Source: data/drug_names.tsv.
    """
    folded = fold(name)
    return tuple(other for other in _table().groups.get(folded, ()) if other != folded)


def also_known_as(names: Sequence[str]) -> tuple[str, ...]:
    """The further names, at most 12, of a monograph that gives itself `names`: with a substance in them by another
    of its names, first one at a time, then several; in the case of the rest. None that is among `names`.

    Source: data/drug_names.tsv.
    """
    # Asked for every monograph of a library, of which most have no such substance.
    folded_names = [fold(name) for name in names]
    if not any(_found(folded.split()) for folded in folded_names):
        return ()
    known = set(folded_names)
    further: list[str] = []
    # One of each, then the next of each: the first of many names must not take all places.
    for other in filter(None, chain.from_iterable(zip_longest(*map(_renamed, names)))):
        folded = fold(other)
        if folded not in known:
            known.add(folded)
            further.append(other)
            if len(further) == _MOST:
                break
    return tuple(further)


@lru_cache(maxsize=1)
def _table() -> _Table:
    groups: dict[str, list[str]] = {}
    for inn, other, *_ in data_rows("drug_names.tsv"):
        groups.setdefault(inn, [inn]).append(other)
    by_name = {name: tuple(group) for group in groups.values() for name in group}
    longest: dict[str, int] = {}
    for name in by_name:
        first, *rest = name.split(" ")
        longest[first] = max(longest.get(first, 0), 1 + len(rest))
    return _Table(by_name, longest)


def _renamed(name: str) -> Iterator[str]:
    """The name with a substance called otherwise, then with two of them, and so on."""
    if not name.isascii():
        name = unicodedata.normalize("NFC", name)
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
        if called == next(other for *_, other in found if other in group):
            start, end = words[place].start(), words[place + count - 1].end()
            others = tuple(_in_case(other, name[start:end], titled) for other in group if other not in given)
            yield _Part(start, end, others)


def _found(words: Sequence[str]) -> list[tuple[int, int, str]]:
    """The table's names among the folded words, the longest ones: the place, how many words, and the name."""
    groups, longest = _table()
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
    # Polymyxin E, Vitamin C: a letter by itself is a capital in any title.
    rest = [word.capitalize() if titled or len(word) == 1 else word for word in words[1:]]
    return " ".join((words[0].capitalize(), *rest))

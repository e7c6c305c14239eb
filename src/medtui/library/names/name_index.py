"""Finding a drug by its name."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import chain, islice, product
from math import inf
from time import perf_counter
from typing import NamedTuple

from medtui.library.entry import Entry
from medtui.library.names.folding import fold
from medtui.library.names.spelling import spellings
from medtui.library.names.synonyms import also_known_as
from medtui.library.names.word_table import LAST_PLACE, NAME_MASK, WordTable, folded_names

_MOST_PHRASES = 8
BEGUN = 1 << 12
"""How well a name matches by beginnings of its words: worse than any does by whole words."""
_ROMAN = re.compile("(?=.)x{0,3}(?:ix|iv|v?i{0,3})")


class NameMatches(NamedTuple):
    """What a query found. indexes: places in the index's `entries`, best first, each once."""

    query: str
    indexes: Sequence[int]
    entries: Sequence[Entry]

    @property
    def total(self) -> int:
        """How many entries matched."""
        return len(self.indexes)

    def entry(self, rank: int) -> Entry:
        """The match at `rank`, from 0."""
        return self.entries[self.indexes[rank]]

    def why(self, rank: int) -> str:
        """What the match at `rank` has to do with the query where its title does not say so: `also called` and
        the name that was found, or `spelling`; else empty."""
        words = tuple(fold(self.query).split())
        names = folded_names(self.entry(rank).names)
        how_well = _ranking(words)
        found = {name: place for name, folded in names.items() if (place := how_well(folded)) is not None}
        if not found:
            return ""  # by an abbreviation, or without a space
        title = next(iter(names))
        best = min(found, key=found.__getitem__)
        if best != title:
            return f"also called {best}"
        return "" if _ranking(words, spelled=False)(names[title]) is not None else "spelling"


class NameIndex:
    """Finds entries by name. Immutable to its users; for other entries, make another one.

    Matching ignores case, accents, punctuation, and whether Greek letters and digits are raised or spelled.
    """

    def __init__(self, entries: Sequence[Entry], table: WordTable | None = None) -> None:
        """table: that of `entries`, where it is at hand."""
        self.entries = entries
        self.table = table or WordTable(entries)

    def prepare(self, seconds: float = inf) -> bool:
        """Get ready to search, for about `seconds`. True while there is more to do; `search` too does it."""
        end = perf_counter() + seconds
        while self.table.advance():
            if perf_counter() >= end:
                return True
        return False

    def search(self, query: str) -> NameMatches:
        """The entries that have a name in which every word of `query` starts some word.

        Ranked: the name itself; names that start with the query; others by how near their matching words are
        to the name's start. Single drugs come before combinations, then the order of `entries` decides.
        A query without letters and digits finds all entries.
        """
        self.prepare()
        words = fold(query).split()
        if not words:
            return NameMatches(query, range(len(self.entries)), self.entries)
        found = array("I", dict.fromkeys(self.table.owners[number] for _, number in self.ranked(words)))
        return NameMatches(query, found, self.entries)

    def complete(self, name: str) -> list[int]:
        """The numbers of the names that are the folded `name`, best first."""
        table = self.table
        first = name.partition(" ")[0]
        return sorted(number for number in table.beginning_with_word(first) if table.spaced_name(number) == f" {name}")

    def ranked(self, words: Sequence[str]) -> list[tuple[int, int]]:
        """The names in which each of `words` starts a word: how well they match (0 best), and their numbers."""
        if len(words) == 1:
            return self._ranked_word(words[0])
        table = self.table
        choices = [[table.starting(spelled) for spelled in (word, *spellings(word))] for word in dict.fromkeys(words)]
        sizes = [sum(stop - first for first, stop in spans) for spans in choices]
        if not all(sizes):
            return []
        order = sorted(range(len(choices)), key=sizes.__getitem__)
        names = set(chain.from_iterable(map(table.names, choices[order[0]])))
        for at in order[1:]:
            if sizes[at] < 16 * len(names):  # else looking at each name is the shorter way
                names.intersection_update(chain.from_iterable(map(table.names, choices[at])))
        rank = _ranking(tuple(words))
        return sorted(
            (how_well, number) for number in names if (how_well := rank(table.spaced_name(number))) is not None
        )

    def _ranked_word(self, word: str) -> list[tuple[int, int]]:
        """The same for a single word, from the places where words stand: a letter begins thousands of names."""
        table = self.table
        ways = (word, *spellings(word))
        whole = chain.from_iterable(table.occurrences(table.having(way)) for way in ways)
        begun = chain.from_iterable(table.occurrences(table.starting(way)) for way in ways if may_go_on(word))
        names = {f" {way}" for way in ways}
        found: dict[int, int] = {}
        for occurrence in sorted(whole):
            place, number = divmod(occurrence, NAME_MASK + 1)
            found.setdefault(number, 2 + place if place else table.spaced_name(number) not in names)
        for occurrence in sorted(begun):
            place, number = divmod(occurrence, NAME_MASK + 1)
            found.setdefault(number, BEGUN + (2 + place if place else 0))
        return sorted(zip(found.values(), found, strict=True))

    def twins(self, entry: Entry) -> tuple[Entry, ...]:
        """Other monographs of the same substance: called as this one is, or by another nonproprietary name of
        its drug. None before the index is ready, because a drug's opening must not wait for that."""
        if not self.table.is_built:
            return ()
        found: dict[Entry, None] = {}
        for name in map(fold, (entry.title, *also_known_as([entry.title]))):
            first = name.partition(" ")[0]
            for number in self.table.beginning_with_word(first) if first else ():
                if self.table.spaced_name(number) == " " + name:
                    found[self.entries[self.table.owners[number]]] = None
        return tuple(other for other in found if (other.source, other.raw) != (entry.source, entry.raw))

    def exact(self, name: str) -> tuple[Entry, ...]:
        """The entries that `name` names in full: by title first, then other names, file name, id, and at last
        what else their drugs are called (INN, USAN, BAN).

        An id as it is written finds its entry alone. Never guesses: nothing else is left out or added
        than case, accents and punctuation.
        """
        if "/" in name:
            for entry in self.entries:
                if entry.id == name:
                    return (entry,)
        wanted = fold(name)
        if not wanted:
            return tuple(entry for entry in self.entries if name.strip() in entry.names)
        found: tuple[list[Entry], ...] = ([], [], [], [], [])
        for entry in self.entries:
            for place, own in enumerate((entry.names[:1], entry.other_names, (entry.stem,))):
                if any(fold(each) == wanted for each in own):
                    found[place].append(entry)
                    break
            else:
                if "/" in name and fold(entry.id) == wanted:
                    found[3].append(entry)
                elif any(fold(each) == wanted for each in also_known_as(entry.names)):
                    found[4].append(entry)
        return tuple(entry for group in found for entry in group)

    def suggest(self, name: str, limit: int = 5) -> tuple[Entry, ...]:
        """At most `limit` entries that `name` may have been meant for, likeliest first. Only to be offered:
        a look-alike name can be another drug."""
        from medtui.library.names.suggestions import closest  # only after a failure

        if not fold(name):
            return ()
        begun = [self.entries[index] for index in self.search(name).indexes[:limit]]
        if len(begun) == limit:
            return tuple(begun)
        near = (self.entries[index] for index in closest(name, self.table, self.entries, limit))
        return tuple(dict.fromkeys([*begun, *near]))[:limit]


def may_go_on(word: str, before: str = "") -> bool:
    """Whether a word may be the beginning of a longer one: no number may, and no Roman numeral after another word."""
    return not word[-1].isdigit() and not (before and _ROMAN.fullmatch(word))


@lru_cache(maxsize=64)  # asked for again for each row in sight
def _ranking(words: tuple[str, ...], *, spelled: bool = True) -> Callable[[str], int | None]:
    """A function giving how well a folded name, a space before each of its words, matches: 0 is best, None
    when one of `words` starts none of its words. spelled: other spellings of `words` count too.

    The name itself; names that begin with these words, whole; that have them whole; and the same for beginnings.
    """
    choices = [(word, *(spellings(word) if spelled else ())) for word in words]
    phrases = tuple("".join(f" {word}" for word in way) for way in islice(product(*choices), _MOST_PHRASES))
    whole = tuple(f"{phrase} " for phrase in phrases)
    leads = [
        ([f" {way}" for way in ways], may_go_on(ways[0], before))
        for ways, before in dict(zip(choices, ("", *words), strict=False)).items()
    ]

    def rank(name: str) -> int | None:
        if name in phrases:
            return 0
        spaced = f"{name} "
        if spaced.startswith(whole):
            return 1
        result, begun = 2, 0
        for ways, goes_on in leads:
            at = min((found for way in ways if (found := spaced.find(f"{way} ")) >= 0), default=-1)
            if at < 0 and goes_on:
                at = min((found for way in ways if (found := name.find(way)) >= 0), default=-1)
                begun = BEGUN
            if at < 0:
                return None
            place = name.count(" ", 0, at)
            result += place if place < LAST_PLACE else LAST_PLACE
        return begun if begun and name.startswith(phrases) else begun + result

    return rank

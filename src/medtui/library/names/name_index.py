"""Finding a drug by its name."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, islice, product
from math import inf
from time import perf_counter
from typing import NamedTuple

from medtui.library.entry import Entry
from medtui.library.names.folding import fold
from medtui.library.names.spelling import spellings
from medtui.library.names.synonyms import also_known_as
from medtui.library.names.word_table import LAST_PLACE, NAME_BITS, NAME_MASK, WordTable, names_of

_MOST_PHRASES = 8


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
        words = fold(self.query).split()
        names = names_of(self.entry(rank))
        how_well = _ranking(words)
        found = [how_well(" " + fold(name)) for name in names]
        best = found.index(min(each for each in found if each is not None))
        if best:
            return f"also called {names[best]}"
        return "" if _ranking(words, spelled=False)(" " + fold(names[0])) is not None else "spelling"


class NameIndex:
    """Finds entries by name. Immutable to its users; for other entries, make another one.

    Matching ignores case, accents, punctuation, and whether Greek letters and digits are raised or spelled.
    """

    def __init__(self, entries: Sequence[Entry], table: WordTable | None = None) -> None:
        """table: that of `entries`, where it is at hand."""
        self.entries = entries
        self._table = table or WordTable(entries)
        self._by_letter: dict[str, array[int]] = {}

    def prepare(self, seconds: float = inf) -> bool:
        """Get ready to search, for about `seconds`. True while there is more to do; `search` too does it."""
        end = perf_counter() + seconds
        while self._table.advance():
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
        found = self._one_word(words[0]) if len(words) == 1 else self._all_words(words)
        return NameMatches(query, found, self.entries)

    def _one_word(self, word: str) -> Sequence[int]:
        if word in self._by_letter:
            return self._by_letter[word]
        numbers: list[int] = []
        for spelled in (word, *spellings(word)):
            numbers += self._starting(spelled)
        found = self._owners(numbers)
        if len(word) == 1:  # the longest answers, and asked for whenever a query begins
            self._by_letter[word] = found
        return found

    def _starting(self, word: str) -> list[int]:
        """The numbers of the names with a word that starts so, best first, some more than once."""
        table = self._table
        exact = [number for number in table.beginning_with_word(word) if table.spaced_name(number) == " " + word]
        ranked = sorted(table.occurrences(table.starting(word)))
        return [*exact, *[occurrence & NAME_MASK for occurrence in ranked]]

    def _all_words(self, words: Sequence[str]) -> Sequence[int]:
        table = self._table
        choices = [[table.starting(spelled) for spelled in (word, *spellings(word))] for word in dict.fromkeys(words)]
        sizes = [sum(stop - first for first, stop in spans) for spans in choices]
        if not all(sizes):
            return ()
        order = sorted(range(len(choices)), key=sizes.__getitem__)
        names = set(chain.from_iterable(map(table.names, choices[order[0]])))
        for at in order[1:]:
            if sizes[at] < 16 * len(names):  # else looking at each name is the shorter way
                names.intersection_update(chain.from_iterable(map(table.names, choices[at])))
        rank = _ranking(words)
        ranked = [
            how_well << NAME_BITS | number
            for number in names
            if (how_well := rank(table.spaced_name(number))) is not None
        ]
        ranked.sort()
        return self._owners([each & NAME_MASK for each in ranked])

    def _owners(self, numbers: Iterable[int]) -> array[int]:
        return array("I", dict.fromkeys(map(self._table.owners.__getitem__, numbers)))

    def twins(self, entry: Entry) -> tuple[Entry, ...]:
        """Other monographs of the same substance: called as this one is, or by another nonproprietary name of
        its drug. None before the index is ready, because a drug's opening must not wait for that."""
        if not self._table.is_built:
            return ()
        found: dict[Entry, None] = {}
        for name in map(fold, (entry.title, *also_known_as([entry.title]))):
            first = name.partition(" ")[0]
            for number in self._table.beginning_with_word(first) if first else ():
                if self._table.spaced_name(number) == " " + name:
                    found[self.entries[self._table.owners[number]]] = None
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
        near = (self.entries[index] for index in closest(name, self._table, self.entries, limit))
        return tuple(dict.fromkeys([*begun, *near]))[:limit]


def _ranking(words: Sequence[str], *, spelled: bool = True) -> Callable[[str], int | None]:
    """A function giving how well a folded name, a space before each of its words, matches: 0 is best, None
    when one of `words` starts none of its words. spelled: other spellings of `words` count too."""
    choices = [(word, *(spellings(word) if spelled else ())) for word in words]
    phrases = tuple("".join(" " + word for word in way) for way in islice(product(*choices), _MOST_PHRASES))
    leads = [[" " + way for way in ways] for ways in dict.fromkeys(choices)]

    def rank(name: str) -> int | None:
        if name.startswith(phrases):
            return 0 if name in phrases else 1
        result = 2
        for ways in leads:
            at = min((found for way in ways if (found := name.find(way)) >= 0), default=-1)
            if at < 0:
                return None
            place = name.count(" ", 0, at)
            result += place if place < LAST_PLACE else LAST_PLACE
        return result

    return rank

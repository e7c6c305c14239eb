"""Finding a drug by its name."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from math import inf
from time import perf_counter
from typing import Final

from medtui.library.entry import Entry
from medtui.library.folding import fold
from medtui.library.word_table import LAST_PLACE, NAME_BITS, NAME_MASK, WordTable


class NameMatches:
    """What a query found; never changes. indexes: places in the index's `entries`, best first, each once."""

    __slots__ = ("_entries", "indexes", "query")

    def __init__(self, query: str, indexes: Sequence[int], entries: Sequence[Entry]) -> None:
        self.query: Final = query
        self.indexes: Final = indexes
        self._entries: Final = entries

    @property
    def total(self) -> int:
        """How many entries matched."""
        return len(self.indexes)

    def entry(self, rank: int) -> Entry:
        """The match at `rank`, from 0."""
        return self._entries[self.indexes[rank]]

    def why(self, rank: int) -> str:
        """The name by which the match at `rank` was found, when that is not its title; else empty."""
        entry, how_well = self.entry(rank), _ranking(fold(self.query).split())
        found = [how_well(" " + fold(name)) for name in entry.names]
        best = found.index(min(each for each in found if each is not None))
        return entry.names[best] if best else ""


class NameIndex:
    """Finds entries by name. Immutable to its users; for other entries, make another one.

    Matching ignores case, accents, punctuation, and whether Greek letters and digits are raised or spelled.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self._table = WordTable(entries)
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
        table = self._table
        exact = [number for number in table.beginning_with_word(word) if table.spaced_name(number) == " " + word]
        ranked = sorted(table.occurrences(table.starting(word)))
        found = self._owners([*exact, *[occurrence & NAME_MASK for occurrence in ranked]])
        if len(word) == 1:  # the longest answers, and asked for whenever a query begins
            self._by_letter[word] = found
        return found

    def _all_words(self, words: Sequence[str]) -> Sequence[int]:
        table = self._table
        spans: list[tuple[int, int]] = []
        for word in dict.fromkeys(words):
            first, stop = table.starting(word)
            if first == stop:
                return ()
            spans.append((first, stop))
        spans.sort(key=lambda span: span[1] - span[0])
        names = set(table.names(spans[0]))
        for span in spans[1:]:
            if span[1] - span[0] < 16 * len(names):  # else looking at each name is the shorter way
                names.intersection_update(table.names(span))
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

    def exact(self, name: str) -> tuple[Entry, ...]:
        """The entries that `name` names in full: by title first, then other names, file name, and id.

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
        found: tuple[list[Entry], ...] = ([], [], [], [])
        for entry in self.entries:
            for place, own in enumerate((entry.names[:1], entry.other_names, (entry.stem,))):
                if any(fold(each) == wanted for each in own):
                    found[place].append(entry)
                    break
            else:
                if "/" in name and fold(entry.id) == wanted:
                    found[3].append(entry)
        return tuple(entry for group in found for entry in group)

    def suggest(self, name: str, limit: int = 5) -> tuple[Entry, ...]:
        """At most `limit` entries that `name` may have been meant for, likeliest first. Only to be offered:
        a look-alike name can be another drug."""
        from medtui.library.suggestions import closest  # noqa: PLC0415 - only after a failure

        begun = [self.entries[index] for index in self.search(name).indexes[:limit]] if fold(name) else []
        if len(begun) == limit:
            return tuple(begun)
        near = (self.entries[index] for index in closest(name, self.entries, limit))
        return tuple(dict.fromkeys([*begun, *near]))[:limit]


def _ranking(words: Sequence[str]) -> Callable[[str], int | None]:
    """A function giving how well a folded name, a space before each of its words, matches: 0 is best, None
    when one of `words` starts none of its words."""
    phrase = "".join(" " + word for word in words)
    leads = [" " + word for word in dict.fromkeys(words)]

    def rank(name: str) -> int | None:
        if name.startswith(phrase):
            return 0 if len(name) == len(phrase) else 1
        result = 2
        for lead in leads:
            at = name.find(lead)
            if at < 0:
                return None
            place = name.count(" ", 0, at)
            result += place if place < LAST_PLACE else LAST_PLACE
        return result

    return rank

"""Which names have a word that starts so: built in slices, answered from two sorted columns."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain, islice

from medtui.library.entry import Entry
from medtui.library.names.folding import fold
from medtui.library.names.synonyms import also_known_as

# An occurrence of a word is one number: its place in the name, then the name's number. Sorted, occurrences
# are in rank order. It stays below 2**30, which Python stores and compares as a single digit.
NAME_BITS = 24
NAME_MASK = (1 << NAME_BITS) - 1
LAST_PLACE = 63
"""Words further on in a name count as being here."""

TITLE, OTHER_NAME, SYNONYM, COMBINATION = range(4)
_JOINS = re.compile(r"[+&/]|\b(?:and|with|plus)\b|^co-", re.IGNORECASE)
_FORM = re.compile(r"\s*\([^()]*\)\s*$")
_BATCH = 200
_LAST = "\U0010ffff"  # no letter or digit sorts after it


class WordTable:
    """The folded names of all entries, numbered in rank order: single drugs before combinations; titles before other
    names, these before what else the drugs are called; then in the order of the entries.

    owners: by name number, the entry's index. words: every word of the names, sorted. is_built: whether `advance` has
    nothing left to do.
    """

    def __init__(self, entries: Sequence[Entry] = ()) -> None:
        self.owners = array("I")
        self.words: list[str] = []
        self._starts = array("I", [0])
        self._occurrences = array("I")
        self._names = array("I")
        self._text = ""
        self._text_starts = array("I", [0])
        self._kinds = array("I")  # the first number of each kind
        self.is_built = False
        self._building = self._build(entries)

    def to_bytes(self) -> dict[str, bytes]:
        """Everything in it, by name, to be stored. It must have been built."""
        texts = {"words": "\n".join(self.words), "text": self._text}
        numbers = {name: column.tobytes() for name, column in self._numbers().items()}
        return {name: text.encode() for name, text in texts.items()} | numbers

    @classmethod
    def from_bytes(cls, stored: Mapping[str, bytes]) -> WordTable:
        """The table that `to_bytes` gave. Raises ValueError or KeyError."""
        table = cls()
        table.is_built, table._building = True, iter(())
        words = stored["words"].decode()
        table.words = words.split("\n") if words else []
        table._text = stored["text"].decode()
        for name, column in table._numbers().items():
            column[:] = array("I")
            column.frombytes(stored[name])
        return table

    def _numbers(self) -> dict[str, array[int]]:
        return {
            "owners": self.owners,
            "starts": self._starts,
            "occurrences": self._occurrences,
            "names": self._names,
            "text_starts": self._text_starts,
            "kinds": self._kinds,
        }

    def advance(self) -> bool:
        """Do a slice of the building, about half a millisecond. True while there is more to do."""
        self.is_built = not next(self._building, False)
        return not self.is_built

    def spaced_name(self, number: int) -> str:
        """The folded name with that number, each of its words after a space."""
        return self._text[self._text_starts[number] : self._text_starts[number + 1]]

    def kind(self, number: int) -> int:
        """What name it is: TITLE, OTHER_NAME or SYNONYM, and COMBINATION more where it is that of a combination."""
        return bisect_right(self._kinds, number) - 1

    def starting(self, prefix: str) -> tuple[int, int]:
        """The first, and one past the last, of the occurrences of words that start with `prefix`."""
        low = bisect_left(self.words, prefix)
        return self._starts[low], self._starts[bisect_left(self.words, prefix + _LAST, low)]

    def occurrences(self, span: tuple[int, int]) -> array[int]:
        """The occurrences in the span that `starting` or `having` gave, in no useful order."""
        return self._occurrences[slice(*span)]

    def names(self, span: tuple[int, int]) -> array[int]:
        """The numbers of the names in which those occurrences are, some more than once."""
        return self._names[slice(*span)]

    def having(self, word: str) -> tuple[int, int]:
        """The same for `word` itself: equal numbers where no name has it."""
        low = bisect_left(self.words, word)
        return self._starts[low], self._starts[low + (self.words[low : low + 1] == [word])]

    def beginning_with_word(self, word: str) -> list[int]:
        """The numbers of the names whose first word is `word`, in order."""
        return [number for number in self.occurrences(self.having(word)) if number <= NAME_MASK]

    def _build(self, entries: Sequence[Entry]) -> Iterator[bool]:
        # By initial, because all of them are too many to be sorted in one slice.
        buckets: dict[str, dict[str, array[int]]] = defaultdict(lambda: defaultdict(lambda: array("I")))
        texts: list[str] = []
        by_kind: list[list[tuple[int, str]]] = [[] for _ in range(2 * COMBINATION)]
        indexes = iter(range(len(entries)))
        while batch := list(islice(indexes, _BATCH)):
            for index in batch:
                for name, kind in _kinds_of(entries[index]).items():
                    by_kind[kind].append((index, name))
            yield True
        self._kinds.extend(accumulate(map(len, by_kind[:-1]), initial=0))
        named = chain.from_iterable(by_kind)
        while some := list(islice(named, _BATCH)):
            first = len(self.owners)
            self.owners.extend([index for index, _ in some])
            for number, (_, name) in enumerate(some, first):
                for place, word in enumerate(name.split()):
                    buckets[word[0]][word].append(min(place, LAST_PLACE) << NAME_BITS | number)
            ends = accumulate((len(name) + 1 for _, name in some), initial=self._text_starts.pop())
            self._text_starts.extend(ends)
            texts.append(" ".join(["", *(name for _, name in some)]))
            yield True
        self._text = "".join(texts)
        texts.clear()
        for initial in sorted(buckets):
            words = buckets.pop(initial)
            for count, word in enumerate(sorted(words)):
                self.words.append(word)
                self._occurrences += words[word]
                self._names.extend([occurrence & NAME_MASK for occurrence in words[word]])
                self._starts.append(len(self._occurrences))
                if count % 2000 == 1999:
                    yield True
            yield True


def _kinds_of(entry: Entry) -> dict[str, int]:
    """The entry's folded names, and of which kind each is."""
    first = COMBINATION if is_combination(entry) else 0
    names: dict[str, int] = {}
    own = (*entry.other_names, _FORM.sub("", entry.title))  # `Ketoconazole (topical)` is ketoconazole
    for kind, given in enumerate(((entry.title,), own, also_known_as(entry.names))):
        for name in map(fold, given):
            names.setdefault(name, first + kind)
    names.pop("", None)
    return names


def names_of(entry: Entry) -> tuple[str, ...]:
    """The names that the file gives its drug, then what else the drug is called."""
    return tuple(folded_names(entry.names))


@lru_cache(maxsize=1000)  # those in sight are asked for with every letter typed
def folded_names(names: tuple[str, ...]) -> Mapping[str, str]:
    """The names of a drug, as `names_of` gives them, each with its folded words, a space before each."""
    return {name: f" {fold(name)}" for name in (*names, *also_known_as(names))}


def is_combination(entry: Entry) -> bool:
    """Whether its title joins several drugs, or another of its names does by `+`."""
    return _JOINS.search(entry.title) is not None or any("+" in name for name in entry.other_names)

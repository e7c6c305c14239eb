"""Which names look like one that was not found."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from medtui.library.entry import Entry
from medtui.library.folding import fold
from medtui.library.word_table import is_combination

_FAR = 1000
_OTHER_WORD = 6  # what a word costs that is in one of the names only
_MOST_WORDS = 8  # no name needs more to be recognised


def distance_to(pattern: str) -> Callable[[str], int]:
    """A function giving how many letters must be changed, left out, added, or swapped with their neighbour to
    turn its argument into `pattern`, no letter twice (restricted Damerau-Levenshtein distance)."""
    # One bit a letter of the pattern, a column of the usual table at a time: H. Hyyrö, "A Bit-Vector
    # Algorithm for Computing Levenshtein and Damerau Edit Distances", 2003.
    size = len(pattern)
    every = (1 << size) - 1
    last = 1 << size >> 1
    where: dict[str, int] = {}
    for place, letter in enumerate(pattern):
        where[letter] = where.get(letter, 0) | 1 << place

    def distance(text: str) -> int:
        if not size:
            return len(text)
        up, down, diagonal, before, result = every, 0, 0, 0, size
        for letter in text:
            here = where.get(letter, 0)
            swapped = ((~diagonal & here) << 1) & before
            diagonal = ((((here & up) + up) ^ up) | here | down | swapped) & every
            right = (down | ~(diagonal | up)) & every
            left = diagonal & up
            if right & last:
                result += 1
            elif left & last:
                result -= 1
            right = (right << 1 | 1) & every
            up = ((left << 1) | ~(diagonal | right)) & every
            down = right & diagonal
            before = here
        return result

    return distance


def closest(name: str, entries: Sequence[Entry], limit: int) -> list[int]:
    """The indexes of at most `limit` entries with a name that looks like `name`, the most alike first.

    Alike: as a whole, spaces aside, or its longest word and perhaps others like some word of it.
    """
    wanted = _Wanted(name)
    scores: list[tuple[int, bool, bool, int, int]] = []
    for index, entry in enumerate(entries):
        score = min(wanted.score(fold(own)) for own in entry.names)
        if score < _FAR:
            elsewhere = fold(entry.title)[:1] != wanted.initial
            scores.append((score, elsewhere, is_combination(entry), len(entry.title), index))
    return [score[-1] for score in sorted(scores)[:limit]]


class _Wanted:
    """The name that was not found, taken apart for comparison."""

    def __init__(self, name: str) -> None:
        folded = fold(name)
        self.initial = folded[:1]
        words = sorted(dict.fromkeys(folded.split()), key=len, reverse=True)
        self._whole = _Word(folded.replace(" ", ""))
        self._longest = [_Word(word) for word in words[:1]]
        self._others = [_Word(word) for word in words[1:_MOST_WORDS]]

    def score(self, name: str) -> int:
        """Twice the distance to the folded `name`, more where only a part of it is alike; or _FAR."""
        best = 2 * self._whole.distance(name.replace(" ", ""))
        own = name.split()
        for longest in self._longest if own else ():
            # What is near in the middle of a name is less likely meant than what starts it.
            near = [2 * longest.distance(word) + (3 if place else 1) for place, word in enumerate(own)]
            others = sum(min(_OTHER_WORD, *(2 * other.distance(word) for word in own)) for other in self._others)
            best = min(best, min(near) + others)
        return min(best, _FAR)


class _Word:
    """A word, and the distances of others to it so far as they are small enough to be a slip."""

    def __init__(self, word: str) -> None:
        self._size = len(word)
        # A slip in a short word makes another word.
        self._bound = min(self._size // 3, 3)
        self._exactly = distance_to(word)
        self._known: dict[str, int] = {}

    def distance(self, other: str) -> int:
        """To the word `other`; _FAR when it is too much for a slip."""
        if abs(len(other) - self._size) > self._bound:
            return _FAR
        known = self._known.get(other)
        if known is None:
            exactly = self._exactly(other)
            known = self._known[other] = exactly if exactly <= self._bound else _FAR
        return known

"""Which names look like one that was not found."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from medtui.library.entry import Entry
from medtui.library.names.abbreviations import meanings
from medtui.library.names.folding import fold
from medtui.library.names.word_table import COMBINATION, NAME_BITS, NAME_MASK, TITLE, WordTable, is_combination

_OTHER_WORD = 6  # what a word costs that is in one of the names only
_MOST_WORDS = 8  # no name needs more to be recognised
_LONGEST = 256  # no name has more letters; of what was pasted by mistake, nothing is compared
_LONGEST_ABBREVIATION = 3
_MOST_NAMES = 400  # when a word is in more names, it tells little
_MOST_ENDS = 2000  # of the names with it, those that are as long as the one looked for: that is soon seen


def closest(name: str, table: WordTable, entries: Sequence[Entry], limit: int) -> list[int]:
    """The indexes of at most `limit` entries with a name that looks like `name`, the most alike first.

    Alike: as a whole, spaces aside, or its longest word, or its first, and perhaps others like some word of it.
    table: that of `entries`, built.
    """
    words = fold(name).split()
    ranked = []
    for number, score in _scores(words, table).items():
        owner = table.owners[number]
        entry = entries[owner]
        elsewhere = table.spaced_name(number)[1] != words[0][0]
        untitled = table.kind(number) % COMBINATION != TITLE
        ranked.append((score, elsewhere, untitled, is_combination(entry), len(entry.title), owner))
    return list(islice(dict.fromkeys(owner for *_, owner in sorted(ranked)), limit))


def _scores(words: Sequence[str], table: WordTable) -> dict[int, int]:
    """For the numbers of the names that are like `words`, twice how many letters must be changed, left out, added,
    or swapped with their neighbour; more where only a part of the name is alike."""
    joined = "".join(words)
    wanted = sorted((word for word in dict.fromkeys(words) if len(word) <= _LONGEST), key=len, reverse=True)
    del wanted[_MOST_WORDS:]
    scores: dict[int, int] = {}
    for word, near in _telling(words, wanted, table):
        found = _with_word(near, table)
        for other in wanted:
            if other != word and found:
                _add_other(other, found, table)
        _keep_best(scores, found)
    if len(joined) <= _LONGEST:
        if len(words) > 1:
            # A space too many; those that begin otherwise are few, and looking for them takes long.
            first, last = joined[0], chr(ord(joined[0]) + 1)
            pool = table.words[bisect_left(table.words, first) : bisect_left(table.words, last)]
            _keep_best(scores, _with_word(_near(joined, pool), table))
        _keep_best(scores, _as_a_whole(joined, [*scores, *_run_together(joined, table)], table))
    return scores


def _telling(words: Sequence[str], wanted: Sequence[str], table: WordTable) -> Iterator[tuple[str, dict[str, int]]]:
    """The words by which to look for names, each with the words that are near to it, and how near."""
    if not wanted:
        return
    # A word that is in some name was meant, and only another one is looked for among all words: that takes long.
    unknown = wanted[:1] if len(words) == 1 else [word for word in wanted if not _is_known(word, table)][:1]
    telling = [wanted[0], words[0]]
    for word in unknown:
        near = _near(word, table.words)
        yield word, near
        if near and 2 * len(word) >= len(wanted[0]):
            telling.remove(wanted[0])  # it may be a mere `hydrochloride`
    for word in dict.fromkeys(telling):
        if word not in unknown and _is_known(word, table):
            yield word, {word: 0}


def _is_known(word: str, table: WordTable) -> bool:
    start, stop = table.having(word)
    return start < stop


def _near(word: str, among: Collection[str]) -> dict[str, int]:
    """Those words that may be `word` with slips in it, nearest first, and how many slips."""
    from rapidfuzz.distance import OSA  # 30 ms, and only after a failure
    from rapidfuzz.process import extract

    found = extract(word, among, scorer=OSA.distance, score_cutoff=_most_slips(word), limit=None)
    return {near: distance for near, distance, _ in found}


def _most_slips(word: str) -> int:
    # A slip in a short word makes another word, and in an abbreviation another drug.
    return min(len(word) // 3, 3) if len(word) > _LONGEST_ABBREVIATION and not meanings(word) else 0


def _with_word(near: dict[str, int], table: WordTable) -> dict[int, int]:
    """The numbers of the names with such a word, and their scores by it."""
    found: dict[int, int] = {}
    for word, distance in near.items():
        # Cut off where there are too many, it is best first: the names that start with the word.
        for occurrence in sorted(table.occurrences(table.having(word)))[: _MOST_NAMES - len(found)]:
            # What is near in the middle of a name is less likely meant than what starts it.
            score = 2 * distance + (3 if occurrence >> NAME_BITS else 1)
            number = occurrence & NAME_MASK
            if score < found.get(number, score + 1):
                found[number] = score
    return found


def _add_other(word: str, found: dict[int, int], table: WordTable) -> None:
    """Add to each score how far `word` is from the nearest word of that name."""
    names = {number: table.spaced_name(number).split() for number in found}
    near = _near(word, {own for name in names.values() for own in name})
    for number, name in names.items():
        found[number] += min(_OTHER_WORD, *(2 * near.get(own, _OTHER_WORD) for own in name))


def _run_together(joined: str, table: WordTable) -> list[int]:
    """The numbers of names whose first or last word begins or ends `joined`: with one slip, one of them is right."""
    numbers: list[int] = []
    for at in range(1, len(joined)):
        numbers += table.beginning_with_word(joined[:at])[:_MOST_ENDS]
        start, stop = table.having(joined[at:])
        numbers += table.names((start, min(stop, start + _MOST_ENDS)))
    return numbers


def _as_a_whole(joined: str, numbers: Iterable[int], table: WordTable) -> dict[int, int]:
    """Those of the names that are near to `joined` when their spaces are left out, and their scores."""
    shapes: dict[str, list[int]] = {}
    most = _most_slips(joined)
    for number in dict.fromkeys(numbers):
        shape = table.spaced_name(number).replace(" ", "")
        if abs(len(shape) - len(joined)) <= most:
            shapes.setdefault(shape, []).append(number)
    return {number: 2 * distance for shape, distance in _near(joined, list(shapes)).items() for number in shapes[shape]}


def _keep_best(scores: dict[int, int], others: dict[int, int]) -> None:
    for number, score in others.items():
        if score < scores.get(number, score + 1):
            scores[number] = score

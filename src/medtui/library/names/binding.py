"""Which words of a question name a drug, and which monographs those words bind it to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import NamedTuple

from medtui.library.names.abbreviations import meanings
from medtui.library.names.clinical_words import ClinicalGroup, groups_of, question_words
from medtui.library.names.folding import fold
from medtui.library.names.name_forms import can_name
from medtui.library.names.name_index import BEGUN, NameIndex, may_go_on
from medtui.library.names.romance_names import name_of_romance
from medtui.library.names.spelling import spellings
from medtui.library.names.synonyms import known_inn, with_capitals
from medtui.library.names.word_table import COMBINATION, TITLE

_MOST_WORDS = 6
_MOST_WAYS = 8
_SHORTEST_BEGINNING = 4
_MOST_UNTELLING = 2
_MOST_BOUND = 40
_FIRST_WORDS = 1
_TITLES = (TITLE, TITLE + COMBINATION)
_ARTICLE = "the"
_UNIT, _SAYS_WHAT_FOR = "unit", ("condition", "infection", "symptom", "class", "organ", "effect")
_TOO_MUCH, _TOOK = "overdose", frozenset({"took", "taken", "ate", "eaten", "swallowed", "drank"})


class Binding(NamedTuple):
    """Words start..stop-1 of a question name a drug.

    places: of the monographs that they name equally well, in the index's entries, best first; none where the library
        has no such drug, which is called `missing` then.
    why: how they name it where the monographs do not say so: `abbreviation of hydrochlorothiazide`, or empty.
    is_ambiguous: the abbreviation stands for several drugs, and nobody but the user can say for which.
    """

    start: int
    stop: int
    places: Sequence[int] = ()
    why: str = ""
    missing: str = ""
    is_ambiguous: bool = False


def bindings(words: Sequence[str], index: NameIndex) -> list[Binding]:
    """The drugs that the folded `words` of a question name, the first named first; the last word may be a beginning.

    Whole names come before parts of names, these before beginnings of names; longer runs of words before shorter ones.
    Words that a question is made of, and clinical words, name a drug only as a whole name.
    """
    if len(words) > 1 and not _as_a_name(words, 0, len(words), index) and (whole := _as_one_beginning(words, index)):
        return [whole]
    found: list[Binding] = []
    for bind in (_as_a_name, _as_whole_words, _as_a_beginning, _as_with_an_article, _as_a_salt):
        for start, stop in _runs(words):
            if (
                not _ends_in_an_amount(words, stop)
                and not any(one.start < stop and start < one.stop for one in found)
                and (binding := bind(words, start, stop, index))
            ):
                found.append(binding)
        if found:
            break
    # A drug that is here comes before one that is not.
    return sorted(found, key=lambda one: (bool(one.missing), one.start))


def _runs(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    for length in range(min(len(words), _MOST_WORDS), 0, -1):
        for start in range(len(words) - length + 1):
            yield start, start + length


def _ends_in_an_amount(words: Sequence[str], stop: int) -> bool:
    """Whether a run would take the figure from its unit: calcium gluconate 10 | kg."""
    return words[stop - 1].isdigit() and any(group.kind == _UNIT for group in _groups_at(words, stop))


def _groups_at(words: Sequence[str], place: int) -> Iterator[ClinicalGroup]:
    """What the clinical word means that begins at a place, or ends there."""
    for match in groups_of(words):
        if match.start <= place < match.stop:
            yield from match.groups


def _as_a_name(words: Sequence[str], start: int, stop: int, index: NameIndex) -> Binding | None:
    """The run is a drug's name, or an abbreviation of one."""
    run = words[start:stop]
    if all(word in question_words() for word in run):
        return None
    name = " ".join(run)
    drugs = meanings(name)
    if len(drugs) > 1:
        all_called = dict.fromkeys(place for drug in drugs for place in _called(drug, index))
        return Binding(start, stop, tuple(all_called), is_ambiguous=True)
    for written in (name, *_respaced(run)):
        if places := _called(written, index):
            return Binding(start, stop, places)
    if drugs:
        places, why = _called(drugs[0], index), f"abbreviation of {drugs[0]}"
        return Binding(start, stop, places, why, "" if places else drugs[0])
    if (inn := known_inn(name) or name_of_romance(name)) and not _is_in_a_phrase(words, start, stop):
        places = _called(inn, index)
        if not places:
            names = _with_whole(run, index)
            if not any(map(can_name, run)):  # potassium is no Losartan potassium
                names = [each for each in names if each[0] <= _FIRST_WORDS]
            places = _owners(names, index)
        return Binding(start, stop, places, missing="" if places else with_capitals(name))
    return None


def _is_in_a_phrase(words: Sequence[str], start: int, stop: int) -> bool:
    """Whether the run is a part of a clinical phrase, as the potassium in `low potassium`."""
    matches = groups_of(words)
    return any(one.start <= start and stop <= one.stop and one.stop - one.start > stop - start for one in matches)


def _respaced(run: Sequence[str]) -> Iterator[str]:
    """The same with a space more or less, `cotrimoxazole`, or of one: `combined pills`."""
    if run[-1].endswith("s") and len(run[-1]) > _SHORTEST_BEGINNING:
        yield " ".join(run)[:-1]
    if len(run) > 1:
        yield "".join(run)
    elif len(run[0]) > _SHORTEST_BEGINNING:
        yield from (f"{run[0][:at]} {run[0][at:]}" for at in range(2, len(run[0]) - 1))


def _as_whole_words(words: Sequence[str], start: int, stop: int, index: NameIndex) -> Binding | None:
    """The run stands in names, as whole words."""
    if not _may_be_part(words, start, stop):
        return None
    return _best(start, stop, _with_whole(words[start:stop], index), index)


def _with_whole(run: Sequence[str], index: NameIndex) -> list[tuple[int, int]]:
    return [each for each in index.ranked(run) if each[0] < BEGUN]


def _as_a_beginning(words: Sequence[str], start: int, stop: int, index: NameIndex) -> Binding | None:
    """The run begins names."""
    run, is_last = words[start:stop], stop == len(words)
    if not _may_be_part(words, start, stop) or not may_go_on(run[-1], " ".join(run[:-1])):
        return None
    if len(run[-1]) < _SHORTEST_BEGINNING and not (is_last and len(run) == len(words)):
        return None
    return _best(start, stop, [each for each in index.ranked(run) if each[0] == BEGUN], index)


def _as_with_an_article(words: Sequence[str], start: int, stop: int, index: NameIndex) -> Binding | None:
    """The run is a name without its article, as the pill's, where no other drug is named, nothing is said of what it is
    for, as of a worm pill, and nobody took too much of what may be anything."""
    name = f"{_ARTICLE} {' '.join(words[start:stop])}"
    places = _called(name, index) or _called(name.removesuffix("s"), index)
    if not places or _is_in_a_phrase(words, start, stop) or not _TOOK.isdisjoint(words):
        return None
    if any(_TOO_MUCH in group.words for place in range(len(words)) for group in _groups_at(words, place)):
        return None
    if start and any(group.kind in _SAYS_WHAT_FOR for group in _groups_at(words, start - 1)):
        return None
    return Binding(start, stop, places)


def _as_a_salt(words: Sequence[str], start: int, stop: int, index: NameIndex) -> Binding | None:
    """The run begins titles, whole, where it is too common to name a drug by standing somewhere in its name: sodium."""
    if all(word in question_words() or word.isdigit() or can_name(word) for word in words[start:stop]):
        return None
    if groups_of(words[start:stop]) or _is_in_a_phrase(words, start, stop):
        return None
    table = index.table
    names = [each for each in _with_whole(words[start:stop], index) if each[0] <= _FIRST_WORDS]
    titles = dict.fromkeys(table.owners[number] for _, number in names if table.kind(number) in _TITLES)
    return Binding(start, stop, tuple(islice(titles, _MOST_BOUND)), is_ambiguous=len(titles) > 1) if titles else None


def _as_one_beginning(words: Sequence[str], index: NameIndex) -> Binding | None:
    """All of it begins names: `5 fluo`, `folic ac`."""
    return _best(0, len(words), [each for each in index.ranked(words) if each[0] in (1, BEGUN)], index)


def _may_be_part(words: Sequence[str], start: int, stop: int) -> bool:
    """Whether the run is telling enough to name a drug by a part of its name: no clinical word, nor part of one, and no
    two letters alone, as the `co` of a mistyped co-amoxiclav."""
    run = words[start:stop]
    named = (word for word in run if len(word) > _MOST_UNTELLING or len(run) == len(words))
    telling = (word for word in named if word not in question_words() and can_name(word) and not word.isdigit())
    return any(telling) and not groups_of(run) and not _is_in_a_phrase(words, start, stop)


def _called(name: str, index: NameIndex) -> tuple[int, ...]:
    """The monographs with exactly that name in some spelling, of the best kind of name; of a combination, with all that
    is in it."""
    words = fold(name).split()
    spelled = islice(product(*((word, *spellings(word)) for word in words)), _MOST_WAYS)
    numbers = next(filter(None, (index.complete(" ".join(way)) for way in spelled)), [])
    if not numbers and "+" in name:
        return _owners(_with_whole(words, index), index)
    return _owners([(0, number) for number in numbers], index)


def _best(start: int, stop: int, ranked: Sequence[tuple[int, int]], index: NameIndex) -> Binding | None:
    places = _owners(ranked, index)
    return Binding(start, stop, places) if places else None


def _owners(ranked: Sequence[tuple[int, int]], index: NameIndex) -> tuple[int, ...]:
    """Whose names are as good as the first: as near to what was typed, and of the same kind."""
    if not ranked:
        return ()
    table = index.table
    best = ranked[0][0], table.kind(ranked[0][1])
    same = (number for how_well, number in ranked if (how_well, table.kind(number)) == best)
    return tuple(islice(dict.fromkeys(table.owners[number] for number in same), _MOST_BOUND))

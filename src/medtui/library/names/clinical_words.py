"""Words that mean the same in the clinic: renal is kidney, a fit is a seizure, UTI a urinary tract infection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from medtui.library.names import data_rows
from medtui.library.names.spelling import spellings

_SHORTEST_PLURAL = 3
_SIGNS = (
    "high low raised slow fast rapid irregular shallow noisy swollen enlarged inflamed stiff sore painful dry blocked "
    "runny stuffy blurred blurry double small pinpoint dilated wide black dark yellow red blue cold floppy peeling "
    "broken stained loose bloody watery"
)
_HOW = frozenset(_SIGNS.split(" "))


class ClinicalGroup(NamedTuple):
    """words: folded words and phrases that stand for each other, the plainest first. hints: the sections where the
    answer usually stands, the likeliest first. vague: those of the words that texts use for much else too."""

    kind: str
    words: tuple[str, ...]
    hints: tuple[str, ...]
    vague: frozenset[str] = frozenset()


class ClinicalMatch(NamedTuple):
    """The words from `start` to before `stop` of a question, and what they mean: more than one group only where
    they are ambiguous."""

    start: int
    stop: int
    groups: tuple[ClinicalGroup, ...]


class _Table(NamedTuple):
    """by_phrase: each word and phrase -> its groups. longest: a first word -> how many words its longest phrase has."""

    by_phrase: dict[str, tuple[ClinicalGroup, ...]]
    longest: dict[str, int]


def clinical_groups() -> list[ClinicalGroup]:
    """All groups, in the table's order. Source: data/clinical_words.tsv."""
    groups = []
    for kind, given, hints, _ in data_rows("clinical_words.tsv"):
        words = given.replace("~", "").split(" | ")
        vague = (
            frozenset(word[1:] for word in given.split(" | ") if word.startswith("~")) if "~" in given else frozenset()
        )
        groups.append(ClinicalGroup(kind, tuple(words), tuple(hints.split(", ")) if hints else (), vague))
    return groups


def groups_of(words: Sequence[str]) -> list[ClinicalMatch]:
    """What the table knows among the folded `words`, in order, the longest phrases, none overlapping another.

    In the plural and in American spelling too.
    """
    by_phrase, longest = _table()
    forms = [_forms(word) for word in words]
    found: list[ClinicalMatch] = []
    after = 0
    for place, firsts in enumerate(forms):
        most = max(longest.get(first, 0) for first in firsts) if place >= after else 0
        for end in range(min(place + most, len(words)), place, -1):
            phrases = map(" ".join, product(*forms[place:end]))
            if groups := next((by_phrase[phrase] for phrase in phrases if phrase in by_phrase), None):
                found.append(ClinicalMatch(place, end, groups))
                after = end
                break
    return found


@lru_cache(maxsize=1)
def longer_phrases() -> Mapping[str, Sequence[str]]:
    """A word -> the phrases of the table that end in it: fever -> hay fever, rheumatic fever."""
    longer: dict[str, list[str]] = {}
    for phrase in _table().by_phrase:
        if " " in phrase:
            longer.setdefault(phrase.rpartition(" ")[2], []).append(phrase)
    return longer


@lru_cache(maxsize=1)
def question_words() -> dict[str, str]:
    """The folded words that a question has and its answer need not -> the section that they hint at, or nothing.

    Source: data/question_words.tsv.
    """
    return {word: "".join(hint) for word, *hint in data_rows("question_words.tsv")}


@lru_cache(maxsize=1)
def _table() -> _Table:
    by_phrase: dict[str, tuple[ClinicalGroup, ...]] = {}
    longest: dict[str, int] = {}
    for group in clinical_groups():
        for phrase in (*group.words, *_turned(group.words)):
            by_phrase[phrase] = (*by_phrase[phrase], group) if phrase in by_phrase else (group,)
            first, count = phrase.partition(" ")[0], phrase.count(" ") + 1
            if count > longest.get(first, 0):
                longest[first] = count
    return _Table(by_phrase, longest)


def _turned(phrases: Iterable[str]) -> Iterator[str]:
    """`high potassium`, `swollen ankle` as they are said of a patient: `potassium high`, `ankles are swollen`."""
    for phrase in phrases:
        how, _, what = phrase.partition(" ")
        if what and how in _HOW:
            yield from (f"{what} {link}{how}" for link in ("", "is ", "are ", "too ", "very "))


def _forms(word: str) -> tuple[str, ...]:
    """The word as the table may have it, itself first: out of the plural, in the other spelling."""
    singular = (word, *_singulars(word))
    return (*singular, *(other for form in singular for other in spellings(form)))


def _singulars(word: str) -> tuple[str, ...]:
    if len(word) < _SHORTEST_PLURAL or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return ()
    if word.endswith("ies"):
        return (word.removesuffix("ies") + "y", word[:-1])
    if word.endswith(("ses", "xes", "zes", "ches", "shes")):
        return (word[:-1], word[:-2])
    return (word[:-1],)

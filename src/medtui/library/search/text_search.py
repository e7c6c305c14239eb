"""Answering questions with the passages of monographs, through the catalogues of the open libraries."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Sequence
from itertools import chain, zip_longest
from typing import NamedTuple

from medtui.library.catalogue import sql_tables
from medtui.library.catalogue.listing import Listing
from medtui.library.catalogue.storage import DamagedError
from medtui.library.names.clinical_words import groups_of
from medtui.library.query.fields import Field, FieldKind
from medtui.library.query.query_tree import Node, Term, Within, all_of
from medtui.library.search.concepts import Concept, taken_apart
from medtui.library.search.coverage import Coverage, Sought, coverage, sought
from medtui.library.search.question import Question
from medtui.library.search.ranking import Scores, is_emergency, scores, signs_in_one, weights_of
from medtui.library.search.text_index import NO_USER_DATA, Found, TextIndex, UserData

_MOST_OF_BOUND = 5
"""So many passages of the bound drug's monograph are shown."""
_MOST_BOUND_RANKED = 20
_CLASS = Field(FieldKind.META, "class")


class TextHit(NamedTuple):
    """place: of the monograph in the listing's entries. nth: which of its passages, the best first.
    is_bound: it is the monograph of the drug that the question is about."""

    place: int
    nth: int = 0
    is_bound: bool = False


class TextResults(NamedTuple):
    """hits: best first. total: how many monographs match; is_more: there are more than that. without: words that
    no monograph has together with the others, and that were left out. weights: what each concept
    of `everywhere` and `constrained` counts. question: what was asked, a phrase that nothing says taken apart.
    is_emergency: the first has the first dose for most of the signs, though not for all that was asked."""

    hits: Sequence[TextHit] = ()
    total: int = 0
    is_more: bool = False
    without: tuple[str, ...] = ()
    weights: tuple[float, ...] = ()
    question: Question | None = None
    is_emergency: bool = False

    @property
    def unknown(self) -> str:
        """Of the words that were left out, those that may be a mistyped name: no clinical words, and none beside signs
        of an emergency."""
        return "" if self.is_emergency else " ".join(words for words in self.without if not groups_of(words.split()))

    @property
    def places(self) -> list[int]:
        """The monographs, each once."""
        return list(dict.fromkeys(hit.place for hit in self.hits))


class StaleError(Exception):
    """A catalogue is not the one that the listing was made from, or cannot be read: take a newer listing."""


class InterruptedSearchError(Exception):
    """Another question has been asked."""


class TextSearch:
    """Answers questions about a listing. For one thread at a time; only `interrupt` may be called from another.

    The listing must have been loaded, and each library in it must have a catalogue.
    """

    def __init__(self, listing: Listing) -> None:
        """Raises StaleError."""
        self.listing = listing
        self._indexes: list[TextIndex] = []
        try:
            for number in range(len(listing.sources)):
                self._indexes.append(TextIndex(listing, number))
        except (sqlite3.Error, DamagedError, ValueError) as error:
            self.close()
            raise StaleError(str(error)) from error

    def close(self) -> None:
        """Let go of the catalogues."""
        for index in self._indexes:
            index.connection.close()

    def interrupt(self) -> None:
        """End a search that goes on in another thread: it raises StaleError."""
        for index in self._indexes:
            index.connection.interrupt()

    def keys(self) -> list[str]:
        """Every key of front matter in the libraries, for `Fields`. Raises StaleError."""
        try:
            return sorted({key for index in self._indexes for key in sql_tables.front_matter_keys(index.connection)})
        except sqlite3.Error as error:
            raise StaleError(str(error)) from error

    def search(
        self, question: Question, user_data: UserData | None = None, is_wanted: Callable[[], bool] = lambda: True
    ) -> TextResults:
        """The passages that answer: first those of the bound drug's monograph, then of the other named drugs', then
        of others. is_wanted: asked now and then whether to go on.

        Raises StaleError, InterruptedSearchError.
        """
        if question.query.root is None:
            return TextResults()
        try:
            return _Round(self._indexes, question, user_data or NO_USER_DATA, is_wanted).results()
        except (sqlite3.Error, ValueError) as error:
            raise StaleError(str(error)) from error


class _Answer(NamedTuple):
    """A monograph that matches, and how well its passages answer."""

    place: int
    scores: Scores


class _Round:
    """One question, put to all indexes."""

    def __init__(
        self, indexes: Sequence[TextIndex], question: Question, user_data: UserData, is_wanted: Callable[[], bool]
    ) -> None:
        self._indexes = indexes
        self._question = question
        self._user_data = user_data
        self._is_wanted = is_wanted
        self._constrained = question.constrained

    def results(self) -> TextResults:
        question = self._question = self._with_phrases_apart(self._question)
        bound, without = self._bound_hits()
        bound_places = {hit.place for hit in bound}
        concepts = question.everywhere
        helping = [one for one in concepts if one.is_figure or one.is_sex]
        if len(helping) < len(concepts):  # they help to rank only
            concepts = tuple(one for one in concepts if one not in helping)
        found = self._found(concepts)
        while not (found.total or bound or self._members(concepts)) and (
            others := [one for one in concepts if one is not question.drug]
        ):
            if len(concepts) == 1:
                break
            left_out = self._commonest(others)
            without += (left_out.typed,)
            concepts = tuple(concept for concept in concepts if concept is not left_out)
            found = self._found(concepts)
        members = self._members(concepts)
        wanted, concepts = concepts, (*concepts, *(one for one in helping if one not in concepts))
        ranked, weights, is_for = self._ranked([*dict.fromkeys((*found.best, *members))], concepts, members)
        if not (is_for or bound or members) and (subject := [one for one in wanted if not one.is_person]) != [*wanted]:
            # A drug for reflux comes before one that says somewhere `reflux`, and somewhere `baby`.
            of_all_ages = self._found(subject)
            of_subject = self._ranked(of_all_ages.best, concepts, members)
            if of_subject[2]:
                found, (ranked, weights, _) = of_all_ages, of_subject
        now = self._emergency(question.everywhere, ranked, is_short=bool(without))
        first = [place for other in question.others for place in other.places]
        ranked.sort(key=lambda place: place not in first)
        ranked[:0] = () if now is None else (now,)
        rest = dict.fromkeys([*ranked, *found.rest])
        further = map(TextHit, (place for place in rest if place not in bound_places))
        total = len(bound_places | set(rest)) if not found.is_more else found.total
        counted = dict(zip((*concepts, *self._constrained), weights, strict=False))
        weights_of_all = tuple(counted.get(one, 0.0) for one in (*question.everywhere, *self._constrained))
        return TextResults([*bound, *further], total, found.is_more, without, weights_of_all, question, now is not None)

    def _emergency(self, concepts: Sequence[Concept], ranked: Sequence[int], *, is_short: bool) -> int | None:
        """The monograph with the first dose for more of the signs together than the best has that was found. is_short:
        that does not say all; then for as many."""
        signs = [one for one in concepts if one.is_disease]
        if self._question.binding or self._question.constraint or not signs[1:]:
            return None
        wanted = sought(signs)
        best = [self._coverage(place, wanted) for place in ranked[:1]]
        if not is_short and any(map(is_emergency, best)):
            return None
        least = max(map(signs_in_one, best), default=0)
        places = chain.from_iterable(index.emergencies(signs) for index in self._indexes)
        covered = [(place, self._coverage(place, wanted)) for place in places]
        weights = weights_of([each for _, each in covered], is_bound=False)
        found = [
            (signs_in_one(each), self._scored(place, each, weights).scores.best, -place)
            for place, each in covered
            if signs_in_one(each) + is_short > least and is_emergency(each)
        ]
        return -max(found)[2] if found else None

    def _with_phrases_apart(self, question: Question) -> Question:
        """The question, with the phrases that nothing says as a whole taken apart."""
        concepts: list[Concept] = []
        for concept in question.concepts:
            is_phrase = len(concept.words) > 1 and bool(concept.hints)
            concepts += [concept] if not is_phrase or self._is_said(concept) else taken_apart(concept)
        return question._replace(concepts=tuple(concepts))

    def _is_said(self, concept: Concept) -> bool:
        binding = self._question.binding
        if binding and binding.places:
            wanted = sought([concept])
            return any(self._coverage(place, wanted).said[0] for place in binding.places[:_MOST_BOUND_RANKED])
        return any(index.count(concept) for index in self._indexes)

    def _bound_hits(self) -> tuple[list[TextHit], tuple[str, ...]]:
        """The passages in the bound drug's own monograph, and what none of them says."""
        binding, concepts = self._question.binding, (*self._question.concepts, *self._constrained)
        places = list(binding.places)[:_MOST_BOUND_RANKED] if binding and (concepts or self._question.hints) else []
        if self._question.constraint is not None:
            places = [place for place in places if self._fulfils(place)]
        wanted = sought(concepts)
        covered = [(place, self._coverage(place, wanted)) for place in places]
        if not covered:
            return [], ()
        answers = [
            self._scored(place, each, weights_of([each], is_bound=True), is_bound=True) for place, each in covered
        ]
        answers.sort(key=lambda answer: -answer.scores.best)
        hits = [
            TextHit(answer.place, nth, is_bound=True)
            for answer in answers
            for nth in range(max(min(len(answer.scores.passages), _MOST_OF_BOUND), 1 if concepts else 0))
        ]
        said = [any(each.said[at] for _, each in covered) for at in range(len(concepts))]
        return hits, tuple(concept.typed for concept, is_said in zip(concepts, said, strict=True) if not is_said)

    def _scored(self, place: int, covered: Coverage, weights: Sequence[float], *, is_bound: bool = False) -> _Answer:
        return _Answer(place, scores(covered, weights, self._question.all_hints(is_bound=is_bound), is_bound=is_bound))

    def _ranked(
        self, places: Sequence[int], concepts: Sequence[Concept], members: Collection[int]
    ) -> tuple[list[int], list[float], bool]:
        """The monographs by how well their passages answer, what each concept counts, and whether the first is for a
        disease that is asked about. members: of the class that is asked about; before them comes only what is for all
        that is asked, as the antidote of the class."""
        wanted = sought((*concepts, *self._constrained))
        if not wanted:
            return list(places), [], False
        covered = [self._coverage(place, wanted) for place in places]
        weights = weights_of(covered, is_bound=False)
        answers = [self._scored(place, each, weights) for place, each in zip(places, covered, strict=True)]
        # Of equals the first in the list, however the index came to be.
        first = {place for place, each in zip(places, covered, strict=True) if members and _is_for_all(each)}
        answers.sort(
            key=lambda answer: (
                answer.place not in first,
                answer.place not in members,
                not answer.scores.is_for,
                -answer.scores.best,
                answer.place,
            )
        )
        return [answer.place for answer in answers], weights, bool(answers) and answers[0].scores.is_for

    def _coverage(self, place: int, wanted: Sequence[Sought]) -> Coverage:
        if not self._is_wanted():
            raise InterruptedSearchError
        for index in self._indexes:
            if (number := index.number_of(place)) is not None:
                return coverage(sql_tables.passages_of(index.connection, number), wanted)
        return coverage("", wanted)

    def _fulfils(self, place: int) -> bool:
        return any(index.fulfils(self._question.constraint, place, self._user_data) for index in self._indexes)

    def _members(self, concepts: Sequence[Concept]) -> list[int]:
        """The monographs of the class of drugs that is asked about, where they say the rest: none need say its name."""
        rest = [one for one in concepts if not one.is_class]
        if self._question.binding or not rest or len(rest) == len(concepts):
            return []
        of_class = [Within(_CLASS, Term(one.words, starts=True)) for one in concepts if one.is_class]
        return list(self._found(rest, of_class).best)

    def _found(self, concepts: Sequence[Concept], of_class: Sequence[Node] = ()) -> Found:
        given = [self._question.constraint] if self._question.constraint else []
        constraint = all_of([*given, *of_class])
        found = [index.search(concepts, constraint, self._user_data) for index in self._indexes]
        best = chain.from_iterable(zip_longest(*(each.best for each in found)))  # the best of each, then the next
        return Found(
            [place for place in best if place is not None],
            [place for each in found for place in each.rest],
            sum(each.total for each in found),
            any(each.is_more for each in found),
        )

    def _commonest(self, concepts: Sequence[Concept]) -> Concept:
        """The concept to be left out: one that nothing says, else the one that most say."""
        counts = [sum(index.count(concept) for index in self._indexes) for concept in concepts]
        return concepts[counts.index(0 if 0 in counts else max(counts))]


def _is_for_all(covered: Coverage) -> bool:
    """Whether one of the indications says all that is asked."""
    return any(all(place in said for said in covered.said) for place in covered.indications)

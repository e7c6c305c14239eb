"""Which passages of a monograph answer a question best.

All rare things in one passage, or in the headings above it, come before scattered ones; then what stands in the section
where such answers usually stand; then the order of the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import accumulate, pairwise
from math import log
from typing import NamedTuple

from medtui.library.names.folding import is_unspaced
from medtui.library.query.matcher import Wanted
from medtui.library.search.concepts import OTHERWISE, SPELLING, Concept
from medtui.library.search.figure_ranges import BESIDE, CLOSED, ranges_in, ranges_like

# What each thing counts, tried over the questions of tests/gold: a tenth more or less changes none of their answers,
# but for _ALIKE, where it changes one.
#
# How strongly a passage says a thing
_HEADING, _HEADINGS, _TEXT = 1, 2, 3
_BY_FIELD = (0.0, 0.4, 1.12, 1.0)  # section, its heading, other headings (all below them is about it), text
_BOTH = 0.03  # more, where headings and text say it
_TYPED, _SPELLED, _ALIKE, _APART = 1.0, 0.97, 0.88, 1.0  # as typed, another spelling, another word, word by word
_OF_ADULTS = (" adult ", " adults ")
_UNDER_ADULTS, _OF_ALL_AGES = 0.5, 0.97  # a child, below a heading for adults; beside adults
_DOSE_FIGURE, _NO_FIGURE = 0.9, 0.7  # one in Dosage that does not say `dose`; the word alone
_DOSE = re.compile(
    " [0-9.]+ (?:million )?"
    "(?:m?g|mcg|milligrams?|micrograms?|ml|units?|iu|m?mol|puffs?|tablets?|capsules?|drops?|sachets?) (?!min )"
)

# A number alone is an amount, or for how many days; not a weight, an age or an interval. That of a test is no amount.
_NO_AMOUNT = re.compile(r"(?:(?:to|and|or) [0-9.]+ )?(?:kg|years?|months?|hours?|min|minutes?|times) ")
_NO_VALUE = re.compile(
    rf"{_NO_AMOUNT.pattern}|(?:(?:to|and|or) [0-9.]+ )?(?:m?g|mcg|micrograms?|ml|units?|tablets?|days?|weeks?) "
)
#
# How well a passage answers
_COMPLETE = 0.5  # it says all that was asked
_NEXT_TO_EACH_OTHER = 0.2  # two things, as they were typed
_OF_ANOTHER = 0.3  # less, of another drug on the same page: regular insulin, for NPH
_ELSEWHERE, _IS_ELSEWHERE = 0.1, re.compile(r" elsewhere .*\t|\t elsewhere ")  # less, of another country's regimen
_SECTION = 0.35  # its section is one where such answers stand, or usually matters
_BY_SECTION = {
    "usage": 0.9, "dosage": 0.7, "boxed_warning": 0.7, "contraindications": 0.7, "precautions": 0.6, "populations": 0.6,
    "interactions": 0.5, "overdose": 0.5, "faqs": 0.4, "side_effects": 0.3, "generic_name": 0.2, "how_it_works": 0.1,
}  # fmt: skip
_OTHER_SECTION = 0.3
_FIRST_DOSE, _FIRST_DOSE_NOW = 2.0, " first dose now "  # what an emergency page says comes before all else
_IMPLIED, _IMPLIED_IF_BOUND = 0.5, 0.9  # what the drug is for is not said again in each passage
_DRUG, _FIGURE = 2.0, 1.5  # names and figures are what is rare
_ROUTE = 0.5  # a form or route finds no drug, but a passage of the one that is asked about
#
# How much a monograph is about a thing
_FOR_IT = 1.0  # it is the first of its indications
_LATER = 0.15  # less, for each indication before it
_BROADER = 0.6  # they name what it is a kind of
_IS_FOR = 0.3  # from here on the drug is for the disease
# So Usage says what the drug is not for.
_IF_NOT = "not (?:enough|needed|tolerated|available|possible|suitable|at hand)"
_DENIAL = re.compile(
    f" (?:(?:is|are|be|do|does|should|must|but|and|or) (?!{_IF_NOT} )not"
    "|not (?:for|to|used|recommended|indicated|treated|covered)|never|avoid|contraindicated|no approved) "
)
_WARNINGS = ("boxed_warning", "contraindications", "precautions", "populations")
_AVOIDED = 0.1  # less, for a disease in pregnancy, of a drug that is avoided in pregnancy
_FORBIDDEN = re.compile(rf"{_DENIAL.pattern}| (?:forbids?|forbidden|against|not in|only (?:if|when|where)) ")
# What comes after the first choice, for the same thing.
_RESERVE = re.compile(
    f" (?:{_IF_NOT}|only (?:if|when|where)|second (?:line|choice)|last (?:line|resort)|fails?|failed"
    "|cannot be (?:had|used|given)) "
)
_IN_RESERVE = 0.7
_OFTEN, _FEW = 2.0, 0.1  # many passages say it; half of that is reached by a tenth of them and one


class Scores(NamedTuple):
    """passages: how well each passage that says something answers, by its place in the monograph. about: how much the
    monograph is about what is asked: it is among the indications, and many passages say it. is_for: the drug is for a
    disease that is asked about."""

    passages: Mapping[int, float]
    about: float = 0.0
    is_for: bool = False

    @property
    def best(self) -> float:
        """How well the monograph answers."""
        return max(self.passages.values(), default=0.0) + self.about

    def in_order(self) -> list[int]:
        """The passages, best first."""
        return sorted(self.passages, key=lambda place: (-self.passages[place], place))


class Sought(NamedTuple):
    """A concept, ready to be looked for in the folded passages of many monographs. needles: each with how much it
    counts, and the only section in which it does, or none. otherwise: those that count where none of the others stands.
    apart: the words of a phrase that may stand apart. ranges: finds ranges of figures in its unit, as `ranges_in` reads
    them."""

    concept: Concept
    needles: Sequence[tuple[str, float, str]]
    otherwise: Sequence[tuple[str, float, str]]
    broader: Sequence[str]
    apart: Sequence[str]
    ranges: re.Pattern[str] | None


def sought(concepts: Iterable[Concept]) -> list[Sought]:
    """The concepts, ready to be looked for."""
    return [_sought(concept) for concept in concepts]


def _sought(concept: Concept) -> Sought:
    needles: list[tuple[str, float, str]] = []
    otherwise: list[tuple[str, float, str]] = []
    for way in concept.ways:
        quality = _TYPED if not way.why else _SPELLED if way.why == SPELLING else _ALIKE
        (otherwise if way.why in OTHERWISE else needles).append((needle_of(way), quality, way.section))
    ranges = ranges_like(concept) if concept.is_measured or (concept.is_figure and len(concept.words) > 1) else None
    broader = [needle_of(way) for way in concept.broader]
    apart = [f" {word} " for word in concept.words] if concept.may_part else []
    return Sought(concept, needles, otherwise, broader, apart, ranges)


class Coverage(NamedTuple):
    """What the passages of a monograph say. passages: as lines of `folded_passages`.
    said: for each of `concepts`, how strongly each passage says it. beside: those that say two next to each other.
    of_others: those that name only other drugs of the monograph than the one that is asked about.
    broader: for each concept, those that say what it is a kind of. indications: those that say what the drug is for, in
    order; not what it is not for."""

    concepts: Sequence[Concept]
    passages: Sequence[str]
    said: Sequence[dict[int, float]]
    beside: Sequence[int]
    of_others: Collection[int]
    broader: Sequence[Collection[int]]
    indications: Sequence[int]

    def section(self, place: int) -> str:
        """The section of the passage at that place."""
        return _section_of(self.passages[place])


def coverage(folded: str, wanted: Sequence[Sought], drug: str = "", others: Collection[str] = ()) -> Coverage:
    """What the passages say of what is sought. folded: as `folded_passages` gives them. drug, others: the one that is
    asked about, where the monograph is about others too, and words of theirs."""
    text = _Text(folded)
    concepts = [one.concept for one in wanted]
    pairs = [f" {one.typed} {two.typed} " for one, two in pairwise(concepts)]
    of_others = {place for other in others for place, _ in text.found(f" {other} ")}
    return Coverage(
        concepts,
        text.lines,
        [_said(text, one) for one in wanted],
        [place for pair in pairs for place, _ in text.found(pair)],
        of_others - {place for place, _ in text.found(f" {drug} ")},
        [{place for needle in one.broader for place, _ in text.found(needle)} for one in wanted],
        [place for place, line in enumerate(text.lines) if line.startswith("usage\t") and not _DENIAL.search(line)],
    )


def weights_of(covered: Sequence[Coverage], *, is_bound: bool) -> list[float]:
    """What each concept counts: the more, the fewer of all these passages say it. is_bound: as for `scores`."""
    total = sum(len(one.passages) for one in covered)
    numbers = [sum(map(len, each)) for each in zip(*(one.said for one in covered), strict=True)]
    concepts = covered[0].concepts if covered else ()
    return [
        log(1 + total / number) * _importance(concept, is_bound=is_bound) if number else 0.0
        for concept, number in zip(concepts, numbers, strict=True)
    ]


def _importance(concept: Concept, *, is_bound: bool) -> float:
    if concept.is_route and not is_bound:
        return _ROUTE
    return _DRUG if concept.is_drug else _FIGURE if concept.is_figure else 1.0


def scores(
    covered: Coverage, weights: Sequence[float], hints: Iterable[str], *, is_bound: bool, is_chosen: bool = False
) -> Scores:
    """How well the passages answer. hints: sections where such answers usually stand. is_bound: the monograph is that
    of the drug that is asked about. is_chosen: it is only asked where to open it, not whether."""
    hinted = frozenset(hints)
    if is_bound and not covered.concepts:  # what is it for?
        return Scores({place: 1.0 for place in range(len(covered.passages)) if covered.section(place) in hinted})
    total = sum(weights)
    if not total:
        return Scores({})
    found: dict[int, float] = {}
    number: dict[int, int] = {}
    is_for = False
    about, is_about = 0.0, not is_bound and any(concept.is_about for concept in covered.concepts)
    for concept, said, broader, weight in zip(covered.concepts, covered.said, covered.broader, weights, strict=True):
        has_dose = any(
            strength >= _BY_FIELD[_HEADINGS] and covered.section(place) == "dosage" for place, strength in said.items()
        )
        kind_of = _TYPED if has_dose else _BROADER  # for asthma, with a dose headed `asthma attack`
        broad = said | {place: max(kind_of, said.get(place, 0.0)) for place in broader}
        indicated = _indicated(covered, broad) if concept.is_about else 0.0
        often = len(broad) / (len(broad) + _FEW * len(covered.passages) + 1)
        is_for = is_for or (concept.is_disease and indicated >= _IS_FOR)
        # A page that often says `child` is not the more about children.
        about += weight * (_FOR_IT * indicated + (0.0 if concept.is_young else _OFTEN * often))
        if is_bound and indicated:  # how is it given for that?
            hinted |= {"dosage"}
        # All that is said of a drug is said of what it is for, but where that has a dose of its own.
        implied = 0.0 if is_bound and has_dose else indicated
        strength_of_implied = implied * (_IMPLIED_IF_BOUND if is_bound else _IMPLIED)
        for place in range(len(covered.passages)) if implied else said:
            if has_dose and place not in said and covered.section(place) == "dosage":
                continue
            strength = max(said.get(place, 0.0), strength_of_implied)
            found[place] = found.get(place, 0.0) + weight * strength
            number[place] = number.get(place, 0) + (place in said or implied > _IMPLIED)
    sought = sum(1 for weight in weights if weight)
    for place, count in number.items():
        prior = _prior(covered, place, hinted, is_about=is_about)
        if (is_bound or (is_about and is_chosen)) and _is_first_dose(covered, place):
            prior = _FIRST_DOSE if _itself(covered, weights, place) >= _ALIKE * total else prior
        of_another = _OF_ANOTHER if place in covered.of_others else 0.0
        elsewhere = _ELSEWHERE if _IS_ELSEWHERE.search(covered.passages[place]) else 0.0
        found[place] += total * (_SECTION * prior + (_COMPLETE if count == sought else 0.0) - of_another - elsewhere)
    for place in covered.beside:
        if place in found:
            found[place] += _NEXT_TO_EACH_OTHER * total
    answers = Scores({place: found[place] for place in set().union(*covered.said)}, about, is_for)
    return _weighed(covered, answers, total, is_chosen=is_chosen) if is_about else answers


def _weighed(covered: Coverage, answers: Scores, total: float, *, is_chosen: bool) -> Scores:
    """With the first dose first, where that is what is needed, and less of a drug that is avoided then."""
    if _is_avoided(covered):
        answers = answers._replace(about=answers.about - _AVOIDED * answers.best)
    if not is_chosen or (first := _first_dose_of(covered)) is None:
        return answers
    return answers._replace(passages={**answers.passages, first: answers.best + total})


def _indicated(covered: Coverage, said: Mapping[int, float]) -> float:
    """How much the drug is for it: what comes first among the indications is what it is most for, and a drug of first
    choice is more for it than one for where that fails."""
    strengths = (
        said[place] * (_IN_RESERVE if _RESERVE.search(covered.passages[place]) else 1.0) / (1 + _LATER * at)
        for at, place in enumerate(covered.indications)
        if place in said
    )
    return max(strengths, default=0.0)


def _itself(covered: Coverage, weights: Sequence[float], place: int) -> float:
    """How much of what is asked stands in the passage itself."""
    return sum(weight * said.get(place, 0.0) for weight, said in zip(weights, covered.said, strict=True))


def _is_first_dose(covered: Coverage, place: int) -> bool:
    """Whether it says what to give now. Elsewhere than in Dosage that is an antidote's."""
    return covered.section(place) == "dosage" and _FIRST_DOSE_NOW in covered.passages[place]


def _first_dose_of(covered: Coverage) -> int | None:
    """Where the first dose of an emergency begins, if the first of the indications says all that is asked, but for how
    old or heavy the patient is."""
    first = next(iter(covered.indications), None)
    for concept, said in zip(covered.concepts, covered.said, strict=True):
        if first not in said and not (concept.is_young or concept.is_figure):
            return None
    return next((place for place in range(len(covered.passages)) if _is_first_dose(covered, place)), None)


def _prior(covered: Coverage, place: int, hinted: Collection[str], *, is_about: bool) -> float:
    """How usual it is for an answer to stand in the section of a passage."""
    section = covered.section(place)
    if is_about and section == "usage":
        return 1.0 + _FOR_IT if place in covered.indications else _OTHER_SECTION
    return 1.0 if section in hinted else _BY_SECTION.get(section, _OTHER_SECTION) * (0.5 if hinted else 1.0)


def _is_avoided(covered: Coverage) -> bool:
    """Whether pregnancy or breastfeeding is asked about, and the warnings say that the drug is to be avoided then."""
    return any(
        concept.is_of_two
        and strength >= _TYPED
        and covered.section(place) in _WARNINGS
        and _FORBIDDEN.search(covered.passages[place])
        for concept, said in zip(covered.concepts, covered.said, strict=True)
        for place, strength in said.items()
    )


def _weigh_doses(text: _Text, by_field: dict[int, dict[int, float]]) -> None:
    """Who asks for a dose wants a figure, rather than the word."""
    for place, line in enumerate(text.lines):
        has_figure = _DOSE.search(line) is not None
        if has_figure and line.startswith("dosage\t"):
            by_field.setdefault(place, {}).setdefault(_TEXT, _DOSE_FIGURE)
        elif place in by_field and not has_figure:
            by_field[place] = {field: strength * _NO_FIGURE for field, strength in by_field[place].items()}


def _weigh_adults(text: _Text, by_field: dict[int, dict[int, float]]) -> None:
    """Who asks for a child wants no dose that is for adults too, and least one below a heading for adults."""
    for needle in _OF_ADULTS:
        for place, field in text.found(needle):
            if field == _HEADINGS and field not in by_field.get(place, {_HEADINGS: 0}):
                by_field[place] = {_TEXT: _UNDER_ADULTS}
            elif field == _TEXT and field in by_field.get(place, {}):
                by_field[place][_TEXT] *= _OF_ALL_AGES


class _Text:
    """The folded passages of one monograph, to look for words in."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self.lines = folded.split("\n") if folded else []
        self._starts = list(accumulate((len(line) + 1 for line in self.lines), initial=0))

    def place_of(self, at: int) -> tuple[int, int]:
        """The passage in which a character stands, and the field of its line."""
        line = bisect_right(self._starts, at) - 1
        return line, self.folded.count("\t", self._starts[line], at)

    def found(self, needle: str, unless: re.Pattern[str] | None = None) -> list[tuple[int, int]]:
        """The passages, and the fields of their lines, in which it stands. unless: that follows."""
        found: list[tuple[int, int]] = []
        folded = self.folded
        at = folded.find(needle)
        while at >= 0:
            if unless and unless.match(folded, at + len(needle)):
                at = folded.find(needle, at + len(needle) - 1)
                continue
            line, field = self.place_of(at)
            found.append((line, field))
            end = self._starts[line + 1] - 1 if field == _TEXT else folded.index("\t", at)
            at = folded.find(needle, end)
        return found


def _section_of(line: str) -> str:
    return line[: line.index("\t")]


def _said(text: _Text, wanted: Sought) -> dict[int, float]:
    """How strongly each passage says it."""
    by_field: dict[int, dict[int, float]] = {}

    is_bare = wanted.concept.is_figure and len(wanted.concept.words) == 1
    unless = _NO_VALUE if wanted.concept.is_measured else _NO_AMOUNT if is_bare else None

    def look_for(needles: Sequence[tuple[str, float, str]]) -> None:
        for needle, quality, only in needles:
            for place, field in text.found(needle, unless):
                if not only or only == _section_of(text.lines[place]):
                    fields = by_field.setdefault(place, {})
                    fields[field] = max(fields.get(field, 0.0), quality * _BY_FIELD[field])

    look_for(wanted.needles)
    figure = float(wanted.concept.words[0]) if wanted.ranges else 0.0
    found = ranges_in(text.folded, wanted.ranges, figure) if wanted.ranges else ()
    ranges = sorted(((*text.place_of(at), strength) for at, strength in found), key=lambda each: each[2])
    for place, field, strength in ranges:
        if strength == BESIDE and field in by_field.get(place, {}):
            by_field[place][field] = strength
        elif strength == CLOSED:
            by_field.setdefault(place, {})[_TEXT] = strength
    if not by_field:
        look_for(wanted.otherwise)
    for place, _, strength in ranges:
        fields = by_field.setdefault(place, {})
        fields[_TEXT] = max(fields.get(_TEXT, 0.0), strength)
    if wanted.concept.section:
        for place, line in enumerate(text.lines):
            if line.startswith(f"{wanted.concept.section}\t"):
                by_field.setdefault(place, {})[_HEADING] = _BY_FIELD[_HEADING]
    if wanted.apart:
        apart = [{place for place, _ in text.found(word)} for word in wanted.apart]
        for place in set.intersection(*apart):
            by_field.setdefault(place, {})[_TEXT] = _APART
    if wanted.concept.is_dose:
        _weigh_doses(text, by_field)
    if wanted.concept.is_young:
        _weigh_adults(text, by_field)
    return {place: max(fields.values()) + (_BOTH if len(fields) > 1 else 0.0) for place, fields in by_field.items()}


def needle_of(way: Wanted) -> str:
    """What to look for in folded text in which a space stands before and after each word."""
    words = " ".join(way.words)
    before = "" if is_unspaced(words[0]) else " "
    return f"{before}{words}" if way.starts or is_unspaced(words[-1]) else f"{before}{words} "

"""Which passages of a monograph answer a question best.

All rare things in one passage, or in the headings above it, come before scattered ones; then what stands in the section
where such answers usually stand; then the order of the file.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import log
from typing import NamedTuple

from medtui.library.names.clinical_words import groups_of
from medtui.library.search.concepts import DISEASES, Concept
from medtui.library.search.coverage import ALIKE, DENIAL, IF_NOT, TYPED, UNDER_HEADING, Coverage

# What each thing counts, tried over the questions of tests/gold: a tenth more or less changes none of their answers,
# but for ALIKE, where it changes one.
#
# How well a passage answers
_COMPLETE = 0.5  # it says all that was asked
_NEXT_TO_EACH_OTHER = 0.2  # two things, as they were typed
_OF_ANOTHER, _OF_ANOTHER_EMERGENCY = 1.0, 0.3  # less, of another drug on the same page: regular insulin, for NPH
_FOR_ANOTHER = 2.0  # less, so that no weight and no age outdoes what it is given for
_ELSEWHERE = 0.1  # less, of a regimen of another country
_SECTION = 0.35  # its section is one where such answers stand, or usually matters
_BY_SECTION = {
    "usage": 0.9, "dosage": 0.7, "boxed_warning": 0.7, "contraindications": 0.7, "precautions": 0.6, "populations": 0.6,
    "interactions": 0.5, "overdose": 0.5, "faqs": 0.4, "side_effects": 0.3, "generic_name": 0.2, "how_it_works": 0.1,
}  # fmt: skip
_OTHER_SECTION = 0.3
_EFFECTS = "side_effects"
_PER_KG, _TO_PREVENT = " kg ", " prevent"
_OVERDOSE, _FOR_OVERDOSE = "overdose", re.compile(r" (?:overdose|antidote) ")
_PREVENTION, _PREVENTS = ("prevention",), re.compile(" (?:to prevent(?! and treat)|prevention of) ")
_OTHER_PURPOSES = {  # headings over what is given for something else, where a question has that word
    "prevention": re.compile(" (?:treatment|overdose|attack) "),
    "pmtct": re.compile(" treatment "),
    "exposed": re.compile(" treatment "),
    "loading": re.compile(" maintenance "),
    "maintenance": re.compile(" loading "),
}
_FIRST_DOSE, _FIRST_DOSE_NOW = 2.0, " first dose now "  # what an emergency page says comes before all else
_IMPLIED, _IMPLIED_IF_BOUND = 0.5, 0.9  # what the drug is for is not said again in each passage
_DRUG, _FIGURE = 2.0, 1.5  # names and figures are what is rare
_ROUTE, _PERSON = 0.5, 0.3  # a form, a route, who is treated: they find no drug, but a passage of it
_SEX = 0.5  # rarely said
#
# How much a monograph is about a thing
_FOR_IT = 1.0  # it is the first of its indications
_LATER = 0.15  # less, for each indication before it
_BROADER = 0.6  # they name what it is a kind of
_IS_FOR = 0.3  # from here on the drug is for the disease
_WARNINGS = ("boxed_warning", "contraindications", "precautions", "populations")
_AVOIDED = 0.1  # less, for a disease in pregnancy, of a drug that is avoided in pregnancy
_CHILDREN, _USAGE = " children ", ("usage", *_WARNINGS)
_FORBIDDEN = re.compile(rf"{DENIAL.pattern}| (?:forbids?|forbidden|against|not in|only (?:if|when|where)) ")
# What comes after the first choice, for the same thing.
_RESERVE = re.compile(
    f" (?:{IF_NOT}|only (?:if|when|where)|second (?:line|choice)|last (?:line|resort)|fails?|failed|goes on after"
    "|added to|addition to|to finish"
    "|cannot be (?:had|used|given)) "
)
_ALL_KEPT = re.compile(" keep it for | (?:is|are) (?:kept|reserved) for ")
_FOR_ADULTS = " in adults "  # is less for a child
_IN_RESERVE, _KEPT = 0.7, 0.5
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


def weights_of(covered: Sequence[Coverage], *, is_bound: bool) -> list[float]:
    """What each concept counts: the more, the fewer of all these passages say it. is_bound: as for `scores`."""
    total = sum(len(one.passages) for one in covered)
    numbers = [sum(map(len, each)) for each in zip(*(one.said for one in covered), strict=True)]
    concepts = covered[0].concepts if covered else ()
    return [
        log(1 + total / number) * _importance(concept, concepts, is_bound=is_bound) if number else 0.0
        for concept, number in zip(concepts, numbers, strict=True)
    ]


def _importance(concept: Concept, beside: Sequence[Concept], *, is_bound: bool) -> float:
    if concept.is_sex:
        return _SEX if is_bound else 0.0
    if _is_said_better(concept, beside) or (concept.is_person and not is_bound):
        return _PERSON
    if concept.is_route and not is_bound:
        return _ROUTE
    return _DRUG if concept.is_drug else _FIGURE if concept.is_figure else 1.0


def _is_said_better(concept: Concept, beside: Sequence[Concept]) -> bool:
    """Whether another one says how heavy or old the child is."""
    is_told = any(other.is_figure and len(other.words) > 1 for other in beside)
    return concept.is_person and not concept.is_newborn and is_told


def _counted(concepts: Sequence[Concept], weights: Sequence[float]) -> list[bool]:
    """For each concept, whether an answer is incomplete without it."""
    return [
        bool(weight) and not _is_said_better(concept, concepts)
        for concept, weight in zip(concepts, weights, strict=True)
    ]


def scores(
    covered: Coverage, weights: Sequence[float], hints: Iterable[str], *, is_bound: bool, is_chosen: bool = False
) -> Scores:
    """How well the passages answer. hints: sections where such answers usually stand. is_bound: the monograph is that
    of the drug that is asked about. is_chosen: it is only asked where to open it, not whether."""
    hinted = frozenset(hints)
    total = sum(weights)
    if not total:
        return _without_words(covered, hinted) if is_bound else Scores({})
    covered, of_others = _first_doses_first(covered) if is_bound else (covered, {})
    counted = _counted(covered.concepts, weights)
    found: dict[int, float] = {}
    number: dict[int, int] = {}
    is_for = False
    about, is_about = 0.0, not is_bound and any(concept.is_about for concept in covered.concepts)
    each = zip(covered.concepts, covered.said, covered.broader, weights, counted, strict=True)
    for concept, said, broader, weight, is_counted in each:
        has_dose = any(
            strength >= UNDER_HEADING and covered.section(place) == "dosage" for place, strength in said.items()
        )
        kind_of = TYPED if has_dose else _BROADER  # for asthma, with a dose headed `asthma attack`
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
            number[place] = number.get(place, 0) + (is_counted and (place in said or implied > _IMPLIED))
    for place in found:
        prior = _prior(covered, place, hinted, is_about=is_about)
        if (is_bound or (is_about and is_chosen)) and _is_first_dose(covered, place):
            prior = _FIRST_DOSE if _itself(covered, weights, place) >= ALIKE * total else prior
        less = of_others.get(place, 0.0) + (_ELSEWHERE if place in covered.elsewhere else 0.0)
        found[place] += total * (_SECTION * prior + (_COMPLETE if number[place] == sum(counted) else 0.0) - less)
        found[place] += total * _NEXT_TO_EACH_OTHER * covered.beside.count(place)
    passages = {place: found[place] for place in set().union(*covered.said)}
    answers = Scores(passages, about, is_for and not _is_denied_to_children(covered))
    return _weighed(covered, answers, total, is_chosen=is_chosen) if is_about else answers


def _without_words(covered: Coverage, hinted: Collection[str]) -> Scores:
    """Where to open a drug of which nothing else is asked but what it is for, or an effect that nothing says."""
    wanted = {_EFFECTS} & {*hinted} if covered.concepts else hinted
    places = [place for place in range(len(covered.passages)) if covered.section(place) in wanted]
    return Scores(dict.fromkeys(places[:1] if covered.concepts else places, 1.0))


def _weighed(covered: Coverage, answers: Scores, total: float, *, is_chosen: bool) -> Scores:
    """With the first dose first, where that is what is needed, or the dose for a disease before that the drug is for
    it; and less of a drug that is avoided then."""
    if _is_avoided(covered):
        answers = answers._replace(about=answers.about - _AVOIDED * answers.best)
    best = answers.in_order() if is_chosen else ()
    first = _first_dose_of(covered, best[0]) if best else None
    if (first := _dose_of(covered, best) if best and first is None else first) is None:
        return answers
    return answers._replace(passages={**answers.passages, first: answers.best + total})


def _indicated(covered: Coverage, said: Mapping[int, float]) -> float:
    """How much the drug is for it: what comes first among the indications is what it is most for, and a drug of first
    choice is more for it than one for where that fails."""
    young = [said for concept, said in zip(covered.concepts, covered.said, strict=True) if concept.is_young]
    is_kept = any(_ALL_KEPT.search(covered.passages[place]) for place in covered.indications)
    strengths = []
    for at, place in enumerate(covered.indications):
        line = covered.passages[place]
        if place in said:
            reserve = _KEPT if is_kept else _IN_RESERVE if _RESERVE.search(line) else 1.0
            is_of_adults = young and _FOR_ADULTS in line and not any(place in each for each in young)
            strengths.append(said[place] * reserve * (_IN_RESERVE if is_of_adults else 1.0) / (1 + _LATER * at))
    return max(strengths, default=0.0)


def _itself(covered: Coverage, weights: Sequence[float], place: int) -> float:
    """How much of what is asked stands in the passage itself."""
    return sum(weight * said.get(place, 0.0) for weight, said in zip(weights, covered.said, strict=True))


def _is_denied_to_children(covered: Coverage) -> bool:
    """Whether a child is asked about, and a passage says that for such a thing the drug is not for children."""
    if not any(concept.is_young for concept in covered.concepts):
        return False
    said = [said for concept, said in zip(covered.concepts, covered.said, strict=True) if concept.is_disease]
    return any(
        _CHILDREN in (line := covered.passages[place]) and DENIAL.search(line) and covered.section(place) in _USAGE
        for each in said
        for place in each
    )


def _first_doses_first(covered: Coverage) -> tuple[Coverage, Mapping[int, float]]:
    """How much less passages count that are of another drug, for another purpose, or, on an emergency page, the doses
    for other emergencies than its first, where these are not asked about; and where only they have a row for a weight,
    its first dose says that weight too, as it is by weight."""
    others = dict.fromkeys(_for_another_purpose(covered), _FOR_ANOTHER)
    others = dict.fromkeys(covered.of_others, _OF_ANOTHER) | others
    covered = covered._replace(of_others=others)
    first = [place for place in range(len(covered.passages)) if _is_first_dose(covered, place)]
    named = frozenset().union(*(_diseases_above(covered, place) for place in first))
    if not named:
        return covered, others
    pairs = zip(covered.concepts, covered.said, strict=True)
    asked = frozenset().union(*(said for concept, said in pairs if concept.is_disease))
    elsewhere = {
        place
        for place in range(len(covered.passages))
        if covered.section(place) == "dosage" and place not in asked and _diseases_above(covered, place) - named
    }
    by_weight = dict.fromkeys((place for place in first if _PER_KG in covered.passages[place]), ALIKE)
    said = [
        each | by_weight if rows and elsewhere.issuperset(rows) else each
        for each, rows in zip(covered.said, covered.rows, strict=True)
    ]
    return covered._replace(said=said), dict.fromkeys(elsewhere, _OF_ANOTHER_EMERGENCY) | others


def _for_another_purpose(covered: Coverage) -> Iterator[int]:
    """The doses for another purpose than is asked: treatment where prevention is; an overdose, of a drug that is for
    something else first, where neither that nor a disease is."""
    pairs = zip(covered.concepts, covered.said, strict=True)
    words = ((" ".join(way.words), said) for one, said in pairs for way in one.ways)
    asked = {word: said for word, said in words if word in _OTHER_PURPOSES}
    needs_antidote = any(one.is_disease or _OVERDOSE in one.hints for one in covered.concepts)
    is_antidote = needs_antidote or any(_FOR_OVERDOSE.search(covered.passages[at]) for at in covered.indications[:1])
    for place, line in enumerate(covered.passages):
        if covered.section(place) == "dosage":
            above = line.split("\t")[2]
            is_other = any(
                place not in said and _OTHER_PURPOSES[purpose].search(above) for purpose, said in asked.items()
            )
            if is_other or (not is_antidote and _FOR_OVERDOSE.search(above)):
                yield place


def _diseases_above(covered: Coverage, place: int) -> frozenset[str]:
    """What the headings above a passage name."""
    return _diseases_in(covered.passages[place].split("\t")[2])


@lru_cache(maxsize=256)
def _diseases_in(folded: str) -> frozenset[str]:
    groups = (group for match in groups_of(folded.split()) for group in match.groups)
    return frozenset(group.words[0] for group in groups if group.kind in DISEASES)


def _is_first_dose(covered: Coverage, place: int) -> bool:
    """Whether it says what to give now. Elsewhere than in Dosage that is an antidote's."""
    is_asked = covered.section(place) == "dosage" and place not in covered.of_others
    return is_asked and _FIRST_DOSE_NOW in covered.passages[place]


def signs_in_one(covered: Coverage) -> int:
    """How many of the diseases and signs that are asked about one of the indications says."""
    return max(_signs(covered), default=0)


def is_emergency(covered: Coverage) -> bool:
    """Whether a drug with a first dose is for two of the signs together, or first of all for a disease that is named:
    one more sign, which the page does not say, takes none of that back."""
    if not any(_is_first_dose(covered, place) for place in range(len(covered.passages))):
        return False
    pairs = zip(covered.concepts, covered.said, strict=True)
    named = [said for concept, said in pairs if concept.is_disease and not concept.is_sign]
    return signs_in_one(covered) > 1 or any(place in said for said in named for place in covered.indications[:1])


def _signs(covered: Coverage) -> list[int]:
    """For each indication, how many of the diseases and signs it says; none where it comes after the first choice."""
    asked = [said for concept, said in zip(covered.concepts, covered.said, strict=True) if concept.is_disease]
    of_first_choice = [not _RESERVE.search(covered.passages[place]) for place in covered.indications]
    each = zip(covered.indications, of_first_choice, strict=True)
    return [sum(place in said for said in asked) if is_first else 0 for place, is_first in each]


def _first_dose_of(covered: Coverage, best: int) -> int | None:
    """Where the first dose of an emergency begins, if the first of the indications, and no other, says all that is
    asked, but for who the patient is; or two signs of it, and no other as many; or the best answer is a part of it."""
    pairs = zip(covered.concepts, covered.said, strict=True)
    asked = [said for one, said in pairs if (one.is_disease or one.hints) and not (one.is_person or one.is_figure)]
    saying = [place for place in covered.indications if all(place in said for said in asked)]
    first, *others = (*_signs(covered), 0)
    is_part = _is_first_dose(covered, best) and not any(concept.is_figure for concept in covered.concepts)
    if not asked or not ([] != saying == covered.indications[:1] or first > max(1, 0, *others) or is_part):
        return None
    return next((place for place in range(len(covered.passages)) if _is_first_dose(covered, place)), None)


def _dose_of(covered: Coverage, in_order: Sequence[int]) -> int | None:
    """The best dose below a heading that names most diseases that are asked about, in place of a line of Usage: none
    to prevent them."""
    asked = [said for one, said in zip(covered.concepts, covered.said, strict=True) if one.is_disease]
    if not asked or covered.section(in_order[0]) != "usage":
        return None
    named = {place: sum(said.get(place, 0.0) >= UNDER_HEADING * ALIKE for said in asked) for place in in_order}
    below = (place for place in in_order if 2 * named[place] > len(asked))
    doses = (place for place in below if covered.section(place) == "dosage")
    return next((place for place in doses if _TO_PREVENT not in covered.passages[place].split("\t")[2]), None)


def _prior(covered: Coverage, place: int, hinted: Collection[str], *, is_about: bool) -> float:
    """How usual it is for an answer to stand in the section of a passage."""
    section = covered.section(place)
    if is_about and section == "usage":
        is_treated = not _PREVENTS.search(covered.passages[place]) or _asks_prevention(covered)
        return 1.0 + _FOR_IT * is_treated if place in covered.indications else _OTHER_SECTION
    return (
        1.0
        if section in hinted or (section == "faqs" and _is_asked(covered, place))
        else _BY_SECTION.get(section, _OTHER_SECTION) * (0.5 if hinted else 1.0)
    )


def _asks_prevention(covered: Coverage) -> bool:
    return any(way.words == _PREVENTION for concept in covered.concepts for way in concept.ways)


def _is_asked(covered: Coverage, place: int) -> bool:
    """Whether a question among the FAQs asks for just that weight or value, and all the rest but the form."""
    pairs = [(one, said) for one, said in zip(covered.concepts, covered.said, strict=True) if not one.is_route]
    return any(one.is_figure for one, _ in pairs) and all(
        said.get(place, 0.0) >= UNDER_HEADING * ALIKE for _, said in pairs
    )


def _is_avoided(covered: Coverage) -> bool:
    """Whether pregnancy or breastfeeding is asked about, and the warnings say that the drug is to be avoided then."""
    return any(
        concept.is_of_two
        and strength >= TYPED
        and covered.section(place) in _WARNINGS
        and _FORBIDDEN.search(covered.passages[place])
        for concept, said in zip(covered.concepts, covered.said, strict=True)
        for place, strength in said.items()
    )

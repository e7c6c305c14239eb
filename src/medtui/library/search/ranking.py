"""Which passages of a monograph answer a question best.

All rare things in one passage, or in the headings above it, come before scattered ones; then what stands in the section
where such answers usually stand; then the order of the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from math import log
from typing import NamedTuple

from medtui.library.names.folding import is_unspaced
from medtui.library.query.matcher import Wanted
from medtui.library.search.concepts import BY_WEIGHT, SPELLING, Concept

_FIELDS = 4  # of a passage's line: section, its heading, other headings, text
_BOUNDS = re.compile("[\t\n]")
_STRENGTH = (0.0, 0.4, 1.12, 1.0)
"""How much it counts in each of these: what a sub-heading says, all that is under it is about."""
_HEADINGS, _TEXT = 2, 3
_OF_ADULTS, _UNDER_ANOTHER_AGE = (" adult ", " adults "), 0.5
_BOTH = 0.03  # more where the passage itself says it too
_TYPED, _SPELLED, _ALIKE, _APART = 1.0, 0.97, 0.88, 1.0
"""What was typed counts more than another spelling, that more than another word for it, that more
than the words of a phrase that stand apart."""
_COMPLETE = 0.5
_SECTION = 0.35
_NEXT_TO_EACH_OTHER = 0.2
_WEIGHTS = {
    "usage": 0.9, "dosage": 0.7, "boxed_warning": 0.7, "contraindications": 0.7, "precautions": 0.6, "populations": 0.6,
    "interactions": 0.5, "overdose": 0.5, "faqs": 0.4, "side_effects": 0.3, "generic_name": 0.2, "how_it_works": 0.1,
}  # fmt: skip
_OTHER_WEIGHT = 0.3
_FOR_IT = 1.0
_BROADER = 0.6
_IS_FOR = 0.3
_DENIALS = (" not ", " never ", " avoid ", " contraindicated ")
_LATER = 0.15
_IMPLIED, _IMPLIED_IF_BOUND = 0.5, 0.9
_OFTEN, _FEW = 2.0, 0.1
_DRUG, _FIGURE = 2.0, 1.5


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
    counts, and the only section in which it does, or none. by_weight: those that count where none of the others stands.
    apart: the words of a phrase that may stand apart. figure_range: finds ranges of figures in its unit."""

    concept: Concept
    needles: Sequence[tuple[str, float, str]]
    by_weight: Sequence[tuple[str, float, str]]
    broader: Sequence[str]
    apart: Sequence[str]
    figure_range: re.Pattern[str] | None


def sought(concepts: Iterable[Concept]) -> list[Sought]:
    """The concepts, ready to be looked for."""
    return [_sought(concept) for concept in concepts]


def _sought(concept: Concept) -> Sought:
    needles: list[tuple[str, float, str]] = []
    by_weight: list[tuple[str, float, str]] = []
    for way in concept.ways:
        quality = _TYPED if not way.why else _SPELLED if way.why == SPELLING else _ALIKE
        (by_weight if way.why == BY_WEIGHT else needles).append((needle_of(way), quality, way.section))
    pattern = None
    if concept.is_figure and len(concept.words) > 1:
        unit = f"(?:{'|'.join({' '.join(way.words[1:]) for way in concept.ways})})"
        pattern = re.compile(rf" ([0-9.]+) (?:{unit} )?(?:to |and )?(?:under |below |less than )?([0-9.]+) {unit} ")
    broader = [needle_of(way) for way in concept.broader]
    apart = [f" {word} " for word in concept.words] if concept.may_part else []
    return Sought(concept, needles, by_weight, broader, apart, pattern)


class Coverage(NamedTuple):
    """What the passages of a monograph say. sections: the section of each.
    said: for each of `concepts`, how strongly each passage says it. beside: those that say two next to each other.
    broader: for each concept, those that say what it is a kind of. indications: those that say what the drug is for, in
    order; not what it is not for."""

    concepts: Sequence[Concept]
    sections: Sequence[str]
    said: Sequence[dict[int, float]]
    beside: Sequence[int]
    broader: Sequence[Collection[int]]
    indications: Sequence[int]


def coverage(folded: str, wanted: Sequence[Sought]) -> Coverage:
    """What the passages say of what is sought. folded: as `folded_passages` gives them."""
    bounds = [bound.start() for bound in _BOUNDS.finditer(folded)]
    lines = folded.split("\n") if folded else []
    sections = [line.partition("\t")[0] for line in lines]
    indications = [
        place
        for place, section in enumerate(sections)
        if section == "usage" and not any(word in lines[place] for word in _DENIALS)
    ]
    concepts = [one.concept for one in wanted]
    pairs = [f" {one.typed} {two.typed} " for one, two in pairwise(concepts)]
    return Coverage(
        concepts,
        sections,
        [_said(folded, bounds, sections, one) for one in wanted],
        [place for pair in pairs for place, _ in _found(folded, bounds, pair)],
        [{place for needle in one.broader for place, _ in _found(folded, bounds, needle)} for one in wanted],
        indications,
    )


def weights_of(covered: Sequence[Coverage]) -> list[float]:
    """What each concept counts: the more, the fewer of all these passages say it."""
    total = sum(len(one.sections) for one in covered)
    numbers = [sum(map(len, each)) for each in zip(*(one.said for one in covered), strict=True)]
    concepts = covered[0].concepts if covered else ()
    return [
        log(1 + total / number) * (_DRUG if concept.is_drug else _FIGURE if concept.is_figure else 1.0)
        if number
        else 0.0
        for concept, number in zip(concepts, numbers, strict=True)
    ]


def scores(covered: Coverage, weights: Sequence[float], hints: Iterable[str], *, is_bound: bool) -> Scores:
    """How well the passages answer. hints: sections where such answers usually stand. is_bound: the monograph is that
    of the drug that is asked about."""
    total = sum(weights)
    if not total:
        return Scores({})
    implied = _IMPLIED_IF_BOUND if is_bound else _IMPLIED
    found: dict[int, float] = {}
    number: dict[int, int] = {}
    is_for = False
    about, is_about = 0.0, not is_bound and any(concept.is_about for concept in covered.concepts)
    for concept, said, broader, weight in zip(covered.concepts, covered.said, covered.broader, weights, strict=True):
        broad = said | {place: max(_BROADER, said.get(place, 0.0)) for place in broader}
        indicated = _indicated(covered, broad) if concept.is_about else 0.0
        often = len(broad) / (len(broad) + _FEW * len(covered.sections) + 1)
        is_for = is_for or (concept.is_disease and indicated >= _IS_FOR)
        about += weight * (_FOR_IT * indicated + _OFTEN * often)
        for place in range(len(covered.sections)) if indicated else said:
            # All that is said of a drug is said of what it is for.
            strength = max(said.get(place, 0.0), implied * indicated)
            found[place] = found.get(place, 0.0) + weight * strength
            number[place] = number.get(place, 0) + (place in said or indicated > _IMPLIED)
    hinted = frozenset(hints)
    sought = sum(1 for weight in weights if weight)
    for place, count in number.items():
        section = covered.sections[place]
        prior = 1.0 if section in hinted else _WEIGHTS.get(section, _OTHER_WEIGHT) * (0.5 if hinted else 1.0)
        if is_about and section == "usage":
            prior = 1.0 + _FOR_IT if place in covered.indications else _OTHER_WEIGHT
        found[place] += total * (_SECTION * prior + (_COMPLETE if count == sought else 0.0))
    for place in covered.beside:
        if place in found:
            found[place] += _NEXT_TO_EACH_OTHER * total
    said_here = set().union(*covered.said)
    return Scores({place: score for place, score in found.items() if place in said_here}, about, is_for)


def _indicated(covered: Coverage, said: Mapping[int, float]) -> float:
    """How much the drug is for it: what comes first among the indications is what it is most for."""
    places = enumerate(covered.indications)
    return max((said.get(place, 0.0) / (1 + _LATER * at) for at, place in places), default=0.0)


def _said(folded: str, bounds: Sequence[int], sections: Sequence[str], wanted: Sought) -> dict[int, float]:
    """How strongly each passage says it."""
    by_field: dict[int, dict[int, float]] = {}

    def look_for(needles: Sequence[tuple[str, float, str]]) -> None:
        for needle, quality, only in needles:
            for place, field in _found(folded, bounds, needle):
                if only in ("", sections[place]):
                    fields = by_field.setdefault(place, {})
                    fields[field] = max(fields.get(field, 0.0), quality * _STRENGTH[field])

    look_for(wanted.needles)
    if wanted.figure_range:
        figure = float(wanted.concept.words[0])
        for found in wanted.figure_range.finditer(folded):
            if float(found[1]) <= figure <= float(found[2]):
                by_field.setdefault(bisect_right(bounds, found.start()) // _FIELDS, {})[_TEXT] = _TYPED
    if not by_field:
        look_for(wanted.by_weight)
    if wanted.apart:
        apart = [{place for place, _ in _found(folded, bounds, word)} for word in wanted.apart]
        for place in set.intersection(*apart):
            by_field.setdefault(place, {})[_TEXT] = _APART
    if wanted.concept.is_young:
        for needle in _OF_ADULTS:
            for place, field in _found(folded, bounds, needle):
                if field == _HEADINGS and field not in by_field.get(place, {_HEADINGS: 0}):
                    by_field[place] = {_TEXT: _UNDER_ANOTHER_AGE}
    return {place: max(fields.values()) + (_BOTH if len(fields) > 1 else 0.0) for place, fields in by_field.items()}


def _found(folded: str, bounds: Sequence[int], needle: str) -> list[tuple[int, int]]:
    """The passages, and the fields of their lines, in which it stands."""
    found: list[tuple[int, int]] = []
    at = folded.find(needle)
    while at >= 0:
        number = bisect_right(bounds, at)
        found.append((number // _FIELDS, number % _FIELDS))
        end = bounds[number] if number < len(bounds) else len(folded)
        at = folded.find(needle, end)
    return found


def needle_of(way: Wanted) -> str:
    """What to look for in folded text in which a space stands before and after each word."""
    words = " ".join(way.words)
    before = "" if is_unspaced(words[0]) else " "
    return f"{before}{words}" if way.starts or is_unspaced(words[-1]) else f"{before}{words} "

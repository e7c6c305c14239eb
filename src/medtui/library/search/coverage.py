"""What the passages of a monograph say of the things that are asked about, and how strongly each says them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from medtui.library.names.folding import is_unspaced
from medtui.library.names.synonyms import known_inn
from medtui.library.query.matcher import Wanted
from medtui.library.search.concepts import OTHERWISE, SPELLING, Concept
from medtui.library.search.figure_ranges import BESIDE, CLOSED, OPEN, OUTSIDE, ranges_in, ranges_like

# How strongly a passage says a thing
_HEADING, _HEADINGS, _TEXT = 1, 2, 3
_BY_FIELD = (0.0, 0.4, 1.12, 1.0)  # section, its heading, other headings (all below them is about it), text
UNDER_HEADING = _BY_FIELD[_HEADINGS]
_BOTH = 0.03  # more, where headings and text say it
TYPED, _SPELLED, ALIKE, _APART = 1.0, 0.97, 0.88, 1.0  # as typed, another spelling, another word, word by word
_ELSEWHERE = " elsewhere "
_OF_ADULTS, _OF_MOTHERS = (" adult ", " adults "), (" pregnancy ", " breastfeeding ")
_UNDER_ADULTS, _OF_ALL_AGES = 0.5, 0.97  # a child, below a heading for adults; beside adults
_IN_ANOTHER = 0.6  # fever, where only rheumatic fever stands
_BETWEEN = 0.95  # the row of 10 kg, for 11 kg
_ROW_UNIT = re.compile(" (kg|year|month|week|day) ")
_CHILD_ROW = re.compile(
    r"dosage\t[^\t]*\t[^\t]*\t [0-9]+ (?:(?:months?|years?) )?to (?:under )?(?:[0-9]|1[0-7]) years "
)
_DOSE_FIGURE, _NO_FIGURE = 0.9, 0.7  # one in Dosage that does not say `dose`; the word alone
_DOSE_OF = re.compile(" ([a-z]{4,}) [0-9.]+ (?:m?g|micrograms?|units?) ")
_DOSE = re.compile(
    " [0-9.]+ (?:million )?"
    "(?:m?g|mcg|milligrams?|micrograms?|ml|units?|iu|m?mol|puffs?|tablets?|capsules?|drops?|sachets?) (?!min )"
)
_INTERVAL = re.compile(
    " (?:every|once|twice|(?:[0-9]+|two|three|four) times) (?:an? |in )?(?:[0-9]+ (?:to [0-9]+ )?)?"
    "(?:hours?|days?|weeks?|months?|years?|daily|weekly|monthly) "
)

# A number alone is an amount, or for how many days; not a weight, an age or an interval. That of a test is no amount.
_NO_AMOUNT = re.compile(r"(?:(?:to|and|or) [0-9.]+ )?(?:kg|years?|months?|hours?|min|minutes?|times) ")
_NO_VALUE = re.compile(
    rf"{_NO_AMOUNT.pattern}|(?:(?:to|and|or) [0-9.]+ )?(?:m?g|mcg|micrograms?|ml|units?|tablets?|days?|weeks?) "
)
# So Usage says what the drug is not for.
IF_NOT = "not (?:enough|needed|tolerated|available|possible|suitable|at hand)"
DENIAL = re.compile(
    f" (?:(?:is|are|be|do|does|should|must|but|and|or) (?!{IF_NOT} |not stop by )not"
    "|not (?:for|to|used|recommended|indicated|treated|covered)|never|avoid|contraindicated|no approved) "
)

_BECAUSE, _SIGNS = " because of", " with signs such as"

_Needle = tuple[str, float, str]


class Sought(NamedTuple):
    """A concept, ready to be looked for in the folded passages of many monographs. needles: each with how much it
    counts, and the only section in which it does, or none. otherwise: those that count where none of the others stands.
    apart: the words of a phrase that may stand apart. ranges: finds ranges of figures in its unit, as `ranges_in` reads
    them."""

    concept: Concept
    needles: Sequence[_Needle]
    otherwise: Sequence[_Needle]
    broader: Sequence[str]
    apart: Sequence[str]
    ranges: re.Pattern[str] | None
    rows: re.Pattern[str] | None


def sought(concepts: Iterable[Concept]) -> list[Sought]:
    """The concepts, ready to be looked for."""
    return [_sought(concept) for concept in concepts]


def _sought(concept: Concept) -> Sought:
    needles: list[_Needle] = []
    otherwise: list[_Needle] = []
    for way in concept.ways:
        quality = TYPED if not way.why else _SPELLED if way.why == SPELLING else ALIKE
        (otherwise if way.why in OTHERWISE else needles).append((needle_of(way), quality, way.section))
    ranges = ranges_like(concept) if concept.is_measured or (concept.is_figure and len(concept.words) > 1) else None
    broader = [needle_of(way) for way in concept.broader]
    apart = [f" {word} " for word in concept.words] if concept.may_part else []
    unit = _ROW_UNIT.search(" ".join(needle for needle, *_ in needles)) if concept.is_figure else None
    rows = re.compile(rf"dosage\t[^\t]*\t[^\t]*\t ([0-9.]+) {unit[1]}s? (?!to |and |or )") if unit else None
    if concept.nudge:  # `15 kg` alone is not under 15 kg
        needles.clear()
    return Sought(concept, needles, otherwise, broader, apart, ranges, rows)


class Coverage(NamedTuple):
    """What the passages of a monograph say. passages: as lines of `folded_passages`.
    said: for each of `concepts`, how strongly each passage says it. beside: those that say two next to each other.
    of_others: those that name only other drugs of the monograph than the one that is asked about.
    elsewhere: those that give the regimen of another country.
    broader: for each concept, those that say what it is a kind of. rows: for each, the rows for that weight or age.
    indications: those that say what the drug is for, in order; not what it is not for."""

    concepts: Sequence[Concept]
    passages: Sequence[str]
    said: Sequence[dict[int, float]]
    beside: Sequence[int]
    of_others: Collection[int]
    elsewhere: Collection[int]
    broader: Sequence[Collection[int]]
    rows: Sequence[Collection[int]]
    indications: Sequence[int]

    def section(self, place: int) -> str:
        """The section of the passage at that place."""
        return _section_of(self.passages[place])


def coverage(
    folded: str,
    wanted: Sequence[Sought],
    drug: str = "",
    others: Collection[str] = (),
) -> Coverage:
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
        {place for place, field in text.found(_ELSEWHERE) if field == _HEADINGS or text.begins(place, _ELSEWHERE)},
        [{place for needle in one.broader for place, _ in text.found(needle)} for one in wanted],
        [set(_rows_for(text, one)) for one in wanted],
        [
            place
            for place, line in enumerate(text.lines)
            if line.startswith("usage\t") and not (DENIAL.search(line) or _is_reason(line, wanted))
        ],
    )


def _is_reason(line: str, wanted: Sequence[Sought]) -> bool:
    """Whether it says what is sought as why another drug cannot be had, because of cough; or, where nothing else is
    asked, among the signs of what the drug is for."""
    needles = [needle for one in wanted for needle, *_ in one.needles]
    is_alone = sum(not one.concept.is_person for one in wanted) == 1
    before, _, signs = line.partition(_SIGNS)
    return any(
        f"{_BECAUSE}{needle}" in line or (is_alone and needle in signs and needle not in before) for needle in needles
    )


def drugs_with_doses(folded: str, names: Collection[str]) -> tuple[str, list[str]]:
    """Where a monograph gives the doses of several drugs by name, as `nevirapine 15 mg`: the one of `names`, and the
    others; nothing elsewhere."""
    named = dict.fromkeys(_DOSE_OF.findall(folded))
    own = next((name for name in named if name in names), "")
    return own, [name for name in named if own and name not in names and known_inn(name)]


def _weigh_figures(text: _Text, by_field: dict[int, dict[int, float]], figure: re.Pattern[str]) -> None:
    """Who asks for a dose, or how often, wants a figure, rather than the word."""
    for place, line in enumerate(text.lines):
        has_figure = figure.search(line) is not None
        if has_figure and line.startswith("dosage\t"):
            by_field.setdefault(place, {}).setdefault(_TEXT, _DOSE_FIGURE)
        elif place in by_field and not has_figure:
            by_field[place] = {field: strength * _NO_FIGURE for field, strength in by_field[place].items()}


def _weigh_longer(text: _Text, concept: Concept, by_field: dict[int, dict[int, float]]) -> None:
    """Who asks for a fever does not ask for rheumatic fever."""
    places = {place for phrase in concept.longer for place, _ in text.found(f" {phrase}")}
    for place in places & by_field.keys():
        line = f"{text.lines[place]} "
        longer = sum(line.count(f" {phrase}") for phrase in concept.longer)
        if longer >= line.count(f" {concept.words[0]}"):
            by_field[place] = {field: strength * _IN_ANOTHER for field, strength in by_field[place].items()}


def _look_for_ages(text: _Text, by_field: dict[int, dict[int, float]]) -> None:
    """The rows of a table that begin with the ages of children, as `1 month to 11 years`."""
    for place, line in enumerate(text.lines):
        if _CHILD_ROW.match(line):
            by_field.setdefault(place, {}).setdefault(_TEXT, ALIKE)


def _weigh_adults(text: _Text, by_field: dict[int, dict[int, float]]) -> None:
    """Who asks for a child wants no dose that is for adults too, and least one below a heading for adults, nor what is
    told of a child before birth or at the breast."""
    for needle in _OF_ADULTS:
        for place, field in text.found(needle):
            if field == _HEADINGS and field not in by_field.get(place, {_HEADINGS: 0}):
                by_field[place] = {_TEXT: _UNDER_ADULTS}
            elif field == _TEXT and field in by_field.get(place, {}):
                by_field[place][_TEXT] *= _OF_ALL_AGES
    for place in {place for needle in _OF_MOTHERS for place, field in text.found(needle) if field == _HEADINGS}:
        if place in by_field:
            by_field[place] = {field: strength * _UNDER_ADULTS for field, strength in by_field[place].items()}


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

    def begins(self, place: int, needle: str) -> bool:
        """Whether the passage at that place begins so."""
        return self.lines[place].rpartition("\t")[2].startswith(needle)

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

    def look_for(needles: Sequence[_Needle]) -> None:
        for needle, quality, only in needles:
            for place, field in text.found(needle, unless):
                if not only or only == _section_of(text.lines[place]):
                    fields = by_field.setdefault(place, {})
                    fields[field] = max(fields.get(field, 0.0), quality * _BY_FIELD[field])

    look_for(wanted.needles)
    if wanted.concept.longer:
        _weigh_longer(text, wanted.concept, by_field)
    _look_for_figures(text, wanted, by_field, look_for)
    if wanted.concept.section:
        for place, line in enumerate(text.lines):
            if line.startswith(f"{wanted.concept.section}\t"):
                by_field.setdefault(place, {})[_HEADING] = _BY_FIELD[_HEADING]
    if wanted.apart:
        apart = [dict(text.found(word)) for word in wanted.apart]
        for place in set.intersection(*map(set, apart)):
            field = _HEADINGS if all(fields[place] == _HEADINGS for fields in apart) else _TEXT
            by_field.setdefault(place, {})[field] = _BY_FIELD[field] * _APART
    if wanted.concept.is_dose or wanted.concept.is_interval:
        _weigh_figures(text, by_field, _DOSE if wanted.concept.is_dose else _INTERVAL)
    if wanted.concept.is_young:
        if not wanted.concept.is_newborn:
            _look_for_ages(text, by_field)
        _weigh_adults(text, by_field)
    return {place: max(fields.values()) + (_BOTH if len(fields) > 1 else 0.0) for place, fields in by_field.items()}


def _look_for_figures(
    text: _Text, wanted: Sought, by_field: dict[int, dict[int, float]], look_for: Callable[[Sequence[_Needle]], None]
) -> None:
    """Ranges in which a figure is, and rows beside it, where the text does not say it as it is."""
    figure = wanted.concept.figure if wanted.ranges else 0.0
    found = ranges_in(text.folded, wanted.ranges, figure) if wanted.ranges else ()
    ranges = sorted(((*text.place_of(at), strength) for at, strength in found), key=lambda each: each[2])
    for place, field, strength in ranges:
        if strength == BESIDE and field in by_field.get(place, {}):
            by_field[place][field] = strength
        elif strength == CLOSED or (strength == OPEN and wanted.concept.nudge):  # under 15 kg, for less than 14 kg
            by_field.setdefault(place, {})[_TEXT] = CLOSED * (_BY_FIELD[field] if wanted.concept.nudge else 1.0)
    for place in _rows_for(text, wanted):
        by_field.setdefault(place, {_TEXT: _BETWEEN})
    if not by_field:
        look_for(wanted.otherwise)
        for place, _, strength in ranges:
            if strength == OUTSIDE:  # so much per kg, of a heavier patient
                by_field.pop(place, None)
    for place, _, strength in ranges:
        if strength == OUTSIDE:
            continue
        fields = by_field.setdefault(place, {})
        fields[_TEXT] = max(fields.get(_TEXT, 0.0), strength)


def _rows_for(text: _Text, wanted: Sought) -> Iterator[int]:
    """The rows of that weight or age; of two next to each other, as of 10 kg and 12 kg, the first for all between."""
    if wanted.rows is None:
        return
    figure = wanted.concept.figure
    firsts = [found and float(found[1]) for found in map(wanted.rows.match, text.lines)]
    for place, (one, other) in enumerate(zip(firsts, [*firsts[1:], None], strict=True)):
        if one and (one == figure or (other and one < figure < other)):
            yield place


def needle_of(way: Wanted) -> str:
    """What to look for in folded text in which a space stands before and after each word."""
    words = " ".join(way.words)
    before = "" if is_unspaced(words[0]) else " "
    return f"{before}{words}" if way.starts or is_unspaced(words[-1]) else f"{before}{words} "

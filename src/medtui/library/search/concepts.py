"""One thing to be found, and the ways in which texts may say it: other words for it, forms, spellings."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from medtui.library.names.clinical_words import ClinicalGroup, ClinicalMatch, groups_of, longer_phrases, question_words
from medtui.library.names.name_index import may_go_on
from medtui.library.names.spelling import spellings
from medtui.library.query.matcher import Wanted
from medtui.library.query.query_tree import Term

SPELLING = "spelling"
UNIT = "unit"
_YOUNG = frozenset({"child", "infant", "newborn"})
_ADULT_AGE = 16
_ROUTE, _TEST, _AGE, _SYMPTOM, _CLASS = "route", "test", "age", "symptom", "class"
_TOOK = frozenset({"took", "taken", "ate", "eaten", "swallowed", "drank"})
_OVERDOSE = ("overdose",)
_SPANS = frozenset({"day", "week", "month"})
_USUAL_NUMBER = 4
"""Of tablets or spoons at a time."""
_HANDLING, _HOW_LONG = "handling", "how long"
_NAMES_A_SECTION = "section"
DISEASES = ("condition", "infection", "symptom")
"""Kinds of clinical words that say what a drug may be for."""
_TWO = frozenset({"pregnancy", "first trimester", "third trimester", "breastfeeding"})
BY_WEIGHT = "by weight"
_IN_DAYS = "as days"
_VAGUELY = "as typed"
OTHERWISE = (BY_WEIGHT, _IN_DAYS, _VAGUELY)
"""Ways that count where none of the others stands."""
_DURATIONS = ("days", "weeks", "months")
_DOSE_UNITS = ("mg", "mcg", "g", "ml", "units", "per")
_CLEARANCE = frozenset({"clearance", "crcl", "gfr", "egfr"})
"""A figure after one of these that is told without a unit is in mL/min."""
MOST_WAYS = 40
_SHORTEST_BEGINNING = 3
_SHORTEST_STEM = 4
_FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_COMPARED = frozenset({"kilogram", "year", "month", "week", "day", "millilitre per minute"})
BELOW = ("under", "below", "less than", "lower than", "lighter than", "smaller than", "younger than")
ABOVE = ("over", "above", "more than", "greater than", "higher than", "heavier than", "bigger than", "older than")
_NUDGE = 0.001
_NUDGES = dict.fromkeys((*BELOW, "up to", "at most"), -_NUDGE) | dict.fromkeys((*ABOVE, "at least"), _NUDGE)
_NUDGES |= {f"{no} {phrase}": -nudge for phrase, nudge in _NUDGES.items() for no in ("no", "not")}
_OR_LESS = ("or less", "and less", "or under", "and under", "or below", "and below", "or younger", "and younger")
_READING = re.compile(
    rf"(?:blood )?(?:sugar|glucose|rbs|fbs|grbs) (?:level )?(?:(?:is|of|{'|'.join(_NUDGES)}) )*([0-9]+(?:\.[0-9]+)?) "
    r"(?:(mmol )(?:l )?|(mg )(?:dl )?|(?!\w*g |ml ))"
)
_LEAST_MG, _MOST_MMOL = 20, 33  # no reading in mg/dL is lower, none in mmol/L higher: between them it may be either
# As content/glucose.md has it of people on treatment, and as WHO has it of diabetes at any hour.
_LOW_MMOL, _LOW_MG, _HIGH_MMOL, _HIGH_MG = 3.9, 70, 11.1, 200
_UMLAUT = re.compile("([aou])e")
_SHORTEST_PLURAL = 3
_ENDINGS = ("ing", "ed")


class Concept(NamedTuple):
    """One thing to be found. words: as typed. ways: how it may stand in a text, as it was typed first. hints: sections
    in which it usually stands. is_drug, is_disease: it is the name of one. is_sign: a disease that is only a sign.
    broader: what it is a kind of, as asthma for an asthma attack. may_part: the words of a phrase may also stand apart
    in a passage. is_person, is_young, is_newborn, is_sex: it is who is treated, by age or sex. is_of_two: pregnancy,
    breastfeeding. is_dose: it is the dose. is_interval: how often it is given. is_route: it is a route or a form.
    is_class: it is a class of drugs. is_measured: a figure that a test gives, as INR 8. nudge: how far below or above
    its figure it is, where that is compared. longer: phrases that have the word, but mean another thing, as rheumatic
    fever. section: the one that it is another name of."""

    words: tuple[str, ...]
    ways: tuple[Wanted, ...]
    hints: tuple[str, ...] = ()
    is_drug: bool = False
    is_disease: bool = False
    is_sign: bool = False
    broader: tuple[Wanted, ...] = ()
    may_part: bool = False
    is_young: bool = False
    is_person: bool = False
    is_newborn: bool = False
    is_sex: bool = False
    is_of_two: bool = False
    is_dose: bool = False
    is_interval: bool = False
    is_route: bool = False
    is_class: bool = False
    is_measured: bool = False
    nudge: float = 0.0
    longer: tuple[str, ...] = ()
    section: str = ""

    @property
    def is_figure(self) -> bool:
        """A figure, as `12 kg`: a text that has the answer may say it as a range."""
        return _FIGURE.fullmatch(self.words[0]) is not None

    @property
    def figure(self) -> float:
        """The figure; of `under 15 kg`, one just below."""
        return float(self.words[0]) + self.nudge

    @property
    def is_about(self) -> bool:
        """What a drug may be for: a disease, or something that no table knows."""
        if self.section:
            return False
        return self.is_disease or "usage" in self.hints or not (self.hints or self.is_figure or self.is_drug)

    @property
    def typed(self) -> str:
        """Its words in a line."""
        return " ".join(self.words)


def concepts_of(words: Sequence[str], *, may_part: bool = False) -> Iterator[Concept]:
    """What the folded words ask for: clinical words and phrases, figures with their unit, and other words by
    themselves; nothing for words that a question is made of. may_part: as in Concept."""
    known = {match.start: match for match in groups_of(words)}
    is_handled = any(match.groups[0].kind == _HANDLING for match in known.values())
    at = 0
    while at < len(words):
        before = next((one for one in known.values() if one.stop == at), None)
        is_of_test = before is not None and before.groups[0].kind == _TEST
        is_clearance = not _CLEARANCE.isdisjoint(words[:at][-1:])
        at, nudge = _comparison(words, at, known, is_measured=is_of_test or is_clearance)
        word, match = words[at], known.get(at)
        unit = known.get(at + 1)
        if reading := _READING.match(" ".join((*words[at:], ""))):
            yield from _blood_sugar(reading)
            at += reading[0].count(" ")
        elif unit and _FIGURE.fullmatch(word) and unit.groups[0].kind == UNIT:
            after = " ".join(words[unit.stop : unit.stop + 2])
            nudge = nudge or (-_NUDGE if after in _OR_LESS else 0.0)
            yield _figure(word, words[at + 1 : unit.stop], unit.groups[0], nudge)
            at = unit.stop + ("old" in words[unit.stop : unit.stop + 1])  # 4 years old
        elif _FIGURE.fullmatch(word) and is_clearance:
            clearance = _figure(word, ("ml", "min"), groups_of(("ml", "min"))[0].groups[0], nudge)
            yield clearance._replace(is_measured=True)
            at += 1
        elif _FIGURE.fullmatch(word) and is_of_test:
            yield word_concept(word)._replace(is_measured=True, nudge=nudge)
            at += 1
        elif match and word in _SPANS and words[at + 1 : at + 2] and _FIGURE.fullmatch(words[at + 1]):
            yield _figure(words[at + 1], (word,), match.groups[0])  # day 5: as old, or as long
            at += 2
        elif word in _TOOK and _is_many(words[at + 1 : at + 3]):
            yield _clinical(_OVERDOSE, groups_of(_OVERDOSE)[0].groups, may_part=False)
            at += 2
        elif match and is_handled and _HOW_LONG in match.groups[0].words:  # kept, left on: not the days of a treatment
            at = match.stop
        elif match and (len(word) > 1 or match.groups[0].kind != UNIT):  # a g alone begins names
            yield _clinical(tuple(words[at : match.stop]), match.groups, may_part=may_part)
            at = match.stop
        else:
            if word not in question_words():
                yield word_concept(word, " ".join(words[:at]))
            at += 1


def _comparison(
    words: Sequence[str], at: int, known: Mapping[int, ClinicalMatch], *, is_measured: bool
) -> tuple[int, float]:
    """Where a weight, age or value begins that is compared, as in `under 15 kg`, and how far beside it is meant."""
    for stop in (at + 1, at + 2, at + 3):
        unit = known.get(stop + 1)
        nudge = _NUDGES.get(" ".join(words[at:stop]).replace("then", "than"), 0.0)
        is_figure = nudge and words[stop : stop + 1] and _FIGURE.fullmatch(words[stop])
        if is_figure and (unit.groups[0].words[0] in _COMPARED if unit else is_measured):
            return stop, nudge
    return at, 0.0


def _blood_sugar(reading: re.Match[str]) -> Iterator[Concept]:
    """What a reading in mmol/L or mg/dL says: low or high blood sugar, or where it may be either or none, itself."""
    value = float(reading[1])
    is_mg = bool(reading[3]) or value > _MOST_MMOL
    low, high = (_LOW_MG, _HIGH_MG) if is_mg else (_LOW_MMOL, _HIGH_MMOL)
    is_clear = bool(reading[2]) or is_mg or value < _LEAST_MG
    how = "low" if is_clear and value <= low else "high" if is_clear and value >= high else ""
    known = groups_of(words := (*filter(None, (how,)), "blood", "sugar"))
    yield _clinical(words, known[0].groups, may_part=False)


def _is_many(words: Sequence[str]) -> bool:
    """Whether so many of something were taken that it was no dose: took 20, took 20 tablets; not took 20 mg."""
    figure, unit = (*words, "", "")[:2]
    is_amount = any(match.groups[0].kind == UNIT for match in groups_of((unit,)))
    return bool(_FIGURE.fullmatch(figure)) and float(figure) > _USUAL_NUMBER and not is_amount


def _figure(figure: str, unit: Sequence[str], group: ClinicalGroup, nudge: float = 0.0) -> Concept:
    """A figure with its unit, by all names of the unit. nudge: as in Concept."""
    names = [(*first, form) for *first, last in map(str.split, group.words) for form in _forms(last)]
    ways = [Wanted((figure, *name), starts=False) for name in names]
    if "kg" in group.words:  # who tells a weight asks for the dose by weight
        ways += [Wanted((each, "kg"), starts=False, why=BY_WEIGHT) for each in _DOSE_UNITS]
    is_young = "year" in group.words and float(figure) + nudge < _ADULT_AGE
    hints = ("dosage",) if "kg" in group.words else ()
    return Concept((figure, *unit), tuple(ways), hints, is_young=is_young, nudge=nudge)


def _clinical(words: tuple[str, ...], groups: Sequence[ClinicalGroup], *, may_part: bool) -> Concept:
    hints = dict.fromkeys(hint for group in groups for hint in group.hints)
    vague = frozenset().union(*(group.vague for group in groups))
    ways = [*_clinical_ways(" ".join(words), [word for group in groups for word in group.words], vague)]
    if any(_HOW_LONG in group.words for group in groups):
        ways += [Wanted((each,), starts=False, why=_IN_DAYS, section="dosage") for each in _DURATIONS]
    narrower = groups_of(words[:-1]) + groups_of(words[-1:]) if len(words) > 1 else []
    diseases = [group for match in narrower for group in match.groups if group.kind in DISEASES]
    return Concept(
        words,
        tuple(islice(dict.fromkeys(ways), MOST_WAYS)),
        tuple(hints),
        is_disease=any(group.kind in DISEASES for group in groups),
        is_sign=any(group.kind == _SYMPTOM for group in groups),
        broader=tuple(Wanted(tuple(word.split()), starts=False) for group in diseases for word in group.words),
        may_part=may_part and len(words) > 1,
        is_young=any(not _YOUNG.isdisjoint(group.words) for group in groups),
        is_person=all(group.kind == _AGE for group in groups),
        is_newborn=all("newborn" in group.words for group in groups),
        is_sex=all(group.kind == _AGE and not group.hints for group in groups),
        is_of_two=any(not _TWO.isdisjoint(group.words) for group in groups),
        is_dose=any("dose" in group.words for group in groups),
        is_interval=any("how often" in group.words for group in groups),
        is_route=all(group.kind == _ROUTE for group in groups),
        is_class=all(group.kind == _CLASS for group in groups),
        longer=_longer(words, groups),
        section=next((group.hints[0] for group in groups if group.kind == _NAMES_A_SECTION), ""),
    )


def _longer(words: Sequence[str], groups: Sequence[ClinicalGroup]) -> tuple[str, ...]:
    if len(words) > 1 or any(group.kind != _SYMPTOM for group in groups):
        return ()
    mine = {word for group in groups for word in group.words}
    return tuple(phrase for phrase in longer_phrases().get(words[0], ()) if phrase not in mine)


def _clinical_ways(phrase: str, alike: Iterable[str], vague: Collection[str]) -> Iterator[Wanted]:
    known = list(dict.fromkeys((phrase, *alike)))
    single = {word for word in known if " " not in word}
    for word in known:
        *first, last = word.split()
        if first and word != phrase and not single.isdisjoint((*first, last)):
            continue  # where kidney failure stands, kidney does
        is_form = " " not in word + phrase and word[:_SHORTEST_STEM] == phrase[:_SHORTEST_STEM]  # child, children
        why = _VAGUELY if word in vague else "" if is_form or word == phrase else f"as {word}"
        for form in _forms(last):
            for spelled in (form, *spellings(form)):
                yield Wanted((*first, spelled), starts=False, why=why or (SPELLING if spelled != form else ""))


def word_concept(word: str, before: str = "") -> Concept:
    """A word that no table knows: any word that begins so, or is another form or spelling of it."""
    is_start = goes_on(word, before)
    forms = [form for form in _forms(word) if form == word or not (is_start and form.startswith(word))]
    is_stem = word.endswith(_ENDINGS)  # swelling, swelled; but rickets are no rickettsia
    ways = [Wanted((form,), is_start if form == word else is_stem) for form in forms]
    ways += [Wanted((spelled,), is_start, why=SPELLING) for form in forms for spelled in spellings(form)]
    without_umlauts = _UMLAUT.sub(r"\1", word)
    if without_umlauts != word and len(without_umlauts) >= _SHORTEST_STEM:  # uebelkeit, for Übelkeit
        ways.append(Wanted((without_umlauts,), is_start, why=SPELLING))
    return Concept((word,), tuple(dict.fromkeys(ways)))


def goes_on(word: str, before: str = "") -> bool:
    """Whether, in a text, the word may be the beginning of a longer one: one of one or two letters is not (TB, IV)."""
    return len(word) >= _SHORTEST_BEGINNING and may_go_on(word, before)


def _forms(word: str) -> Iterator[str]:
    """The word, and its singular or plural, and what -ing and -ed were added to."""
    yield word
    if len(word) < _SHORTEST_PLURAL or not word.isalpha() or word.endswith("ss"):
        return
    if word.endswith("ies"):
        yield f"{word[:-3]}y"
    elif word.endswith(("sses", "xes", "ches", "shes")):
        yield word[:-2]
    elif word.endswith("s") and not word.endswith(("us", "is")):
        yield word[:-1]
    elif word.endswith("y") and word[-2] not in "aeiou":
        yield f"{word[:-1]}ies"
    elif not word.endswith("s"):
        yield f"{word}s"
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) >= _SHORTEST_STEM + len(ending):
            yield word.removesuffix(ending)


def taken_apart(concept: Concept) -> tuple[Concept, ...]:
    """The words of a clinical phrase, each by itself."""
    parts = (part for word in concept.words for part in concepts_of((word,)))
    return tuple(part._replace(hints=part.hints or concept.hints) for part in parts)


def phrase_concept(term: Term) -> Concept:
    """A phrase in quotes: its words next to each other."""
    return Concept(term.words, (Wanted(term.words, term.starts),))


def term_ways(term: Term) -> tuple[Wanted, ...]:
    """How the words of a term may stand in a text, as they were typed first."""
    if not term.starts:
        return (Wanted(term.words, starts=False),)
    if len(term.words) == 1 or any(match.stop == len(term.words) for match in groups_of(term.words)):
        concepts = list(concepts_of(term.words)) or [word_concept(term.words[0])]
        if len(concepts) == 1:
            return concepts[0].ways
    joined = "".join(term.words)  # typed with a hyphen, which others leave out
    return (Wanted(term.words, goes_on(term.words[-1], " ".join(term.words[:-1]))), Wanted((joined,), starts=True))

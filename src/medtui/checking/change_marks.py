"""How far two versions of a sentence are apart: its figures, its negations, its limits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from typing import NamedTuple

from medtui.checking.figures import Figure, figures
from medtui.library.names.synonyms import known_inn
from medtui.older_python import StrEnum


class MarkKind(StrEnum):
    """What is different, most dangerous first."""

    UNIT = "unit changed"
    TENFOLD = "tenfold"
    NEGATION_LOST = "negation lost"
    NEGATION_GAINED = "negation gained"
    TURNED = "meaning turned"
    LIMIT = "limit lost or gained"
    FIGURE = "figure changed"
    FIGURE_GONE = "figure gone"
    FIGURE_NEW = "figure new"


class Mark(NamedTuple):
    """One difference. old, new: its words, either of them empty. factor: the new amount by the old one, or None."""

    kind: MarkKind
    old: str = ""
    new: str = ""
    factor: Decimal | None = None

    @property
    def how_far(self) -> str:
        """`x10`, `/1,000`; empty where there is no factor."""
        if self.factor is None:
            return ""
        return f"x{_short(self.factor)}" if self.factor >= 1 else f"/{_short(1 / self.factor)}"

    @property
    def is_large(self) -> bool:
        """Whether it is twice as much, or half, or more than that."""
        return self.factor is not None and (self.factor >= 2 or self.factor <= Decimal("0.5"))


# Negations as people write them; two words count as one.
_NEGATION = re.compile(
    r"\b(?:(?:do|does|did|must|should|may|can|could|will|is|are|has|have)\s+not|cannot|not|\w+n['’]t|never|no|none|nor"
    r"|neither|without|avoid\w*|contra-?indicat\w*|except|unless|forbidden|prohibited)\b",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\b(?:only|at (?:most|least)|up to|under|over|below|above|maximum|minimum)\b|(?:more|less|fewer) than\b|[<>≤≥]"
    r"|(?<![\w.,)])[-−](?=\d)",
    re.IGNORECASE,
)
"""What narrows a figure or a use; a minus sign turns one."""
_BOUND = re.compile(r"\b(?:under|over|below|above|less|more)\b|[<>≤≥]", re.IGNORECASE)
_UN = ("un", "in", "im", "ir", "dis", "ab", "non")
_SHORTEST = 4  # for `undo` is no opposite
_BARE_UNITS = frozenset(["mg", "mcg", "micrograms", "microgram", "milligrams", "ml", "mmol", "meq"])
_WORD = re.compile(r"[^\W\d_]+|[<>≤≥]")
_TURNS = (
    "over under", "above below", "more less fewer", "most least", "maximum minimum", "before after", "higher lower",
    "high low", "increase decrease reduce", "increased decreased reduced", "increases decreases reduces",
    "increasing decreasing reducing", "raise lower", "raises lowers", "start stop", "starting stopping", "safe unsafe",
    "with without", "fast slow", "faster slower", "rapid slow", "quickly rapidly slowly", "longer shorter",
    "mild moderate severe", "left right", "< >", "≤ ≥", "< ≥", "> ≤", "hourly daily weekly fortnightly monthly yearly",
    "hour day week month year", "hours days weeks months years", "once twice", "single divided", "first last",
    "adult child infant newborn neonate", "adults children infants newborns neonates", "may must", "and or",
    "oral intravenous intramuscular subcutaneous intrathecal topical rectal inhaled epidural intradermal iv im",
    "orally intravenously intramuscularly subcutaneously intrathecally topically rectally",
    "mouth vein muscle skin rectum", "mg mcg micrograms g grams milligrams", "ml l", "mmol micromol meq",
    "microgram milligram gram", "true false", "yes no", "contains lacks", "safe dangerous harmful",
    "highest lowest", "longest shortest", "largest smallest", "strongest weakest", "large small", "big small",
    "larger smaller", "bigger smaller", "long short", "strong weak", "stronger weaker", "early late", "earlier later",
    "increase lower", "increases lowers", "raise reduce", "raises reduces",
    "rise fall", "rises falls", "rising falling", "raised lowered", "grows shrinks", "positive negative", "empty full",
    "dry wet", "open closed", "all some", "always sometimes rarely never", "often sometimes rarely never",
    "usually rarely never", "often seldom", "common rare", "morning noon evening night bedtime", "day night",
    "sodium potassium calcium magnesium", "men women", "male female", "boys girls", "acute chronic", "upper lower",
    "first second third", "warm cold hot", "kidney liver heart", "kidneys liver heart", "renal hepatic cardiac",
    "tablet capsule drop syrup suppository injection infusion cream ointment patch",
    "tablets capsules drops syrup suppositories injections infusions cream ointment patches",
)  # fmt: skip
"""Words of which one in the place of another turns what is said."""
_GROUPS: dict[str, list[frozenset[str]]] = {}
for _words in _TURNS:
    for _word in _words.split():
        _GROUPS.setdefault(_word, []).append(frozenset(_words.split()))


_LIKENESSES: tuple[Callable[[Figure], object], ...] = (
    lambda figure: figure.unit,
    lambda figure: figure.numbers,
    lambda figure: figure.amounts[1].partition("/")[0],
)
"""What figures that stand for each other have in common, the surest first."""


def marks(old: str, new: str) -> tuple[Mark, ...]:
    """What is dangerous about the difference between two versions of a sentence or row, most dangerous first."""
    before, after = _single(figures(old)), _single(figures(new))
    found = [*_of_figures(old, new, before, after), *_of_negations(old, new), *_of_turns(old, new, before, after)]
    order = list(MarkKind)
    return tuple(sorted(found, key=lambda mark: order.index(mark.kind)))


def _single(found: Sequence[Figure]) -> list[Figure]:
    """Each end of a range by itself, so that one of them can change alone."""
    return [figure._replace(numbers=(number,)) for figure in found for number in figure.numbers]


def has_negation(text: str) -> bool:
    """Whether it says no to something."""
    return bool(_NEGATION.search(text))


def _of_figures(old: str, new: str, before: Sequence[Figure], after: Sequence[Figure]) -> Iterator[Mark]:
    pairs, gone, come = _aligned(before, after, is_row=_CELL in old and _CELL in new)
    for one, other in pairs:
        yield _of_pair(_words_of(old, one), _words_of(new, other), one, other)
    yield from (Mark(MarkKind.FIGURE_GONE, _words_of(old, figure)) for figure in gone)
    yield from (Mark(MarkKind.FIGURE_NEW, "", _words_of(new, figure)) for figure in come)


_MOST_FIGURES, _MOST_WORDS = 300, 1_000
"""No sentence has more; what is longer is compared without pairs."""
_CELL = " | "
_Pairs = list[tuple[Figure, Figure]]


def _aligned(
    before: Sequence[Figure], after: Sequence[Figure], *, is_row: bool
) -> tuple[_Pairs, list[Figure], list[Figure]]:
    """Figures that are not the same but stand for each other, and those that are gone and new."""
    left, right = ([figure.amounts for figure in side] for side in (before, after))
    if max(len(left), len(right)) > _MOST_FIGURES:
        was, now = {*left}, {*right}
        gone = [figure for figure in before if figure.amounts not in now]
        return [], gone, [figure for figure in after if figure.amounts not in was]
    pairs: _Pairs = []
    gone = []
    come: list[Figure] = []
    for what, start, end, at, until in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if what != "equal":
            more, less, others = _paired(before[start:end], after[at:until])
            pairs += more
            gone += less
            come += others
    in_place = [pair for pair in zip(before, after, strict=False) if pair[0].amounts != pair[1].amounts]
    if len(before) == len(after) and (is_row or len(in_place) <= max(len(gone), len(come))):
        return in_place, [], []
    return pairs, gone, come


def _paired(before: Sequence[Figure], after: Sequence[Figure]) -> tuple[_Pairs, list[Figure], list[Figure]]:
    """Figures that stand for each other: of one unit, else of the same number, else of units of one kind."""
    gone, come = list(before), list(after)
    pairs = []
    for likeness in _LIKENESSES:
        for one in list(gone):
            other = next((each for each in come if likeness(one) == likeness(each)), None)
            if other:
                pairs.append((one, other))
                gone.remove(one)
                come.remove(other)
    return sorted(pairs), gone, come


def _of_pair(old: str, new: str, one: Figure, other: Figure) -> Mark:
    ((before,), base), ((after,), other_base) = one.amounts, other.amounts
    is_comparable = base.partition("/")[0] == other_base.partition("/")[0]
    factor = after / before if is_comparable and before and after else None
    if base != other_base or (one.unit != other.unit and one.numbers == other.numbers):
        return Mark(MarkKind.UNIT, old, new, factor if factor != 1 else None)
    is_tenfold = factor is not None and (factor >= 10 or factor <= Decimal("0.1"))
    return Mark(MarkKind.TENFOLD if is_tenfold else MarkKind.FIGURE, old, new, factor)


def _of_negations(old: str, new: str) -> Iterator[Mark]:
    lost, gained, more = _unbalanced(_NEGATION, old, new)
    if more:
        yield Mark(MarkKind.NEGATION_GAINED if more > 0 else MarkKind.NEGATION_LOST, lost, gained)
    lost, gained, more = _unbalanced(_LIMIT, old, new)
    if more:
        yield Mark(MarkKind.LIMIT, lost, gained)


def _unbalanced(pattern: re.Pattern[str], old: str, new: str) -> tuple[str, str, int]:
    """The words of a pattern that only the old, and only the new sentence has, and how many more the new one has."""
    before, after = (Counter(" ".join(found.lower().split()) for found in pattern.findall(text)) for text in (old, new))
    lost, gained = before - after, after - before
    return ", ".join(lost.elements()), ", ".join(gained.elements()), after.total() - before.total()


def _of_turns(old: str, new: str, before: Sequence[Figure], after: Sequence[Figure]) -> Iterator[Mark]:
    """Words that have given way to their opposite, or to another member of their group."""
    lost, gained = _bare_words(old, before), _bare_words(new, after)
    lost, gained = lost - gained, gained - lost
    if max(len(lost), len(gained)) > _MOST_WORDS:
        return
    unit, other_unit = (" ".join(sorted(_BARE_UNITS & words.keys())) for words in (lost, gained))
    if bool(unit) != bool(other_unit):  # `Dose` -> `Dose (mcg)`
        yield Mark(MarkKind.UNIT, unit, other_unit)
    for word in lost:
        for other in gained:
            if _is_turned(word, other):
                yield Mark(MarkKind.TURNED, word, other)


def _bare_words(text: str, found: Sequence[Figure]) -> Counter[str]:
    """The words outside figures, and those within a range that narrow it: `13 kg to under 15 kg`."""
    pieces: list[str] = []
    at = 0
    for figure in found:
        pieces += (text[at : figure.start], *_BOUND.findall(text[figure.start : figure.end]))
        at = figure.end
    return Counter(_WORD.findall(" ".join([*pieces, text[at:]]).lower()))


def _is_turned(word: str, other: str) -> bool:
    """Whether they are of one group, as `safe` and `unsafe` are, or two drugs, or `hypotension` and `hypertension`."""
    if any(other in group for group in _GROUPS.get(word, ())):
        return True
    if (drug := known_inn(word)) and (other_drug := known_inn(other)):
        return drug != other_drug
    short, long = sorted((word, other), key=len)
    is_hyper = short.startswith("hypo") and long == f"hyper{short[4:]}"
    return is_hyper or (len(short) >= _SHORTEST and any(long == prefix + short for prefix in _UN))


def is_one_word_turned(old: str, new: str) -> bool:
    """Whether they are the same but for one word, which has turned: `Children (by mouth)` and `Adults (by mouth)`."""
    left, right = old.lower().split(), new.lower().split()
    differing = [pair for pair in zip(left, right, strict=False) if pair[0] != pair[1]]
    return (
        len(left) == len(right) and len(differing) == 1 and _is_turned(*(word.strip(":.,;()") for word in differing[0]))
    )


def _words_of(text: str, figure: Figure) -> str:
    return " ".join(text[figure.start : figure.end].split())


def _short(factor: Decimal) -> str:
    return f"{Decimal(f'{factor:.3g}').normalize():,f}"

"""Two pages of one substance that say the opposite, or give another maximum."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import permutations
from typing import NamedTuple

from medtui.checking.checked_page import CheckedPage
from medtui.checking.rule import Finding, Judged, LibraryRule, RuleGroup, Severity
from medtui.library.names.folding import fold
from medtui.library.names.synonyms import known_inn

_AMOUNT = re.compile(
    r"(?P<number>\d[\d,]*(?:\.\d+)?)\s?(?P<unit>mg|g|mcg|micrograms|units)\b(?!/k)"
    r"(?P<a_day>\s?(?:(?:a|per|each|in (?:a|any|one)|in)\s|/)\s?(?:day|24 hours))?"
)
_MOST = re.compile(r"(?:at most|maximum|exceed(?:ing)?|(?:no|not|never)(?: \w+)? more than)\b[^.|\n\d]*$")
_MOST_A_DAY = re.compile(r"maximum (?:total )?daily dose\b[^.|\n\d]*$")
_NOT_OF_ALL = re.compile(r"start|begin|initial|first|child|kg|month|infan|baby|babies|elder|kidney|renal|liver|hepatic")
_MILLIGRAMS = {"g": Decimal(1000), "mcg": Decimal("0.001"), "micrograms": Decimal("0.001")}
_DURING = {
    "pregnancy": ("in pregnancy", "during pregnancy"),
    "breastfeeding": ("in breastfeeding", "during breastfeeding", "while breastfeeding"),
}
_FORBIDDEN = re.compile(
    r"(?:contraindicated|do not (?:use|give|take)(?: it)?|must not be (?:used|given|taken)|\bnever) $"
)
_ALLOWED = re.compile(
    r"(?<!\bnot )(?<!\bun)(?<!\bbe )(?<!considered )(?:\bsafe|(?:may|can) be (?:used|given|taken)|no risk) $"
)
_MOST_WORDS = ("at most", "maximum", "exceed", "more than")
_ONE_OF = frozenset({b"most", b"maximum", b"exceed", b"exceeding", b"more"})
_BEFORE = 70
_NO_BOX = re.compile(r"\bboxed warning\b[^.;\n]{0,20}?(?::\*{0,2} ?none\b|\bnone\b)|\bno boxed warning\b")


class _Statements(NamedTuple):
    """drug: what the page is about. said: each statement as `topic`, `value`, and its place; only two of one topic can
    disagree, and only where each page has one value for it."""

    drug: str
    said: tuple[tuple[str, str, int, int], ...]


def _gather(page: CheckedPage) -> _Statements | None:
    if not (said := (*_maximum(page), *_opposites(page), *_boxed_warning(page))):
        return None
    folded = fold(page.monograph.title)
    return _Statements(known_inn(folded) or folded, said)


def _maximum(page: CheckedPage) -> Iterator[tuple[str, str, int, int]]:
    """The most a day that is not for children, nor by weight, where Dosage has just one."""
    found: dict[str, tuple[int, int]] = {}
    if _ONE_OF.isdisjoint(page.words):
        return
    spans = [span for span in page.spans("dosage") if any(page.folded.find(word, *span) >= 0 for word in _MOST_WORDS)]
    for start in (number for span in spans for number in page.numbers_in(*span)):
        before = page.folded[max(start - _BEFORE, 0) : start]
        if not any(word in before for word in _MOST_WORDS) or not (amount := _AMOUNT.match(page.folded, start)):
            continue
        if not amount["a_day"] and "daily dose" not in before:
            continue
        most = (_MOST if amount["a_day"] else _MOST_A_DAY).search(before)
        if most and not _NOT_OF_ALL.search(before[before.rfind(". ") + 1 : most.start()]):
            number = Decimal(amount["number"].replace(",", "")) * _MILLIGRAMS.get(amount["unit"], Decimal(1))
            found.setdefault(f"{number.normalize():f} {'units' if amount['unit'] == 'units' else 'mg'}", amount.span())
    if len(found) == 1:
        for amount_and_unit, span in found.items():
            yield "the maximum a day", amount_and_unit, *span


def _opposites(page: CheckedPage) -> Iterator[tuple[str, str, int, int]]:
    for topic, phrases in _DURING.items():
        for phrase in phrases:
            at = page.folded.find(phrase) if topic.encode() in page.words else -1
            while at >= 0:
                before = page.folded[max(at - _BEFORE, 0) : at]
                if value := "forbidden" if _FORBIDDEN.search(before) else "allowed" if _ALLOWED.search(before) else "":
                    yield topic, value, at, at + len(phrase)
                at = page.folded.find(phrase, at + 1)


def _boxed_warning(page: CheckedPage) -> Iterator[tuple[str, str, int, int]]:
    for start, end in page.lines_with(("boxed warning",)):
        if match := _NO_BOX.search(page.folded, start, end):
            yield "a boxed warning", "none", *match.span()
            return
    for start, end in page.spans("boxed_warning"):
        if any(map(str.isalnum, page.text[start:end])):
            yield "a boxed warning", "one", start, min(end, start + 60)
            return


def _compare(facts: Mapping[str, _Statements]) -> Iterator[tuple[str, Finding]]:
    by_drug: dict[str, list[str]] = defaultdict(list)
    for path, statements in facts.items():
        by_drug[statements.drug].append(path)
    for drug, paths in by_drug.items():
        for path, other in permutations(paths, 2):
            theirs: dict[str, set[str]] = defaultdict(set)
            for topic, value, _, _ in facts[other].said:
                theirs[topic].add(value)
            for topic, value, start, end in facts[path].said:
                if topic in theirs and value not in theirs[topic]:
                    message = f"{other} is about {drug} too, and says of {topic}: {', '.join(theirs[topic])}."
                    yield path, Finding(start, end, message)


RULE = LibraryRule(
    id="disagreeing-pages",
    title="Pages of one substance that disagree",
    group=RuleGroup.STRUCTURE,
    severity=Severity.WARNING,
    why="It depends on which of them somebody opens what they give.",
    source="medtui",
    judged=Judged(0, 0, 0),
    gather=_gather,
    compare=_compare,
    hit=(
        "# Paracetamol\n\n### Dosage\n\nAdults: at most 4 g a day.\n",
        "# Acetaminophen\n\n### Dosage\n\nAdults: at most 3,000 mg a day.\n",
    ),
    near_miss=(
        "# Paracetamol\n\n### Dosage\n\nAt most 4 g a day. It is not known to be safe in pregnancy.\n",
        "# Acetaminophen\n\n### Dosage\n\nAdults: at most 4,000 mg a day.\n\n### Precautions\n\nDo not use in gout.\n",
    ),
)

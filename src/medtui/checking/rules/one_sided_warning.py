"""One page forbids two drugs together, and the page of the other does not name it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from medtui.checking.checked_page import CheckedPage
from medtui.checking.rule import Finding, Judged, LibraryRule, RuleGroup, Severity
from medtui.library.names.folding import fold
from medtui.library.names.synonyms import all_names, known_inn

_SECTIONS = ("boxed_warning", "contraindications", "precautions", "interactions")
_FORBIDS = re.compile(
    r"\b(?:(?:do not|don['’]t|never|must not|should not|must never|cannot|not to)(?: be)? (?:use|give|take|combine|mix|"
    r"start)(?:n|d|ed)?\b[^.;\n]{0,30}?(?:\bwith\b|:)|never (?:together )?with|contraindicated (?:with|together with|in"
    r" combination with|(?:in|for) (?:patients|people|those|anyone) (?:who (?:take|are taking|use|are on)|taking|on|"
    r"receiving|using)))[:*]*(?P<what>[^\n]*(?:\n[ \t]+\S[^\n]*)*)"
    r"|\b(?:combination|use|together|taken|given) with (?P<before>[^.;\n]{4,60}?) (?:is|are) (?:contraindicated|"
    r"forbidden)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"\.(?=\s|$)")
_CLAUSE = re.compile(r"[;.]|\n\s*[-*]")
_REACTION = re.compile(r"allerg|sensitiv|reaction|damage|trouble|deficien|level|overload|history|unless")
_TO_IT = re.compile(r"\b\w*(?:allerg|sensitiv)\w*(?: reaction)? to (?:it|this)\b")
_BODY_WORDS = "calcium dextrose ethanol glucose iron magnesium platelets potassium sodium urea zinc"
_IN_THE_BODY = frozenset(_BODY_WORDS.split())
_WORD = re.compile(r"[a-z][a-z-]{3,}")


class _Said(NamedTuple):
    """drugs: what the page is about. forbidden: drugs that it forbids with that, with the place. named: drugs, and
    words that may mean groups of drugs, in its warnings. group: words for the group of its own drug."""

    drugs: frozenset[str]
    forbidden: tuple[tuple[str, int, int], ...]
    named: frozenset[str]
    group: frozenset[str]


def _gather(page: CheckedPage) -> _Said | None:
    drugs = frozenset(drug for name in page.monograph.names if (drug := known_inn(fold(name))))
    if not drugs or " + " in next(iter(drugs)):
        return None
    forbidden: list[tuple[str, int, int]] = []
    words: set[str] = set()
    for start, end in page.spans(*_SECTIONS):
        words.update(_WORD.findall(page.folded, start, end))
        forbidden += [named for named in _forbidden(page, start, end) if named[0] not in drugs]
    named = {known_inn(word) or word for word in words if word.endswith("s") or known_inn(word) or word in _parts()}
    group = _WORD.findall(str(page.monograph.metadata.get("class", "")).lower())
    return _Said(drugs, tuple(forbidden), frozenset(named), frozenset(word.rstrip("s") + "s" for word in group))


def _forbidden(page: CheckedPage, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The drugs that must not come together with that of the page. Those that somebody is allergic to are no pair."""
    for match in _FORBIDS.finditer(page.prose, start, end):
        first, last = match.span("before" if match["before"] else "what")
        if page.prose[first : first + 1] != "\n" and (stop := _SENTENCE_END.search(page.prose, first, last)):
            last = stop.start()
        words = [*_WORD.finditer(page.folded, first, last)]
        for word, after in zip_longest(words, words[1:]):
            clause = _CLAUSE.split(page.folded[first : word.start()])[-1]
            both = after and known_inn(page.folded[word.start() : after.end()])
            drug = both or known_inn(word[0])
            if drug and drug not in _IN_THE_BODY and not _REACTION.search(_TO_IT.sub("", clause)):
                yield drug, word.start(), (after if both else word).end()


def _compare(facts: Mapping[str, _Said]) -> Iterator[tuple[str, Finding]]:
    pages = {drug: path for path, said in sorted(facts.items(), reverse=True) for drug in said.drugs}
    for path, said in facts.items():
        for drug, start, end in said.forbidden:
            other = facts.get(pages.get(drug, ""))
            if other and not other.named & (said.drugs | said.group) and not _has_words_of(other.named, said.drugs):
                message = f"{drug} is forbidden here, but {pages[drug]} does not warn of {min(said.drugs)}."
                yield path, Finding(start, end, message)


def _has_words_of(named: frozenset[str], drugs: frozenset[str]) -> bool:
    return any(named.issuperset(drug.split()) for drug in drugs)


@cache
def _parts() -> frozenset[str]:
    """The words of the drugs' names that have several."""
    return frozenset(word for name in all_names() if " " in name for word in name.split())


RULE = LibraryRule(
    id="one-sided-warning",
    title="A pair that one page forbids and the other does not name",
    group=RuleGroup.LINKS,
    severity=Severity.WARNING,
    why="Who opens only the page of the other drug takes the pair for allowed.",
    source="medtui",
    judged=Judged(2, 2, 2),
    gather=_gather,
    compare=_compare,
    hit=(
        "# Ibuprofen\n\n### Precautions\n\nDo not use it with methotrexate.\n",
        "# Methotrexate\n\n### Precautions\n\nCheck the blood count.\n",
    ),
    near_miss=(
        "---\ntitle: Sildenafil\nclass: PDE5 inhibitor\n---\n\n### Precautions\n\nContraindicated with riociguat.\n",
        "# Riociguat\n\n### Precautions\n\nNot with PDE5 inhibitors.\n",
    ),
)

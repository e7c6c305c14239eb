"""The passages of one monograph that answer a question, as they are shown: best first, each with a line of its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from medtui.library.catalogue.documents import CLASS, folded_passages, topics_of
from medtui.library.names.folding import fold
from medtui.library.query.matcher import Excerpt, Hit, Matcher
from medtui.library.search.concepts import Concept
from medtui.library.search.coverage import coverage, drugs_with_doses, needle_of, sought
from medtui.library.search.question import Question
from medtui.library.search.ranking import scores, weights_of
from medtui.monograph import Monograph, PartKind
from medtui.older_python import compile_pattern
from medtui.reading.line_breaks import joined
from medtui.reading.passages import Passage, passages
from medtui.safe_text import safe_line

_BEFORE, _AFTER = 60, 120
_SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+")
_BLOCK_MARK = re.compile(r"^(?:[ \t>]*(?:#{1,6}|[-*+•]|\d{1,9}[.)])[ \t]+|[ \t]*>[ \t]*)", re.MULTILINE)
# Bold, italics and links, where their marks cannot be part of a word or a sum: `A*02` and `2 * 3` keep them.
_EMPHASIS = compile_pattern(
    r"(?<![\w*\\])(?P<mark>\*\*?|__?)(?=[^\s*_])(?P<words>[^*_\r\n]++)(?<=[^\s\\])(?P=mark)(?![\w*])"
)
_DEEPEST_EMPHASIS = 2  # italics in bold
_LINK = re.compile(r"\[([^\[\]]+)\]\([^()\s]+\)")
_EMPTY_LINES = re.compile(r"\n[ \t>]*\n")
_CALLOUT = re.compile(
    r"^[ \t]*(?:>[ \t]*)*(?:\[!([^\]\n]+)\][-+]?|(?:!!!|\?\?\?\+?)[ \t]*([\w-]+)|:{3,}[ \t]*([\w-]+))[ \t]*",
    re.MULTILINE,
)
_CELL_END = re.compile(r"\s*\|\s*")


class RankedPassage:
    """A passage that answers. How it is shown is worked out when it is looked at: most are only counted."""

    def __init__(self, passage: Passage, locator: Locator, *, is_bound: bool) -> None:
        self.passage = passage
        self._locator, self._is_bound = locator, is_bound

    @cached_property
    def excerpt(self) -> Excerpt:
        """A line around what matches, cut between words, with an ellipsis, and without Markdown's marks."""
        return self._locator.excerpt(self.passage, is_bound=self._is_bound)

    @cached_property
    def why(self) -> str:
        """How the match differs from what was typed, as `as kidney impairment`; or empty."""
        return self._locator.why(self.passage, is_bound=self._is_bound)


class Locator:
    """Finds the passages that answer a question. weights: what each concept counts, as the search has found; by the
    monograph alone if None. before, after: characters of an excerpt around the match."""

    def __init__(
        self, question: Question, weights: Sequence[float] | None = None, *, before: int = _BEFORE, after: int = _AFTER
    ) -> None:
        self.question = question
        self._weights = weights
        self._before, self._after = before, after
        self._matchers = {is_bound: question.matcher(is_bound=is_bound) for is_bound in (False, True)}

    def matcher(self, *, is_bound: bool = False) -> Matcher:
        """Marks what was found. is_bound: in the monograph of the drug that the question is about."""
        return self._matchers[is_bound]

    def ranked(self, monograph: Monograph, *, is_bound: bool = False) -> list[RankedPassage]:
        """The passages that answer, best first; front matter and disclaimer only where nothing else does."""
        found = passages(monograph)
        concepts = self.question.concepts if is_bound else self.question.everywhere
        wanted = tuple(one for one in concepts if is_bound or not _is_of_class(monograph, one)) or concepts
        is_asked = is_bound or len(wanted) < len(concepts)
        drug = " ".join(self.question.drug.words) if is_bound and self.question.drug else ""
        of_others = self.question.others_in(monograph.title) if is_bound else ()
        folded = folded_passages(found)
        if drug and not (of_others or any(concept.is_drug for concept in concepts)):
            drug, of_others = drugs_with_doses(folded, self.question.drug_names)
        covered = coverage(folded, sought((*wanted, *self.question.constrained)), drug, of_others)
        weights = self._weights if self._weights and not is_asked else weights_of([covered], is_bound=is_asked)
        ranked = scores(
            covered, weights, self.question.all_hints(is_bound=is_asked), is_bound=is_asked, is_chosen=True
        ).in_order()
        if ranked or not self.question.concepts + self.question.constrained:  # a name is in all front matter
            return [RankedPassage(found[place], self, is_bound=is_bound) for place in ranked]
        others = (part for part in monograph.parts if part.kind in (PartKind.FRONT_MATTER, PartKind.DISCLAIMER))
        further = (RankedPassage(Passage(part, 0, len(part.source)), self, is_bound=is_bound) for part in others)
        return [each for each in further if each.excerpt.hits]

    def excerpt(self, passage: Passage, *, is_bound: bool) -> Excerpt:
        """A line of the passage, as RankedPassage has it."""
        text = _plain(passage.text)
        return _excerpt(text, self._matchers[is_bound].hits(text, passage.section), self._before, self._after)

    def why(self, passage: Passage, *, is_bound: bool) -> str:
        """What was not typed as it stands there, of each thing that was asked for; empty where all was typed so."""
        folded = f" {fold(' '.join((passage.part.heading, *passage.headings, passage.lead, passage.text)))} "
        reasons: dict[str, None] = {}
        for concept in self.question.concepts if is_bound else self.question.everywhere:
            why = next((way.why for way in concept.ways if needle_of(way) in folded), "")
            if why:
                reasons[f"{why} ({concept.typed})" if concept.is_drug else why] = None
        return ", ".join(reasons)


def _is_of_class(monograph: Monograph, concept: Concept) -> bool:
    """Whether the drug is of the class that is asked about, so that its text need not say so: an opioid, but no opioid
    antagonist."""
    if not concept.is_class:
        return False
    given = " ".join(f" {fold(name)} " for kind, name in topics_of(monograph.metadata) if kind == CLASS)
    needles = [needle_of(way) for way in concept.ways]
    return any(needle in given and f"{needle}antagonist " not in given for needle in needles)


def _plain(text: str) -> str:
    """A passage's source on one line, without Markdown's marks; nothing else is changed."""
    if text.lstrip("> \t").startswith("|"):
        text = _CELL_END.sub(" · ", text.strip("> \t").strip("|").strip())
    text = _BLOCK_MARK.sub("", _CALLOUT.sub(_kind_and_title, text))
    text = " ".join(joined(paragraph.splitlines()) for paragraph in _EMPTY_LINES.split(text))
    text = _LINK.sub(r"\1", " ".join(text.split()))  # one line: bold may go on in the next
    for _ in range(_DEEPEST_EMPHASIS):
        text = _EMPHASIS.sub(r"\g<words>", text)
    return safe_line(text)


def _kind_and_title(found: re.Match[str]) -> str:
    return f"{found[1] or found[2] or found[3]} · "


def _excerpt(text: str, hits: Sequence[Hit], before: int, after: int) -> Excerpt:
    """The stretch of `text` in which most of what was looked for stands together."""
    first = max(hits, key=lambda hit: (_words_near(text, hits, hit, after), -hit.start), default=Hit(0, 0))
    start = _start(text, first.start, before)
    stop = min(len(text), first.stop + after)
    while stop < len(text) and not text[stop].isspace():
        stop += 1
    lead = "… " if start else ""
    by = len(lead) - start
    marks = tuple(Hit(hit.start + by, hit.stop + by) for hit in hits if hit.start >= start and hit.stop <= stop)
    return Excerpt(f"{lead}{text[start:stop]}{' …' if stop < len(text) else ''}", marks)


def _words_near(text: str, hits: Sequence[Hit], first: Hit, after: int) -> int:
    """How many different words match from `first` on, so far as an excerpt goes."""
    near = (hit for hit in hits if 0 <= hit.start - first.start <= after)
    return len({text[hit.start : hit.stop].casefold()[:4] for hit in near})


def _start(text: str, at: int, before: int) -> int:
    """Where an excerpt around the match at `at` begins: with its sentence where that is near."""
    earliest = max(0, at - before)
    ends = [found.end() for found in _SENTENCE_END.finditer(text, earliest, at)]
    if ends or not earliest:
        return ends[-1] if ends else 0
    while earliest < at and not text[earliest - 1].isspace():
        earliest += 1
    return earliest

"""Where in a monograph a query matches: the sections, how often, and a line to recognise it by."""

from __future__ import annotations

import re
from typing import NamedTuple

from medtui.library.query.matcher import Excerpt, Hit, Matcher
from medtui.library.query.query_tree import Query
from medtui.library.search.match_expression import matcher_of
from medtui.library.search.text_search import section_weight
from medtui.monograph import Monograph, Part, PartKind
from medtui.safe_text import safe_line

_BEFORE, _AFTER = 60, 120
_SENTENCE = re.compile(r"(?<=[.!?:;])\s+|\n")


class Where(NamedTuple):
    """sections: canonical names (or the kind of part outside sections) and how many matches each has, in file
    order. section: the one to open, empty where nothing in the text matches. title: what it is called.
    hits: matches altogether. why: how the matches differ from what was typed, or empty.
    snippet: on one line, cut between words, with an ellipsis, and without bold's asterisks; nothing else is changed.
    """

    sections: tuple[tuple[str, int], ...]
    section: str
    hits: int
    snippet: Excerpt
    why: str
    title: str = ""


NOWHERE = Where((), "", 0, Excerpt(""), "")


class Locator:
    """Finds where a query matches. before, after: characters of a snippet around the match; a sentence that
    starts within the first is not cut."""

    def __init__(self, query: Query, *, before: int = _BEFORE, after: int = _AFTER) -> None:
        self._before, self._after = before, after
        self.matcher = matcher_of(query)
        self._single = [(way, Matcher([way])) for way in self.matcher.wanted]

    def where(self, monograph: Monograph) -> Where:
        """Where the query matches in `monograph`. Disclaimer and front matter count only where nothing else does."""
        if not self.matcher:
            return NOWHERE
        found = self._found(monograph, in_text=True) or self._found(monograph, in_text=False)
        if not found:
            return NOWHERE
        counts: dict[str, int] = {}
        for part, hits in found:
            counts[_name(part)] = counts.get(_name(part), 0) + len(hits)
        best, hits = max(found, key=self._value)
        snippet = _snippet(best.source, hits, self._before, self._after)
        section = monograph.section(best.section)
        title = section.title if section else ""
        return Where(tuple(counts.items()), _name(best), sum(counts.values()), snippet, self._why(best), title)

    def _found(self, monograph: Monograph, *, in_text: bool) -> list[tuple[Part, list[Hit]]]:
        parts = (
            part
            for part in monograph.parts
            if (part.kind not in (PartKind.FRONT_MATTER, PartKind.DISCLAIMER)) is in_text
        )
        return [(part, hits) for part in parts if (hits := self.matcher.hits(part.source, _name(part)))]

    def _value(self, found: tuple[Part, list[Hit]]) -> tuple[int, float, int]:
        part, hits = found
        distinct = {_stem(part.source, hit) for hit in hits}
        return min(len(distinct), len(self._single)), section_weight(part.section), len(hits)

    def _why(self, part: Part) -> str:
        """What was not typed as it stands there; empty where some of it was."""
        if not any(way.why for way in self.matcher.wanted):
            return ""
        name = _name(part)
        matching = [way.why for way, matcher in self._single if matcher.hits(part.source, name)]
        return matching[0] if matching and all(matching) else ""


def _name(part: Part) -> str:
    return part.section or part.kind.value


def _snippet(source: str, hits: list[Hit], before: int, after: int) -> Excerpt:
    first = max(hits, key=lambda hit: (_words_near(source, hits, hit, after), -hit.start))
    start = _start(source, first.start, before)
    stop = min(len(source), first.stop + after)
    while stop < len(source) and not source[stop].isspace():
        stop += 1
    text, marks = "", []
    if start > 0 and source[start - 1] not in "\n\r":
        text = "… "
    done = start
    for hit in (hit for hit in hits if hit.start >= start and hit.stop <= stop):
        text += _one_line(source[done : hit.start], text)
        word = _one_line(source[hit.start : hit.stop], text)
        marks.append(Hit(len(text), len(text) + len(word)))
        text += word
        done = hit.stop
    text += _one_line(source[done:stop], text).rstrip()
    return Excerpt(text + (" …" if stop < len(source.rstrip()) else ""), tuple(marks))


def _words_near(source: str, hits: list[Hit], first: Hit, after: int) -> int:
    """How many different words match from `first` on, so far as a snippet goes."""
    near = (hit for hit in hits if 0 <= hit.start - first.start <= after)
    return len({_stem(source, hit) for hit in near})


def _stem(source: str, hit: Hit) -> str:
    return source[hit.start : hit.stop].casefold()[:4]


def _start(source: str, at: int, before: int) -> int:
    """Where a snippet around the match at `at` begins: with its sentence or line where that is near."""
    earliest = max(0, at - before)
    near = [found.end() for found in _SENTENCE.finditer(source, earliest, at)]
    if near:
        return near[-1]
    while 0 < earliest < at and not source[earliest - 1].isspace():
        earliest += 1
    return earliest


def _one_line(text: str, before: str) -> str:
    """`text` on one line, after `before`."""
    plain = re.sub(r"\s+", " ", text.replace("**", ""))
    return safe_line(plain.lstrip() if before.endswith(" ") or not before else plain)

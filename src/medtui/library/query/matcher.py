"""Where the words of a query stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from medtui.library.names.folding import fold_in_place, is_unspaced

folded_once = lru_cache(maxsize=16_384)(fold_in_place)
"""The same texts are searched again with every letter that is typed: as many as a label has paragraphs and cells."""


class Wanted(NamedTuple):
    """A run of words to be found, one of perhaps several ways to find one term of a query.

    words: folded. starts: the last one may be only the start of a word. section: the only section in which
    it counts, or empty. why: what the user did not type, as "spelling" or "also called rifampin"; or empty.
    """

    words: tuple[str, ...]
    starts: bool = True
    section: str = ""
    why: str = ""


class Hit(NamedTuple):
    """A match in a text: characters start..stop-1."""

    start: int
    stop: int


class Excerpt(NamedTuple):
    """A piece of a text, safe to show. hits: where what was looked for stands in it, in order, none overlapping."""

    text: str
    hits: tuple[Hit, ...] = ()

    def runs(self) -> Iterator[tuple[str, bool]]:
        """The text in runs of characters, and whether each is a hit."""
        done = 0
        for start, stop in self.hits:
            yield self.text[done:start], False
            yield self.text[start:stop], True
            done = stop
        yield self.text[done:], False


class Matcher:
    """Finds any of the wanted runs of words. Immutable; false when nothing is wanted."""

    def __init__(self, wanted: Iterable[Wanted] = ()) -> None:
        self.wanted = tuple(dict.fromkeys(wanted))
        self._patterns: dict[str, re.Pattern[str] | None] = {}

    def __bool__(self) -> bool:
        return bool(self.wanted)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Matcher) and self.wanted == other.wanted

    def __hash__(self) -> int:
        return hash(self.wanted)

    def hits(self, text: str, section: str = "") -> list[Hit]:
        """The matches in `text`, in order, none overlapping; whole words even where their start was wanted.

        section: the canonical name of the section that the text belongs to.
        """
        pattern = self._pattern(section)
        if pattern is None or not text:
            return []
        folded, places = folded_once(text)
        # One character may fold to several, of which only some match.
        return [
            Hit(places[found.start()], max(places[found.end()], places[found.end() - 1] + 1))
            for found in pattern.finditer(folded)
        ]

    def is_in(self, text: str, section: str = "") -> bool:
        """Whether there is any match."""
        pattern = self._pattern(section)
        return pattern is not None and bool(text) and pattern.search(folded_once(text)[0]) is not None

    def _pattern(self, section: str) -> re.Pattern[str] | None:
        if section not in self._patterns:
            here = [one for one in self.wanted if one.section in ("", section)]
            # The longest first: of two runs that begin alike, the one that says more is marked.
            ways = sorted({(one.words, one.starts) for one in here}, key=lambda way: (-len(way[0]), way))
            runs = [_run(words, starts=starts) for words, starts in ways]
            self._patterns[section] = re.compile("|".join(runs)) if runs else None
        return self._patterns[section]


def _run(words: Sequence[str], *, starts: bool) -> str:
    """A pattern of the words, whole but for the end of the last where that is a beginning; in a script without spaces
    any stretch of one."""
    before = "" if is_unspaced(words[0][0]) else r"(?<!\S)"
    after = "" if is_unspaced(words[-1][-1]) else r"\S*" if starts else r"(?!\S)"
    return before + r"\s+".join(map(re.escape, words)) + after

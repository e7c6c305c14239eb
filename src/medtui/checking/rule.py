"""What a rule is, and what it finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from medtui.checking.checked_page import CheckedPage
from medtui.older_python import StrEnum


class Severity(StrEnum):
    """How bad a finding is, worst first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class RuleGroup(StrEnum):
    """What a rule is about, in the order of docs/rules.md."""

    STRUCTURE = "structure"
    DOSE_WRITING = "dose writing"
    DOSE_SENSE = "dose sense"
    CONTENT = "content"
    SOURCES = "currency and sources"
    LINKS = "links"


class Finding(NamedTuple):
    """start, end: offsets into the text of its page. message: one plain sentence: what is wrong, what to write."""

    start: int
    end: int
    message: str


class Judged(NamedTuple):
    """How right a rule is over 2,111 public pages. hits: all that it finds there. judged: so many of them were read by
    somebody. right: so many of those are mistakes of the page."""

    hits: int
    judged: int
    right: int


@dataclass(frozen=True, kw_only=True)
class RuleFacts:
    """What every rule says of itself.

    id: lower-case words with dashes; people write it in their settings, so it never changes. title: what it finds, in
    a few words. why: one sentence. source: who asks for it. is_on: whether it is looked at unless asked for; no rule
    is of which less than 90 % is right.
    """

    id: str
    title: str
    group: RuleGroup
    severity: Severity
    why: str
    source: str
    is_on: bool = True
    judged: Judged | None = None


@dataclass(frozen=True, kw_only=True)
class Rule(RuleFacts):
    """A rule that sees one page at a time.

    find: its findings in a page, in any order. hit, near_miss: a whole page (with its front matter or title), or lines
    that stand in the Dosage of a sound page: one breaks the rule, the other nearly.
    """

    find: Callable[[CheckedPage], Iterable[Finding]]
    hit: str
    near_miss: str


@dataclass(frozen=True, kw_only=True)
class LibraryRule(RuleFacts):
    """A rule that compares the pages of a library.

    gather: what it must know of a page, small, as pages are read by several processes; None for nothing.
    compare: from what was gathered, by path, the path and finding of each page that breaks it.
    hit, near_miss: libraries of a few whole pages.
    """

    gather: Callable[[CheckedPage], Any | None]
    compare: Callable[[Mapping[str, Any]], Iterable[tuple[str, Finding]]]
    hit: tuple[str, ...]
    near_miss: tuple[str, ...]


def of_pattern(pattern: str, message: str) -> Callable[[CheckedPage], Iterator[Finding]]:
    """Finds each match of a pattern in what the page says. message: with `{}` for the words found."""
    compiled = re.compile(pattern)

    def find(page: CheckedPage) -> Iterator[Finding]:
        for match in compiled.finditer(page.prose):
            yield Finding(match.start(), match.end(), message.format(" ".join(match[0].split())))

    return find

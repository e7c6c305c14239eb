"""A page -> what breaks the rules in it, each at its line, but for what its front matter says is to be ignored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import islice
from typing import Any, NamedTuple

from medtui.checking.checked_page import CheckedPage
from medtui.checking.rule import Finding, LibraryRule, Rule, RuleFacts, RuleGroup, Severity
from medtui.checking.rules import all_rules

UNREADABLE = RuleFacts(
    id="unreadable-file",
    title="A file that cannot be read",
    group=RuleGroup.STRUCTURE,
    severity=Severity.ERROR,
    why="Nobody can look up what stands in it.",
    source="medtui",
)
IDLE_IGNORE = RuleFacts(
    id="idle-ignore",
    title="An ignore comment without a rule, a reason, or anything to ignore",
    group=RuleGroup.STRUCTURE,
    severity=Severity.WARNING,
    why="One that hits nothing would hide the next mistake.",
    source="medtui",
)
"""Of a `# medtui: ignore RULE why`."""

MOST_OF_A_RULE = 500
"""Findings of one rule that are told of one page."""
_REACH = 200
"""Characters of the line that are shown on each side."""
_IGNORE = re.compile(r"(?m)^[ \t]*#[ \t]*medtui:(?P<words>[^\r\n]*)")
_HOW = "write: # medtui: ignore RULE why"


class PlacedFinding(NamedTuple):
    """A finding as it is told. path: relative to its library. The last two of the place are where it ends, columns are
    characters, all from 1. excerpt: of its first line, what is around it. within: where it begins and ends in that.
    fingerprint: the same wherever the line has moved to."""

    rule: str
    severity: Severity
    path: str
    place: tuple[int, int, int, int]
    message: str
    excerpt: str
    within: tuple[int, int]
    fingerprint: str

    @property
    def line(self) -> int:
        """The line where it begins."""
        return self.place[0]

    @property
    def is_problem(self) -> bool:
        """Whether it is more than a note: what the app counts, and `has:problems` asks for."""
        return self.severity is not Severity.NOTE


class Ignore(NamedTuple):
    """A comment that says which rule this page may break. offset: where it stands."""

    rule: str
    offset: int


class PageReport(NamedTuple):
    """What was found in one page. facts: what the rules for libraries must know of it, by their ids. ignored: those of
    them that it may break, each with what is told where it does not."""

    findings: list[PlacedFinding]
    facts: dict[str, Any]
    ignored: Mapping[str, PlacedFinding] = {}


def check_page(page: CheckedPage, severities: Mapping[str, Severity]) -> PageReport:
    """Look at a page with these rules."""
    return check_pages([page], severities)[0]


def check_pages(pages: Sequence[CheckedPage], severities: Mapping[str, Severity]) -> list[PageReport]:
    """Look at several: at all of them with a rule, then with the next, which is a seventh faster than page by page."""
    all_found = [_Found({}, {}, []) for _ in pages]
    for id in severities:
        rule = all_rules().get(id)
        for page, found in zip(pages, all_found, strict=True) if rule else ():
            try:
                if isinstance(rule, Rule):
                    told = rule.find(page)
                    found.findings[id] = [*islice(told, MOST_OF_A_RULE)] if told else []
                elif rule and (fact := rule.gather(page)) is not None:
                    found.facts[id] = fact
            except Exception as error:  # its mistake must hide no other finding
                why = f"The rule {id} stopped because of an internal error ({type(error).__name__}): please report it."
                found.broken.append(unreadable(page.path, why))
    return [_report(page, found, severities) for page, found in zip(pages, all_found, strict=True)]


class _Found(NamedTuple):
    """What rules have found in a page, by their ids: findings, and what those for libraries must know. broken: which
    of them stopped."""

    findings: dict[str, list[Finding]]
    facts: dict[str, Any]
    broken: list[PlacedFinding]


def _report(page: CheckedPage, found: _Found, severities: Mapping[str, Severity]) -> PageReport:
    """What is told of it: all but what its front matter says is to be ignored."""
    findings, facts, broken = found
    ignores, wrong = _ignores_of(page)
    ignored: dict[str, PlacedFinding] = {}
    for ignore in ignores:
        idle = _about(page, ignore.offset, f"{ignore.rule} finds nothing here: delete this comment.")
        if isinstance(all_rules()[ignore.rule], LibraryRule):
            ignored[ignore.rule] = placed(page, IDLE_IGNORE.id, severities.get(IDLE_IGNORE.id, Severity.NOTE), idle)
        elif findings.pop(ignore.rule, None) == []:
            wrong.append(idle)
    if IDLE_IGNORE.id in severities:
        findings[IDLE_IGNORE.id] = wrong
    told = [placed(page, id, severities[id], each) for id in findings for each in findings[id]]
    return PageReport(worst_first([*broken, *told]), facts, ignored)


def _ignores_of(page: CheckedPage) -> tuple[list[Ignore], list[Finding]]:
    """What the front matter says is to be ignored, and what is wrong with how it says so."""
    ignores: list[Ignore] = []
    wrong: list[Finding] = []
    for match in _IGNORE.finditer(page.text, 0, page.front) if "#" in page.text[: page.front] else ():
        words = match["words"].split()
        rule = words[1] if len(words) > 1 else ""
        if words[:1] != ["ignore"] or not rule:
            wrong.append(_about(page, match.start(), f"This comment is not understood: {_HOW}."))
        elif rule not in all_rules():
            wrong.append(_about(page, match.start(), f"There is no rule {rule}: see docs/rules.md."))
        elif len(words) == 2:
            wrong.append(_about(page, match.start(), f"{rule} is not ignored without a reason: {_HOW}."))
        else:
            ignores.append(Ignore(rule, match.start()))
    return ignores, wrong


def placed(page: CheckedPage, rule: str, severity: Severity, finding: Finding) -> PlacedFinding:
    """A finding with its line."""
    line, column = page.line_and_column(finding.start)
    end_line, end_column = page.line_and_column(max(finding.start, finding.end))
    first = page.line_starts[line - 1]
    after = page.line_starts[line] if line < len(page.line_starts) else len(page.text)
    text = page.text[first:after].rstrip("\r\n")
    start = finding.start - first
    end = min(max(finding.end - first, start), start + _REACH)
    from_ = max(0, start - _REACH)
    excerpt = text[from_ : end + _REACH]
    digest = sha256("\0".join((rule, page.path, " ".join(excerpt.split()))).encode(errors="surrogatepass"))
    return PlacedFinding(
        rule,
        severity,
        page.path,
        (line, column, end_line, end_column),
        finding.message,
        excerpt,
        (start - from_, min(end - from_, len(excerpt))),
        digest.hexdigest()[:16],
    )


def unreadable(path: str, why: str) -> PlacedFinding:
    """That a file cannot be read, which is told whatever rules are looked at."""
    digest = sha256(f"{UNREADABLE.id}\0{path}".encode(errors="surrogatepass"))
    id, severity = UNREADABLE.id, UNREADABLE.severity
    return PlacedFinding(id, severity, path, (1, 1, 1, 1), why, "", (0, 0), digest.hexdigest()[:16])


def rule_facts() -> list[RuleFacts]:
    """What every rule says of itself, those of the checker too."""
    facts: Sequence[RuleFacts] = [UNREADABLE, IDLE_IGNORE, *all_rules().values()]
    order = list(RuleGroup)
    return sorted(facts, key=lambda rule: (order.index(rule.group), rule.id))


def worst_first(findings: Iterable[PlacedFinding]) -> list[PlacedFinding]:
    """In the order of pages and lines, the worst of a line first."""
    return sorted(findings, key=lambda each: (each.path, each.place, each.severity.rank, each.rule))


def _about(page: CheckedPage, offset: int, message: str) -> Finding:
    line, _ = page.line_and_column(offset)
    after = page.line_starts[line] if line < len(page.line_starts) else len(page.text)
    return Finding(offset, len(page.text[:after].rstrip("\r\n")), message)

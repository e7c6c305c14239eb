"""Faults planted in the pages of the starter library are found, each by the rule for it and in its place."""

from __future__ import annotations

import datetime
from itertools import cycle
from pathlib import Path
from random import Random

from planted_faults import FAULTS, LIBRARIES, Planted

from medtui.checking.checked_page import CheckSettings, checked_page
from medtui.checking.rule import Finding, LibraryRule, Rule
from medtui.checking.rules import all_rules

CONTENT = Path(__file__).parents[2] / "content"
SETTINGS = CheckSettings(today=datetime.date(2026, 6, 1))
MOST, LEAST_FOUND = 200, 0.95


def findings(id: str, name: str, text: str) -> list[Finding]:
    rule = all_rules()[id]
    assert isinstance(rule, Rule)
    return [*rule.find(checked_page(name, text.encode(), SETTINGS))]


def is_found(id: str, name: str, text: str, planted: Planted) -> bool:
    """Whether the rule says of the place what it does not say of the sound page."""
    known = {(found.message, text[found.start : found.end]) for found in findings(id, name, text)}
    return any(
        found.start <= planted.end and found.end >= planted.start
        for found in findings(id, name, planted.text)
        if (found.message, planted.text[found.start : found.end]) not in known
    )


def test_planted_faults_are_found_by_the_right_rule() -> None:
    pages = {path.name: path.read_text(encoding="utf-8") for path in sorted(CONTENT.glob("*.md"))}
    del pages["README.md"]
    random = Random("planted")
    names = cycle(random.sample(sorted(pages), len(pages)))
    missed, planted = [], 0
    for id in cycle(FAULTS):
        for _ in pages:
            name = next(names)
            if fault := FAULTS[id](pages[name], random):
                planted += 1
                if not is_found(id, name, pages[name], fault):
                    missed.append(f"{id} in {name}: {fault.text[fault.start : fault.end][:60]!r}")
                break
        if planted == MOST:
            break
    assert len(missed) <= MOST * (1 - LEAST_FOUND), missed


def test_faults_between_pages_are_found_by_the_right_rule() -> None:
    missed = [pages for pages in LIBRARIES if not are_found(*pages)]
    assert len(missed) <= len(LIBRARIES) * (1 - LEAST_FOUND), missed


def are_found(id: str, *texts: str) -> bool:
    rule = all_rules()[id]
    assert isinstance(rule, LibraryRule)
    pages = [checked_page(f"{number}.md", text.encode(), SETTINGS) for number, text in enumerate(texts)]
    return any(rule.compare({page.path: rule.gather(page) for page in pages if rule.gather(page) is not None}))


def test_a_pair_that_both_pages_name_is_left_alone() -> None:
    one, other = "Never with {}.".format, "# {}\n\n### Precautions\n\n{}\n".format
    pages = [other("Glyceryl trinitrate", one("sildenafil")), other("Sildenafil", one("glyceryl trinitrate"))]
    assert not are_found("one-sided-warning", *pages)


def test_every_rule_of_pages_has_a_planted_fault() -> None:
    rules = {id for id, rule in all_rules().items() if isinstance(rule, Rule) and rule.is_on}
    assert rules <= FAULTS.keys()

"""Every rule finds its own hit and leaves its near miss alone; nothing breaks a rule in a sound page."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import pytest

from medtui.checking.checked_page import CheckedPage, CheckSettings, checked_page
from medtui.checking.rule import LibraryRule, Rule
from medtui.checking.rules import all_rules

SETTINGS = CheckSettings(today=datetime.date(2026, 6, 1))
SOUND = """\
---
title: Examplin
names: [Examplin, Exampla]
class: Example
tags: [pain, heart]
sources:
  - title: Examplin tablets, US prescribing information
    publisher: Example Labs (FDA label, NLM DailyMed)
    reference: set id 00000000-1111-2222-3333-444444444444
    version: 4 (2025-01-02)
last_reviewed: 2026-01-22
reviewer: none (not clinically reviewed)
---

# Examplin

### Generic Name

Examplin.

### Usage

Pain.

### Dosage

**Adults:** 5 mg to 10 mg every 8 hours, at most 30 mg a day.

LINES

### Side Effects

Nausea.

### How it Works

It dulls pain.

### Precautions

Asthma.

### FAQs

**Q: What if a dose is missed?**

A: Leave it out.

**Disclaimer:** For education only; this is not medical advice. Check the product's label.
"""


def page(text: str, path: str = "examplin.md") -> CheckedPage:
    whole = text if text.startswith(("---", "#")) else SOUND.replace("LINES", text)
    return checked_page(path, whole.encode(), SETTINGS)


def found(rule: Rule | LibraryRule, example: str | Sequence[str]) -> list[str]:
    """The messages of a rule about an example of its own."""
    texts = [example] if isinstance(example, str) else example
    pages = [page(text, f"page-{number}.md") for number, text in enumerate(texts)]
    if isinstance(rule, Rule):
        return [finding.message for one in pages for finding in rule.find(one)]
    facts = {one.path: fact for one in pages if (fact := rule.gather(one)) is not None}
    return [finding.message for _, finding in rule.compare(facts)]


RULES = list(all_rules().values())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_finds_its_hit_and_not_its_near_miss(rule: Rule | LibraryRule) -> None:
    assert found(rule, rule.hit)
    assert found(rule, rule.near_miss) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_sound_page_breaks_no_rule(rule: Rule | LibraryRule) -> None:
    assert found(rule, "Take it with food.") == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_speaks_in_whole_sentences(rule: Rule | LibraryRule) -> None:
    assert rule.id.islower()
    assert rule.why.endswith(".")
    for message in found(rule, rule.hit):
        assert message.endswith(".")
        assert "\n" not in message

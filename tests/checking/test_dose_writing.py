"""The rules about how doses are written, with the spellings that each is for."""

from __future__ import annotations

import pytest
from test_rules import page

from medtui.checking.rule import Rule, RuleGroup
from medtui.checking.rules import all_rules

BROKEN = {
    "trailing-zero": [
        "1.0 mg",
        "2.50 mL",
        "1.0-1.5 mg",
        "0.10%",
        "**5.0** mg",
        "1.0, 2 or 4 mg",
        "5.0 U",
        "5.0\u00a0mg",
        "1.0 and 2 mg",
        "2.0 tablets",
        "| Age | Dose (mg) |\n|---|---|\n| 6 | 2.0 |",
    ],
    "naked-decimal": ["give .5 mg", "(.25 mg)", "-.5 mg", "|.5|", "**.5 mg**", "to .75 mg", ".9% saline"],
    "unit-abbreviation": [
        "10 U",
        "10U",
        "5 IU",
        "5 iu",
        "1,000 IU/kg",
        "5 MU",
        "5 I.U. once",
        "1.2 million IU",
        "**10** U",
        "in IU",
    ],
    "microgram-sign": ["5 µg", "5 μg", "5 ug", "5ug", "µg/kg", "| Dose (µg) |", "5 ㎍"],
    "glued-unit": ["5mg", "2.5mL", "1,000mg", "24hours", "7days", "5mg/kg", "10mg-20mg", "5µg", "propranolol40 mg"],
    "thousands-comma": ["1000 mg", "5000 units", "2000mg", "1,0000 mg", "0,5 mg", "1,5 mg", "1000-2000 mg", "10000 IU"],
    "daily-abbreviation": [
        "5 mg QD",
        "5 mg q.d.",
        "5 mg OD",
        "5 mg od",
        "5 mg QOD",
        "one tablet OD",
        "one tablet qd",
        "5 mg o.d.",
    ],
    "latin-shorthand": [
        "5 mg BID",
        "5 mg TDS",
        "5 mg qid",
        "PRN",
        "5 mg p.o.",
        "5 mg PO",
        "t.i.d.",
        "q8h",
        "Q6H",
        "q 12 h",
        "one tablet bd",
    ],
    "subcutaneous-abbreviation": [
        "5 mg SC",
        "5 mg SQ",
        "subQ",
        "sub q",
        "IM/SC.",
        "by SC injection",
        "(SC)",
        "5 mg s/c",
        "5 mg s.c. once",
        "5 mg s.c.",
    ],
    "drug-name-abbreviation": ["MSO4", "MgSO4", "with MTX.", "(HCTZ)", "tPA", "AZT"],
    "ratio-strength": ["adrenaline 1:1000", "epinephrine 1:10,000, slowly", "Adrenaline 1 : 1,000"],
    "dash-range": ["5-10 mg", "5–10 mg", "5 mg-10 mg", "0.5 - 1 mL", "1-2 tablets", "5-10mg", "5‑10 mg", "5—10 mg"],
    "cubic-centimetre": ["5 cc", "5cc", "2.5 c.c."],
    "small-litre": ["5 ml", "5ml", "5 mg/ml"],
    "plural-unit": ["5 mgs", "5 gm", "8 hrs", "5 mcgs", "5 MG", "5 mg. twice"],
    "comparison-sign": ["<5 mg", "> 5 mg", "≥ 5 years", "≤10 kg", "&lt;5 kg", "⩾5 kg"],
}
HARMLESS = [
    "1 mg, 0.5 mg, 10 mg/kg, 1,200 mg, 100,000 units and 5%",
    "In 2012 CYP2C9, HLA-B*15:02, vitamin B12 and a 4-week course of 20 mg.",
    "5 mg to 10 mg every 4 to 6 hours, 3.125 mg, 10 mL; IV or IM",
    "10 units in 1 litre. An overdose. COVID-19. At 25 °C.",
    "SCORTEN, Q fever, a QT interval, the PO2, OD600, IUs, MSM and the U of a curve",
]
WRITING = [rule for rule in all_rules().values() if isinstance(rule, Rule) and rule.group is RuleGroup.DOSE_WRITING]


@pytest.mark.parametrize(("id", "words"), [(id, words) for id in BROKEN for words in BROKEN[id]])
def test_unsafe_dose_writing_is_found(id: str, words: str) -> None:
    rule = all_rules()[id]
    assert isinstance(rule, Rule)
    assert [*rule.find(page(words))]


@pytest.mark.parametrize("words", HARMLESS)
def test_safe_dose_writing_passes(words: str) -> None:
    assert [finding.message for rule in WRITING for finding in rule.find(page(words))] == []


def test_the_front_matter_and_addresses_may_hold_any_figure() -> None:
    text = (
        "---\ntitle: Examplin\nset_id: 5000ug-1.0\n---\n\n# Examplin\n\n### Usage\n\nSee <https://example.org/5ug>.\n"
    )
    assert [finding.message for rule in WRITING for finding in rule.find(page(text))] == []


def test_every_rule_has_its_spellings() -> None:
    assert {rule.id for rule in WRITING} == BROKEN.keys()

"""The rules of the starter library fail when they should: each is given something that breaks it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from figures import figures
from label_figures import dosage_figures, other_sources, untraced
from label_texts import LabelTexts, openfda_text, spl_text
from page_form import form_problems
from starter_pages import Page, page_of
from starter_readme import readme_problems

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
    version: 4 (2020-01-02)
  - title: Guideline
    publisher: World Health Organization
    reference: ISBN 0
    version: "2012"
last_reviewed: 2026-11-22
reviewer: none (not clinically reviewed)
---

# Examplin

### Generic Name

Examplin.

### Usage

Pain.

### Dosage

**Adults:** 5 mg to 10 mg every 8 hours, at most 1,000 mcg/kg.

| Age | Dose (mg) |
|---|---|
| 6 to 12 years | 2.5 |

**Children (WHO):** 77 mg.

- Then 78 mg.

### Side Effects

None.

### How it Works

Well.

### Precautions

None.

### FAQs

**Q: What if a dose is missed?**

A: Leave it out.

**Q: How is it stored?**

A: Dry.

**Q: Is this a third one?**

A: It is.

**Q: Is this the last one?**

A: It is.

**Disclaimer:** For education only; this is not medical advice. Check the product's label.
"""
RECORD: dict[str, object] = {
    "version": "4",
    "dosage_and_administration": ["Adults: 5-10 mg q8h (max. 1000 μg per kg). From six to 12 years: 2.5 mg."],
}


def of_record(record: dict[str, object]) -> LabelTexts:
    return LabelTexts({}, {"00000000-1111-2222-3333-444444444444": record})


LABELS = of_record(RECORD)


def changed(old: str, new: str, text: str = SOUND) -> Page:
    assert old in text
    return page_of(text.replace(old, new, 1), "examplin")


def with_text(words: str) -> Page:
    return changed("None.", words)


def test_a_sound_page_breaks_no_rule() -> None:
    sound = page_of(SOUND, "examplin")
    assert [*form_problems(sound), *untraced(sound, LABELS)] == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("class: Example\n", "", "keys"),
        ("tags: [pain, heart]\n", "", "keys"),
        ("names: [Examplin, Exampla]", "names: Examplin", "names"),
        ("[pain, heart]", "[pain]", "tags"),
        ("[pain, heart]", "[pain, nonsense]", "unknown tag 'nonsense'"),
        ("    reference: ISBN 0\n", "", "source 2"),
        ('"2012"', "2012", "source 2"),
        ('version: "2012"', 'version: "2012"\n    last_checked: today', "source 2 was last checked on no ISO date"),
        ("publisher: World", "publisher: World: Health", "front matter has the keys []"),
        ("last_reviewed: 2026-11-22", "last_reviewed: 22 November", "last_reviewed"),
        ("reviewer: none (not clinically reviewed)", "reviewer: me", "reviewer"),
        ("title: Examplin\n", "title: Examplate\n", "file name"),
        ("# Examplin\n", "# Example\n", "headings"),
        ("### Usage\n\nPain.\n\n", "", "headings"),
        ("### Usage", "### FAQs", "headings"),
        ("### Usage", "#### Usage", "headings"),
        ("What if a dose is missed", "What is it", "missed dose"),
        ("How is it stored", "Where is it", "storage"),
        ("**Q: Is this the last one?**\n\nA: It is.\n\n", "", "3 FAQs"),
        ("**Q: Is this the last one?**", "**Is this the last one?**", "form **Q"),
        ("A: Dry.", "Dry.", "begin with `A: `"),
        ("**Q: What if", "Words before.\n\n**Q: What if", "no question"),
        ("**Disclaimer:** For", "**Note:** For", "disclaimer"),
        ("not medical advice", "medical advice", "not medical advice"),
        ("Check the product's label.", "Check the label.\n\nAnd another thing.", "disclaimer"),
        ("Well.", "| a | b | c | d | e |\n|---|---|---|---|---|\n| 1 | 2 | 3 | 4 | 5 |", "5 columns"),
    ],
)
def test_the_form_is_checked(old: str, new: str, said: str) -> None:
    problems = list(form_problems(changed(old, new)))
    assert any(said in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("4 to 8 mg/kg", ["4 mg/kg", "8 mg/kg"]),
        ("4-8 mg per kg", ["4 mg/kg", "8 mg/kg"]),
        ("15, 30, and 60 mg", ["15 mg", "30 mg", "60 mg"]),
        ("1,000 μg a day", ["1000 mcg"]),
        ("1000 micrograms", ["1000 mcg"]),
        ("a 24-hour period", ["24 hours"]),
        ("seven to ten days", ["10 days", "7 days"]),
        ("100 mg/m² and 20 mL/min", ["100 mg/m2", "20 ml/min"]),
        ("200 mg/m 2 /day", ["200 mg/m2"]),
        ("3 to less than 5 kg", ["3 kg", "5 kg"]),
        ("twice or three times a day; TID; q8h", ["2 times", "3 times", "8 hours"]),
        ("1.2 million units, 5.0 mg", ["1.2 million units", "5 mg"]),
        ("CYP2C9, 2 children, 5 mgx", []),
    ],
)
def test_figures_are_found_however_they_are_written(text: str, written: Sequence[str]) -> None:
    assert sorted(map(str, figures(text))) == sorted(written)


@pytest.mark.parametrize(
    ("old", "new", "figure"),
    [
        ("5 mg to 10 mg", "5 mg to 100 mg", "line 31: 100 mg"),
        ("1,000 mcg/kg", "1,000 mg/kg", "line 31: 1000 mg/kg"),
        ("1,000 mcg/kg", "1,000 mcg", "line 31: 1000 mcg"),
        ("every 8 hours", "every 6 hours", "line 31: 6 hours"),
        ("| 2.5 |", "| 25 |", "line 35: 25 mg"),
        ("| 6 to 12 years |", "| 6 to 13 years |", "line 35: 13 years"),
        ("**Children (WHO):** 77 mg", "**Children (WHO):** 10 mg.\n\n**Elderly (MSF):** 77 mg. WHO", "line 39: 77 mg"),
        ("- Then 78 mg", "\n**Elderly:** 78 mg", "line 40: 78 mg"),
        ("**Children (WHO):** 77 mg.", "**Children (WHO):** 77 mg.\n\n**Old:** as follows.", "line 41: 78 mg"),
        ("**Children (WHO):** 77 mg.", "**Children:** 76 mg. WHO: 77 mg, or", "line 37: 76 mg"),
    ],
)
def test_a_figure_that_is_not_in_the_label_is_found(old: str, new: str, figure: str) -> None:
    assert list(untraced(changed(old, new), LABELS)) == [f"examplin, {figure}"]


@pytest.mark.parametrize(
    ("row", "stands"),
    [
        ("| 4 kg | 1.4 | 0.7 |", True),
        ("| 4 kg | 1.4 | 0.8 |", False),
        ("| 4 kg | 0.7 | 1.4 |", False),
        ("| 4 kg | 10 to 16 | 6 to 10 |", True),
        ("| 4 kg | 10 to 17 | 6 to 10 |", False),
    ],
)
def test_bare_numbers_of_a_row_stand_side_by_side_in_the_label_or_are_its_ranges(row: str, stands: bool) -> None:
    table = f"| Weight | A | B |\n|---|---|---|\n{row}"
    label: dict[str, object] = {
        "x": ["Adults: 5-10 mg q8h (1000 mcg/kg). 4 kg 1.4 0.7; 6 to 10 of these, 10-16 of those."]
    }
    found = list(untraced(changed("| Age | Dose (mg) |\n|---|---|\n| 6 to 12 years | 2.5 |", table), of_record(label)))
    assert (found == []) is stands, found


def test_a_page_without_a_label_of_the_corpus_is_not_traced() -> None:
    assert list(untraced(changed("10 mg", "100 mg"), LabelTexts({}, {}))) == []


def test_a_source_may_say_when_it_was_read() -> None:
    dated = changed('version: "2012"', 'version: "2012"\n    last_checked: 2026-11-22')
    assert [*form_problems(dated)] == []


def test_a_page_may_name_who_reviewed_it() -> None:
    named = changed("reviewer: none (not clinically reviewed)", "reviewer: A. Example, hospital pharmacist")
    assert [*form_problems(named)] == []


def test_steps_under_the_lead_in_of_another_source_are_its_own() -> None:
    assert list(untraced(changed("- Then 78 mg", "1. Then 78 mg"), LABELS)) == []


def test_what_names_no_other_source_is_the_labels() -> None:
    sound = page_of(SOUND, "examplin")
    assert {str(figure) for _, figure in dosage_figures(sound, other_sources([]))} >= {"77 mg", "78 mg", "2.5 mg"}


def test_the_text_of_both_kinds_of_labels_is_read() -> None:
    spl = b'<d xmlns="urn:hl7-org:v3"><text><td>5</td><td>mg</td><p>1 mg/m<sup>2</sup></p></text></d>'
    assert spl_text(spl).split() == ["5", "mg", "1", "mg/m2"]
    assert openfda_text({"a": ["x <td>5</td>"], "b": "left out", "c": ["y"]}).split() == ["x", "5", "y"]


README = """\
Some words.

| Page | Why it is here | Main source |
|---|---|---|
| aspirin | Pain | A label |
| codeine | Pain | A label |

| Other | Table |
|---|---|
| warfarin | no |
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("| codeine | Pain | A label |\n", "", "codeine is not in the table"),
        ("| codeine |", "| aspirin |", "aspirin is in the table twice"),
        ("| codeine |", "| morphine |", "there is no such page"),
        ("| codeine | Pain |", "| codeine | |", "codeine has no reason"),
        ("| codeine | Pain | A label |", "| codeine | Pain |", "codeine has no reason"),
        ("| Page |", "| Drug |", "aspirin is not in the table"),
    ],
)
def test_the_table_of_the_readme_is_checked(old: str, new: str, said: str) -> None:
    assert old in README
    assert list(readme_problems(README, ["aspirin", "codeine"])) == []
    problems = list(readme_problems(README.replace(old, new, 1), ["aspirin", "codeine"]))
    assert any(said in problem for problem in problems), problems

"""A review sheet is the monograph, word for word, with lines to tick and to sign."""

from __future__ import annotations

from hypothesis import given
from in_memory import MOMENT, loaded, tab_of
from markdown_texts import markdown

from medtui.presentation.exporting import ExportFormat, exported
from medtui.presentation.review_sheet import review_sheet
from medtui.presentation.tabs import ALL, parts_of

TEXT = """\
---
title: Zelofane
---

# Zelofane

### Dosage

5 mg.

### Warnings

Asthma.

### Precautions

Gout.

### FAQs

**Q: With food?**

A: Yes.

**Q: At night?**

A: No.

**Disclaimer:** For education only."""


def sheet(text: str, section: str = ALL) -> list[str]:
    one = loaded(text)
    tab = tab_of(one, section)
    shown = one._replace(monograph=review_sheet(one.monograph, tab))
    return exported(shown, tab, ExportFormat.MARKDOWN, MOMENT).splitlines()


def ticked(lines: list[str]) -> list[str]:
    return [line.split("**")[1] for line in lines if "[ ] right" in line]


def test_each_section_can_be_ticked_and_the_whole_signed_once_above_the_disclaimer() -> None:
    lines = sheet(TEXT)
    assert ticked(lines) == ["Review of Dosage:", "Review of Precautions:", "Review of FAQs:"]
    signed = [line.split(":")[0] for line in lines if line.startswith("- ")]
    assert signed == ["- Name", "- Profession, registration", "- Date", "- Changes"]
    assert lines.index("A: No.") < next(at for at, line in enumerate(lines) if line.startswith("- Name"))
    assert lines[lines.index("**Disclaimer:** For education only.") - 2].startswith("- Changes")


def test_of_one_section_and_of_a_text_without_any() -> None:
    assert ticked(sheet(TEXT, "dosage")) == ["Review of Dosage:"]
    assert sum(line.startswith("- Name") for line in sheet(TEXT, "dosage")) == 1
    assert len(ticked(sheet("# Zelofane\n\nFor *knees*."))) == 1
    assert ticked(sheet("")) == []


@given(markdown)
def test_no_word_of_the_monograph_is_lost_or_changed(text: str) -> None:
    one = loaded(text)
    whole = tab_of(one)
    parts = parts_of(one.monograph, whole)
    shown = parts_of(review_sheet(one.monograph, whole), whole)
    assert [new.source[: len(old.source)] for old, new in zip(parts, shown, strict=True)] == [
        old.source for old in parts
    ]

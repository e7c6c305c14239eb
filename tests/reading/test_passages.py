"""Passages: what a question finds, each with the headings that it stands under."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from medtui.monograph import PartKind
from medtui.reading.passages import Passage, passages
from medtui.reading.reader import read

TEXT = """# Zelofane

### Dosage

By mouth.

**Adults**

| Source | Dose |
|---|---|
| US | 5 mg |

**Kidney impairment.** Measure first. Guides:

- Halve the dose.
  - Or stop.

Everyone else: no change.

#### Storage

Keep it cold.

#### Nothing

### FAQs

**Q: Is it safe?**

A: Ask.
"""

PIECES = st.sampled_from(
    ["Take it. ", "0.5 mg", "\n", "\n\n", "- ", "* **A:** b\n", "  * c\n", "1. ", "> ", "# Head\n", "### Dosage\n",
     "|a|b|\n", "|-|-|\n", "```\n", "**Bold:**\n", "**Lead.** text", "\t", "\r\n", "é", " "]
)  # fmt: skip


def found(text: str) -> list[Passage]:
    return list(passages(read(text, name="zelofane")))


def test_a_passage_stands_under_its_headings() -> None:
    assert [(one.section, one.headings, one.lead, one.text.split("\n")[0]) for one in found(TEXT)] == [
        ("dosage", (), "", "By mouth."),
        ("dosage", ("Adults",), "", "| Source | Dose |"),
        ("dosage", ("Adults",), "Source Dose", "| US | 5 mg |"),
        ("dosage", ("Kidney impairment",), "", "**Kidney impairment.** Measure first. Guides:"),
        ("dosage", ("Kidney impairment",), "Guides", "- Halve the dose."),
        ("dosage", ("Kidney impairment",), "Halve the dose", "- Or stop."),
        ("dosage", (), "", "Everyone else: no change."),
        ("dosage", ("Storage",), "", "Keep it cold."),
        ("dosage", (), "", "#### Nothing"),
        ("faqs", (), "", "**Q: Is it safe?**"),
    ]


def test_a_bold_beginning_reaches_no_further_than_the_list_that_it_introduces() -> None:
    first, item, after = found("# Z\n\n### Dosage\n\n**Under 12:** not:\n\n- at all\n\nThe usual dose is 5 mg.\n")
    assert (first.headings, item.headings, after.headings) == (("Under 12",), ("Under 12",), ())


def test_a_sentence_in_bold_is_text_and_no_heading() -> None:
    warning, after, item = found(
        "# Z\n\n### Dosage\n\n**Never give it again.**\n\nThe dose is 5 mg.\n\n**Adults**\n\n- 5\n"
    )
    assert (warning.text, after.headings, item.headings) == ("**Never give it again.**", (), ("Adults",))


def test_a_table_is_of_what_the_paragraph_above_it_begins_with_in_bold() -> None:
    text = "# Z\n\n### Dosage\n\n**Newborns, once a day,** with a drip.\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n- 3\n"
    paragraph, head, row, item = found(text)
    assert head.headings == row.headings == ("Newborns, once a day",)
    assert paragraph.headings == item.headings == ()


@given(st.lists(PIECES, max_size=30).map("".join))
def test_no_word_is_lost_or_in_two_passages(text: str) -> None:
    monograph = read(text, name="zelofane")
    for part in monograph.parts:
        of_part = [one for one in passages(monograph) if one.part is part]
        assert all(one.text == one.text.strip() != "" for one in of_part)
        spans = [(one.start, one.stop) for one in of_part]
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
        if part.kind is PartKind.SECTION:
            shown = " ".join(word for one in of_part for word in (*one.headings, one.text))
            lost = {word for word in part.body.split() if word.strip("*#|>-:` ") and word not in shown}
            assert all(word.strip("*#`|:. ") in shown for word in lost)


def test_the_shipped_library_has_passages_everywhere() -> None:
    for path in Path("content").glob("[!R]*.md"):
        monograph = read(path.read_text(encoding="utf-8"), name=path.stem)
        assert {one.section for one in passages(monograph)} >= {section.name for section in monograph.sections}

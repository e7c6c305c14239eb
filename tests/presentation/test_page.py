"""A tab as pieces: headings, questions that fold, and our own remarks where something is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from medtui.monograph import Monograph, PartKind
from medtui.presentation.markdown.styled import DECORATION, Flow
from medtui.presentation.page import (
    PagePiece,
    answer_text,
    notice,
    page,
    page_text,
    part_text,
    piece,
    question_text,
)
from medtui.presentation.tabs import ALL, tab_for, tabs
from medtui.reading.reader import read
from medtui.reading.schema import default_schema

PAIR = """\
# Zelofane and Marivene

### Zelofane

**Usage:** Knees.

### Marivene

**Usage:** Elbows.

### Precautions
For both.
"""
QUESTIONS = """\
### FAQs

Before the questions.

**Q: What with food?**

A: It may be taken
with **food**.

* **Q: And milk?** A: Yes.
* **Why is it blue?** Nobody knows.
    * It was once red.
    * Then it faded.
* **Unanswered?**
"""


def shown(text: str, section: str) -> tuple[PagePiece, ...]:
    monograph = read(text, name="zelofane")
    return page(monograph, tab_for(tabs(monograph, default_schema()), section))


def ours(pieces: tuple[PagePiece, ...]) -> list[str]:
    """The words that are not the file's."""
    return [page_text((item,)) for item in pieces if item.part is None]


def faqs(monograph: Monograph) -> list[tuple[str, str]]:
    return [(question_text(part), answer_text(part)) for part in monograph.of_kind(PartKind.FAQ)]


def test_a_missing_section_says_so() -> None:
    pieces = shown("### Usage\nKnees.\n", "dosage")
    assert len(pieces) == 1
    assert ours(pieces)[0].startswith("This monograph has no Dosage section.")
    assert "safe" not in ours(pieces)[0]


@pytest.mark.parametrize(
    "text", ["### Usage\nKnees.\n\n- **Dosage:** 5 mg\n", "### Usage\n| a | b | c |\n|-|-|-|\n| Dose | 5 mg | x |\n"]
)
def test_a_section_that_only_a_lead_or_a_row_names_is_not_said_to_be_missing(text: str) -> None:
    assert page_text(shown(text, "dosage")).startswith("No section of its own: Dosage stands under Usage.")


def test_a_missing_name_still_shows_what_stands_outside_sections() -> None:
    pieces = shown("---\ntitle: Zelofane\n---\n\n# Zelofane\n\nWords.\n\n### Usage\nKnees.\n", "generic_name")
    assert ours(pieces) == [page_text(pieces[:1])]
    assert "no Generic Name section" in ours(pieces)[0]
    text = page_text(pieces)
    assert "Words." in text
    assert "title: Zelofane" in text


@pytest.mark.parametrize("text", ["### Dosage\n\n### Usage\nKnees.\n", "### Usage\nKnees.\n\n**Dosage:**\n"])
def test_an_empty_section_says_so(text: str) -> None:
    assert "The Dosage section of this monograph is empty." in page_text(shown(text, "dosage"))


def test_a_full_section_says_nothing_of_ours() -> None:
    assert ours(shown("### Usage\nKnees.\n", "usage")) == []


def test_several_drugs_are_told_apart() -> None:
    assert page_text(shown(PAIR, "usage")).split() == ["Zelofane", "Usage:", "Knees.", "Marivene", "Usage:", "Elbows."]
    assert ours(shown(PAIR, "usage")) == ["Zelofane", "Marivene"]
    assert ours(shown(PAIR, "precautions")) == []


def test_all_shows_the_file_in_its_own_order_and_nothing_else() -> None:
    pieces = shown(PAIR, ALL)
    assert ours(pieces) == []
    words = page_text(pieces).split()
    assert words == PAIR.replace("#", "").replace("**", "").split()


def test_questions_fold_and_text_between_them_does_not() -> None:
    pieces = shown(QUESTIONS, "faqs")
    folding = [page_text((item,)).split("\n")[0] for item in pieces if item.folds]
    assert folding == ["Q: What with food?", "Q: And milk?", "Why is it blue?"]
    open_anyway = [page_text((item,)) for item in pieces if not item.folds]
    assert any("Before the questions." in text for text in open_anyway)
    assert any("Unanswered?" in text for text in open_anyway)


def test_questions_and_answers_as_text() -> None:
    found = dict(faqs(read(QUESTIONS, name="zelofane")))
    assert list(found) == ["Q: What with food?", "Q: And milk?", "Why is it blue?", "Unanswered?"]
    assert found["Q: What with food?"] == "A: It may be taken\nwith food."
    assert found["Q: And milk?"] == "A: Yes."
    assert found["Unanswered?"] == ""
    blue = found["Why is it blue?"].split("\n")
    assert blue[0] == "Nobody knows."
    assert [line.strip("•– ") for line in blue[1:]] == ["It was once red.", "Then it faded."]


def test_a_question_is_on_one_line_however_it_is_written() -> None:
    part = next(read("### FAQs\n\n**Q: Is this\na *long* question?**\n\nA: Yes.\n", name="z").of_kind(PartKind.FAQ))
    assert question_text(part) == "Q: Is this a long question?"


def test_part_text_includes_the_heading() -> None:
    monograph = read("# Zelofane\n\n### Usage\n**Knees** and <5 elbows.\n", name="zelofane")
    assert [part_text(part) for part in monograph.parts] == ["Zelofane", "Usage\nKnees and <5 elbows."]
    lead = read("# Z\n\n**Usage:** Knees.\n\n**Dosage:** 1 mg\n", name="zelofane").parts
    assert [part_text(part) for part in lead] == ["Z", "Usage:\nKnees.", "Dosage:\n1 mg"]


def test_front_matter_is_shown_as_it_is_written() -> None:
    text = "---\ntitle: '[red]'\r\nclass: \x1b[31m\n---\n### Usage\nKnees.\n"
    assert part_text(read(text, name="z").parts[0]) == "---\ntitle: '[red]'\nclass: ␛[31m\n---"


def test_notices_are_marked_as_ours_and_safe() -> None:
    item = notice("The file \x1b]0;x\x07 [red]is gone[/red].")
    assert item.part is None
    (block,) = item.body
    assert isinstance(block, Flow)
    assert {span.style for span in block.spans} <= DECORATION
    assert page_text((item,)) == "The file ␛]0;x␇ [red]is gone[/red]."


def test_a_page_as_text_can_be_wrapped() -> None:
    pieces = shown(f"### Usage\n{'knee ' * 40}\n", "usage")
    assert max(map(len, page_text(pieces, 30).split("\n"))) <= 30
    assert len(page_text(pieces).split("\n")) == 2


def test_every_letter_of_the_real_data_is_in_all(rxhive: list[Path]) -> None:
    """Every tenth file: the words of All are those of the parts, none twice, none missing."""
    for path in rxhive[::10]:
        monograph = read(path.read_text(encoding="utf-8"), name=path.stem)
        pieces = page(monograph, tab_for(tabs(monograph, default_schema()), ALL))
        written = [part for part in monograph.parts if part.source.strip()]
        assert sorted(part.lines for item in pieces if (part := item.part)) == [part.lines for part in written]
        for item in pieces:
            assert item.part is not None, path.name
            if not item.part.source.strip("-*_ \r\n"):
                continue  # a rule is drawn, not written
            assert part_text(item.part).strip(), (path.name, item.part)


def test_rendering_a_part_twice_gives_the_same_piece() -> None:
    part = read("### Usage\nKnees.\n", name="z").parts[0]
    assert piece(part) == piece(part)

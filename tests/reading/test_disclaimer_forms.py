"""Disclaimers: found in every form, without taking a line that somebody needs for treatment."""

from __future__ import annotations

import pytest
from monograph_shapes import Shape, faqs, section_names, shapes

from medtui.monograph import PartKind
from medtui.reading.reader import read

FAQS = "### FAQs\n\n**Q: Is it old?**\n\nA: Yes.\n\n"
NOTICE = "This information is for learning only and is no medical advice."


def disclaimers(text: str) -> list[str]:
    """The disclaimers of `text`, each on one line."""
    shapes(text)
    return [" ".join(part.source.split()) for part in read(text).of_kind(PartKind.DISCLAIMER)]


@pytest.mark.parametrize(
    "line",
    [
        "**Disclaimer:** Words.",
        "**Disclaimer**: Words.",
        "**Disclaimer** : Words.",
        "**DISCLAIMER:** Words.",
        "*Disclaimer:* Words.",
        "*Disclaimer: Words.*",
        "**Disclaimer: Words.**",
        "__Disclaimer:__ Words.",
        "_Disclaimer: Words._",
        "***Disclaimer:*** Words.",
        "**Disclaimer.** Words.",
        "**Disclaimer** – Words.",
        "**Important Disclaimer:** Words.",
        "**Important medical disclaimer:** Words.",
        "**A last disclaimer:** Words.",
        "Disclaimer: Words.",
        "Medical disclaimer: Words.",
        "Please note: Disclaimer: Words.",
        "> **Disclaimer:** Words.",
        "* **Disclaimer:** Words.",
        "  **Disclaimer:** Words.",
        "**Disclaimers:** Words.",
        "**Disclaimer:**\nWords.",
        "**Disclaimer**\n\nWords.",
        "Disclaimer:\n\nWords.",
        "**Disclaimer:** Words,\nmore words.",
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_labelled_disclaimer_leaves_the_answer(line: str, ending: str) -> None:
    text = f"{FAQS}{line}\n".replace("\n", ending)
    assert disclaimers(text) == [" ".join(line.split())]
    assert faqs(text) == [("Q: Is it old?", "A: Yes.")]


@pytest.mark.parametrize(
    "heading", ["### Disclaimer", "## Important Disclaimer:", "# **Disclaimers**", "#### Disclaimer"]
)
def test_a_disclaimer_with_a_heading(heading: str) -> None:
    text = f"{FAQS}{heading}\n\nWords.\n\nMore words.\n\n### Storage\n\nIn a box.\n"
    found = shapes(text)
    assert found[2].where == "disclaimer"
    assert found[2].text == "Words. More words."
    assert found[3:] == [Shape("storage", "Storage", "In a box.")]


def test_a_heading_with_other_words_is_not_a_disclaimers() -> None:
    assert [shape.where for shape in shapes("### Dosage disclaimer\n\n5 mg\n")] == ["dosage_disclaimer"]


def test_a_disclaimer_in_the_line_after_the_answer() -> None:
    text = "### FAQs\n\n**Q: Is it old?**\nA: Yes.\n**Disclaimer:** Words.\n"
    assert disclaimers(text) == ["**Disclaimer:** Words."]
    assert faqs(text) == [("Q: Is it old?", "A: Yes.")]


def test_a_disclaimer_at_the_top() -> None:
    text = "# Zelofane\n\n**Disclaimer:** Words.\n\nAn old one.\n\n### Usage\n\nKnees.\n"
    assert shapes(text) == [
        Shape("title", "Zelofane", ""),
        Shape("disclaimer", "", "**Disclaimer:** Words."),
        Shape("intro", "", "An old one."),
        Shape("usage", "Usage", "Knees."),
    ]


def test_a_disclaimer_in_the_middle_of_a_section() -> None:
    text = "### Usage\n\nKnees.\n\n**Disclaimer:** Words.\n\nElbows.\n\n### Dosage\n\n10 mg\n"
    assert shapes(text) == [
        Shape("usage", "Usage", "Knees."),
        Shape("disclaimer", "", "**Disclaimer:** Words."),
        Shape("usage", "", "Elbows."),
        Shape("dosage", "Dosage", "10 mg"),
    ]


def test_two_disclaimers() -> None:
    text = f"### Usage\n\n**Disclaimer:** One.\n\nKnees.\n\n{FAQS}**Disclaimer:** Two.\n\n*Disclaimer:* Three.\n"
    assert disclaimers(text) == ["**Disclaimer:** One.", "**Disclaimer:** Two.", "*Disclaimer:* Three."]
    assert shapes(text)[2] == Shape("usage", "", "Knees.")


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_disclaimer_before_more_questions(gap: str) -> None:
    text = f"{FAQS}**Disclaimer:** Words.{gap}**Q: Is it new?**\n\nA: No.\n"
    assert disclaimers(text) == ["**Disclaimer:** Words."]
    assert faqs(text) == [("Q: Is it old?", "A: Yes."), ("Q: Is it new?", "A: No.")]


def test_a_disclaimers_label_right_before_more_questions() -> None:
    text = f"{FAQS}**Disclaimer:**\n\n* **Q: Is it new?** A: No.\n"
    assert disclaimers(text) == ["**Disclaimer:**"]
    assert faqs(text) == [("Q: Is it old?", "A: Yes."), ("Q: Is it new?", "A: No.")]


def test_a_label_between_a_disclaimer_and_more_questions_stays_among_them() -> None:
    text = f"{FAQS}**Disclaimer:** Words.\n\n**Tablets:**\n\n**Q: Is it new?**\n\nA: No.\n"
    assert shapes(text)[3] == Shape("faqs", "", "**Tablets:**")


@pytest.mark.parametrize("section", [FAQS, "### Precautions\n\nCare.\n\n"])
def test_text_after_the_last_disclaimer_is_a_tab_of_its_own(section: str) -> None:
    text = f"{section}**Disclaimer:** Words.\n\nWritten by hand.\n\nOn a Monday.\n"
    assert shapes(text)[-1] == Shape("closing", "", "Written by hand. On a Monday.")
    closing = read(text).sections[-1]
    assert (closing.name, closing.label) == ("closing", "After disclaimer")
    assert [part.kind for part in closing.parts] == [PartKind.CLOSING]


def test_blank_text_after_the_disclaimer_makes_no_tab() -> None:
    assert section_names(f"{FAQS}**Disclaimer:** Words.\n\n\n \n") == ["faqs"]


def test_what_follows_a_disclaimer_stays_in_a_section_that_has_nothing_else() -> None:
    text = "### Dosage\n\n**Disclaimer:** Words.\n\n10 mg twice a day.\n"
    assert shapes(text)[-1] == Shape("dosage", "", "10 mg twice a day.")


@pytest.mark.parametrize(
    "line",
    [
        "The disclaimer: it is long.",
        "A disclaimer follows.",
        "See the **disclaimer:** below.",
        "    Disclaimer in a code block",
        "**Disclaimer of liability by the maker** is not needed.",
        "**Dosage disclaimer:** 5 mg where the kidneys are weak.",
        "Dosage disclaimer: 5 mg where the kidneys are weak.",
        "Disclaimer",
    ],
)
def test_other_lines_with_the_word(line: str) -> None:
    text = f"### Usage\n\nKnees.\n\n{line} And more.\n\n### Storage\n"
    assert disclaimers(text) == []


def test_a_disclaimer_in_a_code_fence_is_text() -> None:
    assert disclaimers("### Usage\n\n```\n**Disclaimer:** Words.\n```\n\nMore.\n") == []


@pytest.mark.parametrize(
    "paragraph",
    [
        NOTICE,
        f"**{NOTICE}**",
        f"*{NOTICE}*",
        f"Remember: {NOTICE}",
        "**Note:** The information above is for educational purposes. Ask your doctor before any change.",
        "Again, this information is not a substitute for a visit.\nAlways consult a pharmacist before use.",
    ],
)
def test_a_closing_paragraph_that_is_a_disclaimer_in_all_but_name(paragraph: str) -> None:
    assert disclaimers(f"{FAQS}{paragraph}\n") == [" ".join(paragraph.split())]
    assert disclaimers(f"### Precautions\n\nCare.\n\n{paragraph}\n\n{paragraph}\n") == [
        " ".join(f"{paragraph} {paragraph}".split())
    ]


@pytest.mark.parametrize(
    "paragraph",
    [
        f"{NOTICE} Take 10 mg.",
        f"{NOTICE} Children: 5 ml.",
        f"{NOTICE} Take one tablet.",
        f"{NOTICE} Take it twice daily.",
        f"{NOTICE} Keep below <25 degrees.",
        f"* {NOTICE}",
        f"1. {NOTICE}",
        f"> {NOTICE}",
        f"  {NOTICE}",
        f"| {NOTICE} |",
        f"A: {NOTICE}",
        f"**A:** {NOTICE}",
        "Consult your doctor before any change of dose.",
        "This information was checked in spring.",
        NOTICE + " More words." * 120,
    ],
)
def test_a_closing_paragraph_that_stays_where_it_is(paragraph: str) -> None:
    assert disclaimers(f"{FAQS}{paragraph}\n") == []


def test_years_are_no_doses() -> None:
    assert disclaimers(f"{FAQS}{NOTICE} Written in 2024.\n") == [f"{NOTICE} Written in 2024."]


@pytest.mark.parametrize(
    "text",
    [
        f"### FAQs\n\n**Is it enough?**\n\n{NOTICE}\n",
        f"### FAQs\n\n* **Is it enough?**\n\n{NOTICE}\n",
        f"### FAQs\n\n#### Is it enough?\n\n{NOTICE}\n",
        f"### Precautions\n\n{NOTICE}\n",
        f"### Precautions\n{NOTICE}\n",
        f"**Precautions:** {NOTICE}\n",
    ],
)
def test_no_section_and_no_answer_loses_all_it_has(text: str) -> None:
    assert disclaimers(text) == []


def test_only_the_last_section_has_an_unlabelled_disclaimer_and_only_without_a_labelled_one() -> None:
    assert disclaimers(f"### Usage\n\nKnees.\n\n{NOTICE}\n\n### Dosage\n\n10 mg\n") == []
    assert disclaimers(f"**Disclaimer:** Words.\n\n### Usage\n\nKnees.\n\n{NOTICE}\n") == ["**Disclaimer:** Words."]
    assert disclaimers(f"# Zelofane\n\nKnees.\n\n{NOTICE}\n") == []


def test_no_disclaimer() -> None:
    assert disclaimers(FAQS) == []

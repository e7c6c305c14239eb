"""Every way in which a file may ask its questions."""

from __future__ import annotations

import pytest
from monograph_shapes import Shape, faqs, shapes

from medtui.reading.faqs import strip_label

TWO = [("Q: Is it old?", "A: Yes."), ("Q: Is it new?", "A: No.")]
BARE = [("Is it old?", "Yes."), ("Is it new?", "No.")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("**Q: Is it old?**\n\nA: Yes.\n\n**Q: Is it new?**\n\nA: No.\n", TWO, id="paragraphs"),
        pytest.param("**Q: Is it old?**\nA: Yes.\n\n\n**Q: Is it new?**\nA: No.\n", TWO, id="two-lines"),
        pytest.param("**Q: Is it old?**\nA: Yes.\n**Q: Is it new?**\nA: No.\n", TWO, id="no-blank-lines"),
        pytest.param("**Q: Is it old?** A: Yes.\n\n**Q: Is it new?** A: No.\n", TWO, id="one-line"),
        pytest.param("**Q: Is it old?**A: Yes.\n\n**Q: Is it new?**A: No.\n", TWO, id="no-space"),
        pytest.param("**Q: Is it old? ** A: Yes.\n\n**Q: Is it new? ** A: No.\n", TWO, id="sloppy-bold"),
        pytest.param("* **Q: Is it old?** A: Yes.\n* **Q: Is it new?** A: No.\n", TWO, id="list"),
        pytest.param("*  **Q: Is it old?**  A: Yes.\n\n*  **Q: Is it new?**  A: No.\n", TWO, id="loose-list"),
        pytest.param("- **Q: Is it old?**\n  A: Yes.\n- **Q: Is it new?**\n  A: No.\n", TWO, id="list-two-lines"),
        pytest.param("* **Q: Is it old?**\n\n  A: Yes.\n\n* **Q: Is it new?**\n\n  A: No.\n", TWO, id="indented"),
        pytest.param("* **Q: Is it old?**\n\nA: Yes.\n\n* **Q: Is it new?**\n\nA: No.\n", TWO, id="answer-flush-left"),
        pytest.param("1. **Q: Is it old?** A: Yes.\n2. **Q: Is it new?** A: No.\n", TWO, id="numbered"),
        pytest.param("1) **Q: Is it old?**\n   A: Yes.\n2) **Q: Is it new?**\n   A: No.\n", TWO, id="numbered-bracket"),
        pytest.param("Q: Is it old?\nA: Yes.\n\nQ: Is it new?\nA: No.\n", TWO, id="plain"),
        pytest.param("Q: Is it old? A: Yes.\nQ: Is it new? A: No.\n", TWO, id="plain-one-line"),
        pytest.param("- Q: Is it old?\n- A: Yes.\n- Q: Is it new?\n- A: No.\n",
                     [("Q: Is it old?", "- A: Yes."), ("Q: Is it new?", "- A: No.")], id="plain-siblings"),
        pytest.param("* **Q: Is it old?**\n* **A:** Yes.\n\n* **Q: Is it new?**\n* **A:** No.\n",
                     [("Q: Is it old?", "* **A:** Yes."), ("Q: Is it new?", "* **A:** No.")], id="siblings"),
        pytest.param("* **Q: Is it old?**\n    * A: Yes.\n* **Q: Is it new?**\n    * A: No.\n",
                     [("Q: Is it old?", "* A: Yes."), ("Q: Is it new?", "* A: No.")], id="nested"),
        pytest.param("* **Q: Is it old?**\n    * Is it? Yes.\n* **Q: Is it new?**\n    * **Is it?** No.\n",
                     [("Q: Is it old?", "* Is it? Yes."), ("Q: Is it new?", "* **Is it?** No.")], id="deep"),
        pytest.param("**Q:** Is it old?\n\n**A:** Yes.\n\n**Q:** Is it new?\n\n**A:** No.\n",
                     [("Q: Is it old?", "**A:** Yes."), ("Q: Is it new?", "**A:** No.")], id="bold-labels"),
        pytest.param("**Q**: Is it old? **A**: Yes.\n\n**Q**: Is it new? **A**: No.\n",
                     [("Q: Is it old?", "**A**: Yes."), ("Q: Is it new?", "**A**: No.")], id="colon-outside"),
        pytest.param("**Q1: Is it old?**\n\nA1: Yes.\n\n**Q2. Is it new?**\n\nA2: No.\n",
                     [("Q1: Is it old?", "A1: Yes."), ("Q2. Is it new?", "A2: No.")], id="counted"),
        pytest.param("**Question: Is it old?**\n\nAnswer: Yes.\n\n**question 2:** Is it new?\n\nAnswer: No.\n",
                     [("Question: Is it old?", "Answer: Yes."), ("question 2: Is it new?", "Answer: No.")], id="words"),
        pytest.param("_Q: Is it old?_\n\nA: Yes.\n\n*Q: Is it new?*\n\nA: No.\n", TWO, id="italics"),
        pytest.param("**Is it old?**\n\nYes.\n\n**Is it new?**\n\nNo.\n", BARE, id="bold"),
        pytest.param("**Is it old?** Yes.\n\n**Is it new?**: No.\n", BARE, id="bold-one-line"),
        pytest.param("* **Is it old?** Yes.\n* **Is it new?** No.\n", BARE, id="bold-list"),
        pytest.param("* **Is it old?:** Yes.\n* **Is it new?**\n  No.\n",
                     [("Is it old?:", "Yes."), ("Is it new?", "No.")], id="bold-colon"),
        pytest.param("1. **Is it old?**\n\n   Yes.\n\n2. **Is it new?**\n\n   No.\n", BARE, id="bold-numbered"),
        pytest.param("#### Is it old?\n\nYes.\n\n#### Is it new? ####\n\nNo.\n", BARE, id="headings"),
        pytest.param("### Is it old?\n\nYes.\n\n### **Is it new?**\n\nNo.\n", BARE, id="headings-same-level"),
        pytest.param("#### Q1: Is it old\n\nYes.\n\n#### Q2: Is it new\n\nNo.\n",
                     [("Q1: Is it old", "Yes."), ("Q2: Is it new", "No.")], id="headings-labelled"),
        pytest.param("**Q: Is it\nold?**\nA: Yes.\n\n**Q: Is it\nnew?** A: No.\n", TWO, id="over-lines"),
        pytest.param("**Is it\nold?**\n\nYes.\n\n**Is it\nnew?** No.\n", BARE, id="bold-over-lines"),
        pytest.param("Q: Is it\nold?\nA: Yes.\n\n**Q:** Is it\nnew?\nA: No.\n", TWO, id="plain-over-lines"),
        pytest.param("**Q:**\nIs it old?\nA: Yes.\n\nQ:\nIs it new?\nA: No.\n", TWO, id="label-on-its-own-line"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_questions_and_their_answers(text: str, expected: list[tuple[str, str]], ending: str) -> None:
    assert faqs(f"### FAQs\n\n{text}".replace("\n", ending)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Q: May it be (or not?) so?**\n\nA: Yes.\n", ("Q: May it be (or not?) so?", "A: Yes.")),
        ("Q: May it be (or not?) so?\n\nA: Yes.\n", ("Q: May it be (or not?) so?", "A: Yes.")),
        ("**Q:** May it be (why?) so? **A:** Yes.\n", ("Q: May it be (why?) so?", "**A:** Yes.")),
        ("**Q: Is *B. longum* alive?** A: Yes.\n", ("Q: Is *B. longum* alive?", "A: Yes.")),
        ("* **Is it “safe?”** Mostly.\n", ("Is it “safe?”", "Mostly.")),
        ("Q: Storage\nA: In a box.\n", ("Q: Storage", "A: In a box.")),
        ("**Q: Storage** In a box.\n", ("Q: Storage", "In a box.")),
        ("Q: Storage.\nIn a box. Why? Light.\n", ("Q: Storage.", "In a box. Why? Light.")),
        ("* Q: Is it so? Yes it is.\n", ("Q: Is it so?", "Yes it is.")),
        ("**Why?** Because **it is so?**\n", ("Why?", "Because **it is so?**")),
        ("**Q: Is it so?**", ("Q: Is it so?", "")),
    ],
)
def test_one_question(text: str, expected: tuple[str, str]) -> None:
    assert faqs(f"## FAQs\n\n{text}") == [expected]


@pytest.mark.parametrize(
    "line",
    [
        "Is it old? Nobody knows.",
        "Questions are welcome.",
        "q.i.d. means four times a day",
        "q.6h if needed?",
        "Quinine is older?",
        "**Note:** is **this one?**",
        "**Note:** it is so",
        "***",
        "**",
        "*",
        "Q",
        "Q:",
        "**Q:**",
        "    ",
        "A: Is it?",
        "* A: Is it?",
        "`Q: Is it?`",
    ],
)
def test_text_that_asks_nothing(line: str) -> None:
    text = f"### FAQs\n\n{line}\n\nMore words.\n"
    assert [shape.where for shape in shapes(text)] == ["faqs", "faqs"]


def test_prose_is_one_text() -> None:
    text = "### FAQs\n\nMany ask whether it is old. It is.\n\nOthers do not ask.\n"
    assert shapes(text) == [
        Shape("faqs", "FAQs", ""),
        Shape("faqs", "", "Many ask whether it is old. It is. Others do not ask."),
    ]


def test_text_before_between_and_after_is_kept_apart() -> None:
    text = (
        "### FAQs\n\nSome answers:\n\n* **Q: Is it old?** A: Yes,\nit is.\n\n**For the tablets:**\n\n"
        "* **Q: Is it new?** A: No.\n\nThat is all.\n"
    )
    assert shapes(text)[1:] == [
        Shape("faqs", "", "Some answers:"),
        Shape("faq", "Q: Is it old?", "A: Yes, it is."),
        Shape("faqs", "", "**For the tablets:**"),
        Shape("faq", "Q: Is it new?", "A: No."),
        Shape("faqs", "", "That is all."),
    ]


@pytest.mark.parametrize("label", ["**Zelofane:**", "Zelofane:", "#### Zelofane", "*For the tablets*"])
def test_a_label_belongs_to_the_question_after_it(label: str) -> None:
    text = f"### FAQs\n\n**Q: Is it old?**\n\nA: Yes.\n\n{label}\n\n**Q: Is it new?**\n\nA: No.\n"
    assert shapes(text)[1:] == [
        Shape("faq", *TWO[0]),
        Shape("faqs", "", label),
        Shape("faq", *TWO[1]),
    ]


@pytest.mark.parametrize(
    "answer",
    [
        "A: Two things:\n\n* one\n* two\n\nand no more.",
        "A: First.\n\nSecond.\n\nThird.",
        "A: Like this:\n\n```\n**Q: Is this code?**\n# indeed\n```\n\nAnd so on.",
        "A: Yes.\n\n| a | b |\n|---|---|\n| 1 | 2 |",
        "A: **Mostly.** Rarely not?",
        "A:\n\n1. one\n2. two",
    ],
)
def test_an_answer_reaches_to_the_next_question(answer: str) -> None:
    text = f"### FAQs\n\n**Q: Is it so?**\n\n{answer}\n\n**Q: Is it new?**\n\nA: No.\n"
    assert faqs(text) == [("Q: Is it so?", " ".join(answer.split())), ("Q: Is it new?", "A: No.")]


@pytest.mark.parametrize(
    ("answer", "after"),
    [
        ("A: Two things:\n    * one\n    * two", ""),
        ("A: Two things:\n\n* one\n* two", ""),
        ("A: First.\n\n  Second.\n\n  * third", ""),
        ("A: Like this:\n\n  ```\n  **Q: Is this code?**\n  ```", ""),
        ("A: First,\nlazily continued.", ""),
        ("A: First.\n\nNot indented.", "Not indented."),
        ("\n\nNot indented.", ""),
    ],
)
def test_an_answer_in_a_list_reaches_to_the_end_of_its_item(answer: str, after: str) -> None:
    text = f"### FAQs\n\n* **Q: Is it so?** {answer}\n\n* **Q: Is it new?** A: No.\n"
    expected = " ".join(answer.removesuffix(after).split())
    assert faqs(text) == [("Q: Is it so?", expected), ("Q: Is it new?", "A: No.")]
    assert [shape.text for shape in shapes(text)[1:] if shape.where != "faq"] == ([after] if after else [])


def test_no_question_begins_inside_a_code_fence() -> None:
    text = "### FAQs\n\n```\nQ: Is it old?\n```\n\nQ: Is it new?\nA: No.\n"
    assert faqs(text) == [("Q: Is it new?", "A: No.")]


def test_questions_elsewhere_are_text() -> None:
    text = "### Usage\n\n**Q: Is it old?**\n\nA: Yes.\n\n### Is it new?\n\nNo.\n"
    assert [shape.where for shape in shapes(text)] == ["usage", "is_it_new"]


def test_a_question_about_a_section_is_not_that_section() -> None:
    text = "### FAQs\n\n#### How does it work?\n\nWell.\n\n**How does it work?**\n\nVery well.\n"
    assert faqs(text) == [("How does it work?", "Well."), ("How does it work?", "Very well.")]


def test_the_first_line_of_an_answer_begins_its_body() -> None:
    text = "### FAQs\n\n**Q: Is it\r\nold?**  \r\n  A: Yes.\r\n"
    assert faqs(text) == [("Q: Is it old?", "A: Yes.")]


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Q: Is it so?", "Is it so?"),
        ("  q2) Is it so?", "Is it so?"),
        ("Question 3: Is it so?", "Is it so?"),
        ("A: Yes.", "Yes."),
        ("Answer. Yes.", "Yes."),
        ("A1: Yes.", "Yes."),
        ("A. baumannii is one.", "A. baumannii is one."),
        ("A good question.", "A good question."),
        ("Quite so.", "Quite so."),
        ("", ""),
        ("A:", ""),
    ],
)
def test_labels_are_stripped_for_those_who_want_only_the_words(text: str, bare: str) -> None:
    assert strip_label(text) == bare

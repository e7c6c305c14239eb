"""Quotations with their places, and words of ours that judge nothing."""

from __future__ import annotations

from in_memory import loaded

from medtui.library.search.mentions import find_mentions
from medtui.presentation.markdown.styled import Flow
from medtui.presentation.mention_page import NO_CHECK, NONE_AT_ALL, mention_page
from medtui.presentation.page import page_text

ALANE = """\
# Alane

### Precautions

Rest. Never with:

* **Bolane** or
  bolane's salts

### FAQs

**Q: With milk?**

A: Yes. Not with bolane.
"""
BOLANE = "# Bolane\n\n### Usage\nElbows.\n"
COMBINED = "# Alane + Bolane\n\n### Usage\nAll.\n"


def said(*texts: str) -> str:
    return page_text(mention_page(find_mentions([loaded(text, f"f{at}") for at, text in enumerate(texts)])))


def test_what_a_page_says() -> None:
    assert said(ALANE, BOLANE) == (
        "Alane names Bolane:\n\n"
        "Precautions · f0.md:7-8\n│ Never with:\n│ * Bolane or\n│ bolane's salts\n\n"
        "FAQs, “With milk?” · f0.md:14\n│ Not with bolane.\n\n"
        "The monograph of Bolane does not name Alane.\n\n"
        "This is not an interaction check."
    )


def test_nothing_at_all() -> None:
    assert NONE_AT_ALL == "Not mentioned in these monographs. This is not an interaction check."
    assert said(BOLANE, "# Zinc\n", "# Iron\n") == NONE_AT_ALL


def test_under_which_name() -> None:
    text = said("# Zinc\n\n### Usage\nWith acetaminophen.\n", "# Paracetamol\n\n### Usage\nPain.\n")
    assert "Usage · f0.md:4 · as “Acetaminophen”\n│ With acetaminophen." in text


def test_a_name_that_both_have_is_told() -> None:
    text = said(BOLANE, COMBINED)
    assert text == (
        "The monograph of Bolane was not searched for “Bolane”, which it is called itself."
        " By another name it does not name Alane + Bolane.\n\n"
        "The monograph of Alane + Bolane was not searched for “Bolane”, which it is called itself.\n\n"
        + NONE_AT_ALL
    )  # fmt: skip
    text = said(BOLANE + "\nNot alane.\n", COMBINED)
    assert "│ Not alane.\n\nThe monograph of Bolane was not searched for “Bolane”, which it is called itself." in text
    assert text.endswith(NO_CHECK)


def test_two_of_the_same_title_are_told_apart() -> None:
    text = said(BOLANE, BOLANE)
    assert "Bolane (shelf/f0)" in text
    assert "Bolane (shelf/f1)" in text


def test_the_name_is_marked() -> None:
    pieces = mention_page(find_mentions([loaded(ALANE, "a"), loaded(BOLANE, "b")]))
    marked = [
        span.text
        for piece in pieces
        for block in piece.body
        if isinstance(block, Flow)
        for span in block.spans
        if span.style == "match"
    ]
    assert marked == ["Bolane", "bolane's", "bolane"]


def test_no_word_of_ours_judges() -> None:
    ours = f"{said(ALANE, BOLANE)} {said(BOLANE, COMBINED)} {NONE_AT_ALL}".casefold()
    assert not any(word in ours for word in ("safe", "severe", "risk", "danger", "caution:", "interacts", "compatible"))

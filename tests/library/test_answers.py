"""The passages of a monograph as an answer: a line without Markdown's marks, what matches in it, and why."""

from __future__ import annotations

import pytest
from catalogues import FIELDS
from hypothesis import given
from hypothesis import strategies as st
from library_files import named

from medtui.library.names.name_index import NameIndex
from medtui.library.query.query_parser import parse_query
from medtui.library.search.answers import Locator, RankedPassage
from medtui.library.search.question import ask
from medtui.reading.reader import read
from medtui.reading.schema import default_schema


def answered(text: str, markdown: str, *names: str, is_bound: bool = False, room: int = 120) -> list[RankedPassage]:
    index = NameIndex(named(*names))
    index.prepare()
    question = ask(parse_query(text, FIELDS), index)
    monograph = read(f"# Alpha\n\n{markdown}", name="alpha", schema=default_schema())
    return Locator(question, before=room // 2, after=room).ranked(monograph, is_bound=is_bound)


def shown(text: str, markdown: str, *names: str, is_bound: bool = False) -> str:
    """The best excerpt, with what matches in brackets."""
    (first, *_) = answered(text, markdown, *names, is_bound=is_bound)
    return "".join(f"[{run}]" if is_hit else run for run, is_hit in first.excerpt.runs())


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("Give **rash** and *more*.", "Give [rash] and more."),
        ("- __Skin:__ a rash", "… a [rash]"),
        ("12. rash, _rarely_", "[rash], rarely"),
        ("> a rash\n> that is quoted", "a [rash] that is quoted"),
        ("[the rash](rash.md) is red", "the [rash] is red"),
        ("a rash\non  two lines", "a [rash] on two lines"),
        ("a **rash that goes\non** here", "a [rash] that goes on here"),
        ("rash with A*02 and 2 * 3 * 4", "[rash] with A*02 and 2 * 3 * 4"),
        ("snake_case_rash and rash", "snake_case_[rash] and [rash]"),
        ("| rash | **often** |", "[rash] · often"),
        ("rash\nAdults: **5 mg**\nthen 2\n\n10 mg", "[rash] · Adults: 5 mg then 2"),
        ("> [!danger]- A rash\n> Fatal", "danger · A [rash] · Fatal"),
        ("rash \x1b[31m", "[rash]"),
    ],
)
def test_an_excerpt_is_the_passage_without_marks(source: str, line: str) -> None:
    assert shown("rash", f"### Side Effects\n\n{source}\n").startswith(line)


@pytest.mark.parametrize(
    ("text", "source", "line"),
    [
        ("0.5 rash", "rash at 0.50 daily", "[rash] at [0.50] daily"),
        ("1000 rash", "rash at 1,000 daily", "[rash] at [1,000] daily"),
        ("500 mg", "rash at 500mg daily", "rash at [500mg] daily"),
        ("5 mcg", "rash at 5 µg daily", "rash at [5 µg] daily"),
        ("oedema", "with edema", "with [edema]"),
        ("renal", "of the kidneys", "of the [kidneys]"),
        ("東京", "大学東京大学", "大学[東京]大学"),
        ("cafe", "a café.", "a [café]."),
    ],
)
def test_what_matches_is_marked_whole(text: str, source: str, line: str) -> None:
    assert shown(text, f"### Dosage\n\n{source}\n") == line


def test_the_name_of_the_bound_drug_is_not_marked_in_its_own_text() -> None:
    markdown = "### Usage\n\nAlpha for rash.\n"
    assert shown("alpha rash", markdown, "Alpha", is_bound=True) == "Alpha for [rash]."
    assert shown("alpha rash", markdown, "Alpha") == "[Alpha] for [rash]."


@pytest.mark.parametrize(
    ("text", "source", "why"),
    [
        ("rash", "a rash", ""),
        ("renal", "the renal dose", ""),
        ("renal", "the kidney", "as kidney"),
        ("oedema", "some edema", "spelling"),
        ("renal oedema", "kidney edema", "as kidney, spelling"),
        ("frusemide", "with furosemide", "mentions furosemide (frusemide)"),
    ],
)
def test_what_was_not_typed_is_said(text: str, source: str, why: str) -> None:
    (first,) = answered(text, f"### Side Effects\n\n{source}\n", "Frusemide")
    assert first.why == why


def test_the_excerpt_is_around_the_match_and_ends_between_words() -> None:
    markdown = f"### Usage\n\n{'before ' * 60}rash and fever {'after ' * 60}\n"
    (first,) = answered("rash fever", markdown, room=40)
    text = first.excerpt.text
    assert text.startswith("… before")
    assert text.endswith("after …")
    assert [text[hit.start : hit.stop] for hit in first.excerpt.hits] == ["rash", "fever"]
    assert len(text) < 80


def test_a_disclaimer_is_shown_only_where_nothing_else_answers() -> None:
    markdown = "### Usage\n\nfever\n\n*Disclaimer: for education only, not zymurgy. Consult your doctor.*\n"
    assert [each.passage.section for each in answered("fever education", markdown)] == ["usage"]
    assert [each.passage.section for each in answered("disclaimer:zymurgy", markdown)] == ["disclaimer"]


@given(st.text("rash *_-#|>[]()\n.1µ東", max_size=60), st.integers(1, 30))
def test_any_text_is_shown_on_one_line_with_the_marks_in_it(source: str, room: int) -> None:
    for each in answered("rash 1 東", f"### Usage\n\n{source}\n", room=room):
        text, hits = each.excerpt
        assert "\n" not in text
        assert all(0 <= hit.start < hit.stop <= len(text) for hit in hits)
        assert "".join(run for run, _ in each.excerpt.runs()) == text

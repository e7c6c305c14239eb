"""What is wrong with a query, where, and what was meant."""

from __future__ import annotations

import pickle

import pytest

from medtui.library.query.fields import Fields
from medtui.library.query.query_parser import QueryError, parse_query

FIELDS = Fields(
    {"dosage": "dosage", "side effects": "side_effects", "usage": "usage", "how it works": "how_it_works"}, ["tags"]
)


def error_of(text: str, *, typing: bool = False) -> QueryError:
    with pytest.raises(QueryError) as caught:
        parse_query(text, FIELDS, typing=typing)
    return caught.value


# What is wrong whether or not more is typed.
WRONG = [
    ("dosge:renal", "no section or field “dosge”", 1, "dosage:renal"),
    ("a -(b Dosge: renal) c", "no section or field “Dosge”", 7, "a -(b dosage: renal) c"),
    ("mising:dosage", "no section or field “mising”", 1, "missing:dosage"),
    ("http://x", "in quotes", 1, ""),
    ("a side effects: b", "join the words of a name by “_”", 8, "a side_effects: b"),
    ("a how it works:b", "“works”", 10, "a how_it_works:b"),
    ("has:dosge a", "no section or field “dosge”", 5, "has:dosage a"),
    ('missing: "side efects" a', '“"side efects"”', 10, "missing: side_effects a"),
    ("has:zzz", "write the name of one", 5, ""),
    ("is:read a", "no “is:read”", 4, "is:marked a"),
    (")", "closes nothing", 1, ""),
    ("a) b", "closes nothing", 2, "a b"),
    ("(a))", "closes nothing", 4, "(a)"),
    ("dosage:() a", "“dosage:” has nothing after it", 1, "has:dosage a"),
    ("-dosage: OR b", "“dosage:” has nothing after it", 2, "-has:dosage OR b"),
    ("(usage:) a", "“usage:” has nothing after it", 2, "(has:usage) a"),
    ('a usage:"" b', "“usage:” has nothing after it", 3, "a has:usage b"),
    ("dosage: usage:a", "“dosage:” has nothing after it", 1, "has:dosage usage:a"),
    ("dosage:(a usage:b)", "“usage:” cannot stand inside “dosage:”", 11, ""),
    ("dosage:(a has:usage)", "“has:” cannot stand inside “dosage:”", 11, ""),
    ("dosage:-is:marked", "“is:” cannot stand inside “dosage:”", 9, ""),
    ("has:(dosage)", "“has:” needs the name", 1, ""),
    ("a has:-dosage", "“has:” needs the name", 3, ""),
    ("is:() a", "“is:” needs “marked”", 1, ""),
    ("OR a", "something on both sides", 1, "a"),
    ("a OR OR b", "something on both sides", 3, "a OR b"),
    ("a (b OR) c", "something on both sides", 6, "a (b) c"),
    ("(OR b)", "something on both sides", 2, "(b)"),
    ("() OR b", "something on both sides", 4, "() b"),
    ("(a NOT) b", "“NOT” has nothing after it", 4, "(a) b"),
    ("a NOT OR b", "“NOT” has nothing after it", 3, "a OR b"),
    ("a" * 2_001, "longer than 2,000 characters", 2_001, ""),
    ("(" * 21 + "a" + ")" * 21, "more than 20 parentheses", 21, ""),
    ("a " * 61, "more than 60 words", 121, ""),
    ("a-b " * 31, "more than 60 words", 121, ""),
    ("has:tags " * 61, "more than 60 words", 545, ""),
]
# What is wrong only when nothing more is typed.
UNFINISHED = [
    ('a "b c ', "quote is not closed", 3, 'a "b c"'),
    ("a “b", "quote is not closed", 3, 'a “b"'),
    ('((a "b', "quote is not closed", 5, '((a "b"))'),
    ('a 5"', "quote is not closed", 4, "a 5"),
    ('has:"dosage', "quote is not closed", 5, 'has:"dosage"'),
    ("(a ", "parenthesis is not closed", 1, "(a)"),
    ("((a (b)", "parenthesis is not closed", 2, "((a (b)))"),
    ("dosage:()", "“dosage:” has nothing after it", 1, "has:dosage"),
    ("dosage:", "“dosage:” has nothing after it", 1, "has:dosage"),
    ("a Side_Effects: ", "“Side_Effects:” has nothing after it", 3, "a has:Side_Effects "),
    ("has:", "“has:” needs the name", 1, ""),
    ("has:do", "no section or field “do”", 5, ""),
    ("is:", "“is:” needs “marked”", 1, ""),
    ("is:mark", "no “is:mark”", 4, "is:marked"),
    ("a OR", "something on both sides", 3, "a"),
    ("a NOT", "“NOT” has nothing after it", 3, "a"),
    ("a -OR", "“-” has nothing after it", 3, "a OR"),
]


@pytest.mark.parametrize(("text", "wrong", "column", "suggestion"), WRONG + UNFINISHED)
def test_an_error_says_what_where_and_what_was_meant(text: str, wrong: str, column: int, suggestion: str) -> None:
    error = error_of(text)
    assert wrong in error.message
    assert (error.column, error.suggestion) == (column, suggestion)
    assert error.message[0] == error.message[0].upper()
    assert error.message.endswith(".")


@pytest.mark.parametrize(("text", "wrong", "column", "suggestion"), WRONG)
def test_it_is_as_wrong_while_it_is_being_typed(text: str, wrong: str, column: int, suggestion: str) -> None:
    error = error_of(text, typing=True)
    assert wrong in error.message
    assert (error.column, error.suggestion) == (column, suggestion)


@pytest.mark.parametrize("text", [text for text, *_ in UNFINISHED])
def test_it_is_not_wrong_yet_while_it_is_being_typed(text: str) -> None:
    assert parse_query(text, FIELDS, typing=True).text == text


@pytest.mark.parametrize("suggestion", [each[3] for each in WRONG + UNFINISHED if each[3] != "a OR"])
def test_what_is_suggested_is_a_query(suggestion: str) -> None:
    parse_query(suggestion, FIELDS)


def test_a_name_is_wrong_as_soon_as_it_cannot_become_right() -> None:
    assert error_of("has:dosg", typing=True).column == 5
    assert error_of("is:markt", typing=True).column == 4
    assert error_of("has:do ", typing=True).column == 5


def test_as_text_it_is_one_sentence_with_its_place_and_a_question() -> None:
    expected = "Column 1: there is no section or field “dosge”. Did you mean dosage:renal?"
    assert str(error_of("dosge:renal")) == expected
    assert str(error_of(")")) == "Column 1: this parenthesis closes nothing; remove it, or open one before it."


def test_what_is_shown_is_safe_and_short() -> None:
    error = error_of("has:\x1b[31m" + "é\u202ex" * 200)
    assert "“␛[31mé⟨U+202E⟩x" in str(error)
    assert "…”" in str(error)
    error = error_of("dosge:\x1b[31m" + "x" * 1_000)
    assert error.suggestion == "dosage:\x1b[31m" + "x" * 1_000
    assert "Did you mean dosage:␛[31mxxx" in str(error)
    assert str(error).endswith("x…?")
    assert all(
        len(str(error_of(text))) < 400
        for text in ("x" * 1_900 + ":", "a " + "-" * 1_001 + "OR", "has" + "_" * 1_500 + ":")
    )


def test_it_survives_a_process_boundary() -> None:
    error = error_of("dosge:renal")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.column, again.suggestion) == (str(error), error.column, error.suggestion)


@pytest.mark.parametrize("text", ["a" * 2_000, "(" * 20 + "a" + ")" * 20, "a " * 60, "a-b " * 30])
def test_the_limits_themselves_are_allowed(text: str) -> None:
    assert parse_query(text, FIELDS).root is not None

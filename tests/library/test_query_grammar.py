"""What is typed -> what it asks for."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from medtui.library.query.fields import Field, FieldKind, Fields
from medtui.library.query.query_parser import parse_query
from medtui.library.query.query_tree import And, Has, Is, Node, Not, Or, Query, Term, Within

FIELDS = Fields(
    {"dosage": "dosage", "dose": "dosage", "side effects": "side_effects", "usage": "usage"},
    ["tags", "last_reviewed"],
)


def section(name: str) -> Field:
    return Field(FieldKind.SECTION, name)


def word(*words: str) -> Term:
    return Term(words, starts=True)


def phrase(*words: str) -> Term:
    return Term(words, starts=False)


def both(*nodes: Node) -> And:
    return And(nodes)


def either(*nodes: Node) -> Or:
    return Or(nodes)


DOSAGE, SIDE_EFFECTS = section("dosage"), section("side_effects")
TAGS, REVIEWED = Field(FieldKind.META, "tags"), Field(FieldKind.META, "last reviewed")
NAME, DISCLAIMER = Field(FieldKind.NAME, "name"), Field(FieldKind.DISCLAIMER, "disclaimer")
A, B, C, D = word("a"), word("b"), word("c"), word("d")
RENAL = word("renal")

QUERIES: list[tuple[str, Node | None]] = [
    # nothing
    ("", None),
    (" \t\n", None),
    ('+ - & () ( - ) "" “!” -+ -() NOT () AND \' \0', None),
    # words
    ("a", A),
    ("a b", both(A, B)),
    ("a\u00a0b\tc", both(A, B, C)),
    ("Amoxi", word("amoxi")),
    ("Ibuprofène", word("ibuprofene")),
    ("B₁₂", word("b12")),
    ("β-lactam", word("beta", "lactam")),
    ("anti-inflammatory", word("anti", "inflammatory")),
    ("3'-azido", word("3", "azido")),
    ("St John’s", both(word("st"), word("johns"))),
    ("HLA-A*02:01", word("hla", "a", "02", "01")),
    ("a\0b", word("a", "b")),
    ("a + b", both(A, B)),
    ("amoxicillin/clavulanic", word("amoxicillin", "clavulanic")),
    ("ǿ ŉ ℏ", both(word("o"), word("n"), word("h"))),
    # what looks like a field
    ("1:1000", word("1", "1000")),
    ("10:30 a", both(word("10", "30"), A)),
    ("*a:b", word("a", "b")),
    ("a/b:c", word("a", "b", "c")),
    (":a", A),
    # phrases
    ('"once weekly"', phrase("once", "weekly")),
    ('"Once-Weekly!"', phrase("once", "weekly")),
    ("“once weekly” „a“ «b»", both(phrase("once", "weekly"), phrase("a"), phrase("b"))),
    ('"a"', phrase("a")),
    ('a"b c"d', both(A, phrase("b", "c"), D)),
    ('"dosage: (a OR -b"', phrase("dosage", "a", "or", "b")),
    # negation
    ("-a", Not(A)),
    ("NOT a", Not(A)),
    ("not a", both(word("not"), A)),
    ("−a –b", both(Not(A), Not(B))),
    ('-"a b"', Not(phrase("a", "b"))),
    ("-(a b)", Not(both(A, B))),
    ("-(-a)", A),
    ("--a ---b", both(A, Not(B))),
    ("NOT -a", A),
    ("NOT NOT NOT a", Not(A)),
    ("NOT + a", Not(A)),
    ("a -b c", both(A, Not(B), C)),
    ("- a", A),
    ("-+ a", A),
    ("-() a", A),
    ("a-b", word("a", "b")),
    ("a -1:1000", both(A, Not(word("1", "1000")))),
    # chemistry
    ("(-)-menthol", word("menthol")),
    ("(+)-catechin", word("catechin")),
    ("(R)-warfarin", both(word("r"), word("warfarin"))),
    ('"a"-b', both(phrase("a"), B)),
    ("N-(4-x)", both(word("n"), word("4", "x"))),
    # OR, AND, parentheses
    ("a OR b", either(A, B)),
    ("a or b", both(A, word("or"), B)),
    ("a OR, b", both(A, word("or"), B)),
    ("a OR b OR c", either(A, B, C)),
    ("a b OR c d", either(both(A, B), both(C, D))),
    ("a OR b -c", either(A, both(B, Not(C)))),
    ("NOT a OR b", either(Not(A), B)),
    ("(a OR b) c", both(either(A, B), C)),
    ("(a)OR(b)", either(A, B)),
    ("a OR + b", either(A, B)),
    ("a OR () b", either(A, B)),
    ("a AND b", both(A, B)),
    ("AND a AND AND b AND", both(A, B)),
    ("a AND b OR c", either(both(A, B), C)),
    ("a and b", both(A, word("and"), B)),
    ("(((a)))", A),
    ("(a b) (c d)", both(A, B, C, D)),
    ("(a OR b) OR (c OR d)", either(A, B, C, D)),
    ("(" * 20 + "a" + ")" * 20, A),
    # fields
    ("dosage:renal", Within(DOSAGE, RENAL)),
    ("Dosage: renal", Within(DOSAGE, RENAL)),
    ("dose:\n renal a", both(Within(DOSAGE, RENAL), A)),
    ("side_effects:a", Within(SIDE_EFFECTS, A)),
    ("Side-Effects:a", Within(SIDE_EFFECTS, A)),
    ("tag:a", Within(TAGS, A)),
    ("last-reviewed:2024-05", Within(REVIEWED, word("2024", "05"))),
    ("title:a", Within(NAME, A)),
    ("name:a", Within(NAME, A)),
    ("disclaimer:a", Within(DISCLAIMER, A)),
    ('dosage:"once weekly"', Within(DOSAGE, phrase("once", "weekly"))),
    ("dosage:1:1000", Within(DOSAGE, word("1", "1000"))),
    ("dosage:(a OR b)", Within(DOSAGE, either(A, B))),
    ("dosage: (a -b) c", both(Within(DOSAGE, both(A, Not(B))), C)),
    ("dosage: + renal", Within(DOSAGE, RENAL)),
    ("-dosage:renal", Not(Within(DOSAGE, RENAL))),
    ("NOT dosage:renal", Not(Within(DOSAGE, RENAL))),
    ("dosage:-renal", Not(Within(DOSAGE, RENAL))),
    ("dosage: NOT renal", Not(Within(DOSAGE, RENAL))),
    ("dosage:(-renal)", Not(Within(DOSAGE, RENAL))),
    ("-dosage:-renal", Within(DOSAGE, RENAL)),
    ("dosage:a OR usage:b", either(Within(DOSAGE, A), Within(section("usage"), B))),
    ("(dosage:a)", Within(DOSAGE, A)),
    # has, missing, is
    ("has:dosage", Has(DOSAGE)),
    ("HAS: Dose", Has(DOSAGE)),
    ('has:"side effects"', Has(SIDE_EFFECTS)),
    ("has:side-effects", Has(SIDE_EFFECTS)),
    ("has:disclaimer", Has(DISCLAIMER)),
    ("has:tag", Has(TAGS)),
    ("missing:dosage", Not(Has(DOSAGE))),
    ("-has:dosage", Not(Has(DOSAGE))),
    ("-missing:dosage", Has(DOSAGE)),
    ("is:marked", Is("marked")),
    ("-is:Marked", Not(Is("marked"))),
    # all together
    (
        'dosage:renal "once weekly" -topical',
        both(Within(DOSAGE, RENAL), phrase("once", "weekly"), Not(word("topical"))),
    ),
    (
        'is:marked (has:dosage OR missing:tags) -(usage:"a b" c) d OR β-x',
        either(
            both(
                Is("marked"),
                either(Has(DOSAGE), Not(Has(TAGS))),
                Not(both(Within(section("usage"), phrase("a", "b")), C)),
                D,
            ),
            word("beta", "x"),
        ),
    ),
]


@pytest.mark.parametrize(("text", "root"), QUERIES)
def test_a_query_asks_for(text: str, root: Node | None) -> None:
    assert parse_query(text, FIELDS) == Query(text, root)


@pytest.mark.parametrize(("text", "root"), QUERIES)
def test_a_whole_query_means_the_same_while_it_is_being_typed(text: str, root: Node | None) -> None:
    assert parse_query(text, FIELDS, typing=True).root == root


@pytest.mark.parametrize("text", [text for text, _ in QUERIES])
def test_no_start_of_a_query_is_an_error_while_it_is_being_typed(text: str) -> None:
    for end in range(len(text)):
        assert parse_query(text[:end], FIELDS, typing=True).text == text[:end]


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ('"once wee', Term(("once", "wee"), starts=True)),
        ('"once ', word("once")),
        ('a "', A),
        ("a OR", A),
        ("a OR ", A),
        ("OR", None),
        ("OR ", None),
        ("a OR OR", A),  # a OR ORlistat
        ("a OR NOT", A),
        ("a OR (", A),
        ("a OR -(", A),
        ("a OR ()", A),
        ('a OR "', A),
        ("a -", A),
        ("a NOT", A),
        ("a NOT ", A),
        ('a -"', A),
        ("-OR", None),
        ("a dosage:", A),
        ("a dosage: ", A),
        ("a dosage:NOT ", A),
        ("a -dosage:", A),
        ("dosage:(", None),
        ("dosage:(a OR (b", Within(DOSAGE, either(A, B))),
        ('(a "b c', both(A, Term(("b", "c"), starts=True))),
        ("a has:", A),
        ("a has:do", A),
        ("a has:dos", both(A, Has(DOSAGE))),  # the beginning of one section's name is enough
        ("a has:side_", both(A, Has(SIDE_EFFECTS))),
        ('a has:"side e', both(A, Has(SIDE_EFFECTS))),
        ('a has:"', A),
        ("missing:", None),
        ("a is:", A),
        ("a -is:mar", A),
    ],
)
def test_what_may_yet_be_completed_is_left_out(text: str, root: Node | None) -> None:
    assert parse_query(text, FIELDS, typing=True).root == root


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()),
        ("+", ()),
        ("amoxi", ("amoxi",)),
        ("Amoxi Clav", ("amoxi", "clav")),
        ("anti-inflammatory AND (drug)", ("anti", "inflammatory", "drug")),
        ('"amoxi"', None),
        ('a "b"', None),
        ("-a", None),
        ("a -b", None),
        ("a OR b", None),
        ("(a OR b) c", None),
        ("dosage:a", None),
        ("a has:dosage", None),
        ("is:marked", None),
    ],
)
def test_plain_words_are_those_of_a_query_of_nothing_else(text: str, words: tuple[str, ...] | None) -> None:
    assert parse_query(text, FIELDS).plain_words == words


def test_queries_are_values() -> None:
    text = 'dosage:(a OR -b) "c d" -has:tags is:marked'
    query = parse_query(text, FIELDS)
    assert {query: 1}[parse_query(text, FIELDS)] == 1
    with pytest.raises(FrozenInstanceError):
        query.root = None  # type: ignore[misc]
    assert isinstance(query.root, And)
    for node in query.root.nodes:
        with pytest.raises((FrozenInstanceError, AttributeError, TypeError)):
            node.note = ""  # type: ignore[union-attr]

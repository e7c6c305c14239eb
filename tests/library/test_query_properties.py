"""What holds for any text in the search box."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from medtui.library.names.folding import fold
from medtui.library.query import tokens
from medtui.library.query.fields import Fields
from medtui.library.query.query_parser import QueryError, parse_query
from medtui.library.query.query_tree import And, Has, Is, Node, Not, Or, Term, Within
from medtui.safe_text import safe_line

FIELDS = Fields({"dosage": "dosage", "side effects": "side_effects", "use": "usage"}, ["tags", "last_reviewed"])
PIECES = (
    " ", " ", " ", "\t", "a", "b", "renal", "β", "B₁₂", "é", "e\u0301", "ǽ", "ŉ", "x-y", "1:1000", "+", "-", "−", "--",
    "OR", " OR ", " AND ", " NOT ", "NOT", "(", ")", "(", ")", '"', '"', "“", "”", "dosage:", "dosage: ", "use:",
    "side_effects:", "tag:", "name:", "dosge:", "has:", "missing:", "is:", "dosage", "side effects", "marked", "side_",
    ":", "*", "'", "\0", "\x1b[2J", "\u202e", "\ud800", "💊", "👩‍⚕️", "'; DROP TABLE t; --", "ORlistat", "NEAR(", "ﷺ",
)  # fmt: skip
TEXTS = st.text() | st.lists(st.sampled_from(PIECES), max_size=24).map("".join)


def parts(node: Node | None) -> Iterator[Node]:
    if node is None:
        return
    yield node
    if isinstance(node, And | Or):
        for part in node.nodes:
            yield from parts(part)
    elif isinstance(node, Not | Within):
        yield from parts(node.node)


def mistake_in(text: str, *, typing: bool = False) -> QueryError | None:
    try:
        parse_query(text, FIELDS, typing=typing)
    except QueryError as error:
        return error
    return None


def root_of(text: str) -> Node | None:
    """What a text asks for; a text with a mistake is not looked at."""
    assume(not mistake_in(text))
    return parse_query(text, FIELDS).root


def in_normal_form(node: Node) -> bool:
    match node:
        case Term(words):
            return bool(words) and all(word and " " not in word and fold(word) == word for word in words)
        case And(nodes) | Or(nodes):
            return len(nodes) > 1 and not any(isinstance(part, type(node)) for part in nodes)
        case Not(inside):
            return not isinstance(inside, Not)
        case Within(_, inside):
            others = list(parts(inside))
            return not isinstance(inside, Not) and not any(isinstance(part, Within | Has | Is) for part in others)
        case Has() | Is():
            return True


@given(TEXTS, st.booleans())
@example("'; DROP TABLE t; --", False)
@example("\0", False)
@example('"' * 1_999, True)
@example("(" * 2_000, True)
@example("-" * 2_000 + "a", False)
@example("NOT " * 500, True)
@example("dosage:" * 280, False)
@example("ﷺ" * 2_000, False)
def test_any_text_is_a_query_or_a_mistake_in_one(text: str, typing: bool) -> None:
    error = mistake_in(text, typing=typing)
    if error is None:
        query = parse_query(text, FIELDS, typing=typing)
        assert query.text == text
        assert isinstance(hash(query), int)
        assert [node for node in parts(query.root) if not in_normal_form(node)] == []
    else:
        assert 1 <= error.column <= len(text)
        assert error.suggestion != text
        assert str(error) == safe_line(str(error))
        assert len(str(error)) < 2_000  # an unsafe character takes up to nine


@given(TEXTS)
def test_plain_words_come_from_the_tree(text: str) -> None:
    root = root_of(text)
    query = parse_query(text, FIELDS)
    terms = [node for node in parts(root) if isinstance(node, Term)]
    if query.plain_words is not None:
        assert query.plain_words == tuple(word for term in terms for word in term.words)


@given(TEXTS)
def test_a_whole_query_can_be_typed_from_its_start_to_its_end(text: str) -> None:
    root = root_of(text)
    assert parse_query(text, FIELDS, typing=True).root == root
    for end in range(len(text)):
        assert parse_query(text[:end], FIELDS, typing=True).text == text[:end]


@given(TEXTS)
def test_parentheses_around_a_whole_query_change_nothing(text: str) -> None:
    assert root_of(f"({text})") == root_of(f" {text} ")


@given(TEXTS)
def test_a_query_is_the_opposite_of_its_negation(text: str) -> None:
    root = root_of(text)
    assert root_of(f"-({text})") == (None if root is None else root.node if isinstance(root, Not) else Not(root))


@given(TEXTS)
def test_following_suggestions_ends(text: str) -> None:
    for _ in range(len(text) + 2):
        error = mistake_in(text)
        text = error.suggestion if error else text
    parse_query(text, FIELDS)


HOSTILE = (
    "a",
    "é",
    "-",
    '"',
    "(",
    ")",
    "-é:",
    "a:",
    "--a ",
    "- ",
    "OR ",
    "dosage:",
    "\u0301",
    "'",
    "“a",
    "💊",
    "\0",
    "((-",
)


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("typing", [False, True])
def test_a_very_long_text_is_refused(piece: str, typing: bool) -> None:
    text = piece * (100_000 // len(piece))
    with pytest.raises(QueryError, match=r"longer than 2,000 characters"):
        parse_query(text, FIELDS, typing=typing)


@pytest.mark.parametrize("piece", HOSTILE)
def test_each_character_is_folded_a_few_times_at_most(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folded = 0

    def counting(text: str) -> str:
        nonlocal folded
        folded += len(text)
        return fold(text)

    monkeypatch.setattr(tokens, "fold", counting)
    text = piece * (100_000 // len(piece))
    found = list(tokens.tokens_of(text))
    assert folded <= 3 * len(text)
    assert all(0 <= one.start < one.end <= two.start for one, two in pairwise(found))

"""libyaml says what PyYAML's own parser says; and whatever the text is, it is read or refused."""

from __future__ import annotations

import contextlib

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from medtui.reading.reader import read
from medtui.reading.safe_yaml import Items, Node, Scalar, UnsafeYamlError, parse_yaml

PLAIN = (
    "a", "Zelo fane", "1.10", "No", "12:30", "https://a.b/c?d#e", "a# b", "(a)", "~/a b", "/a", "../a", "..", "~",
    "a - b", "a, [b] & {c} *d", "µg ≥ 10⁸",
    "𝛼", "_a", "it's", 'a "b"', '"a # b: c"', "'a: b'", "''", "[]", "[ ]", "[a, b c, 1-2]", "[(a), b.c+d]", "",
    "é\u0301",
)  # fmt: skip
ODD = (
    "x: y", "x:", ":", "a #b", "#", "-", "- a", "--", "---", "...", "\u2028", "\x85", "\xa0", "\ufeff", "\ufffe",
    "\t",
    '"', "'", "'a''b'", '"\\n"', "[", "]", "[a,,b]", "[a, ]", "[a: b]", "[?a]", "['a', \"b\"]", "{", "}", "{a: b}",
    "{}", ",", "&a", "*a", "!a", "|", ">", "%", "@a", "`a`", "?", "? a", "~", "<<", "=", "\\", "+ a", "  ", "\x00",
    "\ud800", "/a", "~", ".",
)  # fmt: skip
VALUES = st.sampled_from(PLAIN)
KEYS = st.sampled_from(["title", "names", "a b", "a.b", "A-1", "_x", "a(b)", "b", "c", "d"])
FIELDS = st.builds("{}: {}".format, KEYS, VALUES)
GROUPS = st.lists(FIELDS, min_size=1, max_size=3).map(
    lambda rows: [("    " if n else "  - ") + row for n, row in enumerate(rows)]
)
ITEMS = st.builds("  - {}".format, VALUES).map(lambda row: [row])
LISTS = st.builds(
    lambda key, items: [f"{key}:", *(row for item in items for row in item)],
    KEYS,
    st.lists(ITEMS | GROUPS, max_size=3),
)
BLOCKS = st.lists(FIELDS.map(lambda row: [row]) | LISTS | st.sampled_from([[""], ["# a: b"], ["  "]]), max_size=4)
ODDITIES = st.lists(st.tuples(st.integers(0, 200), st.sampled_from(ODD) | st.text(max_size=3)), max_size=2)


def with_oddities(text: str, oddities: list[tuple[int, str]]) -> str:
    """`text` with each of `oddities` put in somewhere."""
    for place, odd in oddities:
        at = place % (len(text) + 1)
        text = text[:at] + odd + text[at:]
    return text


def by_pyyaml(text: str) -> object:
    """What PyYAML's own parser makes of `text`."""
    return yaml.load(text, Loader=yaml.BaseLoader)


def plain(node: Node | None) -> object:
    """The same of a node: strings, lists and dictionaries."""
    if node is None or isinstance(node, Scalar):
        return node and node.text
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {plain(key): plain(value) for key, value in node.pairs}


TEXTS = BLOCKS.map(lambda blocks: "".join(f"{row}\n" for block in blocks for row in block))


@settings(max_examples=1_000)
@given(TEXTS)
@example("a:\n- b: c\n  d: e\n- f\n")
@example("a:\n# b\n\n  - c\n  - d\n")
@example("a:\n  - b:\n    c: d\n")
@example("a: [b, [c]]\nd: {e: f}\n")
@example("a: |\n  b\n\n  c\nd: >-\n  e\n  f\n")
@example("a: 1.10\nb: No\nc: 12:30\nd: ~\n")
def test_libyaml_agrees_with_pyyaml(text: str) -> None:
    assert plain(parse_yaml(text)) == by_pyyaml(text)


@settings(max_examples=2_000)
@given(TEXTS, ODDITIES)
def test_any_text_is_read_or_refused(text: str, oddities: list[tuple[int, str]]) -> None:
    with contextlib.suppress(UnsafeYamlError):
        parse_yaml(with_oddities(text, oddities))


@settings(max_examples=400)
@given(st.lists(st.builds("{}: {}\n".format, KEYS, VALUES | st.from_regex(r"[\w +(),./'#:-]*", fullmatch=True))))
@example(["a: b \n"])
@example(["a: b  c\n", "a: (d)\n", "a: d, e.\n"])
def test_front_matter_that_needs_no_yaml_parser_says_the_same(rows: list[str]) -> None:
    text = "".join(rows)
    try:
        fields = by_pyyaml(text)
    except yaml.YAMLError:
        return
    if isinstance(fields, dict) and "title" not in fields and all(isinstance(value, str) for value in fields.values()):
        assert read(f"---\n{text}---\n").metadata == fields


@pytest.mark.parametrize("deep", ["[", "{a: ", "- ", "? ", "[a, "])
def test_deep_nesting_is_refused(deep: str) -> None:
    with pytest.raises(UnsafeYamlError, match="is nested deeper than"):
        parse_yaml((deep * 30_000)[:30_000])


@pytest.mark.parametrize(
    ("text", "line"), [("a: [", 1), ("a: [\n", 1), ("a: b\nc: [\n", 2), ("a: b\nc: d: e\nf: g\n", 2)]
)
def test_an_error_is_on_a_line_that_there_is(text: str, line: int) -> None:
    with pytest.raises(UnsafeYamlError) as caught:
        parse_yaml(text)
    assert caught.value.line == line


def test_where_libyaml_is_missing_the_same_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    assert plain(parse_yaml("a: {b: [c, 1.10]}\n")) == {"a": {"b": ["c", "1.10"]}}
    with pytest.raises(UnsafeYamlError, match="is nested deeper than"):
        parse_yaml("[" * 30_000)


def test_half_a_character_is_refused() -> None:
    with pytest.raises(UnsafeYamlError, match="a character that does not exist") as refused:
        parse_yaml("a: \ud800")
    assert refused.value.line == 1

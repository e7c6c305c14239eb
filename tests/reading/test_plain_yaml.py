"""The fast path for front matter says exactly what PyYAML's BaseLoader says, or nothing."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from medtui.reading.lines import split_lines
from medtui.reading.plain_yaml import plain_fields

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
    """What PyYAML makes of `text`."""
    loaded = yaml.load(text.replace("\r\n", "\n").replace("\r", "\n"), Loader=yaml.BaseLoader)
    return {} if loaded is None or loaded == "" else loaded


@settings(max_examples=3_000)
@given(BLOCKS.map(lambda blocks: "".join(f"{row}\n" for block in blocks for row in block)), ODDITIES)
@example("a:\n- b: c\n  d: e\n- f\n", [])
@example("a: []\n- b\n", [])
@example('a: ""\n- b\n', [])
@example("a:\n# b\n\n  - c\n - d\n", [])
@example("a:\n  - b:\n    c: d\n", [])
@example("a:\n  - b: c\n   d: e\n", [])
@example("a: b\r\nc: d\re: f\n", [])
def test_it_agrees_with_pyyaml(text: str, oddities: list[tuple[int, str]]) -> None:
    text = with_oddities(text, oddities)
    fields = plain_fields(split_lines(text))
    if fields is not None:
        assert by_pyyaml(text) == fields


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("", {}),
        ("\n# only a remark\n\n", {}),
        ("title: Zelofane + Marivene\n", {"title": "Zelofane + Marivene"}),
        ("title: 'Zelofane'  \nlayout:\n", {"title": "Zelofane", "layout": ""}),
        ('title: "A: #1"\n', {"title": "A: #1"}),
        ("tags: [a, b c, 12]\nnames: []\n", {"tags": ["a", "b c", "12"], "names": []}),
        ("url: https://example.org/a?b=c#d\n", {"url": "https://example.org/a?b=c#d"}),
        ("names:\n- Zelo\n- 'Mari'\n", {"names": ["Zelo", "Mari"]}),
        ("sources:\n  - title: One\n    pages: [1, 2]\n\n  # a remark\n  - two\nlast reviewed: 2026-01-02\n",
         {"sources": [{"title": "One", "pages": ["1", "2"]}, "two"], "last reviewed": "2026-01-02"}),
    ],
)  # fmt: skip
def test_what_it_reads(text: str, fields: dict[str, object]) -> None:
    assert plain_fields(split_lines(text)) == fields
    assert by_pyyaml(text) == fields


@pytest.mark.parametrize(
    "text",
    [
        "a: b\n  c\n",
        "a:\n  b: c\n",
        "a: |\n  b\n",
        "a: {b: c}\n",
        "a: *b\n",
        "a: b: c\n",
        "a: b # c\n",
        'a: "\\n"\n',
        "a: 'b''c'\n",
        "a: \x85\n",
        "a:\n  - - b\n",
        "a:\n  - b\n   - c\n",
        "a: b\na: c\n",
        "- a\n",
        "words\n",
        "a: [b, [c]]\n",
        "a:\tb\n",
    ],
)
def test_what_it_leaves_to_pyyaml(text: str) -> None:
    assert plain_fields(split_lines(text)) is None

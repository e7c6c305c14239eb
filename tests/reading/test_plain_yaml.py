"""The fast path for front matter says exactly what PyYAML's BaseLoader says, or nothing."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from medtui.reading.lines import split_lines
from medtui.reading.plain_yaml import plain_fields

WORDS = st.sampled_from(
    ["a", "b", "title", "Zelo fane", "1.10", "No", "12:30", "x: y", "x:", ":", "https://a.b/c#d", "a #b", "a# b", "#"]
    + ["(a)", "-", "- a", "--", "---", "...", "é", "µg", "10⁸", "𝛼", "\u2028", "\x85", "\xa0", "\ufeff", "\ufffe", "\t"]
    + ['"', "'", '"a"', "'a'", '"a # b: c"', "'a''b'", '"\\n"', "[", "]", "[]", "[ ]", "[a, b]", "[a,,b]", "[a, ]"]
    + ["[a b , c-d]", "[a: b]", "[?a]", "['a', \"b\"]", "{", "}", "{a: b}", "{}", ",", "&a", "*a", "!a", "|", ">", "%"]
    + ["@a", "`a`", "?", "? a", "~", "<<", "=", "\\", "+ a", "a + b", "a / b", "_a", "  ", "\x00", "\ud800", "\u0301"]
)
VALUES = st.lists(WORDS, max_size=3).map(" ".join) | st.text(max_size=8)
KEYS = st.sampled_from(["title", "names", "a b", "a.b", "A-1", "_x", "1a", "é", "a ", '"a"', "- a", "?a", "<<", ""])
SPACES = st.sampled_from(["", " ", "  ", "    "])
ROWS = st.one_of(
    st.builds("{}:{}{}".format, KEYS, SPACES, VALUES),
    st.builds("{}- {}".format, SPACES, VALUES),
    st.builds("{}-{}{}: {}".format, SPACES, SPACES, KEYS, VALUES),
    st.builds("{}{}: {}".format, SPACES, KEYS, VALUES),
    st.builds("{}# {}".format, SPACES, VALUES),
    st.builds("{}{}".format, SPACES, VALUES),
)


def by_pyyaml(text: str) -> object:
    """What PyYAML makes of `text`."""
    loaded = yaml.load(text.replace("\r\n", "\n").replace("\r", "\n"), Loader=yaml.BaseLoader)
    return {} if loaded is None or loaded == "" else loaded


@settings(max_examples=2_000)
@given(st.lists(ROWS, max_size=6), st.sampled_from(["\n", "\r\n", "\r"]))
@example(["a:", "- b: c", "  d: e", "- f"], "\n")
@example(["a: []", "- b"], "\n")
@example(['a: ""', "- b"], "\n")
@example(["a:", "# b", "", "  - c", " - d"], "\n")
@example(["a:", "  - b:", "    c: d"], "\n")
@example(["a:", "  - b: c", "   d: e"], "\n")
@example(["a: b", "a: c"], "\n")
def test_it_agrees_with_pyyaml(rows: list[str], ending: str) -> None:
    text = "".join(row + ending for row in rows)
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

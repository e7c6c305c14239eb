"""Front matter: found, capped, and never trusted; a bad one still leaves a monograph that opens."""

from __future__ import annotations

import pytest
from monograph_shapes import shapes

from medtui.monograph import Monograph, PartKind
from medtui.reading.reader import read
from medtui.reading.safe_yaml import MAX_CHARACTERS, MAX_DEPTH

BODY = "# Zelofane\n\n### Usage\n\nKnees.\n"


def opened(front: str, body: str = BODY) -> Monograph:
    """The monograph with that front matter, which must have its section whatever happens."""
    text = front + body
    assert any(shape.where == "usage" for shape in shapes(text))
    return read(text, name="stem")


def problem(front: str) -> str:
    """What the monograph says about that front matter."""
    (message,) = [found.message for found in opened(front).problems if found.code == "front_matter"]
    return message


def test_absent() -> None:
    monograph = opened("")
    assert monograph.metadata == {}
    assert monograph.problems == ()


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("fence", ["---", "--- \t"])
@pytest.mark.parametrize("closing", ["---", "...", "---  "])
def test_fields(ending: str, mark: str, fence: str, closing: str) -> None:
    front = f"{mark}{fence}\nlayout: page\ntitle: Zelofane + Marivene\ntags: [a, b]\n{closing}\n\n\n"
    monograph = opened(front.replace("\n", ending))
    assert monograph.metadata == {"layout": "page", "title": "Zelofane + Marivene", "tags": ("a", "b")}
    assert monograph.parts[0].kind is PartKind.FRONT_MATTER
    assert monograph.parts[0].source.endswith(ending * 3)
    assert [found.code for found in monograph.problems] == ["title"]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("1.10", "1.10"),
        ("No", "No"),
        ("12:30", "12:30"),
        ("0x1F", "0x1F"),
        ("2024-12-19", "2024-12-19"),
        ("~", "~"),
        ("null", "null"),
        ("Zelofane: old and new", "Zelofane: old and new"),
        ("Zelofane # 2", "Zelofane # 2"),
        ("C#", "C#"),
        ("'Zelofane'", "Zelofane"),
        ('"Zelofane"', "Zelofane"),
        ("'Zelo''s #1: best'", "Zelo's #1: best"),
        ('"Zelo\\tfane\\u00e9"', "Zelo faneé"),
        ("'Zelo", "'Zelo"),
        ("*zelo*", "*zelo*"),
        ("%zelo", "%zelo"),
        ("@zelo", "@zelo"),
        ("`zelo`", "`zelo`"),
        ("[zelo] fane", "[zelo] fane"),
        ("{zelo} fane", "{zelo} fane"),
        ("- zelo", "- zelo"),
        ("? zelo", "? zelo"),
        ("Zelo\tfane", "Zelo fane"),
        ("Zelo\x85fane", "Zelo fane"),
        ("Zelo\u2028fane", "Zelo fane"),
        ("Zelo   fane", "Zelo fane"),
        ("10⁸ ≥ mg/m²", "10⁸ ≥ mg/m²"),
        (">-\n  Zelo\n  fane", "Zelo fane"),
        ("|\n  Zelo\n  fane", "Zelo fane"),
        ("Zelo\n  fane", "Zelo fane"),
    ],
)
def test_titles(written: str, read_as: str) -> None:
    monograph = read(f"---\nlayout: page\ntitle: {written}\n---\n\n### Usage\n\nKnees.\n", name="stem")
    assert monograph.title == read_as


@pytest.mark.parametrize("value", ["", '""', "[]", "   "])
def test_no_title(value: str) -> None:
    assert read(f"---\ntitle: {value}\n---\n\nWords.\n", name="stem").title == "stem"


def test_structured_values_are_flattened() -> None:
    front = (
        "---\ntitle: Zelofane\nsources:\n  - title: One, 'two'\n    pages: [1, 2]\n  - plain\n"
        "deep:\n  a: {b: [c, d]}\nempty:\n---\n"
    )
    assert opened(front).metadata == {
        "title": "Zelofane",
        "sources": ("title: One, 'two'; pages: 1, 2", "plain"),
        "deep": "a: b: c, d",
        "empty": "",
    }


def test_the_last_of_duplicate_keys_counts() -> None:
    assert opened("---\ntitle: One\ntitle: Two\n---\n").metadata == {"title": "Two"}


@pytest.mark.parametrize("front", ["---\n---\n", "---\n\n---\n", "---\n# nothing\n---\n"])
def test_empty(front: str) -> None:
    monograph = opened(front)
    assert monograph.metadata == {}
    assert monograph.problems == ()


@pytest.mark.parametrize(
    ("front", "words"),
    [
        pytest.param("---\n- a\n- b\n---\n", "is not a list of `key: value` lines", id="list"),
        pytest.param("---\nonly words\n---\n", "is not a list of `key: value` lines", id="words"),
        pytest.param(
            "---\na: b: c\ntitle: Zelofane\n---\n",
            "is not valid YAML (mapping values are not allowed",
            id="colon",
        ),
        pytest.param("---\na: 'b\ntitle: Zelofane\n---\n", "is not valid YAML", id="quote"),
        pytest.param("---\na: b\n\tc: d\n---\n", "is not valid YAML", id="tab"),
        pytest.param("---\na: \x01\n---\n", "is not valid YAML", id="control-character"),
        pytest.param("---\na: &x [b]\nc: *x\n---\n", "uses a YAML alias", id="alias"),
        pytest.param("---\na: &x [*x]\n---\n", "uses a YAML alias", id="endless-alias"),
        pytest.param(
            "---\na: " + "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1) + "\n---\n",
            f"deeper than {MAX_DEPTH} levels",
            id="deep",
        ),
        pytest.param("---\na: " + "[" * 5_000 + "\n---\n", f"deeper than {MAX_DEPTH} levels", id="unclosed-lists"),
        pytest.param(
            "---\na: {" + "b: {" * 5_000 + "\n---\n", f"deeper than {MAX_DEPTH} levels", id="unclosed-mappings"
        ),
        pytest.param(
            "---\na: [b, '" + "c" * MAX_CHARACTERS + "']\n---\n",
            f"longer than {MAX_CHARACTERS:,} characters",
            id="long",
        ),
    ],
)
def test_what_cannot_be_read_is_shown_as_written(front: str, words: str) -> None:
    assert words in problem(front)
    assert problem(front).endswith("; it is shown as written.")
    assert opened(front).parts[0].source.startswith(front)


def test_the_problem_says_on_which_line() -> None:
    (found,) = opened("---\nlayout: page\ntitle: Zelofane\na: b: c\n---\n").problems
    assert found.line == 4


def test_the_title_survives_what_is_wrong_elsewhere() -> None:
    bomb = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9))
    monograph = opened(f"---\ntitle: 'Zelofane'\na0: &a0 x\n{bomb}---\n")
    assert monograph.title == "Zelofane"
    assert monograph.metadata == {"title": "Zelofane"}


def test_the_key_of_the_title_may_have_any_case() -> None:
    assert read("---\nTitle: Marivene\n---\n", name="stem").title == "Marivene"


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: Marivene\nlayout: page\n",
        "---\nlayout: page\nTitle: Marivene\n",
        "---\nlayout: page\ntitle: Marivene\n\n### Dosage\n\nSome words.\n\n---\n",
        "---\ntitle: Marivene\n\n### Dosage\n\n* 10 mg\n\n---\n",
    ],
)
def test_unterminated(front: str) -> None:
    assert "no closing `---` line" in problem(front)
    monograph = opened(front)
    assert "Marivene" in monograph.names
    assert not any(part.kind is PartKind.FRONT_MATTER for part in monograph.parts)
    if "### Dosage" in front:
        assert monograph.section("dosage")


def test_unterminated_without_a_title() -> None:
    assert "no closing `---` line" in problem("---\nlayout: page\ntags: a\n")


@pytest.mark.parametrize(
    "front",
    ["---\n", "---\n\nSome words.\n\n---\n\n---\n", "---\nNote: an old one.\n\nMore words.\n", "--\na: b\n--\n"],
)
def test_a_thematic_break_is_not_front_matter(front: str) -> None:
    monograph = opened(front)
    assert monograph.problems == ()
    assert monograph.metadata == {}


def test_front_matter_must_come_first() -> None:
    assert opened("\n---\ntitle: Marivene\n---\n").metadata == {}


@pytest.mark.parametrize("escape", ["\\UFFFFFFFF", "\\U00110000"])
def test_an_escape_that_stands_for_no_character(escape: str) -> None:
    front = f'---\ntitle: "Zelofane {escape}"\n---\n'
    assert "not valid YAML" in problem(front)
    assert opened(front).names

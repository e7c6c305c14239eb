"""What a monograph is called, and by which names it is found; the quick way gives the same answer."""

from __future__ import annotations

import pytest
from monograph_shapes import shapes

from medtui.reading.reader import quick_names, read
from medtui.reading.schema import Schema
from medtui.reading.sections import SectionSpec


def names(text: str, name: str = "zelofane") -> tuple[str, ...]:
    """All names, title first, after checking that the quick way finds the same."""
    shapes(text, name=name)
    monograph = read(text, name=name)
    assert quick_names(text, name=name) == (monograph.title, monograph.names)
    assert monograph.names[0] == monograph.title
    return monograph.names


def problems(text: str) -> list[str]:
    """What is wrong with the titles."""
    return [problem.message for problem in read(text, name="zelofane").problems if problem.code == "title"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\ntitle: Marivene\n---\n\nWords.\n", ["Marivene"]),
        ("# Marivene\n\nWords.\n", ["Marivene"]),
        ("\ufeff# Marivene\n", ["Marivene"]),
        ("# **Marivene** #\n", ["Marivene"]),
        ("# Marivene {#mari .drug}\n", ["Marivene"]),
        ("---\ntitle: Marivene\n---\n# marivene\n", ["Marivene"]),
        ("---\ntitle: Marivene\n---\n# Marivene Forte\n", ["Marivene", "Marivene Forte"]),
        ("---\ntitle: Marivene\nnames: [Maril, Marivene, marivene, Vene]\n---\n", ["Marivene", "Maril", "Vene"]),
        ("---\ntitle: Marivene\naliases:\n  - Maril\nINN: marivenum\nbrands: Vene\n---\n",
         ["Marivene", "Maril", "marivenum", "Vene"]),
        ("---\ntitle: [Marivene, Maril]\n---\n", ["Marivene", "Maril"]),
        ("---\nname: Marivene\n---\n", ["Marivene"]),
        ("---\nname: Maril\n---\n# Marivene\n", ["Marivene", "Maril"]),
        ("---\naliases: [Maril]\n---\nWords.\n", ["zelofane", "Maril"]),
        ("---\naliases: [Zelofane]\n---\nWords.\n", ["Zelofane"]),
        ("---\ntitle: Marivene   with  Maril\n---\n", ["Marivene with Maril"]),
        ("Words.\n", ["zelofane"]),
        ("", ["zelofane"]),
        ("# Usage\n\nWords.\n", ["zelofane"]),
        ("## Marivene\n\nWords.\n", ["zelofane"]),
        ("Words.\n\n# Marivene\n\nMore.\n", ["Marivene"]),
        ("**Boxed warning:** Words.\n\n# Marivene\n\nMore.\n", ["Marivene"]),
        ("```\n# Not this\n```\n\n# Marivene\n", ["Marivene"]),
        ("```\n# Marivene\n", ["Marivene"]),
        ("### Usage\n\nx\n\n# Marivene\n", ["zelofane"]),
        # several first-level headings
        ("# Marivene\n\nx\n\n# Usage\n\nx\n", ["Marivene"]),
        ("x\n\n# Monitoring\n\nx\n\n# Side Effects\n\nx\n", ["zelofane"]),
        ("# Class 1\n\nx\n\n# Class 2\n\nx\n", ["zelofane"]),
        ("# Marivene\n\n## Usage\n\nx\n\n# Cost\n\nx\n", ["Marivene"]),
        ("# Marivene\n\n## Usage\n\nx\n\n# Maril\n\n## Usage\n\nx\n", ["zelofane"]),
        ("# Cost\n\nx\n\n# Zelofane\n\nx\n", ["zelofane"]),
        ("# Zelofane\n\nx\n\n# Cost\n\nx\n", ["Zelofane"]),
    ],
)  # fmt: skip
def test_names(text: str, expected: list[str]) -> None:
    assert names(text) == tuple(expected)


def test_the_file_lends_its_name() -> None:
    assert names("Words.\n", name="zelo_fane-forte") == ("zelo fane-forte",)
    assert names("# Class 1\n\nx\n\n# Class 2\n", name="") == ("Class 1",)
    assert names("---\naliases: [Maril]\n---\n", name=" ") == ("Maril",)
    assert names("", name="") == ("",)


def test_a_title_that_differs_from_the_heading_is_reported() -> None:
    text = "---\ntitle: Marivene\n---\n\n# Maril\n\nWords.\n"
    assert problems(text) == ["The front matter calls this “Marivene”, its heading “Maril”."]
    (problem,) = read(text).problems
    assert problem.line == 5


@pytest.mark.parametrize(
    "heading", ["Marivene", "MARIVENE", "Marivéne", "Marivene (Maril)", "**Marivene**", "Marivene."]
)
def test_a_heading_that_says_the_same_is_no_problem(heading: str) -> None:
    assert problems(f"---\ntitle: Marivene\n---\n\n# {heading}\n\nWords.\n") == []


def test_a_heading_with_the_title_of_the_file_is_its_title_at_any_level() -> None:
    text = "---\ntitle: Marivene\n---\n\n### Marivene\n\nIntro.\n\n### Usage\n\nKnees.\n"
    assert [shape.where for shape in shapes(text)] == ["front_matter", "title", "intro", "usage"]
    assert names(text) == ("Marivene",)


@pytest.mark.parametrize("filler", ["Words.\n", "\n", "**Bold**\n", "x" * 80 + "\n"])
@pytest.mark.parametrize(
    "text",
    ["{}# Marivene\n", "# Marivene\n{}", "# Marivene\n{}# Maril\n", "---\nx: y\n{}title: Maril\n---\n# Marivene\n"],
)
def test_long_files(text: str, filler: str) -> None:
    names(text.format(filler * 3_000))


def test_the_quick_way_is_told_about_a_librarys_own_schema() -> None:
    schema = Schema((SectionSpec("cost", "Cost", "Cost"),))
    for text in ("# Cost\n", "# Usage\n"):
        monograph = read(text, name="zelofane", schema=schema)
        assert quick_names(text, name="zelofane", schema=schema) == (monograph.title, monograph.names)

"""A page of more lines and marks than anybody writes is shown as written, at once, and says so."""

from __future__ import annotations

import pytest
from in_memory import loaded, tab_of

from medtui.monograph import PartKind
from medtui.presentation.layout import plain
from medtui.presentation.markdown.render import BADGE
from medtui.presentation.monograph_text import as_text
from medtui.presentation.page import page, piece, rendering
from medtui.reading.crowded import SHOWN_AS_WRITTEN, is_crowded
from medtui.reading.reader import quick_names, read

HEAD = "---\nsource: a label\n---\n# Zelofane\n\n"
BODY = "### Usage\n\nFor pain.\n\n" + "".join(f"- **{n}** mg\n" for n in range(5_000)) + "### Dosage\n\n&gt; 5 mg.\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_each_of_its_lines_is_shown_as_it_is(end: str) -> None:
    text = (HEAD + BODY).replace("\n", end)
    one = loaded(text)
    assert "".join(part.source for part in one.monograph.parts) == text
    assert [part.kind for part in one.monograph.parts] == [PartKind.FRONT_MATTER, PartKind.INTRO]
    shown = as_text(one, tab_of(one), 80).split("\n")
    assert f"Note: {SHOWN_AS_WRITTEN.message[:20]}" in "\n".join(shown)
    assert BADGE.text in shown
    assert set(filter(None, BODY.split("\n"))) <= set(shown)


def test_it_keeps_its_title_and_waits_for_nothing() -> None:
    text = HEAD + BODY
    one = loaded(text, "other")
    assert (one.monograph.title, one.monograph.names) == quick_names(text, name="other")
    assert one.monograph.title == "Zelofane"
    assert [*rendering(one.monograph, tab_of(one))] == []
    assert page(one.monograph, tab_of(one), is_beginning=True) == page(one.monograph, tab_of(one))


def test_its_parts_are_not_parsed_even_if_they_are_few() -> None:
    """The front matter is what is too long; below it stand ten lines."""
    text = "---\n" + "".join(f"k{n}: *v*\n" for n in range(4_000)) + "---\n### Usage\n\n**For pain.**\n"
    monograph = read(text, name="x")
    assert SHOWN_AS_WRITTEN in monograph.problems
    assert "**For pain.**" in plain(piece(monograph.parts[-1]).body)


@pytest.mark.parametrize(
    ("form", "times", "crowded"),
    [
        ("- a\n", 2_000, False),
        ("- a\n", 2_500, True),
        ("a\r\n", 2_500, True),
        ("- - a\n", 1_000, False),
        ("- - a\n", 1_300, True),
        ("1. 1. a\n", 1_300, True),
        ("|1|2|\n", 2_000, False),
        ("|1|2|\n", 2_500, True),
        ("a&gt; ", 16_000, True),
        ("*a* ", 2_300, True),
        ("**a** ", 2_400, True),
        ("**a** ", 1_800, False),
        ("a\n\n", 1_900, False),
        (" " * 60 + "- a\n", 2_300, True),
        ("Take one tablet of 500 mg in the morning, with a glass of water, for 7 days.\n\n", 90_000, False),
        ("| Take 500 mg | in the **morning**, with a glass of water | for 7 days, <sup>1</sup> |\n", 1_300, False),
    ],
)
def test_only_what_nobody_writes_is(form: str, times: int, crowded: bool) -> None:
    assert is_crowded(form * times) == crowded


def test_a_page_of_hundreds_of_fields_keeps_its_table() -> None:
    few, many = (read("|a|b|\n|-|-|\n" + "|Usage|b|\n" * rows, name="x") for rows in (200, 400))
    assert sum(part.is_field for part in few.parts) == 200
    assert not any(part.is_field for part in many.parts)

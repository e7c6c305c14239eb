"""Blocks laid out to a width: where lines break, what stands before them, and that nothing is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_texts import anything, markdown

from medtui.presentation.cells import cell_len
from medtui.presentation.layout import intact, lay_out, plain, wrap
from medtui.presentation.markdown.render import render
from medtui.presentation.markdown.styled import Block, Flow, Line, Span, Table, visible, words


def texts(source: str | list[Block], width: int) -> list[str]:
    return [line.text.rstrip() for line in lay_out(render(source) if isinstance(source, str) else source, width)]


def flow(text: str, first: str = "", rest: str = "", verbatim: bool = False) -> Flow:
    return Flow((Span(text),), first, rest, verbatim)


@pytest.mark.parametrize(
    ("source", "width", "expected"),
    [
        ("one two three", 9, ["one two", "three"]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 5, ["one", "two", "three"]),
        ("one  two", 3, ["one", "two"]),
        ("incomprehensible", 6, ["incomp", "rehens", "ible"]),
        ("see https://example.org/one/two", 16, ["see", "https://example.", "org/one/two"]),
        ("see https://example.org/one/two", 26, ["see", "https://example.org/one/", "two"]),
        ("amoxicillin-clavulanate", 15, ["amoxicillin-", "clavulanate"]),
        ("a -5555555", 8, ["a", "-5555555"]),
        ("give 500 mg daily", 8, ["give", "500 mg", "daily"]),
        ("give at most 10 mL/kg now", 16, ["give at most", "10 mL/kg now"]),
        ("every 8 hours for 10 days", 8, ["every", "8 hours", "for", "10 days"]),
        ("weight > 25 kg or ≤ 5", 8, ["weight", "> 25 kg", "or ≤ 5"]),
        ("500 milligrams", 12, ["500", "milligrams"]),
        ("500 mgs of 7 greens", 12, ["500 mgs of 7", "greens"]),
        ("10\u00a0000 units", 6, ["10\u00a0000", "units"]),
        ("漢字漢字", 4, ["漢字", "漢字"]),
        ("漢字漢字", 5, ["漢字", "漢字"]),
        ("a 漢字", 4, ["a", "漢字"]),
        ("漢字", 1, ["漢", "字"]),
        ("e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]),
        ("👩\u200d🔬👩\u200d🔬", 2, ["👩\u200d🔬", "👩\u200d🔬"]),
        ("🇩🇪🇫🇷", 3, ["🇩🇪", "🇫🇷"]),
        ("", 10, []),
        ("abc", 0, ["a", "b", "c"]),
        ("abc", -5, ["a", "b", "c"]),
    ],
)
def test_breaks_lines(source: str, width: int, expected: list[str]) -> None:
    assert texts(source, width) == expected


def test_indents_hang() -> None:
    assert texts("* one two three\n  * four five six", 16) == ["• one two three", "  ◦ four five", "    six"]
    assert texts("> one two three", 10) == ["│ one two", "│ three"]


def test_indents_shrink_before_the_text_does() -> None:
    deep = "".join(f"{'  ' * depth}- a\n" for depth in range(12)) + "  " * 12 + "- one two three"
    lines = texts(deep, 12)
    assert lines[-2:] == ["  • one two", "    three"]
    assert texts("- one two", 3) == ["one", "two"]


def test_verbatim_lines_keep_their_spaces_and_break_anywhere() -> None:
    assert texts([flow("  a   b\tc", verbatim=True)], 20) == ["  a   b    c"]
    assert texts([flow("a  bc  d", verbatim=True)], 3) == ["a", "bc", " d"]
    assert [line.text for line in wrap([flow("a  bc  d", verbatim=True)], 3)] == ["a  ", "bc ", " d"]
    assert texts([Flow((), verbatim=True)], 3) == [""]


def test_a_tab_in_text_is_drawn_as_spaces() -> None:
    assert texts([flow("a\tb")], 10) == ["a    b"]


def test_lines_say_where_they_stand() -> None:
    lines = lay_out(render("one two three\n\n- four five"), 8)
    assert [(line.block, line.words) for line in lines] == [(0, 0), (0, 6), (1, 0), (2, 0), (2, 4)]
    assert [words(line.spans) for line in lines] == ["one two", "three", "", "four", "five"]


def test_styles_survive_wrapping() -> None:
    lines = lay_out(render("a **b c** d"), 3)
    assert [line.spans for line in lines] == [
        (Span("a "), Span("b", "strong")),
        (Span("c", "strong"), Span(" d")),
    ]


TABLE = "| Drug | Dose |\n|---|---|\n| Amoxicillin | 500 mg every 8 hours |\n| Ibuprofen | 400 mg |"


def test_a_table_that_fits() -> None:
    assert texts(TABLE, 40) == [
        "Drug        │ Dose",
        "────────────┼─────────────────────",
        "Amoxicillin │ 500 mg every 8 hours",
        "Ibuprofen   │ 400 mg",
    ]


def test_a_narrow_column_keeps_its_width() -> None:
    assert texts(TABLE, 28) == [
        "Drug        │ Dose",
        "────────────┼───────────────",
        "Amoxicillin │ 500 mg every",
        "            │ 8 hours",
        "Ibuprofen   │ 400 mg",
    ]


def test_rows_that_could_run_together_have_rules_between_them() -> None:
    source = "|a|b|\n|-|-|\n|one two three four five|six seven eight nine ten|\n|x|y|"
    assert texts(source, 30) == [
        "a             │ b",
        "──────────────┼───────────────",
        "one two three │ six seven",
        "four five     │ eight nine ten",
        "──────────────┼───────────────",
        "x             │ y",
    ]
    assert "──────────────┼───────────────" in texts(source.replace("|x|", "||"), 30)[3:]


def test_a_table_without_room_becomes_records() -> None:
    assert texts(TABLE, 20) == [
        "Drug: Amoxicillin",
        "Dose: 500 mg every",
        "8 hours",
        "",
        "Drug: Ibuprofen",
        "Dose: 400 mg",
    ]
    lines = lay_out(render(TABLE), 20)
    assert lines[0].spans[0] == Span("Drug", "strong")
    assert lines[4].spans[0] == Span("Drug", "label")
    assert words(lines[4].spans) == "Ibuprofen"


def test_a_record_has_no_line_for_a_cell_without_text_in_a_column_without_title() -> None:
    source = "|abcdefghijkl|||\n|-|-|-|\n|abcdefghijkl||abcdefghijkl|\n||x||"
    assert texts(source, 20) == ["abcdefghijkl:", "abcdefghijkl", "abcdefghijkl", "", "abcdefghijkl:", "x"]


def test_the_first_rows_of_a_table_without_titles_are_titles_of_its_records() -> None:
    source = "||||\n|-|-|-|\n||Zelophanol|Zelophanol|\n|Tests|grade 3|grade 4|\n|Glucose|5|<1|\n|Sodium||0|"
    assert texts(source, 20)[7:] == [
        "Tests: Glucose",
        "Zelophanol grade 3:",
        "5",
        "Zelophanol grade 4:",
        "<1",
        "",
        "Tests: Sodium",
        "Zelophanol grade 4:",
        "0",
    ]


def test_a_row_of_values_below_titles_that_span_is_no_title() -> None:
    source = "||||\n|-|-|-|\n|Indication|Indication|Duration|\n|Arthritis|Zelophanol|24 weeks|\n|Colitis|x|12 weeks|"
    assert texts(source, 20)[-3:] == ["Indication: Colitis", "Indication: x", "Duration: 12 weeks"]


def test_a_table_for_its_looks_has_no_titles_in_its_records() -> None:
    source = "||||\n|-|-|-|\n|Questionnaire|||\n|abcdefghijkl|abcdefghijkl|abcdefghijkl|"
    assert texts(source, 20) == ["Questionnaire", "", *["abcdefghijkl"] * 3]


def test_a_table_of_titles_only() -> None:
    source = "|a|b|\n|-|-|"
    assert texts(source, 40) == ["a │ b", "──┼──"]
    assert texts("|" + "abcdefghijkl|" * 3 + "\n|-|-|-|", 20) == ["abcdefghijkl:"] * 3


def test_plain_text_is_unwrapped_without_a_width() -> None:
    text = "word " * 100
    assert plain(render(text)) == text.strip()
    assert plain(render("- " + text + "\n\n" + TABLE)).splitlines()[0] == "• " + text.strip()


def table() -> Table:
    return Table(((Span("a"),), (Span("b"),)), (((Span("1"),), (Span("2"),)),))


@pytest.mark.parametrize(
    ("blocks", "lines"),
    [
        ([flow("abc")], [Line((Span("ab"),))]),
        ([flow("abc")], [Line((Span("abd"),))]),
        ([flow("abc")], [Line((Span("abc"),)), Line((Span("c"),))]),
        ([flow("abc")], [Line((Span("bc"),)), Line((Span("a"),))]),
        ([flow("abc")], [Line((Span("abc", "marker"),))]),
        ([flow("a"), flow("b")], [Line((Span("b"),), 1), Line((Span("a"),), 0)]),
        ([flow("a"), flow("b")], [Line((Span("ab"),), 0)]),
        ([flow("a")], [Line((Span("a"),), 0), Line((Span("b"),), 1)]),
        ([flow("a"), flow("b")], [Line((Span("a"),), 0)]),
        ([table()], [Line((Span("a b 1"),))]),
    ],
)
def test_a_loss_is_noticed(blocks: list[Block], lines: list[Line]) -> None:
    assert not intact(blocks, lines)


@pytest.mark.parametrize("failure", ["loses", "raises"])
def test_broken_wrapping_falls_back_to_plain_cuts(failure: str) -> None:
    blocks = [*render("**one** two\n\n- three"), table()]

    def broken(blocks: Sequence[Block], width: int) -> list[Line]:
        if failure == "raises":
            raise ValueError
        return wrap(blocks, width)[1:]

    lines = lay_out(blocks, 10, broken)
    assert intact(blocks, lines)
    assert [line.text for line in lines] == ["one t", "wo", "", "three", "a", "b", "1", "2"]


WIDTHS = st.integers(1, 30) | st.integers(31, 200)


@given(anything | markdown, WIDTHS)
@settings(max_examples=600)
def test_nothing_is_lost_at_any_width(source: str, width: int) -> None:
    blocks = render(source)
    lines = wrap(blocks, width)
    assert intact(blocks, lines)
    for line in lines:
        assert "\n" not in line.text
        assert "\t" not in line.text
        assert cell_len(line.text) <= max(width, 2)


@given(anything | markdown, WIDTHS)
@settings(max_examples=300)
def test_a_place_is_the_words_before_it(source: str, width: int) -> None:
    """Counted here in the simplest way: the words of the block's earlier lines."""
    before: Counter[int] = Counter()
    for line in lay_out(render(source), width):
        assert line.words == before[line.block]
        before[line.block] += len(visible(words(line.spans)))


@given(st.text(max_size=60), st.text(max_size=10), st.integers(1, 40), st.booleans())
@settings(max_examples=300)
def test_any_flow_can_be_laid_out(text: str, prefix: str, width: int, verbatim: bool) -> None:
    blocks = [flow(text, prefix, prefix, verbatim)]
    assert intact(blocks, wrap(blocks, width))

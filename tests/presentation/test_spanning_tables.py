"""Cells that span columns or rows are said again in each: no value ever stands in another column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medtui.commands.plain.spoken_blocks import spoken
from medtui.presentation.exporting import html_text, piece_html
from medtui.presentation.layout import plain
from medtui.presentation.markdown.faithful import faithful
from medtui.presentation.markdown.render import render
from medtui.presentation.markdown.styled import Span, Table, words
from medtui.presentation.page import PagePiece

DOSES = """\
<table class="doses">
<thead><tr><th rowspan="2">Weight</th><th colspan=2>Dose</th></tr>
<tr><th>mg</th><th>mL</th></tr></thead>

<tbody>
<tr><td rowspan='2'>&lt;5 kg</td><td>75 <b>mg</b></td><td>3<br>or 4</td></tr>
<tr><td colspan="2"><p>none</p></td></tr>
<tr><td>10<sup>8</sup></td><td></td><td><ul><li>a</li><li>5*3*2</li></ul></td></tr>
</tbody>
</table>"""

SHOWN = """\
Weight │ Dose  │ Dose
───────┼───────┼──────
Weight │ mg    │ mL
<5 kg  │ 75 mg │ 3
       │       │ or 4
<5 kg  │ none  │ none
10⁸    │       │ a
       │       │ 5*3*2"""


def test_a_table_in_html_is_a_table() -> None:
    assert plain(render(f"Before\n{DOSES}\nAfter")) == f"Before\n\n{SHOWN}\nAfter"
    assert plain(render(DOSES.replace("\n", ""))) == SHOWN
    assert plain(render("- a\n\n  " + DOSES.replace("\n", "\n  "))) == "• a\n\n  " + SHOWN.replace("\n", "\n  ")


def test_what_is_said_again_is_none_of_the_files_words() -> None:
    (table,) = render(DOSES)
    assert isinstance(table, Table)
    assert table.rows[2][2] == (Span("none", "label"),)
    assert words(table.rows[2][2]) == ""


def test_it_is_said_in_plain_lines_and_on_paper() -> None:
    blocks = render(DOSES)
    assert "Dose: none\nDose: none" in plain(spoken(blocks))
    assert html_text(piece_html(PagePiece(None, (), blocks))).count("none") == 2


places = st.tuples(st.integers(1, 3), st.integers(1, 3))


@given(st.lists(st.lists(places, min_size=1, max_size=4), min_size=1, max_size=5), st.integers(2, 6))
def test_each_cell_stands_where_a_browser_puts_it(spans: list[list[tuple[int, int]]], columns: int) -> None:
    """The table is made by filling a grid, so what stands where is known."""
    grid: dict[tuple[int, int], str] = {}
    html = ""
    for row in range(len(spans)):
        html += "<tr>"
        sizes = iter(spans[row])
        for column in range(columns):
            if (row, column) in grid:
                continue
            down, across = next(sizes, (1, 1))
            while any((row, column + beside) in grid or column + beside >= columns for beside in range(across)):
                across -= 1
            down = min(down, len(spans) - row)
            name = f"c{len(html)}"
            html += f'<td rowspan="{down}" colspan="{across}">{name}</td>'
            grid |= {(row + at, column + beside): name for at in range(down) for beside in range(across)}
        html += "</tr>"
    blocks = render(f"<table>{html}</table>")
    (table,) = blocks
    assert isinstance(table, Table)
    drawn = [["".join(span.text for span in cell) for cell in row] for row in (table.header, *table.rows)]
    assert drawn == [[grid[row, column] for column in range(columns)] for row in range(len(spans))]
    assert [words(cell) for cell in table.cells if words(cell)] == list(dict.fromkeys(grid.values()))


@pytest.mark.parametrize(
    "source",
    [
        "<table><tr><td>a</td></tr></table> and more",
        "<table><tr><td>a</td></tr>",
        "<table><tr><td><table><tr><td>a</td></tr></table></td></tr></table>",
        "<table>a<tr><td>b</td></tr></table>",
        "<table><caption>a</caption><tr><td>b</td></tr></table>",
        '<table><tr><td rowspan="2">a</td></tr><tr></tr><tr><td colspan="2" rowspan=2>b</td><td>c</td></tr>d</table>',
        "<table></table>",
        "<table-of-contents></table>",
    ],
)
def test_what_is_odd_stays_as_written(source: str) -> None:
    assert plain(render(source)) == source


@pytest.mark.parametrize("change", [("75", "76"), ("3", ""), ("mg", "mg x"), ("none", ""), ("Weight", "Age")])
def test_the_check_finds_another_word(change: tuple[str, str]) -> None:
    (table,) = render(DOSES)
    assert isinstance(table, Table)
    assert faithful(DOSES, [table])
    header, *rows = (
        tuple(tuple(span._replace(text=span.text.replace(*change)) for span in cell) for cell in row)
        for row in (table.header, *table.rows)
    )
    assert not faithful(DOSES, [Table(header, tuple(rows))])


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| 1 || x |", ["1", "(as left, or empty)", "x"]),
        ("| 1 |||", ["1", "(as left, or empty)", "(as left, or empty)"]),
        ("| 1 |  | x |", ["1", "", "x"]),
        ("|1||x|", ["1", "", "x"]),
        ("| 1 | 2 |", ["1", "2", ""]),
        ("|| 2 | x |", ["", "2", "x"]),
        ("| 1 \\|| x | 3 |", ["1 |", "x", "3"]),
    ],
)
def test_a_cell_left_out_may_be_spanned(row: str, cells: list[str]) -> None:
    (table,) = render(f"| a | b | c |\n|---|---|---|\n{row}")
    assert isinstance(table, Table)
    assert ["".join(span.text for span in cell) for cell in table.rows[0]] == cells


def test_a_title_that_may_span_is_said_again() -> None:
    (table,) = render("| a || c |\n|---|---|---|\n| 1 | 2 | 3 |")
    assert plain([table], 8) == "a: 1\na: 2\nc: 3"


def test_a_grid_table_keeps_its_columns() -> None:
    source = "+-----+--------+\n| Age | *Dose* |\n+=====+========+\n| 1   | 5 mg   |\n+-----+--------+"
    assert plain(render(source)) == source

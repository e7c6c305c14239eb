"""Rules for tables whose cells span several places: in HTML, and with MultiMarkdown's `||`. A cell is said again, or
it is said that it may be: no value may seem to belong to another column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.rules_block import table
from markdown_it.rules_block.state_block import StateBlock
from markdown_it.token import Token

from medtui.presentation.markdown.html_tables import html_table

MAYBE_SPANNED = "(as left, or empty)"

_MAX_LINES = 1_000
_MAX_MISSING_CELLS = 2_000  # that rows leave out and the parser fills up
_BLANKS = " \t\n\v\f\r"  # others are part of a cell
_CELL_END = re.compile(r"(?<!\\)\|")


def html_table_lines(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A table in HTML, from `<table>` to the line that ends in `</table>`, empty lines included."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if state.src[start : start + 6].casefold() != "<table":
        return False
    for line in range(start_line, min(end_line, start_line + _MAX_LINES)):
        if state.src[state.bMarks[line] : state.eMarks[line]].rstrip().casefold().endswith("</table>"):
            break
    else:
        return False
    rows = html_table(state.getLines(start_line, line + 1, state.blkIndent, False))
    if rows is None or silent:
        return rows is not None
    state.push("table_open", "table", 1).map = [start_line, line + 1]
    for row in rows:
        state.push("tr_open", "tr", 1)
        for cell in row:
            token = state.push("inline", "", 0)
            token.content, token.children, token.meta = cell.text, [], {"is_ours": cell.is_repeated}
        state.push("tr_close", "tr", -1)
    state.push("table_close", "table", -1)
    state.line = line + 1
    return True


def pipe_table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Tables, up to the first line without a pipe: markdown-it makes a row even of a note right below. It also looks at
    every character by itself, and at every row for what else may begin there.

    Not a table: rows that leave out so many cells that filling them up turns kilobytes into megabytes.
    """
    if not table(state, start_line, end_line, True):
        return False
    if silent:
        return True
    columns = state.src.count("|", state.bMarks[start_line + 1], state.eMarks[start_line + 1])
    missing = 0
    last = start_line + 2
    while last < end_line and (pipes := state.src.count("|", state.bMarks[last], state.eMarks[last])):
        missing += max(0, columns - pipes)
        if missing > _MAX_MISSING_CELLS:
            return False
        last += 1
    first = len(state.tokens)
    rows = _push_table(state, start_line, last)
    if "||" in state.src[state.bMarks[start_line] : state.eMarks[last - 1]]:
        _say_spans(state, first, rows)
    return True


def _push_table(state: StateBlock, start_line: int, end_line: int) -> list[int]:
    """The table in pipes that begins at a line and ends before another, or at what interrupts it: the lines of its
    rows, the header's first."""
    parent, state.parentType = state.parentType, "table"
    interrupting = state.md.block.ruler.getRules("blockquote")
    opening = state.push("table_open", "table", 1)
    columns, rows, line = _push_row(state, start_line, 0), [start_line], start_line + 2
    while line < end_line and state.sCount[line] >= state.blkIndent and not state.isEmpty(line):
        start = state.bMarks[line] + state.tShift[line]
        if state.src[start] != "|" and any(rule(state, line, end_line, True) for rule in interrupting):
            break
        _push_row(state, line, columns)
        rows.append(line)
        line += 1
    state.push("table_close", "table", -1)
    opening.map = [start_line, line]
    state.parentType, state.line = parent, line
    return rows


def _push_row(state: StateBlock, line: int, columns: int) -> int:
    """columns: so many, or 0 for as many as there are. How many that is."""
    cells = _CELL_END.split(state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip(_BLANKS))
    cells = cells[not cells[0] : len(cells) - (not cells[-1])]
    columns = columns or len(cells)
    state.push("tr_open", "tr", 1)
    for cell in (*cells[:columns], *[""] * (columns - len(cells))):
        content = cell.replace("\\|", "|").strip(_BLANKS)
        state.tokens.append(Token("inline", "", 0, level=state.level, children=[], content=content))
    state.push("tr_close", "tr", -1)
    return columns


def _say_spans(state: StateBlock, first: int, lines: Sequence[int]) -> None:
    """Of a table's tokens from `first` on: say of cells left out as `| 5 mg ||` that the one before may span them.

    That is what MultiMarkdown means by it; to others the cell is empty. In a table without blanks, `|5 mg||`, it is.
    A title that may span is said again.
    """
    rows = iter(lines)
    written: list[str] = []
    column, title = 0, ""
    for token in state.tokens[first:]:
        if token.type == "tr_open":
            line, column = next(rows), 0
            text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
            written = _CELL_END.split(text)[text.startswith("|") :]
        elif token.type == "inline":
            if 0 < column < len(written) - 1 and not written[column] and _ends_in_blank(written[:column]):
                token.content, token.meta = title if line == lines[0] else MAYBE_SPANNED, {"is_ours": True}
            title = token.content
            column += 1


def _ends_in_blank(cells: Sequence[str]) -> bool:
    """Whether the last of the cells that is not left out has words and a blank after them."""
    last = next((cell for cell in reversed(cells) if cell), "")
    return last[-1:].isspace() and not last.isspace()

"""Rules for tables whose cells span several places: in HTML, and with MultiMarkdown's `||`. A cell is said again, or
it is said that it may be: no value may seem to belong to another column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.rules_block.state_block import StateBlock

from medtui.presentation.markdown.html_tables import html_table

MAYBE_SPANNED = "(as left, or empty)"

_MAX_LINES = 1_000
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


def say_spans(state: StateBlock, first: int, lines: Sequence[int]) -> None:
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

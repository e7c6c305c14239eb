"""Is what will be shown faithful to its source? A check that shares nothing with the parser or the renderer.

The source and the rendered text are walked side by side (within a line: `faithful_inline`). Every visible
character of the source must appear in the rendered text, in order, and nothing else may; white space must
separate the same characters on both sides, so that `5 3` cannot become `53`. A source character may be
missing only where it can be a Markdown delimiter. Table cells are compared one by one, row by row, so that no
value can change its column.

What is drawn by medtui (`Flow.first`, `Flow.rest`, spans in a decoration style) is not part of the text.
Styles are not checked: a word may be shown bold that is not.

At the start of a line, after its indent, the rendered text may leave out: `>` before white space (but not
before a number, unless the line above is quoted as deeply), a bullet `-`, `*` or `+` before white space, `#`
to `######` before white space and the closing ones, a thematic break, a fence and its closing, and the marks of a
callout (`[!`, `:::`, `!!!`), whose kind and title are shown; of its quote marks also those before a word. The pipes and
the delimiter row of a table may be left out where the rendered text has a table with the same cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from typing import ClassVar, Final

from medtui.presentation.markdown.callouts import callout_head
from medtui.presentation.markdown.faithful_inline import ANY_GAP, GAP, InlineWalk, Path, without_plain_marks
from medtui.presentation.markdown.styled import Block, Flow, Span, Table, words
from medtui.safe_text import safe_text, single_spaced

_LINE_END = re.compile(r"\r\n?")

# Stands for a table in the rendered text. Source cannot hold it: `safe_text` makes it visible.
_TABLE: Final = "\0"

# More than the deepest text that the parser accepts.
_MAX_MARKS = 150

_INDENT = re.compile(r"[ \t]*")
_STRUCTURE = re.compile(
    r"(?P<rule>([-*_])(?:[ \t]*\2){2,}[ \t]*(?=\n|\Z))"
    r"|(?P<fence>`{3,}(?=[^`\n]*(?:\n|\Z))|~{3,})"
    r"|(?P<quote>>(?=[ \t\n]|\Z|\[!))"
    r"|(?P<close>>(?=[^\W\d_]|[*_]{1,3}[^\W\d_]|[-+*] |[\[|]))"
    r"|(?P<callout>(?:\[!|:::|!!!|\?\?\?)(?=[^\n]*[^\W\d_:]))"
    r"|(?P<colons>:{3,}[ \t]*(?=\n|\Z))"
    r"|(?P<bullet>[-+*](?=[ \t\n]|\Z))"
    r"|(?P<heading>\#{1,6}(?=[ \t\n]|\Z))"
    r"|(?P<number>[0-9]{1,9}[.)](?=[ \t\n]|\Z))"
)
_NUMBER_NEXT = re.compile(r"[ \t*_`]*\d")
_CLOSING_HASHES = re.compile(r"[ \t]+#+[ \t]*\Z")
_DELIMITER_ROW = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_CELL_END = re.compile(r"(?<!\\)\|")

_HTML_TABLE = re.compile(r"<table(?:[ \t\n][^<>]*)?>.*?</table>", re.IGNORECASE | re.DOTALL)
_HTML_ROW = re.compile(r"<tr(?:[ \t\n][^<>]*)?>", re.IGNORECASE)
_HTML_CELL = re.compile(r"<t[dh](?:[ \t\n][^<>]*)?>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]*>")
_HTML_LINE = re.compile(r"</?(?:p|div|li|[uo]l|span|t[dhr]|t(?:head|body|foot|able))(?:[ \t\n][^<>]*)?>", re.IGNORECASE)

_Cells = Sequence[Sequence[Span]]


def faithful(source: str, blocks: Sequence[Block]) -> bool:
    """Whether the blocks show the source: each of its visible characters, in order, and no others."""
    parts = [block.text if isinstance(block, Flow) else _TABLE for block in blocks]
    tables = [block for block in blocks if isinstance(block, Table)]
    if sum(_TABLE in part for part in parts) != len(tables):
        return False  # a raw NUL: nothing that may be shown
    text = safe_text(_LINE_END.sub("\n", source))
    return _BlockWalk(text, single_spaced(" ".join(parts)), tables).succeeds()


class _BlockWalk(InlineWalk):
    """One comparison of whole lines. rendered: as in `InlineWalk`, with `_TABLE` for each of the tables."""

    starts_fresh: ClassVar[bool] = True

    def __init__(self, source: str, rendered: str, tables: Sequence[Table]) -> None:
        super().__init__(source, rendered)
        self.tables = tables

    def _start_of_line(self, path: Path) -> Path | None:
        source = self.source
        self._pass_indent(path)
        if path.at >= len(source) or source[path.at] == "\n":
            path.fresh = False
            return path if path.settle() else None
        if self.rendered.startswith(_TABLE, self._next_out(path)) and path.settle() and self._table(path):
            return path
        match = _STRUCTURE.match(source, path.at)
        if match is None or path.marks > _MAX_MARKS:
            path.fresh = False
            return path
        as_text = path.copy()
        as_text.fresh = False
        self.todo.append(as_text)
        path.marks += 1
        return self._structure(path, str(match.lastgroup), match.end())

    def _pass_indent(self, path: Path) -> None:
        indent = _INDENT.match(self.source, path.at)
        if indent and indent.end() > path.at:
            path.at = indent.end()
            path.pass_space()

    def _structure(self, path: Path, kind: str, end: int) -> Path | None:
        if kind == "number":  # shown, but bullets and quote marks may follow it
            return path if self.text(path, end) else None
        if kind in ("quote", "close"):
            if path.quotes >= path.quoted and (kind == "close" or _NUMBER_NEXT.match(self.source, end)):
                return None
            path.quotes += 1
        elif not path.settle():
            return None
        elif kind == "callout":
            return self._callout(path)
        elif kind == "fence":
            return self._fence(path, end)
        elif kind == "heading":
            path.fresh = False
            closing = _CLOSING_HASHES.search(self.source[end : self.line_end(end)])
            if closing:
                with_hashes = path.copy()
                with_hashes.at = end
                self.todo.append(with_hashes)
                path.tail = end + closing.start()
        elif kind in ("rule", "colons"):
            path.fresh = False
        path.at = end
        return path

    def _callout(self, path: Path) -> Path | None:
        """Its kind is shown, in any case, unless the title begins with it; what encloses the title is left out."""
        head = callout_head(self.source, path.at)
        out = self._next_out(path)
        if head is None or _plain_kind(self.rendered[out : out + len(head.kind)]) != _plain_kind(head.kind):
            return None
        path.at, path.gap, path.fresh = head.start, ANY_GAP, False
        path.tail = head.stop if head.stop < self.line_end(head.stop) else -1
        if _plain_kind(head.kind).split()[0] in self.source[head.start : head.stop].casefold():
            self.todo.append(path.copy())
        path.out = out + len(head.kind)
        return path

    def _fence(self, path: Path, end: int) -> Path | None:
        """Code between fences: its lines word for word, up to the closing fence or the end of the quote."""
        fence = self.source[path.at : end]
        closing = re.compile(re.escape(fence) + fence[0] + r"*[ \t]*\Z")
        path.at = end
        path.fresh = False
        if not self.text(path, self.line_end(end)):
            return None
        while path.at < len(self.source):
            start, end = path.at + 1, self.line_end(path.at + 1)
            for _ in range(path.quotes):
                indent = _INDENT.match(self.source, start)
                if indent is None or not self.source.startswith(">", indent.end(), end):
                    return path
                start = indent.end() + 1
            if closing.match(self.source[start:end].lstrip(" \t")):
                path.at = end
                return path
            path.at = start
            path.pass_space()
            if not self.text(path, end):
                return None
        return path

    def _table(self, path: Path) -> bool:
        """Whether the table that comes next in the rendered text is written here; the path passes it."""
        out = self._next_out(path)
        table = self.tables[self.rendered.count(_TABLE, 0, out)]
        if match := _HTML_TABLE.match(self.source, path.at):
            if not _is_html_table(match[0], table):
                return False
            path.at, path.out, path.gap, path.fresh = match.end(), out + 1, GAP, False
            return True
        end = self.line_end(path.at)
        if not _is_row(self.source[path.at : end], table.header):
            return False
        delimiters, end = _row_after(self.source, end, path.quotes)
        if not _DELIMITER_ROW.fullmatch(delimiters):
            return False
        for row in table.rows:
            line, end = _row_after(self.source, end, path.quotes)
            if not line or not _is_row(line, row):
                return False
        path.at, path.out, path.gap, path.fresh = end, out + 1, GAP, False
        return True


def _row_after(source: str, end: int, quotes: int) -> tuple[str, int]:
    """The line after `end` without its indent and that many quote marks (empty after the last), and its end."""
    start, end = end + 1, source.find("\n", end + 1)
    end = len(source) if end < 0 else end
    line = source[start:end].strip()
    for _ in range(quotes):
        line = line.removeprefix(">").lstrip()
    return line, end


def _plain_kind(kind: str) -> str:
    return kind.replace("-", " ").casefold()


def _is_html_table(html: str, table: Table) -> bool:
    """Whether each row of the table has the words of a row of the source, cell by cell; some may be said again."""
    rows = [list(filter(_has_words, _HTML_CELL.split(row)[1:])) for row in _HTML_ROW.split(html)]
    shown = [[text for cell in row if (text := " ".join(words(cell).split()))] for row in (table.header, *table.rows)]
    written, seen = list(filter(None, rows)), list(filter(None, shown))
    return len(written) == len(seen) and all(map(_are_cells, written, seen))


def _has_words(html: str) -> bool:
    return unescape(_ANY_TAG.sub("", html)).strip() != ""


def _are_cells(written: Sequence[str], shown: Sequence[str]) -> bool:
    return len(written) == len(shown) and all(
        InlineWalk(_HTML_LINE.sub("<br>", " ".join(source.split())), text).succeeds()
        for source, text in zip(written, shown, strict=True)
    )


def _is_row(line: str, cells: _Cells) -> bool:
    """Whether a source line has these cells, in these columns; cells that it leaves out must be empty."""
    line = line.strip()
    shown = [single_spaced(words(spans)) for spans in cells]
    if _is_plain_row(line, shown):
        return True
    written = _CELL_END.split(line)
    if not written[0]:
        del written[0]
    if written and not written[-1]:
        del written[-1]
    if len(written) > len(cells):
        return False
    written += [""] * (len(cells) - len(written))
    return all(
        InlineWalk(source.replace("\\|", "|"), text).succeeds() for source, text in zip(written, shown, strict=True)
    )


def _is_plain_row(line: str, texts: Sequence[str]) -> bool:
    """Whether a line has these cells, as most have, with nothing but such marks left out, and no backslash before a
    pipe."""
    is_plain = line.count("|") == len(texts) + 1 and "\\|" not in line and "$" not in line
    return is_plain and single_spaced(without_plain_marks(line)) == single_spaced(f"| {' | '.join(texts)} |")

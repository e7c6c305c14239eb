"""The source of a part, cut into what can be quoted by itself: sentences, list items, table rows, headings.

Nothing between them is left out but white space, and each is an exact piece of the source. In doubt a text is not
cut: a quotation that is too long misleads nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from medtui.monograph import Part
from medtui.reading.lines import fenced, split_lines

# Possessive throughout: a line may have millions of blanks.
_QUOTE = r"[ \t]*+(?:>[ \t]*+)*+"
_HEADING = re.compile(rf"{_QUOTE}#{{1,6}}(?=\s)")
_ITEM = re.compile(rf"({_QUOTE})(?:[-*+•]|\d{{1,9}}[.)])(?=\s)")
_ONLY_QUOTE_MARKS = re.compile(rf"{_QUOTE}\s*+\Z")
_DELIMITERS = r"\s*+:?-++:?\s*+"
_DELIMITER_ROW = re.compile(rf"\s*+\|?{_DELIMITERS}(?:\|{_DELIMITERS})*+\|?\s*+\Z")
_WHOLLY_BOLD = re.compile(r"\s*+(\*\*|__)[^*_]++\1\s*+\Z")
_LINE_END = re.compile(r"\r\n|\n|\r")

# A sentence ends at a full stop, perhaps with closing marks after it, before white space and what can begin another.
_CLOSING = r"[.!?]++[*_\"'”’)\]]*+"
_END = re.compile(rf"(?<![.!?]){_CLOSING}\s++(?=[*_\"'“‘(\[]*+(\w))")
_LAST_WORD = re.compile(r"([\w.]*)\.[*_\"'”’)\]]*\s*\Z")
_LOOK_BACK = 80
_ABBREVIATIONS = """
approx art avg ca cap caps cf cit co conc cons dept dil dr ed eds eg eq esp est et etc ex fig figs gen hr hrs ie
inc incl inj jr lab labs liq ltd max med meds min mins mr mrs ms no nos nr obs op p pat ph pp prof pt pts ref
refs resp sec sol sp spp sr st subsp susp syn syr tab tabs vol vs wt wk wks yr yrs
"""


class Quotable(NamedTuple):
    """text: a piece of the source, without white space at its ends. lines: first and last in the file, from 1.

    lead: what it hangs on: the line that introduces a list, the item that a nested one belongs to, the head of a
    table; another piece of the same source, or empty.
    """

    text: str
    lines: tuple[int, int]
    lead: str = ""


def units(part: Part) -> Iterator[Quotable]:
    """The pieces of a part's source, in order."""
    lines = split_lines(part.source)
    own_heading = part.head.strip()
    for block in _blocks(lines):
        text = "".join(lines[block.first : block.stop])
        line = part.lines[0] + block.first
        lead = block.lead if block.lead != own_heading else ""
        for start, stop in _sentences(text) if block.is_prose else ((0, len(text)),):
            piece = text[start:stop]
            shown = piece.strip()
            line += _line_ends(piece[: len(piece) - len(piece.lstrip())])
            if shown:
                yield Quotable(shown, (line, line + _line_ends(shown)), lead)
            line += _line_ends(piece.lstrip())


class _Block(NamedTuple):
    """Lines first..stop-1 that belong together. is_prose: they may be several sentences."""

    first: int
    stop: int
    is_prose: bool = False
    lead: str = ""


def _line_ends(text: str) -> int:
    return len(_LINE_END.findall(text))


def _blocks(lines: Sequence[str]) -> Iterator[_Block]:
    code = fenced(lines)
    heads = _table_heads(lines)
    leads = _Leads()
    at = 0
    while at < len(lines):
        line = lines[at]
        stop = at + 1
        if _ONLY_QUOTE_MARKS.match(line):
            at = stop
            continue
        if code[at] or at in heads or _HEADING.match(line):
            yield _Block(at, stop, lead=lines[heads[at]].strip() if heads.get(at, at) != at else "")
            leads.end_list(line if not code[at] else "")
        else:
            while stop < len(lines) and not (code[stop] or stop in heads or _begins_block(lines[stop])):
                stop += 1
            text = "".join(lines[at:stop])
            if item := _ITEM.match(line):
                yield _Block(at, stop, lead=leads.of_item(len(item[1].expandtabs(4)), text))
            else:
                depth = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
                yield _Block(at, stop, is_prose=True, lead=leads.of_paragraph(depth, text))
        at = stop


def _begins_block(line: str) -> bool:
    return bool(_ONLY_QUOTE_MARKS.match(line) or _ITEM.match(line) or _HEADING.match(line)) or _is_row(line)


def _is_row(line: str) -> bool:
    return line.lstrip(" \t>").startswith("|")


def _table_heads(lines: Sequence[str]) -> dict[int, int]:
    """For each line of a table, its head line: the one before the row of dashes."""
    heads: dict[int, int] = {}
    for at in range(1, len(lines)):
        if at in heads or "|" not in lines[at - 1] or "-" not in lines[at] or not _DELIMITER_ROW.match(lines[at]):
            continue
        stop = at + 1
        while stop < len(lines) and "|" in lines[stop]:
            stop += 1
        heads |= dict.fromkeys(range(at - 1, stop), at - 1)
    return heads


class _Leads:
    """What the next list item hangs on."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []  # the items around, with the columns that they are indented by
        self._before = ""  # what introduces the list

    def of_item(self, depth: int, text: str) -> str:
        while self._open and self._open[-1][0] >= depth:
            self._open.pop()
        lead = self._open[-1][1] if self._open else self._before
        self._open.append((depth, text.strip()))
        return lead

    def of_paragraph(self, depth: int, text: str) -> str:
        """A paragraph that is indented belongs to an item; another one ends the list."""
        while self._open and self._open[-1][0] >= depth:
            self._open.pop()
        if self._open:
            return self._open[-1][1]
        self.end_list(text)
        return ""

    def end_list(self, text: str) -> None:
        """Another list may begin after `text`: it introduces that with a colon, or by being bold or a heading."""
        self._open = []
        introduces = text.rstrip(" \t\r\n*_").endswith(":") or _WHOLLY_BOLD.match(text) or _HEADING.match(text)
        self._before = _last_sentence(text) if introduces else ""


def _last_sentence(text: str) -> str:
    return [text[start:stop] for start, stop in _sentences(text)][-1].strip()


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence; together they are the whole text."""
    start = 0
    for end in _END.finditer(text):
        if not (end[1].islower() or end[1].isdigit()) and not _is_abbreviation(text, start, end.end()):
            yield start, end.end()
            start = end.end()
    if start < len(text):
        yield start, len(text)


def _is_abbreviation(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] ends with a full stop that need not end a sentence: `e.g.`, `vs.`, `E. coli`, `2.`"""
    match = _LAST_WORD.search(text[max(start, end - _LOOK_BACK) : end])
    word = match[1].casefold() if match else ""
    return bool(word) and (len(word) == 1 or "." in word or word.isdigit() or word in _ABBREVIATIONS.split())

"""A monograph -> its passages: paragraphs, list items, rows of tables and FAQs, each with the headings above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from medtui.monograph import Monograph, Part, PartKind
from medtui.older_python import compile_pattern
from medtui.reading.lines import fenced, split_lines
from medtui.reading.schema import Schema

# Possessive throughout: a line may have millions of blanks.
_QUOTE = r"[ \t]*+(?:>[ \t]*+)*+"
_HEADING = compile_pattern(rf"{_QUOTE}(?P<hashes>#{{1,6}})(?=\s)")
_ITEM = compile_pattern(rf"(?P<before>{_QUOTE})(?:[-*+•]|\d{{1,9}}[.)])(?=\s)")
_ONLY_QUOTE_MARKS = compile_pattern(rf"{_QUOTE}\s*+\Z")
_DELIMITERS = r"\s*+:?-++:?\s*+"
_DELIMITER_ROW = compile_pattern(rf"\s*+\|?{_DELIMITERS}(?:\|{_DELIMITERS})*+\|?\s*+\Z")
_WHOLLY_BOLD = compile_pattern(r"\s*+(?P<mark>\*\*|__)[^*_]++(?P=mark)\s*+\Z")
_IS_SENTENCE = compile_pattern(r"[.!](?:\*\*|__)\s*+\Z")  # a warning in bold
_LEAD_IN = compile_pattern(
    rf"{_QUOTE}(?:(?:[-*+•]|\d{{1,9}}[.)])\s++)?+(?P<mark>\*\*|__)(?P<words>[^*_\r\n]++)(?P=mark)"
    r"(?=\s*+(?::|\Z)|(?<=[:.?]\*\*)|(?<=[:.?]__))"
)
_BOLD_START = compile_pattern(rf"{_QUOTE}(?P<mark>\*\*|__)(?P<words>[^*_\r\n]++)(?P=mark)")
_MARKS = compile_pattern(r"[*_`#|>]++|^\s*+(?:[-+•]|\d{1,9}[.)])\s")
_BOLD_LINE_LEVEL = 7
"""Below the deepest ATX heading."""


class Passage(NamedTuple):
    """A paragraph, list item, table row or FAQ: characters start..stop-1 of the part's source.

    headings: the sub-headings above it, plain, outermost first, without the section's own; the last may be its own
    lead-in, as `Kidney impairment`. lead: the line that introduces its list, or the head of its table; or empty.
    """

    part: Part
    start: int
    stop: int
    headings: tuple[str, ...] = ()
    lead: str = ""

    @property
    def text(self) -> str:
        """Its source."""
        return self.part.source[self.start : self.stop]

    @property
    def section(self) -> str:
        """The canonical name of its section, or the kind of part outside sections."""
        return self.part.section or self.part.kind.value


def passages(monograph: Monograph) -> tuple[Passage, ...]:
    """Those of the whole text, in the order of the file. Front matter, title and disclaimer have none."""
    return _passages(monograph.parts)


def _passages(parts: Sequence[Part]) -> tuple[Passage, ...]:
    without = (PartKind.FRONT_MATTER, PartKind.TITLE, PartKind.DISCLAIMER)
    return tuple(chain.from_iterable(_of_part(part) for part in parts if part.kind not in without))


def passage_under(monograph: Monograph, section: str, schema: Schema) -> Passage | None:
    """The first one outside that section that has its name above it, before it, or as the first cell of its row."""
    return _under(monograph.parts, section, schema)


@lru_cache(maxsize=16)  # asked for each time that a tab is shown; of a long text it takes long
def _under(parts: tuple[Part, ...], section: str, schema: Schema) -> Passage | None:
    for passage in _passages(parts):
        row = passage.text.strip("| \t").partition("|")
        for words in (*passage.headings, row[0] if row[1] else ""):
            if words and (spec := schema.find(words)) and spec.name == section != passage.section:
                return passage
    return None


def _of_part(part: Part) -> Iterator[Passage]:
    source = part.source
    if part.kind is PartKind.FAQ:
        if source.strip():
            yield Passage(part, *_trimmed(source, 0, len(source)))
        return
    if part.is_field:
        start, stop = _trimmed(source, part.body_start, len(source.rstrip().removesuffix("|")))
        if start < stop:
            yield Passage(part, start, stop)
        return
    lines = split_lines(source)
    offsets = list(accumulate(map(len, lines), initial=0))
    headings: list[tuple[int, str]] = []
    bare: Passage | None = None  # a heading with nothing below it
    lead_in = start_of_it = ""  # of the paragraph that introduces a list or table
    for block in text_blocks(lines):
        start, stop = _trimmed(source, max(offsets[block.first], part.body_start), offsets[block.stop])
        if start == stop:
            continue
        text = source[start:stop]
        if level := _heading_level(text):
            if bare:
                yield bare
            headings = [outer for outer in headings if outer[0] < level]
            bare = Passage(part, start, stop, tuple(words for _, words in headings))
            headings.append((level, plain_heading(text)))
            lead_in = start_of_it = ""
            continue
        if _DELIMITER_ROW.match(text):
            continue
        own = _lead_in(text)
        if block.is_prose and not block.lead:
            if own and headings and headings[-1][0] == _BOLD_LINE_LEVEL:
                headings.pop()  # one bold beginning ends what another one began
            lead_in, start_of_it = own, own or _bold_start(text)
        lead = plain_heading(block.lead)
        above = (
            *(words for _, words in headings),
            start_of_it if _is_row(text) else lead_in,
            _lead_in(block.lead),
            own,
        )
        names = tuple(dict.fromkeys(filter(None, above)))
        yield Passage(part, start, stop, names, "" if lead in (*names, part.heading) else lead)
        bare = None
    if bare:
        yield bare


def _trimmed(source: str, start: int, stop: int) -> tuple[int, int]:
    """The same stretch without white space at its ends."""
    text = source[start:stop]
    return start + len(text) - len(text.lstrip()), stop - len(text) + len(text.rstrip()) if text.strip() else start


def _heading_level(text: str) -> int:
    """How deep a heading it is; 0 for what is none."""
    if heading := _HEADING.match(text):
        return len(heading["hashes"])
    return _BOLD_LINE_LEVEL if _WHOLLY_BOLD.match(text) and not _IS_SENTENCE.search(text) else 0


def _lead_in(text: str) -> str:
    """The bold words that a paragraph or item begins with, or is; empty where they are no heading of it."""
    found = _LEAD_IN.match(text)
    return plain_heading(found["words"]) if found else ""


def _bold_start(text: str) -> str:
    """The bold words that a paragraph begins with: a table below it is of these, whatever comes after them."""
    found = _BOLD_START.match(text)
    return plain_heading(found["words"]).rstrip(",;") if found else ""


def plain_heading(text: str) -> str:
    """The words of a heading or lead-in, without marks and its colon or full stop."""
    return " ".join(_MARKS.sub(" ", text).split()).rstrip(" .:")


# Text -> blocks ------------------------------------------------------------------------------------------


class TextBlock(NamedTuple):
    """Lines first..stop-1 of a text that belong together: a paragraph, list item, heading, or line of a table or code.

    is_prose: they may be several sentences. lead: what it hangs on: the line that introduces a list, the item that a
    nested one belongs to, the head of a table; or empty.
    """

    first: int
    stop: int
    is_prose: bool = False
    lead: str = ""


def text_blocks(lines: Sequence[str]) -> Iterator[TextBlock]:
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
            yield TextBlock(at, stop, lead=lines[heads[at]].strip() if heads.get(at, at) != at else "")
            leads.end_list(line if not code[at] else "")
        else:
            while stop < len(lines) and not (code[stop] or stop in heads or _begins_block(lines[stop])):
                stop += 1
            text = "".join(lines[at:stop])
            if item := _ITEM.match(line):
                yield TextBlock(at, stop, lead=leads.of_item(len(item["before"].expandtabs(4)), text))
            else:
                depth = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
                yield TextBlock(at, stop, is_prose=True, lead=leads.of_paragraph(depth, text))
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


# Text -> sentences ---------------------------------------------------------------------------------------

# A sentence ends at a full stop, perhaps with closing marks after it, before white space and what can begin another.
_CLOSING = r"[.!?]++[*_\"'”’)\]]*+"
_END = compile_pattern(rf"(?<![.!?]){_CLOSING}\s++(?=[*_\"'“‘(\[]*+(?P<next>\w))")
_LAST_WORD = re.compile(r"([\w.]*)\.[*_\"'”’)\]]*\s*\Z")
_LOOK_BACK = 80
_ABBREVIATIONS = """
approx art avg ca cap caps cf cit co conc cons dept dil dr ed eds eg eq esp est et etc ex fig figs gen hr hrs ie
inc incl inj jr lab labs liq ltd max med meds min mins mr mrs ms no nos nr obs op p pat ph pp prof pt pts ref
refs resp sec sol sp spp sr st subsp susp syn syr tab tabs vol vs wt wk wks yr yrs
"""


def _last_sentence(text: str) -> str:
    return [text[start:stop] for start, stop in sentences(text)][-1].strip()


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence; together they are the whole text."""
    start = 0
    for end in _END.finditer(text):
        if not (end["next"].islower() or end["next"].isdigit()) and not _is_abbreviation(text, start, end.end()):
            yield start, end.end()
            start = end.end()
    if start < len(text):
        yield start, len(text)


def _is_abbreviation(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] ends with a full stop that need not end a sentence: `e.g.`, `vs.`, `E. coli`, `2.`"""
    match = _LAST_WORD.search(text[max(start, end - _LOOK_BACK) : end])
    word = match[1].casefold() if match else ""
    return bool(word) and (len(word) == 1 or "." in word or word.isdigit() or word in _ABBREVIATIONS.split())

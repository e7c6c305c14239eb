"""Lines that start something: ATX headings, and bold leads on their own or in list items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

from medtui.reading.heading_words import fold_heading
from medtui.reading.lines import skip_marks
from medtui.reading.schema import HeadingMatch, Schema

LEAD_LEVEL = 7
ITEM_LEVEL = 8
"""Bold leads rank below the deepest ATX heading, and those in list items below the others."""

_FEWEST_ITEM_SECTIONS = 3

_LEAD = re.compile(
    r" {0,3}(?P<item>[*+-][ \t]{1,4})?(?:[^\x00-\x7f\w\s]{1,8}[ \t]*)?"
    r"(?P<run>\*{2,3}|__)(?P<text>[^*_\s][^*_\r\n]{0,160}?)(?P=run)"
    r"(?:[ \t]?(?:\[\^?[\w, -]{1,12}\]|\([^()\r\n]{1,40}\)|\{[^{}\r\n]{1,40}\}|[¹²³⁰⁴-⁹]{1,4})){0,2}"
    r"(?P<colon>(?:[ \t\u00a0\u202f]?[:：])?)[ \t]*"
)
# The parts of a Chinese label: `【用法用量】 ...`
_BRACKETED = re.compile(r" {0,3}(?P<text>【[^】\r\n]{1,40}】)[ \t:：]*")
_EMPHASIS = re.compile(r"(?P<run>\*{1,3}|_{1,3})(?P<text>.+?)(?P=run)(?P<colon>:?)$")


class HeadingForm(Enum):
    """How a heading is written."""

    ATX = auto()
    LEAD = auto()
    ITEM = auto()  # a bold lead in a list item: `* **Usage:** ...`
    LABEL = auto()  # bold text alone on a line that names no section: perhaps a drug


class Heading(NamedTuple):
    """line: its index. level: 1-6, LEAD_LEVEL or ITEM_LEVEL. body_start: where text goes on in the same
    line, or the line's length. match: what it means to the schema."""

    form: HeadingForm
    line: int
    level: int
    text: str
    body_start: int
    match: HeadingMatch | None


def find_headings(lines: Sequence[str], start: int, code: Sequence[bool], schema: Schema) -> list[Heading]:
    """Every ATX heading, every bold lead that names a section and every bold label, from line `start` on.

    code: see `fenced`. Bold leads in list items count only where a file is written that way: three standard
    sections at least, none of which it has under another heading.
    """
    found = [heading for heading in _flush_left(lines, start, schema) if not code[heading.line]]
    missing = schema.standard_names.difference(heading.match.spec.name for heading in found if heading.match)
    if len(missing) < _FEWEST_ITEM_SECTIONS:
        return found
    items = [
        heading
        for heading in _in_items(lines, start, schema)
        if not code[heading.line] and heading.match and heading.match.spec.name in missing
    ]
    if len({item.match.spec.name for item in items if item.match}) < _FEWEST_ITEM_SECTIONS:
        return found
    return sorted([*found, *items], key=lambda heading: heading.line)


# Most lines start with none of these marks: both functions look before they pay for more.
_FIRST_CHARACTERS = frozenset("#*_ \ufeff")
_FIRST_SYMBOL = "\u2000"


def _flush_left(lines: Sequence[str], start: int, schema: Schema) -> Iterator[Heading]:
    for index in range(start, len(lines)):
        first = lines[index][0]
        if first not in _FIRST_CHARACTERS and first < _FIRST_SYMBOL:
            continue
        start_of_line = lines[index][:5].lstrip(" ")
        if start_of_line[:2] == "* ":  # most of the others
            continue
        if start_of_line[:1] == "【":
            heading = _bracketed(lines, index, schema)
        elif start_of_line[:2] in ("**", "__") or (start_of_line[:1] >= _FIRST_SYMBOL and "**" in lines[index][:12]):
            heading = _lead(lines, index, schema)
        elif "#" in start_of_line:
            heading = atx_heading(lines, index, schema)
        else:
            continue
        if heading:
            yield heading


def _in_items(lines: Sequence[str], start: int, schema: Schema) -> Iterator[Heading]:
    for index in range(start, len(lines)):
        if "**" in lines[index][2:10] or "__" in lines[index][2:10]:
            heading = _lead(lines, index, schema)
            if heading and heading.form is HeadingForm.ITEM:
                yield heading


def atx_heading(lines: Sequence[str], index: int, schema: Schema) -> Heading | None:
    """The ATX heading in that line, if there is one with any words."""
    line = lines[index]
    bare = line.removeprefix("\ufeff") if index == 0 else line
    marked = bare.lstrip(" ")
    after = marked.lstrip("#")
    level = len(marked) - len(after)
    if not 1 <= level <= 6 or len(bare) - len(marked) > 3:
        return None
    text = clean_heading(_without_closing_marks(after.strip()))
    match = schema.match_heading(text)
    if match is None and not fold_heading(text):
        return None
    # "###Usage" is a common slip, but "#usage" is a tag.
    if after[0] not in " \t" and (match is None or level == 1):
        return None
    return Heading(HeadingForm.ATX, index, level, text, len(line), match)


def _without_closing_marks(text: str) -> str:
    opened = text.rstrip("#")
    return opened.rstrip() if opened != text and (not opened or opened[-1] in " \t") else text


def _lead(lines: Sequence[str], index: int, schema: Schema) -> Heading | None:
    line = lines[index]
    match = _LEAD.match(line)
    if match is None:
        return None
    text, alone = match["text"].strip(), not line[match.end() :].strip()
    if not (alone or match["colon"] or text.endswith((":", "：", "】"))):
        return None
    meaning = schema.match_lead(text, alone=alone)
    body_start = len(line) if alone else skip_marks(line, match.end())
    if match["item"]:
        return Heading(HeadingForm.ITEM, index, ITEM_LEVEL, text, body_start, meaning) if meaning else None
    if meaning is None and not alone:
        return None
    return Heading(HeadingForm.LEAD if meaning else HeadingForm.LABEL, index, LEAD_LEVEL, text, body_start, meaning)


def _bracketed(lines: Sequence[str], index: int, schema: Schema) -> Heading | None:
    line = lines[index]
    match = _BRACKETED.match(line)
    meaning = match and schema.match_heading(match["text"])
    if match is None or meaning is None:
        return None
    body_start = skip_marks(line, match.end()) if line[match.end() :].strip() else len(line)
    return Heading(HeadingForm.LEAD, index, LEAD_LEVEL, match["text"], body_start, meaning)


def clean_heading(text: str) -> str:
    """A heading's words without the emphasis that wraps all of it and without attributes (`{#id}`)."""
    text = text.strip()
    if not text.endswith(("*", "_", ":", "}")):
        return text
    words, brace, attributes = text.rpartition("{")
    if brace and attributes.startswith(("#", ".")) and attributes.endswith("}"):
        text = words.rstrip()
    while match := _EMPHASIS.match(text):
        if match["run"] in match["text"]:
            break
        text = match["text"].strip() + match["colon"]
    return text

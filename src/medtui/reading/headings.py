"""Lines that start something: ATX headings and bold leads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from medtui.reading.lines import fenced
from medtui.reading.schema import HeadingMatch, Schema

LEAD_LEVEL = 7
"""A bold lead ranks below the deepest ATX heading."""

_ATX = re.compile(r" {0,3}(?P<marks>#{1,6})(?:[ \t]+(?P<text>.*?))??(?:[ \t]+#+)?[ \t]*$")
_GLUED_ATX = re.compile(r" {0,3}(?P<marks>#{1,6})(?P<text>[^#\s].*?)[ \t]*#*[ \t]*$")
_LEAD = re.compile(r" {0,3}(?P<run>\*{2,3}|__)(?P<text>[^*_\s][^*_]{0,160}?)(?P=run)(?P<colon>:?)(?P<gap>[ \t]*)")
_EMPHASIS = re.compile(r"^(?P<run>\*{1,3}|_{1,3})(?P<text>.+?)(?P=run)(?P<colon>:?)$")


@dataclass(frozen=True, slots=True)
class Heading:
    """index: of its line. level: 1-6, or LEAD_LEVEL. body_column: where text goes on in the same line,
    or the line's length. match: what it means to the schema."""

    index: int
    level: int
    text: str
    body_column: int
    match: HeadingMatch | None

    @property
    def is_lead(self) -> bool:
        return self.level == LEAD_LEVEL


def find_headings(lines: Sequence[str], start: int, schema: Schema) -> list[Heading]:
    """Every ATX heading, and every bold lead that names a section, from line index `start` on."""
    code = fenced(lines)
    found = []
    for index in range(start, len(lines)):
        line = lines[index]
        # Nearly every line starts with neither mark: look before paying for a regular expression.
        if code[index] or not ("#" in line[:9] or "**" in line[:5] or "__" in line[:5]):
            continue
        heading = _atx(index, line, schema) or _lead(index, line, schema)
        if heading:
            found.append(heading)
    return found


def _atx(index: int, line: str, schema: Schema) -> Heading | None:
    bare = line.rstrip("\r\n")
    match = _ATX.match(bare)
    if match is None:
        match = _GLUED_ATX.match(bare)  # "##Usage": a common slip, taken only when it names a section
        if match is None or schema.match_heading(clean_heading(match["text"])) is None:
            return None
    text = clean_heading(match["text"] or "")
    return Heading(index, len(match["marks"]), text, len(line), schema.match_heading(text) if text else None)


def _lead(index: int, line: str, schema: Schema) -> Heading | None:
    match = _LEAD.match(line)
    if match is None:
        return None
    text, rest = match["text"].strip(), line[match.end() :]
    alone = not rest.strip()
    if not (alone or match["colon"] or text.endswith(":")):
        return None
    meaning = schema.match_lead(text)
    if meaning is None:
        return None
    return Heading(index, LEAD_LEVEL, text, len(line) if alone else match.end(), meaning)


def clean_heading(text: str) -> str:
    """A heading's words without the emphasis that wraps all of it."""
    text = text.strip()
    while match := _EMPHASIS.match(text):
        if match["run"] in match["text"]:
            break
        text = match["text"].strip() + match["colon"]
    return text

"""What the tests of reading look at: a monograph's parts in few words, and what must hold for all of them."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from medtui.monograph import Monograph, Part, PartKind
from medtui.reading.reader import read
from medtui.reading.schema import Schema

OUTSIDE = {PartKind.FRONT_MATTER, PartKind.TITLE, PartKind.INTRO, PartKind.DISCLAIMER, PartKind.CLOSING}


class Shape(NamedTuple):
    """A part without its lines. where: its section, or its kind when it is in none. text: its body on one line."""

    where: str
    heading: str
    text: str
    drug: str = ""


def shapes(text: str, *, schema: Schema | None = None, name: str = "zelofane") -> list[Shape]:
    """The parts of `text`, after checking that they partition it."""
    monograph = read(text, name=name, schema=schema)
    check_partition(text, monograph)
    return [_shape(part) for part in monograph.parts]


def _shape(part: Part) -> Shape:
    where = part.section or part.kind.value
    if part.kind is PartKind.FAQ:
        where = "faq"
    return Shape(where, part.heading, " ".join(part.body.split()), part.drug)


def section_names(text: str) -> list[str]:
    """The names of the tabs, in their order."""
    return [section.name for section in read(text, name="zelofane").sections]


def faqs(text: str) -> list[tuple[str, str]]:
    """Question and answer of each FAQ, both on one line."""
    return [(shape.heading, shape.text) for shape in shapes(text) if shape.where == "faq"]


def check_partition(text: str, monograph: Monograph) -> None:
    """What must hold for any text whatever."""
    parts = monograph.parts
    assert "".join(part.source for part in parts) == text
    expected_first = 1
    for part in parts:
        first, last = part.lines
        assert first == expected_first
        assert last - first + 1 == _line_count(part.source), part
        assert 0 <= part.body_start <= len(part.source)
        assert part.head + part.body == part.source
        assert not (part.head.endswith("\r") and part.body.startswith("\n"))
        if part.head.rstrip("\r\n") == part.head != "":
            assert not (part.body and unicodedata.combining(part.body[0]))
        if not part.section and part.source.strip():
            assert part.kind in OUTSIDE
        if part.kind in (PartKind.SECTION, PartKind.FAQ):
            assert part.section
        expected_first = last + 1
    _check_sections(monograph)


def _check_sections(monograph: Monograph) -> None:
    names = [section.name for section in monograph.sections]
    assert len(names) == len(set(names))
    tabs_of: dict[int, list[str]] = {}
    for section in monograph.sections:
        assert section.label
        assert section.title
        for part in section.parts:
            tabs_of.setdefault(id(part), []).append(section.name)
    for part in monograph.parts:
        if part.section:
            assert tabs_of[id(part)] == [part.section]
    if not any(part.section for part in monograph.parts):
        assert names == (["monograph"] if monograph.parts else [])
        assert all(section.parts == monograph.parts for section in monograph.sections)
    assert monograph.names[0] == monograph.title


def _line_count(source: str) -> int:
    return len(re.findall(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+", source))

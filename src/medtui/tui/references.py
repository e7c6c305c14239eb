"""Where a monograph points to a part of itself: "see section Dosage", "(5.1)", "Table 4"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from medtui.library.names.folding import fold
from medtui.monograph import Monograph, PartKind
from medtui.presentation.markdown.styled import words
from medtui.presentation.page import PagePiece
from medtui.presentation.page_layout import Place, unseen
from medtui.presentation.tabs import ALL, Tab, find_tab, parts_of
from medtui.reading.schema import Schema

_TABLE_WORDS = r"(?:[Tt]able|TABLE|Tabelle|[Tt]ableau|[Tt]abla|[Tt]abela)"
_TABLE = re.compile(rf"\b{_TABLE_WORDS}\s+(\d+[a-z]?)\b")
_CAPTION = re.compile(rf"{_TABLE_WORDS}\s+(\d+[a-z]?)(?=\s*(?:[.:–—-]|\*\*|$))")
_BRACKETS = re.compile(r"[(\[](\d+(?:\.\d+)+(?:\s*[,;]\s*\d+(?:\.\d+)+)*)[)\]]")
_NUMBER = re.compile(r"\d+(?:\.\d+)+")
_SECTION = re.compile(
    r"\b(?:[Ss]ections?|[Ss]ee(?: also)?(?: the)?(?: sections?)?|Abschnitt|[Rr]ubrique|[Ss]ección|[Ss]ecção|[Ss]eção)"
    r"\s+[\"“«]?(?=[\w])"
)
_NAME = re.compile(r"\d+(?:\.\d+)*|[^\W\d_][^\s.,;:()\[\]\"”»]*(?:[ \t]+[^\s.,;:()\[\]\"”»]+){0,5}")
_NUMBERED = re.compile(r"(\d+(?:\.\d+)*)[.)]?\s+\S")
_MARKS = " \t#*_>|-"


class Reference(NamedTuple):
    """A part of the open monograph. section: the tab that has it. text: folded, what it begins with; empty for the
    top of the tab."""

    section: str
    text: str = ""


class SelfReference(NamedTuple):
    """Characters start..stop-1 of a text, and what they point to."""

    start: int
    stop: int
    target: Reference


def references_in(
    monograph: Monograph, tabs: Sequence[Tab], schema: Schema
) -> Callable[[str], Iterator[SelfReference]]:
    """What finds them in a text. Only what is there is pointed to."""
    tables: dict[str, Reference] = {}
    headings: dict[str, Reference] = {}
    for tab in tabs:
        parts = parts_of(monograph, tab) if tab.section != ALL and tab.present else ()
        for part in parts:
            if part.kind is not PartKind.FRONT_MATTER:
                _note_targets(part.source, tab.section, headings, tables)

    def section_called(name: str) -> Reference | None:
        if (found := headings.get(fold(name))) or name[0].isdigit():
            return found
        tab = find_tab(tuple(tabs), name, schema) if name[0].isupper() else None
        return Reference(tab.section) if tab and tab.present and tab.section != ALL else None

    def find(text: str) -> Iterator[SelfReference]:
        for one in _TABLE.finditer(text):
            if (target := tables.get(one[1])) and not _CAPTION.match(text.lstrip()):
                yield SelfReference(*one.span(), target)
        for brackets in _BRACKETS.finditer(text):
            for one in _NUMBER.finditer(text, *brackets.span(1)):
                if target := headings.get(one[0]):
                    yield SelfReference(*one.span(), target)
        for lead in _SECTION.finditer(text):
            if named := _NAME.match(text, lead.end()):
                name = named[0]
                if name[0].islower() and "see" in lead[0].lower() and "section" not in lead[0].lower():
                    continue  # `see precautions taken elsewhere`
                while name and not (target := section_called(name)):
                    name = name.rpartition(" ")[0].rstrip()
                if name and target:
                    yield SelfReference(lead.end(), lead.end() + len(name), target)

    return find


def _note_targets(source: str, section: str, headings: dict[str, Reference], tables: dict[str, Reference]) -> None:
    for line in source.splitlines():
        plain = line.strip(_MARKS)
        if not plain:
            continue
        is_heading = line.lstrip().startswith(("#", "**"))
        if caption := _CAPTION.match(plain) or (is_heading and _TABLE.match(plain)):
            tables.setdefault(caption[1], Reference(section, fold(plain)))
        if is_heading:
            target = Reference(section, fold(plain))
            if numbered := _NUMBERED.match(plain):
                headings.setdefault(numbered[1], target)
                plain = plain[numbered.end() - 1 :]
            headings.setdefault(fold(plain), target)


def place_of_reference(pieces: Sequence[PagePiece], to: Reference) -> Place:
    """Where it stands on the page of its tab; the top where it is not found."""
    if not to.text:
        return Place()
    for index, piece in enumerate(pieces):
        if piece.part is None:
            continue
        for in_body, blocks in ((False, piece.head), (True, piece.body)):
            skipped = unseen(blocks) if in_body else 0
            for at, block in enumerate(blocks):
                text = fold(words(block.cells[0])) if block.cells else ""
                if text and (text.startswith(to.text) or (to.text.startswith(text) and not block.first)):
                    return Place(index, in_body, max(at - skipped, 0)) if in_body else Place(index)
    return Place()

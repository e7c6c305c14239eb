"""What is different in two versions of a monograph, by section, in the lines that medtui shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from medtui.monograph import Monograph, PartKind
from medtui.presentation.markdown.styled import Flow, words
from medtui.presentation.page import page
from medtui.presentation.tabs import ALL, Tab, tabs
from medtui.reading.schema import Schema


class Change(NamedTuple):
    """A place in a section. heading: the one that it stands below, or empty. gone, new: lines, one of them or both."""

    section: str
    heading: str
    gone: tuple[str, ...]
    new: tuple[str, ...]


def changes(old: Monograph, new: Monograph, schema: Schema) -> Iterator[Change]:
    """Each change, in the order of the sections; a section that is in one of them alone is gone or new as a whole."""
    before, after = (
        {tab.title: _lines(monograph, tab) for tab in tabs(monograph, schema) if tab.present and tab.section != ALL}
        for monograph in (old, new)
    )
    for title in dict.fromkeys([*after, *before]):
        yield from _in_section(title, before.get(title, []), after.get(title, []))


def _in_section(title: str, old: Sequence[_Line], new: Sequence[_Line]) -> Iterator[Change]:
    gone, come = ([line.text for line in lines] for lines in (old, new))
    for what, start, end, at, until in SequenceMatcher(None, gone, come, autojunk=False).get_opcodes():
        if what != "equal":
            stands = new[at:until] or old[start:end]
            yield Change(title, stands[0].heading, tuple(gone[start:end]), tuple(come[at:until]))


class _Line(NamedTuple):
    text: str
    heading: str


def _lines(monograph: Monograph, tab: Tab) -> list[_Line]:
    """Paragraphs, items and rows of a tab's page, each with the heading above it."""
    lines, heading = [], ""
    for piece in page(monograph, tab):
        if piece.part and piece.part.kind in (PartKind.FRONT_MATTER, PartKind.TITLE):
            continue
        for block in (*piece.head, *piece.body):
            if isinstance(block, Flow):
                text = " ".join(block.text.split())
                if any(span.style == "heading" for span in block.spans):
                    heading = text
                lines.append(_Line(text, "" if text == heading else heading))
            else:
                rows = (
                    " | ".join(" ".join(words(cell).split()) for cell in row) for row in (block.header, *block.rows)
                )
                lines += [_Line(row, heading) for row in rows]
    return [line for line in lines if line.text.strip(" |")]

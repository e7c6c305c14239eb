"""The same section of several monographs, for reading side by side or under each other.

Nothing is aligned, merged or left out: each keeps its own words, name, source and disclaimer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from medtui.monograph import Monograph
from medtui.presentation.markdown.styled import Flow, Span
from medtui.presentation.monograph_text import (
    date_phrase,
    escaped_markdown,
    file_line,
    joined_markdown,
    markdown_blocks,
    markdown_source_line,
    source_line,
    whole_page,
)
from medtui.presentation.page import PagePiece
from medtui.presentation.tabs import ALL, Tab, find_tab, tab_for, tabs
from medtui.reading.reader import WHOLE
from medtui.reading.schema import Schema
from medtui.safe_text import safe_line

if TYPE_CHECKING:
    from medtui.library.loading import LoadedMonograph

_RULE = "━" * 24


@dataclass(frozen=True, slots=True)
class Compared:
    """What one monograph has to say. All of it belongs on the screen.

    title: safe to show. source: where it comes from, in one line; file and date: the two parts of that which a narrow
    column shows. body: what is odd about the file, the section or that there is none, and the disclaimer.
    """

    title: str
    source: str
    file: str
    date: str
    present: bool
    body: tuple[PagePiece, ...]


def section_tabs(monographs: Sequence[tuple[Monograph, Schema]], words: str) -> tuple[Tab, ...]:
    """The tab that `words` (as in `find_tab`) mean in each of the monographs; where one lacks it, a tab that is
    not present. Empty when none of the monographs, and none of their schemas, knows the words.

    Sections without a fixed key have different digits in different monographs: compare the tabs' sections.
    """
    found = [_meant(monograph, schema, words) for monograph, schema in monographs]
    known = next((tab for tab in found if tab and tab.section != WHOLE.name), None) or next(filter(None, found), None)
    if known is None:
        return ()
    lacking = Tab(known.section, known.label, known.title, present=False)
    return tuple(tab or _unshown(schema, words) or lacking for tab, (_, schema) in zip(found, monographs, strict=True))


def compared(loaded: LoadedMonograph, tab: Tab) -> Compared:
    """One monograph's share of a comparison."""
    return Compared(
        title=safe_line(loaded.monograph.title),
        source=source_line(loaded),
        file=file_line(loaded),
        date=date_phrase(loaded),
        present=tab.present,
        body=whole_page(loaded.monograph, tab),
    )


def stacked(columns: Sequence[Compared]) -> tuple[PagePiece, ...]:
    """One page of them under each other, each below its name and source."""
    return tuple(chain.from_iterable((_heading(column), *column.body) for column in columns))


def markdown_comparison(monographs: Sequence[tuple[LoadedMonograph, Tab]]) -> str:
    """The exact sources under each other, each below the monograph's title, with its disclaimer and source line.

    Not safe on a terminal.
    """
    blocks: list[str] = []
    for loaded, tab in monographs:
        monograph = loaded.monograph
        blocks.append(f"# {escaped_markdown(monograph.title)}")
        blocks += markdown_blocks(monograph, tab)
        blocks.append(markdown_source_line(loaded))
    return joined_markdown(blocks).rstrip("\n") + "\n"


def _heading(column: Compared) -> PagePiece:
    source = Flow((Span(safe_line(column.source), "muted"),))
    return PagePiece(None, (Flow((), _RULE), Flow((Span(column.title, "drug"),)), source), ())


def _meant(monograph: Monograph, schema: Schema, words: str) -> Tab | None:
    row = tabs(monograph, schema)
    if len(row) > 1:
        found = find_tab(row, words, schema) or _unshown(schema, words)
        # The one tab of a file without sections is beside the whole of another file.
        return found or (tab_for(row, ALL) if words == WHOLE.name else None)
    # A file without sections: its one tab answers to every key, but is the section of none.
    return row[0] if words in (ALL, "0", WHOLE.name) else _unshown(schema, words)


def _unshown(schema: Schema, words: str) -> Tab | None:
    """A section that the schema knows and that the monograph, having none, shows no tab for."""
    spec = schema.find(words)
    return Tab(spec.name, spec.label, spec.title, present=False) if spec else None

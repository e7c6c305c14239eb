"""What a label has is counted in its source, and again in the monograph as medtui shows it: tables, rows, footnotes,
figures, boxed warnings and contraindications. It shares no code with what wrote the monograph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from medtui.importing.label import Label, LabelSection
from medtui.importing.label_sections import OTHER, SECTION_OF
from medtui.monograph import Monograph
from medtui.presentation.markdown.styled import Flow, Table, words
from medtui.presentation.page import page
from medtui.presentation.tabs import Tab

_UNCLASSIFIED = ("", "42229-5")
_BOXED, _CONTRAINDICATIONS, _PRECAUTIONS = "boxed_warning", "contraindications", "precautions"
_FIGURES = ("renderMultiMedia", "img")
_PARTS = ("tr", "thead", "tbody", "tfoot")
_LINES = ("footnote", "caption", "title", *_FIGURES)  # what is written in one line, with whatever is in it
_MOST_COLUMNS, _MOST_SPAN = 8, 100
_NOTE = re.compile(r"(?m)^\s*\[note \d+\]")
_FIGURE = ", file not shown]"
_BLANKS = " \t\r\n\f\v\u00a0\xad\ufeff"
_MARKS = re.compile(r"(?:\s*(?:\d{1,9}[.)]|[-•·●○▪■◦‣–—*o¾§Ø]))+")  # of items: by themselves they are not shown


class Counts(NamedTuple):
    """Of a label. tables, rows: those that stay tables, with 2 to 8 columns. texts: tables that are written as text, a
    line for each row. footnotes, figures: all."""

    tables: int = 0
    rows: int = 0
    texts: int = 0
    footnotes: int = 0
    figures: int = 0
    boxed_warnings: int = 0
    contraindications: int = 0

    def and_of(self, other: Counts) -> Counts:
        return Counts(*map(sum, zip(self, other, strict=True)))


def counts_of(label: Label) -> Counts:
    """What the source has; of a boxed warning that stands in another section, which is shown twice, twice."""
    total = Counts()
    for section in label.sections:
        total = total.and_of(_in_section(section, OTHER, is_outermost=True))
    return total


def _in_section(
    section: LabelSection, around: str, *, is_outermost: bool = False, has_highlights: bool = True
) -> Counts:
    name = around if section.code in _UNCLASSIFIED else SECTION_OF.get(section.code, around)
    counts = Counts(
        boxed_warnings=int(name == _BOXED != around and _says_something(section)),
        contraindications=int(name == _CONTRAINDICATIONS != around and _says_something(section)),
    )
    highlights = section.highlights if has_highlights else ()
    again = section.title if highlights else None  # above what the highlights say
    for element in (section.title, *section.texts, again, *highlights):
        if element is not None:
            counts = counts.and_of(_in_element(element))
    for inner in section.sections:
        counts = counts.and_of(_in_section(inner, name, has_highlights=has_highlights))
    if not (name == _BOXED != around and not is_outermost and has_highlights):
        return counts
    again_in_its_place = _in_section(section, around, has_highlights=False)
    return counts.and_of(again_in_its_place._replace(boxed_warnings=0, contraindications=0))


def _says_something(section: LabelSection) -> bool:
    own = (section.title, *section.texts)
    return any(_has_content(one) for one in own if one is not None) or any(map(_says_something, section.sections))


def _has_content(element: Element) -> bool:
    text = "".join(element.itertext()).strip(_BLANKS)
    if text and not (_MARKS.fullmatch(text) and element.find(".//item/caption") is not None):
        return True
    if text.strip("".join("".join(mark.itertext()) for mark in element.iterfind(".//item/caption")) + _BLANKS):
        return True
    return any(each.tag in (*_FIGURES, "footnoteRef") for each in element.iter())


def _in_element(element: Element) -> Counts:
    widths = [(table, width) for table in _outer_tables(element) if (width := _columns(table))]
    kept = [table for table, width in widths if 2 <= width <= _MOST_COLUMNS]
    return Counts(
        tables=len(kept),
        rows=sum(_body_rows(table) for table in kept),
        texts=len(widths) - len(kept),
        footnotes=sum(1 for _ in element.iter("footnote")),
        figures=sum(1 for each in element.iter() if each.tag in _FIGURES),
    )


def _outer_tables(element: Element, *, is_cell_out: bool = False) -> Iterator[Element]:
    """Tables that are in no cell of another one, but of a frame around them: one cell that says something in each row.
    is_cell_out: cells are left out, as `element` is a table or part of one."""
    for child in element:
        if child.tag == "table":
            inner = list(_outer_tables(child))
            is_frame = inner and all(sum(map(_has_content, cells)) < 2 for cells, _ in _rows(child))
            yield from inner if is_frame else [child, *_outer_tables(child, is_cell_out=True)]
        elif child.tag not in _LINES and not (is_cell_out and child.tag in ("td", "th")):
            yield from _outer_tables(child, is_cell_out=is_cell_out and child.tag in _PARTS)


def _rows(table: Element, *, is_head: bool = False) -> list[tuple[list[Element], bool]]:
    """The cells of each row, and whether it can be of the head: in `thead`, or nothing but `th`. Cells side by side in
    no row are one."""
    rows: list[list[Element]] = []
    of_head: list[bool] = []
    before = ""
    for part in sorted(table, key=lambda part: part.tag == "tfoot"):
        if part.tag in ("td", "th"):
            if before not in ("td", "th"):
                rows.append([])
                of_head.append(is_head)
            rows[-1].append(part)
        elif part.tag == "tr" and not any(inner.tag in _PARTS for inner in part):
            rows.append([cell for cell in part if cell.tag in ("td", "th")])
            of_head.append(is_head)
        elif part.tag in _PARTS:
            inside = _rows(part, is_head=is_head or part.tag == "thead")
            rows += (cells for cells, _ in inside)
            of_head += (is_of_head for _, is_of_head in inside)
        before = part.tag
    are_th = (bool(cells) and all(cell.tag == "th" for cell in cells) for cells in rows)
    return [*zip(rows, map(any, zip(of_head, are_th, strict=True)), strict=True)]


def _body_rows(table: Element) -> int:
    """Without the first ones that can be of the head; where all can be, only one is."""
    rows = _rows(table)
    heads = next((at for at, (_, is_head) in enumerate(rows) if not is_head), min(1, len(rows)))
    return len(rows) - heads


def _columns(table: Element) -> int:
    """Those that say something, and not the same as the one before them in each row."""
    rows = [cells for cells, _ in _rows(table)]
    places: list[dict[int, Element]] = [{} for _ in rows]
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in places[at]:
                column += 1
            for below in places[at : at + max(1, min(_span(cell, "rowspan"), _MOST_SPAN))]:
                for beside in range(max(1, min(_span(cell, "colspan"), _MOST_SPAN))):
                    below.setdefault(column + beside, cell)
            column += max(1, _span(cell, "colspan"))
    filled = {id(cell) for row in rows for cell in row if _has_content(cell)}
    width = max((max(row, default=-1) + 1 for row in places), default=0)
    return sum(
        1
        for column in range(width)
        if any(id(row.get(column)) in filled for row in places)
        and not (column and all(row.get(column) is row.get(column - 1) for row in places))
    )


def _span(cell: Element, name: str) -> int:
    if not (text := cell.get(name)):
        return 1
    text = text.strip()
    return int(text) if text.isdecimal() and 0 < len(text) < 4 else 1


# As it is shown ----------------------------------------------------------------------------------------


def count_faults(source: Counts, monograph: Monograph, tabs: Sequence[Tab]) -> Iterator[str]:
    """Where the monograph has another number of something than its label, a clause each."""
    shown = Counts()
    for tab in tabs:
        for piece in page(monograph, tab):
            for block in (*piece.head, *piece.body):
                shown = shown.and_of(_in_block(block))
    yield from _differing("tables", source.tables, shown.tables)
    yield from _differing("rows", source.rows, shown.rows)
    if shown.footnotes < source.footnotes:  # a line may also begin with the mark of one that stands elsewhere
        yield from _differing("footnotes", source.footnotes, shown.footnotes)
    if shown.figures < source.figures or (shown.figures and not source.figures):  # one in a wide cell is said again
        yield from _differing("figures", source.figures, shown.figures)
    has_boxed = any(tab.section == _BOXED for tab in tabs)
    if has_boxed != bool(source.boxed_warnings):
        yield from _differing("boxed warnings", source.boxed_warnings, int(has_boxed))
    if source.contraindications and not any(tab.section == _PRECAUTIONS for tab in tabs):
        yield from _differing("contraindications", source.contraindications, 0)


def _in_block(block: Flow | Table) -> Counts:
    text = "\n".join(map(words, block.cells))
    figures = text.count(_FIGURE)
    if isinstance(block, Flow):
        return Counts(footnotes=len(_NOTE.findall(text)) if "[note " in text else 0, figures=figures)
    return Counts(tables=1, rows=len(block.rows), figures=figures)


def _differing(name: str, wanted: int, found: int) -> Iterator[str]:
    if wanted != found:
        yield f"the source has {wanted} {name}, this {found}"

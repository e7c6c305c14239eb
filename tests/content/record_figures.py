"""Writes content/figures.tsv again: rows that still hold stay, and what the labels of a corpus prove is added.

    python tests/content/record_figures.py CORPUS [EXCERPTS [PAGE...]]

EXCERPTS holds a folder for each page with what was read of its sources: files `*.txt`, whose first line is the
reference (or a piece of it that no other source has) and the rest the words; and `rows.tsv` for what is not found by
itself: section, figure, reference (or the set id of a label that is held) and quote, or `reckoned` and the sum, or
`none` and why, where the words that have a figure are about something else: it gets no row. With
pages named, only these are looked at; printed are their numbers that still have no row, and what does not hold of
`rows.tsv`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from figure_sources import (
    HELD,
    RECKONED,
    TABLE,
    Passage,
    SourcedFigure,
    excerpt_hash,
    numbers_of,
    provable,
    row_problems,
    said_in,
    table_rows,
    table_text,
)
from label_texts import label_texts
from starter_pages import NAMES, Page, page

_NONE = "none"


def main(corpus: Path, excerpts: Path | None, names: Sequence[str]) -> Iterator[str]:
    """Write it. Yields what to print."""
    labels = label_texts(corpus)
    before = table_rows(TABLE.read_text(encoding="utf-8")) if TABLE.exists() else []
    rows = {row[:3]: row for row in before if row.page in NAMES and not [*row_problems(row, page(row.page), labels)]}
    for name in names or NAMES:
        passages = [*_passages(excerpts / name)] if excerpts else []
        by_hand = [*_by_hand(excerpts / name / "rows.tsv", name, passages)] if excerpts else []
        refused = [row for row in by_hand if row.source == _NONE]
        for row in by_hand:
            if row in refused:
                continue
            if said := [*row_problems(row, page(name), labels)]:
                yield from said
            else:
                rows[row[:3]] = row
        found = (row for section in ("dosage", "overdose") for row in said_in(passages, page(name), section))
        for row in (*provable(page(name), labels), *found):
            rows.setdefault(row[:3], row)
        for row in refused:
            rows.pop(row[:3], None)
    TABLE.write_text(table_text([*rows.values()]), encoding="utf-8")
    for name in names:
        yield from (f"{name}\t{section}\t{figure}" for section, figure in _missing(page(name), rows.values()))
    yield f"{len(rows)} of {sum(len(numbers_of(page(name))) for name in NAMES)}"


def _passages(folder: Path) -> Iterator[Passage]:
    for path in sorted(folder.glob("*.txt")):
        reference, _, text = path.read_text(encoding="utf-8").partition("\n")
        yield Passage(reference.strip(), excerpt_hash(text), " ".join(text.split()))


def _by_hand(path: Path, name: str, passages: Sequence[Passage]) -> Iterator[SourcedFigure]:
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        section, figure, source, quote = line.split("\t")
        read = (passage.excerpt for passage in passages if passage.source == source and quote in passage.text)
        yield SourcedFigure(name, section, figure, source, "" if source == RECKONED else next(read, HELD), quote)


def _missing(one: Page, rows: Iterable[SourcedFigure]) -> list[tuple[str, str]]:
    known = {row[1:3] for row in rows if row.page == one.stem}
    return sorted(numbers_of(one) - known)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    for said in main(Path(arguments[0]), Path(arguments[1]) if arguments[1:] else None, arguments[2:]):
        sys.stdout.write(said + "\n")

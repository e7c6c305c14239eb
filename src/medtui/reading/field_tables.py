"""Tables of fields: rows of two columns of which the first names a section (`| Dosing | 5 mg |`) belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from medtui.monograph import PartKind
from medtui.older_python import compile_pattern
from medtui.reading.headings import clean_heading
from medtui.reading.lines import Run, next_text
from medtui.reading.schema import Schema
from medtui.reading.titles import Titles, drug_heading, fold_name

_DELIMITERS = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*\|[ \t]*:?-+:?[ \t]*\|?\s*\Z")
_ROW = compile_pattern(r" {0,3}\|?(?P<name>(?:[^|\\`\r\n]|\\.)*+)\|(?P<value>(?:[^|\\\r\n]|\\.)*+)\|?\s*\Z")

_MOST_ROWS = 300
"""The tables of a page that would come apart into more rows stay tables: a row costs as much as ten lines."""


class _Row(NamedTuple):
    """A row of a table: lines first..stop-1. section: the one that it names, or empty."""

    first: int
    stop: int
    name: str
    section: str
    body_start: int

    def of(self, run: Run, section: str, drug: str) -> Run:
        kind = PartKind.SECTION if section else run.kind
        return Run(kind, self.first, self.stop, section, drug, self.name, self.body_start)


def fields_apart(
    lines: Sequence[str], runs: Sequence[Run], schema: Schema, code: Sequence[bool], titles: Titles
) -> Iterator[Run]:
    """`runs`, with the rows taken out of them that name a section. A table that has such rows becomes a run a row from
    the first of them on, so that each row can be shown by itself.

    In a known section only a standard section that has no heading of its own is taken out: any other row says more
    about the section that it stands in. Where there are hundreds of them, none is taken out. code: see `fenced`.
    """
    tables = [
        at - 1
        for at, line in enumerate(lines)
        if "|" in line and "-" in line and at and not code[at] and _DELIMITERS.match(line)
    ]
    if not tables:
        yield from runs
        return
    headed = {run.section for run in runs}
    found: list[tuple[Run, list[_Row]]] = []
    for run in runs:
        heads = [at for at in tables if run.first + bool(run.heading) <= at < run.stop - 1]
        spec = schema.get(run.section)
        if run.kind not in (PartKind.INTRO, PartKind.SECTION) or (spec and (spec.faqs or spec.alert)):
            heads = []
        allowed = frozenset(one.name for one in schema.sections if one.standard or one.alert) - headed if spec else None
        rows = [row for head in heads for row in _fields(lines, run, head, schema, allowed)]
        found.append((run, rows))
    is_too_much = sum(len(rows) for _, rows in found) > _MOST_ROWS
    for run, rows in found:
        yield from _apart(lines, run, rows, titles) if rows and not is_too_much else (run,)


def _fields(
    lines: Sequence[str], run: Run, head: int, schema: Schema, allowed: frozenset[str] | None
) -> Iterator[_Row]:
    """The rows of the table at `head` from the first one on that names a section; none where none does."""
    stop = head + 2
    while stop < run.stop and "|" in lines[stop]:
        stop += 1
    starts = [(head, head + 2), *((at, at + 1) for at in range(head + 2, stop))]
    rows = [_row(lines, first, after, schema, allowed) for first, after in starts]
    if not any(row and row.section for row in rows[1:] or rows):
        return
    if rows[0] and not rows[0].section:
        rows[0] = None  # the table's own head
    begun: list[_Row] = []
    for row in rows:
        if row and begun and not row.name and row.first == begun[-1].stop:
            begun[-1] = begun[-1]._replace(stop=row.stop)  # it goes on with the one above
        elif row and (begun or row.section):
            begun.append(row)
    yield from begun


def _row(lines: Sequence[str], first: int, stop: int, schema: Schema, allowed: frozenset[str] | None) -> _Row | None:
    match = _ROW.match(lines[first])
    if match is None:
        return None
    name, meaning = clean_heading(match["name"]), None
    if match["value"].strip():
        meaning = schema.match_heading(name) if allowed is None else schema.match_lead(name, alone=False)
    section = meaning.spec.name if meaning and (allowed is None or meaning.spec.name in allowed) else ""
    return _Row(first, stop, name, section, match.end("name") + 1)


def _apart(lines: Sequence[str], run: Run, rows: Sequence[_Row], titles: Titles) -> Iterator[Run]:
    at, owner = run.first, _owner(lines, run, rows, titles)
    for row in rows:
        if row.first > at:
            yield owner.until(row.first) if at == run.first else owner.rest(at, row.first)
        stop = next_text(lines, row.stop, run.stop)
        yield row._replace(stop=stop).of(owner, row.section or owner.section, owner.drug)
        at = stop
    if at < run.stop:
        yield owner.rest(at, run.stop)


def _owner(lines: Sequence[str], run: Run, rows: Sequence[_Row], titles: Titles) -> Run:
    """The run that the rows stand in: where its heading names the drug, or heads nothing else, it is a drug's heading
    with the rows as that drug's sections."""
    if run.kind is not PartKind.SECTION or not run.heading:
        return run
    heading = f" {fold_name(run.heading)} "
    taken = {line for row in rows for line in range(row.first, row.stop)}
    is_bare = all(line in taken or not lines[line].strip() for line in range(run.first + 1, run.stop))
    if is_bare or any(f" {fold_name(name)} " in heading for name in titles.names if fold_name(name)):
        return run._replace(kind=PartKind.INTRO, section="", drug=drug_heading(run.heading))
    return run

"""Text -> Monograph: `read`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from medtui.monograph import Monograph, Part, PartKind, Section
from medtui.reading.boxed_warnings import boxed_warnings_apart
from medtui.reading.crowded import SHOWN_AS_WRITTEN, is_crowded
from medtui.reading.disclaimers import disclaimers_apart
from medtui.reading.faqs import split_faqs
from medtui.reading.field_tables import fields_apart
from medtui.reading.front_matter import find_front_matter
from medtui.reading.headings import Heading, find_headings
from medtui.reading.lines import Run, fenced, next_text, split_lines
from medtui.reading.outline import outline
from medtui.reading.schema import Schema, default_schema
from medtui.reading.titles import find_titles, quick_titles

WHOLE = Section("monograph", "Monograph", "Monograph", ())
"""The one tab of a file in which no section was found."""

CLOSING = Section("closing", "After disclaimer", "After the Disclaimer", ())

_BEGINNING = 1_100  # lines: no less than `quick_titles` looks at


def read(text: str, *, name: str = "", schema: Schema | None = None) -> Monograph:
    """Read a monograph. Total and lossless: any text gives a Monograph whose parts join to that text.

    name: what to call it where the text gives no title (the file's stem). schema: the default one if None.
    """
    schema = schema or default_schema()
    lines = split_lines(text)
    code = fenced(lines) if "`" in text or "~" in text else [False] * len(lines)
    front = find_front_matter(lines)
    crowded = is_crowded(text)
    headings = _headings(lines, front.lines, code, schema, is_crowded=crowded)
    titles = find_titles(lines, front, headings, name)
    if crowded:
        runs = [Run(PartKind.INTRO, front.lines, len(lines))] if front.lines < len(lines) else []
    else:
        folded = text.casefold()
        runs = outline(lines, front.lines, headings, schema, titles)
        runs = list(fields_apart(lines, runs, schema, code, titles))
        runs = list(boxed_warnings_apart(lines, folded, runs, schema, code))
        runs = list(disclaimers_apart(lines, folded, runs, schema, code))
        runs = list(_faqs_apart(lines, runs, schema, code))
    if front.lines:
        runs.insert(0, Run(PartKind.FRONT_MATTER, 0, front.lines))
    parts = tuple(_part(lines, run, as_written=crowded) for run in runs)
    return Monograph(
        title=titles.title,
        names=titles.names,
        parts=parts,
        sections=_sections(parts, schema),
        metadata=front.fields,
        problems=(*front.problems, *titles.problems, *((SHOWN_AS_WRITTEN,) if crowded else ())),
    )


def quick_names(text: str, *, name: str, schema: Schema | None = None) -> tuple[str, tuple[str, ...]]:
    """The title and names that `read` would give, for a tenth of its time: from the beginning of the text
    alone wherever that is certain."""
    schema = schema or default_schema()
    titles = quick_titles(text, schema, name)
    if titles is None:
        lines = split_lines(text)
        front = find_front_matter(lines)
        headings = _headings(lines, front.lines, fenced(lines), schema, is_crowded=is_crowded(text))
        titles = find_titles(lines, front, headings, name)
    return titles.title, titles.names


def _headings(
    lines: Sequence[str], start: int, code: Sequence[bool], schema: Schema, *, is_crowded: bool
) -> Sequence[Heading]:
    """Those of a page; of one that is shown as written only those near its beginning, where its title is."""
    return find_headings(lines[: _BEGINNING if is_crowded else None], start, code, schema)


def _faqs_apart(lines: Sequence[str], runs: Iterable[Run], schema: Schema, code: Sequence[bool]) -> Iterator[Run]:
    """Split the FAQs sections into their questions. Where a disclaimer has come before, text that no
    question follows is closing text."""
    seen_disclaimer = False
    for run in runs:
        seen_disclaimer = seen_disclaimer or run.kind is PartKind.DISCLAIMER
        spec = schema.get(run.section)
        if run.kind is not PartKind.SECTION or spec is None or not spec.faqs:
            yield run
            continue
        # A question can begin after the heading and its blank lines.
        start = next_text(lines, run.first + 1, run.stop) if run.heading else run.first
        if start > run.first:
            yield run.until(start)
        spans = list(split_faqs(lines, start, run.stop, code))
        if seen_disclaimer and not run.heading and all(span.body_start is None for span in spans):
            yield Run(PartKind.CLOSING, run.first, run.stop)
            continue
        for first, stop, question, body_start in spans:
            if body_start is None:
                yield run.rest(first, stop)
            else:
                yield Run(PartKind.FAQ, first, stop, run.section, run.drug, question, body_start)


def _part(lines: Sequence[str], run: Run, *, as_written: bool) -> Part:
    source = "".join(lines[run.first : run.stop])
    return Part(run.kind, source, (run.first + 1, run.stop), *run[3:], as_written)


def _sections(parts: Sequence[Part], schema: Schema) -> tuple[Section, ...]:
    by_name: dict[str, list[Part]] = {}
    for part in parts:
        if part.section:
            by_name.setdefault(part.section, []).append(part)
    if not by_name:
        return (replace(WHOLE, parts=tuple(parts)),) if parts else ()
    known = (spec.name for spec in sorted(schema.sections, key=lambda spec: not spec.alert))
    names = dict.fromkeys([*(name for name in known if name in by_name), *by_name])
    sections = [_section(name, by_name[name], schema) for name in names]
    closing = tuple(part for part in parts if part.kind is PartKind.CLOSING and part.source.strip())
    if closing:
        sections.append(replace(CLOSING, parts=closing))
    return tuple(sections)


def _section(name: str, parts: Sequence[Part], schema: Schema) -> Section:
    spec = schema.get(name)
    if spec:
        return Section(name, spec.label, spec.title, tuple(parts))
    heading = next((part.heading for part in parts if part.heading), name).rstrip(":")
    return Section(name, heading or name, heading or name, tuple(parts))

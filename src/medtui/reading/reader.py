"""`read`: text -> Monograph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from medtui.monograph import Monograph, Part, PartKind, Problem, Section
from medtui.reading import disclaimers
from medtui.reading.drug_names import fold_name
from medtui.reading.faqs import split_faqs
from medtui.reading.front_matter import FrontMatter, Value, find_front_matter
from medtui.reading.headings import Heading, find_headings
from medtui.reading.lines import fenced, is_blank, split_lines
from medtui.reading.outline import Run, outline
from medtui.reading.schema import Schema, default_schema

WHOLE = Section("monograph", "Monograph", "Monograph", ())
"""The one tab of a file in which no section was found."""

CLOSING = Section("closing", "After disclaimer", "After the Disclaimer", ())

_NAME_FIELDS = ("names", "name", "aliases", "synonyms", "inn", "brand_names", "brands")
_QUICK_CHARACTERS = 4_096


def read(text: str, *, name: str = "", schema: Schema | None = None) -> Monograph:
    """Read a monograph. Total and lossless: any text gives a Monograph whose parts join to that text.

    name: what to call it where the text gives no title (the file's stem). schema: the default one if None.
    """
    schema = schema or default_schema()
    lines = split_lines(text)
    front = find_front_matter(lines)
    headings = find_headings(lines, front.lines, schema)
    titles = _titles(front, headings, name)
    runs = outline(lines, front.lines, headings, schema, titles.given)
    runs = list(_faqs_apart(lines, _disclaimers_apart(lines, runs, schema), schema))
    if front.lines:
        runs.insert(0, Run(PartKind.FRONT_MATTER, 0, front.lines, body_column=0))
    parts = tuple(_parts(lines, runs))
    return Monograph(
        title=titles.title,
        names=titles.names,
        parts=parts,
        sections=_sections(parts, schema),
        metadata=front.fields,
        problems=(*front.problems, *titles.problems),
    )


def quick_names(text: str, *, name: str) -> tuple[str, tuple[str, ...]]:
    """The title and names that `read` would give, from a file's first 4,096 characters."""
    lines = split_lines(text[:_QUICK_CHARACTERS])
    front = find_front_matter(lines)
    if not front.lines and len(text) > _QUICK_CHARACTERS:
        front = find_front_matter(split_lines(text))  # front matter longer than the look
    titles = _titles(front, find_headings(lines, front.lines, default_schema())[:1], name)
    return titles.title, titles.names


@dataclass(frozen=True, slots=True)
class _Titles:
    title: str
    names: tuple[str, ...]
    given: tuple[str, ...]
    problems: tuple[Problem, ...]


def _titles(front: FrontMatter, headings: Sequence[Heading], name: str) -> _Titles:
    in_front = _words(front.fields.get("title", ""))
    first = headings[0] if headings else None
    in_heading = [first.text] if first and first.level == 1 and not first.match and first.text else []
    listed = [word for key in _NAME_FIELDS for word in _words(front.fields.get(key, ()))]
    stem = name.replace("_", " ").strip()
    names: dict[str, None] = dict.fromkeys([*in_front, *in_heading, *listed])
    title = next(iter(names), stem)
    problems: tuple[Problem, ...] = ()
    if in_front and in_heading and fold_name(in_front[0]) != fold_name(in_heading[0]):
        message = f"The front matter calls this “{in_front[0]}”, its heading “{in_heading[0]}”."
        problems = (Problem("title", message, first.index + 1 if first else 0),)
    return _Titles(title, tuple(names) or (stem,), tuple([*in_front, *in_heading] or [stem]), problems)


def _words(value: Value) -> list[str]:
    values = (value,) if isinstance(value, str) else value
    return [" ".join(word.split()) for word in values if word.strip()]


def _disclaimers_apart(lines: Sequence[str], runs: Sequence[Run], schema: Schema) -> Iterator[Run]:
    """Take the disclaimers out of the runs that they stand in."""
    code = fenced(lines)
    labelled = any(
        run.kind is PartKind.DISCLAIMER
        or any(disclaimers.is_labelled(lines[n]) for n in range(run.first, run.stop) if not code[n])
        for run in runs
    )
    for run in runs:
        if run.kind not in (PartKind.INTRO, PartKind.SECTION):
            yield run
            continue
        is_last = run is runs[-1]
        at, after = run.first, run
        for index in range(run.first, run.stop):
            if index < at or code[index] or not disclaimers.is_labelled(lines[index]):
                continue
            if index > at:
                yield replace(after, first=at, stop=index)
            at = disclaimers.labelled_end(lines, index, run.stop)
            yield Run(PartKind.DISCLAIMER, index, at)
            after = _after_disclaimer(run, is_last, schema)
        stop = run.stop
        if is_last and not labelled and run.kind is PartKind.SECTION:
            stop = disclaimers.unlabelled_start(lines, at + 1, run.stop)
        if stop > at:
            yield replace(after, first=at, stop=stop)
        if stop < run.stop:
            yield Run(PartKind.DISCLAIMER, stop, run.stop)


def _after_disclaimer(run: Run, is_last: bool, schema: Schema) -> Run:
    """Who owns what follows a disclaimer inside `run`: the run itself when sections follow it, else nobody."""
    spec = schema.get(run.section)
    if not is_last or (spec and spec.faqs):
        return replace(run, heading="", body_column=0)
    return Run(PartKind.CLOSING, run.first, run.stop)


def _faqs_apart(lines: Sequence[str], runs: Iterable[Run], schema: Schema) -> Iterator[Run]:
    """Split the FAQs sections into their questions, and name what is left after the last disclaimer."""
    code = fenced(lines)
    seen_disclaimer = False
    for run in runs:
        seen_disclaimer = seen_disclaimer or run.kind is PartKind.DISCLAIMER
        spec = schema.get(run.section)
        if run.kind is not PartKind.SECTION or spec is None or not spec.faqs:
            yield run
            continue
        start = _body_line(lines, run)
        if start > run.first:
            yield replace(run, stop=start)
        for span in split_faqs(lines, start, run.stop, code):
            if span.body_start is None:
                kind = PartKind.CLOSING if seen_disclaimer and not run.heading else run.kind
                section = "" if kind is PartKind.CLOSING else run.section
                yield Run(kind, span.first, span.stop, section, run.drug)
            else:
                yield Run(
                    PartKind.FAQ, span.first, span.stop, run.section, run.drug, span.heading, span.body_start
                )


def _body_line(lines: Sequence[str], run: Run) -> int:
    """The first line that can hold a question: after the heading, its blank lines, and a bold lead's own line."""
    if not run.heading:
        return run.first
    at = run.first + 1
    while at < run.stop and is_blank(lines[at]):
        at += 1
    return at


def _parts(lines: Sequence[str], runs: Sequence[Run]) -> Iterator[Part]:
    for run in runs:
        yield Part(
            kind=run.kind,
            source="".join(lines[run.first : run.stop]),
            lines=(run.first + 1, run.stop),
            section=run.section,
            drug=run.drug,
            heading=run.heading,
            body_start=run.body_column,
        )


def _sections(parts: Sequence[Part], schema: Schema) -> tuple[Section, ...]:
    by_name: dict[str, list[Part]] = {}
    for part in parts:
        if part.section:
            by_name.setdefault(part.section, []).append(part)
    if not by_name:
        return (replace(WHOLE, parts=tuple(parts)),) if parts else ()
    order = {spec.name: (not spec.alert, rank) for rank, spec in enumerate(schema.sections)}
    names = sorted(by_name, key=lambda name: order.get(name, (True, len(order))))
    sections = [_section(name, by_name[name], schema) for name in names]
    closing = tuple(part for part in parts if part.kind is PartKind.CLOSING and part.source.strip())
    if closing:
        sections.append(replace(CLOSING, parts=closing))
    return tuple(sections)


def _section(name: str, parts: Sequence[Part], schema: Schema) -> Section:
    spec = schema.get(name)
    if spec:
        return Section(name, spec.label, spec.title, tuple(parts))
    heading = next((part.heading for part in parts if part.heading), name)
    return Section(name, heading.rstrip(":"), heading.rstrip(":"), tuple(parts))

"""Which tabs a monograph shows, and what each of them holds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from medtui.monograph import Monograph, Part, PartKind
from medtui.reading.heading_words import fold_heading
from medtui.reading.reader import WHOLE
from medtui.reading.schema import Schema

ALL = "all"
"""The tab that shows the whole file in its own order."""

HOME = "generic_name"
"""The section whose tab also holds what stands outside any section: title, introduction, front matter."""


@dataclass(frozen=True, slots=True)
class Tab:
    """section: canonical name, slug, or ALL. key: the digit that opens it, or empty. present: the file has
    the section. alert: it must catch the eye. is_home: it also holds what stands outside any section."""

    section: str
    label: str
    title: str
    key: str = ""
    present: bool = True
    alert: bool = False
    is_home: bool = False


def tabs(monograph: Monograph, schema: Schema) -> tuple[Tab, ...]:
    """The tabs in order: alerts, All, the standard sections (there or not), then what else the file has.

    Digits are fixed: 0 is All, 1-7 the standard sections in the schema's order, 8 and 9 the first two others.
    A file in which no section was found has a single tab, and every key leads to it.
    """
    if monograph.section(WHOLE.name):
        return (Tab(WHOLE.name, WHOLE.label, WHOLE.title, "1", is_home=True),)
    alerts = [spec for spec in schema.sections if spec.alert and monograph.section(spec.name)]
    row = [Tab(spec.name, spec.label, spec.title, alert=True) for spec in alerts]
    row.append(Tab(ALL, "All", "whole monograph", "0"))
    standard = schema.standard
    for number, spec in enumerate(standard, start=1):
        key = str(number) if number < 10 else ""
        row.append(Tab(spec.name, spec.label, spec.title, key, present=monograph.section(spec.name) is not None))
    known = {tab.section for tab in row}
    others = [section for section in monograph.sections if section.name not in known]
    for number, section in enumerate(others, start=len(standard) + 1):
        row.append(Tab(section.name, section.label, section.title, str(number) if number < 10 else ""))
    home = next((at for at, tab in enumerate(row) if tab.section == HOME), None)
    if home is None:  # a library's own schema without that section: its first standard one, or the first of all
        home = next((at for at, tab in enumerate(row) if tab.section != ALL and not tab.alert), len(row) - 1)
    row[home] = replace(row[home], is_home=True)
    return tuple(row)


def tab_for(row: tuple[Tab, ...], wanted: str) -> Tab:
    """The tab of that section; the only tab, or else All, where there is none."""
    found = next((tab for tab in row if tab.section == wanted), None)
    return found or next((tab for tab in row if tab.section == ALL), row[0])


def find_tab(row: tuple[Tab, ...], words: str, schema: Schema) -> Tab | None:
    """The tab that a user means by `words`: a canonical name, an alias, a label, a slug, or a digit."""
    folded = fold_heading(words)
    spec = schema.find(words)
    return next(
        (
            tab
            for tab in row
            if tab.section == words
            or (spec and tab.section == spec.name)
            or (words and tab.key == words)
            or folded in (fold_heading(tab.section), fold_heading(tab.label))
        ),
        None,
    )


def parts_of(monograph: Monograph, tab: Tab) -> tuple[Part, ...]:
    """The parts that a tab shows, in the order it shows them. Each part of a monograph is in All and in
    exactly one other place: a tab, or the disclaimer's own view."""
    if tab.section == ALL:
        return monograph.parts
    own = monograph.section(tab.section)
    inside = own.parts if own else ()
    if not tab.is_home:
        return inside
    if tab.section != WHOLE.name:
        outside = (PartKind.TITLE, PartKind.INTRO)
        first_lines = {part.lines[0] for part in inside}
        inside = tuple(part for part in monograph.parts if part.kind in outside or part.lines[0] in first_lines)
    # The front matter is for the keepers of the file: after the words for its readers.
    text = (part for part in inside if part.kind is not PartKind.FRONT_MATTER)
    return (*text, *monograph.of_kind(PartKind.FRONT_MATTER))

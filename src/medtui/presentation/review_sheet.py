"""A monograph with what a clinician fills in who checks it: a line to tick after each section, and who it was."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from medtui.monograph import Monograph, Part, PartKind
from medtui.presentation.monograph_text import escaped_markdown, with_blank_line
from medtui.presentation.tabs import Tab, parts_of

_LINE = "_" * 40
_TICK = f"**Review of {{}}:** [ ] right  [ ] to be changed, and how: {_LINE}"
_SIGNED = f"""\
**Review of this text.** Compare each section with your national guideline and the label of the product. What is
not ticked has not been reviewed.

- Name: {_LINE}
- Profession, registration: {_LINE}
- Date: {_LINE}
- Changes: {_LINE}"""
_CLINICAL = (PartKind.INTRO, PartKind.SECTION, PartKind.FAQ)


def review_sheet(monograph: Monograph, tab: Tab) -> Monograph:
    """The monograph to export as such a sheet, with that tab or as a whole. Its own words stay as they are."""
    clinical = [part for part in parts_of(monograph, tab) if part.kind in _CLINICAL and part.source.strip()]
    ends = [[*parts][-1] for _, parts in groupby(clinical, key=lambda part: part.section)]
    added = {part.lines[0]: _TICK.format(_title(monograph, part)) for part in ends}
    if ends:
        added[ends[-1].lines[0]] += f"\n\n{_SIGNED}"

    def with_lines(parts: tuple[Part, ...]) -> tuple[Part, ...]:
        return tuple(
            replace(part, source=f"{with_blank_line(part.source)}{added[part.lines[0]]}\n\n")
            if part.lines[0] in added
            else part
            for part in parts
        )

    sections = tuple(replace(section, parts=with_lines(section.parts)) for section in monograph.sections)
    return replace(monograph, parts=with_lines(monograph.parts), sections=sections)


def _title(monograph: Monograph, part: Part) -> str:
    section = monograph.section(part.section)
    return escaped_markdown(section.title if section else "the introduction")

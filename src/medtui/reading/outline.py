"""Headings -> runs of lines, each with an owner: the title, a section, a drug's heading, the introduction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from medtui.monograph import PartKind
from medtui.reading.drug_names import Combination, fold_name
from medtui.reading.headings import Heading
from medtui.reading.lines import is_blank
from medtui.reading.schema import Schema, fold_heading, slug


@dataclass(frozen=True, slots=True)
class Run:
    """Lines first..stop-1 with one owner; kind, section, drug and heading mean what they mean in Part.

    body_column: where the body begins, in characters from the start of the first line.
    """

    kind: PartKind
    first: int
    stop: int
    section: str = ""
    drug: str = ""
    heading: str = ""
    body_column: int = 0


@dataclass(frozen=True, slots=True)
class _Open:
    """A heading whose text is still going on; no section: the heading of a drug.

    among_equals: a drug's heading whose sections stand at its own level.
    """

    level: int
    section: str
    drug: str
    among_equals: bool = False

    def ends_at(self, heading: Heading) -> bool:
        if self.level == heading.level and self.among_equals:
            return heading.match is None
        return self.level >= heading.level


def outline(
    lines: Sequence[str], start: int, headings: Sequence[Heading], schema: Schema, names: Sequence[str]
) -> list[Run]:
    """Partition lines[start:] by their headings, in order. names: what the file and front matter call the drug."""
    owners = _Outliner(headings, schema, names).owners()
    if not owners or owners[0].first > start:
        owners.insert(0, Run(PartKind.INTRO, start, start))
    stops = [*(owner.first for owner in owners[1:]), len(lines)]
    runs = [replace(owner, stop=stop) for owner, stop in zip(owners, stops, strict=True) if stop > owner.first]
    if runs and runs[0].kind is PartKind.TITLE:
        runs[:1] = _title_and_intro(lines, runs[0])
    return runs


def _title_and_intro(lines: Sequence[str], title: Run) -> list[Run]:
    end = title.first + 1
    while end < title.stop and is_blank(lines[end]):
        end += 1
    runs = [replace(title, stop=end)]
    return runs if end == title.stop else [*runs, Run(PartKind.INTRO, end, title.stop)]


_LONGEST_PHRASE = 120


class _Outliner:
    def __init__(self, headings: Sequence[Heading], schema: Schema, names: Sequence[str]) -> None:
        self._schema = schema
        self._names = {fold_name(name) for name in names}
        self._combination = Combination(names)
        self._headings = headings = [self._with_phrase(heading) for heading in headings]
        self._stack: list[_Open] = []
        self._receiving = ""  # the section that text goes to at this point
        self._shallowest: dict[str, int] = {}
        generic_names = 0
        for heading in headings:
            if heading.match:
                name = heading.match.spec.name
                self._shallowest[name] = min(heading.level, self._shallowest.get(name, heading.level))
                generic_names += name == "generic_name"
        self._drug_by_drug = generic_names > 1
        self._last_named = ""

    def _with_phrase(self, heading: Heading) -> Heading:
        """`heading`, matched to a section when all of its other words name the drug."""
        if heading.match or heading.is_lead or len(heading.text) > _LONGEST_PHRASE:
            return heading
        for match in self._schema.match_phrase(heading.text):
            if fold_name(match.qualifier) in self._names or self._combination.is_one_drug(match.qualifier):
                return replace(heading, match=match)
        return heading

    def owners(self) -> list[Run]:
        """The runs that start at a heading; `stop` is not known yet."""
        found = []
        for position, heading in enumerate(self._headings):
            owner = self._owner(position, heading)
            if owner:
                found.append(owner)
                self._receiving = owner.section
        return found

    def _owner(self, position: int, heading: Heading) -> Run | None:
        """The run that `heading` starts, or None where it is only text of the run that is open."""
        if position == 0 and self._is_title(heading):
            return _run(PartKind.TITLE, heading)
        if not heading.is_lead and fold_heading(heading.text).split()[-1:] == ["disclaimer"]:
            self._stack.clear()
            return _run(PartKind.DISCLAIMER, heading)
        while self._stack and self._stack[-1].ends_at(heading):
            self._stack.pop()
        parent = self._stack[-1] if self._stack else _Open(0, "", "")
        if parent.section:
            return self._inside_section(heading, parent)
        if heading.match:
            return self._open(heading, heading.match.spec.name, self._drug_of(heading) or parent.drug)
        has_sections_below = self._has_sections_below(position)
        if has_sections_below or self._precedes_its_sections(position, heading):
            self._stack.append(_Open(heading.level, "", heading.text, among_equals=not has_sections_below))
            return _run(PartKind.INTRO, heading, drug=heading.text)
        return self._open(heading, self._unknown_name(heading), parent.drug)

    def _is_title(self, heading: Heading) -> bool:
        if heading.is_lead or heading.match:
            return False
        return heading.level == 1 or fold_name(heading.text) in self._names

    def _inside_section(self, heading: Heading, parent: _Open) -> Run | None:
        """A heading below a section's own is the author's subdivision, unless the file has no other place
        for a standard section: "no Dosage section" would then be false."""
        match = heading.match
        if match and match.spec.standard and match.spec.name != parent.section:
            if self._shallowest[match.spec.name] >= heading.level:
                return self._open(heading, match.spec.name, self._drug_of(heading) or parent.drug)
            return None
        if self._receiving != parent.section and not heading.is_lead:
            # A subdivision became a section of its own; text after the next one returns to the parent.
            return _run(PartKind.SECTION, heading, parent.section, parent.drug)
        return None

    def _open(self, heading: Heading, section: str, drug: str) -> Run:
        self._stack.append(_Open(heading.level, section, drug))
        return _run(PartKind.SECTION, heading, section, drug)

    def _unknown_name(self, heading: Heading) -> str:
        name = slug(heading.text)
        return f"{name}_" if self._schema.get(name) else name

    def _drug_of(self, heading: Heading) -> str:
        """The drug that the heading itself names, or the one that the last Generic Name did."""
        match = heading.match
        named = match.qualifier if match and self._combination.is_one_drug(match.qualifier) else ""
        if match and match.spec.name == "generic_name" and self._drug_by_drug:
            self._last_named = named
        return named or self._last_named

    def _has_sections_below(self, position: int) -> bool:
        return any(other.match and not other.match.spec.faqs for other in self._below(position))

    def _precedes_its_sections(self, position: int, heading: Heading) -> bool:
        """True for one drug's name as a heading, with the sections of that drug at the same level."""
        following = self._headings[position + 1] if position + 1 < len(self._headings) else None
        return bool(
            following
            and following.match
            and following.level == heading.level
            and self._combination.is_one_drug(heading.text)
        )

    def _below(self, position: int) -> Iterable[Heading]:
        level = self._headings[position].level
        for other in self._headings[position + 1 :]:
            if other.level <= level:
                return
            yield other


def _run(kind: PartKind, heading: Heading, section: str = "", drug: str = "") -> Run:
    return Run(kind, heading.index, heading.index, section, drug, heading.text, heading.body_column)

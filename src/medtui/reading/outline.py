"""Headings -> runs of lines, each with an owner: the title, a section, a drug's heading, the introduction."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from medtui.monograph import PartKind
from medtui.reading.disclaimers import heads_disclaimer
from medtui.reading.faqs import QUESTION_MARKS
from medtui.reading.headings import LEAD_LEVEL, Heading, HeadingForm
from medtui.reading.lines import Run, is_blank, next_text
from medtui.reading.schema import Schema, slug
from medtui.reading.titles import Combination, Titles, drug_heading, fold_name

_FEWEST_LABELLED_SECTIONS = 3
_GOES_ON = re.compile(r"[ \t]|[*+-][ \t]|\d+[.)][ \t]")


class _Open(NamedTuple):
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


_NOTHING_OPEN = _Open(0, "", "")


def outline(
    lines: Sequence[str],
    start: int,
    headings: Sequence[Heading],
    schema: Schema,
    titles: Titles,
) -> list[Run]:
    """Partition lines[start:] by their headings, in order."""
    drugs = Combination(titles.given)
    headings = _resolve(lines, headings, schema, titles, drugs)
    owners = list(_Outliner(lines, headings, schema, drugs, titles.heading).owners())
    runs: list[Run] = []
    bounds = [*(owner.first for _, owner in owners), len(lines)]
    if bounds[0] > start:
        runs.append(Run(PartKind.INTRO, start, bounds[0]))
    for (heading, owner), stop in zip(owners, bounds[1:], strict=True):
        end = stop
        if owner.kind is PartKind.TITLE:
            end = next_text(lines, owner.first + 1, stop)
        elif heading.form is HeadingForm.ITEM:
            end = _item_end(lines, owner.first, stop)
        runs.append(owner.until(end))
        if end < stop:
            runs.append(Run(PartKind.INTRO, end, stop))
    return runs


def _item_end(lines: Sequence[str], first: int, stop: int) -> int:
    """Where text that stands flush left after a blank line ends the list item at `first`."""
    for index in range(first + 2, stop):
        if is_blank(lines[index - 1]) and not is_blank(lines[index]) and not _GOES_ON.match(lines[index]):
            return index
    return stop


class _Outliner:
    def __init__(
        self,
        lines: Sequence[str],
        headings: Sequence[Heading],
        schema: Schema,
        drugs: Combination,
        title: Heading | None,
    ) -> None:
        self._lines = lines
        self._headings = headings
        self._schema = schema
        self._drugs = drugs
        self._title = title
        self._stack: list[_Open] = []
        self._receiving = ""  # the section that text goes to at this point
        self._drugs_seen = 0
        self._last_named = ""
        self._count: Counter[str] = Counter()
        self._shallowest: dict[str, int] = {}
        for heading in headings:
            if heading.match:
                name = heading.match.spec.name
                self._count[name] += 1
                self._shallowest[name] = min(heading.level, self._shallowest.get(name, heading.level))

    def owners(self) -> Iterator[tuple[Heading, Run]]:
        """The headings that start a run, and the run, whose `stop` is not known yet."""
        for position, heading in enumerate(self._headings):
            owner = self._owner(position, heading)
            if owner:
                self._receiving = owner.section
                yield heading, owner

    def _owner(self, position: int, heading: Heading) -> Run | None:
        """The run that `heading` starts, or None where it is only text of the run that is open."""
        if heading is self._title:
            return _run(PartKind.TITLE, heading)
        if heading.form is HeadingForm.ATX and heads_disclaimer(heading.text):
            self._stack.clear()
            return _run(PartKind.DISCLAIMER, heading)
        if self._is_question(heading):
            return None
        if heading.form is HeadingForm.LABEL:
            return self._label(position, heading)
        return self._section_or_drug(position, heading)

    def _section_or_drug(self, position: int, heading: Heading) -> Run | None:
        while self._stack and self._stack[-1].ends_at(heading):
            self._stack.pop()
        parent = self._stack[-1] if self._stack else _NOTHING_OPEN
        if parent.section:
            return self._inside_section(heading, parent)
        if heading.match:
            return self._open(heading, heading.match.spec.name, self._drug_of(heading, parent))
        if self._has_sections_below(position) or self._precedes_its_sections(position):
            return self._open_drug(position, heading)
        return self._open(heading, self._unknown_name(heading), parent.drug)

    def _label(self, position: int, heading: Heading) -> Run | None:
        """A bold label: the name of the drug whose sections follow, or what concerns several drugs."""
        if self._drugs.is_joint(heading.text):
            level = LEAD_LEVEL
            if not any(outer.drug for outer in self._stack):
                return None
            while any(outer.drug for outer in self._stack):
                level = self._stack.pop().level
            return self._open(heading._replace(level=level), self._unknown_name(heading), "")
        while self._stack and (self._stack[-1].section or self._stack[-1].ends_at(heading)):
            self._stack.pop()
        return self._open_drug(position, heading)

    def _is_question(self, heading: Heading) -> bool:
        """True for a question among the FAQs that is written as a heading."""
        if not (heading.text.endswith(QUESTION_MARKS) and self._stack):
            return False
        outer = self._stack[-1]
        spec = self._schema.get(outer.section)
        return bool(spec and spec.faqs) and (heading.level >= outer.level or outer.level == LEAD_LEVEL)

    def _inside_section(self, heading: Heading, parent: _Open) -> Run | None:
        """A heading below a section's own is the author's subdivision, unless the file has no other place
        for a standard section: "no Dosage section" would then be false."""
        match = heading.match
        can_stand_alone = match and (match.spec.standard or (match.spec.alert and heading.form is HeadingForm.ATX))
        if match and can_stand_alone and match.spec.name != parent.section:
            if self._shallowest[match.spec.name] >= heading.level:
                return self._open(heading, match.spec.name, self._drug_of(heading, parent))
            return None
        if self._receiving != parent.section and heading.form is HeadingForm.ATX:
            # A subdivision became a section of its own; text after the next one returns to the parent.
            return _run(PartKind.SECTION, heading, parent.section, parent.drug)
        return None

    def _open(self, heading: Heading, section: str, drug: str) -> Run:
        self._stack.append(_Open(heading.level, section, drug))
        return _run(PartKind.SECTION, heading, section, drug)

    def _open_drug(self, position: int, heading: Heading) -> Run:
        drug = drug_heading(heading.text)
        left, colon, _ = drug.partition(":")  # "Repaglinide: Usage, Dosage, Side Effects"
        if colon and self._drugs.is_one_drug(left):
            drug = left
        self._drugs_seen += 1
        among_equals = not self._has_sections_below(position)
        self._stack.append(_Open(heading.level, "", drug, among_equals))
        return _run(PartKind.INTRO, heading, drug=drug)

    def _unknown_name(self, heading: Heading) -> str:
        name = slug(heading.text)
        return f"{name}_" if self._schema.get(name) else name

    def _drug_of(self, heading: Heading, parent: _Open) -> str:
        """The drug that a section's heading names, or else the one under whose heading or Generic Name it
        stands; none when it speaks of several."""
        if heading.match is None:
            return parent.drug
        spec, qualifier = heading.match.spec, heading.match.qualifier
        named = drug_heading(qualifier) if self._drugs.is_one_drug(qualifier) else ""
        if spec.name == "generic_name" and self._count["generic_name"] > 1:
            self._last_named = named or self._named_below(heading)
            self._drugs_seen += bool(self._last_named)
        if named:
            return named
        only_faqs = spec.faqs and self._count[spec.name] == 1
        if self._drugs.is_about_all(qualifier) or (only_faqs and self._drugs_seen > 1):
            return ""
        return parent.drug or self._last_named

    def _named_below(self, heading: Heading) -> str:
        """The drug whose name is all the text of a Generic Name."""
        rest = self._lines[heading.line][heading.body_start :]
        at = next_text(self._lines, heading.line + 1, len(self._lines))
        words = (rest if rest.strip() else "".join(self._lines[at : at + 1])).strip("*_ \t\r\n")
        return drug_heading(words) if self._drugs.is_one_drug(words) else ""

    def _has_sections_below(self, position: int) -> bool:
        level = self._headings[position].level
        for below in range(position + 1, len(self._headings)):
            other = self._headings[below]
            if other.level <= level:
                return False
            if other.match and not other.match.spec.faqs:
                return True
        return False

    def _precedes_its_sections(self, position: int) -> bool:
        """True for one drug's name as a heading, with the sections of that drug at the same level."""
        heading, following = self._headings[position], self._headings[position + 1 : position + 2]
        return bool(
            following
            and following[0].match
            and following[0].level == heading.level
            and self._drugs.is_one_drug(heading.text)
        )


def _run(kind: PartKind, heading: Heading, section: str = "", drug: str = "") -> Run:
    return Run(kind, heading.line, heading.line, section, drug, heading.text, heading.body_start)


# --- headings that only someone who knows the drugs' names can understand ------------------------------------


def _resolve(
    lines: Sequence[str], headings: Sequence[Heading], schema: Schema, titles: Titles, drugs: Combination
) -> list[Heading]:
    """`headings`, with those matched to a section whose other words name the drug (`Ibuprofen Dosage`), and
    without the bold labels that neither name the drug whose sections follow nor speak of several drugs."""
    if all(heading.match or heading is titles.heading for heading in headings):
        return list(headings)
    names: set[str] = set()
    matched: list[Heading] = []
    for heading in headings:
        if heading.form is not HeadingForm.ATX or heading.match or heading is titles.heading:
            matched.append(heading)
        else:
            names = names or {fold_name(name) for name in titles.names}
            matched.append(_with_phrase(heading, schema, names, drugs))
    return list(_without_mere_labels(lines, matched, drugs))


def _with_phrase(heading: Heading, schema: Schema, names: set[str], drugs: Combination) -> Heading:
    for match in schema.match_phrase(heading.text):
        if fold_name(match.qualifier) in names or drugs.is_one_drug(match.qualifier):
            return heading._replace(match=match)
    return heading


def _without_mere_labels(lines: Sequence[str], headings: Sequence[Heading], drugs: Combination) -> Iterator[Heading]:
    count = Counter(heading.match.spec.name for heading in headings if heading.match)
    for position, heading in enumerate(headings):
        if heading.form is not HeadingForm.LABEL:
            yield heading
            continue
        following = headings[position + 1] if position + 1 < len(headings) else None
        if following and following.match and _stands_above(lines, heading, following):
            if following.form is HeadingForm.ITEM:
                if len(_sections_in_list(headings, position + 1)) >= _FEWEST_LABELLED_SECTIONS:
                    yield heading
            elif drugs.is_one_drug(heading.text) and count[following.match.spec.name] > 1:
                yield heading._replace(level=following.level)
        elif drugs.is_joint(heading.text):
            yield heading


def _stands_above(lines: Sequence[str], label: Heading, section: Heading) -> bool:
    """True when there is nothing between a label and the heading of a section other than FAQs."""
    if section.match is None or section.match.spec.faqs:
        return False
    return next_text(lines, label.line + 1, section.line) == section.line


def _sections_in_list(headings: Sequence[Heading], first: int) -> set[str]:
    found: set[str] = set()
    for position in range(first, len(headings)):
        heading = headings[position]
        if heading.form is not HeadingForm.ITEM or heading.match is None:
            break
        found.add(heading.match.spec.name)
    return found

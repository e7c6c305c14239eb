"""Headings that only someone who knows the drugs' names can understand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from medtui.reading.drug_names import Combination, fold_name
from medtui.reading.headings import Heading, HeadingForm
from medtui.reading.lines import next_text
from medtui.reading.schema import Schema
from medtui.reading.titles import Titles

_FEWEST_LABELLED_SECTIONS = 3


def resolve(
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

"""What a monograph calls itself: its title, and every other name it gives itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from medtui.monograph import Problem
from medtui.reading.drug_names import fold_name, same_name
from medtui.reading.front_matter import FrontMatter, find_front_matter, opens_front_matter
from medtui.reading.headings import Heading, HeadingForm, atx_heading
from medtui.reading.lines import next_text, split_lines
from medtui.reading.schema import Schema

_NAME_FIELDS = ("name", "names", "aliases", "synonyms", "inn", "brand_names", "brands")
_FIRST_LOOK = 1_024
_H1 = re.compile(r"(?:\A\ufeff?|(?<=[\r\n])) {0,3}#(?!#)")


class Titles(NamedTuple):
    """title: the name to list the monograph under. names: all of them, title first.

    heading: the one that is the title of the document, if there is one. given: what the front matter's
    title and that heading say, or without them the next best. problems: where those two differ.
    """

    title: str
    names: tuple[str, ...]
    heading: Heading | None
    given: tuple[str, ...]
    problems: tuple[Problem, ...]


def find_titles(lines: Sequence[str], front: FrontMatter, headings: Sequence[Heading], name: str) -> Titles:
    """The titles of a whole file. name: what to call it where nothing in it does (the file's stem)."""
    stem, in_front = _stem(name), front.words("title")
    heading = _title_heading(headings, [*in_front, *stem], next_text(lines, front.lines, len(lines)))
    return _titles(front, in_front, heading, stem)


def quick_titles(text: str, schema: Schema, name: str) -> Titles | None:
    """What `find_titles` would find, from the beginning of a file; None when that is not certain."""
    lines = split_lines(text[:_FIRST_LOOK])
    if len(text) > _FIRST_LOOK:
        lines.pop()  # cut off in the middle, perhaps
    front = find_front_matter(lines)
    heading = None
    for index in range(front.lines, len(lines)):
        if "```" in lines[index] or "~~~" in lines[index]:
            return None  # what follows may be code
        heading = atx_heading(lines, index, schema) if "#" in lines[index][:5] else None
        if heading:
            break
    if heading is None or (not front.lines and opens_front_matter(lines[0])):
        return None
    stem, in_front = _stem(name), front.words("title")
    known = [*in_front, *stem]
    certain = heading.match or heading.level > 1 or not known or _is_known(heading, known)
    if not certain and len(_H1.findall(text)) > 1:
        return None
    return _titles(front, in_front, _title_heading([heading], known, heading.line), stem)


def _stem(name: str) -> list[str]:
    return [stem] if (stem := name.replace("_", " ").strip()) else []


def _titles(front: FrontMatter, in_front: list[str], heading: Heading | None, stem: list[str]) -> Titles:
    in_heading = [" ".join(heading.text.split())] if heading else []
    listed = front.words(*_NAME_FIELDS)
    stem = [word for word in listed if word.casefold() in map(str.casefold, stem)] or stem
    given = [*in_front, *in_heading] or front.words("name") or stem or listed
    names = _without_repeats([*given, *listed]) or ("",)
    problems: tuple[Problem, ...] = ()
    if heading and in_front and not same_name(in_front[0], in_heading[0]):
        message = f"The front matter calls this “{in_front[0]}”, its heading “{in_heading[0]}”."
        problems = (Problem("title", message, heading.line + 1),)
    return Titles(names[0], names, heading, tuple(given), problems)


def _without_repeats(names: Iterable[str]) -> tuple[str, ...]:
    by_fold: dict[str, str] = {}
    for name in names:
        by_fold.setdefault(name.casefold(), name)
    return tuple(by_fold.values())


def _is_known(heading: Heading, known: Sequence[str]) -> bool:
    return heading.text in known or fold_name(heading.text) in map(fold_name, known)


def _title_heading(headings: Sequence[Heading], known: Sequence[str], begins: int) -> Heading | None:
    """The first ATX heading, if it is the title of the whole file and not of its first part.

    known: what else the file is called; a heading that says the same is its title, and so is a first-level
    one on its own. begins: index of the first line with text.
    """
    ranked = [heading for heading in headings if heading.form is HeadingForm.ATX]
    if not ranked or ranked[0].match:
        return None
    first = ranked[0]
    if _is_known(first, known):
        return first
    if first.level > 1:
        return None
    top = [heading for heading in ranked if heading.level == 1]
    if not known or len(top) == 1:
        return first
    if not any(other.match is None for other in top[1:]):
        return first if first.line == begins else None
    return first if _with_sections(ranked) == [first] else None


def _with_sections(ranked: Sequence[Heading]) -> list[Heading]:
    """The first-level headings that are no sections and have sections below them."""
    found: list[Heading] = []
    last: Heading | None = None
    for heading in ranked:
        if heading.level == 1:
            last = None if heading.match else heading
        elif heading.match and last and last not in found[-1:]:
            found.append(last)
    return found

"""What a monograph calls itself: its title, and every other name it gives itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from medtui.monograph import Problem
from medtui.reading.front_matter import FrontMatter, find_front_matter, opens_front_matter
from medtui.reading.headings import Heading, HeadingForm, atx_heading
from medtui.reading.lines import next_text, split_lines
from medtui.reading.schema import Schema

_FIRST_LOOK = 1_024
_H1 = re.compile(r"(?:\A\ufeff?|(?<=[\r\n])) {0,3}#(?!#)")

_SEPARATOR = re.compile(r"\+|/|&|,|\band\b|\bwith\b", re.IGNORECASE)
_NOT_NAME = re.compile(r"[^\w+]+")
_NUMBERING = re.compile(r"\d+(?:\.\d+)*[.)]\s+")
_PARENTHESIS = re.compile(r"\s*\([^()]*\)")
_OF_ALL = frozenset({"all", "both", "combination", "combined", "each", "separate", "separately", "together"})
_MOST_DRUGS = 40
_LONGEST_NAME = 200
_SHORTEST_FIRST_WORD = 4


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
    listed = front.names()
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


# --- names of drugs -------------------------------------------------------------------------------------------


def fold_name(name: str) -> str:
    """A drug's name without case, accents and punctuation."""
    folded = name.casefold()
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded)
        folded = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _NOT_NAME.sub(" ", folded).strip()


def same_name(one: str, other: str) -> bool:
    """True when two names differ at most in case, accents, punctuation and what they add in parentheses."""
    return one == other or _bare(one) == _bare(other)


def _bare(name: str) -> str:
    return fold_name(_PARENTHESIS.sub("", name)) or fold_name(name)


def drug_heading(text: str) -> str:
    """A heading that names a drug, without its number and its colon: `1. Biotin:` is `Biotin`."""
    if numbering := _NUMBERING.match(text):
        text = text[numbering.end() :]
    return text.rstrip(": ")


class Combination:
    """The drugs that a monograph's names list: `Alprazolam + Omeprazole` has two."""

    def __init__(self, names: Iterable[str]) -> None:
        several = [name for name in set(names) if _SEPARATOR.search(name)]
        parts = {fold_name(part) for name in several for part in _SEPARATOR.split(name)} - {""}
        self._drugs = frozenset(parts if 1 < len(parts) <= _MOST_DRUGS else ())

    def is_one_drug(self, text: str) -> bool:
        """True when `text` is the name of exactly one drug of the combination; the first word is enough
        (`Clomiphene Citrate` for `Clomiphene`)."""
        if not text or not self._drugs or len(text) > _LONGEST_NAME or _SEPARATOR.search(text):
            return False
        folded = fold_name(drug_heading(text))
        named = self._named(folded)
        return len(named) == 1 and folded.startswith(named.pop().split()[0])

    def is_about_all(self, text: str) -> bool:
        """True when `text` says that it speaks of several of the drugs."""
        if not text or not self._drugs or len(text) > _LONGEST_NAME:
            return False
        folded = fold_name(text)
        return not _OF_ALL.isdisjoint(folded.split()) or len(self._named(folded)) > 1

    def is_joint(self, text: str) -> bool:
        """True when `text` names several of the drugs and speaks of them together."""
        return self.is_about_all(text) and len(self._named(fold_name(text))) > 1

    def _named(self, folded: str) -> set[str]:
        words = f" {folded} "
        whole = {drug for drug in self._drugs if f" {drug} " in words}
        return whole or {drug for drug in self._drugs if f" {_first_word(drug)} " in words}


def _first_word(drug: str) -> str:
    word = drug.split(maxsplit=1)[0]
    return word if len(word) >= _SHORTEST_FIRST_WORD else drug

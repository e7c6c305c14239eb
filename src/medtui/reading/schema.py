"""Which sections a monograph may have, and which headings mean them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

_NUMBERING = re.compile(r"^\s*\d+(?:\.\d+)*[.)]?\s+")
_NOT_WORD = re.compile(r"[^\w]+")
_PARENTHESIS = re.compile(r"(?P<outer>.+?)\s*\((?P<inner>.+)\)\s*", re.DOTALL)
_TWO_HALVES = re.compile(r"(?P<left>.+?)\s*(?::|\s[-–—])\s+(?P<right>.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """One section of the schema; `data/sections.yaml` explains the fields."""

    name: str
    label: str
    title: str
    aliases: tuple[str, ...] = ()
    heading_aliases: tuple[str, ...] = ()
    standard: bool = False
    alert: bool = False
    faqs: bool = False


@dataclass(frozen=True, slots=True)
class HeadingMatch:
    """What a heading means: its section, and the words beside the section's name (a drug, or a remark)."""

    spec: SectionSpec
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class Schema:
    """The sections in the order of their tabs, and a look-up by heading."""

    sections: tuple[SectionSpec, ...]
    _by_alias: dict[str, SectionSpec] = field(init=False, repr=False, compare=False)
    _leads: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_alias: dict[str, SectionSpec] = {}
        leads: set[str] = set()
        for spec in self.sections:
            for alias in (spec.name.replace("_", " "), spec.title, spec.label, *spec.aliases):
                by_alias.setdefault(fold_heading(alias), spec)
                leads.add(fold_heading(alias))
            for alias in spec.heading_aliases:
                by_alias.setdefault(fold_heading(alias), spec)
        object.__setattr__(self, "_by_alias", by_alias)
        object.__setattr__(self, "_leads", frozenset(leads))

    @property
    def standard(self) -> tuple[SectionSpec, ...]:
        """The sections whose tabs and number keys never move."""
        return tuple(spec for spec in self.sections if spec.standard)

    def get(self, name: str) -> SectionSpec | None:
        """The section with that canonical name."""
        return next((spec for spec in self.sections if spec.name == name), None)

    def find(self, words: str) -> SectionSpec | None:
        """The section that `words` (a canonical name, title or alias) means."""
        return self._by_alias.get(fold_heading(words))

    def match_heading(self, heading: str) -> HeadingMatch | None:
        """What a heading line means: `Dosage`, `Usage (Alprazolam)`, `Alprazolam (Generic Name)`,
        `Levosulpiride: Usage`, `Generic Name: Amoxicillin`. None when no part of it names a section."""
        if spec := self.find(heading):
            return HeadingMatch(spec)
        for pattern in (_TWO_HALVES, _PARENTHESIS):
            if halves := pattern.fullmatch(heading.strip().rstrip(":")):
                for name, rest in (halves.groups(), halves.groups()[::-1]):
                    if spec := self.find(name):
                        return HeadingMatch(spec, rest.strip())
        return None

    def match_phrase(self, heading: str) -> Iterator[HeadingMatch]:
        """What `Acebrophylline Dosage` or `Side effects of ibuprofen` may mean; only someone who knows the
        drug's name can tell whether the qualifier is one."""
        words = heading.strip().rstrip(":").split()
        for cut in range(1, len(words)):
            before, after = " ".join(words[:cut]), " ".join(words[cut:])
            if spec := self.find(after):
                yield HeadingMatch(spec, before)
            if words[cut].casefold() in ("of", "for", "in", "with") and (spec := self.find(before)):
                yield HeadingMatch(spec, " ".join(words[cut + 1 :]))

    def match_lead(self, lead: str) -> HeadingMatch | None:
        """What a bold lead (`**Usage:** ...`) means. Stricter than a heading: words such as `Children` or
        `Warning` often lead a paragraph *inside* a section."""
        whole = self.find(lead)
        if whole:
            return HeadingMatch(whole) if fold_heading(lead) in self._leads else None
        halves = _PARENTHESIS.fullmatch(lead.strip().rstrip(":"))
        if halves and fold_heading(halves["outer"]) in self._leads:
            return HeadingMatch(self._by_alias[fold_heading(halves["outer"])], halves["inner"].strip())
        return None

    def extended(self, more: Iterable[SectionSpec]) -> Schema:
        """This schema with `more` added; a section of the same name gains the aliases and new labels."""
        merged = {spec.name: spec for spec in self.sections}
        for spec in more:
            old = merged.get(spec.name)
            merged[spec.name] = spec if old is None else _merge(old, spec)
        return Schema(tuple(merged.values()))


def _merge(old: SectionSpec, new: SectionSpec) -> SectionSpec:
    return SectionSpec(
        name=old.name,
        label=new.label,
        title=new.title,
        aliases=(*old.aliases, old.label, old.title, *new.aliases),
        heading_aliases=(*old.heading_aliases, *new.heading_aliases),
        standard=old.standard or new.standard,
        alert=old.alert or new.alert,
        faqs=old.faqs or new.faqs,
    )


def fold_heading(heading: str) -> str:
    """`heading` without case, numbering, emphasis, punctuation and repeated spaces, for comparison."""
    words = _NUMBERING.sub("", heading.casefold()).replace("&", " and ").replace("_", " ")
    return _NOT_WORD.sub(" ", words).strip()


def slug(heading: str) -> str:
    """A section name for a heading that the schema does not know: words joined by underscores."""
    return fold_heading(heading).replace(" ", "_") or "section"


@cache
def default_schema() -> Schema:
    """The schema of `data/sections.yaml`, from the Python module that is generated from it."""
    # Generated, because the YAML parser alone would take a sixth of the start-up.
    from medtui.reading.default_sections import SECTIONS  # noqa: PLC0415

    return Schema(SECTIONS)

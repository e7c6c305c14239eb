"""Which sections a monograph may have, and which headings mean them; also as a library's own `medtui.yaml` says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property

from medtui.reading.heading_words import LONGEST_HEADING, fold_heading, heading_key, undressed
from medtui.reading.safe_yaml import Items, Node, Pairs, Scalar, UnsafeYamlError, parse_yaml
from medtui.reading.sections import SECTIONS, SectionSpec

_PARENTHESIS = re.compile(r"(?P<outer>.+?)\s*[(\[（](?P<inner>.+)[)\]）]", re.DOTALL)
_TWO_HALVES = re.compile(r"(?P<left>.+?)\s*(?:(?::|\s[-–—])\s+|：\s*)(?P<right>.+)", re.DOTALL)
_JOINED = re.compile(r"\s*(?:[/|,&+]|\b(?:and|or|et|ou|y|e|o|und|oder|и|или)\b)\s*", re.IGNORECASE)
_OF = frozenset({"of", "for", "de", "du", "del", "do", "da", "von", "für"})
_BESIDE_DOSAGE = frozenset({"administration", "duration", "frequency", "route", "routes", "schedule"})

_LONGEST_PHRASE = 120
_MOST_JOINED = 4

RESERVED_NAMES = frozenset({"all", "monograph", "closing"})
"""Names of tabs that are not sections of a schema."""


@dataclass(frozen=True, slots=True)
class HeadingMatch:
    """What a heading means: its section, and the words beside the section's name (a drug, or a remark)."""

    spec: SectionSpec
    qualifier: str = ""


@dataclass(frozen=True)
class Schema:
    """The sections in the order of their tabs, and a look-up by heading."""

    sections: tuple[SectionSpec, ...]

    @cached_property
    def standard(self) -> tuple[SectionSpec, ...]:
        """The sections whose tabs and number keys never move."""
        return tuple(spec for spec in self.sections if spec.standard)

    @cached_property
    def standard_names(self) -> frozenset[str]:
        """Their canonical names."""
        return frozenset(spec.name for spec in self.standard)

    @cached_property
    def _by_name(self) -> dict[str, SectionSpec]:
        return {spec.name: spec for spec in self.sections}

    @cached_property
    def _by_words(self) -> dict[str, SectionSpec]:
        """The first section that has the words, by those words."""
        return {words: spec for spec in reversed(self.sections) for words in spec.words}

    @cached_property
    def _heading_only(self) -> frozenset[str]:
        """The words that count as headings but not as bold leads."""
        leads = {
            heading_key(words)
            for spec in self.sections
            for words in (spec.name.replace("_", " "), spec.title, spec.label, *spec.aliases)
        }
        return frozenset(self._by_words) - leads

    @cached_property
    def _longest_words(self) -> int:
        return max((words.count(" ") + 1 for words in self._by_words), default=0)

    def get(self, name: str) -> SectionSpec | None:
        """The section with that canonical name."""
        return self._by_name.get(name)

    def label(self, name: str) -> str:
        """What the tab of that section says: for one that the schema does not know, its name in words."""
        spec = self.get(name)
        return (spec and spec.label) or name.replace("_", " ").capitalize()

    def find(self, words: str) -> SectionSpec | None:
        """The section that `words` (a canonical name, title or alias, however dressed) means."""
        return self._by_words.get(heading_key(words))

    def _find_joined(self, heading: str) -> SectionSpec | None:
        """The one section that all parts of `Uses / Indications` or `Dose & route` mean."""
        parts = [part for part in _JOINED.split(heading) if part]
        if not 2 <= len(parts) <= _MOST_JOINED:
            return None
        found = {spec.name: spec for part in parts if (spec := self.find(part))}
        others = {heading_key(part) for part in parts if not self.find(part)}
        spec = next(iter(found.values())) if len(found) == 1 else None
        return spec if spec and (not others or (spec.name == "dosage" and others <= _BESIDE_DOSAGE)) else None

    def match_heading(self, heading: str) -> HeadingMatch | None:
        """What a heading line means: `Dosage`, `Usage (Alprazolam)`, `Alprazolam (Generic Name)`,
        `Levosulpiride: Usage`, `Generic Name: Amoxicillin`. None when no part of it names a section."""
        if spec := self.find(heading):
            return HeadingMatch(spec)
        if len(heading) > LONGEST_HEADING:
            return None
        bare = undressed(heading).rstrip(":")
        for pattern in (_TWO_HALVES, _PARENTHESIS):
            if halves := pattern.fullmatch(bare):
                for name, rest in (halves.groups(), halves.groups()[::-1]):
                    if spec := self.find(name):
                        return HeadingMatch(spec, rest.strip())
        spec = self._find_joined(bare)
        return HeadingMatch(spec) if spec else None

    def match_phrase(self, heading: str) -> Iterator[HeadingMatch]:
        """What `Acebrophylline Dosage` or `Side effects of ibuprofen` may mean; only someone who knows the
        drug's name can tell whether the qualifier is one."""
        words = heading.strip().rstrip(":").split() if len(heading) <= _LONGEST_PHRASE else []
        longest = self._longest_words
        for cut in range(max(1, len(words) - longest), len(words)):
            if spec := self.find(" ".join(words[cut:])):
                yield HeadingMatch(spec, " ".join(words[:cut]))
        for cut in range(1, min(longest, len(words) - 2) + 1):
            if words[cut].casefold() in _OF and (spec := self.find(" ".join(words[:cut]))):
                yield HeadingMatch(spec, " ".join(words[cut + 1 :]))

    def match_lead(self, lead: str, *, alone: bool) -> HeadingMatch | None:
        """What a bold lead (`**Usage:** ...`) means. Stricter than a heading: words such as `Children` or
        `Warning` often lead a paragraph *inside* a section.

        alone: nothing else is on its line; then `**Generic Name: Amoxicillin**` is one too.
        """
        if spec := self._find_lead(lead):
            return HeadingMatch(spec)
        for pattern, is_possible in ((_PARENTHESIS, "(" in lead), (_TWO_HALVES, alone)):
            if is_possible and (halves := pattern.fullmatch(lead.strip().rstrip(":"))):
                name, rest = halves.groups()
                return HeadingMatch(spec, rest.strip()) if (spec := self._find_lead(name)) else None
        return None

    def _find_lead(self, words: str) -> SectionSpec | None:
        key = heading_key(words)
        return None if key in self._heading_only else self._by_words.get(key)

    def extended(self, more: Iterable[SectionSpec]) -> Schema:
        """This schema with `more` added; a section of the same name gains the aliases and new labels.

        Words that a new section claims no longer mean the old section that had them as an alias.
        """
        more = tuple(more)
        owner = {words: spec.name for spec in more for words in spec.words}
        merged = {spec.name: _without_claimed(spec, owner) for spec in self.sections}
        for spec in more:
            old = merged.get(spec.name)
            merged[spec.name] = spec if old is None else _merged(old, spec)
        return Schema(tuple(merged.values()))


def _without_claimed(spec: SectionSpec, owner: dict[str, str]) -> SectionSpec:
    def kept(aliases: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(alias for alias in aliases if owner.get(heading_key(alias), spec.name) == spec.name)

    return replace(spec, aliases=kept(spec.aliases), heading_aliases=kept(spec.heading_aliases))


def _merged(old: SectionSpec, new: SectionSpec) -> SectionSpec:
    return SectionSpec(
        name=old.name,
        label=new.label or old.label,
        title=new.title or old.title,
        aliases=(*old.aliases, old.label, old.title, *new.aliases),
        heading_aliases=(*old.heading_aliases, *new.heading_aliases),
        standard=old.standard or new.standard,
        alert=old.alert or new.alert,
        faqs=old.faqs or new.faqs,
    )


def slug(heading: str) -> str:
    """A section name for a heading that the schema does not know: words joined by underscores."""
    name = fold_heading(heading).replace(" ", "_")
    return f"{name}_" if name in RESERVED_NAMES else name


@cache
def default_schema() -> Schema:
    """The schema of the sections that medtui knows."""
    return Schema(SECTIONS)


# --- a library's own medtui.yaml -----------------------------------------------------------------------------

_WORDS = ("name", "label", "title")
_FLAGS = ("standard", "alert", "faqs")
_KEYS = (*_WORDS, "aliases", "heading_aliases", *_FLAGS)
_YES, _NO = ("yes", "true", "on"), ("no", "false", "off")


class SchemaError(ValueError):
    """The file is not a schema. str(error) says what is wrong and on which line. line: from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(f"line {line}: {message}")
        self.line = line


def parse_schema(text: str, base: Schema) -> Schema:
    """The schema that a library's own file makes of `base`: more of it, or another one where the file says
    `extend: no`. Raises SchemaError."""
    try:
        root = parse_yaml(text)
    except UnsafeYamlError as error:
        raise SchemaError(f"the file {error}", error.line) from error
    if root is None:
        raise SchemaError("the file is empty", 1)
    fields = _mapping(root, "the file", ("name", "extend", "sections", "check"))
    if "check" in fields and "sections" not in fields:
        return base
    if "sections" not in fields:
        raise SchemaError("the file has no `sections:` list", 1)
    nodes = _items(fields["sections"], "`sections`")
    if not nodes:
        raise SchemaError("`sections` is empty", fields["sections"].line)
    specs = [_section(node) for node in nodes]
    _refuse_repeats((spec, node.line) for spec, node in zip(specs, nodes, strict=True))
    extends = _flag(fields, "extend", default=True)
    schema = (base if extends else Schema(())).extended(specs)
    labels = {spec.name: schema.label(spec.name) for spec in schema.sections}
    return Schema(tuple(replace(s, label=labels[s.name], title=s.title or labels[s.name]) for s in schema.sections))


def _section(node: Node) -> SectionSpec:
    fields = _mapping(node, "a section", _KEYS)
    if "name" not in fields:
        raise SchemaError("a section needs a `name`", node.line)
    words = {key: _scalar(fields[key], f"`{key}`") for key in _WORDS if key in fields}
    name = fold_heading(words["name"]).replace(" ", "_")
    if not name:
        raise SchemaError("`name` needs at least one letter or digit", fields["name"].line)
    if name in RESERVED_NAMES:
        raise SchemaError(f"a section cannot be called `{name}`", fields["name"].line)
    return SectionSpec(
        name,
        label=words.get("label", ""),
        title=words.get("title", ""),
        aliases=_phrases(fields, "aliases"),
        heading_aliases=_phrases(fields, "heading_aliases"),
        **{flag: _flag(fields, flag, default=False) for flag in _FLAGS},
    )


def _refuse_repeats(sections: Iterable[tuple[SectionSpec, int]]) -> None:
    owners: dict[str, str] = {}
    names: set[str] = set()
    for spec, line in sections:
        if spec.name in names:
            raise SchemaError(f"the section `{spec.name}` is there twice", line)
        names.add(spec.name)
        for words in spec.words:
            owner = owners.setdefault(words, spec.name)
            if owner != spec.name:
                raise SchemaError(f"`{words}` cannot mean both `{owner}` and `{spec.name}`", line)


def _mapping(node: Node, what: str, allowed: tuple[str, ...]) -> dict[str, Node]:
    if not isinstance(node, Pairs):
        raise SchemaError(f"{what} must be a mapping with {', '.join(allowed)}", node.line)
    fields: dict[str, Node] = {}
    for key, value in node.pairs:
        name = key.text if isinstance(key, Scalar) else "?"
        if name not in allowed:
            raise SchemaError(f"unknown key `{name}`; allowed: {', '.join(allowed)}", key.line)
        if name in fields:
            raise SchemaError(f"`{name}` is there twice", key.line)
        fields[name] = value
    return fields


def _items(node: Node, what: str) -> list[Node]:
    if not isinstance(node, Items):
        raise SchemaError(f"{what} must be a list", node.line)
    return node.items


def _scalar(node: Node, what: str) -> str:
    if not isinstance(node, Scalar) or not node.text.strip():
        raise SchemaError(f"{what} must be a word or a phrase", node.line)
    return " ".join(node.text.split())


def _phrases(fields: dict[str, Node], key: str) -> tuple[str, ...]:
    return tuple(_scalar(item, f"each of `{key}`") for item in _items(fields[key], f"`{key}`")) if key in fields else ()


def _flag(fields: dict[str, Node], key: str, *, default: bool) -> bool:
    if key not in fields:
        return default
    word = _scalar(fields[key], f"`{key}`").casefold()
    if word not in _YES + _NO:
        raise SchemaError(f"`{key}` must be yes or no, not `{word}`", fields[key].line)
    return word in _YES

"""The words that every room shares: what a monograph is once it has been read.

A monograph is a *partition* of its file: `Monograph.parts`, in order, concatenate to the decoded text,
character for character. Everything else (sections, FAQs, the disclaimer) is a view of those parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from medtui.older_python import StrEnum


class PartKind(StrEnum):
    """What a run of source lines is. The values are part of the JSON contract."""

    FRONT_MATTER = "front_matter"
    TITLE = "title"
    INTRO = "intro"
    SECTION = "section"
    FAQ = "faq"
    DISCLAIMER = "disclaimer"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Part:
    """A run of whole source lines with one owner.

    source: the exact characters, line endings included.
    lines: first and last line in the file, counted from 1.
    section: canonical section name, or the slug of a heading that the schema does not know;
        empty for parts outside any section (front matter, title, intro, disclaimer, closing).
    drug: in a file about several drugs, the heading that names the one this part speaks of.
    heading: the words of the heading line, bold lead or question that starts this part, without
        their Markdown delimiters; empty when the part starts with plain text.
    body_start: offset into `source` at which the heading (or question) ends and the body (or answer) begins.
    as_written: it is to be shown without being parsed.
    """

    kind: PartKind
    source: str
    lines: tuple[int, int]
    section: str = ""
    drug: str = ""
    heading: str = ""
    body_start: int = 0
    as_written: bool = False

    @property
    def head(self) -> str:
        """The source of the heading or question."""
        return self.source[: self.body_start]

    @property
    def body(self) -> str:
        """The source of everything after the heading or question."""
        return self.source[self.body_start :]

    @property
    def is_field(self) -> bool:
        """Whether it is a row of a table, whose first column is its heading."""
        return self.head.endswith("|")


@dataclass(frozen=True, slots=True)
class Section:
    """A tab: the parts that share one section name, in file order.

    name: canonical name or slug. label: short, for the tab. title: in full, for sentences.
    """

    name: str
    label: str
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a file that its reader must know. message: one plain sentence. line: from 1, or 0."""

    code: str
    message: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Monograph:
    """One Markdown file about one drug or combination, read.

    title: the name to list it under. names: every name it gives itself, title first, no duplicates.
    metadata: the front matter's fields, in order; scalars as the file writes them, lists as tuples.
    sections: those the file has, in the order the tabs show them.
    """

    title: str
    names: tuple[str, ...]
    parts: tuple[Part, ...]
    sections: tuple[Section, ...]
    metadata: dict[str, str | tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def section(self, name: str) -> Section | None:
        """The section of that name, or None when the file lacks it."""
        return next((section for section in self.sections if section.name == name), None)

    def of_kind(self, kind: PartKind) -> Iterator[Part]:
        """The parts of one kind, in file order."""
        return (part for part in self.parts if part.kind is kind)

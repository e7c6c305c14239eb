"""The pages of the starter library, as the tests of its content look at them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from medtui.monograph import Monograph, Part, PartKind, Problem
from medtui.reading.decoding import decode
from medtui.reading.reader import read

CONTENT = Path(__file__).parents[2] / "content"
README = CONTENT / "README.md"
NAMES = sorted(path.stem for path in CONTENT.glob("*.md") if path != README)


@dataclass(frozen=True)
class Page:
    """stem: of its file name. front: its front matter, as YAML gives it. problems: of decoding and reading."""

    stem: str
    text: str
    monograph: Monograph
    front: dict[str, object]
    problems: tuple[Problem, ...]

    @property
    def body(self) -> list[tuple[int, str]]:
        """Number and text of each line after the front matter."""
        first = next((part.lines[1] for part in self.monograph.of_kind(PartKind.FRONT_MATTER)), 0)
        return list(enumerate(self.text.splitlines(), start=1))[first:]

    @property
    def sources(self) -> list[dict[str, str]]:
        """The entries under `sources:`, every value as text; none where they are not mappings."""
        listed = self.front.get("sources")
        entries = listed if isinstance(listed, list) else []
        return [{str(key): str(value) for key, value in entry.items()} for entry in entries if isinstance(entry, dict)]

    def parts(self, section: str) -> tuple[Part, ...]:
        """The parts of a section; none where the page lacks it."""
        found = self.monograph.section(section)
        return found.parts if found else ()


@cache
def page(name: str) -> Page:
    """The page of that name in the content folder."""
    return page_of((CONTENT / f"{name}.md").read_bytes(), name)


def page_of(source: bytes | str, stem: str) -> Page:
    """The page that a file of that stem and content would be."""
    text, damage = decode(source if isinstance(source, bytes) else source.encode())
    monograph = read(text, name=stem)
    return Page(stem, text, monograph, _front(text), (*damage, *monograph.problems))


def _front(text: str) -> dict[str, object]:
    lines = text.splitlines()
    if lines[:1] != ["---"] or "---" not in lines[1:]:
        return {}
    try:
        fields = yaml.safe_load("\n".join(lines[1 : lines.index("---", 1)]))
    except yaml.YAMLError:
        return {}  # medtui names the problem
    return {str(key): value for key, value in fields.items()} if isinstance(fields, dict) else {}


def paragraphs(lines: Sequence[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """Runs of lines without an empty one between them; every list item is a run of its own."""
    run: list[tuple[int, str]] = []
    for number, line in lines:
        starts_item = line.lstrip().startswith(("- ", "* "))
        if run and (not line.strip() or starts_item):
            yield run
            run = []
        if line.strip():
            run.append((number, line))
    if run:
        yield run

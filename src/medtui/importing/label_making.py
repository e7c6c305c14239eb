"""Labels -> monographs, with the verdict of the check in them. It uses no files, so that processes can do it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import dropwhile
from typing import NamedTuple

from medtui.importing.formats import read_labels
from medtui.importing.gate import faults_in
from medtui.importing.gate_counts import Counts, count_faults, counts_of
from medtui.importing.label import Label
from medtui.importing.label_library import IMPORTER, file_name, sha256
from medtui.importing.label_page import LabelPage, front_matter, label_page
from medtui.importing.label_sections import SCHEMA, TITLES
from medtui.importing.safe_xml import UnusableSourceError
from medtui.monograph import Part
from medtui.presentation.tabs import tabs
from medtui.reading.reader import read

_LETTER = re.compile(r"[^\W\d_]")
_MOST_FAULTS_KEPT = 20
_WARNING = (
    "Not imported whole: {} places differ from the label, the first of them: {}."
    " Read the label itself before you act on this."
)


class Order(NamedTuple):
    """How labels are made. today: the day that is written into them. include: kinds to take besides the usual ones."""

    today: date
    include: frozenset[str] = frozenset()


class Made(NamedTuple):
    """A label's monograph. file: the name for it. faults: what the check found, a clause each. counts: of the label,
    and of the monograph too where there are no faults."""

    set_id: str
    version: int
    file: str
    text: str
    faults: tuple[str, ...]
    counts: Counts


def make(data: bytes, order: Order) -> list[Made] | str:
    """The monographs of one source, or why there is none. Never raises: the labels after it are to come."""
    try:
        return [_made(label, sha256(data), order.today) for label in read_labels(data, order.include)]
    except UnusableSourceError as error:
        return str(error)
    except Exception as error:
        return f"medtui fails at it ({type(error).__name__}): please report that"


def _made(label: Label, source: str, today: date) -> Made:
    counts = counts_of(label)
    text, faults = _checked(label, counts, source, today)
    return Made(label.set_id, label.version, file_name(label), text, faults, counts)


def _checked(label: Label, counts: Counts, source: str, today: date) -> tuple[str, tuple[str, ...]]:
    """The monograph's file, and what is wrong with it."""
    for page in _pages(label):
        faults = tuple(faults_of(label, page, counts))
        if not faults:
            break
    else:
        page = _guarded(label_page(label, has_bold=False, warning=_WARNING.format(len(faults), faults[0])))
    facts = {
        "source_sha256": source,
        "text_sha256": sha256(page.text),
        "check": f"{len(faults)} faults" if faults else "whole",
        "imported": today.isoformat(),
        "importer": IMPORTER,
    }
    text = front_matter(label, facts, is_boxed="boxed_warning" in page.sections) + page.text
    return text, faults[:_MOST_FAULTS_KEPT]


def _pages(label: Label) -> Iterator[LabelPage]:
    """The ways to write a label down, the best first."""
    yield label_page(label)
    yield _guarded(label_page(label))
    yield _guarded(label_page(label, has_bold=False))


def _guarded(page: LabelPage) -> LabelPage:
    """The page with an entity for the first letter of each line that else would be read as the beginning of something,
    as a boxed warning, a disclaimer or a section, where the label has only text."""
    lines, done = page.text.split("\n"), {0}
    while (at := _misread("\n".join(lines))) not in done:
        lines[at] = _LETTER.sub(lambda letter: f"&#{ord(letter[0])};", lines[at], count=1)
        done.add(at)
    return LabelPage("\n".join(lines), page.sections)


def _misread(text: str) -> int:
    """The index of the first line at which something begins that was not written as such; 0 where there is none."""
    parts = read(text, schema=SCHEMA).parts
    for part in dropwhile(lambda part: not _is_ours(part), parts[:-1]):
        if not _is_ours(part):
            return part.lines[0] - 1
    return 0


def _is_ours(part: Part) -> bool:
    return part.section in TITLES and part.source.startswith(f"### {TITLES[part.section]}\n")


def faults_of(label: Label, page: LabelPage, counts: Counts) -> Iterator[str]:
    """What is wrong with the page that a label was made into, a clause each. counts: of the label."""
    monograph = read(page.text, schema=SCHEMA)
    if tuple(part.section for part in monograph.parts if part.section) != page.sections:
        yield "its sections are read in another way than they were written"
    yield from map(str, monograph.problems)
    shown = [tab for tab in tabs(monograph, SCHEMA) if tab.present and tab.section in page.sections]
    yield from faults_in(monograph, shown, label)
    yield from count_faults(counts, monograph, shown)

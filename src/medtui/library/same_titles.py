"""What tells monographs of the same title apart: the first heading in them, the form or strength, else the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING
from unicodedata import normalize

from medtui.library.drug_groups import about_label, moieties_of
from medtui.safe_text import safe_line

if TYPE_CHECKING:
    from medtui.library.entry import Entry
    from medtui.monograph import Monograph

_FIELDS = ("form", "dosage form", "formulation", "strength", "route")
_MOST_READ = 8
"""Of more monographs with one title no file is read for its heading."""


def difference(entries: Sequence[Entry], place: int, *, is_short: bool = False) -> str:
    """What to say beside the title of the entry at that place; empty where no other one has that title, or each of them
    is in another library, which is said anyhow. is_short: of a label only labeler and date."""
    if entries[place].label and (labels := labels_of_drug(entries, place)):
        return _among_labels(entries[place], labels, is_short=is_short)
    before, after = list(_same_title(entries, place, -1)), list(_same_title(entries, place, 1))
    same = (*reversed(before), entries[place], *after)
    if len({entry.library for entry in same}) == len(same):
        return ""
    return _differences(same)[len(before)]


def labels_of_drug(entries: Sequence[Entry], place: int) -> tuple[Entry, ...]:
    """The other labels of the drug of the one at that place, those after it first, then from the first on."""
    if not (moieties := moieties_of(entries[place])):
        return ()

    def beside(places: range) -> list[Entry]:
        return list(takewhile(lambda other: moieties_of(other) == moieties, map(entries.__getitem__, places)))

    return (*beside(range(place + 1, len(entries))), *reversed(beside(range(place - 1, -1, -1))))


def _among_labels(own: Entry, others: Sequence[Entry], *, is_short: bool) -> str:
    for short in (True, False) if is_short else (False,):
        words = about_label(own, is_short=short)
        if not any((other.title, about_label(other, is_short=short)) == (own.title, words) for other in others):
            return words
    return f"{words} · {own.path}"


def beside_title(entries: Sequence[Entry], place: int) -> str:
    """The same for a line that has the entry's id, which says the file."""
    words = difference(entries, place)
    return "" if words == entries[place].path else words


def first_heading(monograph: Monograph) -> str:
    """The first heading that says something of its own, and no section's name; else the form or strength that the front
    matter gives, or nothing."""
    from medtui.monograph import PartKind
    from medtui.reading.schema import default_schema

    known = default_schema().get
    headings = (
        part.heading
        for part in monograph.parts
        if (part.drug or part.kind is PartKind.TITLE or (part.section and known(part.section) is None))
        and not part.is_field
    )
    if heading := next((heading for heading in headings if as_seen(heading) != as_seen(monograph.title)), ""):
        return safe_line(heading)
    fields = {key.casefold().replace("_", " "): value for key, value in monograph.metadata.items()}
    given = (fields.get(key, "") for key in _FIELDS)
    return safe_line(" ".join(value if isinstance(value, str) else ", ".join(value) for value in given if value))


def others_of_title(entries: Sequence[Entry], place: int) -> tuple[Entry, ...]:
    """The others that have the title of the entry at that place."""
    return (*_same_title(entries, place, -1), *_same_title(entries, place, 1))


def as_seen(title: str) -> str:
    """What two titles have in common that are hard to tell apart on a screen."""
    return (title if title.isascii() else normalize("NFKC", title)).casefold()


def _same_title(entries: Sequence[Entry], place: int, step: int) -> Iterator[Entry]:
    """The next ones of the same title in that direction; entries are sorted by it."""
    title, at = as_seen(entries[place].title), place + step
    while 0 <= at < len(entries) and as_seen(entries[at].title) == title:
        yield entries[at]
        at += step


@lru_cache(maxsize=32)
def _differences(entries: tuple[Entry, ...]) -> list[str]:
    headings = [_heading_in(entry) for entry in entries] if len(entries) <= _MOST_READ else []
    if all(headings) and len(set(headings)) == len(entries):
        return headings
    return [entry.path for entry in entries]


def _heading_in(entry: Entry) -> str:
    from medtui.library.files import UnreadableFile
    from medtui.library.loading import load
    from medtui.reading.schema import default_schema

    try:
        return first_heading(load(entry, default_schema()).monograph)
    except UnreadableFile:
        return ""

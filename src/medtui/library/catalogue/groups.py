"""The monographs of a list by initial, class or tag."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import NamedTuple

from medtui.library.catalogue import sql_tables
from medtui.library.catalogue.documents import CLASS, TAG
from medtui.library.catalogue.listing import Listing
from medtui.library.catalogue.storage import DamagedError
from medtui.library.entry import Entry
from medtui.library.names.folding import fold

NAME = "name"
KINDS = (NAME, CLASS, TAG)

_NOT_A_LETTER = "0-9"


class Group(NamedTuple):
    """name: as it is written first. entries: in the order of the list."""

    name: str
    entries: tuple[Entry, ...]


def groups(listing: Listing, kind: str) -> list[Group]:
    """The groups of that kind, by alphabet, however a name is written. No class or tag is known while there is no
    catalogue of the texts."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    rows = _initials(listing) if kind == NAME else _topics(listing, kind)
    for name, place in rows:
        found[fold(name)].append((name, place))
    return [
        Group(members[0][1], tuple(listing.entries[place] for place in sorted({place for _, place in found[key]})))
        for key, members in sorted((key, [(place, name) for name, place in found[key]]) for key in found)
    ]


def _initials(listing: Listing) -> Iterator[tuple[str, int]]:
    for place, entry in enumerate(listing.entries):
        initial = fold(entry.title)[:1]
        yield initial.upper() if initial.isalpha() else _NOT_A_LETTER, place


def _topics(listing: Listing, kind: str) -> Iterator[tuple[str, int]]:
    for number, names in enumerate(listing.catalogues):
        places: Sequence[int] = listing.places(number)
        if names is None:
            continue
        try:
            with closing(listing.sources[number].storage.connect(names.edition)) as connection:
                for name, file in sql_tables.topics(connection, kind):
                    if file < len(places) and places[file]:
                        yield name, places[file] - 1
        except (sqlite3.Error, DamagedError):  # another catalogue is being put in its place
            continue

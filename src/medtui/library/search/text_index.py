"""One library's catalogue, asked which monographs say all of something."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from medtui.library.catalogue.listing import Listing
from medtui.library.catalogue.sql_tables import EVERYTHING, NAMES
from medtui.library.entry import Entry
from medtui.library.query.fields import FieldKind
from medtui.library.query.matcher import Matcher
from medtui.library.query.query_tree import And, Has, Is, Node, Not, Or, Term, Within, needs_user_data
from medtui.library.search.concepts import Concept, term_ways
from medtui.library.search.match_expression import Expressions, said

MOST_COUNTED = 10_000
"""More monographs of a library than that are not counted: `more than 10,000`."""
_MOST_SCORED = 1500
"""Of so many monographs bm25 says which are the best: it takes 4 to 20 µs for each. Of more, those that have it all
in their indications."""
_MOST_RANKED = 60
"""So many monographs are ranked by their passages."""
_RANKED_INSTEAD = 1000
"""One more for so many in the index: bm25 first counts each word in all of it, which takes as long."""
_WEIGHTS = {
    "usage": 4.0,
    "dosage": 4.0,
    "boxed_warning": 4.0,
    "contraindications": 4.0,
    "precautions": 3.0,
    "faqs": 2.0,
}
_NAMES_WEIGHT = 10.0
_FIRST_DOSE = '"first dose now"'
_MOST_WEIGHTS = 100  # SQLite's functions take 127 arguments


class UserData(NamedTuple):
    """What no index knows. marked: the monographs that `is:marked` means. notes: what `note:` looks through.
    breaking: the monographs that break a rule of `medtui check`, or any for `problems`."""

    marked: Sequence[Entry] = ()
    notes: Sequence[tuple[Entry, str]] = ()
    breaking: Callable[[str], Iterable[Entry]] = lambda _: ()


NO_USER_DATA = UserData()


class Found(NamedTuple):
    """What an index has found: places in the listing. best: to be ranked. rest: all others that were counted, in their
    order by bm25, or that of the list."""

    best: Sequence[int]
    rest: Sequence[int]
    total: int
    is_more: bool = False


class TextIndex:
    """One library's catalogue, open."""

    def __init__(self, listing: Listing, number: int) -> None:
        """Raises sqlite3.Error, DamagedError or ValueError."""
        names = listing.catalogues[number]
        if names is None or not names.about.columns:
            raise ValueError("the library has no index yet")
        self._names = names
        self._places = listing.places(number)
        self._numbers = {place - 1: number for number, place in enumerate(self._places) if place}
        self.connection = listing.sources[number].storage.connect(names.edition)
        try:
            self.connection.execute("PRAGMA cache_size = -16384")  # the first to look into the file
        except sqlite3.Error:
            self.connection.close()
            raise
        self._expressions = Expressions(names.about.columns)
        # Names, facts, the rest, then the sections; those for which there is no room count 1.
        weights = [_NAMES_WEIGHT, 0.0, *(_WEIGHTS.get(name, 1.0) for name in names.about.columns[2:])][:_MOST_WEIGHTS]
        self._scored = f"SELECT bm25(text, {', '.join(map(str, weights))}), rowid FROM text WHERE text MATCH ?"
        self._is_numbered_in_order = list(self._numbers) == sorted(self._numbers)

    def number_of(self, place: int) -> int | None:
        """The number in this index of the monograph at a place of the listing."""
        return self._numbers.get(place)

    def search(self, concepts: Sequence[Concept], constraint: Node | None, user_data: UserData) -> Found:
        """The monographs that say all of it and fulfil the constraint."""
        parts = [said(concept) for concept in concepts]
        if constraint is not None and needs_user_data(constraint):
            live = set(self._live(self._rows(" AND ".join(parts)))) if parts else self._readable()
            places = sorted(live & self._set_of(constraint, user_data))
            return Found(places[:_MOST_RANKED], places[_MOST_RANKED:], len(places))
        if constraint is not None:
            parts.append(self._expressions.of(constraint))
        if not parts:
            return Found((), (), 0)
        expression = f"({' AND '.join(parts)})" if len(parts) > 1 else parts[0]
        places = self._saying(expression, MOST_COUNTED + 1)
        best, next_best = self._best(expression, places)
        taken = {*best, *next_best}
        rest = [*next_best, *(place for place in places if place not in taken)]
        return Found(best, rest, min(len(best) + len(rest), MOST_COUNTED), len(places) > MOST_COUNTED)

    def emergencies(self, signs: Sequence[Concept]) -> list[int]:
        """The monographs with a first dose whose Usage says any of the signs."""
        now = self._expressions.within(("dosage",), _FIRST_DOSE)
        usage = self._expressions.within(("usage",), f"({' OR '.join(map(said, signs))})")
        return self._saying(f"({now} AND {usage})", _MOST_RANKED)

    def _best(self, expression: str, places: Sequence[int]) -> tuple[Sequence[int], Sequence[int]]:
        """Those of the places that are worth ranking, and where bm25 has chosen them, the next best."""
        some = places
        if len(places) > _MOST_SCORED:
            for columns in ((NAMES, "usage"), (NAMES,)):
                narrower = self._expressions.within(columns, expression)
                some = self._saying(narrower, _MOST_SCORED + 1)
                if len(some) <= _MOST_SCORED:
                    expression = narrower
                    break
        if not some or len(some) > _MOST_SCORED:
            return places[:_MOST_RANKED], ()
        if len(some) <= _MOST_RANKED + len(self._numbers) // _RANKED_INSTEAD:
            return some, ()
        scored = self.connection.execute(self._scored, (expression,))
        ordered = [
            place for _, place in sorted((score, place) for score, row in scored for place in self._live((row,)))
        ]
        return ordered[:_MOST_RANKED], ordered[_MOST_RANKED:]

    def _saying(self, expression: str, most: int) -> list[int]:
        """The places of those for which that holds, in the order of the list; so many at most."""
        limit = most if self._is_numbered_in_order else -1  # no more after a build, and before it is updated
        return sorted(self._live(self._rows(expression, limit)))[:most]

    def count(self, concept: Concept) -> int:
        """How many monographs say it, so far as they are counted."""
        return len(self._saying(said(concept), _MOST_SCORED))

    def fulfils(self, constraint: Node | None, place: int, user_data: UserData) -> bool:
        """Whether the monograph at that place does."""
        number = self._numbers.get(place)
        if number is None or constraint is None:
            return number is not None
        if needs_user_data(constraint):
            return place in self._set_of(constraint, user_data)
        query = "SELECT 1 FROM text WHERE text MATCH ? AND rowid = ?"
        return self.connection.execute(query, (self._expressions.of(constraint), number)).fetchone() is not None

    def _rows(self, expression: str, limit: int = -1) -> array[int]:
        return self._fetch("SELECT rowid FROM text WHERE text MATCH ? ORDER BY rowid LIMIT ?", (expression, limit))

    def _fetch(self, query: str, parameters: tuple[object, ...]) -> array[int]:
        return array("I", chain.from_iterable(self.connection.execute(query, parameters)))

    def _live(self, rows: Iterable[int]) -> list[int]:
        """Their places."""
        places = self._places
        return [place - 1 for row in rows if row < len(places) and (place := places[row])]

    def _set_of(self, node: Node, user_data: UserData) -> set[int]:
        """The places of the monographs that `node` finds, in which there are marks, notes or problems."""
        match node:
            case And():
                return set.intersection(*(self._set_of(part, user_data) for part in node.nodes))
            case Or():
                return set.union(*(self._set_of(part, user_data) for part in node.nodes))
            case Not():
                return self._readable() - self._set_of(node.node, user_data)
            case Is():
                return self._own(user_data.marked if node.what == "marked" else user_data.breaking(node.what))
            case Within() | Has() if node.field.kind is FieldKind.NOTE:
                return self._own(entry for entry, text in user_data.notes if _says(text, node))
            case _:
                return set(self._live(self._rows(self._expressions.of(node))))

    def _readable(self) -> set[int]:
        """The places of all files that could be read."""
        return set(self._live(self._rows(f'"{EVERYTHING}"')))

    def _own(self, entries: Iterable[Entry]) -> set[int]:
        """The places of those of them that are of this library."""
        raws = (entry.raw for entry in entries if entry.source == self._names.library)
        rows = (row for raw in raws if (row := self._names.row_of(raw)) is not None)
        return set(self._live(self._names.numbers[row] for row in rows))


def _says(text: str, node: Node) -> bool:
    """Whether a note has what `node` asks for, in which there is no field but `note`."""
    match node:
        case Has():
            return True
        case Within():
            return _says(text, node.node)
        case Term():
            return bool(Matcher(term_ways(node)).hits(text))
        case Not():
            return not _says(text, node.node)
        case And():
            return all(_says(text, part) for part in node.nodes)
        case Or():
            return any(_says(text, part) for part in node.nodes)
    raise ValueError(node)

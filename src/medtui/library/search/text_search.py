"""Finding monographs by the words in them, through the catalogues of the open libraries."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from operator import le
from typing import NamedTuple

from medtui.library.catalogue import sql_tables
from medtui.library.catalogue.documents import START_LETTERS
from medtui.library.catalogue.index_writer import numbers_in, set_of, unpacked_set
from medtui.library.catalogue.listing import Listing
from medtui.library.catalogue.storage import DamagedError
from medtui.library.entry import Entry
from medtui.library.query.fields import FieldKind
from medtui.library.query.matcher import Matcher
from medtui.library.query.query_tree import And, Has, Is, Node, Not, Or, Query, Term, Within
from medtui.library.search.match_expression import Expressions, ways

MOST_RANKED = 1500
"""More monographs than that are not ranked: bm25 takes some 4 µs for each, and nobody reads so far down."""
MOST_RANKED_OF_MANY = 400
"""The same in a large library, where bm25 takes some 20 µs for each."""
_LARGE = 20_000

_MOST_WEIGHTS = 100  # SQLite's functions take 127 arguments
_ROWS = 4096
_SECONDS_EACH = (0.0, 6e-6, 1.5e-6, 0.8e-6, 0.5e-6)
"""By the letters of a beginning: what the index takes for each monograph that has it (measured)."""
_NAMES_WEIGHT = 10.0
_WEIGHTS = {
    "boxed_warning": 5.0, "usage": 4.0, "dosage": 4.0, "contraindications": 4.0, "interactions": 3.0,
    "precautions": 3.0, "populations": 3.0, "side_effects": 3.0, "overdose": 3.0, "generic_name": 2.0,
    "how_it_works": 2.0, "faqs": 2.0,
}  # fmt: skip


def section_weight(section: str) -> float:
    """How much a word in that section counts against one in an ordinary section."""
    return _WEIGHTS.get(section, 1.0)


class TextResults(NamedTuple):
    """places: in the listing's entries, best first. total: how many monographs match; None while that is being
    counted, when `places` are only the first of them. ranked: by how well they match, else by name."""

    places: Sequence[int]
    total: int | None
    ranked: bool


NO_RESULTS = TextResults((), 0, ranked=True)


class UserData(NamedTuple):
    """The user's marks and notes. marked: the monographs that `is:marked` means. notes: what `note:` looks through."""

    marked: Sequence[Entry] = ()
    notes: Sequence[tuple[Entry, str]] = ()


NO_USER_DATA = UserData()


class StaleError(Exception):
    """A catalogue is not the one that the listing was made from, or cannot be read: take a newer listing."""


class TextSearch:
    """Searches the texts of a listing. For one thread at a time; only `interrupt` may be called from another.

    The listing must have been loaded, and each library in it must have a catalogue.
    """

    def __init__(self, listing: Listing, most_ranked: int | None = None) -> None:
        """most_ranked: more monographs are not ranked; by the size of the library if None. Raises StaleError."""
        self._indexes: list[_Index] = []
        try:
            for number in range(len(listing.sources)):
                self._indexes.append(_Index(listing, number, most_ranked))
        except (sqlite3.Error, DamagedError, ValueError) as error:
            self.close()
            raise StaleError(str(error)) from error

    def close(self) -> None:
        """Let go of the catalogues."""
        for index in self._indexes:
            index.close()

    def interrupt(self) -> None:
        """End a search that goes on in another thread: it raises StaleError."""
        for index in self._indexes:
            index.interrupt()

    def keys(self) -> list[str]:
        """Every key of front matter in the libraries, for `Fields`. Raises StaleError."""
        try:
            return sorted({key for index in self._indexes for key in index.front_matter_keys()})
        except sqlite3.Error as error:
            raise StaleError(str(error)) from error

    def cost(self, query: Query) -> float:
        """About how many seconds the slow parts of the query take. Raises StaleError."""
        try:
            return sum(index.cost(query.root) for index in self._indexes) if query.root else 0.0
        except (sqlite3.Error, ValueError) as error:
            raise StaleError(str(error)) from error

    def search(self, query: Query, user_data: UserData = NO_USER_DATA) -> Iterator[TextResults]:
        """The monographs that the query asks for. Where there are so many that counting takes time, the first
        ones come before all of them. user_data: the marks and notes it asks about. Raises StaleError."""
        if query.root is None:
            yield NO_RESULTS
            return
        try:
            rounds = [index.search(query.root, user_data) for index in self._indexes]
            found = [next(each) for each in rounds]
            if any(each.total is None for each in found):
                yield _together(found)
                found = [next(later, first) for first, later in zip(found, rounds, strict=True)]
            yield _together(found)
        except (sqlite3.Error, ValueError) as error:
            raise StaleError(str(error)) from error


def _together(found: Sequence[_Found]) -> TextResults:
    """The results of several libraries as one."""
    total = None if any(each.total is None for each in found) else sum(each.total or 0 for each in found)
    if len(found) == 1:
        return TextResults(found[0].places, total, found[0].scores is not None)
    if all(each.scores is not None for each in found):
        scored = sorted(pair for each in found for pair in zip(each.scores or (), each.places, strict=True))
        return TextResults([place for _, place in scored], total, ranked=True)
    return TextResults(sorted(chain.from_iterable(each.places for each in found)), total, ranked=False)


class _Found(NamedTuple):
    """scores: one for each place, the lowest best; None where they are not ranked."""

    places: Sequence[int]
    total: int | None
    scores: Sequence[float] | None = None


class _Index:
    """One library's catalogue, open."""

    def __init__(self, listing: Listing, number: int, most_ranked: int | None) -> None:
        """Raises sqlite3.Error, DamagedError or ValueError."""
        names = listing.catalogues[number]
        if names is None or not names.about.columns:
            raise ValueError("the library has no index yet")
        self._places = listing.places(number)
        self._numbers = names.numbers
        self._names = names
        self._connection = listing.sources[number].storage.connect(names.edition)
        self._connection.execute("PRAGMA cache_size = -16384")
        self._expressions = Expressions(names.about.columns)
        # Names, facts, the rest, then the sections; those for which there is no room count 1, as an ordinary one.
        weights = [_NAMES_WEIGHT, 0.0, *map(section_weight, names.about.columns[2:])][:_MOST_WEIGHTS]
        self._ranked = (
            f"SELECT rowid, bm25(text, {', '.join(map(str, weights))}) FROM text WHERE text MATCH ? ORDER BY 2"
        )
        self._starts: dict[str, int] = {}
        by_size = MOST_RANKED if len(names) < _LARGE else MOST_RANKED_OF_MANY
        self._most_ranked = by_size if most_ranked is None else most_ranked
        # Rows of files that have changed or gone since they were put there are still in the index.
        readable = (number for row, number in enumerate(self._numbers) if row not in names.problems_by_row)
        self._live = set_of(self._numbers if not names.problems_by_row else list(readable))
        self._is_in_order = all(map(le, self._numbers, islice(self._numbers, 1, None)))

    def close(self) -> None:
        self._connection.close()

    def interrupt(self) -> None:
        self._connection.interrupt()

    def front_matter_keys(self) -> list[str]:
        return sql_tables.front_matter_keys(self._connection)

    def search(self, root: Node, user_data: UserData) -> Iterator[_Found]:
        gates, rest = self._gated(root)
        live = self._live
        for gate in gates:
            live &= gate
        if rest is None:
            yield self._unranked(live)
        elif self._is_for_sets(rest):
            if isinstance(rest, Or) and (known := self._known_of(rest) & live):
                yield self._first(known)
            yield self._unranked(live & self._set_of(rest, user_data))
        else:
            yield from self._matching(self._expressions.of(rest), live)

    def cost(self, node: Node, *, within: bool = False) -> float:
        """About how many seconds the index takes for the short beginnings of words in `node` that no set
        answers: in a field, or at the end of a phrase. within: `node` stands in a field."""
        match node:
            case Term():
                last = node.words[-1]
                if not node.starts or len(last) > START_LETTERS or (not within and len(node.words) == 1):
                    return 0.0
                return _SECONDS_EACH[len(last)] * self._beginning(last).bit_count()
            case Within():
                return 0.0 if node.field.kind is FieldKind.NOTE else self.cost(node.node, within=True)
            case Not():
                return self.cost(node.node, within=within)
            case And() | Or():
                return sum(self.cost(part, within=within) for part in node.nodes)
            case Has() | Is():
                return 0.0

    def _matching(self, expression: str, live: int) -> Iterator[_Found]:
        some = self._numbers_of(expression, self._most_ranked + 1)
        if len(some) <= self._most_ranked:
            wanted = set(numbers_in(set_of(some) & live))
            scored = [
                (number, score)
                for number, score in self._connection.execute(self._ranked, (expression,))
                if number in wanted
            ]
            yield _Found([self._place(number) for number, _ in scored], len(scored), [score for _, score in scored])
            return
        yield self._first(set_of(some) & live)
        yield self._unranked(set_of(self._numbers_of(expression)) & live)

    def _gated(self, root: Node) -> tuple[list[int], Node | None]:
        """Take out of the query what the sets counted beforehand can answer, where the index would have to look
        through half of its words. Returns the sets that a monograph must be in, and what is left."""
        gates: list[int] = []
        rest: list[Node] = []
        for node in root.nodes if isinstance(root, And) else (root,):
            gate = self._gate(node)
            barrier = self._gate(node.node) if isinstance(node, Not) else None
            if gate is not None:
                gates.append(gate)
            elif barrier is not None:
                gates.append(self._live & ~barrier)
            else:
                rest.append(node)
        if len(rest) > 1:
            return gates, And(tuple(rest))
        return gates, rest[0] if rest else None

    def _is_for_sets(self, node: Node) -> bool:
        """Whether the index alone cannot answer `node`, or only slowly."""
        match node:
            case Is():
                return True
            case Term() | Has():
                return _is_of_notes(node) or self._gate(node) is not None
            case Not():
                return self._is_for_sets(node.node)
            case And() | Or():
                return any(map(self._is_for_sets, node.nodes))
            case Within():
                return _is_of_notes(node)

    def _gate(self, node: Node) -> int | None:
        """The set that answers `node`; None where the index has to, and is quick because few monographs match."""
        if isinstance(node, Has):
            if _is_of_notes(node):
                return None
            return self._beginning(self._expressions.fact_of(node)) or None
        if not isinstance(node, Term) or not node.starts or len(node.words) > 1:
            return None
        if len(node.words[0]) > START_LETTERS or len(ways(node)) > 1:
            return None
        return self._beginning(node.words[0]) or None

    def _beginning(self, letters: str) -> int:
        """The monographs with a word that begins so, where they are many; none is known where they are few."""
        if letters not in self._starts:
            row = self._connection.execute("SELECT numbers FROM start WHERE letters = ?", (letters,)).fetchone()
            self._starts[letters] = unpacked_set(row[0]) if row else 0
        return self._starts[letters]

    def _set_of(self, node: Node, user_data: UserData) -> int:
        """The monographs that `node` finds."""
        match node:
            case And():
                found = self._live
                for part in node.nodes:
                    found &= self._set_of(part, user_data)
                return found
            case Or():
                found = 0
                for part in node.nodes:
                    found |= self._set_of(part, user_data)
                return found
            case Not():
                return self._live & ~self._set_of(node.node, user_data)
            case Is():
                return self._set_of_entries(user_data.marked)
            case Within() | Has() if _is_of_notes(node):
                return self._set_of_entries([entry for entry, text in user_data.notes if _says(text, node)])
            case Term() | Within() | Has():
                gate = self._gate(node)
                return set_of(self._numbers_of(self._expressions.of(node))) if gate is None else gate

    def _set_of_entries(self, entries: Sequence[Entry]) -> int:
        """Those of them that are of this library."""
        own = (entry.raw for entry in entries if entry.source == self._names.library)
        rows = [row for raw in own if (row := self._names.row_of(raw)) is not None]
        return self._live & set_of(self._numbers[row] for row in rows)

    def _numbers_of(self, expression: str, limit: int = -1) -> array[int]:
        rows = self._connection.execute(
            "SELECT rowid FROM text WHERE text MATCH ? ORDER BY rowid LIMIT ?", (expression, limit)
        )
        numbers = array("I")
        while some := rows.fetchmany(_ROWS):  # all at once would take a lot of memory for a moment
            numbers.extend(chain.from_iterable(some))
        return numbers

    def _known_of(self, node: Or) -> int:
        """The monographs that `node` finds by the sets alone."""
        found = 0
        for part in node.nodes:
            found |= self._gate(part) or 0
        return found

    def _first(self, bits: int) -> _Found:
        """The first of the monographs in the set, there being more that are still to be counted."""
        return _Found([self._place(number) for number in islice(numbers_in(bits), self._most_ranked)], None)

    def _unranked(self, bits: int) -> _Found:
        if self._is_in_order:
            places: Sequence[int] = _Places(self._places, bits)
        else:
            places = sorted(map(self._place, numbers_in(bits)))
        return _Found(places, len(places))

    def _place(self, number: int) -> int:
        return self._places[number] - 1


def _is_of_notes(node: Within | Has | Term) -> bool:
    return not isinstance(node, Term) and node.field.kind is FieldKind.NOTE


def _says(text: str, node: Node) -> bool:
    """Whether a note has what `node` asks for, in which there is no field but `note`."""
    match node:
        case Has():
            return True
        case Within():
            return _says(text, node.node)
        case Term():
            return bool(Matcher(list(ways(node))).hits(text))
        case Not():
            return not _says(text, node.node)
        case And():
            return all(_says(text, part) for part in node.nodes)
        case Or():
            return any(_says(text, part) for part in node.nodes)
    raise ValueError(node)


class _Places(Sequence[int]):
    """The places of a set of monographs, worked out only as far as they are looked at."""

    def __init__(self, places: array[int], bits: int) -> None:
        self._size = bits.bit_count()
        self._coming = (places[number] - 1 for number in numbers_in(bits))
        self._known = array("I")

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, index: int) -> int:  # type: ignore[override]
        """The place at `index`, from 0; no slices."""
        if index < 0:
            index += self._size
        while len(self._known) <= index:
            try:
                self._known.append(next(self._coming))
            except StopIteration:
                raise IndexError(index) from None
        return self._known[index]

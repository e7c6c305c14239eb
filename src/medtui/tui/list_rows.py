"""The rows of the list, each made when it is looked at: drugs by name, matches in the text, look-alike names; and for
an empty search box marked monographs and those read last above all the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from medtui.library.entry import ABOUT_BRANDS
from medtui.presentation.markdown.styled import Span
from medtui.tui.drug_list import NOWHERE
from medtui.tui.row_lines import Row

if TYPE_CHECKING:
    from medtui.desk.desk_contents import DeskContents
    from medtui.library.catalogue.listing import Listing
    from medtui.library.entry import Entry
    from medtui.library.names.name_index import NameMatches
    from medtui.library.query.matcher import Matcher
    from medtui.library.query.query_tree import Query
    from medtui.library.search.snippets import Where
    from medtui.library.search.text_search import TextResults
    from medtui.reading.passages import Passage
    from medtui.reading.schema import Schema

_BEFORE, _AFTER = 30, 60
"""Characters of a snippet around the match: about three lines of the list."""

_MOST_LOOKED_AT = 1000
MOST_RECENT = 10

_OUTSIDE_SECTIONS = ("title", "intro", "front_matter", "disclaimer")


class Target(NamedTuple):
    """What a row leads to. section and matcher: where the match in the text is (empty: outside the sections),
    and what marks it; None for a row by name.

    only_near: the name merely looks like what was typed, so it is opened only when the user says so.
    start: the section to open it at, this time only; empty for the one that is chosen. passage: the one that answers.
    """

    entry: Entry
    section: str | None = None
    matcher: Matcher | None = None
    only_near: bool = False
    start: str = ""
    passage: Passage | None = None


class TextMatches:
    """What the text search found for a query, and where in each monograph that is."""

    def __init__(
        self, query: Query, results: TextResults, entries: Sequence[Entry], schemas: dict[str, Schema]
    ) -> None:
        from medtui.library.search.snippets import Locator

        self.results = results
        self._locator = Locator(query, before=_BEFORE, after=_AFTER)
        self._entries = entries
        self._schemas = schemas
        self._where: dict[int, Where] = {}

    @property
    def matcher(self) -> Matcher:
        """Finds the words of the query in a text."""
        return self._locator.matcher

    def count(self) -> str:
        """How many there are, in words."""
        total = self.results.total
        return f"{len(self.results.places):,} and more" if total is None else f"{total:,}"

    def where(self, place: int) -> Where:
        """Where the query matches in the monograph at that place of the listing, by its file as it is now."""
        found = self._where.get(place)
        if found is None:
            from medtui.library.files import UnreadableFile
            from medtui.library.loading import load
            from medtui.library.search.snippets import NOWHERE

            entry = self._entries[place]
            try:
                found = self._locator.where(load(entry, self._schemas[entry.library]).monograph)
            except (UnreadableFile, KeyError):
                found = NOWHERE
            self._where[place] = found
        return found

    def row(self, place: int) -> Row:
        """The monograph at that place: its title, the section with the best match, and a line of its text."""
        entry, where = self._entries[place], self.where(place)
        spans = (Span(text, "match" if is_hit else "") for text, is_hit in where.snippet.runs() if text)
        return Row(entry.title, where.why, tuple(spans), path=(where.title,) if where.title else ())

    def target(self, place: int) -> Target:
        """What the row of the monograph at that place leads to."""
        entry, where = self._entries[place], self.where(place)
        if not where.hits:
            return Target(entry)
        return Target(entry, "" if where.section in _OUTSIDE_SECTIONS else where.section, self.matcher)


class Offers(NamedTuple):
    """marked: in the user's order. recent: the newest first, with the section that was read."""

    marked: Sequence[Entry] = ()
    recent: Sequence[tuple[Entry, str]] = ()

    def __bool__(self) -> bool:
        return bool(self.marked or self.recent)


def offers_of(desk: DeskContents, listing: Listing) -> Offers:
    """Those of the desk's monographs that the open libraries have."""
    marked = [entry for mark in desk.marks if (entry := listing.with_id(mark.id))]
    recent: list[tuple[Entry, str]] = []
    for last_read in desk.last_reads:
        if len(recent) == MOST_RECENT:
            break
        if entry := listing.with_id(last_read.subject.id):
            recent.append((entry, last_read.section))
    return Offers(marked, recent)


class _Group(NamedTuple):
    """Rows under a heading, or under none. row and target: make those of a row of the group, counted from 0."""

    heading: str
    size: int
    row: Callable[[int], Row]
    target: Callable[[int], Target]

    @property
    def height(self) -> int:
        """Rows with the heading; an empty group has none."""
        return self.size and self.size + bool(self.heading)


class ListRows:
    """All drugs, below what is offered; or what was found: rows by name, then those in the text, then look-alikes.

    preselected: the row that the cursor goes to unasked: no name that only looks like what was typed."""

    def __init__(
        self,
        listing: Listing,
        names: NameMatches | None,
        text: TextMatches | None,
        near: Sequence[Entry],
        offers: Offers | None,
        *,
        everything: bool,
    ) -> None:
        self._named = range(len(listing.entries)) if everything else names.indexes if names else ()
        self._in_text = text.results.places if text else ()
        marked = [Target(entry) for entry in offers.marked] if offers else []
        recent = [Target(entry, start=section) for entry, section in offers.recent] if offers else []
        offered = (
            _ready(f"Marked · {len(marked):,}", marked, [Row(target.entry.title) for target in marked]),
            _ready("Read last", recent, [Row(target.entry.title) for target in recent]),
        )
        by_name = _by_name(f"All drugs · {len(self._named):,}" if offers else "", listing, self._named, names)
        look_alikes = [Target(entry, only_near=True) for entry in near]
        self._groups = [*offered, by_name]
        if text:
            self._groups.append(_by_text(listing, text))
        self._groups.append(
            _ready(f"No exact match. {ABOUT_BRANDS} Did you mean:", look_alikes, _look_alike_rows(near))
        )
        self.preselected = NOWHERE if near else 0
        self._size = sum(group.height for group in self._groups)
        self._first_named = sum(group.height for group in offered) + bool(by_name.heading)

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, index: int) -> Row:
        group, at = self._find(index)
        return group.row(at) if at >= 0 else Row(group.heading, is_heading=True)

    def target(self, index: int) -> Target | None:
        """What row `index` leads to; None for a heading, and where there is no such row."""
        if not 0 <= index < self._size:
            return None
        group, at = self._find(index)
        return group.target(at) if at >= 0 else None

    def row_of(self, place: int) -> int | None:
        """The row, among those by name, of the entry at that place in the listing."""
        return self._first_named + self._named.index(place) if place in self._named else None

    def text_row_of(self, place: int) -> int | None:
        """The row, among the first of those in the text, of the entry at that place in the listing."""
        first = self._first_named + len(self._named) + 1
        rows = enumerate(islice(self._in_text, _MOST_LOOKED_AT), first)
        return next((row for row, other in rows if other == place), None)

    def _find(self, index: int) -> tuple[_Group, int]:
        """The group of row `index`, and which of its rows that is; -1 for its heading."""
        for group in self._groups:
            if index < group.height:
                return group, index - bool(group.heading)
            index -= group.height
        raise IndexError(index)


def _ready(heading: str, targets: Sequence[Target], rows: Sequence[Row]) -> _Group:
    return _Group(heading, len(targets), rows.__getitem__, targets.__getitem__)


def _by_name(heading: str, listing: Listing, places: Sequence[int], names: NameMatches | None) -> _Group:
    def row(index: int) -> Row:
        entry = listing.entries[places[index]]
        return _with_library(Row(entry.title, names.why(index) if names else ""), entry, listing)

    return _Group(heading, len(places), row, lambda index: Target(listing.entries[places[index]]))


def _by_text(listing: Listing, text: TextMatches) -> _Group:
    places, total, ranked = text.results
    where = "In text" if text.matcher else "Found"  # by a mark, a note, or what it has
    heading = f"{where} · {text.count()} monograph{'' if total == 1 else 's'}{'' if ranked else ', by name'}"

    def row(index: int) -> Row:
        return _with_library(text.row(places[index]), listing.entries[places[index]], listing)

    return _Group(heading, len(places), row, lambda index: text.target(places[index]))


def _with_library(row: Row, entry: Entry, listing: Listing) -> Row:
    """Where several libraries are open, a row says from which it is."""
    if len(listing.libraries) == 1:
        return row
    return row._replace(note=" · ".join(word for word in (row.note, entry.library) if word))


def _look_alike_rows(near: Sequence[Entry]) -> list[Row]:
    """Names that look alike, with the letters that tell them apart in capitals."""
    if not near:
        return []
    from medtui.library.names.tall_man import tall_man

    # Of combinations the names are long, and other drugs tell them apart.
    single = [entry for entry in near if "+" not in entry.title]
    marked = dict(zip(single, (name for name, _ in tall_man([entry.title for entry in single])), strict=True))
    return [Row(marked.get(entry, entry.title), drug_class_of(entry)) for entry in near]


def drug_class_of(entry: Entry) -> str:
    """The class that the file gives its drug, or nothing."""
    from medtui.library.files import UnreadableFile
    from medtui.library.loading import load
    from medtui.reading.schema import default_schema

    try:
        found = load(entry, default_schema()).monograph.metadata.get("class", "")
    except UnreadableFile:
        return ""
    return found if isinstance(found, str) else ", ".join(found)

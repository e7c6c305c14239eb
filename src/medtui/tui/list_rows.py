"""The rows of the list, each made when it is looked at: drugs by name, matches in the text, look-alike names; and for
an empty search box marked monographs and those read last above all the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, overload

from medtui.presentation.markdown.styled import Span
from medtui.tui.drug_list import Row

if TYPE_CHECKING:
    from medtui.desk.desk_contents import DeskContents
    from medtui.library.catalogue.listing import Listing
    from medtui.library.entry import Entry
    from medtui.library.names.name_index import NameMatches
    from medtui.library.query.matcher import Matcher
    from medtui.library.query.query_tree import Query
    from medtui.library.search.snippets import Where
    from medtui.library.search.text_search import TextResults
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
    start: the section to open it at, this time only; empty for the one that is chosen.
    """

    entry: Entry
    section: str | None = None
    matcher: Matcher | None = None
    only_near: bool = False
    start: str = ""


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
        """The monograph at that place: its title, the sections with their matches, and a line of its text."""
        entry, where = self._entries[place], self.where(place)
        if not where.hits:
            return Row(entry.title)
        schema = self._schemas[entry.library]
        counts = dict(where.sections)
        names = [where.section, *(name for name in counts if name != where.section)]
        note = f"{schema.label(names[0])} {counts[names[0]]}"
        if len(names) > 1:
            note += f" · {where.hits} in all"
        if where.why:
            note += f" · {where.why}"
        spans = (Span(text, "match" if is_hit else "muted") for text, is_hit in where.snippet.runs() if text)
        return Row(entry.title, note, tuple(spans))


class ListRows(Sequence[Row]):
    """Rows by name first, then those in the text under a heading, then look-alike names under another."""

    def __init__(
        self,
        listing: Listing,
        names: NameMatches | None,
        text: TextMatches | None,
        near: Sequence[Entry],
        *,
        everything: bool,
    ) -> None:
        self._listing = listing
        self._names = names
        self._text = text
        self._near = near
        self._all = everything
        self._named = len(listing.entries) if everything else names.total if names else 0
        in_text = len(text.results.places) if text else 0
        self._text_heading = self._named if in_text else -1
        self._text_stop = self._named + (in_text + 1 if in_text else 0)
        self._near_heading = self._text_stop if near else -1
        self._size = self._text_stop + (len(near) + 1 if near else 0)
        self._near_rows = _look_alike_rows(near)

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        if index < self._named:
            return self._name_row(index)
        if index == self._text_heading and self._text:
            order = "" if self._text.results.ranked else ", by name"
            plural = "" if self._text.results.total == 1 else "s"
            where = "In text" if self._text.matcher else "Found"  # by a mark, a note, or what it has
            return Row(f"{where} · {self._text.count()} monograph{plural}{order}", is_heading=True)
        if index < self._text_stop and self._text:
            row = self._text.row(self._text.results.places[index - self._named - 1])
            return self._with_library(row, index)
        if index == self._near_heading:
            return Row("No exact match. Did you mean:", is_heading=True)
        return self._near_rows[index - self._text_stop - 1]

    def target(self, index: int) -> Target | None:
        """What row `index` leads to; None for a heading."""
        if index in (self._text_heading, self._near_heading) or not 0 <= index < self._size:
            return None
        if index < self._named:
            return Target(self._listing.entries[index if self._names is None else self._names.indexes[index]])
        if index < self._text_stop and self._text:
            place = self._text.results.places[index - self._named - 1]
            entry, where = self._listing.entries[place], self._text.where(place)
            if not where.hits:
                return Target(entry)
            return Target(entry, "" if where.section in _OUTSIDE_SECTIONS else where.section, self._text.matcher)
        return Target(self._near[index - self._text_stop - 1], only_near=True)

    def row_of(self, place: int) -> int | None:
        """The row, among those by name, of the entry at that place in the listing."""
        if self._all:
            return place
        indexes = self._names.indexes if self._names else ()
        return next((row for row, index in enumerate(indexes) if index == place), None)

    def text_row_of(self, place: int) -> int | None:
        """The row, among the first of those in the text, of the entry at that place in the listing."""
        places = self._text.results.places if self._text else ()
        for row in range(min(len(places), _MOST_LOOKED_AT)):
            if places[row] == place:
                return self._named + 1 + row
        return None

    def _name_row(self, index: int) -> Row:
        if self._names is None:
            row = Row(self._listing.entries[index].title)
        else:
            row = Row(self._names.entry(index).title, self._names.why(index))
        return self._with_library(row, index)

    def _with_library(self, row: Row, index: int) -> Row:
        """Where several libraries are open, a row says from which it is."""
        if len(self._listing.libraries) == 1:
            return row
        target = self.target(index)
        library = target.entry.library if target else ""
        return row._replace(note=" · ".join(word for word in (row.note, library) if word))


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


class Offered(Sequence[Row]):
    """The offers, each group under its heading, then every drug."""

    def __init__(self, offers: Offers, found: ListRows, total: int) -> None:
        self._found = found
        self._rows: list[Row] = []
        self._targets: list[Target | None] = []
        if offers.marked:
            self._head(f"Marked · {len(offers.marked):,}")
        for entry in offers.marked:
            self._add(Row(entry.title), Target(entry))
        if offers.recent:
            self._head("Read last")
        for entry, section in offers.recent:
            self._add(Row(entry.title), Target(entry, start=section))
        if offers:
            self._head(f"All drugs · {total:,}")

    def _head(self, title: str) -> None:
        self._add(Row(title, is_heading=True), None)

    def _add(self, row: Row, target: Target | None) -> None:
        self._rows.append(row)
        self._targets.append(target)

    def __len__(self) -> int:
        return len(self._rows) + len(self._found)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        offered = len(self._rows)
        return self._rows[index] if index < offered else self._found[index - offered]

    def target(self, index: int) -> Target | None:
        """What row `index` leads to; None for a heading."""
        offered = len(self._rows)
        return self._targets[index] if 0 <= index < offered else self._found.target(index - offered)

    def row_of(self, place: int) -> int | None:
        """The row, among all drugs, of the entry at that place in the listing."""
        row = self._found.row_of(place)
        return None if row is None else row + len(self._rows)

    def text_row_of(self, place: int) -> int | None:
        """As for `ListRows`: nothing was looked for, so there is none."""
        return self._found.text_row_of(place)

"""The drugs that the list shows: all of them, or those whose names match what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from medtui.library.names import NameIndex, NameMatches
from medtui.tui.drug_list import Row

if TYPE_CHECKING:
    from medtui.library import Entry, Listing


class Found(Sequence[Row]):
    """The rows of the list, each made when it is looked at."""

    def __init__(self, entries: Sequence[Entry], matches: NameMatches | None, *, show_library: bool) -> None:
        self._entries = entries
        self._matches = matches
        self._show_library = show_library

    def __len__(self) -> int:
        return len(self._entries) if self._matches is None else self._matches.total

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        entry = self.entry(index)
        notes = []
        if self._matches is not None and (why := self._matches.why(index)):
            notes.append(f"also called {why}")
        if self._show_library:
            notes.append(entry.library)
        return Row(entry.title, " · ".join(notes))

    def rank_of(self, place: int) -> int | None:
        """The row of the entry at that place in the listing."""
        if self._matches is None:
            return place
        return next((row for row, index in enumerate(self._matches.indexes) if index == place), None)

    def entry(self, index: int) -> Entry:
        """The drug in row `index`."""
        return self._entries[index if self._matches is None else self._matches.indexes[index]]


class Finder:
    """The listing, what was typed, and the rows that come of both."""

    def __init__(self, listing: Listing) -> None:
        self.listing = listing
        self.query = ""
        self._index = NameIndex(listing.entries)
        self._revision = listing.revision
        self._show_library = len(listing.libraries) > 1
        self.found = Found(listing.entries, None, show_library=self._show_library)

    def type(self, query: str) -> Found:
        """The rows for another query."""
        self.query = query
        matches = self._index.search(query) if query.strip() else None
        self.found = Found(self._index.entries, matches, show_library=self._show_library)
        return self.found

    def prepare(self, seconds: float) -> bool:
        """Get ready for the first query, for about that long. True while there is more to do."""
        return self._index.prepare(seconds)

    def refresh(self) -> Found:
        """The rows after the listing has grown or changed."""
        self._revision = self.listing.revision
        self._index = NameIndex(self.listing.entries)
        return self.type(self.query)

    def row_of(self, entry: Entry | None) -> int | None:
        """The row that shows the file of `entry`, or None where no row does."""
        place = self.listing.position(entry) if entry else None
        if place is None or not self.query.strip():
            return place
        return self.found.rank_of(place)

    def is_current(self) -> bool:
        """True while the rows show all that the listing has."""
        return self._revision == self.listing.revision

    def status(self) -> str:
        """How many drugs there are, and how many of them are shown."""
        total = len(self._index.entries)
        drugs = f"{total:,} drug{'' if total == 1 else 's'}"
        if self.query.strip():
            drugs = f"{len(self.found):,} of {drugs}"
        if self.listing.pending:
            drugs += f" · reading {self.listing.pending:,} more"
        if self.listing.problems:
            count = len(self.listing.problems)
            drugs += f" · {count} problem{'' if count == 1 else 's'}"
        return drugs

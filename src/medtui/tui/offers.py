"""What an empty search box offers: marked monographs and those read last, above all the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, overload

from medtui.tui.drug_list import Row
from medtui.tui.list_rows import ListRows, Target

if TYPE_CHECKING:
    from medtui.desk.desk_contents import DeskContents
    from medtui.library import Entry, Listing

MOST_RECENT = 10


class Offers(NamedTuple):
    """marked: in the user's order. recent: the newest first, with the section that was read."""

    marked: Sequence[Entry] = ()
    recent: Sequence[tuple[Entry, str]] = ()

    def __bool__(self) -> bool:
        return bool(self.marked or self.recent)


def offers_of(kept: DeskContents, listing: Listing) -> Offers:
    """Those of the kept monographs that the open libraries have."""
    marked = [entry for mark in kept.marks if (entry := listing.with_id(mark.id))]
    recent: list[tuple[Entry, str]] = []
    for visit in kept.visits:
        if len(recent) == MOST_RECENT:
            break
        if entry := listing.with_id(visit.subject.id):
            recent.append((entry, visit.section))
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

"""The rows of drugs: one for each, and below one of several labels, where it is open, these labels."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from medtui.library.catalogue.listing import Listing
    from medtui.library.drug_groups import DrugGroups
    from medtui.library.entry import Entry

_FEW = 20
"""So many places that were found by name show all their labels."""


class DrugRow(NamedTuple):
    """place: of an entry, in the listing; of a drug with several labels that of the first. labels: of such a drug, how
    many. is_inside: it is a label below its drug. is_open: its labels follow. is_fixed: they always do."""

    place: int
    labels: int = 0
    is_inside: bool = False
    is_open: bool = False
    is_fixed: bool = False


class DrugRows:
    """places: of the entries to show. are_found: by name; None of them for all of the listing. opened: drugs whose
    labels are to be seen, each by one of them. count: how many drugs there are."""

    def __init__(self, listing: Listing, places: Sequence[int], opened: Sequence[Entry], *, are_found: bool) -> None:
        self._groups = listing.groups
        self._is_fixed = are_found and len(places) <= _FEW
        self._items: Sequence[int] = places  # of a drug with several labels the complement of its first place
        self.count = len(places)
        if self._groups is None:
            return
        at = (listing.position(entry) for entry in opened)
        self._opened = {self._groups.of(place).start for place in at if place is not None}
        self._items, self.count = array("i"), len(self._groups)
        for item in self._found(self._groups, places) if are_found else self._all(self._groups):
            self._items.append(item)
            if item < 0 and (self._is_fixed or ~item in self._opened):
                self._items.extend(self._groups.of(~item))

    @staticmethod
    def _all(groups: DrugGroups) -> Iterator[int]:
        for drug in groups.all():
            yield drug.start if len(drug) == 1 else ~drug.start

    def _found(self, groups: DrugGroups, places: Sequence[int]) -> Iterator[int]:
        """A drug where all of its labels are found, else the labels that are."""
        drugs = [groups.start_of[place] for place in places]
        found = Counter(drugs)
        self.count, said = len(found), set()
        for place, drug in zip(places, drugs, strict=True):
            if groups.sizes[drug] == 1 or found[drug] < groups.sizes[drug]:
                yield place
            elif drug not in said:
                said.add(drug)
                yield ~drug

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, index: int) -> DrugRow:
        item = self._items[index]
        if self._groups is None:
            return DrugRow(item)
        drug = self._groups.of(max(item, ~item))
        is_open = self._is_fixed or drug.start in self._opened
        if item < 0:
            return DrugRow(drug.start, len(drug), is_open=is_open, is_fixed=self._is_fixed)
        is_inside = is_open and len(drug) > 1 and ~drug.start in self._items
        return DrugRow(item, is_inside=is_inside)

    def row_of(self, place: int) -> int | None:
        """The row of the entry at that place; None also where its drug is not open."""
        return self._items.index(place) if place in self._items else None

    def row_of_drug(self, place: int) -> int | None:
        """The row of the drug whose labels include the one at that place; None where it has no row for all of them."""
        head = ~self._groups.of(place).start if self._groups else place
        return self._items.index(head) if head in self._items else None

"""The labels of one drug: they stand together in a list, originals before repackagers, then the newest first."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise, starmap, takewhile
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from medtui.reading.label_fields import LabelFields

_REPACKAGED = "r"
_AND = " + "
_OLDEST_LAST = str.maketrans("0123456789", "9876543210")
_ROMAN = re.compile(r"\b[ivx]{2,}\b")


class Listed(Protocol):
    """What can stand in a list: a file, or an entry."""

    @property
    def title(self) -> str: ...
    @property
    def raw(self) -> str: ...
    @property
    def label(self) -> str: ...


_Page = TypeVar("_Page", bound=Listed)


def written(fields: LabelFields) -> str:
    """A label's fields as `Entry.label` has them: what acts in it, whether it is repackaged, its date, and words that
    tell it from others of its drug, with tabs between them."""
    is_repackaged = _REPACKAGED if "repackager" in fields.remarks else ""
    about = (fields.labeler, ", ".join(fields.strengths), ", ".join(fields.forms))
    parts = (_AND.join(fields.moieties), is_repackaged, fields.effective, *about)
    return "\t".join(part.replace("\t", " ") for part in parts)


def moieties_of(one: Listed) -> str:
    """What acts in a label, in words; nothing where that is not known, and for a page that is no label."""
    return one.label.partition("\t")[0]


def about_label(one: Listed, *, is_short: bool = False) -> str:
    """What tells a label from others of its drug: labeler, strengths, form and date; or labeler and date only."""
    _, repackaged, effective, labeler, strengths, forms = one.label.split("\t")
    words = (labeler, "" if is_short else strengths, "" if is_short else forms, effective)
    return " · ".join(filter(None, (*words, "repackager" if repackaged else "")))


def labels_of_one_drug(pages: Iterable[_Page]) -> list[_Page]:
    """These pages in the order of the list, where all are labels of the same drug; else none."""
    labels = list(pages)
    same = {moieties_of(one) for one in labels}
    return sorted(labels, key=_among_labels) if len(same) == 1 and all(same) else []


def drug_name(labels: Sequence[Listed]) -> str:
    """The name over the labels of one drug: what their titles have in common, without brands; of a combination, whose
    beginning might be another drug, only where they have all of it."""
    moieties = moieties_of(labels[0])
    generics = [one.title.partition(" (")[0] for one in labels]
    words = [generic.casefold().split() for generic in generics]
    common = len([*takewhile(lambda column: len(set(column)) == 1, zip(*words, strict=False))])
    is_whole = all(len(each) == common for each in words)
    name = " ".join(generics[0].split()[:common]).rstrip(",;/")
    if name and (is_whole or _AND not in moieties):
        return name
    return _ROMAN.sub(lambda number: number[0].upper(), moieties[:1].upper() + moieties[1:])


def list_order(rows: Sequence[Listed]) -> list[tuple[str, str, str]]:
    """For each, its key in the order of the list: its title's, or that of its drug's name."""
    from medtui.library.names.folding import sort_key  # only to build a catalogue

    drugs = defaultdict(list)
    for row in rows:
        if row.label and (moieties := moieties_of(row)):
            drugs[moieties].append(row)
    names = {moieties: sort_key(drug_name(sorted(labels, key=_among_labels))) for moieties, labels in drugs.items()}
    return [
        (names[moieties_of(row)], _among_labels(row), row.raw)
        if row.label and moieties_of(row)
        else (sort_key(row.title), "", row.raw)
        for row in rows
    ]


def _among_labels(one: Listed) -> str:
    moieties, repackaged, effective, *_ = one.label.split("\t")
    return "\t".join((moieties, repackaged, effective.translate(_OLDEST_LAST) or "~", one.raw))


class DrugGroups:
    """Which places of a list belong to one drug. starts: the first place of each drug, sorted. size: of the list."""

    def __init__(self, starts: Sequence[int], size: int) -> None:
        self.starts, self._size = starts, size

    def __len__(self) -> int:
        return len(self.starts)

    def of(self, place: int) -> range:
        """The places of the drug that has this one."""
        at = bisect_right(self.starts, place)
        return range(self.starts[at - 1], self.starts[at] if at < len(self.starts) else self._size)

    def all(self) -> Iterator[range]:
        """The places of each drug, in the order of the list."""
        return starmap(range, pairwise((*self.starts, self._size)))

    @cached_property
    def start_of(self) -> array[int]:
        """By place, the first one of its drug: for many places at once."""
        return array("I", (drug.start for drug in self.all() for _ in drug))

    @cached_property
    def sizes(self) -> dict[int, int]:
        """By first place, how many labels a drug has."""
        return {drug.start: len(drug) for drug in self.all()}


def starts_of(rows: Iterable[Listed]) -> array[int]:
    """The places at which a drug begins, of rows in the order of the list; none where each row is one."""
    starts, before, size = array("I"), "", 0
    for size, row in enumerate(rows, start=1):
        moieties = moieties_of(row) if row.label else ""
        if not moieties or moieties != before:
            starts.append(size - 1)
        before = moieties
    return starts if len(starts) < size else array("I")

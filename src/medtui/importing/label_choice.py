"""Which of the labels given are imported, where a stock list or a preference says so. All are looked at before."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from medtui.importing.formats import read_labels
from medtui.importing.label import Label, Product
from medtui.importing.safe_xml import UnusableSourceError
from medtui.importing.stock_list import Drug, StockList, StockRow
from medtui.library.names.folding import fold

Prefer = Literal["all", "original", "newest"]
Dropped = Literal["copy", "unlisted"]
_AND = re.compile(r"[+,;/&]|\b(?:and|with)\b", re.IGNORECASE)


class Candidate(NamedTuple):
    """What tells whether a label is wanted. contents: ingredients, form and strengths of each product, which copies of
    one drug have in common; empty where it has none."""

    set_id: str
    version: int
    effective: str
    is_repackaged: bool
    drugs: tuple[Drug, ...]
    contents: frozenset[tuple[frozenset[str], str, frozenset[str]]]


def candidates(data: bytes, include: frozenset[str]) -> list[Candidate] | str:
    """Those of one source, or why there are none. Never raises."""
    try:
        return [_candidate(label) for label in read_labels(data, include)]
    except UnusableSourceError as error:
        return str(error)
    except Exception as error:
        return type(error).__name__  # it is told when the label is to be made


def _candidate(label: Label) -> Candidate:
    products = list(label.all_products())
    return Candidate(
        label.set_id,
        label.version,
        label.effective,
        any(product.source_ndc for product in products),
        tuple(map(_drug, label.products)),
        frozenset(
            (
                frozenset(one.unii or fold(one.name) for one in product.active),
                product.form,
                frozenset(one.strength for one in product.active),
            )
            for product in products
            if product.active
        ),
    )


def _drug(product: Product) -> Drug:
    """Of a kit, all that is in it."""
    active = tuple(dict.fromkeys(one.name for part in product.all() for one in part.active if one.name))
    said = (part.strip() for part in _AND.split(product.generic or product.name))
    return Drug(active or tuple(filter(None, said)), tuple(filter(None, (product.name, product.generic))))


class Choice(NamedTuple):
    """dropped: by set id, why a label is not taken. unmatched: rows of the list that nothing was imported for, and why.
    sources: the set ids in each source, by its SHA-256."""

    dropped: Mapping[str, Dropped]
    unmatched: Sequence[tuple[StockRow, str]]
    sources: Mapping[str, tuple[str, ...]]

    def drops(self, digest: str) -> Dropped | None:
        """Why nothing of a source is taken, if so."""
        why = [self.dropped.get(set_id) for set_id in self.sources.get(digest, ())]
        return why[0] if why and all(why) else None


def choice(given: Iterable[tuple[str, Sequence[Candidate]]], stock: StockList | None, prefer: Prefer) -> Choice:
    """given: the SHA-256 of each source with its labels. Of the versions of a label, the newest tells what it is of."""
    sources: dict[str, tuple[str, ...]] = {}
    newest: dict[str, Candidate] = {}
    for digest, found in given:
        sources[digest] = tuple(one.set_id for one in found)
        for one in found:
            if one.set_id not in newest or one.version > newest[one.set_id].version:
                newest[one.set_id] = one
    dropped: dict[str, Dropped] = {}
    unmatched: list[tuple[StockRow, str]] = []
    if stock:
        listed, unmatched = _listed(newest.values(), stock)
        dropped.update((set_id, "unlisted") for set_id in newest if set_id not in listed)
    if prefer != "all":
        left = [one for one in newest.values() if one.set_id not in dropped]
        dropped.update((set_id, "copy") for set_id in _copies(left, prefer))
    return Choice(dropped, unmatched, sources)


def _listed(labels: Iterable[Candidate], stock: StockList) -> tuple[set[str], list[tuple[StockRow, str]]]:
    """The labels of a drug on the list; and the rows that are of no drug, or may be of several."""
    found: dict[StockRow, dict[frozenset[str], set[str]]] = defaultdict(lambda: defaultdict(set))
    for label in labels:
        for drug in label.drugs:
            for row in stock.rows_of(drug):
                found[row][drug.key].add(label.set_id)
    listed: set[str] = set()
    unmatched = []
    for row in stock.rows:
        drugs = found.get(row, {})
        if len(drugs) == 1:
            listed |= next(iter(drugs.values()))
        else:
            names = "; ".join(sorted(" + ".join(sorted(drug)) for drug in drugs))
            unmatched.append((row, f"it may be {names}" if names else "no label is of it"))
    return listed, unmatched


def _copies(labels: Sequence[Candidate], prefer: Prefer) -> Iterator[str]:
    """The set ids of all labels but the best one of the same contents."""
    newest_first = sorted(
        sorted(labels, key=lambda label: label.set_id), key=lambda label: label.effective, reverse=True
    )
    if prefer == "original":
        newest_first.sort(key=lambda label: label.is_repackaged)
    seen = set()
    for label in newest_first:
        if label.contents in seen:
            yield label.set_id
        elif label.contents:
            seen.add(label.contents)

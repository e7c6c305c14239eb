"""The catalogue of the real monographs, against reading each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from catalogues import asked, listed, refresh, results_of, says, source_of, strict

from medtui.library.catalogue.documents import PROVENANCE
from medtui.library.catalogue.listing import Listing, Source
from medtui.library.catalogue.refresh import STANDARD, RefreshReport
from medtui.library.loading import load
from medtui.library.names.folding import fold
from medtui.library.names.synonyms import also_known_as
from medtui.library.search.answers import Locator
from medtui.library.search.text_search import TextSearch
from medtui.monograph import PartKind
from medtui.reading.schema import default_schema

WORDS = (
    "a", "p", "in", "re", "dos", "ren", "pre", "the", "neph", "renal", "renal impair", "once weekly", "nephro",
    "hypertension", "kidney", "anaemia", "oedema", "paracetamol", "acetaminophen", "mg/kg", "β", "beta-lactam", "b12",
    '"renal impairment"', '"once weekly"', '"kidney"', "zzz", "q", "colour", "children", "75 mg", "(hla-b)",
    "paediatric", "asthma",
)  # fmt: skip


@pytest.fixture(scope="module")
def source(rxhive: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Source:
    """The whole of it, its catalogue built once, with several processes."""
    made = source_of(rxhive[0].parents[1], tmp_path_factory.mktemp("cache"))
    assert len(rxhive) >= STANDARD.parallel_files
    assert refresh(made) == RefreshReport(changed=True, rebuilt=True)
    return made


@pytest.fixture(scope="module")
def listing(source: Source) -> Listing:
    return listed(source)


@pytest.fixture(scope="module")
def search(listing: Listing) -> Iterator[TextSearch]:
    made = TextSearch(listing)
    yield made
    made.close()


@pytest.fixture(scope="module")
def texts(listing: Listing) -> Mapping[int, list[str]]:
    """By place in the list: the folded text of each column."""
    by_place = {}
    for place, entry in enumerate(listing.entries):
        monograph = load(entry, default_schema()).monograph
        columns: dict[str, list[str]] = {}
        for part in monograph.parts:
            if part.kind not in (PartKind.DISCLAIMER, PartKind.FRONT_MATTER):
                known = part.section if default_schema().get(part.section) else ""
                columns.setdefault(known, []).append(part.source)
        for key, value in monograph.metadata.items():
            if fold(key) not in PROVENANCE:
                columns.setdefault("", []).extend([value] if isinstance(value, str) else value)
        names = (*entry.names, *also_known_as(entry.names))
        all_texts = [*("\n".join(column) for column in columns.values()), " ".join(names)]
        by_place[place] = [fold(text) for text in all_texts]
    return by_place


def test_every_file_is_in_the_catalogue(source: Source, listing: Listing, rxhive: list[Path]) -> None:
    assert {entry.file for entry in listing.entries} == set(rxhive)
    assert listing.problems == ()
    assert refresh(source, trust_stamps=False) == RefreshReport(changed=False, rebuilt=False)


def test_words_are_counted_as_by_looking_at_each_text(
    search: TextSearch, listing: Listing, texts: Mapping[int, list[str]]
) -> None:
    for text in WORDS:
        question = asked(text, listing)
        results = results_of(search, question)
        holding = {place for place, own in texts.items() if all(says(concept, own) for concept in strict(question))}
        bound = question.binding.places if question.binding and question.concepts else ()
        assert bound or not results.without, text
        assert set(results.places) == holding | set(bound), text


def test_what_is_found_can_be_shown(search: TextSearch, listing: Listing) -> None:
    for text in ("renal impair", "usage:hypertension", "nephrotoxic", "-renal anaemia", "amoxicillin renal"):
        question = asked(text, listing)
        results = results_of(search, question)
        locator = Locator(question, results.weights)
        for hit in results.hits[:20]:
            monograph = load(listing.entries[hit.place], default_schema()).monograph
            shown = locator.ranked(monograph, is_bound=hit.is_bound)[hit.nth]
            assert shown.excerpt.hits or locator.matcher(is_bound=hit.is_bound).hits(
                " ".join((shown.passage.part.heading, *shown.passage.headings, shown.passage.lead)),
                shown.passage.section,
            ), (text, listing.entries[hit.place].id)


def test_titles_and_names_are_those_of_the_files(listing: Listing) -> None:
    for entry in list(listing.entries)[::20]:
        monograph = load(entry, default_schema()).monograph
        assert entry.title == monograph.title
        assert set(entry.names) == set(monograph.names)

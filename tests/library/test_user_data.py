"""Marks and notes as parts of a query."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from catalogues import asked, listed, results_of, source_of
from library_files import titles, write

from medtui.library.catalogue.listing import Listing, find_sources
from medtui.library.catalogue.refresh import Refresher
from medtui.library.search.text_index import UserData
from medtui.library.search.text_search import TextSearch


@pytest.fixture
def listing(tmp_path: Path) -> Listing:
    for name in ("Alpha", "Bravo", "Charlie"):
        write(tmp_path, f"lib/deep/{name.lower()}.MD", f"# {name}\n\n### Usage\nfever\n")
    source = source_of(tmp_path / "lib", tmp_path / "cache")
    Refresher(source).refresh(trust_stamps=True)
    return listed(source)


@pytest.fixture
def search(listing: Listing) -> Iterator[TextSearch]:
    search = TextSearch(listing)
    yield search
    search.close()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("note:half", "Alpha"),
        ("note:hal", "Alpha"),
        ('note:"half a tablet"', "Alpha"),
        ("note:(half OR ward)", "Alpha Bravo"),
        ("note:(half -tablet)", ""),
        ("-note:half", "Bravo Charlie"),
        ("fever note:ward", "Bravo"),
        ("note:anemia", "Bravo"),
        ("has:note", "Alpha Bravo"),
        ("missing:note", "Charlie"),
        ("is:marked", "Charlie"),
        ("is:marked note:ward", ""),
        ("is:marked OR note:ward", "Bravo Charlie"),
        ("half", ""),
    ],
)
def test_what_is_found(listing: Listing, search: TextSearch, query: str, found: str) -> None:
    alpha, bravo, charlie = listing.entries
    own = UserData([charlie], [(alpha, "Half a tablet"), (bravo, "see the ward\u2019s list"), (bravo, "in anaemia")])
    results = results_of(search, asked(query, listing), own)
    assert [listing.entries[place].title for place in results.places] == found.split()


def test_words_of_a_note_are_not_looked_for_in_the_monograph(listing: Listing) -> None:
    assert not asked("note:fever", listing).matcher(is_bound=False)
    (hit,) = asked("fever note:ward", listing).matcher(is_bound=False).hits("fever ward")
    assert (hit.start, hit.stop) == (0, 5)


def test_the_bound_drug_is_found_where_its_note_says_so(listing: Listing, search: TextSearch) -> None:
    alpha, bravo, _ = listing.entries
    own = UserData(notes=[(alpha, "ward"), (bravo, "home")])
    (hit, *_) = results_of(search, asked("alpha fever note:ward", listing), own).hits
    assert (hit.place, hit.is_bound) == (0, True)
    assert not results_of(search, asked("alpha fever note:home", listing), own).hits


def test_what_is_kept_about_other_libraries_is_no_matter(tmp_path: Path, listing: Listing, search: TextSearch) -> None:
    write(tmp_path, "other/alpha.md", "# Alpha\n")
    source = find_sources([tmp_path / "other"], tmp_path / "cache")[0]
    Refresher(source).refresh(trust_stamps=True)
    (entry,) = listed(source).entries
    assert results_of(search, asked("is:marked", listing), UserData([entry])).total == 0


def test_an_entry_by_its_id(listing: Listing, tmp_path: Path) -> None:
    for entry in listing.entries:
        assert listing.with_id(entry.id) == entry
    for nothing in ("", "lib", "lib/", "lib/alpha", "other/deep/alpha", "lib/deep/alpha.MD"):
        assert listing.with_id(nothing) is None
    assert titles(listing) == ["Alpha", "Bravo", "Charlie"]


def test_ids_of_files_whose_paths_collide(tmp_path: Path) -> None:
    write(tmp_path, "lib/a.md", "# One\n")
    write(tmp_path, "lib/a.markdown", "# Two\n")
    source = source_of(tmp_path / "lib", tmp_path / "cache")
    Refresher(source).refresh(trust_stamps=True)
    listing = listed(source)
    assert {entry.id for entry in listing.entries} == {"lib/a", "lib/a.markdown"}
    for entry in listing.entries:
        assert listing.with_id(entry.id) == entry

"""Searching the texts of libraries: what is text there, how many are counted, and when a search cannot be answered."""

from __future__ import annotations

from pathlib import Path

import pytest
from catalogues import asked, listed, raws, refresh, results_of, source_of
from library_files import write

from medtui.library.catalogue.listing import Listing, Source, find_sources, open_libraries
from medtui.library.query.fields import Field, FieldKind
from medtui.library.query.query_tree import Has, Not, Query, Term, Within
from medtui.library.search.question import ask
from medtui.library.search.text_search import InterruptedSearchError, StaleError, TextSearch


def searched(*sources: Source) -> tuple[Listing, TextSearch]:
    for source in sources:
        refresh(source)
    listing = listed(*sources)
    return listing, TextSearch(listing)


@pytest.fixture
def source(tmp_path: Path) -> Source:
    """A library without files."""
    (tmp_path / "lib").mkdir()
    return source_of(tmp_path / "lib", tmp_path / "cache")


def totals(source: Source, *texts: str) -> list[int]:
    """How many monographs each query finds."""
    listing, search = searched(source)
    try:
        return [results_of(search, asked(text, listing)).total for text in texts]
    finally:
        search.close()


def test_what_could_not_be_read_is_not_found_by_what_it_lacks(source: Source) -> None:
    write(source.root, "a.md", "# Alpha\n")
    (source.root / "huge.md").write_bytes(b"x" * 9_000_000)
    assert totals(source, "-renal", "-is:marked", "missing:usage") == [1, 1, 1]


def test_headings_that_are_called_like_parts_of_the_index_are_text(source: Source) -> None:
    write(
        source.root, "a.md", "# Alpha\n\n### Names\nbravo\n\n### Keys\ncharlie\n\n### Other\ndelta\n\n### All\necho\n"
    )
    for schema in ("", "sections:\n- name: names\n- name: keys\n- name: other\n"):
        if schema:
            write(source.root, "medtui.yaml", schema)
        words = ("alpha", "bravo", "charlie", "delta", "echo", "name:alpha", "name:bravo")
        assert totals(source, *words) == [1] * 6 + [0]


def test_a_library_may_have_very_many_sections(source: Source) -> None:
    names = [f"part_{number}" for number in range(200)]
    write(source.root, "medtui.yaml", "sections:\n" + "".join(f"- name: {name}\n" for name in names))
    write(source.root, "a.md", "# Alpha\n\n### Part 199\nfever\n")
    assert totals(source, "fever") == [1]


def test_what_its_sources_are_called_does_not_find_a_monograph(source: Source) -> None:
    front_matter = "category: penicillin\nsources:\n- Renal handbook\nLast_Reviewed: in May\ntags: rare\n"
    write(source.root, "a.md", f"---\n{front_matter}---\n# Alpha\n")
    assert totals(source, "penicillin", "kidney", "may", "tags:rare", "has:tags") == [1, 0, 0, 1, 1]


def test_a_front_matter_key_is_not_a_section_of_that_name(source: Source) -> None:
    write(source.root, "a.md", "---\ntitle: Alpha\nusage: rare\n---\n\n### Dosage\nten\n")
    write(source.root, "b.md", "# Beta\n\n### Usage\nfever\n")
    listing, search = searched(source)
    usage, key = Field(FieldKind.SECTION, "usage"), Field(FieldKind.META, "usage")
    nodes = (Has(usage), Has(key), Not(Has(usage)))
    found = [search.search(ask(Query("", node), listing.index)).places for node in nodes]
    search.close()
    assert found == [[1], [0], [0]]


def test_a_section_that_only_the_other_library_has(tmp_path: Path) -> None:
    write(tmp_path, "x/a.md", "# Alpha\n\n### Flavour\nbitter\n")
    write(tmp_path, "x/medtui.yaml", "sections:\n- name: flavour\n")
    write(tmp_path, "y/b.md", "# Beta\nbitter\n")
    listing, search = searched(*find_sources([tmp_path / "x", tmp_path / "y"], tmp_path / "cache"))
    node = Within(Field(FieldKind.SECTION, "flavour"), Term(("bitter",), starts=True))
    found = search.search(ask(Query("", node), listing.index)).places
    search.close()
    assert [listing.entries[place].raw for place in found] == ["a.md"]


def test_a_file_that_comes_later_is_found_by_every_beginning_of_three_letters(source: Source) -> None:
    for number in range(9):
        write(source.root, f"{number}.md", f"# Drug {number}\nflaky\n")
    refresh(source)
    write(source.root, "late.md", "# Late\nflaky\n")
    assert totals(source, *("flaky"[:end] for end in range(1, 6))) == [0, 0, 10, 10, 10]


def test_more_than_are_counted_is_said_so(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("medtui.library.search.text_index.MOST_COUNTED", 3)
    for number in range(4):
        write(source.root, f"{number}.md", f"# Drug {number}\nflaky{' rare' * (number < 3)}\n")
    listing, search = searched(source)
    counted = [
        (each.total, each.is_more) for text in ("flaky", "rare") for each in [search.search(asked(text, listing))]
    ]
    search.close()
    assert counted == [(3, True), (3, False)]


def test_where_very_many_match_those_that_are_for_it_are_ranked(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("medtui.library.search.text_index._MOST_SCORED", 2)
    monkeypatch.setattr("medtui.library.search.text_index._MOST_RANKED", 2)
    for number in range(6):
        write(source.root, f"{number}.md", f"# Drug {number}\n\n### {'Usage' if number == 4 else 'Overdose'}\nflaky\n")
    listing, search = searched(source)
    results = results_of(search, asked("flaky", listing))
    search.close()
    assert [listing.entries[place].raw for place in results.places] == ["4.md", *(f"{n}.md" for n in (0, 1, 2, 3, 5))]


def test_a_library_without_a_catalogue_cannot_be_searched(source: Source, tmp_path: Path) -> None:
    write(source.root, "a.md")
    with pytest.raises(StaleError):
        TextSearch(open_libraries([source.root], cache_folder=tmp_path / "cache"))


def test_a_search_that_was_closed_is_stale(source: Source) -> None:
    write(source.root, "a.md")
    listing, search = searched(source)
    search.interrupt()
    assert raws(search, listing, "text") == ["a.md"]
    search.close()
    with pytest.raises(StaleError):
        search.search(asked("text", listing))
    with pytest.raises(StaleError):
        search.keys()


def test_a_search_for_which_nobody_waits_ends(source: Source) -> None:
    write(source.root, "a.md")
    listing, search = searched(source)
    with pytest.raises(InterruptedSearchError):
        search.search(asked("text", listing), is_wanted=lambda: False)
    search.close()

"""Labels of one drug stand together in a list, whatever salt or brand each is of; other pages stay where they were."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from catalogues import refresh

from medtui.library.catalogue.listing import catalogue_listing, find_sources, open_libraries
from medtui.library.drug_groups import drug_name, list_order, starts_of
from medtui.library.same_titles import difference


class Page(NamedTuple):
    title: str
    moieties: str = ""
    date: str = ""
    is_repackaged: bool = False

    @property
    def raw(self) -> str:
        return f"{self.title} {self.date}.md"

    @property
    def label(self) -> str:
        repackaged = "r" if self.is_repackaged else ""
        return "\t".join((self.moieties, repackaged, self.date, "Labco", "", "")) if self.moieties else ""


def in_order(*pages: Page) -> list[Page]:
    return [page for _, page in sorted(zip(list_order(pages), pages, strict=True))]


def test_originals_come_first_then_the_newest() -> None:
    pages = [
        Page("Zelofane (Zelo)", "zelofane", "2026-05-04"),
        Page("Zelofane hydrate", "zelofane", "2025"),
        Page("Zelofane sodium", "zelofane", ""),
        Page("Zelofane sodium (Zoo)", "zelofane", "2026-12-01", is_repackaged=True),
    ]
    assert in_order(*reversed(pages)) == pages


def test_a_drug_stands_where_its_name_says_and_combinations_apart() -> None:
    pages = [
        Page("Bexarol"),
        Page("Dimethyl bexate", "monomethyl bexate", "2026"),
        Page("Dimethyl bexate", "monomethyl bexate", "2025"),
        Page("Zelofane", "zelofane", "2020"),
        Page("Zelofane and bexarol", "bexarol + zelofane", "2021"),
    ]
    assert in_order(*reversed(pages)) == pages
    assert list(starts_of(pages)) == [0, 1, 3, 4]


def test_where_each_page_is_a_drug_nothing_is_kept() -> None:
    assert not starts_of([Page("Bexarol"), Page("Zelofane", "zelofane"), Page("Zelofane", "")])
    assert not starts_of([])


@pytest.mark.parametrize(
    ("moieties", "titles", "name"),
    [
        ("zelofane", ("Zelofane hydrate (Zelo)", "zelofane sodium"), "Zelofane"),
        ("zelofane", ("Zelofane (Zelo)",), "Zelofane"),
        ("zelotensin ii", ("Alpha", "Beta"), "Zelotensin II"),
        ("bexarol + zelofane", ("Bexarol and zelofane (Bex)", "Bexarol and Zelofane"), "Bexarol and zelofane"),
        ("bexarol + zelofane", ("Bexarol hydrate, zelofane", "Bexarol"), "Bexarol + zelofane"),
    ],
)
def test_the_name_is_what_the_titles_have_in_common(moieties: str, titles: tuple[str, ...], name: str) -> None:
    assert drug_name([Page(title, moieties) for title in titles]) == name


LABEL = (
    "---\ntitle: {}\nset_id: {}\nlabel_kind: original\nlabeler: {}\nmoieties:\n- zelofane\n---\n\n### Usage\nKnees.\n"
)


def library(folder: Path, *labels: tuple[str, str, str]) -> Path:
    folder.mkdir()
    (folder / "bexarol.md").write_text("# Bexarol\n\n### Usage\nElbows.\n", encoding="utf-8")
    for label in labels:
        (folder / f"{label[1]}.md").write_text(LABEL.format(*label), encoding="utf-8")
    return folder


def test_labels_of_the_same_words_are_told_apart_by_their_files(tmp_path: Path) -> None:
    folder = library(tmp_path / "own", ("Zelofane", "a1", "Labco"), ("Zelofane", "a2", "Labco"))
    entries = open_libraries([folder], cache_folder=tmp_path / "cache").entries
    assert [difference(entries, place) for place in range(3)] == ["", "Labco · a1.md", "Labco · a2.md"]


def test_two_libraries_share_a_drug(tmp_path: Path) -> None:
    one, other = (library(tmp_path / name, ("Zelofane", name, name)) for name in ("one", "two"))
    listing = open_libraries([one, other], cache_folder=tmp_path / "cache")
    assert [entry.title for entry in listing.entries] == ["Bexarol", "Bexarol", "Zelofane", "Zelofane"]
    assert listing.groups
    assert list(listing.groups.starts) == [0, 1, 2]
    assert (listing.groups.of(1), listing.groups.of(3)) == (range(1, 2), range(2, 4))


def test_the_catalogue_knows_the_labels(tmp_path: Path) -> None:
    folder = library(tmp_path / "own", ("Zelofane", "a1", "Labco"), ("Zelofane (Zelo)", "a2", "Other"))
    sources = find_sources([folder], tmp_path / "cache")
    for title, starts in (("Zelofane", [0, 1]), ("Aardvarkine", [0, 2])):
        (folder / "bexarol.md").write_text("# Bexarol\n", encoding="utf-8")
        if title != "Zelofane":
            for path in folder.glob("a*.md"):
                path.write_text(path.read_text().replace("Zelofane", title).replace("zelofane", "aardvarkine"))
        assert refresh(sources[0]).changed
        assert not refresh(sources[0]).changed
        listing = catalogue_listing(sources)
        assert listing
        assert listing.groups
        assert list(listing.groups.starts) == starts
        from_files = open_libraries([folder], cache_folder=tmp_path / "none")
        assert list(listing.entries) == list(from_files.entries)
        listing.load_all()
        assert list(listing.entries) == list(from_files.entries)

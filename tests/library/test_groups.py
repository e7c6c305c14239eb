"""The drugs of a library by initial, class and tag."""

from __future__ import annotations

from pathlib import Path

import pytest
from catalogues import refresh, source_of
from library_files import opened, write

from medtui.library.catalogue.documents import CLASS, TAG
from medtui.library.catalogue.groups import NAME, groups
from medtui.library.catalogue.listing import Listing, catalogue_listing

FILES = {
    "zelofane": "class: Invented analgesic\ntags: [pain, Fever]",
    "bromadol": "drug_class: [invented Analgesic, Sedative]\ntags: pain, sleep",
    "5-owlet": "Category: Sedative; Hypnotic\nkeywords:\n  - fever",
    "Älpin": "tags: []",
    "plain": "",
}


def listed(listing: Listing, kind: str) -> dict[str, list[str]]:
    return {group.name: [entry.title for entry in group.entries] for group in groups(listing, kind)}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for stem, front_matter in FILES.items():
        write(tmp_path / "drugs", f"{stem}.md", f"---\ntitle: {stem}\n{front_matter}\n---\n\n### Usage\nText.\n")
    return tmp_path / "drugs"


def catalogue(root: Path, cache: Path) -> Listing:
    source = source_of(root, cache)
    refresh(source)
    listing = catalogue_listing([source])
    assert listing is not None
    listing.load_all()
    return listing


def test_by_class_and_tag_however_they_are_written(root: Path, tmp_path: Path) -> None:
    listing = catalogue(root, tmp_path / "cache")
    assert listed(listing, CLASS) == {
        "Hypnotic": ["5-owlet"],
        "invented Analgesic": ["bromadol", "zelofane"],
        "Sedative": ["5-owlet", "bromadol"],
    }
    assert listed(listing, TAG) == {
        "fever": ["5-owlet", "zelofane"],
        "pain": ["bromadol", "zelofane"],
        "sleep": ["bromadol"],
    }


def test_by_initial_every_drug_is_in_one_group(root: Path, tmp_path: Path) -> None:
    for listing in (catalogue(root, tmp_path / "cache"), opened(root)):
        found = listed(listing, NAME)
        assert found == {"0-9": ["5-owlet"], "A": ["Älpin"], "B": ["bromadol"], "P": ["plain"], "Z": ["zelofane"]}


def test_a_changed_file_leaves_its_old_groups(root: Path, tmp_path: Path) -> None:
    catalogue(root, tmp_path / "cache")
    write(root, "bromadol.md", "---\ntitle: bromadol\nclass: Other\n---\n\n### Usage\nText.\n")
    (root / "zelofane.md").unlink()
    assert listed(catalogue(root, tmp_path / "cache"), CLASS) == {
        "Hypnotic": ["5-owlet"],
        "Other": ["bromadol"],
        "Sedative": ["5-owlet"],
    }


def test_no_classes_without_a_catalogue(root: Path) -> None:
    assert groups(opened(root), CLASS) == []

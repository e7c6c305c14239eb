"""Whatever was left by one who was killed: the catalogue is the old one, the new one, or none. The battery has
each step fail, or be the last."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from catalogues import assert_right, catalogue_of, folder_of, listed, refresh, source_of
from library_files import titles, write

from medtui.library.catalogue.listing import Source, catalogue_listing
from medtui.library.catalogue.refresh import RefreshReport

pytestmark = pytest.mark.slow

WORDS = ("text", "zinc", "old", "new", "re")


def library(folder: Path) -> Source:
    """A library of a few files, not seen yet."""
    root = folder / "drugs"
    for name in ("zinc", "aspirin", "ibuprofen"):
        write(root, f"{name}.md", f"# {name.capitalize()}\n\n### Usage\nText old{name}.\n")
    return source_of(root, folder / "cache")


def built(folder: Path) -> Source:
    source = library(folder)
    refresh(source)
    return source


def edit(source: Source) -> None:
    write(source.root, "zinc.md", "# Zirconium\n\n### Usage\nText newzinc.\n")
    write(source.root, "renal.md", "# Renalin\nnew\n")
    (source.root / "aspirin.md").unlink()


def edited(folder: Path) -> Source:
    source = built(folder)
    edit(source)
    return source


OLD, NEW = ["Aspirin", "Ibuprofen", "Zinc"], ["Ibuprofen", "Renalin", "Zirconium"]


def assert_mended(source: Source) -> None:
    refresh(source)
    assert_right(source, WORDS)
    assert refresh(source, trust_stamps=False) == RefreshReport(changed=False, rebuilt=False)
    left = sorted(path.name for path in folder_of(source).iterdir())
    assert left == [catalogue_of(source).name, "lock"]


@pytest.mark.parametrize(
    "name", ["new.building", "new.building-journal", "names.7.new", "text-7.db", "text-7.db-journal"]
)
def test_what_a_killed_one_left_is_no_hindrance(tmp_path: Path, name: str) -> None:
    source = library(tmp_path)
    folder_of(source).mkdir(parents=True)
    before = sqlite3.connect(folder_of(source) / name)
    before.execute("CREATE TABLE about (x)")
    before.close()
    assert catalogue_listing([source]) is None
    assert_mended(source)


def test_of_two_catalogues_the_newer_one_is_used(tmp_path: Path) -> None:
    """As where somebody was killed, or could not remove the old one because it was open."""
    source = edited(tmp_path)
    older = catalogue_of(source)
    shutil.copy2(older, tmp_path / older.name)
    refresh(source)
    shutil.copy2(tmp_path / older.name, older)
    assert titles(listed(source)) == NEW
    assert_mended(source)


def test_without_a_cache_folder_the_catalogue_can_be_in_memory(tmp_path: Path) -> None:
    source = library(tmp_path)
    (tmp_path / "cache").write_text("a file")
    with pytest.raises(OSError, match="cache"):
        refresh(source)
    source.storage.forget_folder()
    refresh(source)
    assert titles(listed(source)) == OLD
    assert (tmp_path / "cache").read_text() == "a file"
    source.storage.close()


def test_a_catalogue_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    source = library(tmp_path)
    (folder_of(source) / "new.building").mkdir(parents=True)
    with pytest.raises((OSError, sqlite3.Error)):
        refresh(source)

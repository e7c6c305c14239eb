"""The list as the catalogue has it: fast when it holds, harmless when it does not."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from catalogues import kept, names_of, refresh, source_of
from library_files import is_whole, opened, set_times, titles, write

from medtui.library import catalogue_listing, find_sources, open_libraries
from medtui.library.catalogue import folder_rows, storage
from medtui.library.catalogue.storage import default_folder
from medtui.library.files import read_beginning
from medtui.library.names.name_index import NameIndex


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "drugs"
    write(root, "zinc.md", "---\ntitle: Zinc oxide\n---\n# Zinc\n")
    write(root, "a/aspirin.md")
    write(root, "b.md", "# Ünïcödé β\n")
    return root


@pytest.fixture
def cache(library: Path) -> Path:
    """A cache folder that knows the library."""
    folder = library.parent / "cache"
    refresh(source_of(library, folder))
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The raw paths of the files that are read for their names; the files count as old ones."""
    monkeypatch.setattr(folder_rows, "_GRAIN", -(10**18))
    paths: list[str] = []

    def counted(root: Path, raw: str, count: int) -> Any:
        paths.append(raw)
        return read_beginning(root, raw, count)

    monkeypatch.setattr("medtui.library.catalogue.folder_rows.read_beginning", counted)
    return paths


@pytest.mark.parametrize("check_files", [True, False])
def test_the_next_start_reads_no_file(library: Path, cache: Path, read: list[str], check_files: bool) -> None:
    listing = opened(library, cache=cache, check_files=check_files)
    assert (listing.pending, read) == (0, [])
    assert [entry.names for entry in listing.entries] == [("Aspirin",), ("Ünïcödé β",), ("Zinc oxide", "Zinc")]


def test_only_what_changed_is_read_again(library: Path, cache: Path, read: list[str]) -> None:
    write(library, "zinc.md", "# Zink\n")
    write(library, "c.md")
    (library / "a/aspirin.md").unlink()
    assert titles(opened(library, cache=cache, check_files=False)) == ["Aspirin", "Ünïcödé β", "Zinc oxide"]
    assert read == []
    assert titles(opened(library, cache=cache)) == ["C", "Ünïcödé β", "Zink"]
    assert read == ["c.md", "zinc.md"]


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps no time of the last change of status")
def test_an_edit_that_left_size_and_time_is_seen_at_once(library: Path, cache: Path, read: list[str]) -> None:
    before = (library / "zinc.md").stat()
    write(library, "zinc.md", "---\ntitle: Zinc oxidf\n---\n# Zinc\n")
    set_times(library / "zinc.md", before)
    assert (library / "zinc.md").stat().st_size == before.st_size
    assert "Zinc oxidf" in titles(opened(library, cache=cache))
    assert read == ["zinc.md"]


def test_a_file_that_changed_just_before_it_was_read_is_read_again(library: Path, cache: Path) -> None:
    # Its next edit may come within the same tick of the clock, and leave the stamp as it is.
    assert kept(source_of(library, cache)).kept[0] is not None
    (source,) = find_sources([library], cache)
    names = source.kept()
    stamp = tuple(names.stamps()[:3])
    names.close()
    certain = max(stamp[1:]) + 2_000_000_001
    assert folder_rows.is_certain((stamp[0], stamp[1], stamp[2]), certain)
    assert not folder_rows.is_certain((stamp[0], stamp[1], stamp[2]), certain - 1)
    assert not folder_rows.is_certain((0, 0, 0), certain)


def test_a_file_that_is_new_under_an_old_name_is_seen(library: Path, cache: Path, read: list[str]) -> None:
    (library / "zinc.md").unlink()
    (library / "b.md").rename(library / "zinc.md")
    assert titles(opened(library, cache=cache)) == ["Aspirin", "Ünïcödé β"]
    assert read == ["zinc.md"]


def test_the_list_is_the_same_from_the_catalogue_and_from_the_files(library: Path, cache: Path) -> None:
    (library / "huge.md").write_bytes(b"x" * 9_000_000)
    write(library, "b.markdown")
    refresh(source_of(library, cache))
    now, then = opened(library, cache=cache), kept(source_of(library, cache))
    assert list(then.entries) == list(now.entries)
    assert titles(then) == titles(now)
    assert [entry.id for entry in then.entries] == [entry.id for entry in now.entries]
    assert (then.total, then.pending, then.problems) == (now.total, now.pending, now.problems)
    assert is_whole(then)
    assert [then.position(entry) for entry in now.entries] == list(range(len(now.entries)))
    assert then.position(now.entries[0]._replace(raw="no.md")) is None
    assert then.index.search("zi").total == now.index.search("zi").total == 1


def test_several_libraries_are_one_list(library: Path, cache: Path) -> None:
    other = library.parent / "other"
    write(other, "mercury.md")
    write(other, "zinc.md")
    sources = find_sources([library, other], cache)
    assert catalogue_listing(sources) is None
    refresh(sources[1])
    listing = kept(*sources)
    assert titles(listing) == ["Aspirin", "Mercury", "Ünïcödé β", "Zinc", "Zinc oxide"]
    assert list(listing.entries) == list(opened(library, other, cache=cache).entries)
    assert is_whole(listing)
    for number, source in enumerate(sources):
        own = listing.kept[number]
        assert own is not None
        places = listing.places(number)
        by_number = {row: listing.entries[places[row] - 1] for row in own.numbers}
        assert sorted(entry.raw for entry in by_number.values()) == sorted(entry.raw for entry in own)
        assert {entry.library for entry in by_number.values()} == {source.name}


def test_names_of_a_catalogue_that_is_replaced_meanwhile_stay_those_that_were_opened(
    library: Path, cache: Path
) -> None:
    listing = catalogue_listing([source_of(library, cache)])
    assert listing is not None
    write(library, "zinc.md", "# Zirconium\n")
    (library / "b.md").unlink()
    refresh(source_of(library, cache))
    listing.load_all()
    assert titles(listing) == ["Aspirin", "Ünïcödé β", "Zinc oxide"]
    assert [entry.raw for entry in listing.entries] == ["a/aspirin.md", "b.md", "zinc.md"]


def test_a_list_that_is_not_wanted_lets_go_of_its_files(library: Path, cache: Path) -> None:
    listing = open_libraries([library], cache_folder=cache, check_files=False)
    listing.close()
    assert titles(listing) == ["Aspirin", "Ünïcödé β", "Zinc oxide"]
    opened(library).close()


def test_a_library_that_is_gone_is_not_listed_from_the_files(library: Path, cache: Path) -> None:
    source = source_of(library, cache)
    library.rename(library.with_name("elsewhere"))
    assert titles(kept(source)) == ["Aspirin", "Ünïcödé β", "Zinc oxide"]
    with pytest.raises(OSError, match="drugs"):
        source.find(with_stamps=True)


@pytest.mark.parametrize("text", ["", "# ???\n"])
def test_a_library_without_a_word_in_its_names_can_be_searched(tmp_path: Path, text: str) -> None:
    (tmp_path / "lib").mkdir()
    if text:
        write(tmp_path / "lib", "+.md", text)
    source = source_of(tmp_path / "lib", tmp_path / "cache")
    refresh(source)
    listing = kept(source)
    assert listing.index.search("a").total == 0
    assert listing.index.search("a b").total == 0
    assert listing.index.search("").total == len(listing.entries)
    assert NameIndex(listing.entries).search("a").total == 0


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such files")
def test_names_in_a_pipe_are_not_waited_for(library: Path, cache: Path) -> None:
    source = source_of(library, cache)
    names_of(source).unlink()
    os.mkfifo(names_of(source))
    assert catalogue_listing([source]) is None
    refresh(source)
    assert titles(kept(source)) == ["Aspirin", "Ünïcödé β", "Zinc oxide"]


def test_the_default_folder_is_the_users_own(monkeypatch: pytest.MonkeyPatch, library: Path) -> None:
    from platformdirs import user_cache_path

    assert default_folder() == user_cache_path("medtui")
    home = library.parent / "home"
    monkeypatch.setattr("medtui.library.catalogue.listing.default_folder", lambda: home)
    (source,) = find_sources([library])
    refresh(source)
    assert names_of(source).is_relative_to(home / "catalogue")
    assert names_of(source).is_file()


def test_without_a_home_folder_nothing_is_kept(monkeypatch: pytest.MonkeyPatch, library: Path, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("platformdirs.user_cache_path", lambda _: Path("~/.cache/medtui"))
    assert storage.default_folder() is None
    (source,) = find_sources([library])
    assert source.shelf.folder is None
    before = sorted(tmp_path.rglob("*"))
    refresh(source)
    assert titles(kept(source)) == ["Aspirin", "Ünïcödé β", "Zinc oxide"]
    assert sorted(tmp_path.rglob("*")) == before
    source.shelf.close()

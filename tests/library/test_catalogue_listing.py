"""The list as the catalogue has it: fast when it holds, harmless when it does not."""

from __future__ import annotations

import os
from array import array
from pathlib import Path
from time import time_ns
from typing import Any

import pytest
from catalogues import catalogue_of, listed, refresh, source_of
from library_files import is_whole, opened, set_times, titles, write

from medtui.library.catalogue.listing import catalogue_listing, find_sources, open_libraries
from medtui.library.catalogue.refresh import Policy
from medtui.library.catalogue.storage import DamagedError, default_folder
from medtui.library.files import are_certain, is_certain
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
    """A cache folder that knows the library, whose files count as old ones."""
    folder = library.parent / "cache"
    refresh(source_of(library, folder), policy=Policy(clock=lambda: time_ns() + 10**10))
    return folder


@pytest.fixture
def read(library: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The raw paths of the files that are opened."""
    real, paths = os.open, []

    def counted(path: Any, *rest: Any, **more: Any) -> int:
        if str(path).endswith(".md"):
            paths.append(Path(path).relative_to(library).as_posix())
        return real(path, *rest, **more)

    monkeypatch.setattr(os, "open", counted)
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
    assert set(read) == {"c.md", "zinc.md"}


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps no time of the last change of status")
def test_an_edit_that_left_size_and_time_is_seen_at_once(library: Path, cache: Path, read: list[str]) -> None:
    before = (library / "zinc.md").stat()
    write(library, "zinc.md", "---\ntitle: Zinc oxidf\n---\n# Zinc\n")
    set_times(library / "zinc.md", before)
    assert (library / "zinc.md").stat().st_size == before.st_size
    assert "Zinc oxidf" in titles(opened(library, cache=cache))
    assert set(read) == {"zinc.md"}


def test_a_file_that_changed_just_before_it_was_read_is_read_again(library: Path, read: list[str]) -> None:
    # Its next edit may come within the same tick of the clock, and leave the stamp as it is.
    folder = library.parent / "cache"
    refresh(source_of(library, folder), policy=Policy(clock=lambda: time_ns() - 10**9))
    read.clear()
    opened(library, cache=folder)
    assert sorted(read) == ["a/aspirin.md", "b.md", "zinc.md"]


def test_only_a_file_that_changed_long_before_it_was_looked_at_is_certain() -> None:
    long_ago, of_seconds, finer = 10**18, 10**18 + 3 * 10**9, 10**18 + 3 * 10**9 + 7
    for stamp, grain in [
        ((3, long_ago, of_seconds), 2_000_000_000),
        ((3, of_seconds, long_ago), 2_000_000_000),
        ((3, long_ago, finer), 50_000_000),  # where the clock has fractions of 10 ms
    ]:
        certain = max(stamp) + grain + 1
        assert is_certain(stamp, certain)
        assert not is_certain(stamp, certain - 1)
        assert are_certain(array("q", stamp * 2), certain)
        assert not are_certain(array("q", (3, long_ago, long_ago, *stamp)), certain - 1)
        assert not are_certain(array("q", (*stamp, 0, 0, 0)), certain)
    assert not is_certain((0, 0, 0), 10**19)
    assert are_certain(array("q"), 0)


def test_a_file_that_is_new_under_an_old_name_is_seen(library: Path, cache: Path, read: list[str]) -> None:
    (library / "zinc.md").unlink()
    (library / "b.md").rename(library / "zinc.md")
    assert titles(opened(library, cache=cache)) == ["Aspirin", "Ünïcödé β"]
    assert set(read) == {"zinc.md"}


def test_the_list_is_the_same_from_the_catalogue_and_from_the_files(library: Path, cache: Path) -> None:
    (library / "huge.md").write_bytes(b"x" * 9_000_000)
    write(library, "b.markdown")
    refresh(source_of(library, cache))
    now, then = opened(library, cache=cache), listed(source_of(library, cache))
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
    listing = listed(*sources)
    assert titles(listing) == ["Aspirin", "Mercury", "Ünïcödé β", "Zinc", "Zinc oxide"]
    assert list(listing.entries) == list(opened(library, other, cache=cache).entries)
    assert is_whole(listing)
    for number, source in enumerate(sources):
        own = listing.catalogues[number]
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
    with pytest.raises(DamagedError):
        listing.load_all()
    opened(library).close()


def test_a_library_that_is_gone_is_not_listed_from_the_files(library: Path, cache: Path) -> None:
    source = source_of(library, cache)
    library.rename(library.with_name("elsewhere"))
    assert titles(listed(source)) == ["Aspirin", "Ünïcödé β", "Zinc oxide"]
    with pytest.raises(OSError, match="drugs"):
        source.find(with_stamps=True)


@pytest.mark.parametrize("text", ["", "# ???\n"])
def test_a_library_without_a_word_in_its_names_can_be_searched(tmp_path: Path, text: str) -> None:
    (tmp_path / "lib").mkdir()
    if text:
        write(tmp_path / "lib", "+.md", text)
    source = source_of(tmp_path / "lib", tmp_path / "cache")
    refresh(source)
    listing = listed(source)
    assert listing.index.search("a").total == 0
    assert listing.index.search("a b").total == 0
    assert listing.index.search("").total == len(listing.entries)
    assert NameIndex(listing.entries).search("a").total == 0


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such files")
def test_a_catalogue_that_is_a_pipe_is_not_waited_for(library: Path, cache: Path) -> None:
    source = source_of(library, cache)
    path = catalogue_of(source)
    path.unlink()
    os.mkfifo(path)
    assert catalogue_listing([source]) is None
    refresh(source)
    assert titles(listed(source)) == ["Aspirin", "Ünïcödé β", "Zinc oxide"]


def test_the_default_folder_is_the_users_own(monkeypatch: pytest.MonkeyPatch, library: Path) -> None:
    home = library.parent / "home"
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: home / name)
    (source,) = find_sources([library])
    refresh(source)
    assert catalogue_of(source).is_relative_to(home / "medtui" / "catalogue")
    assert catalogue_of(source).is_file()


def test_without_a_home_folder_nothing_is_kept(monkeypatch: pytest.MonkeyPatch, library: Path, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("platformdirs.user_cache_path", lambda _: Path("~/.cache/medtui"))
    assert default_folder() is None
    (source,) = find_sources([library])
    assert source.storage.folder is None
    before = sorted(tmp_path.rglob("*"))
    refresh(source)
    assert titles(listed(source)) == ["Aspirin", "Ünïcödé β", "Zinc oxide"]
    assert sorted(tmp_path.rglob("*")) == before
    source.storage.close()


def test_a_name_is_found_as_by_looking_at_every_entry(tmp_path: Path) -> None:
    root = tmp_path / "drugs"
    write(root, "paracetamol.md", "---\ntitle: Paracetamol\naliases: [Tylo, Zinc]\n---\n")
    write(root, "zinc.md", "# Zinc\n")
    write(root, "a/St John's wort.md", "# Hypericum\n")
    write(root, "a/épo.md", "# Erythropoietin\n")
    write(root, "old_zinc.md", "# Iron\n")
    write(root, "癫痫.md", "# 癫痫\n")
    write(root, "zinc-500mg.md", "# Zinc 500 mg\n")
    write(root, "adrenaline.md", "# Adrenaline (epinephrine)\n")
    source = source_of(root, tmp_path / "cache")
    refresh(source, policy=Policy(clock=lambda: time_ns() + 10**10))
    listing = opened(root, cache=tmp_path / "cache")
    assert listing.catalogues != (None,)
    everything = NameIndex(tuple(listing.entries))
    asked = ["", "?", "zinc", "ZINC ", "tylo", "acetaminophen", "st johns wort", "St John's wort", "epo", "old zinc"]
    asked += ["癫痫", "wort", "zinc 500mg", "drugs/zinc", "drugs/a/épo", "Drugs/Zinc", "epinephrine", "nothing"]
    found = {name: [entry.raw for entry in listing.exact(name)] for name in asked}
    assert found == {name: [entry.raw for entry in everything.exact(name)] for name in asked}
    assert found["zinc"] == ["zinc.md", "paracetamol.md"]
    assert found["st johns wort"] == ["a/St John's wort.md"]
    assert found["acetaminophen"] == ["paracetamol.md"]

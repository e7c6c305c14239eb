"""Where a catalogue is kept: what is made, what stays, what is cleared away."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from pathlib import Path
from time import time_ns

import pytest

from medtui.library.catalogue.storage import CatalogueStorage, DamagedError


@pytest.fixture
def storage(tmp_path: Path) -> CatalogueStorage:
    made = CatalogueStorage.of(tmp_path, "/a/library")
    with made.lock():
        pass
    return made


def path_in(storage: CatalogueStorage, name: str) -> Path:
    assert storage.folder is not None
    return storage.folder / name


def files(storage: CatalogueStorage) -> list[str]:
    return sorted(path.name for path in path_in(storage, "").iterdir())


def made(storage: CatalogueStorage, word: str) -> str:
    with storage.replacement() as connection:
        connection.execute("CREATE TABLE t (word)")
        connection.execute("INSERT INTO t VALUES (?)", (word,))
        before = storage.latest()
    assert storage.latest() != before
    return storage.latest()


def words_in(storage: CatalogueStorage, name: str) -> list[str]:
    connection = storage.connect(name)
    words = [word for (word,) in connection.execute("SELECT word FROM t")]
    connection.close()
    return words


def test_each_library_has_a_place_of_its_own(tmp_path: Path) -> None:
    folders = {CatalogueStorage.of(tmp_path, key).folder for key in ("/a", "/b", "/\udce9")}
    assert len(folders) == 3
    assert CatalogueStorage.of(tmp_path, "/a").folder == CatalogueStorage.of(tmp_path, "/a").folder
    assert CatalogueStorage.of(None, "/a").folder is None
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_was_there_is_nothing(storage: CatalogueStorage, tmp_path: Path) -> None:
    for bare in (storage, CatalogueStorage.of(tmp_path, "/b"), CatalogueStorage(None)):
        assert (bare.is_bare, bare.latest(), bare.size()) == (True, "", 0)
        with pytest.raises(DamagedError):
            bare.connect("")
    path_in(storage, "new.building").touch()  # by one who was killed over the first
    assert (storage.is_bare, storage.latest()) == (True, "")
    path_in(storage, "text-1.db").touch()
    assert (storage.is_bare, storage.latest()) == (False, "")


@pytest.mark.parametrize("place", ["disk", "memory"])
def test_a_catalogue_has_a_name_when_it_is_whole(storage: CatalogueStorage, place: str) -> None:
    used = storage if place == "disk" else CatalogueStorage(None)
    assert words_in(used, made(used, "one")) == ["one"]
    name = made(used, "other")
    assert words_in(used, name) == ["other"]
    assert used.is_untouched(name)
    assert used.is_intact(name)
    assert not used.is_bare
    if place == "disk":
        assert files(used) == sorted([name, "lock"])
        assert used.size() > 4000
    used.close()


@pytest.mark.parametrize("place", ["disk", "memory"])
def test_a_copy_can_be_changed_and_whoever_reads_the_old_one_goes_on(storage: CatalogueStorage, place: str) -> None:
    used = storage if place == "disk" else CatalogueStorage(None)
    old = made(used, "one")
    reader = used.connect(old)
    with used.replacement(old) as connection:
        connection.execute("INSERT INTO t VALUES ('two')")
    assert words_in(used, used.latest()) == ["one", "two"]
    assert list(reader.execute("SELECT word FROM t")) == [("one",)]
    reader.close()
    with pytest.raises(DamagedError):
        used.connect(old)
    used.close()


def test_a_catalogue_in_memory_is_nowhere_else(tmp_path: Path) -> None:
    storage = CatalogueStorage.of(tmp_path, "/a/library")
    storage.forget_folder()
    assert storage.is_bare
    one, other = CatalogueStorage(None), storage
    assert words_in(one, made(one, "one")) == ["one"]
    assert words_in(other, made(other, "other")) == ["other"]
    assert storage.size() == 0
    storage.tidy()
    one.close()
    other.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["disk", "memory"])
@pytest.mark.parametrize("base", [True, False])
def test_a_catalogue_that_was_not_finished_is_nowhere(storage: CatalogueStorage, place: str, base: bool) -> None:
    used = storage if place == "disk" else CatalogueStorage(None)
    name, before = made(used, "one"), files(storage)
    with pytest.raises(sqlite3.OperationalError), used.replacement(name if base else "") as connection:
        connection.execute("no statement")
    assert used.latest() == name
    assert words_in(used, name) == ["one"]
    assert files(storage) == before
    with pytest.raises(sqlite3.ProgrammingError):
        connection.execute("SELECT 1")
    used.close()


def test_a_folder_that_cannot_be_listed_keeps_nothing(
    storage: CatalogueStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def scandir(path: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(PermissionError), storage.lock():
        pass


def test_a_catalogue_cannot_be_written(storage: CatalogueStorage) -> None:
    connection = storage.connect(made(storage, "one"))
    with pytest.raises(sqlite3.OperationalError):
        connection.execute("INSERT INTO t VALUES ('two')")
    connection.close()


def test_the_name_says_what_the_very_bytes_must_be(storage: CatalogueStorage) -> None:
    name = made(storage, "one")
    path = path_in(storage, name)
    data, status = path.read_bytes(), path.stat()
    path.write_bytes(data[:-1] + b"\x07")
    assert not storage.is_untouched(name)
    assert not storage.is_intact(name)
    with pytest.raises(DamagedError):
        storage.connect(name)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert storage.is_untouched(name)
    assert not storage.is_intact(name)


def test_a_copy_gets_its_time_back(storage: CatalogueStorage) -> None:
    name = made(storage, "one")
    shutil.copyfile(path_in(storage, name), path_in(storage, "copy"))
    path_in(storage, "copy").replace(path_in(storage, name))
    assert not storage.is_untouched(name)
    assert storage.is_intact(name)
    assert storage.is_untouched(name)


def test_a_clock_that_was_put_back_does_no_harm(storage: CatalogueStorage) -> None:
    later = f"{time_ns() + 10**15:016x}-00000000.db"
    path_in(storage, made(storage, "one")).rename(path_in(storage, later))
    assert storage.latest() == later
    assert words_in(storage, made(storage, "two")) == ["two"]
    assert files(storage) == [storage.latest(), "lock"]


@pytest.mark.parametrize("grain", [1, 1000, 10**9, 2 * 10**9])
def test_a_file_system_with_coarse_times_does_no_harm(
    storage: CatalogueStorage, monkeypatch: pytest.MonkeyPatch, grain: int
) -> None:
    utime = os.utime
    monkeypatch.setattr(os, "utime", lambda path, ns: utime(path, ns=(ns[0] // grain * grain, ns[1] // grain * grain)))
    for word in ("one", "two", "three"):
        assert words_in(storage, made(storage, word)) == [word]
        assert storage.is_intact(storage.latest())


def test_only_what_is_left_over_is_cleared_away(storage: CatalogueStorage) -> None:
    name = made(storage, "one")
    path_in(storage, "note.txt").touch()
    for other in ("names", "text-7.db", "text-7.db-journal", "new.building", "9-1.building-journal", "names.9.new"):
        path_in(storage, other).touch()
    path_in(storage, f"{1:016x}-00000000.db").touch()
    assert storage.latest() == name
    storage.tidy()
    assert files(storage) == sorted([name, "lock", "note.txt"])

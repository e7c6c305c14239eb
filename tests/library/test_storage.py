"""Where a catalogue is kept: what is made, what stays, what is cleared away."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medtui.library.catalogue import number_sets
from medtui.library.catalogue.storage import CatalogueStorage
from medtui.library.packed import DamagedError


@pytest.fixture
def shelf(tmp_path: Path) -> CatalogueStorage:
    made = CatalogueStorage.of(tmp_path, "/a/library")
    with made.lock():
        pass
    return made


def files(shelf: CatalogueStorage) -> list[str]:
    assert shelf.folder is not None
    return sorted(path.name for path in shelf.folder.iterdir())


def made(shelf: CatalogueStorage, word: str) -> str:
    with shelf.new_database() as (connection, name):
        connection.execute("CREATE TABLE t (word)")
        connection.execute("INSERT INTO t VALUES (?)", (word,))
        assert name == []
    return name[0]


def word_in(shelf: CatalogueStorage, name: str) -> str:
    connection = shelf.connect(name)
    ((word,),) = connection.execute("SELECT word FROM t")
    connection.close()
    return str(word)


def test_each_library_has_a_place_of_its_own(tmp_path: Path) -> None:
    folders = {CatalogueStorage.of(tmp_path, key).folder for key in ("/a", "/b", "/\udce9")}
    assert len(folders) == 3
    assert CatalogueStorage.of(tmp_path, "/a").folder == CatalogueStorage.of(tmp_path, "/a").folder
    assert CatalogueStorage.of(None, "/a").folder is None
    assert list(tmp_path.iterdir()) == []


def test_a_database_has_a_name_when_it_is_whole(shelf: CatalogueStorage) -> None:
    one, other = made(shelf, "one"), made(shelf, "other")
    assert files(shelf) == sorted([one, other, "lock"])
    assert (word_in(shelf, one), word_in(shelf, other)) == ("one", "other")
    shelf.tidy(other)
    assert files(shelf) == ["lock", other]
    assert shelf.size() > 4000


def test_a_database_in_memory_lives_as_long_as_someone_has_it(tmp_path: Path) -> None:
    shelf = CatalogueStorage.of(tmp_path, "/a/library")
    shelf.forget_folder()
    assert shelf.is_bare
    with pytest.raises(DamagedError):
        shelf.names("/a/library", "library", tmp_path)
    one = made(shelf, "one")
    reader = shelf.connect(one)
    other = made(shelf, "other")
    assert word_in(shelf, other) == "other"
    assert list(reader.execute("SELECT word FROM t")) == [("one",)]
    reader.close()
    with pytest.raises(sqlite3.Error):
        word_in(shelf, one)
    assert shelf.size() == 0
    shelf.tidy(other)
    shelf.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["disk", "memory"])
def test_a_database_that_was_not_finished_is_nowhere(shelf: CatalogueStorage, place: str) -> None:
    before = files(shelf)
    used = shelf if place == "disk" else CatalogueStorage(None)
    with pytest.raises(sqlite3.OperationalError), used.new_database() as (connection, name):
        connection.execute("no statement")
    assert name == []
    assert files(shelf) == before
    with pytest.raises(sqlite3.ProgrammingError):
        connection.execute("SELECT 1")


def test_what_is_read_only_cannot_be_written(shelf: CatalogueStorage) -> None:
    name = made(shelf, "one")
    connection = shelf.connect(name)
    with pytest.raises(sqlite3.OperationalError):
        connection.execute("INSERT INTO t VALUES ('two')")
    connection.close()
    connection = shelf.connect(name, write=True)
    connection.execute("INSERT INTO t VALUES ('two')")
    connection.close()
    with pytest.raises(sqlite3.Error):
        shelf.connect("text-0.db", write=True)
    assert files(shelf) == ["lock", name]


def test_a_seal_is_of_the_very_bytes(shelf: CatalogueStorage) -> None:
    name = made(shelf, "one")
    assert shelf.folder is not None
    path, seal = shelf.folder / name, shelf.seal(name)
    assert shelf.has_seal(name, seal)
    data = path.read_bytes()
    path.write_bytes(data[:-1] + b"\x07")
    os.utime(path, (1, 1))
    assert not shelf.has_seal(name, seal)
    assert shelf.seal(name).checksum != seal.checksum
    path.write_bytes(data)
    assert shelf.seal(name).checksum == seal.checksum
    assert CatalogueStorage(None).has_seal("anything", CatalogueStorage(None).seal("anything"))


def test_only_what_is_left_over_is_cleared_away(shelf: CatalogueStorage) -> None:
    assert shelf.folder is not None
    keep = made(shelf, "one")
    stay = [f"{keep}-journal", "names", "note.txt"]
    for name in (*stay, "text-7.db", "text-7.db-journal", "9-1.building", "9-1.building-journal", "names.9.new"):
        (shelf.folder / name).touch()
    shelf.tidy(keep)
    assert files(shelf) == sorted([keep, "lock", *stay])


@given(st.sets(st.integers(0, 70_000), max_size=40))
def test_sets_of_numbers_come_back(numbers: set[int]) -> None:
    bits = number_sets.from_numbers(numbers)
    assert list(number_sets.to_numbers(bits)) == sorted(numbers)
    assert bits.bit_count() == len(numbers)
    assert number_sets.unpack(number_sets.pack(bits)) == bits


@given(st.binary(max_size=30))
def test_what_is_no_set_is_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any
        number_sets.unpack(data)

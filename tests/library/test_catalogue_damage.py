"""A catalogue that is not what medtui wrote is made anew, and that is told."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from catalogues import assert_right, database_of, found, kept, names_of, refresh, source_of
from library_files import write

from medtui.library import Source, catalogue_listing
from medtui.library.catalogue.refresh import DAMAGED, FOREIGN, INCOMPLETE, Refresher, RefreshReport
from medtui.library.catalogue.tables import State, state_of
from medtui.library.search.text_search import StaleError, TextSearch

SAME = RefreshReport(changed=False, rebuilt=False)
WORDS = ("text", "zinc", "renal", "w7", "re")


@pytest.fixture
def source(tmp_path: Path) -> Source:
    """A library of thirty files, its catalogue built."""
    root = tmp_path / "drugs"
    for number in range(30):
        write(root, f"drug{number}.md", f"# Drug {number}\n\n### Usage\nText w{number} w{number % 7}.\n")
    write(root, "renal.md", "# Renalin\n\n### Usage\nRenal zinc qualm.\n")
    made = source_of(root, tmp_path / "cache")
    refresh(made)
    return made


def changed(source: Source, statement: str) -> None:
    """Change the database as another program would."""
    connection = sqlite3.connect(database_of(source), isolation_level=None)
    connection.execute(statement)
    connection.close()


def foreign(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.commit()
    connection.close()


def zeroed(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def halved(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def as_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGES: dict[str, Callable[[Source], object]] = {
    "database gone": lambda source: database_of(source).unlink(),
    "database empty": lambda source: database_of(source).write_bytes(b""),
    "database cut": lambda source: halved(database_of(source)),
    "database of zeros": lambda source: zeroed(database_of(source)),
    "database of text": lambda source: database_of(source).write_text("just text\n" * 5000),
    "database of another program": lambda source: foreign(database_of(source)),
    "database longer": lambda source: database_of(source).write_bytes(database_of(source).read_bytes() + bytes(4096)),
    "older format": lambda source: changed(source, "UPDATE about SET value = '0 0.0.1' WHERE name = 'format'"),
    "newer format": lambda source: changed(source, "UPDATE about SET value = '99 9.9' WHERE name = 'format'"),
    "another subject": lambda source: changed(source, "UPDATE about SET value = 'x' WHERE name = 'subject'"),
    "not complete": lambda source: changed(source, "DELETE FROM about WHERE name = 'complete'"),
    "no tables": lambda source: changed(source, "DROP TABLE file"),
    "no words": lambda source: changed(source, "DROP TABLE text"),
    "another revision": lambda source: changed(source, "UPDATE about SET value = '7' WHERE name = 'revision'"),
    "odd revision": lambda source: changed(source, "UPDATE about SET value = 'x' WHERE name = 'revision'"),
    "a row too few": lambda source: changed(source, "DELETE FROM file WHERE number = 3"),
    "a title changed": lambda source: changed(source, "UPDATE file SET title = 'Wrong' WHERE number = 3"),
    "names gone": lambda source: names_of(source).unlink(),
    "names empty": lambda source: names_of(source).write_bytes(b""),
    "names cut": lambda source: halved(names_of(source)),
    "names of text": lambda source: names_of(source).write_text("just text\n\n"),
}


@pytest.mark.parametrize("trust_stamps", [True, False])
@pytest.mark.parametrize("how", list(DAMAGES))
def test_a_damaged_catalogue_is_made_anew_once(source: Source, how: str, trust_stamps: bool) -> None:
    DAMAGES[how](source)
    report = refresh(source, trust_stamps=trust_stamps)
    assert report.rebuilt
    assert report.unfit in (DAMAGED, FOREIGN, INCOMPLETE)
    assert_right(source, WORDS)
    assert refresh(source, trust_stamps=False) == SAME


@pytest.mark.parametrize("how", list(DAMAGES))
def test_a_keeper_that_knew_it_before_notices_too(source: Source, how: str) -> None:
    keeper = Refresher(source)
    keeper.refresh(trust_stamps=False)
    DAMAGES[how](source)
    assert keeper.refresh(trust_stamps=True).unfit
    assert_right(source, WORDS)
    write(source.root, "renal.md", "# Renalin\n\n### Usage\nGout.\n")
    assert keeper.refresh(trust_stamps=True) == RefreshReport(changed=True, rebuilt=False)
    assert_right(source, WORDS)


@pytest.mark.parametrize("how", ["older format", "newer format", "another subject", "not complete", "odd revision"])
def test_a_database_says_itself_that_it_is_not_fit(source: Source, how: str) -> None:
    def state() -> State | None:
        connection = source.shelf.connect(database_of(source).name)
        try:
            return state_of(connection, source.key)
        finally:
            connection.close()

    assert state() is not None
    DAMAGES[how](source)
    assert state() is None


@pytest.mark.parametrize("data", [b"", b"text" * 2000, None])
def test_a_spoiled_lock_is_mended(source: Source, data: bytes | None) -> None:
    lock = names_of(source).with_name("lock")
    lock.unlink()
    if data is not None:
        lock.write_bytes(data)
    assert refresh(source) == SAME
    assert lock.stat().st_size == 0


def test_where_nothing_was_nothing_is_said(source: Source) -> None:
    assert source.shelf.folder is not None
    shutil.rmtree(source.shelf.folder)
    assert refresh(source) == RefreshReport(changed=True, rebuilt=True, unfit="")
    assert_right(source, WORDS)


def test_a_catalogue_of_another_version_is_said_to_be_so(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("medtui.library.catalogue.names_table.__version__", "0.0.1")
        refresh(source)
        assert refresh(source) == SAME
    assert catalogue_listing([source]) is None
    assert refresh(source).unfit == FOREIGN
    assert_right(source, WORDS)


def test_the_catalogue_of_another_library_is_not_used(source: Source, tmp_path: Path) -> None:
    write(tmp_path / "other", "quinine.md")
    other = source_of(tmp_path / "other", tmp_path / "cache")
    other = other._replace(shelf=source.shelf)  # as where both have the same checksum
    for one, another in ((other, source), (source, other)):
        assert refresh(one).rebuilt
        assert catalogue_listing([another]) is None
        assert_right(one, WORDS)


def test_flipped_bits_are_noticed_wherever_they_are(source: Source) -> None:
    path, names = database_of(source), names_of(source).read_bytes()
    data = path.read_bytes()
    for at in range(50, len(data), len(data) // 25):
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x41]) + data[at + 1 :])
        names_of(source).write_bytes(names)
        assert refresh(source, trust_stamps=False).unfit == DAMAGED, at
        assert found(source, "renal") == ["renal.md"]
        database_of(source).unlink()


def test_a_flipped_bit_in_the_words_is_noticed(source: Source) -> None:
    """SQLite itself does not: its own checks say ok, and the word is just not found."""
    path = database_of(source)
    data = path.read_bytes()
    at = data.index(b"qualm")
    path.write_bytes(data[:at] + b"quahm" + data[at + 5 :])
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
    assert found(source, "qualm") == []
    assert refresh(source, trust_stamps=False) == RefreshReport(changed=True, rebuilt=True, unfit=DAMAGED)
    assert found(source, "qualm") == ["renal.md"]


def test_a_copied_catalogue_is_as_good_as_its_original(source: Source) -> None:
    path = database_of(source)
    copy = path.with_name("copy")
    shutil.copyfile(path, copy)
    os.utime(copy, (1, 1))
    copy.replace(path)
    assert refresh(source) == RefreshReport(changed=True, rebuilt=False)  # the stamp of the index is noted
    assert refresh(source) == SAME
    assert_right(source, WORDS)


def test_damage_that_is_met_while_updating_is_mended(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper = Refresher(source)
    keeper.refresh(trust_stamps=True)
    path = database_of(source)
    path.write_bytes(path.read_bytes()[:8192] + bytes(path.stat().st_size - 8192))
    monkeypatch.setattr("medtui.library.catalogue.storage.CatalogueStorage.has_seal", lambda *_: True)
    write(source.root, "renal.md", "# Renalin\n\n### Usage\nGout.\n")
    assert keeper.refresh(trust_stamps=True) == RefreshReport(changed=True, rebuilt=True, unfit=DAMAGED)
    assert_right(source, [*WORDS, "gout"])


def test_a_search_in_a_damaged_index_is_stale(source: Source) -> None:
    listing = kept(source)
    search = TextSearch(listing)
    path = database_of(source)
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))
    search.close()
    with pytest.raises(StaleError):
        TextSearch(listing)


def test_names_and_index_that_do_not_go_together_are_not_searched(source: Source) -> None:
    listing = kept(source)
    write(source.root, "renal.md", "# Renalin\n\n### Usage\nGout.\n")
    refresh(source)
    with pytest.raises(StaleError):
        TextSearch(listing)
    refresh(source, rebuild=True)
    with pytest.raises(StaleError):
        TextSearch(listing)
    TextSearch(kept(source)).close()


def test_a_cache_that_was_removed_and_made_again_is_not_taken_for_the_old_one(source: Source) -> None:
    keeper, listing = Refresher(source), kept(source)
    keeper.refresh(trust_stamps=True)
    assert source.shelf.folder is not None
    shutil.rmtree(source.shelf.folder)
    write(source.root, "aaa.md", "# Aaa\nrenal\n")  # numbers all others anew
    refresh(source)
    with pytest.raises(StaleError):
        TextSearch(listing)
    (source.root / "drug3.md").unlink()
    assert keeper.refresh(trust_stamps=True).changed
    assert_right(source, WORDS)

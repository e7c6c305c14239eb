"""A catalogue that is not what medtui wrote is made anew, and that is told."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from catalogues import (
    assert_right,
    catalogue_of,
    folder_of,
    found,
    listed,
    refresh,
    source_of,
    spoiled,
)
from library_files import titles, write

from medtui.library.catalogue.listing import Source, catalogue_listing
from medtui.library.catalogue.refresh import DAMAGED, FOREIGN, INCOMPLETE, Refresher, RefreshReport
from medtui.library.catalogue.storage import DamagedError
from medtui.library.search.text_search import StaleError, TextSearch

pytestmark = pytest.mark.slow

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
    connection = sqlite3.connect(catalogue_of(source), isolation_level=None)
    connection.execute(statement)
    connection.close()


def written(source: Source, statement: str) -> None:
    """Have the catalogue as another version of medtui would have written it."""
    with source.storage.replacement(source.storage.latest()) as connection:
        connection.execute(statement)


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


def of_an_older_version(source: Source) -> None:
    """The two files that medtui had once."""
    folder = folder_of(source)
    catalogue_of(source).rename(folder / "text-0123456789abcdef.db")
    (folder / "names").write_bytes(b"medtui columns 1 little")


DAMAGES: dict[str, Callable[[Source], object]] = {
    "empty": lambda source: catalogue_of(source).write_bytes(b""),
    "cut": lambda source: halved(catalogue_of(source)),
    "zeros": lambda source: zeroed(catalogue_of(source)),
    "text": lambda source: catalogue_of(source).write_text("just text\n" * 5000),
    "of another program": lambda source: foreign(catalogue_of(source)),
    "longer": lambda source: catalogue_of(source).write_bytes(catalogue_of(source).read_bytes() + bytes(4096)),
    "two files": of_an_older_version,
    "older format": lambda source: written(source, "UPDATE about SET value = '0 0.0.1' WHERE name = 'format'"),
    "newer format": lambda source: written(source, "UPDATE about SET value = '99 9.9' WHERE name = 'format'"),
    "another subject": lambda source: written(source, "UPDATE about SET value = 'x' WHERE name = 'subject'"),
    "not complete": lambda source: written(source, "DELETE FROM section"),
    "nothing about it": lambda source: written(source, "DELETE FROM about"),
    "no files": lambda source: written(source, "DROP TABLE file"),
    "format changed": lambda source: changed(source, "UPDATE about SET value = '99 9.9' WHERE name = 'format'"),
    "no tables": lambda source: changed(source, "DROP TABLE file"),
    "no words": lambda source: changed(source, "DROP TABLE text"),
    "a row too few": lambda source: changed(source, "DELETE FROM file WHERE number = 3"),
    "a title changed": lambda source: changed(source, "UPDATE file SET title = 'Wrong' WHERE number = 3"),
    "zeros, of the same time": lambda source: spoiled(source, bytes(50_000)),
    "cut, of the same time": lambda source: spoiled(source, catalogue_of(source).read_bytes()[:-4096]),
    "text, of the same time": lambda source: spoiled(source, b"just text\n" * 5000),
}


@pytest.mark.parametrize("trust_stamps", [True, False])
@pytest.mark.parametrize("how", list(DAMAGES))
def test_a_damaged_catalogue_is_made_anew_once(source: Source, how: str, trust_stamps: bool) -> None:
    DAMAGES[how](source)
    report = refresh(source, trust_stamps=trust_stamps and "same time" not in how)
    assert report.rebuilt
    assert report.unfit in (DAMAGED, FOREIGN, INCOMPLETE)
    assert_right(source, WORDS)
    assert sorted(path.name for path in folder_of(source).iterdir()) == [catalogue_of(source).name, "lock"]
    assert refresh(source, trust_stamps=False) == SAME


@pytest.mark.parametrize("how", [how for how in DAMAGES if "same time" not in how])
def test_a_refresher_that_knew_it_before_notices_too(source: Source, how: str) -> None:
    refresher = Refresher(source)
    refresher.refresh(trust_stamps=False)
    DAMAGES[how](source)
    assert refresher.refresh(trust_stamps=True).unfit
    assert_right(source, WORDS)
    write(source.root, "renal.md", "# Renalin\n\n### Usage\nGout.\n")
    assert refresher.refresh(trust_stamps=True) == RefreshReport(changed=True, rebuilt=False)
    assert_right(source, WORDS)


@pytest.mark.parametrize("how", list(DAMAGES))
def test_no_list_is_made_from_a_damaged_catalogue(source: Source, how: str) -> None:
    right = titles(listed(source))
    DAMAGES[how](source)
    listing = catalogue_listing([source])
    if listing is not None:
        with suppress(DamagedError):
            listing.load_all()
            assert titles(listing) == right
        listing.close()


@pytest.mark.parametrize("data", [b"", b"text" * 2000, None])
def test_a_spoiled_lock_is_mended(source: Source, data: bytes | None) -> None:
    lock = folder_of(source) / "lock"
    lock.unlink()
    if data is not None:
        lock.write_bytes(data)
    assert refresh(source) == SAME
    assert lock.stat().st_size == 0


def test_where_nothing_was_nothing_is_said(source: Source) -> None:
    shutil.rmtree(folder_of(source))
    assert refresh(source) == RefreshReport(changed=True, rebuilt=True, unfit="")
    assert_right(source, WORDS)


def test_a_catalogue_of_another_version_is_said_to_be_so(source: Source) -> None:
    for how in ("older format", "newer format", "two files"):
        DAMAGES[how](source)
        assert catalogue_listing([source]) is None
        assert refresh(source).unfit == FOREIGN
        assert_right(source, WORDS)


def test_the_catalogue_of_another_library_is_not_used(source: Source, tmp_path: Path) -> None:
    write(tmp_path / "other", "quinine.md")
    other = source_of(tmp_path / "other", tmp_path / "cache")
    other = other._replace(storage=source.storage)  # as where both have the same checksum
    for one, another in ((other, source), (source, other)):
        assert refresh(one).rebuilt
        assert catalogue_listing([another]) is None
        assert_right(one, WORDS)


def test_flipped_bits_are_noticed_wherever_they_are(source: Source) -> None:
    data = catalogue_of(source).read_bytes()
    for at in range(50, len(data), len(data) // 25):
        data = catalogue_of(source).read_bytes()
        spoiled(source, data[:at] + bytes([data[at] ^ 0x41]) + data[at + 1 :])
        assert refresh(source, trust_stamps=False).unfit == DAMAGED, at
        assert found(source, "renal") == ["renal.md"]


def test_a_flipped_bit_in_the_words_is_noticed(source: Source) -> None:
    """SQLite itself does not: its own checks say ok, and the word is just not found."""
    data = catalogue_of(source).read_bytes()
    # Also in the words of names: the last one is in the index.
    at = data.rindex(b"qualm")
    spoiled(source, data[:at] + b"quahm" + data[at + 5 :])
    connection = sqlite3.connect(catalogue_of(source))
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
    assert found(source, "qualm") == []
    assert refresh(source, trust_stamps=False) == RefreshReport(changed=True, rebuilt=True, unfit=DAMAGED)
    assert found(source, "qualm") == ["renal.md"]


def test_a_copied_catalogue_is_as_good_as_its_original(source: Source) -> None:
    path = catalogue_of(source)
    copy = path.with_name("copy")
    shutil.copyfile(path, copy)
    copy.replace(path)
    assert catalogue_listing([source]) is None
    assert refresh(source) == SAME
    assert_right(source, WORDS)


def test_damage_that_is_met_while_updating_is_mended(source: Source) -> None:
    refresher = Refresher(source)
    refresher.refresh(trust_stamps=True)
    data = catalogue_of(source).read_bytes()
    spoiled(source, data[:8192] + bytes(len(data) - 8192))
    write(source.root, "renal.md", "# Renalin\n\n### Usage\nGout.\n")
    assert refresher.refresh(trust_stamps=True) == RefreshReport(changed=True, rebuilt=True, unfit=DAMAGED)
    assert_right(source, [*WORDS, "gout"])


def test_a_search_in_a_damaged_index_is_stale(source: Source) -> None:
    listing = listed(source)
    search = TextSearch(listing)
    path = catalogue_of(source)
    status = path.stat()
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))
    search.close()
    with pytest.raises(StaleError):
        TextSearch(listing)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    with pytest.raises(StaleError):
        TextSearch(listing)


def test_names_and_index_that_do_not_go_together_are_not_searched(source: Source) -> None:
    listing = listed(source)
    write(source.root, "renal.md", "# Renalin\n\n### Usage\nGout.\n")
    refresh(source)
    with pytest.raises(StaleError):
        TextSearch(listing)
    refresh(source, rebuild=True)
    with pytest.raises(StaleError):
        TextSearch(listing)
    TextSearch(listed(source)).close()


def test_a_cache_that_was_removed_and_made_again_is_not_taken_for_the_old_one(source: Source) -> None:
    refresher, listing = Refresher(source), listed(source)
    refresher.refresh(trust_stamps=True)
    shutil.rmtree(folder_of(source))
    write(source.root, "aaa.md", "# Aaa\nrenal\n")  # numbers all others anew
    refresh(source)
    with pytest.raises(StaleError):
        TextSearch(listing)
    (source.root / "drug3.md").unlink()
    assert refresher.refresh(trust_stamps=True).changed
    assert_right(source, WORDS)

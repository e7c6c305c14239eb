"""The names in a catalogue: what was put there comes out, or nothing does; never a wrong title."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medtui.library.catalogue import sql_tables
from medtui.library.catalogue.catalogue_names import CatalogueNames
from medtui.library.catalogue.sql_tables import About, FileRow
from medtui.library.catalogue.storage import CatalogueStorage, DamagedError, ForeignError
from medtui.library.entry import Entry, Library
from medtui.library.files import UnreadableFile
from medtui.library.loading import load
from medtui.library.names.word_table import WordTable
from medtui.reading.schema import default_schema

KEY, ROOT = "/somewhere/lib", Path("/somewhere/lib")
LIBRARY = Library("lib", ROOT, {"a.markdown": "a.markdown"})
ROWS = (
    FileRow("a.md", "Aspirin", ("ASA", "Acetylsalicylic acid"), "", (1, 2, 3), 1, b"one"),
    FileRow("a.markdown", "Beta", (), "", (-(2**62), 2**62, 0), 4, b""),
    FileRow("x/caf\udce9.md", "cafe", (), "x/caf⟨U+DCE9⟩.md may not be read.", (0, 0, 0), 2),
    FileRow("zinc.md", "Zinc", ("Zincum",), "", (7, 8, 9), 3, b"\xff\0"),
)
ABOUT = About(5, 13, (("b", "The folder b cannot be listed."),), ("=names", "usage"), "fingerprint")


def stored(folder: Path, *statements: str, rows: tuple[FileRow, ...] = ROWS, about: About = ABOUT) -> CatalogueStorage:
    """A catalogue of these rows, but for what the statements do to it."""
    storage = CatalogueStorage(folder)
    table = WordTable([row.entry(LIBRARY) for row in rows])
    while table.advance():
        pass
    with storage.replacement() as connection:
        sql_tables.create(connection)
        sql_tables.store_names(connection, KEY, LIBRARY, rows, table.to_bytes(), about)
        for statement in statements:
            connection.execute(statement)
    return storage


def contents(storage: CatalogueStorage) -> tuple[object, ...]:
    """All that is in it. Raises DamagedError."""
    names = CatalogueNames(storage, KEY, "lib", ROOT)
    try:
        before, files = list(names), dict(names.file_rows())
        names.load_all()
    finally:
        names.close()
    assert list(names) == before
    matches = [list(names.table.names(names.table.starting(word))) for word in ("a", "zi", "q")]
    rows = [names.row_of(entry.raw) for entry in names]
    ids = [entry.id for entry in names]
    return before, files, names.about, names.problems, list(names.numbers), matches, rows, ids


def test_rows_come_back_as_they_were(tmp_path: Path) -> None:
    names = CatalogueNames(stored(tmp_path), KEY, "lib", ROOT)
    assert list(names) == [Entry(LIBRARY, row.raw, row.title, row.other_names, row.problem) for row in ROWS]
    assert [entry.id for entry in names][:2] == ["lib/a", "lib/a.markdown"]
    assert names.file_rows() == {row.raw: row for row in ROWS}
    assert names.about == ABOUT
    assert [(problem.path, problem.message) for problem in names.problems] == [
        ("b", "The folder b cannot be listed."),
        ("x/caf⟨U+DCE9⟩.md", "x/caf⟨U+DCE9⟩.md may not be read."),
    ]
    names.load_all()
    assert list(names.numbers) == [1, 4, 2, 3]
    assert [names.row_of(row.raw) for row in ROWS] == [0, 1, 2, 3]
    assert names.row_of("no.md") is names.row_of("") is None
    for index in (-1, 4):
        with pytest.raises(IndexError):
            names[index]


def test_a_row_can_be_looked_for_before_all_are_read(tmp_path: Path) -> None:
    names = CatalogueNames(stored(tmp_path), KEY, "lib", ROOT)
    assert [names.row_of("zinc.md"), names.row_of("x/caf\udce9.md"), names.row_of("no.md")] == [3, 2, None]
    names.close()


def test_a_library_of_nothing_comes_back(tmp_path: Path) -> None:
    names = CatalogueNames(stored(tmp_path, rows=(), about=About(0)), KEY, "lib", ROOT)
    names.load_all()
    assert (list(names), list(names.numbers), names.problems, names.about) == ([], [], (), About(0))


def test_each_flipped_byte_is_noticed_or_does_no_harm(tmp_path: Path) -> None:
    """Where the time of the file does not tell, which a failing disk leaves as it is."""
    storage = stored(tmp_path)
    right = contents(storage)
    path = tmp_path / storage.latest()
    data, status = path.read_bytes(), path.stat()
    for at, byte in enumerate(data):
        if at % 7 == 0 and (byte or at % 97 == 0):  # a page is mostly zeros
            spoiled = bytearray(data)
            spoiled[at] ^= 0x41
            path.write_bytes(spoiled)
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
            assert not storage.is_intact(path.name)
            try:
                found = contents(storage)
            except DamagedError:
                continue
            # The list and where its words are; stamps and hashes only say what is to be read again.
            assert (found[0], found[4:]) == (right[0], right[4:]), at


@pytest.mark.parametrize("data", [b"", b"\0" * 20_000, b"SQLite format 3\0", "Just text.\n\n".encode("utf-16")])
def test_what_else_may_have_become_of_the_file(tmp_path: Path, data: bytes) -> None:
    storage = stored(tmp_path)
    path = tmp_path / storage.latest()
    status = path.stat()
    path.write_bytes(data)
    with pytest.raises(DamagedError):
        contents(storage)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    with pytest.raises(DamagedError):
        contents(storage)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes_at_all_are_survived(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / f"{17:016x}-00000000.db"
    path.write_bytes(data)
    os.utime(path, ns=(17, 17))
    with pytest.raises(DamagedError):
        contents(CatalogueStorage(tmp_path))


def test_names_of_another_library_or_version_are_foreign(tmp_path: Path) -> None:
    with pytest.raises(ForeignError):
        CatalogueNames(stored(tmp_path), KEY + "2", "lib", ROOT)
    for other in ("5 0.0.1", "99 9.9"):
        with pytest.raises(ForeignError):
            contents(stored(tmp_path, f"UPDATE about SET value = '{other}' WHERE name = 'format'"))


def test_where_there_is_no_file_there_are_no_names(tmp_path: Path) -> None:
    with pytest.raises(DamagedError):
        contents(CatalogueStorage(tmp_path))
    storage = stored(tmp_path)
    (tmp_path / storage.latest()).unlink()
    (tmp_path / f"{17:016x}-00000000.db").mkdir()
    with pytest.raises(DamagedError):
        contents(storage)


def test_what_was_not_changed_is_sound(tmp_path: Path) -> None:
    assert contents(stored(tmp_path, "UPDATE about SET value = value"))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM about",
        "UPDATE about SET value = 'x' WHERE name = 'total'",
        "UPDATE about SET value = NULL WHERE name = 'since'",
        "DROP TABLE file",
        "DROP TABLE complaint",
        "DELETE FROM file WHERE position = 1",
        "DELETE FROM file WHERE position = 3",
        "UPDATE file SET title = 'Zonc' WHERE position = 3",
        "UPDATE file SET title = NULL WHERE position = 3",
        "UPDATE file SET path = 'zonc.md' WHERE position = 3",
        "UPDATE file SET other_names = '' WHERE position = 3",
        "UPDATE file SET number = 9 WHERE position = 3",
        "UPDATE odd_id SET path = x'ff'",
        "DELETE FROM word_table",
        "DELETE FROM word_table WHERE name = 'owners'",
        "UPDATE word_table SET data = x'01000000' WHERE name = 'owners'",
        "UPDATE word_table SET data = 'text' WHERE name = 'words'",
    ],
)
def test_tables_that_do_not_go_together_are_refused(tmp_path: Path, statement: str) -> None:
    try:
        storage = stored(tmp_path, statement)
    except Exception:
        return
    with pytest.raises(DamagedError):
        contents(storage)


@pytest.mark.parametrize("raw", ["../outside.md", "x/../../outside.md", "/etc/hostname", "no.md", "sub"])
def test_a_path_that_leads_out_of_the_library_opens_nothing(tmp_path: Path, raw: str) -> None:
    root = tmp_path / "lib"
    (root / "sub").mkdir(parents=True)
    (root / "x").mkdir()
    (tmp_path / "outside.md").write_text("secret")
    (tmp_path / "cache").mkdir()
    rows = (FileRow(raw, "Zinc", (), "", (1, 2, 3), 1),)
    names = CatalogueNames(stored(tmp_path / "cache", rows=rows), KEY, "lib", root)
    with pytest.raises(UnreadableFile):
        load(names[0], default_schema())
    names.close()

"""The database of a catalogue: its tables, and what is written into them and read from them."""

from __future__ import annotations

import sys
import zlib
from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from medtui import __version__
from medtui.library.catalogue.storage import DamagedError, ForeignError
from medtui.library.entry import Entry, Library
from medtui.library.files import Stamp

if TYPE_CHECKING:
    import sqlite3

    from medtui.reading.schema import Schema

FORMAT = f"12 {__version__} {sys.byteorder}"
"""Changes with the tables and with how texts are read and folded: a catalogue of another one is made anew."""

NAMES, OTHER, KEYS = "=names", "=other", "=keys"
"""Columns of the index beside the sections: all names; text outside known sections; front matter and facts.
No section is called so."""

EVERYTHING = "=all"
"""A word that every monograph has in its `keys`. No word of a text begins with `=`."""

_TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE file (
    position INTEGER PRIMARY KEY,  -- in the list, from 0
    path BLOB NOT NULL,            -- raw, relative to the library
    title TEXT NOT NULL,
    other_names TEXT NOT NULL,     -- parted by tabs
    number INTEGER NOT NULL,       -- the row in the index
    problem TEXT NOT NULL,
    size INTEGER NOT NULL, modified INTEGER NOT NULL, changed INTEGER NOT NULL,  -- its stamp
    hash BLOB NOT NULL,            -- of its bytes; empty for a file that could not be read
    label TEXT NOT NULL            -- as an Entry has it
);
CREATE INDEX unread ON file (position) WHERE problem != '';
CREATE TABLE odd_id (path BLOB PRIMARY KEY, id TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE complaint (path TEXT NOT NULL, message TEXT NOT NULL);  -- folders that were left out
CREATE TABLE word_table (name TEXT PRIMARY KEY, data BLOB NOT NULL, checksum INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE section (number INTEGER PRIMARY KEY, name TEXT NOT NULL);  -- the columns of the index
CREATE TABLE key (name TEXT PRIMARY KEY) WITHOUT ROWID;   -- those that front matter has
CREATE TABLE topic (number INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL);  -- of a file: a class or tag
CREATE TABLE passages (number INTEGER PRIMARY KEY, folded BLOB NOT NULL);  -- of a file; compressed
"""

_WHILE_BUILDING = {"hashsize": 1 << 24, "automerge": 0, "crisismerge": 1000}
"""Settings of FTS5 (sqlite.org/fts5.html, 6): bytes gathered before they are written, and no merging of what was
written before the end, when all of it is merged at once."""
_AFTERWARDS = {"automerge": 4, "crisismerge": 16}
"""FTS5's own values."""


ShownRow = tuple[bytes, str, str, str, str, int]
"""Path, title, other names, label, problem and number of a file, as they are stored."""


class FileRow(NamedTuple):
    """One file: what its Entry says, its stamp when it was read, its number in the index, and the hash of its bytes,
    which is empty where it was not read whole."""

    raw: str
    title: str
    other_names: tuple[str, ...]
    problem: str
    stamp: Stamp
    number: int = 0
    hash: bytes = b""
    label: str = ""

    def entry(self, library: Library) -> Entry:
        """As the list shows it."""
        return Entry(library, self.raw, self.title, self.other_names, self.problem, self.label)


class About(NamedTuple):
    """What a catalogue says of itself. total: how many files the library has, read or not. since: when the files were
    looked at, in ns: what is known of files that changed later is not certain. complaints: folders that were left out.
    columns: names of the index's columns, in order; none while only names are known. schema: the fingerprint of the
    sections."""

    total: int
    since: int = 0
    complaints: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    schema: str = ""


def create(connection: sqlite3.Connection) -> None:
    """Make the tables, but for the index."""
    connection.executescript(_TABLES)


def create_index(connection: sqlite3.Connection, columns: Sequence[str]) -> None:
    """Make the index of the texts."""
    fields = ", ".join(f"c{number}" for number in range(len(columns)))
    connection.execute(
        f"CREATE VIRTUAL TABLE text USING fts5({fields}, content='', tokenize=\"ascii tokenchars '=_.'\")"
    )
    _configure(connection, _WHILE_BUILDING)


def merge_index(connection: sqlite3.Connection) -> None:
    """Merge the index into one, when all is in it."""
    connection.execute("INSERT INTO text(text) VALUES ('optimize')")
    _configure(connection, _AFTERWARDS)


def remove_texts(connection: sqlite3.Connection, numbers: Sequence[int], columns: Sequence[str]) -> None:
    """Take the texts of the files with those numbers out, so that what is left is as if they had never been there:
    how often a word stands anywhere, too. The index wants to be told which words it has of them."""
    connection.execute("CREATE VIRTUAL TABLE temp.word USING fts5vocab(main, text, instance)")
    words: dict[int, dict[str, bytes]] = {number: {} for number in numbers}
    for number, column, text in connection.execute(
        "SELECT doc, col, CAST(group_concat(term, ' ') AS BLOB) FROM temp.word"
        f" WHERE doc IN ({', '.join(f'{number:d}' for number in numbers)}) GROUP BY doc, col"
    ):
        words[number][column] = text
    connection.execute("DROP TABLE temp.word")
    fields = [f"c{number}" for number in range(len(columns))]
    connection.executemany(
        f"INSERT INTO text(text, rowid, {', '.join(fields)}) VALUES ('delete', ?{', ?' * len(fields)})",
        ((number, *(texts.get(field, b"") for field in fields)) for number, texts in words.items() if texts),
    )
    for table in ("passages", "topic"):
        connection.executemany(f"DELETE FROM {table} WHERE number = ?", ((number,) for number in numbers))


def has_word(connection: sqlite3.Connection, word: str) -> bool:
    """Whether any text has that word. Raises sqlite3.Error."""
    query = "SELECT 1 FROM text WHERE text MATCH ? LIMIT 1"
    return connection.execute(query, (f'"{word}"',)).fetchone() is not None


def _configure(connection: sqlite3.Connection, options: dict[str, int]) -> None:
    connection.executemany("INSERT INTO text(text, rank) VALUES (?, ?)", options.items())


def columns_of(schema: Schema) -> tuple[str, ...]:
    """The columns of the index of a library with those sections."""
    return (NAMES, KEYS, OTHER, *(spec.name for spec in schema.sections))


def fingerprint(schema: Schema) -> str:
    """Changes when the sections of a library do."""
    sections = repr(schema.sections).encode()
    return f"{len(sections)}-{crc32(sections):08x}"


def packed_passages(folded: str) -> bytes:
    """The folded passages of a monograph as they are stored."""
    return zlib.compress(folded.encode())


def passages_of(connection: sqlite3.Connection, number: int) -> str:
    """The folded passages of the file with that number. Raises sqlite3.Error, ValueError."""
    row = connection.execute("SELECT folded FROM passages WHERE number = ?", (number,)).fetchone()
    try:
        return zlib.decompress(row[0]).decode() if row else ""
    except (zlib.error, TypeError) as error:
        raise ValueError(str(error)) from error


def topics(connection: sqlite3.Connection, kind: str) -> list[tuple[str, int]]:
    """The classes, or tags, each with the number of a file. Raises sqlite3.Error."""
    return connection.execute("SELECT name, number FROM topic WHERE kind = ? ORDER BY number", (kind,)).fetchall()


def insert_statement(columns: Sequence[str]) -> str:
    """Puts a row into the index: its number, then the text of each column."""
    fields = ", ".join(f"c{number}" for number in range(len(columns)))
    return f"INSERT INTO text(rowid, {fields}) VALUES (?{', ?' * len(columns)})"


def store_names(
    connection: sqlite3.Connection,
    key: str,
    library: Library,
    rows: Sequence[FileRow],
    word_table: dict[str, bytes],
    about: About,
) -> None:
    """Put the list of the library `key` there in place of another one: the last thing that a build does.

    rows: sorted as the list shows them. word_table: that of their entries, as bytes.
    """
    for table in ("about", "file", "odd_id", "complaint", "word_table", "section"):
        connection.execute(f"DELETE FROM {table}")
    files = (
        (place, path_of(raw), title, "\t".join(others), number, problem, *stamp, digest, label)
        for place, (raw, title, others, problem, stamp, number, digest, label) in enumerate(rows)
    )
    connection.executemany("INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", files)
    odd_ids = ((path_of(raw), id) for raw, id in library.odd_ids.items())
    connection.executemany("INSERT INTO odd_id VALUES (?, ?)", odd_ids)
    connection.executemany("INSERT INTO complaint VALUES (?, ?)", about.complaints)
    connection.executemany(
        "INSERT INTO word_table VALUES (?, ?, ?)", ((name, data, crc32(data)) for name, data in word_table.items())
    )
    connection.executemany("INSERT INTO section VALUES (?, ?)", enumerate(about.columns))
    from medtui.library.drug_groups import starts_of

    values = {
        "format": FORMAT,
        "subject": ascii(key),
        "total": about.total,
        "since": about.since,
        "schema": about.schema,
        "starts": starts_of(rows).tobytes(),
    }
    connection.executemany("INSERT INTO about VALUES (?, ?)", values.items())
    checksum = _checksum(connection, _shown(connection))
    connection.execute("INSERT INTO about VALUES ('checksum', ?)", (checksum,))


def about_of(connection: sqlite3.Connection, key: str) -> About:
    """What the database says of itself. Raises DamagedError where it is not fit for use as that of the library `key`,
    ForeignError where it was made for another one, or by another version."""
    import sqlite3  # not needed where there is no catalogue

    try:
        values = dict(connection.execute("SELECT name, value FROM about"))
        if values["format"] != FORMAT or values["subject"] != ascii(key):
            raise ForeignError("it is about something else")
        columns = tuple(name for (name,) in connection.execute("SELECT name FROM section ORDER BY number"))
        complaints = tuple(connection.execute("SELECT path, message FROM complaint"))
        return About(int(values["total"]), int(values["since"]), complaints, columns, str(values["schema"]))
    except (sqlite3.Error, ValueError, KeyError, TypeError) as error:
        raise DamagedError(str(error)) from error


def starts(connection: sqlite3.Connection) -> array[int]:
    """Where drugs begin, as `drug_groups.starts_of` gives it. Raises sqlite3.Error, ValueError or DamagedError."""
    row = connection.execute("SELECT value FROM about WHERE name = 'starts'").fetchone()
    if row is None or not isinstance(row[0], bytes):
        raise DamagedError("where drugs begin is damaged")
    found = array("I")
    found.frombytes(row[0])
    return found


def shown_rows(connection: sqlite3.Connection) -> list[ShownRow]:
    """What the list has of every file, in its order. Raises sqlite3.Error, or
    DamagedError where they are not what was stored."""
    rows = _shown(connection)
    stored = connection.execute("SELECT value FROM about WHERE name = 'checksum'").fetchone()
    try:
        if stored == (_checksum(connection, rows),):
            return rows
    except (TypeError, OverflowError):  # it is not even of the right kind
        pass
    raise DamagedError("a name is damaged")


def _shown(connection: sqlite3.Connection) -> list[ShownRow]:
    columns = "path, title, other_names, label, problem, number"
    return connection.execute(f"SELECT {columns} FROM file ORDER BY position").fetchall()


def _checksum(connection: sqlite3.Connection, rows: list[ShownRow]) -> int:
    paths, *shown, numbers = zip(*rows, strict=True) if rows else ((),) * 6
    odd_ids = repr(connection.execute("SELECT * FROM odd_id").fetchall())
    texts = "\n".join((*map("\0".join, shown), odd_ids, starts(connection).tobytes().hex()))
    return crc32(array("q", numbers).tobytes(), crc32(texts.encode(), crc32(b"\0".join(paths))))


def word_table_of(connection: sqlite3.Connection) -> dict[str, bytes]:
    """What `store_names` was given of it. Raises sqlite3.Error or DamagedError."""
    columns = {}
    for name, data, checksum in connection.execute("SELECT name, data, checksum FROM word_table"):
        if not isinstance(data, bytes) or crc32(data) != checksum:
            raise DamagedError(f"{name} is damaged")
        columns[name] = data
    return columns


def file_rows(connection: sqlite3.Connection) -> dict[str, FileRow]:
    """Every file in the database, by raw path. Raises sqlite3.Error or DamagedError."""
    rows: dict[str, FileRow] = {}
    for path, title, others, number, problem, size, modified, changed, digest, label in connection.execute(
        "SELECT path, title, other_names, number, problem, size, modified, changed, hash, label FROM file"
    ):
        raw = raw_of(path)
        rows[raw] = FileRow(raw, title, names_in(others), problem, (size, modified, changed), number, digest, label)
    return rows


def front_matter_keys(connection: sqlite3.Connection) -> list[str]:
    """Every key that the front matter of some monograph has. Raises sqlite3.Error."""
    return [name for (name,) in connection.execute("SELECT name FROM key ORDER BY name")]


def raw_of(path: object) -> str:
    """The raw path that was stored so. Raises DamagedError."""
    try:
        if isinstance(path, bytes):
            return path.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        pass
    raise DamagedError("a path is damaged")


def path_of(raw: str) -> bytes:
    """A raw path as it is stored."""
    return raw.encode("utf-8", "surrogatepass")


def names_in(others: object) -> tuple[str, ...]:
    """The other names that were stored so. Raises DamagedError."""
    if not isinstance(others, str):
        raise DamagedError("a name is damaged")
    return tuple(others.split("\t")) if others else ()


def in_order(rows: Sequence[FileRow]) -> list[FileRow]:
    """Sorted as the list shows them."""
    from medtui.library.drug_groups import list_order  # a catalogue's names are sorted already

    return [row for _, row in sorted(zip(list_order(rows), rows, strict=True))]

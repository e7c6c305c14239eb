"""The database of a catalogue: its tables, and whether one is fit for use."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from medtui import __version__
from medtui.reading.schema import Schema

FORMAT = f"5 {__version__}"
"""Changes with the tables and with how texts are read and folded: a catalogue of another one is made anew."""

NAMES, OTHER, KEYS = "=names", "=other", "=keys"
"""Columns of the index beside the sections: all names; text outside known sections; front matter and facts.
No section is called so."""

EVERYTHING = "=all"
"""A word that every monograph has in its `keys`. No word of a text begins with `=`."""

_TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE file (
    number INTEGER PRIMARY KEY,  -- the row in the index
    path BLOB NOT NULL,          -- raw, relative to the library
    size INTEGER NOT NULL, modified INTEGER NOT NULL, changed INTEGER NOT NULL,  -- its stamp
    hash BLOB NOT NULL,          -- of its bytes; empty for a file that could not be read
    title TEXT NOT NULL, others TEXT NOT NULL, problem TEXT NOT NULL
);
CREATE TABLE key (name TEXT PRIMARY KEY) WITHOUT ROWID;   -- those that front matter has
CREATE TABLE start (letters TEXT PRIMARY KEY, numbers BLOB NOT NULL) WITHOUT ROWID;
"""


_WHILE_BUILDING = {"hashsize": 1 << 24, "automerge": 0, "crisismerge": 1000}
"""Settings of FTS5 (sqlite.org/fts5.html, 6): bytes gathered before they are written, and no merging of what was
written before the end, when all of it is merged at once."""
_AFTERWARDS = {"automerge": 4, "crisismerge": 16}
"""FTS5's own values."""


class State(NamedTuple):
    """What a database says of itself. columns: names of the index's columns, in order."""

    revision: int
    columns: tuple[str, ...]
    schema: str


def create(connection: sqlite3.Connection, subject: str, schema: Schema) -> tuple[str, ...]:
    """Make the tables for the library `subject`. Returns the columns of the index."""
    columns = columns_of(schema)
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32768;")
    connection.executescript(_TABLES)
    fields = ", ".join(f"c{number}" for number in range(len(columns)))
    connection.execute(
        f"CREATE VIRTUAL TABLE text USING fts5({fields}, content='', tokenize=\"ascii tokenchars '=_'\")"
    )
    for option, value in _WHILE_BUILDING.items():
        connection.execute("INSERT INTO text(text, rank) VALUES (?, ?)", (option, value))
    values = {
        "format": FORMAT,
        "subject": ascii(subject),
        "schema": fingerprint(schema),
        "columns": json.dumps(columns),
        "revision": "1",
    }
    connection.executemany("INSERT INTO about VALUES (?, ?)", values.items())
    return columns


def columns_of(schema: Schema) -> tuple[str, ...]:
    """The columns of the index of a library with those sections."""
    return (NAMES, KEYS, OTHER, *(spec.name for spec in schema.sections))


def finish(connection: sqlite3.Connection) -> None:
    """Merge the index into one, and say that the database is complete. The last thing that a build does."""
    connection.execute("INSERT INTO text(text) VALUES ('optimize')")
    for option, value in _AFTERWARDS.items():
        connection.execute("INSERT INTO text(text, rank) VALUES (?, ?)", (option, value))
    connection.execute("INSERT INTO about VALUES ('complete', 'yes')")


def state_of(connection: sqlite3.Connection, subject: str) -> State | None:
    """What the database says of itself; None when it is not fit for use as that of the library `subject`."""
    try:
        values = dict(connection.execute("SELECT name, value FROM about"))
        if values.get("format") != FORMAT or values.get("subject") != ascii(subject) or values.get("complete") != "yes":
            return None
        return State(int(values["revision"]), tuple(json.loads(values["columns"])), values["schema"])
    except (sqlite3.Error, ValueError, KeyError, TypeError):
        return None


def front_matter_keys(connection: sqlite3.Connection) -> list[str]:
    """Every key that the front matter of some monograph has. Raises sqlite3.Error."""
    return [name for (name,) in connection.execute("SELECT name FROM key ORDER BY name")]


def fingerprint(schema: Schema) -> str:
    """Changes when the sections of a library do."""
    from hashlib import blake2b

    return blake2b(repr(schema.sections).encode(), digest_size=16).hexdigest()


def insert_statement(columns: Sequence[str]) -> str:
    """Puts a row into the index: its number, then the text of each column."""
    fields = ", ".join(f"c{number}" for number in range(len(columns)))
    return f"INSERT INTO text(rowid, {fields}) VALUES (?{', ?' * len(columns)})"

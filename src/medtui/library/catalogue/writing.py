"""Texts -> the index: a whole library at once, or some files more."""

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Callable, Sequence

from medtui.library.catalogue import database, number_sets
from medtui.library.catalogue.readers import read_all
from medtui.library.catalogue.records import Record, store_records
from medtui.library.entry import Library
from medtui.library.kept_names import NameRow
from medtui.reading import Schema

COMMON = 1000
"""A beginning of words that more monographs have than this is common: looking it up in the index takes long."""


class Writer:
    """Adds files to the index of an open database. What it holds back is written by `flush`."""

    def __init__(self, connection: sqlite3.Connection, columns: Sequence[str]) -> None:
        self._connection = connection
        self._columns = columns
        self._statement = database.insert_statement(columns)
        self._starts: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        self._keys: set[str] = set()

    def add(
        self, library: Library, rows: Sequence[NameRow], schema: Schema, progress: Callable[[int], None]
    ) -> list[Record]:
        """Read the files of `rows` and put them into the index. progress: told how many are done, now and then."""
        records: list[Record] = []
        for chunk in read_all(library, rows, schema, self._columns):
            self._connection.executemany(self._statement, chunk.texts)
            records += chunk.records
            self._keys.update(chunk.keys)
            for letters, numbers in chunk.starts.items():
                self._starts[letters].frombytes(numbers)
            progress(len(records))
        store_records(self._connection, records)
        return records

    def flush(self) -> None:
        """Write what several files share: the sets of monographs by the beginnings of their words, and the keys.

        Only beginnings that were common when the catalogue was built have a set; the index is quick with others.
        """
        known = dict(self._connection.execute("SELECT letters, numbers FROM start"))
        wanted = known if self._is_update() else [name for name, rows in self._starts.items() if len(rows) > COMMON]
        self._connection.executemany(
            "INSERT OR REPLACE INTO start VALUES (?, ?)",
            (
                (letters, number_sets.pack(number_sets.from_numbers(self._starts[letters]) | _bits(known.get(letters))))
                for letters in wanted
                if letters in self._starts
            ),
        )
        self._connection.executemany("INSERT OR IGNORE INTO key VALUES (?)", ((key,) for key in self._keys))
        self._starts.clear()
        self._keys.clear()

    def _is_update(self) -> bool:
        """Whether the catalogue was complete before."""
        return self._connection.execute("SELECT 1 FROM about WHERE name = 'complete'").fetchone() is not None


def _bits(packed: bytes | None) -> int:
    return number_sets.unpack(packed) if packed else 0

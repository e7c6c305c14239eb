"""Texts -> the index: a whole library at once, or some files more."""

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Callable, Sequence

from medtui.library.catalogue import database, number_sets
from medtui.library.catalogue.documents import Document
from medtui.library.catalogue.readers import read_all
from medtui.library.catalogue.records import Record, store_records
from medtui.library.entry import Library
from medtui.library.kept_names import NameRow
from medtui.reading import Schema

_BATCH = 500


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
        batch: list[tuple[int | str, ...]] = []
        for record, document in read_all(library, rows, schema, self._columns):
            records.append(record)
            if document is not None:
                batch.append((record.row.number, *document.texts))
                self._take(record.row.number, document)
            if len(batch) >= _BATCH:
                self._connection.executemany(self._statement, batch)
                batch.clear()
                progress(len(records))
        self._connection.executemany(self._statement, batch)
        store_records(self._connection, records)
        progress(len(records))
        return records

    def flush(self) -> None:
        """Write what several files share: the sets of monographs by the beginnings of their words, and the keys."""
        known = dict(self._connection.execute("SELECT letters, numbers FROM start")) if self._is_update() else {}
        self._connection.executemany(
            "INSERT OR REPLACE INTO start VALUES (?, ?)",
            (
                (letters, number_sets.pack(number_sets.from_numbers(numbers) | _bits(known.get(letters))))
                for letters, numbers in self._starts.items()
            ),
        )
        self._connection.executemany("INSERT OR IGNORE INTO key VALUES (?)", ((key,) for key in self._keys))
        self._starts.clear()
        self._keys.clear()

    def _is_update(self) -> bool:
        return self._connection.execute("SELECT 1 FROM start LIMIT 1").fetchone() is not None

    def _take(self, number: int, document: Document) -> None:
        self._keys.update(document.keys)
        starts = self._starts
        for letters in document.starts:
            starts[letters].append(number)


def _bits(packed: bytes | None) -> int:
    return number_sets.unpack(packed) if packed else 0

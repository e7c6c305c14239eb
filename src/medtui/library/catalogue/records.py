"""What the catalogue knows of each file, and how that is read from the file and kept in the database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

from medtui.library.catalogue.documents import Document, document
from medtui.library.catalogue.folder_rows import read_row
from medtui.library.catalogue.names_table import NameRow
from medtui.library.entry import Library, stem_of
from medtui.library.files import MAX_BYTES, UNKNOWN, FileBytes, Stamp, UnreadableFile, read_beginning
from medtui.library.loading import check_length
from medtui.library.names.folding import sort_key
from medtui.library.names.synonyms import also_known_as
from medtui.reading.reader import decode, read
from medtui.reading.schema import Schema
from medtui.safe_text import safe_line


class Record(NamedTuple):
    """One file. hash: of its bytes; empty for a file that cannot be read."""

    row: NameRow
    hash: bytes

    @property
    def raw(self) -> str:
        """Its raw path."""
        return self.row.raw

    @property
    def stamp(self) -> Stamp:
        """When it was read."""
        return self.row.stamp


def in_order(rows: Iterable[NameRow]) -> list[NameRow]:
    """Sorted as the list shows them."""
    return sorted(rows, key=lambda row: (sort_key(row.title), row.raw))


def bytes_of(library: Library, raw: str) -> FileBytes:
    """The whole file. Raises UnreadableFile."""
    return read_beginning(library.root, raw, MAX_BYTES)


def hash_of(file: FileBytes) -> bytes:
    """Says whether a file still holds the same bytes."""
    return blake2b(file.data, digest_size=16).digest()


def read_record(
    library: Library, row: NameRow, schema: Schema, columns: Sequence[str]
) -> tuple[Record, Document | None]:
    """Read the file of `row` whole, for the catalogue; no document for a file that cannot be read."""
    try:
        file = bytes_of(library, row.raw)
    except UnreadableFile as error:
        return Record(row._replace(problem=str(error), stamp=UNKNOWN), b""), None
    if file.stamp != row.stamp:  # it has changed since its names were read
        row = read_row(library, row.raw)._replace(number=row.number, stamp=file.stamp)
        if row.problem:  # and is changing still
            return Record(row._replace(stamp=UNKNOWN), b""), None
    text, _ = decode(file.data)
    try:
        check_length(text, safe_line(row.raw))
    except UnreadableFile as error:
        return Record(row._replace(problem=str(error)), hash_of(file)), None
    monograph = read(text, name=stem_of(row.raw), schema=schema)
    names = (row.title, *row.others)
    return Record(row, hash_of(file)), document(monograph, (*names, *also_known_as(names)), columns)


def load_records(connection: sqlite3.Connection) -> dict[str, Record]:
    """Every file in the database, by raw path. Raises sqlite3.Error or ValueError."""
    records: dict[str, Record] = {}
    for number, path, size, modified, changed, digest, title, others, problem in connection.execute(
        "SELECT number, path, size, modified, changed, hash, title, others, problem FROM file"
    ):
        raw = path.decode("utf-8", "surrogatepass")
        names = tuple(others.split("\t")) if others else ()
        records[raw] = Record(NameRow(raw, title, names, problem, (size, modified, changed), number), digest)
    return records


def store_records(connection: sqlite3.Connection, records: Iterable[Record]) -> None:
    """Put these files into the database. Raises sqlite3.Error."""
    connection.executemany(
        "INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                row.number,
                row.raw.encode("utf-8", "surrogatepass"),
                *row.stamp,
                digest,
                row.title,
                "\t".join(row.others),
                row.problem,
            )
            for row, digest in records
        ),
    )


def restamp(connection: sqlite3.Connection, stamps: Mapping[int, Stamp]) -> None:
    """Note other stamps for the files with those numbers. Raises sqlite3.Error."""
    connection.executemany(
        "UPDATE file SET size = ?, modified = ?, changed = ? WHERE number = ?",
        ((*stamp, number) for number, stamp in stamps.items()),
    )

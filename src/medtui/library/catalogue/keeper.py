"""Keeps the catalogue of a library true to its files."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from time import monotonic
from typing import NamedTuple

from medtui.library.catalogue import database
from medtui.library.catalogue.records import Record, bytes_of, hash_of, in_order, load_records, restamp
from medtui.library.catalogue.writing import Writer
from medtui.library.entry import Library
from medtui.library.files import UNKNOWN, Stamp, UnreadableFile
from medtui.library.folders import Found, odd_ids
from medtui.library.kept_names import About, NameRow, packed_names
from medtui.library.listing import Source
from medtui.library.loading import schema_for
from medtui.library.packed import DamagedError
from medtui.library.walked import entry_of, read_row
from medtui.library.word_table import WordTable
from medtui.reading import Schema

NAMES, TEXT = "names", "text"

_FIRST_NAMES = 10_000
"""After so many names of a library without a catalogue, they are shown before the others are read."""
_TELL_SECONDS = 0.2
_LARGEST_UPDATE = 200
_LARGEST_SHARE = 4


class FolderError(Exception):
    """The library's folder cannot be listed, as when a disk was taken out."""


class Progress(NamedTuple):
    """How far a build is. stage: NAMES or TEXT; done and total count files."""

    stage: str
    done: int
    total: int


class Report(NamedTuple):
    """What a refresh found. changed: the catalogue is another one now. rebuilt: it was made anew because there
    was none, or none fit for use."""

    changed: bool
    rebuilt: bool


class _Changes(NamedTuple):
    """read: raw paths whose contents the catalogue lacks. gone: numbers of what is not there any more.
    restamped: by number, stamps of files that were only touched."""

    read: list[str]
    gone: list[int]
    restamped: dict[int, Stamp]


class Keeper:
    """tell: called with each Progress, and with None whenever another list of names can be shown."""

    def __init__(self, source: Source, tell: Callable[[Progress | None], None] = lambda _: None) -> None:
        self._source = source
        self._tell = tell
        self._about = About(0)
        self._state: database.State | None = None
        self._records: dict[str, Record] = {}
        self._told = 0.0

    @property
    def edition(self) -> str:
        """Says which catalogue there is; another one after every change."""
        return f"{self._about.catalogue} {self._about.revision}"

    def refresh(self, *, trust_stamps: bool, rebuild: bool = False) -> Report:
        """Look at every file, and make the catalogue say what they say now.

        trust_stamps: take a file for unchanged when its size and times are the same; else compare contents.
        rebuild: make the catalogue anew whatever it says.
        Raises FolderError when the library cannot be listed, OSError or sqlite3.Error when the cache cannot
        be written, BusyError when another medtui is at the same work.
        """
        with self._source.shelf.lock():
            found = self._find()
            library = Library(self._source.name, self._source.root, odd_ids(found.files))
            schema, _ = schema_for(library.root)
            fit = not rebuild and self._load(schema)
            if not fit:
                self._build(library, found, schema, publish=not rebuild)
                return Report(changed=True, rebuilt=True)
            changes = self._compare(library, found, trust_stamps=trust_stamps)
            about = self._about._replace(total=len(found.files), complaints=tuple(found.complaints))
            size = len(changes.read) + len(changes.gone)
            if self._is_better_built(size, len(found.files)):
                self._build(library, found, schema, publish=False)
            elif size or changes.restamped or about != self._about or not self._names_are_current():
                self._about = about
                self._update(library, changes, schema)
            else:
                return Report(changed=False, rebuilt=False)
            return Report(changed=True, rebuilt=False)

    def _find(self) -> Found:
        try:
            return self._source.find(with_stamps=True)
        except OSError as error:
            raise FolderError(str(error)) from error

    # What there is ----------------------------------------------------------------------------------

    def _load(self, schema: Schema) -> bool:
        """Take what the catalogue knows. False where it is not fit for use."""
        shelf = self._source.shelf
        try:
            kept = self._source.kept()
            kept.close()
        except DamagedError:
            return False
        if not kept.about.catalogue:
            return False
        try:
            connection = shelf.connect(kept.about.catalogue)
        except sqlite3.Error:
            return False
        try:
            state = database.state_of(connection, self._source.key)
            if state is None or state.schema != database.fingerprint(schema):
                return False
            if state != self._state or kept.about.catalogue != self._about.catalogue:
                self._records = load_records(connection)
            self._state, self._about = state, kept.about
        except (sqlite3.Error, ValueError):
            return False
        finally:
            connection.close()
        return True

    def _names_are_current(self) -> bool:
        return self._state is not None and self._about.revision == self._state.revision

    def _is_better_built(self, changes: int, files: int) -> bool:
        """Whether to build anew rather than to update: much has changed, or the index holds many rows of files
        that have changed or gone since, or it is in memory, where readers and writers cannot share it."""
        if changes and self._source.shelf.folder is None:
            return True
        last = max((record.row.number for record in self._records.values()), default=0)
        is_worn = last > 2 * len(self._records) + _LARGEST_UPDATE
        return is_worn or changes > max(_LARGEST_UPDATE, files // _LARGEST_SHARE)

    def _compare(self, library: Library, found: Found, *, trust_stamps: bool) -> _Changes:
        changes = _Changes([], [], {})
        for number, raw in enumerate(found.files):
            record = self._records.get(raw)
            if record is None:
                changes.read.append(raw)
                continue
            a, b, c = found.stamps[3 * number : 3 * number + 3]
            same = (a, b, c) == record.stamp != UNKNOWN
            if same and trust_stamps:
                continue
            try:
                file = bytes_of(library, raw)
                if hash_of(file) != record.hash:
                    changes.read.append(raw)
                elif file.stamp != record.stamp:
                    changes.restamped[record.row.number] = file.stamp
            except UnreadableFile as error:
                if str(error) != record.row.problem:
                    changes.read.append(raw)
        changes.gone.extend(self._records[raw].row.number for raw in self._records.keys() - set(found.files))
        return changes

    # Writing ----------------------------------------------------------------------------------------

    def _build(self, library: Library, found: Found, schema: Schema, *, publish: bool) -> None:
        """Make the catalogue anew. publish: show the names before the texts are read."""
        shelf = self._source.shelf
        total = len(found.files)
        self._about = About(total, complaints=tuple(found.complaints))
        rows: list[NameRow] = []
        for count, raw in enumerate(sorted(found.files), start=1):
            rows.append(read_row(library, raw))
            self._progress(NAMES, count, total)
            if publish and count == _FIRST_NAMES:
                self._put_names(library, rows)
        rows = [row._replace(number=number) for number, row in enumerate(in_order(rows), start=1)]
        if publish:
            self._put_names(library, rows)
        with shelf.new_database() as (connection, name):
            columns = database.create(connection, self._source.key, schema)
            connection.execute("BEGIN")
            writer = Writer(connection, columns)
            records = writer.add(library, rows, schema, lambda done: self._progress(TEXT, done, total))
            writer.flush()
            connection.execute("INSERT INTO text(text) VALUES ('optimize')")
            database.finish(connection)
            connection.execute("COMMIT")
            state = database.state_of(connection, self._source.key)
        self._state = state
        self._records = {record.raw: record for record in records}
        self._about = self._about._replace(catalogue=name[0], revision=state.revision if state else 0)
        self._put_names(library, [record.row for record in records])
        shelf.tidy(name[0])

    def _update(self, library: Library, changes: _Changes, schema: Schema) -> None:
        """Take the changes over in one transaction, then the names."""
        assert self._state is not None
        state = self._state
        records = dict(self._records)
        connection = self._source.shelf.connect(self._about.catalogue, write=True)
        try:
            connection.execute("BEGIN IMMEDIATE")
            now = database.state_of(connection, self._source.key)
            if now != state:
                raise sqlite3.OperationalError("the catalogue is not the one that was read")
            outdated = [*changes.gone, *(records[raw].row.number for raw in changes.read if raw in records)]
            connection.executemany("DELETE FROM file WHERE number = ?", ((number,) for number in outdated))
            dropped = set(outdated)
            records = {raw: record for raw, record in records.items() if record.row.number not in dropped}
            (last,) = connection.execute("SELECT coalesce(max(rowid), 0) FROM text_docsize").fetchone()
            last = max(last, max((record.row.number for record in self._records.values()), default=0))
            rows = [read_row(library, raw)._replace(number=last + at) for at, raw in enumerate(changes.read, start=1)]
            writer = Writer(connection, state.columns)
            for record in writer.add(library, rows, schema, lambda _: None):
                records[record.raw] = record
            writer.flush()
            restamp(connection, changes.restamped)
            revision = state.revision + 1
            connection.execute("UPDATE about SET value = ? WHERE name = 'revision'", (str(revision),))
            connection.execute("COMMIT")
        finally:
            connection.close()  # without COMMIT nothing of it stays
        by_number = {record.row.number: raw for raw, record in records.items()}
        for number, stamp in changes.restamped.items():
            record = records[by_number[number]]
            records[record.raw] = record._replace(row=record.row._replace(stamp=stamp))
        self._records = records
        self._state = state._replace(revision=revision)
        self._about = self._about._replace(revision=revision)
        self._put_names(library, in_order(record.row for record in records.values()))

    def _put_names(self, library: Library, rows: Iterable[NameRow]) -> None:
        rows = in_order(rows)
        table = WordTable([entry_of(library, row) for row in rows])
        while table.advance():
            pass
        self._source.shelf.put_names(packed_names(self._source.key, library, rows, table, self._about))
        self._tell(None)

    def _progress(self, stage: str, done: int, total: int) -> None:
        if monotonic() - self._told >= _TELL_SECONDS:
            self._told = monotonic()
            self._tell(Progress(stage, done, total))

"""Keeps the catalogue of a library true to its files."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from time import monotonic, time_ns
from typing import NamedTuple

from medtui.library.catalogue import tables
from medtui.library.catalogue.folder_rows import entry_of, is_certain, read_row
from medtui.library.catalogue.index_writer import Writer
from medtui.library.catalogue.listing import Source
from medtui.library.catalogue.names_table import NO_SEAL, About, NameRow, packed_names
from medtui.library.catalogue.reader_pool import Readers
from medtui.library.catalogue.records import Record, bytes_of, hash_of, in_order, load_records, restamp
from medtui.library.catalogue.storage import BusyError
from medtui.library.entry import Library
from medtui.library.files import Stamp, UnreadableFile
from medtui.library.folders import FolderFiles, odd_ids
from medtui.library.loading import schema_for
from medtui.library.names.word_table import WordTable
from medtui.library.packed import DamagedError, ForeignError
from medtui.reading.schema import Schema

NAMES, TEXT = "names", "text"

DAMAGED, INCOMPLETE = "damaged", "incomplete"
FOREIGN = "made by another version of medtui"
RESECTIONED = "made for other sections"

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


class RefreshReport(NamedTuple):
    """What a refresh found. changed: the catalogue is another one now. rebuilt: it was made anew because there
    was none, or none fit for use. unfit: what was wrong with the one that there was, to be told once ("The
    catalogue was ..., so it was made anew"); else empty."""

    changed: bool
    rebuilt: bool
    unfit: str = ""


class _UnfitError(Exception):
    """The catalogue cannot be used. str(error): as in RefreshReport."""


class _Changes(NamedTuple):
    """read: raw paths whose contents the catalogue lacks. gone: numbers of what is not there any more.
    restamped: by number, stamps of files that were only touched."""

    read: list[str]
    gone: list[int]
    restamped: dict[int, Stamp]


class Refresher:
    """tell: called with each Progress, and with None whenever another list of names can be shown."""

    def __init__(self, source: Source, tell: Callable[[Progress | None], None] = lambda _: None) -> None:
        self._source = source
        self._tell = tell
        self._about = About(0)
        self._state: tables.State | None = None
        self._records: dict[str, Record] = {}
        self._seal = NO_SEAL
        self._since = 0
        self._names_stamp: Stamp | None = None
        self._told = 0.0

    @property
    def edition(self) -> str:
        """Says which catalogue there is; another one after every change."""
        return f"{self._about.catalogue} {self._about.revision}"

    def refresh(self, *, trust_stamps: bool, rebuild: bool = False) -> RefreshReport:
        """Look at every file, and make the catalogue say what they say now.

        trust_stamps: take a file for unchanged when its size and times are the same, the index itself too; else
            compare contents.
        rebuild: make the catalogue anew whatever it says.
        Raises FolderError when the library cannot be listed, OSError or sqlite3.Error when the cache cannot
        be written, BusyError when another medtui is at the same work.
        """
        with self._source.shelf.lock():
            self._since = time_ns()
            found = self._find()
            library = Library(self._source.name, self._source.root, odd_ids(found.files))
            schema, _ = schema_for(library.root)
            unfit = "" if rebuild else self._load(schema, trust_stamps=trust_stamps)
            if unfit is not None:
                self._build(library, found, schema, publish=not rebuild)
                return RefreshReport(changed=True, rebuilt=True, unfit=unfit)
            changes = self._compare(library, found, trust_stamps=trust_stamps)
            about = self._about._replace(total=len(found.files), seal=self._seal, complaints=tuple(found.complaints))
            size = len(changes.read) + len(changes.gone)
            if self._is_better_built(size, len(found.files)):
                self._build(library, found, schema, publish=False)
                return RefreshReport(changed=True, rebuilt=False)
            if size or changes.restamped or about != self._about:
                self._about = about
                return self._updated(library, found, changes, schema)
            self._source.shelf.tidy(about.catalogue)
            return RefreshReport(changed=False, rebuilt=False)

    def _find(self) -> FolderFiles:
        try:
            return self._source.find(with_stamps=True)
        except OSError as error:
            raise FolderError(str(error)) from error

    # What there is ----------------------------------------------------------------------------------

    def _load(self, schema: Schema, *, trust_stamps: bool) -> str | None:
        """Take what the catalogue knows. None, or why it is not fit for use; empty where there is none."""
        try:
            about = self._kept_about()
            state, records = self._kept_records(about, schema)
        except _UnfitError as error:
            return str(error)
        if not self._is_sealed(about, trust_stamp=trust_stamps):
            return DAMAGED
        self._state, self._about, self._records = state, about, records
        return None

    def _kept_about(self) -> About:
        shelf = self._source.shelf
        try:
            kept = self._source.kept()
        except ForeignError as error:
            raise _UnfitError(FOREIGN) from error
        except DamagedError as error:
            raise _UnfitError("" if shelf.is_bare else DAMAGED) from error
        try:
            stamp = shelf.names_stamp()
            if stamp != self._names_stamp:
                kept.check()
                self._names_stamp = stamp
        except (DamagedError, OSError) as error:
            raise _UnfitError(DAMAGED) from error
        finally:
            kept.close()
        if not kept.about.catalogue:
            raise _UnfitError(INCOMPLETE)
        return kept.about

    def _kept_records(self, about: About, schema: Schema) -> tuple[tables.State, dict[str, Record]]:
        connection = None
        try:
            # For writing, so that what was begun by one who was killed is undone.
            connection = self._source.shelf.connect(about.catalogue, write=True)
            state = tables.state_of(connection, self._source.key)
            if state is None:
                raise _UnfitError(DAMAGED)
            if state.schema != tables.fingerprint(schema):
                raise _UnfitError(RESECTIONED)
            if state.revision != about.revision:  # killed before the names were written
                raise _UnfitError(INCOMPLETE)
            known = state == self._state and about.catalogue == self._about.catalogue
            return state, self._records if known else load_records(connection)
        except (sqlite3.Error, ValueError) as error:
            raise _UnfitError(DAMAGED) from error
        finally:
            if connection:
                connection.close()

    def _is_sealed(self, about: About, *, trust_stamp: bool) -> bool:
        """Whether the index holds the very bytes that were written: SQLite does not notice all damage."""
        shelf = self._source.shelf
        self._seal = about.seal
        try:
            if not (trust_stamp and shelf.has_seal(about.catalogue, about.seal)):
                self._seal = shelf.seal(about.catalogue)
        except OSError:
            return False
        return self._seal.checksum == about.seal.checksum

    def _is_better_built(self, changes: int, files: int) -> bool:
        """Whether to build anew rather than to update: much has changed, or the index holds many rows of files
        that have changed or gone since, or it is in memory, where readers and writers cannot share it."""
        if changes and self._source.shelf.folder is None:
            return True
        last = max((record.row.number for record in self._records.values()), default=0)
        is_worn = last > 2 * len(self._records) + _LARGEST_UPDATE
        return is_worn or changes > max(_LARGEST_UPDATE, files // _LARGEST_SHARE)

    def _compare(self, library: Library, found: FolderFiles, *, trust_stamps: bool) -> _Changes:
        changes = _Changes([], [], {})
        for number, raw in enumerate(found.files):
            record = self._records.get(raw)
            if record is None:
                changes.read.append(raw)
                continue
            a, b, c = found.stamps[3 * number : 3 * number + 3]
            same = (a, b, c) == record.stamp
            if same and trust_stamps and is_certain(record.stamp, self._about.since):
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

    def _build(self, library: Library, found: FolderFiles, schema: Schema, *, publish: bool) -> None:
        """Make the catalogue anew. publish: show the names before the texts are read."""
        self._about = About(len(found.files), since=self._since, complaints=tuple(found.complaints))
        with closing(Readers(library, schema, len(found.files))) as readers:
            rows = self._read_names(library, found, readers, publish=publish)
            name, records = self._build_index(rows, schema, readers)
        self._records = {record.raw: record for record in records}
        revision = self._state.revision if self._state else 0
        self._about = self._about._replace(catalogue=name, revision=revision, seal=self._source.shelf.seal(name))
        self._put_names(library, [record.row for record in records])
        self._source.shelf.tidy(name)

    def _read_names(self, library: Library, found: FolderFiles, readers: Readers, *, publish: bool) -> list[NameRow]:
        """The names of every file, in the order of the list and numbered."""
        rows: list[NameRow] = []
        are_shown = not publish
        for some in readers.names(sorted(found.files)):
            rows += some
            self._progress(NAMES, len(rows), len(found.files))
            if not are_shown and len(rows) >= _FIRST_NAMES:
                self._put_names(library, rows)
                are_shown = True
        rows = [row._replace(number=number) for number, row in enumerate(in_order(rows), start=1)]
        if publish:
            self._put_names(library, rows)
        return rows

    def _build_index(self, rows: Sequence[NameRow], schema: Schema, readers: Readers) -> tuple[str, list[Record]]:
        """Read the texts. Returns the new catalogue's name and what it holds."""
        with self._source.shelf.new_database() as (connection, name):
            columns = tables.create(connection, self._source.key, schema)
            connection.execute("BEGIN")
            writer = Writer(connection, columns)
            records = writer.add(readers, rows, lambda done: self._progress(TEXT, done, len(rows)))
            writer.flush()
            tables.finish(connection)
            connection.execute("COMMIT")
            self._state = tables.state_of(connection, self._source.key)
        return name[0], records

    def _updated(self, library: Library, found: FolderFiles, changes: _Changes, schema: Schema) -> RefreshReport:
        try:
            self._update(library, changes, schema)
        except (sqlite3.DatabaseError, ValueError) as error:
            if isinstance(error, sqlite3.OperationalError):
                if "locked" in str(error):  # by a reader who takes long
                    raise BusyError(str(error)) from error
                raise
            self._build(library, found, schema, publish=True)
            return RefreshReport(changed=True, rebuilt=True, unfit=DAMAGED)
        self._source.shelf.tidy(self._about.catalogue)
        return RefreshReport(changed=True, rebuilt=False)

    def _update(self, library: Library, changes: _Changes, schema: Schema) -> None:
        """Take the changes over in one transaction, then the names. Raises sqlite3.Error, OSError or ValueError."""
        assert self._state is not None
        state = self._state
        records = dict(self._records)
        connection = self._source.shelf.connect(self._about.catalogue, write=True)
        try:
            connection.execute("BEGIN IMMEDIATE")
            now = tables.state_of(connection, self._source.key)
            if now != state:
                raise sqlite3.DatabaseError("the catalogue is not the one that was read")
            outdated = [*changes.gone, *(records[raw].row.number for raw in changes.read if raw in records)]
            connection.executemany("DELETE FROM file WHERE number = ?", ((number,) for number in outdated))
            dropped = set(outdated)
            records = {raw: record for raw, record in records.items() if record.row.number not in dropped}
            (last,) = connection.execute("SELECT coalesce(max(rowid), 0) FROM text_docsize").fetchone()
            last = max(last, max((record.row.number for record in self._records.values()), default=0))
            rows = [read_row(library, raw)._replace(number=last + at) for at, raw in enumerate(changes.read, start=1)]
            writer = Writer(connection, state.columns)
            with closing(Readers(library, schema, len(rows))) as readers:
                for record in writer.add(readers, rows, lambda _: None):
                    records[record.raw] = record
            writer.flush()
            restamp(connection, changes.restamped)
            revision = state.revision + 1
            connection.execute("UPDATE about SET value = ? WHERE name = 'revision'", (str(revision),))
            by_number = {record.row.number: raw for raw, record in records.items()}
            for number, stamp in changes.restamped.items():
                record = records[by_number[number]]
                records[record.raw] = record._replace(row=record.row._replace(stamp=stamp))
            # Before the COMMIT: who is killed between that and the writing of the names has to build anew.
            names = _Names(library, [record.row for record in records.values()])
            connection.execute("COMMIT")
        finally:
            connection.close()  # without COMMIT nothing of it stays
        self._records = records
        self._state = state._replace(revision=revision)
        seal = self._source.shelf.seal(self._about.catalogue)
        self._about = self._about._replace(revision=revision, seal=seal, since=self._since)
        self._put(names)

    def _put_names(self, library: Library, rows: Iterable[NameRow]) -> None:
        self._put(_Names(library, rows))

    def _put(self, names: _Names) -> None:
        pieces = packed_names(self._source.key, names.library, names.rows, names.table, self._about)
        self._source.shelf.put_names(pieces)
        self._tell(None)

    def _progress(self, stage: str, done: int, total: int) -> None:
        if monotonic() - self._told >= _TELL_SECONDS:
            self._told = monotonic()
            self._tell(Progress(stage, done, total))


class _Names:
    """What `names` is to hold, sorted and ready to be written."""

    def __init__(self, library: Library, rows: Iterable[NameRow]) -> None:
        self.library = library
        self.rows = in_order(rows)
        self.table = WordTable([entry_of(library, row) for row in self.rows])
        while self.table.advance():
            pass

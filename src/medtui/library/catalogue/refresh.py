"""Keeps the catalogue of a library true to its files."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from itertools import count
from time import monotonic, time_ns
from typing import NamedTuple

from medtui.library.catalogue import sql_tables
from medtui.library.catalogue.changes import Changes, changes_in
from medtui.library.catalogue.documents import has_key, read_row
from medtui.library.catalogue.listing import Source
from medtui.library.catalogue.reader_pool import Readers
from medtui.library.catalogue.sql_tables import About, FileRow
from medtui.library.catalogue.storage import DamagedError, ForeignError
from medtui.library.entry import Library
from medtui.library.folders import FolderFiles, odd_ids
from medtui.library.loading import schema_for
from medtui.library.names.word_table import WordTable
from medtui.reading.schema import Schema

NAMES, TEXT = "names", "text"

DAMAGED, INCOMPLETE = "damaged", "incomplete"
FOREIGN = "made by another version of medtui"
RESECTIONED = "made for other sections"


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


class Policy(NamedTuple):
    """When the catalogue is looked at, and what is done then.

    first_names: after so many names of a library without a catalogue, they are shown before the others are read.
    progress_seconds: between two reports of progress. largest_update: of more changed files, if they are also more
    than a quarter of the library, the catalogue is made anew. parallel_files: with fewer files, processes would take
    longer to start than to read. chunk_files: so many are read at once. clock: the time in ns. pause_seconds: at least
    so long between two looks. rest: and so many times as long as a look took: at most half a hundredth of one core.
    """

    first_names: int = 10_000
    progress_seconds: float = 0.2
    largest_update: int = 200
    parallel_files: int = 1000
    chunk_files: int = 100
    clock: Callable[[], int] = time_ns
    pause_seconds: float = 0.7
    rest: float = 200


STANDARD = Policy()

_LARGEST_SHARE = 4


class Refresher:
    """on_change: called with each Progress, and with None whenever another list of names can be shown.

    edition: which catalogue there is; another one after every change.
    """

    def __init__(
        self,
        source: Source,
        on_change: Callable[[Progress | None], None] = lambda _: None,
        policy: Policy = STANDARD,
    ) -> None:
        self._source = source
        self._storage = source.storage
        self._on_change = on_change
        self._policy = policy
        self._about = About(0)
        self._rows: Mapping[str, FileRow] = {}
        self._reported = 0.0
        self.edition = ""

    def refresh(self, *, trust_stamps: bool, rebuild: bool = False) -> RefreshReport:
        """Look at every file, and make the catalogue say what they say now.

        trust_stamps: take a file for unchanged when its size and times are the same, the catalogue itself too; else
            compare contents.
        rebuild: make the catalogue anew whatever it says.
        Raises FolderError when the library cannot be listed, OSError or sqlite3.Error when the cache cannot
        be written, BusyError when another medtui is at the same work.
        """
        with self._storage.lock():
            since = self._policy.clock()
            try:
                found = self._source.find(with_stamps=True)
            except OSError as error:
                raise FolderError(str(error)) from error
            library = Library(self._source.name, self._source.root, odd_ids(found.files))
            schema, _ = schema_for(library.root)
            columns, sections = sql_tables.columns_of(schema), sql_tables.fingerprint(schema)
            about = About(len(found.files), since, tuple(found.complaints), columns, sections)
            unfit = "" if rebuild else self._load(about.schema, trust_stamps=trust_stamps)
            if unfit is not None:
                self._build(library, found, schema, about, publish=not rebuild)
                return RefreshReport(changed=True, rebuilt=True, unfit=unfit)
            changes = changes_in(library, found, self._rows, self._about.since, trust_stamps=trust_stamps)
            if self._is_better_built(changes, len(found.files)):
                self._build(library, found, schema, about, publish=False)
                return RefreshReport(changed=True, rebuilt=False)
            if any(changes) or about._replace(since=self._about.since) != self._about:
                return self._updated(library, found, changes, schema, about)
            self._storage.tidy()
            return RefreshReport(changed=False, rebuilt=False)

    # What there is ----------------------------------------------------------------------------------

    def _load(self, schema: str, *, trust_stamps: bool) -> str | None:
        """Read what the catalogue knows. None, or why it is not fit for use; empty where there is none."""
        name = self._storage.latest()
        if not name:
            return "" if self._storage.is_bare else FOREIGN
        try:
            is_trusted = trust_stamps and self._storage.is_untouched(name)
            if not (is_trusted or self._storage.is_intact(name)):
                return DAMAGED
            if name != self.edition:
                with closing(self._storage.connect(name)) as connection:
                    about, rows = sql_tables.about_of(connection, self._source.key), sql_tables.file_rows(connection)
                self._about, self._rows, self.edition = about, rows, name
        except ForeignError:
            return FOREIGN
        except (DamagedError, OSError, sqlite3.Error, ValueError):
            return DAMAGED
        if not self._about.columns:
            return INCOMPLETE
        return None if self._about.schema == schema else RESECTIONED

    def _is_better_built(self, changes: Changes, files: int) -> bool:
        """Whether to build anew rather than to update: much has changed."""
        size = len(changes.read) + len(changes.gone)
        return size > max(self._policy.largest_update, files // _LARGEST_SHARE)

    # Writing ----------------------------------------------------------------------------------------

    def _build(self, library: Library, found: FolderFiles, schema: Schema, about: About, *, publish: bool) -> None:
        """Make the catalogue anew. publish: show the names before the texts are read."""
        with closing(self._readers(library, schema, len(found.files))) as readers:
            rows = self._read_names(library, found, readers, about if publish else None)
            with self._storage.replacement() as connection:
                sql_tables.create(connection)
                sql_tables.create_index(connection, about.columns)
                connection.execute("BEGIN")
                rows = self._add_texts(connection, about.columns, readers, rows)
                sql_tables.merge_index(connection)
                self._store(connection, library, rows, about)
                connection.execute("COMMIT")
        self._published(rows, about)

    def _add_texts(
        self, connection: sqlite3.Connection, columns: Sequence[str], readers: Readers, rows: Sequence[FileRow]
    ) -> list[FileRow]:
        """Read the files of `rows` and put them into the index. Returns the rows as the files are then."""
        added: list[FileRow] = []
        statement = sql_tables.insert_statement(columns)
        for chunk in readers.texts(rows):
            connection.executemany(statement, chunk.texts)
            connection.executemany("INSERT INTO passages VALUES (?, ?)", chunk.passages)
            connection.executemany("INSERT INTO topic VALUES (?, ?, ?)", chunk.topics)
            connection.executemany("INSERT OR IGNORE INTO key VALUES (?)", ((key,) for key in chunk.keys))
            added += chunk.rows
            self._progress(TEXT, len(added), len(rows))
        return added

    def _readers(self, library: Library, schema: Schema, files: int) -> Readers:
        processes = Readers.most() if files >= self._policy.parallel_files else 0
        return Readers(library, schema, processes, self._policy.chunk_files)

    def _read_names(self, library: Library, found: FolderFiles, readers: Readers, about: About | None) -> list[FileRow]:
        """The names of every file, in the order of the list and numbered. about: where they are to be shown."""
        rows: list[FileRow] = []
        are_shown = about is None
        for some in readers.names(sorted(found.files)):
            rows += some
            self._progress(NAMES, len(rows), len(found.files))
            if about and not are_shown and len(rows) >= self._policy.first_names:
                self._publish_names(library, rows, about)
                are_shown = True
        rows = [row._replace(number=number) for number, row in enumerate(sql_tables.in_order(rows), start=1)]
        if about:
            self._publish_names(library, rows, about)
        return rows

    def _publish_names(self, library: Library, rows: Sequence[FileRow], about: About) -> None:
        """A catalogue of names alone, which is seen to be incomplete by its having no index."""
        about = about._replace(columns=())
        with self._storage.replacement() as connection:
            sql_tables.create(connection)
            connection.execute("BEGIN")
            self._store(connection, library, rows, about)
            connection.execute("COMMIT")
        self._published(rows, about)

    def _updated(
        self, library: Library, found: FolderFiles, changes: Changes, schema: Schema, about: About
    ) -> RefreshReport:
        try:
            self._update(library, changes, schema, about)
        except (sqlite3.DatabaseError, DamagedError, ValueError) as error:
            if isinstance(error, sqlite3.OperationalError):  # as where the disk is full
                raise
            self._build(library, found, schema, about, publish=True)
            return RefreshReport(changed=True, rebuilt=True, unfit=DAMAGED)
        return RefreshReport(changed=True, rebuilt=False)

    def _update(self, library: Library, changes: Changes, schema: Schema, about: About) -> None:
        """Write the catalogue with the changes. Raises sqlite3.Error, OSError, DamagedError or ValueError."""
        if not self._storage.is_intact(self.edition):
            raise DamagedError("what is damaged would be taken over")
        numbers = {raw: row.number for raw, row in self._rows.items()}
        new = count(max(numbers.values(), default=0) + 1)
        outdated = {*changes.gone, *changes.read}
        rows = [row for raw, row in self._rows.items() if raw not in outdated]
        rows = [row._replace(stamp=changes.touched.get(row.raw, row.stamp)) for row in rows]
        with self._storage.replacement(self.edition) as connection:
            connection.execute("BEGIN")
            sql_tables.remove_texts(connection, [numbers[raw] for raw in outdated & numbers.keys()], about.columns)
            added = [read_row(library, raw)._replace(number=numbers.get(raw) or next(new)) for raw in changes.read]
            with closing(self._readers(library, schema, len(added))) as readers:
                rows += self._add_texts(connection, about.columns, readers, added)
            for key in sql_tables.front_matter_keys(connection):
                if not sql_tables.has_word(connection, has_key(key)):
                    connection.execute("DELETE FROM key WHERE name = ?", (key,))
            self._store(connection, library, rows, about)
            connection.execute("COMMIT")
        self._published(rows, about)

    def _store(self, connection: sqlite3.Connection, library: Library, rows: Sequence[FileRow], about: About) -> None:
        ordered = sql_tables.in_order(rows)
        table = WordTable([row.entry(library) for row in ordered])
        while table.advance():
            pass
        sql_tables.store_names(connection, self._source.key, library, ordered, table.to_bytes(), about)

    def _published(self, rows: Sequence[FileRow], about: About) -> None:
        self._rows = {row.raw: row for row in rows}
        self._about, self.edition = about, self._storage.latest()
        self._on_change(None)

    def _progress(self, stage: str, done: int, total: int) -> None:
        if monotonic() - self._reported >= self._policy.progress_seconds:
            self._reported = monotonic()
            self._on_change(Progress(stage, done, total))

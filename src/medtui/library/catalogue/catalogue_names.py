"""The list of a library's monographs as its catalogue has it.

Nothing in it is trusted beyond the titles shown in the list: texts are always read from the files.
"""

from __future__ import annotations

import re
import sqlite3
from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from medtui.library.catalogue import sql_tables
from medtui.library.catalogue.changes import Changes, changes_in
from medtui.library.catalogue.storage import CatalogueStorage, DamagedError
from medtui.library.entry import Entry, Library
from medtui.library.files import are_certain
from medtui.library.folders import FileProblem, FolderFiles

if TYPE_CHECKING:
    from medtui.library.names.word_table import WordTable


class CatalogueNames(Sequence[Entry]):
    """The entries of one library, sorted by title, each made when it is asked for.

    edition: the name of the catalogue that they come from. Every access can raise DamagedError until `load_all` has
    returned; after that, nothing is read any more.
    """

    table: WordTable
    numbers: array[int]
    """By row, the file's number in the index."""

    def __init__(self, storage: CatalogueStorage, key: str, name: str, root: Path) -> None:
        """Raises DamagedError where there is no catalogue that is fit for use."""
        self.edition = storage.latest()
        self._rows: list[sql_tables.ShownRow] | None = None
        self._connection = storage.connect(self.edition)
        try:
            self.about = sql_tables.about_of(self._connection, key)
            read = self._connection.execute
            odd_ids = {sql_tables.raw_of(path): id for path, id in read("SELECT path, id FROM odd_id")}
            self.library = Library(name, root, odd_ids)
            (self._length,) = read("SELECT coalesce(max(position) + 1, 0) FROM file").fetchone()
            self.starts = sql_tables.starts(self._connection)
            unread = read("SELECT position, problem FROM file WHERE problem != '' AND position < ?", (self._length,))
            self.problems_by_row = dict(unread)
        except DamagedError:
            self._connection.close()
            raise
        except (sqlite3.Error, ValueError) as error:
            self._connection.close()
            raise DamagedError(str(error)) from error

    def load_all(self) -> None:
        """Read what is left, and let go of the file. Raises DamagedError."""
        if self._rows is not None:
            return
        from medtui.library.names.word_table import WordTable  # the first frame need not wait for it

        try:
            rows = sql_tables.shown_rows(self._connection)
            self.table = WordTable.from_bytes(sql_tables.word_table_of(self._connection))
            self.numbers = array("I", [row[-1] for row in rows])
        except (sqlite3.Error, ValueError, KeyError, OverflowError) as error:
            raise DamagedError(str(error)) from error
        problems = {row: problem for row, (*_, problem, _) in enumerate(rows) if problem}
        if len(rows) != self._length or problems != self.problems_by_row:
            raise DamagedError("a row is missing")
        self._rows = rows
        self.close()

    def close(self) -> None:
        """Let go of the file; what has been read of it stays."""
        self._connection.close()

    def file_rows(self) -> Mapping[str, sql_tables.FileRow]:
        """All that is known of the files, by raw path. Only before `load_all`. Raises DamagedError."""
        try:
            return sql_tables.file_rows(self._connection)
        except (sqlite3.Error, ValueError) as error:
            raise DamagedError(str(error)) from error

    def changes(self, found: FolderFiles) -> Changes:
        """How the files, found with their stamps, differ from it. Only before `load_all`. Raises DamagedError."""
        paths, stamps = map(sql_tables.path_of, found.files), found.stamps
        stamped = set(zip(paths, stamps[::3], stamps[1::3], stamps[2::3], strict=True))
        try:
            known = set(self._connection.execute("SELECT path, size, modified, changed FROM file"))
        except sqlite3.Error as error:
            raise DamagedError(str(error)) from error
        if stamped == known and are_certain(stamps, self.about.since):
            return Changes([], [], {})
        return changes_in(self.library, found, self.file_rows(), self.about.since, trust_stamps=True)

    def __len__(self) -> int:
        length: int = self._length
        return length

    def __getitem__(self, index: int) -> Entry:  # type: ignore[override]
        """The entry in row `index`, from 0; no slices."""
        if not 0 <= index < self._length:
            raise IndexError(index)
        path, title, others, label = self._rows[index][:4] if self._rows is not None else self._read(index)
        problem = self.problems_by_row.get(index, "")
        return Entry(self.library, sql_tables.raw_of(path), title, sql_tables.names_in(others), problem, label)

    def _read(self, index: int) -> tuple[bytes, str, str, str]:
        try:
            row = self._connection.execute(
                "SELECT path, title, other_names, label FROM file WHERE position = ?", (index,)
            ).fetchone()
        except sqlite3.Error as error:
            raise DamagedError(str(error)) from error
        if row is None or tuple(map(type, row)) != (bytes, str, str, str):
            raise DamagedError("a row is damaged")
        path, title, others, label = row
        return path, title, others, label

    def rows_with(self, words: Sequence[str]) -> Iterator[int]:
        """The rows of the files whose paths may have one of these folded words. Only after `load_all`."""
        paths = [path.lower() for path, *_ in self._rows or ()]
        whole = b"\0".join(paths)
        if not whole.isascii() or b"'" in whole:  # which may be folded to any word
            yield from (row for row, path in enumerate(paths) if not path.isascii() or b"'" in path)
        row = before = 0
        for found in re.finditer(b"|".join(re.escape(word.encode()) for word in words), whole):
            row, before = row + whole.count(b"\0", before, found.start()), found.start()
            yield row

    def row_of(self, raw: str) -> int | None:
        """The row of the file with that raw path."""
        return self._row_by_path.get(sql_tables.path_of(raw))

    @cached_property
    def _row_by_path(self) -> Mapping[bytes, int]:
        rows = self._rows if self._rows is not None else sql_tables.shown_rows(self._connection)
        return {path: row for row, (path, *_) in enumerate(rows)}

    @property
    def problems(self) -> tuple[FileProblem, ...]:
        """The folders that could not be searched and the files that could not be read."""
        own = [FileProblem(self.library.name, *complaint) for complaint in self.about.complaints]
        unread = (self[row] for row in self.problems_by_row)
        return (*own, *(FileProblem(entry.library, entry.path, entry.problem) for entry in unread))

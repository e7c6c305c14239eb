"""Processes that read files for a build: reading is nearly all of its work, and takes one core whole."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from medtui.library.catalogue import sql_tables
from medtui.library.catalogue.documents import read_document, read_row
from medtui.library.catalogue.sql_tables import FileRow
from medtui.library.entry import Library
from medtui.reading.schema import Schema

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

_AHEAD = 3  # chunks for each process: read or being read, and not yet asked for
_MOST = 4

_Answer = TypeVar("_Answer")


class Chunk(NamedTuple):
    """What was read of some files. texts: for each one that could be read, its number and the text of every
    column. passages: its number and its passages, packed. keys: those of the front matter. topics: its
    number, with its classes and tags."""

    rows: list[FileRow]
    texts: list[tuple[int | str, ...]]
    passages: list[tuple[int, bytes]]
    keys: set[str]
    topics: list[tuple[int, str, str]]


class Readers:
    """Reads the files of one library: in this process, or in others that end with `close`, or with this one.

    processes: how many others; 0 for none. chunk: how many files are asked for at once.
    """

    def __init__(self, library: Library, schema: Schema, processes: int, chunk: int) -> None:
        self._chunk = chunk
        self._work = _Work(library, schema)
        self._processes = processes
        self._executor: ProcessPoolExecutor | None = None
        if processes:
            from medtui.library.child_processes import executor  # 20 ms, and only for many files

            self._executor = executor(processes, _begin, self._work)

    @staticmethod
    def most() -> int:
        """How many processes are of use on this computer."""
        return min(os.cpu_count() or 1, _MOST)

    def close(self) -> None:
        """End the processes."""
        if self._executor:
            self._executor.shutdown(cancel_futures=True)

    def names(self, raws: Sequence[str]) -> Iterator[list[FileRow]]:
        """What the list needs to know of these files, some at a time, in their order. Raises OSError."""
        return self._answers(_names, raws)

    def texts(self, rows: Sequence[FileRow]) -> Iterator[Chunk]:
        """What goes into the catalogue, in the order of `rows`. Raises OSError."""
        return self._answers(_texts, rows)

    def _answers(self, read: Callable[[Any, _Work], _Answer], items: Sequence[Any]) -> Iterator[_Answer]:
        chunks = (items[first : first + self._chunk] for first in range(0, len(items), self._chunk))
        if self._executor is None:
            for chunk in chunks:
                yield read(chunk, self._work)
            return
        from concurrent.futures.process import BrokenProcessPool  # as above

        from medtui.library.child_processes import uninterrupted

        pending: deque[Future[_Answer]] = deque()
        try:
            for chunk in chunks:
                if len(pending) == _AHEAD * self._processes:
                    yield pending.popleft().result()
                with uninterrupted():
                    pending.append(self._executor.submit(_in_process, read, chunk))
            while pending:
                yield pending.popleft().result()
        except BrokenProcessPool as error:
            raise OSError("a process that reads files has ended") from error


class _Work(NamedTuple):
    """What all files have in common."""

    library: Library
    schema: Schema


def _names(raws: Sequence[str], work: _Work) -> list[FileRow]:
    return [read_row(work.library, raw) for raw in raws]


def _texts(rows: Sequence[FileRow], work: _Work) -> Chunk:
    columns = sql_tables.columns_of(work.schema)
    chunk = Chunk([], [], [], set(), [])
    for known in rows:
        row, document = read_document(work.library, known, work.schema, columns)
        chunk.rows.append(row)
        if document is not None:
            chunk.texts.append((row.number, *document.texts))
            chunk.passages.append((row.number, sql_tables.packed_passages(document.passages)))
            chunk.keys.update(document.keys)
            chunk.topics.extend((row.number, kind, name) for kind, name in document.topics)
    return chunk


# In the other processes --------------------------------------------------------------------------------

_given: list[_Work] = []


def _begin(work: _Work) -> None:
    _given.append(work)


def _in_process(read: Callable[[Any, _Work], _Answer], chunk: Sequence[Any]) -> _Answer:
    return read(chunk, _given[0])

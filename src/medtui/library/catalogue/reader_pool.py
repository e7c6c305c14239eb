"""Processes that read files for a build: reading is nearly all of its work, and takes one core whole.

Each one is `python -m medtui.library.catalogue.reader_pool ROOT NAME`. Through its pipes go lists of files and
what was read of them, as marshal writes them. It ends when its standard input does, so none outlives the one who asked.
"""

from __future__ import annotations

import gc
import marshal
import os
import subprocess
import sys
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, NamedTuple

from medtui.library.catalogue import tables
from medtui.library.catalogue.documents import starts_of
from medtui.library.catalogue.folder_rows import read_row
from medtui.library.catalogue.names_table import NameRow
from medtui.library.catalogue.records import Record, read_record
from medtui.library.catalogue.storage import BusyError
from medtui.library.entry import Library
from medtui.library.loading import schema_for
from medtui.reading.schema import Schema

_WORTH_IT = 1000
"""With fewer files the processes would take longer to start than to read."""
_CHUNK = 100  # files asked for at once: their list fits into a pipe's buffer, so that no one waits for another
_AHEAD = 2  # lists that each process has been given beforehand
_MOST = 4
_ENDED = "a process that reads files has ended"
_LENGTH = 4  # bytes of the number before each message


class Chunk(NamedTuple):
    """What was read of some files. texts: for each one that could be read, its number and the text of every
    column. starts: by the first letters of words, the set of the files that have such a word, a bit for each of
    `records`. keys: those of the front matter."""

    records: list[Record]
    texts: list[tuple[int | str, ...]]
    starts: dict[str, int]
    keys: list[str]


class Readers:
    """Reads the files of one library: a few in this process, many in processes that end with `close`."""

    def __init__(self, library: Library, schema: Schema, files: int) -> None:
        """files: about how many are to be read. Raises OSError."""
        self._library = library
        self._schema = schema
        self._columns = tables.columns_of(schema)
        count = min(os.cpu_count() or 1, _MOST) if files >= _WORTH_IT else 0
        self._processes = [_Process(library) for _ in range(count)]

    def close(self) -> None:
        """End the processes."""
        for process in self._processes:
            process.close()

    def names(self, raws: Sequence[str]) -> Iterator[list[NameRow]]:
        """What the list needs to know of these files, some at a time, in their order. Raises OSError."""
        for rows in self._answers("names", raws, 0):
            yield [NameRow(*row) for row in rows]

    def texts(self, rows: Sequence[NameRow], letters: int) -> Iterator[Chunk]:
        """What goes into the catalogue, in the order of `rows`. letters: of the longest beginnings of words.

        Raises OSError, or BusyError where it is to be tried again.
        """
        for records, texts, starts, keys in self._answers("texts", [tuple(row) for row in rows], letters):
            if texts and len(texts[0]) != len(self._columns) + 1:
                raise BusyError("the sections of the library were changed while it was read")
            yield Chunk([Record(NameRow(*row), digest) for row, digest in records], texts, starts, keys)

    def _answers(self, work: str, items: Sequence[Any], letters: int) -> Iterator[list[Any]]:
        chunks = (items[first : first + _CHUNK] for first in range(0, len(items), _CHUNK))
        if not self._processes:
            for chunk in chunks:
                yield _WORKS[work](self._library, chunk, self._schema, letters)
            return
        asked: deque[_Process] = deque()
        for process in self._processes * _AHEAD:
            if some := next(chunks, None):
                process.ask(work, some, letters)
                asked.append(process)
        while asked:
            process = asked.popleft()
            answer = process.answer()
            if some := next(chunks, None):
                process.ask(work, some, letters)
                asked.append(process)
            yield answer


def _names(library: Library, raws: Sequence[str], _schema: Schema, _letters: int) -> list[Any]:
    return [tuple(read_row(library, raw)) for raw in raws]


def _texts(library: Library, rows: Sequence[Sequence[Any]], schema: Schema, letters: int) -> list[Any]:
    columns = tables.columns_of(schema)
    records: list[tuple[tuple[Any, ...], bytes]] = []
    texts: list[tuple[int | str, ...]] = []
    words: defaultdict[str, int] = defaultdict(int)
    keys: set[str] = set()
    for index, row in enumerate(rows):
        record, document = read_record(library, NameRow(*row), schema, columns)
        records.append((tuple(record.row), record.hash))
        if document is not None:
            texts.append((record.row.number, *document.texts))
            keys.update(document.keys)
            bit = 1 << index
            for word in document.words:
                words[word] |= bit
    return [records, texts, starts_of(words, letters), sorted(keys)]


_WORKS: Mapping[str, Callable[[Library, Sequence[Any], Schema, int], list[Any]]] = {"names": _names, "texts": _texts}
"""What can be asked for. Given and returned are lists of what marshal can write."""


class _Process:
    """One process."""

    def __init__(self, library: Library) -> None:
        command = [sys.executable, "-P", "-m", "medtui.library.catalogue.reader_pool", str(library.root), library.name]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def ask(self, work: str, items: Sequence[Any], letters: int) -> None:
        assert self._process.stdin
        try:
            _send(self._process.stdin, [work, list(items), letters])
        except BrokenPipeError as error:
            raise OSError(_ENDED) from error

    def answer(self) -> list[Any]:
        """What it has found for what it was asked first. Raises OSError."""
        assert self._process.stdout
        found = _receive(self._process.stdout)
        if found is None:
            raise OSError(_ENDED)
        return found

    def close(self) -> None:
        self._process.kill()
        with suppress(BrokenPipeError), self._process:
            pass


def main(root: str, name: str) -> None:
    """Answer until standard input ends."""
    library = Library(name, Path(root))
    schema, _ = schema_for(library.root)
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)  # reading makes many small objects and little garbage
    while (asked := _receive(sys.stdin.buffer)) is not None:
        work, items, letters = asked
        _send(sys.stdout.buffer, _WORKS[work](library, items, schema, letters))


def _send(stream: IO[bytes], message: list[Any]) -> None:
    data = marshal.dumps(message)
    stream.write(len(data).to_bytes(_LENGTH, "little") + data)
    stream.flush()


def _receive(stream: IO[bytes]) -> list[Any] | None:
    """The next message; None at the end."""
    size = int.from_bytes(stream.read(_LENGTH), "little")
    data = stream.read(size)
    if not size or len(data) < size:
        return None
    message: list[Any] = marshal.loads(data)
    return message


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except (BrokenPipeError, KeyboardInterrupt):
        os._exit(0)

"""Processes that read files for a build: reading is nearly all of its work, and takes one core whole.

Each one is `python -m medtui.library.catalogue.readers ROOT NAME LETTERS`. Through its pipes go lists of files and
what was read of them, as marshal writes them. It ends when its standard input does, so none outlives the one who asked.
"""

from __future__ import annotations

import gc
import marshal
import os
import subprocess
import sys
from array import array
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, NamedTuple

from medtui.library.catalogue import database
from medtui.library.catalogue.records import Record, read_record
from medtui.library.entry import Library
from medtui.library.kept_names import NameRow
from medtui.library.loading import schema_for
from medtui.library.shelves import BusyError
from medtui.reading import Schema

_WORTH_IT = 1000
"""With fewer files the processes would take longer to start than to read."""
_CHUNK = 100  # files asked for at once: their list fits into a pipe's buffer, so that no one waits for another
_AHEAD = 2  # lists that each process has been given beforehand
_MOST = 4
_LENGTH = 4  # bytes of the number before each message


class Chunk(NamedTuple):
    """What was read of some files. texts: for each one that could be read, its number and the text of every
    column. starts: by the first letters of words, the numbers of the files that have such a word, as the bytes
    of an array("I"). keys: those of the front matter."""

    records: list[Record]
    texts: list[tuple[int | str, ...]]
    starts: dict[str, bytes]
    keys: list[str]


def read_all(
    library: Library, rows: Sequence[NameRow], schema: Schema, columns: Sequence[str], letters: int
) -> Iterator[Chunk]:
    """Read the files of `rows`, in their order. letters: of the longest beginnings of words.

    Raises OSError, or BusyError where it is to be tried again.
    """
    chunks = (rows[first : first + _CHUNK] for first in range(0, len(rows), _CHUNK))
    if len(rows) < _WORTH_IT:
        for chunk in chunks:
            yield read_chunk(library, chunk, schema, columns, letters)
        return
    readers = [_Reader(library, letters) for _ in range(min(os.cpu_count() or 1, _MOST))]
    try:
        asked: deque[_Reader] = deque()
        for reader in readers * _AHEAD:
            if some := next(chunks, None):
                reader.ask(some)
                asked.append(reader)
        while asked:
            reader = asked.popleft()
            answer = reader.answer()
            if answer.texts and len(answer.texts[0]) != len(columns) + 1:
                raise BusyError("the sections of the library were changed while it was read")
            if some := next(chunks, None):
                reader.ask(some)
                asked.append(reader)
            yield answer
    finally:
        for reader in readers:
            reader.close()


def read_chunk(
    library: Library, rows: Sequence[NameRow], schema: Schema, columns: Sequence[str], letters: int
) -> Chunk:
    """Read the files of `rows` in this process. letters: of the longest beginnings of words."""
    records: list[Record] = []
    texts: list[tuple[int | str, ...]] = []
    starts: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    keys: set[str] = set()
    for row in rows:
        record, document = read_record(library, row, schema, columns, letters)
        records.append(record)
        if document is not None:
            number = record.row.number
            texts.append((number, *document.texts))
            keys.update(document.keys)
            for start in document.starts:
                starts[start].append(number)
    return Chunk(records, texts, {start: numbers.tobytes() for start, numbers in starts.items()}, sorted(keys))


class _Reader:
    """One process."""

    def __init__(self, library: Library, letters: int) -> None:
        command = [sys.executable, "-P", "-m", "medtui.library.catalogue.readers"]
        command += [str(library.root), library.name, str(letters)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def ask(self, rows: Sequence[NameRow]) -> None:
        assert self._process.stdin
        _send(self._process.stdin, [tuple(row) for row in rows])

    def answer(self) -> Chunk:
        """What it has read of the files that it was asked for first. Raises OSError."""
        assert self._process.stdout
        found = _receive(self._process.stdout)
        if found is None:
            raise OSError("a process that reads files has ended")
        records, texts, starts, keys = found
        return Chunk([Record(NameRow(*row), digest) for row, digest in records], texts, starts, keys)

    def close(self) -> None:
        self._process.kill()
        with self._process:
            pass


def main(root: str, name: str, letters: str) -> None:
    """Answer until standard input ends."""
    library = Library(name, Path(root))
    schema, _ = schema_for(library.root)
    columns = database.columns_of(schema)
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)  # reading makes many small objects and little garbage
    while (asked := _receive(sys.stdin.buffer)) is not None:
        chunk = read_chunk(library, [NameRow(*row) for row in asked], schema, columns, int(letters))
        records = [(tuple(row), digest) for row, digest in chunk.records]
        _send(sys.stdout.buffer, [records, chunk.texts, chunk.starts, chunk.keys])


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

"""A file of named columns, each with its own checksum and read only when it is asked for.

The first frame needs the titles of 150,000 monographs but nothing else that is known of them; so a reader
takes one column from the file without looking at the others.
"""

from __future__ import annotations

import os
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

_FORMAT = f"medtui columns 1 {sys.byteorder}"
_LONGEST_HEAD = 64 * 1024


class DamagedError(Exception):
    """The file is not one that `write` has written whole, or is for something else."""


class ForeignError(DamagedError):
    """The file is for something else: another library, version of medtui, or kind of computer."""


class Packed:
    """Columns in an open file, which stays open until `close`: so they are all from the same file."""

    def __init__(self, file: BinaryIO, subject: str) -> None:
        """subject: what the columns must be about, as it was given to `pack`. Raises DamagedError."""
        self._file = file
        try:
            head = file.read(_LONGEST_HEAD)
            end = head.index(b"\n\n") + 2
            form, about, *rows, check = head[: end - 2].decode("ascii").split("\n")
            if form != _FORMAT:
                raise ForeignError("it is of another kind")
            if int(check) != crc32(head[: head.rindex(b"\n", 0, end - 2)]):
                raise DamagedError("its head is damaged")
            if about != ascii(subject):
                raise ForeignError("it is about something else")
            self._where = {name: (int(at), int(size), int(check)) for name, at, size, check in map(str.split, rows)}
            self._start = end
            self._length = file.seek(0, os.SEEK_END) - end
        except (ValueError, OSError) as error:
            raise DamagedError(str(error)) from error

    def close(self) -> None:
        """Let go of the file. Columns cannot be read any more."""
        self._file.close()

    def check(self) -> None:
        """Read all columns. Raises DamagedError where one is damaged."""
        for name in self._where:
            self.column(name)

    def column(self, name: str) -> bytes:
        """The bytes of a column. Raises DamagedError."""
        at, size, check = self._where.get(name, (0, -1, 0))
        if not 0 <= at <= at + size <= self._length:  # asked before so much memory is taken
            raise DamagedError(f"{name} is not there")
        data = bytearray()
        try:
            self._file.seek(self._start + at)
            while len(data) < size and (more := self._file.read(size - len(data))):
                data += more
        except (OSError, ValueError) as error:
            raise DamagedError(f"{name}: {error}") from error
        if len(data) != size or crc32(data) != check:
            raise DamagedError(f"{name} is damaged")
        return bytes(data)

    def numbers(self, name: str, code: str = "I") -> array[int]:
        """A column of numbers, `code` being the array module's. Raises DamagedError."""
        numbers = array(code)
        try:
            numbers.frombytes(self.column(name))
        except ValueError as error:
            raise DamagedError(f"{name} is damaged") from error
        return numbers

    def texts(self, name: str) -> Texts:
        """A column of texts. Raises DamagedError."""
        data, ends = self.column(name), self.numbers(f"{name}.ends")
        if (ends[-1] if ends else 0) != len(data):
            raise DamagedError(f"{name} is damaged")
        return Texts(data, ends)


class Texts(Sequence[str]):
    """Many short texts in one block of bytes, each made when it is asked for."""

    __slots__ = ("_bytes", "_ends")

    def __init__(self, data: bytes, ends: array[int]) -> None:
        self._bytes = data
        self._ends = ends

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, index: int) -> str:  # type: ignore[override]
        """The text at `index`, from 0; no slices."""
        start = self._ends[index - 1] if index > 0 else 0
        return self._bytes[start : self._ends[index]].decode("utf-8", "surrogatepass")

    def find(self, text: str) -> int | None:
        """The index of the first text that equals `text`."""
        wanted = text.encode("utf-8", "surrogatepass")
        at = -1 if wanted else len(self._bytes)
        while (at := self._bytes.find(wanted, at + 1)) >= 0:
            index = bisect_left(self._ends, at + len(wanted))
            start = self._ends[index - 1] if index else 0
            if index < len(self._ends) and self._ends[index] == at + len(wanted) and start == at:
                return index
        return None


def text_columns(name: str, texts: Iterable[str]) -> dict[str, bytes]:
    """The columns for `Packed.texts(name)`."""
    data = [text.encode("utf-8", "surrogatepass") for text in texts]
    ends = array("I")
    end = 0
    for each in data:
        end += len(each)
        ends.append(end)
    return {name: b"".join(data), f"{name}.ends": ends.tobytes()}


def pack(subject: str, columns: Mapping[str, bytes]) -> Iterator[bytes]:
    """What a file of these columns holds, piece by piece."""
    rows: list[str] = []
    at = 0
    for name, data in columns.items():
        rows.append(f"{name} {at} {len(data)} {crc32(data)}")
        at += len(data)
    head = "\n".join([_FORMAT, ascii(subject), *rows]).encode("ascii")
    yield head + b"\n%d\n\n" % crc32(head)
    yield from columns.values()


def replace_file(path: Path, pieces: Iterable[bytes]) -> None:
    """Put `pieces` into the file at `path`; at any instant it is the old one or the new one, whole.

    Raises OSError.
    """
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with temporary.open("wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise

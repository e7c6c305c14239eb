"""Records of JSON out of a stream, one at a time: of `{"results": [...]}`, of a list, or one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from medtui.importing.safe_xml import MOST_BYTES, UnusableSourceError
from medtui.older_python import compile_pattern

_MARK = compile_pattern(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|["{}\[\]]', re.DOTALL)
"""A string, the beginning of one that goes on in what was not read yet, or what opens or closes something."""
_RESULTS = compile_pattern(rb'"results"\s*+:\s*+(?P<first>.)', re.DOTALL)
_LONGEST_KEY = 64  # bytes, with the white space after it
_BOM = "\ufeff".encode()


def records(stream: IO[bytes], size: int = 1024 * 1024) -> Iterator[bytes]:
    """Each record as it stands there, not parsed. size: how many bytes are read at once.

    Raises UnusableSourceError, after the last that is whole; OSError.
    """
    reader = _RecordReader(stream, size)
    while reader.read():
        yield from reader.found()
    reader.end()


class _RecordReader:
    """Reads on, and keeps no more than the record that it is in.

    start: of that record, or -1. after: where the one before it ends. at: where to look on. depth: how many things are
    open there. around: how many of them are around records.
    """

    def __init__(self, stream: IO[bytes], size: int) -> None:
        self._stream, self._size, self._bytes, self._gone = stream, size, b"", 0
        self._start, self._after, self._at = -1, 0, 0
        self._depth = self._around = 0
        self._has_records = self._is_over = False
        self._comma = b""  # what must stand before the next record

    def read(self) -> bool:
        """Whether there is more."""
        is_between = self._depth == self._around
        gone = self._start if self._start >= 0 else self._after if is_between else self._at
        more = self._stream.read(self._size)
        self._bytes = self._bytes[gone:] + more
        self._gone += gone
        self._at -= gone
        self._after = max(0, self._after - gone)
        self._start = min(self._start, 0)
        if len(self._bytes) - len(more) > MOST_BYTES:
            raise self._fault(0, f"a record is larger than {MOST_BYTES // 2**20} MB")
        return bool(more)

    def found(self) -> Iterator[bytes]:
        """The records that end in what was read."""
        for mark in _MARK.finditer(self._bytes, self._at):
            self._at = mark.start()
            sign = mark[0]
            if sign == b'"' or (sign == b'"results"' and self._is_undecided()):
                return
            if sign in b"{[":
                self._opens(sign)
            elif sign in b"}]" and self._closes():
                yield self._bytes[self._start : mark.end()]
                self._start, self._after, self._comma = -1, mark.end(), b"," if self._around else b""
            self._at = mark.end()
        self._at = len(self._bytes)

    def end(self) -> None:
        """Nothing is left. Raises UnusableSourceError."""
        if self._depth or self._at < len(self._bytes):
            raise self._fault(len(self._bytes), "it ends in the middle")
        self._between(b"")
        if not self._has_records:
            raise UnusableSourceError("it has no records")

    def _is_undecided(self) -> bool:
        """Whether it is not known yet if records follow. Where they do, what stands around them is no record."""
        if self._depth != 1 or self._around:
            return False
        inside = _RESULTS.match(self._bytes, self._at)
        if inside and inside["first"] == b"[":
            self._start, self._around, self._after = -1, 2, inside.end()
        return not inside and len(self._bytes) - self._at < _LONGEST_KEY

    def _opens(self, sign: bytes) -> None:
        if self._depth == self._around:
            if self._is_over and not self._depth:
                raise self._fault(self._at, "another document begins there; each needs a file of its own")
            self._between(self._comma)
            if self._depth == 0 and sign == b"[":
                self._around, self._after = 1, self._at + 1
            else:
                self._start = self._at
        self._depth += 1

    def _closes(self) -> bool:
        """Whether a record ends."""
        self._depth -= 1
        if self._depth < 0:
            raise self._fault(self._at, "more is closed than was open")
        if self._depth < self._around:
            self._between(b"")
            self._around, self._is_over = 0, True
        if self._depth == 0:
            self._after = self._at + 1
        is_record = self._depth == self._around and self._start >= 0
        self._has_records |= is_record
        return is_record

    def _between(self, comma: bytes) -> None:
        """Refuse what stands before a record, or at the end, and is no comma."""
        if self._bytes[self._after : self._at].removeprefix(_BOM).strip() != comma:
            raise self._fault(self._after, "something stands there that is no record")

    def _fault(self, at: int, why: str) -> UnusableSourceError:
        return UnusableSourceError(f"it is no whole JSON after {self._gone + at} bytes: {why}")

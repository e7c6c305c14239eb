"""The terminal or pipe of a plain session: lines typed into it, and complaints said once."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from typing import TextIO

from medtui.commands import output
from medtui.commands.exit_codes import FAILURE, CommandError
from medtui.reading.reader import decode

_LONGEST_LINE = 10_000
"""Characters of a line that are looked at: more than any query may have."""


def typed_lines() -> Iterator[str]:
    """Lines from standard input without their ends, whatever its bytes are, cut where one is far too long.

    The terminal itself lets the user correct a line. Raises CommandError where there is no input, and where the next
    line cannot be read.
    """
    if sys.stdin is None:  # closed by whoever started us: `medtui --plain <&-`
        raise CommandError("There is nothing to read from: standard input is closed.", FAILURE)
    return _lines(sys.stdin)


def _lines(stream: TextIO) -> Iterator[str]:
    is_echoed = stream.isatty() and sys.stdout is not None and sys.stdout.isatty()
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    while text := _read(stream):
        if not is_echoed:
            output.write("\n")  # else the answer would follow the prompt on its line
        rest = text
        while rest and not rest.endswith("\n"):
            rest = _read(stream)
        data = text.removeprefix("\ufeff").encode("utf-8", "surrogateescape")
        yield decode(data)[0].removesuffix("\n")
    output.write("\n")


def _read(stream: TextIO) -> str:
    try:
        return stream.readline(_LONGEST_LINE)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise CommandError(f"The input could not be read ({reason}).", FAILURE) from error


@contextmanager
def each_complaint_once() -> Iterator[None]:
    """Within this, standard error does not look like a terminal, and says nothing twice.

    On a terminal the reading of a library shows how far it is in a line that is written over and over, which a
    screen reader would read over and over; and a command says what is wrong with a library each time it looks.
    """
    if sys.stderr is None:
        yield
        return
    with redirect_stderr(_Complaints(sys.stderr)):
        yield


class _Complaints(io.TextIOBase):
    """Hands on what is written to it, each piece once."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream
        self._said: set[str] = set()

    def write(self, text: str) -> int:
        """Hand it on."""
        if text not in self._said:
            self._said.add(text)
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Hand on what is buffered."""
        self._stream.flush()

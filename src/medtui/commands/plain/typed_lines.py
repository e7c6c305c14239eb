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


class TypedLines:
    """Lines from standard input, whatever its bytes are. The terminal itself lets the user correct a line."""

    def __init__(self) -> None:
        """Raises CommandError where there is no input."""
        if sys.stdin is None:  # closed by whoever started us: `medtui --plain <&-`
            raise CommandError("There is nothing to read from: standard input is closed.", FAILURE)
        self._stream: TextIO = sys.stdin
        self._is_echoed = sys.stdin.isatty() and sys.stdout is not None and sys.stdout.isatty()
        reconfigure = getattr(self._stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="surrogateescape")

    def next(self) -> str | None:
        """The next line without its end, cut where it is far too long; None at the end of the input.

        Raises CommandError when it cannot be read.
        """
        text = self._read()
        if not text or not self._is_echoed:
            output.write("\n")  # else the answer would follow the prompt on its line
        rest = text
        while rest and not rest.endswith("\n"):
            rest = self._read()
        data = text.removeprefix("\ufeff").encode("utf-8", "surrogateescape")
        return decode(data)[0].removesuffix("\n") if text else None

    def _read(self) -> str:
        try:
            return self._stream.readline(_LONGEST_LINE)
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

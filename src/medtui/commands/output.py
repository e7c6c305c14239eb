"""Writing to the terminal, a pipe or a file: always UTF-8, never a character that could drive a terminal."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, redirect_stderr, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from medtui.commands.exit_codes import FAILURE, OK, USAGE, CommandError, OutputClosedError
from medtui.safe_text import safe_line, safe_text

if TYPE_CHECKING:
    from medtui.commands.declaration import Request

_CRLF = "\r\n"
_MAX_WIDTH = 100
_PIPE_WIDTH = 80
_MIN_WIDTH = 20
_MAX_COLUMNS = 100_000


def prepare() -> None:
    """Make standard output and standard error write UTF-8 and plain line feeds, whatever the locale says.

    A drug reference must not lose a `≥` because the locale is C.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def write(text: str) -> None:
    """Write to standard output, made safe.

    Raises OutputClosedError when the reader is gone, CommandError when the text cannot be written.
    """
    stream = _stdout()
    try:
        stream.write(safe(text))
    except OSError as error:
        raise _failure(error) from error


def safe(text: str) -> str:
    """The text with unsafe characters made visible; both kinds of line ending stay as they are."""
    # Line by line: one odd character in megabytes of JSON must not make a second of it.
    return _CRLF.join("\n".join(map(safe_text, lines.split("\n"))) for lines in text.split(_CRLF))


def save(request: Request, text: str, libraries: Mapping[str, Path]) -> int:
    """Write `text` as it is to the file that the request names, and say so. Returns the exit code.

    Raises CommandError, and then no file was written.
    """
    from medtui.desk.atomic_write import NotWrittenError, write_file  # seldom asked for

    try:
        write_file(Path(request.to), text, overwrite=request.overwrite, libraries=libraries)
    except NotWrittenError as error:
        if error.exists:
            message = f"There is a file {safe_line(request.to)} already. Choose another name, or add --overwrite."
            raise CommandError(message, USAGE) from error
        raise CommandError(str(error), FAILURE) from error
    write(f"Written: {safe_line(request.to)}\n")
    return OK


def flush() -> None:
    """Hand over what is buffered. Raises as `write` does."""
    try:
        _stdout().flush()
    except OSError as error:
        raise _failure(error) from error


def complain(message: str, choices: Iterable[str] = ()) -> None:
    """Write one line, after `medtui: `, to standard error, and each of `choices` below it; never fails."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"medtui: {safe_line(message)}\n")
        sys.stderr.writelines(f"  {safe_line(choice)}\n" for choice in choices)
        sys.stderr.flush()
    except (OSError, ValueError):
        _send_nowhere(sys.stderr)


def complain_of_each(problems: Iterable[str]) -> int:
    """Complain of each of these. Returns the exit code that this means."""
    code = OK
    for problem in problems:
        complain(problem)
        code = FAILURE
    return code


@contextmanager
def each_complaint_once() -> Iterator[None]:
    """Within this, standard error does not look like a terminal, and says nothing twice.

    On a terminal the reading of a library shows how far it is in a line that is written over and over, which a
    screen reader would read over and over; and a command says what is wrong with a library each time it looks.
    """
    with nullcontext() if sys.stderr is None else redirect_stderr(_Complaints(sys.stderr)):
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


def discard() -> None:
    """Send what is still buffered nowhere, so that Python's own flush at exit has nothing to fail on."""
    _send_nowhere(sys.stdout)


def _send_nowhere(stream: TextIO) -> None:
    """Python ends with code 120 where it cannot write what is left at exit."""
    with suppress(OSError, ValueError, AttributeError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)


def width() -> int:
    """How many columns text output may take: the terminal's, at most 100; else COLUMNS or 80."""
    try:
        if sys.stdout.isatty():
            return max(_MIN_WIDTH, min(_MAX_WIDTH, os.get_terminal_size(sys.stdout.fileno()).columns))
    except (OSError, ValueError, AttributeError):
        return _PIPE_WIDTH
    columns = os.environ.get("COLUMNS", "")
    given = int(columns) if columns.isascii() and columns.isdecimal() and len(columns) < 10 else _PIPE_WIDTH
    return max(_MIN_WIDTH, min(_MAX_COLUMNS, given))


def _stdout() -> TextIO:
    if sys.stdout is None:  # closed by whoever started us: `medtui list >&-`
        raise CommandError("There is nowhere to write: standard output is closed.", FAILURE)
    return sys.stdout


def reason(error: OSError) -> str:
    """What the system says is wrong, to stand in parentheses."""
    return error.strerror or type(error).__name__


def _failure(error: OSError) -> Exception:
    # Windows reports a closed pipe as EINVAL.
    if isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL):
        return OutputClosedError()
    message = f"The output could not be written ({reason(error)}). Free some space, or write it somewhere else."
    return CommandError(message, FAILURE)

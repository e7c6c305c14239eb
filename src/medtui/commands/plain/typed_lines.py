"""What is typed in a plain session, line by line."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from typing import TextIO

from medtui.commands import output
from medtui.commands.exit_codes import FAILURE, CommandError
from medtui.reading.decoding import decode

_LONGEST_LINE = 10_000
"""Characters of a typed line that are looked at: more than any query may have."""


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
    try:
        while text := stream.readline(_LONGEST_LINE):
            if not is_echoed:
                output.write("\n")  # else the answer would follow the prompt on its line
            rest = text
            while rest and not rest.endswith("\n"):
                rest = stream.readline(_LONGEST_LINE)
            data = text.removeprefix("\ufeff").encode("utf-8", "surrogateescape")
            yield decode(data)[0].removesuffix("\n")
    except OSError as error:
        raise CommandError(f"The input could not be read ({output.reason(error)}).", FAILURE) from error
    output.write("\n")

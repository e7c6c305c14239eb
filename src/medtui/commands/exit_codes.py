"""How a command ends: its exit codes, and the error that carries one."""

from __future__ import annotations

from collections.abc import Iterable

OK = 0
FAILURE = 1
"""Something went wrong that the user did not cause: an unreadable file, a full disk, a bug."""
NO_MATCH = 1
"""A search found nothing."""
USAGE = 2
"""The request cannot be met as it stands: a missing folder, an unknown option or section, no terminal."""
NO_SUCH_NAME = 3
"""No monograph, or more than one, has exactly that name."""
INTERRUPTED = 130
"""Ctrl+C, as shells report it (128 + SIGINT)."""


class CommandError(Exception):
    """A command cannot go on. str(error) is a plain sentence: what, where, what to do.

    code: the exit code. choices: what the user may have meant, one per line below the sentence.
    """

    def __init__(self, message: str, code: int, choices: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.code = code
        self.choices = tuple(choices)


class OutputClosedError(Exception):
    """Whoever read our output has stopped reading (`medtui dump | head`): not a failure."""

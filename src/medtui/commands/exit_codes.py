"""How a command ends: its exit codes, and the error that carries one."""

from __future__ import annotations

from collections.abc import Iterable

EXIT_CODES = {
    0: "done; also when the reader of the output stops reading (`medtui dump | head`)",
    1: "nothing was found, `check` found something, or `diff` a difference; or it failed: an unreadable file, a section"
    " that the monograph lacks, a full disk, a bug",
    2: "the request cannot be met: no such folder, option or section, a query with a mistake, no terminal for the app",
    3: "no monograph has exactly that name, or several have; nothing was chosen",
    4: "some of what was to be imported was refused, or could not be imported whole; all else was imported",
    130: "interrupted with Ctrl+C",
}
"""What each means, as --help and docs/cli.md say it."""

OK, FAILURE, USAGE, NO_SUCH_NAME, PARTLY, INTERRUPTED = EXIT_CODES
NO_MATCH = DIFFERENT = FAILURE


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

"""From the user's desk to the output or a file, for the commands that carry it over."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from medtui.commands import output
from medtui.commands.declaration import Request
from medtui.commands.exit_codes import FAILURE, NO_MATCH, OK, USAGE, CommandError
from medtui.commands.name_resolution import sources_of
from medtui.desk.atomic_write import NotWrittenError, Protected, write_file
from medtui.desk.desk_contents import DeskContents
from medtui.desk.store import FILE_NAME, Desk, DeskError
from medtui.safe_text import safe_line


def open_desk(folder: Path | None) -> Desk:
    """The user's desk in their data folder, made where there is none; what was wrong with it is said on standard error.

    Raises CommandError where nothing can be kept.
    """
    desk = Desk(folder)
    if desk.place is None:
        desk.close()
        raise CommandError(desk.complaint, FAILURE)
    if desk.complaint:
        output.complain(desk.complaint)
    return desk


def desk_contents(folder: Path | None) -> DeskContents:
    """Everything on the user's desk, without making a file where there is none. Raises CommandError."""
    if folder is None or not os.path.lexists(folder / FILE_NAME):
        return DeskContents()
    desk = open_desk(folder)
    try:
        return desk.contents()
    except DeskError as error:
        raise CommandError(str(error), FAILURE) from error
    finally:
        desk.close()


def write_or_save(request: Request, text: str) -> int:
    """Write `text`, unsafe characters made visible, to the file that the request names, else to the output.

    Returns the exit code; raises CommandError, and then no file was written.
    """
    if not request.to:
        output.write(text)
        return OK
    try:
        libraries = [Protected(source.name, source.root) for source in sources_of(request)]
    except CommandError:
        libraries = []  # the one that MEDTUI_LIBRARY names is not there
    return save_as(request, output.safe(text), libraries)


def save_as(request: Request, text: str, libraries: Sequence[Protected]) -> int:
    """Write `text` as it is to the file that the request names, and say so. Returns and raises as `write_or_save`."""
    try:
        write_file(Path(request.to), text, overwrite=request.overwrite, libraries=libraries)
    except NotWrittenError as error:
        if error.exists:
            message = f"There is a file {safe_line(request.to)} already. Choose another name, or add --overwrite."
            raise CommandError(message, USAGE) from error
        raise CommandError(str(error), FAILURE) from error
    output.write(f"Written: {safe_line(request.to)}\n")
    return OK


def report_none(what: str) -> int:
    """Say that there is none of these, as `marks`. Returns the exit code."""
    output.complain(f"There are no {what}.")
    return NO_MATCH

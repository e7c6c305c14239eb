"""`medtui index`: bring the catalogues up to date, as all commands do that answer from them."""

from __future__ import annotations

import sqlite3
from functools import partial
from math import inf
from time import monotonic, sleep
from typing import TYPE_CHECKING

from medtui.commands import output
from medtui.commands.declaration import LIBRARY, Option, Request, ShellCommand
from medtui.commands.exit_codes import FAILURE, OK, USAGE, CommandError
from medtui.commands.name_resolution import sources_of
from medtui.commands.progress_line import ProgressLine, progress_line
from medtui.library.catalogue.listing import Source
from medtui.library.catalogue.storage import BusyError, DamagedError
from medtui.safe_text import safe_line

if TYPE_CHECKING:
    from medtui.library.catalogue.refresh import Progress, Refresher, RefreshReport

_ASK_AGAIN = 0.1  # seconds
_PATIENCE = 1.0
PATIENCE_OF_A_SEARCH = 3.0
"""Seconds after which a search answers without what another medtui does, which may have been stopped."""

COMMAND = ShellCommand(
    "index",
    "Bring the catalogues of the libraries up to date.",
    (Option("--rebuild", "make them anew, whatever they say"), LIBRARY),
)


def run(request: Request, refresher: type[Refresher] | None = None) -> int:
    """Write a line for each library. Returns the exit code: FAILURE where a catalogue could not be kept."""
    code = OK
    for source in sources_of(request):
        if source.storage.folder is None:
            output.complain("There is no home folder to keep the catalogue in.")
            return FAILURE
        try:
            report = bring_up_to_date(source, rebuild=request.rebuild, refresher=refresher)
        except CacheError as error:
            output.complain(f"{error}.")
            code = FAILURE
            continue
        if request.rebuild or report.rebuilt:
            what = f"was {report.unfit}, made anew" if report.unfit else "made anew"
        else:
            what = "brought up to date" if report.changed else "up to date already"
        output.write(f"{source.name}: {_count(source)}catalogue {what}.\n")
    return code


def _count(source: Source) -> str:
    try:
        names = source.catalogue_names()
    except DamagedError:  # another medtui has just put something else there
        return ""
    names.close()
    return f"{names.about.total:,} file{'' if names.about.total == 1 else 's'}, "


class CacheError(Exception):
    """The cache folder does not take the catalogue. str(error): a clause saying where, and why."""


def bring_up_to_date(
    source: Source,
    *,
    rebuild: bool = False,
    refresher: type[Refresher] | None = None,
    patience: float = _PATIENCE,
    most_patience: float = inf,
) -> RefreshReport:
    """Make the catalogue of a library say what its files say. Raises CommandError or CacheError.

    refresher: what does it; medtui's own if None. patience: seconds to wait for another medtui at the same work
    before it is said; most_patience: before it is given up.
    """
    from medtui.library.catalogue.refresh import FolderError, Refresher  # slow to import, and most catalogues are true

    refresher = refresher or Refresher
    waiting_since = monotonic()
    while True:
        try:
            with progress_line() as line:
                show = partial(_show_reading, line, source.name)
                trust_stamps = not rebuild and source.storage.is_sound()
                return refresher(source, show).refresh(trust_stamps=trust_stamps, rebuild=rebuild)
        except BusyError:
            waited = monotonic() - waiting_since
            if waited > most_patience:
                where = safe_line(str(source.storage.folder))
                raise CacheError(f"Another medtui has been at the catalogue in {where} for too long") from None
            if waited > patience:
                patience = inf
                output.complain(f"{source.name}: waiting for another medtui that is reading the library.")
            sleep(_ASK_AGAIN)
        except FolderError as error:
            where, why = safe_line(str(source.root)), safe_line(_reason(error.__cause__ or error))
            message = f"The folder {where} cannot be listed ({why}): check that you may read it."
            raise CommandError(message, USAGE) from error
        except (OSError, sqlite3.Error) as error:
            if source.storage.folder is None:
                raise CommandError(f"The catalogue cannot be made ({_reason(error)}).", FAILURE) from error
            where, why = safe_line(str(source.storage.folder)), safe_line(_reason(error))
            raise CacheError(f"The catalogue cannot be kept in {where} ({why})") from error


def _reason(error: BaseException) -> str:
    return getattr(error, "strerror", "") or str(error)


def _show_reading(line: ProgressLine, name: str, progress: Progress | None) -> None:
    if progress is not None:
        what = "names" if progress.stage == "names" else "text"
        line.show(f"{name}: reading {what}, {progress.done:,} of {progress.total:,}")

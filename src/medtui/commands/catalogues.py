"""Catalogues that are right at this moment, for the commands that answer from them."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Sequence
from time import monotonic, sleep

from medtui.commands import output
from medtui.commands.exit_codes import FAILURE, USAGE, CommandError
from medtui.library.catalogue.listing import Listing, Source, catalogue_listing
from medtui.library.catalogue.refresh import FolderError, Progress, Refresher, RefreshReport
from medtui.library.catalogue.storage import BusyError, DamagedError
from medtui.library.search.text_search import StaleError
from medtui.safe_text import safe_line

_LOOK_AGAIN = 0.1  # seconds
_PATIENCE = 1.0
_IN_MEMORY = "so it is made in memory each time."


class CacheError(Exception):
    """The cache folder does not take the catalogue. str(error): a clause saying where, and why."""


def current_listing(sources: Sequence[Source]) -> Listing:
    """The list of these libraries after their catalogues were brought up to date, loaded.

    Where the cache cannot be used they are made in memory, which is said once on standard error.
    Raises CommandError where a library cannot be read, StaleError where another medtui was quicker.
    """
    told = any(source.storage.folder is None for source in sources)
    if told:
        output.complain(f"There is no home folder to keep the catalogue in, {_IN_MEMORY}")
    for source in sources:
        try:
            report = bring_up_to_date(source)
        except CacheError as error:
            if not told:
                output.complain(f"{error}, {_IN_MEMORY}")
            told = True
            source.storage.forget_folder()
            report = bring_up_to_date(source)
        if report.unfit:
            output.complain(f"{source.name}: the catalogue was {report.unfit}, so it was made anew.")
    listing = catalogue_listing(sources)
    if listing is None:
        raise StaleError("a catalogue was replaced just now")
    try:
        listing.load_all()
    except DamagedError as error:
        raise StaleError(str(error)) from error
    return listing


def bring_up_to_date(source: Source, *, rebuild: bool = False) -> RefreshReport:
    """Make the catalogue of a library say what its files say. Raises CommandError or CacheError."""
    meter = _Meter(source)
    waiting_since = monotonic()
    told = False
    while True:
        try:
            return Refresher(source, meter.show).refresh(trust_stamps=not rebuild, rebuild=rebuild)
        except BusyError:
            if not told and monotonic() - waiting_since > _PATIENCE:
                told = True
                output.complain(f"{source.name}: waiting for another medtui that is reading the library.")
            sleep(_LOOK_AGAIN)
        except FolderError as error:
            where, why = safe_line(str(source.root)), safe_line(_reason(error.__cause__ or error))
            message = f"The folder {where} cannot be listed ({why}): check that you may read it."
            raise CommandError(message, USAGE) from error
        except (OSError, sqlite3.Error) as error:
            if source.storage.folder is None:
                raise CommandError(f"The catalogue cannot be made ({_reason(error)}).", FAILURE) from error
            where, why = safe_line(str(source.storage.folder)), safe_line(_reason(error))
            raise CacheError(f"The catalogue cannot be kept in {where} ({why})") from error
        finally:
            meter.clear()


def _reason(error: BaseException) -> str:
    return getattr(error, "strerror", "") or str(error)


class _Meter:
    """Says on a terminal how far the reading is, on one line that goes away."""

    def __init__(self, source: Source) -> None:
        self._name = source.name
        self._shown = False

    def show(self, progress: Progress | None) -> None:
        """Say it."""
        if progress is None or sys.stderr is None or not sys.stderr.isatty():
            return
        what = "names" if progress.stage == "names" else "text"
        sys.stderr.write(f"\r\x1b[K{self._name}: reading {what}, {progress.done:,} of {progress.total:,}")
        sys.stderr.flush()
        self._shown = True

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._shown = False

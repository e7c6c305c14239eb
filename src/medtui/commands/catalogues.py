"""Catalogues that are right at this moment, for the commands that answer from them."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Sequence
from time import monotonic, sleep

from medtui.commands import output
from medtui.commands.errors import FAILURE, CommandError
from medtui.library.catalogue.keeper import FolderError, Keeper, Progress, Report
from medtui.library.listing import Listing, Source, kept_listing
from medtui.library.packed import DamagedError
from medtui.library.shelves import BusyError
from medtui.safe_text import safe_line

_LOOK_AGAIN = 0.1  # seconds
_PATIENCE = 1.0


def current_listing(sources: Sequence[Source]) -> Listing:
    """The list of these libraries after their catalogues were brought up to date, loaded.

    Where the cache cannot be used they are made in memory, which is said once on standard error.
    Raises CommandError where a library cannot be read.
    """
    for source in sources:
        bring_up_to_date(source)
    listing = kept_listing(sources)
    try:
        if listing is not None:
            listing.load_all()
            return listing
    except DamagedError:
        pass
    raise CommandError("The catalogue was changed by another medtui just now. Try again.", FAILURE)


def bring_up_to_date(source: Source, *, rebuild: bool = False) -> Report:
    """Make the catalogue of a library say what its files say. Raises CommandError."""
    meter = _Meter(source)
    waiting_since = monotonic()
    told = False
    while True:
        try:
            report = Keeper(source, meter.show).refresh(trust_stamps=not rebuild, rebuild=rebuild)
        except BusyError:
            if not told and monotonic() - waiting_since > _PATIENCE:
                told = True
                output.complain(f"{source.name}: waiting for another medtui that is reading the library.")
            sleep(_LOOK_AGAIN)
            continue
        except FolderError as error:
            raise CommandError(
                f"The library {source.name} cannot be listed ({error}): check its folder.", FAILURE
            ) from error
        except (OSError, sqlite3.Error) as error:
            if source.shelf.folder is None:
                raise CommandError(f"The catalogue cannot be made ({safe_line(str(error))}).", FAILURE) from error
            output.complain(cache_notice(source, getattr(error, "strerror", "") or str(error)))
            source.shelf.forget_folder()
            continue
        finally:
            meter.clear()
        return report


def cache_notice(source: Source, reason: str) -> str:
    """That the catalogue of `source` is in memory, and why."""
    folder = safe_line(str(source.shelf.folder))
    return f"The catalogue cannot be kept in {folder} ({safe_line(reason)}), so it is made in memory each time."


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

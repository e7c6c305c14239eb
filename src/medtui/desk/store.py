"""Marks, visits and notes in one small SQLite database, which any number of medtuis share.

Each change is one transaction, on the disk before the call returns (sqlite.org/pragma.html: synchronous=EXTRA):
whoever is killed, or finds the disk full, leaves what was there before or what was to be there.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path

from medtui.desk import database
from medtui.desk.database import DamagedError, Run, stored
from medtui.desk.desk_contents import DeskContents, LastRead, Subject
from medtui.safe_text import safe_line

FILE_NAME = "desk.db"
MOST_VISITS = 200
MOST_NOTE_CHARACTERS = 100_000


class DeskError(Exception):
    """What was to be kept could not be. str(error): what, where, why, and what to do, in a sentence or two."""


class Desk:
    """What the user keeps, on disk; in memory where there is no folder for it.

    Every method gives what is kept then, what other instances have done meanwhile included; all raise DeskError.
    Where a change raises it, nothing of that change is done. May be used in any one thread at a time.

    complaint: what was wrong when the file was opened, as a text to show; empty for nothing. It is opened again where
    another file has come into its place.
    """

    def __init__(self, folder: Path | None, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """folder: made where it is missing. now: the clock, in any zone. Never raises."""
        self._now = now
        self._path: Path | None = None
        self._identity = (0, 0)
        self._openings = 0
        self.complaint = ""
        if folder is None:
            self.complaint = "There is no home folder: marks and notes last until you leave."
            self._connection = database.memory()
            return
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path = folder / FILE_NAME
            self._path = Path(os.path.realpath(path)) if path.is_symlink() else path
            with database.alone(self._path):
                self._open(self._path)
        except (sqlite3.Error, OSError, ValueError) as error:
            self._path = None
            self._connection = database.memory()
            reason, advice = database.trouble(error)
            told = f"Marks and notes cannot be kept in {folder} ({reason}): they last until you leave. {advice}"
            self.complaint = safe_line(f"{self.complaint} {told}".lstrip())

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @property
    def place(self) -> Path | None:
        """The file; None where what is kept lasts only until `close`."""
        return self._path

    # What there is ----------------------------------------------------------------------------------

    def kept(self) -> DeskContents:
        """Everything, as it was at one moment."""
        with self._failing("Your marks and notes cannot be read"):
            self._follow()
            run = self._connection.execute
            run("BEGIN")
            try:
                return database.read(run)
            finally:
                with suppress(sqlite3.Error):
                    run("ROLLBACK")

    def version(self) -> int:
        """Another number after every change by another instance."""
        with self._failing("Your marks and notes cannot be read"):
            self._follow()
            (number,) = self._connection.execute("PRAGMA data_version").fetchone()
            return int(number) + (self._openings << 32)

    # Marks ------------------------------------------------------------------------------------------

    def mark(self, subjects: Iterable[Subject]) -> DeskContents:
        """Mark these too, after those that are marked."""

        def work(run: Run) -> None:
            (last,) = run("SELECT coalesce(max(place), 0) FROM mark").fetchone()
            for place, subject in enumerate(subjects, start=last + 1):
                run(
                    "INSERT OR IGNORE INTO mark VALUES (CAST(? AS TEXT), CAST(? AS TEXT), ?)",
                    (stored(subject.id), stored(subject.title), place),
                )

        return self._change("mark", work)

    def unmark(self, id: str) -> DeskContents:
        """Take a mark away, if there is one."""
        return self._change("mark", lambda run: run("DELETE FROM mark WHERE id = CAST(? AS TEXT)", (stored(id),)))

    def move_mark(self, id: str, by: int) -> DeskContents:
        """Move a mark by so many places, as far as there are any: towards the first one where `by` is negative."""

        def work(run: Run) -> None:
            ids = [found for (found,) in run("SELECT id FROM mark ORDER BY place")]
            if id in ids:
                at = ids.index(id)
                ids.insert(max(0, min(at + by, len(ids) - 1)), ids.pop(at))
                for place, found in enumerate(ids, start=1):
                    run("UPDATE mark SET place = ? WHERE id = CAST(? AS TEXT)", (place, stored(found)))

        return self._change("mark", work)

    # Visits -----------------------------------------------------------------------------------------

    def visit(self, visit: LastRead) -> DeskContents:
        """Put this monograph first among those read last, of which 200 are kept."""

        def work(run: Run) -> None:
            run(
                "INSERT OR REPLACE INTO visit "
                "SELECT CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), coalesce(max(turn), 0) + 1 FROM visit",
                (stored(visit.subject.id), stored(visit.subject.title), stored(visit.section)),
            )
            run(f"DELETE FROM visit WHERE id NOT IN (SELECT id FROM visit ORDER BY turn DESC LIMIT {MOST_VISITS})")

        return self._change("list of what was read", work)

    # Notes ------------------------------------------------------------------------------------------

    def put_note(self, subject: Subject, section: str, text: str) -> DeskContents:
        """Keep a note in place of the one there may be; a text of blanks only takes that away."""
        if len(text) > MOST_NOTE_CHARACTERS:
            raise DeskError(
                f"The note was not saved: it is longer than {MOST_NOTE_CHARACTERS:,} characters. Shorten it."
            )

        def work(run: Run) -> None:
            key = (stored(subject.id), stored(section))
            if text.strip():
                edited = self._now().astimezone(UTC).isoformat(timespec="seconds")
                run(
                    "INSERT OR REPLACE INTO note "
                    "VALUES (CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), ?)",
                    (*key, stored(subject.title), stored(text), edited),
                )
            else:
                run("DELETE FROM note WHERE id = CAST(? AS TEXT) AND section = CAST(? AS TEXT)", key)

        return self._change("note", work)

    # The file ---------------------------------------------------------------------------------------

    def _open(self, path: Path) -> None:
        """Only for who is alone. Raises sqlite3.Error, OSError."""
        try:
            self._connection = database.opened(path)
        except DamagedError as error:
            try:
                aside = database.put_aside(path, self._now())
            except OSError as failure:
                reason = f"{error}, and cannot be kept aside: {failure.strerror}"
                raise OSError(failure.errno or 0, reason) from failure
            told = f"Your marks and notes were damaged ({error}): they are kept aside as {aside}, and new ones begin."
            self.complaint = safe_line(told)
            self._connection = database.opened(path)
        if unwritable := database.unwritable(path):
            told = f"Your marks and notes can be read but not changed: {unwritable} cannot be written."
            self.complaint = safe_line(told)
        self._identity = database.identity(path)
        self._openings += 1

    @property
    def _is_replaced(self) -> bool:
        return self._path is not None and database.identity(self._path) != self._identity

    def _follow(self) -> None:
        """Go on with the file that is there now. Raises sqlite3.Error, OSError."""
        if self._path and self._is_replaced:
            with database.alone(self._path):
                self._open_again(self._path)

    def _open_again(self, path: Path) -> None:
        """Only for who is alone. Raises sqlite3.Error, OSError."""
        self._connection.close()
        self._identity = (-1, -1)  # should it fail, the next one tries again
        self.complaint = safe_line(f"The file {path} was replaced while it was open: what it holds now counts.")
        self._open(path)

    def _change(self, what: str, work: Callable[[Run], object]) -> DeskContents:
        """Do `work` in one transaction. what: the thing that was not saved, if it fails."""
        with (
            self._failing(f"The {what} was not saved"),
            database.alone(self._path) if self._path else nullcontext(),
        ):
            if self._path and self._is_replaced:
                self._open_again(self._path)
            run = self._connection.execute
            run("BEGIN IMMEDIATE")
            try:
                database.read(run)  # what is damaged must not be sealed
                work(run)
                kept = database.seal(run)
                run("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    run("ROLLBACK")
                raise
            return kept

    @contextmanager
    def _failing(self, told: str) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError, ValueError) as error:
            reason, advice = database.trouble(error)
            raise DeskError(safe_line(f"{told} ({self._path or 'memory'}: {reason}). {advice}")) from error

"""Marks, visits and notes in one small SQLite database, which any number of medtuis share.

Each change is one transaction, on the disk before the call returns (sqlite.org/pragma.html: synchronous=EXTRA):
whoever is killed, or finds the disk full, leaves what was there before or what was to be there.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from medtui.desk.kept import Kept, Note, Subject, Visit
from medtui.safe_text import safe_line

FILE_NAME = "desk.db"
MOST_VISITS = 200
MOST_NOTE_CHARACTERS = 100_000

_APPLICATION = 0x6D656474  # "medt": says that a database is ours (sqlite.org/fileformat.html, 1.3)
_FORMAT = 1
_WAIT_SECONDS = 5.0
_TABLES = """
CREATE TABLE mark (id TEXT PRIMARY KEY, title TEXT NOT NULL, place INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE visit (id TEXT PRIMARY KEY, title TEXT NOT NULL, section TEXT NOT NULL, turn INTEGER NOT NULL)
    WITHOUT ROWID;
CREATE TABLE note (
    id TEXT NOT NULL, section TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, edited TEXT NOT NULL,
    PRIMARY KEY (id, section)
) WITHOUT ROWID;
"""


class DeskError(Exception):
    """What was to be kept could not be. str(error): one sentence saying what, where, and what to do."""


class Desk:
    """What the user keeps, on disk; in memory where there is no folder for it.

    Every method gives what is kept then, what other instances have done meanwhile included; all raise DeskError.
    May be used in any one thread at a time. complaint: what was wrong when it was opened, in one sentence, or empty.
    """

    def __init__(self, folder: Path | None, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """folder: made where it is missing. now: the clock, in UTC. Never raises."""
        self._folder = folder
        self._now = now
        self.complaint = ""
        if folder is None:
            self.complaint = "There is no home folder: marks and notes last until you leave."
            self._connection = _memory()
            return
        try:
            self._connection = self._open(folder)
        except (sqlite3.Error, OSError) as error:
            self.complaint = (
                f"Marks and notes cannot be kept in {safe_line(str(folder))} ({_reason(error)}): "
                "they last until you leave."
            )
            self._connection = _memory()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @property
    def place(self) -> Path | None:
        """The file; None without one."""
        return self._folder / FILE_NAME if self._folder else None

    # What there is ----------------------------------------------------------------------------------

    def kept(self) -> Kept:
        """Everything."""
        with self._failing("read"):
            run = self._connection.execute
            marks = tuple(Subject(*row) for row in run("SELECT id, title FROM mark ORDER BY place"))
            visits = tuple(
                Visit(Subject(id, title), section)
                for id, title, section in run("SELECT id, title, section FROM visit ORDER BY turn DESC")  # noqa: A001
            )
            notes = {
                (id, section): Note(Subject(id, title), section, text, datetime.fromisoformat(edited))
                for id, section, title, text, edited in run("SELECT id, section, title, text, edited FROM note")  # noqa: A001
            }
            return Kept(marks, visits, notes)

    def version(self) -> int:
        """Another number after every change by another instance."""
        with self._failing("read"):
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    # Marks ------------------------------------------------------------------------------------------

    def mark(self, subjects: Iterable[Subject]) -> Kept:
        """Mark these too, after those that are marked."""
        with self._changing("mark") as run:
            for subject in subjects:
                run(
                    "INSERT OR IGNORE INTO mark SELECT ?, ?, coalesce(max(place), 0) + 1 FROM mark",
                    (_storable(subject.id), _storable(subject.title)),
                )
        return self.kept()

    def unmark(self, id: str) -> Kept:  # noqa: A002
        """Take a mark away, if there is one."""
        with self._changing("mark") as run:
            run("DELETE FROM mark WHERE id = ?", (_storable(id),))
        return self.kept()

    def move_mark(self, id: str, by: int) -> Kept:  # noqa: A002
        """Move a mark by so many places, as far as there are any: towards the first one where `by` is negative."""
        with self._changing("mark") as run:
            ids = [found for (found,) in run("SELECT id FROM mark ORDER BY place")]
            if (own := _storable(id)) in ids:
                at = ids.index(own)
                ids.insert(max(0, min(at + by, len(ids) - 1)), ids.pop(at))
                for place, found in enumerate(ids, start=1):
                    run("UPDATE mark SET place = ? WHERE id = ?", (place, found))
        return self.kept()

    # Visits -----------------------------------------------------------------------------------------

    def visit(self, visit: Visit) -> Kept:
        """Put this monograph first among those read last."""
        with self._changing("list of what was read") as run:
            run(
                "INSERT OR REPLACE INTO visit SELECT ?, ?, ?, coalesce(max(turn), 0) + 1 FROM visit",
                (_storable(visit.subject.id), _storable(visit.subject.title), _storable(visit.section)),
            )
            run(f"DELETE FROM visit WHERE id NOT IN (SELECT id FROM visit ORDER BY turn DESC LIMIT {MOST_VISITS})")
        return self.kept()

    # Notes ------------------------------------------------------------------------------------------

    def put_note(self, subject: Subject, section: str, text: str) -> Kept:
        """Keep a note in place of the one there may be; an empty text takes that away."""
        if len(text) > MOST_NOTE_CHARACTERS:
            raise DeskError(
                f"The note was not saved: it is longer than {MOST_NOTE_CHARACTERS:,} characters. Shorten it."
            )
        key = (_storable(subject.id), _storable(section))
        with self._changing("note") as run:
            if text.strip():
                edited = self._now().isoformat(timespec="seconds")
                row = (*key, _storable(subject.title), _storable(text), edited)
                run("INSERT OR REPLACE INTO note VALUES (?, ?, ?, ?, ?)", row)
            else:
                run("DELETE FROM note WHERE id = ? AND section = ?", key)
        return self.kept()

    # The file ---------------------------------------------------------------------------------------

    def _open(self, folder: Path) -> sqlite3.Connection:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / FILE_NAME
        with _only_one(folder):
            try:
                return _connected(path)
            except _NewerError:
                raise
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise  # locked, full, not to be opened: nothing is wrong with what is in it
            aside = self._put_aside(path)
            self.complaint = f"Your marks and notes were damaged. They are kept aside as {safe_line(str(aside))}."
            return _connected(path)

    def _put_aside(self, path: Path) -> Path:
        stamp = self._now().strftime("%Y%m%d-%H%M%S")
        aside = path.with_name(f"{path.name}.damaged-{stamp}")
        number = 1
        while os.path.lexists(aside):
            number += 1
            aside = path.with_name(f"{path.name}.damaged-{stamp}-{number}")
        path.rename(aside)
        with suppress(FileNotFoundError):  # what SQLite was at goes with it
            path.with_name(f"{path.name}-journal").rename(aside.with_name(f"{aside.name}-journal"))
        return aside

    @contextmanager
    def _changing(self, what: str) -> Iterator[Callable[..., sqlite3.Cursor]]:
        """One transaction. what: the thing that was not saved, if it fails."""
        with self._failing(f"{what} was not saved"):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection.execute
                self._connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _failing(self, what: str) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, ValueError) as error:
            place = safe_line(str(self.place or "memory"))
            told = "Your marks and notes cannot be read" if what == "read" else f"The {what}"
            raise DeskError(f"{told} ({place}: {_reason(error)}). {_advice(error)}") from error


class _NewerError(sqlite3.Error):
    """The file was made by a later version."""


def _memory() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.executescript(_TABLES)
    return connection


def _connected(path: Path) -> sqlite3.Connection:
    """The database, checked whole: it is small. Raises sqlite3.Error."""
    connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA synchronous = EXTRA")
        _prepare(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the tables where it is new, else see whether it is sound. Raises sqlite3.Error."""
    run = connection.execute
    (application,) = run("PRAGMA application_id").fetchone()
    (version,) = run("PRAGMA user_version").fetchone()
    (tables,) = run("SELECT count(*) FROM sqlite_master").fetchone()
    if not (application or version or tables):  # new, or its maker was killed before the first transaction ended
        connection.executescript(
            f"BEGIN IMMEDIATE; {_TABLES} PRAGMA application_id = {_APPLICATION}; "
            f"PRAGMA user_version = {_FORMAT}; COMMIT;"
        )
        return
    if application != _APPLICATION:
        raise sqlite3.DatabaseError("it is not medtui's")
    if version > _FORMAT:
        raise _NewerError("a later medtui made it: use that one")
    if run("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        raise sqlite3.DatabaseError("it is damaged")
    run("SELECT (SELECT count(title) FROM mark), (SELECT max(turn) FROM visit)").fetchone()
    try:
        for (edited,) in run("SELECT edited FROM note"):
            datetime.fromisoformat(edited)
    except (ValueError, TypeError) as error:
        raise sqlite3.DatabaseError(str(error)) from error


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Keep other instances from opening the desk meanwhile: two of them would both put a damaged one aside."""
    lock = sqlite3.connect(folder / "desk.lock", timeout=_WAIT_SECONDS, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        lock.close()


def _storable(text: str) -> str:
    """SQLite takes no lone surrogates; names of files may hold some."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _reason(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__


def _advice(error: BaseException) -> str:
    words = str(error)
    if "full" in words:
        return "Free some space on the disk, then try again."
    if "locked" in words:
        return "Another medtui is at it: try again."
    if "readonly" in words or "read-only" in words:
        return "The file cannot be written: see who it belongs to."
    return "Start medtui again; if that does not help, look at the file."

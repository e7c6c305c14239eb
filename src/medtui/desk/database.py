"""The file that the desk is kept in: made, opened, checked whole, and put aside when it is damaged.

An SQLite database, with a checksum over everything in it: SQLite alone would not see that a digit was altered.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from medtui.desk.desk_contents import DeskContents, LastRead, Note, Subject

Run = Callable[..., sqlite3.Cursor]
"""Runs one statement."""

_APPLICATION = 0x6D656474  # "medt": says that a database is ours (sqlite.org/fileformat.html, 1.3)
_FORMAT = 1
_WAIT_SECONDS = 5.0
_TABLES = f"""
BEGIN IMMEDIATE;
CREATE TABLE mark (id TEXT PRIMARY KEY, title TEXT NOT NULL, place INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE visit (id TEXT PRIMARY KEY, title TEXT NOT NULL, section TEXT NOT NULL, turn INTEGER NOT NULL)
    WITHOUT ROWID;
CREATE TABLE note (
    id TEXT NOT NULL, section TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, edited TEXT NOT NULL,
    PRIMARY KEY (id, section)
) WITHOUT ROWID;
CREATE TABLE seal (crc INTEGER NOT NULL);
INSERT INTO seal VALUES (0);
PRAGMA application_id = {_APPLICATION};
PRAGMA user_version = {_FORMAT};
"""
_MARKS = "SELECT id, title, place FROM mark ORDER BY place"
_VISITS = "SELECT id, title, section, turn FROM visit ORDER BY turn DESC"
_NOTES = "SELECT id, section, title, text, edited FROM note ORDER BY id, section"

_DAMAGE = frozenset(
    (
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_FORMAT,
        sqlite3.SQLITE_TOOBIG,
        sqlite3.SQLITE_ERROR,  # a table or column is not there
    )
)


class LaterError(sqlite3.Error):
    """The file was made by a later version of medtui."""


class DamagedError(sqlite3.Error):
    """The file is damaged, or not ours. str(error): what is wrong, as in `it is damaged`."""


class Trouble(NamedTuple):
    """Why something failed, as words to stand in parentheses, and what to do, as a sentence."""

    reason: str
    advice: str


_DAMAGED = Trouble("it is damaged", "Start medtui again: it then keeps the file aside.")
_NO_SPACE = "Free some space, then try again."
_TROUBLES = {
    sqlite3.SQLITE_BUSY: Trouble("another medtui is at it", "Try again in a moment."),
    sqlite3.SQLITE_LOCKED: Trouble("another medtui is at it", "Try again in a moment."),
    sqlite3.SQLITE_FULL: Trouble("the disk is full", _NO_SPACE),
    sqlite3.SQLITE_IOERR: Trouble("the disk is full, or does not work", _NO_SPACE),
    sqlite3.SQLITE_READONLY: Trouble("it cannot be written", "See whom it belongs to."),
    sqlite3.SQLITE_CANTOPEN: Trouble(
        "it cannot be opened or made", "See whom the folder belongs to, and whether the disk is full."
    ),
}


def trouble(error: BaseException) -> Trouble:
    """What to say of an error of the file."""
    if isinstance(error, LaterError):
        return Trouble(str(error), "Use that one.")
    if isinstance(error, DamagedError):
        return Trouble(str(error), _DAMAGED.advice)
    if isinstance(error, IsADirectoryError):
        return Trouble(error.strerror or "a folder is in its place", "Rename it.")
    if isinstance(error, OSError):
        return Trouble(error.strerror or type(error).__name__, "See to that, then start medtui again.")
    code = _code(error)
    if code in _DAMAGE:
        return _DAMAGED
    return _TROUBLES.get(code) or Trouble(str(error) or type(error).__name__, "Start medtui again.")


def memory() -> sqlite3.Connection:
    """An empty database that lasts as long as the connection."""
    connection = _connected(":memory:")
    _make_tables(connection)
    return connection


def opened(path: Path) -> sqlite3.Connection:
    """The database at `path`, made where there is none. Only for who is `alone`.

    Raises DamagedError, LaterError; sqlite3.Error or OSError for what is wrong with the disk, not with the file.
    """
    if not os.path.lexists(path):
        _make(path)
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, f"{path.name} there is a folder")
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, f"{path.name} there is a pipe, socket or device")
    _check_head(path)
    connection = _connected(path)
    try:
        _check(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def unwritable(path: Path) -> Path | None:
    """The folder, which takes the journal, or the file: whichever cannot be written."""
    return next((place for place in (path.parent, path) if not os.access(place, os.W_OK)), None)


def identity(path: Path) -> tuple[int, int]:
    """Which file is at `path`: another one after it was replaced, (0, 0) for none."""
    if os.name == "nt":
        return 1, 1  # nobody can replace a file that is open
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_dev, status.st_ino


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Be the only medtui that makes, changes or puts aside the file at `path`; where its folder cannot be written,
    nobody does. The system lets go of the lock when a process dies.

    Without it, one who holds the file open would go on writing it while another puts it aside, with a journal beside
    the file of the other. Raises sqlite3.Error, after some seconds when another one is at it.
    """
    if not os.access(path.parent, os.W_OK):
        yield
        return
    # A database for its locks alone: they are the only ones that every system has.
    place = path.with_name("desk.lock")
    lock = sqlite3.connect(place, timeout=_WAIT_SECONDS, isolation_level=None)
    try:
        with suppress(OSError):
            if place.stat().st_size:  # nothing is ever written there, and what is no database cannot be locked
                os.truncate(place, 0)
        lock.execute("PRAGMA journal_mode = MEMORY")  # else it needs space on the disk
        lock.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        lock.close()


def put_aside(path: Path, now: datetime) -> Path:
    """Give the file at `path`, and what SQLite has beside it, a name that says what it is. Only for who is `alone`.

    Raises OSError.
    """
    stamp = now.strftime("%Y%m%d-%H%M%S")
    aside = path.with_name(f"{path.name}.damaged-{stamp}")
    number = 1
    while os.path.lexists(aside):
        number += 1
        aside = path.with_name(f"{path.name}.damaged-{stamp}-{number}")
    for end in ("-journal", "-wal", "-shm"):  # first: SQLite would delete what lies beside a new database
        with suppress(FileNotFoundError):
            path.with_name(path.name + end).rename(aside.with_name(aside.name + end))
    path.rename(aside)
    return aside


# What is in it ----------------------------------------------------------------------------------------


def read(run: Run) -> DeskContents:
    """Everything. Raises DamagedError where anything was altered by others than medtui, sqlite3.Error."""
    rows, crc = _rows(run)
    if run("SELECT crc FROM seal").fetchall() != [(crc,)]:
        raise DamagedError(_DAMAGED.reason)
    return _kept(rows)


def seal(run: Run) -> DeskContents:
    """Say that what there is now is sound, in the same transaction that made it so. Everything that there is.

    Raises sqlite3.Error.
    """
    rows, crc = _rows(run)
    run("UPDATE seal SET crc = ?", (crc,))
    return _kept(rows)


def stored(text: str) -> bytes:
    """For a parameter that stands as `CAST(? AS TEXT)`: SQLite takes any bytes, Python's module no surrogates."""
    return text.encode("utf-8", "surrogatepass")


class _Rows(NamedTuple):
    marks: list[tuple[str, str, int]]
    visits: list[tuple[str, str, str, int]]
    notes: list[tuple[str, str, str, str, str]]


def _rows(run: Run) -> tuple[_Rows, int]:
    """Everything, with the checksum of it."""
    try:
        rows = _Rows(*(run(query).fetchall() for query in (_MARKS, _VISITS, _NOTES)))
    except UnicodeDecodeError as error:
        raise DamagedError(_DAMAGED.reason) from error
    crc = crc32(b"%d %d %d" % (len(rows.marks), len(rows.visits), len(rows.notes)))
    for table in rows:
        for row in table:
            for value in row:
                if not isinstance(value, str | int):
                    raise DamagedError(_DAMAGED.reason)
                data = stored(value) if isinstance(value, str) else b"%d" % value
                crc = crc32(data, crc32(b"%d:%d:" % (isinstance(value, str), len(data)), crc))
    return rows, crc


def _kept(rows: _Rows) -> DeskContents:
    return DeskContents(
        tuple(Subject(id, title) for id, title, _ in rows.marks),  # the column's name
        tuple(LastRead(Subject(id, title), section) for id, title, section, _ in rows.visits),
        {
            (id, section): Note(Subject(id, title), section, text, datetime.fromisoformat(edited))
            for id, section, title, text, edited in rows.notes
        },
    )


# The file ---------------------------------------------------------------------------------------------


def _connected(place: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(place, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False)
    connection.text_factory = lambda data: data.decode("utf-8", "surrogatepass")
    return connection


def _begin(run: Run) -> None:
    """Say how it is to be written; the first to look into the file. Raises sqlite3.Error."""
    run("PRAGMA synchronous = EXTRA")
    run("PRAGMA fullfsync = ON")  # macOS: else a disk may still hold it in its cache
    run("PRAGMA secure_delete = ON")  # a note that was deleted is gone


def _make(path: Path) -> None:
    """Put an empty desk there, whole: so a file that is not is a damaged one. Raises sqlite3.Error, OSError."""
    new = path.with_name(f"{path.name}.new")
    beside = new.with_name(f"{new.name}-journal")
    for left in (new, beside):  # by one who was killed here
        left.unlink(missing_ok=True)
    try:
        connection = _connected(new)
        try:
            _make_tables(connection)
        finally:
            connection.close()
        new.rename(path)
    except BaseException:
        for left in (new, beside):
            with suppress(OSError):
                left.unlink(missing_ok=True)
        raise


def _make_tables(connection: sqlite3.Connection) -> None:
    _begin(connection.execute)
    connection.executescript(_TABLES)
    seal(connection.execute)
    connection.execute("COMMIT")


def _check_head(path: Path) -> None:
    """Look at what no change alters (sqlite.org/fileformat.html, 1.3), before SQLite plays back, deletes or makes
    anything beside what is none of ours. Raises DamagedError, LaterError, OSError."""
    with path.open("rb") as file:  # closing it lets go of the locks of this process: who is `alone` has none yet
        head = file.read(100)
    if not head:  # `_make` puts no such file there
        raise DamagedError("it is empty")
    if len(head) < 100 or head[:16] != b"SQLite format 3\0":
        raise DamagedError(_DAMAGED.reason)
    if int.from_bytes(head[68:72]) != _APPLICATION:
        raise DamagedError("it is not medtui's")
    if int.from_bytes(head[60:64], signed=True) > _FORMAT:
        raise LaterError("a later medtui made them")
    if head[18:20] not in (b"\1\1", b"\2\2"):  # else SQLite would take it for one that must not be written
        raise DamagedError(_DAMAGED.reason)


def _check(connection: sqlite3.Connection) -> None:
    """Look at all of it: it is small. Raises DamagedError, LaterError, sqlite3.Error."""
    run = connection.execute
    try:
        _begin(run)
        (version,) = run("PRAGMA user_version").fetchone()
        if version > _FORMAT:  # by a journal that was played back
            raise LaterError("a later medtui made them")
        if version != _FORMAT or run("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            raise DamagedError(_DAMAGED.reason)
        read(run)
    except (sqlite3.Error, UnicodeDecodeError, MemoryError) as error:
        if isinstance(error, DamagedError | LaterError):
            raise
        if _code(error) in _DAMAGE or not isinstance(error, sqlite3.Error):
            raise DamagedError(_DAMAGED.reason) from error
        raise


def _code(error: BaseException) -> int:
    """SQLite's primary result code, 0 for none (sqlite.org/rescode.html)."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF

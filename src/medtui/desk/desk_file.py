"""The file behind the desk: made, opened, checked whole, and put aside when it is damaged.

An SQLite database, written with a rollback journal and synchronous=EXTRA (sqlite.org/pragma.html), so that a change is
on the disk, folder entry included, when it counts as done. The table `seal` holds one checksum over all rows. SQLite's
own integrity_check looks at the structure alone: a disk that turns 5 mg into 7 mg inside a note would go unseen, and
the user would read that as the user's own words. One checksum for all sees rows that are gone too, and files of
medtui 0.1, which have it, stay as they are.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zlib import crc32

from medtui.desk.atomic_write import put_new
from medtui.desk.desk_contents import DeskContents, LastRead, Note, Subject
from medtui.older_python import SqliteResult, sqlite_result

if sys.platform != "win32":
    import fcntl

Run = Callable[..., sqlite3.Cursor]
"""Runs one statement."""

TEXT = "CAST(? AS TEXT)"
"""Stands for a text in a statement; its value is made by `stored`."""

_APPLICATION = 0x6D656474  # "medt": says that a database is ours (sqlite.org/fileformat.html, 1.3)
_FORMAT = 1
_ENDS = "-journal", "-wal", "-shm"
"""Of the names of what SQLite has beside a database."""
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
_ROWS = (
    "SELECT id, title, place FROM mark ORDER BY place",
    "SELECT id, title, section, turn FROM visit ORDER BY turn DESC",
    "SELECT id, section, title, text, edited FROM note ORDER BY id, section",
)


class LaterError(sqlite3.Error):
    """The file was made by a later version of medtui."""


class DamagedDeskError(sqlite3.Error):
    """The file is damaged, or not ours. str(error): what is wrong, as in `it is damaged`."""

    def __init__(self, message: str = "it is damaged") -> None:
        super().__init__(message)


_DAMAGED = "it is damaged", "Start medtui again: it then keeps the file aside."
_BUSY = "another medtui is at it", "Try again in a moment."
_NO_SPACE = "the disk is full, or does not work", "Free some space, then try again."
_TROUBLES = {
    SqliteResult.CORRUPT: _DAMAGED,
    SqliteResult.NOTADB: _DAMAGED,
    SqliteResult.FORMAT: _DAMAGED,
    SqliteResult.TOOBIG: _DAMAGED,
    SqliteResult.ERROR: _DAMAGED,  # a table or column is not there
    SqliteResult.BUSY: _BUSY,
    SqliteResult.LOCKED: _BUSY,
    SqliteResult.FULL: ("the disk is full", _NO_SPACE[1]),
    SqliteResult.IOERR: _NO_SPACE,
    SqliteResult.READONLY: ("it cannot be written", "See whom it belongs to."),
    SqliteResult.CANTOPEN: (
        "it cannot be opened or made",
        "See whom the folder belongs to, and whether the disk is full.",
    ),
}


def trouble(error: Exception) -> tuple[str, str]:
    """Why something failed, as words to stand in parentheses, and what to do, as a sentence."""
    if isinstance(error, LaterError):
        return str(error), "Use that one."
    if isinstance(error, DamagedDeskError):
        return str(error), _DAMAGED[1]
    if isinstance(error, OSError):
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            return _NO_SPACE
        is_in_the_way = isinstance(error, FileExistsError)
        advice = "Rename it." if is_in_the_way else "See to that, then start medtui again."
        return error.strerror or type(error).__name__, advice
    return _TROUBLES.get(sqlite_result(error)) or (str(error) or type(error).__name__, "Start medtui again.")


def is_busy(error: Exception) -> bool:
    """Whether another medtui is at it, which will be over."""
    return _TROUBLES.get(sqlite_result(error)) is _BUSY


# The file ---------------------------------------------------------------------------------------------


def in_memory() -> sqlite3.Connection:
    """An empty database that lasts as long as the connection."""
    connection = _connected(":memory:", 0)
    _make_tables(connection)
    return connection


def opened(path: Path, wait: float) -> sqlite3.Connection:
    """The database at `path`, checked whole; made where there is none. wait: seconds for others who write.

    Raises DamagedDeskError, LaterError; sqlite3.Error or OSError for what is wrong with the disk, not with the file.
    """
    if not os.path.lexists(path):
        # Whole or not at all: a file without tables is a damaged one. Who is first has made it.
        with TemporaryDirectory(prefix=".medtui-", dir=path.parent) as folder, suppress(FileExistsError):
            new = Path(folder, path.name)
            with closing(_connected(new, wait)) as connection:
                _make_tables(connection)
            new.chmod(0o600)
            put_new(new, path)
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode):
        what = "folder" if stat.S_ISDIR(mode) else "pipe, socket or device"
        raise FileExistsError(errno.EEXIST, f"{path.name} there is a {what}")
    _check_beside(path)
    _check_head(path)
    connection = _connected(path, wait)
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
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_dev, status.st_ino


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Be the only medtui that opens a file in `folder`, or puts it aside.

    The system lets go of the lock when a process dies. Windows, which renames no file that is open, and some disks of
    a network need or have no such lock.
    """
    if sys.platform == "win32":
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)  # opening a pipe would wait for ever
    try:
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def put_aside(path: Path, now: datetime) -> Path:
    """Give the file at `path`, and what SQLite has beside it, a name that says what it is. Only for who is
    `alone_in` its folder. Raises OSError."""
    stamp = now.strftime("%Y%m%d-%H%M%S")
    aside = path.with_name(f"{path.name}.damaged-{stamp}")
    number = 1
    while os.path.lexists(aside):
        number += 1
        aside = path.with_name(f"{path.name}.damaged-{stamp}-{number}")
    for end in _ENDS:  # first: SQLite would delete what lies beside a new database
        with suppress(FileNotFoundError):
            path.with_name(path.name + end).rename(aside.with_name(aside.name + end))
    path.rename(aside)
    return aside


def _connected(place: Path | str, wait: float) -> sqlite3.Connection:
    connection = sqlite3.connect(place, timeout=wait, isolation_level=None, check_same_thread=False)
    connection.text_factory = lambda data: data.decode("utf-8", "surrogatepass")
    return connection


def _begin(run: Run) -> None:
    """Say how it is to be written; the first to look into the file. Raises sqlite3.Error."""
    run("PRAGMA synchronous = EXTRA")
    run("PRAGMA fullfsync = ON")  # macOS: else a disk may still hold it in its cache
    run("PRAGMA secure_delete = ON")  # a note that was deleted is gone


def _make_tables(connection: sqlite3.Connection) -> None:
    _begin(connection.execute)
    connection.executescript(_TABLES)
    seal(connection.execute)
    connection.execute("COMMIT")


def _check_beside(path: Path) -> None:
    """SQLite waits for a pipe in place of its journal, and writes into what another name leads to. Raises OSError."""
    for end in _ENDS:
        beside = path.with_name(path.name + end)
        with suppress(FileNotFoundError):
            status = beside.lstat()
            if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
                raise FileExistsError(errno.EEXIST, f"{beside.name} there is a folder, pipe or link")


def _check_head(path: Path) -> None:
    """Look at what no change alters (sqlite.org/fileformat.html, 1.3), before SQLite plays back, deletes or makes
    anything beside what is none of ours. Raises DamagedDeskError, LaterError, OSError."""
    with path.open("rb") as file:
        head = file.read(100)
    if not head:
        raise DamagedDeskError("it is empty")
    if len(head) < 100 or head[:16] != b"SQLite format 3\0":
        raise DamagedDeskError
    if int.from_bytes(head[68:72], "big") != _APPLICATION:
        raise DamagedDeskError("it is not medtui's")
    if int.from_bytes(head[60:64], "big", signed=True) > _FORMAT:
        raise LaterError("a later medtui made them")
    if head[18:20] not in (b"\1\1", b"\2\2"):  # else SQLite would take it for one that must not be written
        raise DamagedDeskError


def _check(connection: sqlite3.Connection) -> None:
    """Look at all of it: it is small. Raises DamagedDeskError, LaterError, sqlite3.Error."""
    run = connection.execute
    try:
        _begin(run)
        run("BEGIN")  # as it is at one moment, while others write
        (version,) = run("PRAGMA user_version").fetchone()
        if version > _FORMAT:  # by a journal that was played back
            raise LaterError("a later medtui made them")
        if version != _FORMAT or run("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            raise DamagedDeskError
        read(run)
        run("COMMIT")
    except (sqlite3.DatabaseError, ValueError, MemoryError) as error:
        if isinstance(error, sqlite3.DatabaseError) and _TROUBLES.get(sqlite_result(error)) is not _DAMAGED:
            raise
        raise DamagedDeskError from error


# What is in it ----------------------------------------------------------------------------------------


def read(run: Run) -> DeskContents:
    """Everything. Raises DamagedDeskError where anything was altered by others than medtui, sqlite3.Error."""
    contents, checksum = _read(run)
    if run("SELECT crc FROM seal").fetchall() != [(checksum,)]:
        raise DamagedDeskError
    return contents


def seal(run: Run) -> DeskContents:
    """Say that what there is now is sound, in the same transaction that made it so. Everything that there is.

    Raises sqlite3.Error.
    """
    contents, checksum = _read(run)
    run("UPDATE seal SET crc = ?", (checksum,))
    return contents


def stored(text: str) -> bytes:
    """The value for a `TEXT`: SQLite takes any bytes, Python's module no surrogates."""
    return text.encode("utf-8", "surrogatepass")


def _read(run: Run) -> tuple[DeskContents, int]:
    """Everything, with the checksum of it."""
    try:
        marks, reads, notes = tables = [run(query).fetchall() for query in _ROWS]
        checksum = crc32(b"%d %d %d" % (len(marks), len(reads), len(notes)))
        for value in (value for table in tables for row in table for value in row):
            if not isinstance(value, str | int):
                raise DamagedDeskError
            data = stored(value) if isinstance(value, str) else b"%d" % value
            checksum = crc32(data, crc32(b"%d:%d:" % (isinstance(value, str), len(data)), checksum))
        contents = DeskContents(
            tuple(Subject(id, title) for id, title, _ in marks),
            tuple(LastRead(Subject(id, title), section) for id, title, section, _ in reads),
            {
                (id, section): Note(Subject(id, title), section, text, datetime.fromisoformat(edited))
                for id, section, title, text, edited in notes
            },
        )
    except ValueError as error:  # no UTF-8, or no date
        raise DamagedDeskError from error
    return contents, checksum

"""Where the catalogue of a library is kept: a folder in the user's cache, or else memory.

A catalogue is one SQLite file, which never changes: what has changed is written into another one, which is then
renamed into its place. Its name says when it was written and what the checksum of its bytes is. So at any instant
there is a whole catalogue, or none, and who reads one goes on with that.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from time import time_ns
from typing import TYPE_CHECKING
from weakref import finalize
from zlib import crc32

from medtui.private_files import folder_of_user, open_private, private_folder

if TYPE_CHECKING:
    import sqlite3

_NAME = re.compile(r"([0-9a-f]{16})-([0-9a-f]{8})\.db")
_BUILDING = "new.building"
_LOCK = "lock"
_LEFT_OVER = (".db", ".building", "-journal", ".new", "names")
_CHUNK = 1 << 20
_GRAIN = 2_000_000_000  # ns: the coarsest times of a file system


def default_folder() -> Path | None:
    """Where medtui keeps what can be made anew; None for a user without a home folder."""
    from platformdirs import user_cache_path  # slow to import, and tests give their own folder

    return folder_of_user(lambda: user_cache_path("medtui"))


class DamagedError(Exception):
    """There is no catalogue that is whole and for this library."""


class ForeignError(DamagedError):
    """The catalogue is for something else: another library, version of medtui, or kind of computer."""


class BusyError(Exception):
    """Another medtui is at work on the same catalogue."""


class CatalogueStorage:
    """The place of one library's catalogue. folder: None while it is in memory."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._in_memory: tuple[str, finalize[..., CatalogueStorage]] | None = None

    @classmethod
    def of(cls, cache_folder: Path | None, key: str) -> CatalogueStorage:
        """The place for the library `key`. Two libraries whose keys have the same checksum take turns there,
        because the catalogues say whose they are."""
        if cache_folder is None:
            return cls(None)
        return cls(cache_folder / "catalogue" / f"{crc32(os.fsencode(key)):08x}")

    def forget_folder(self) -> None:
        """Keep the catalogue in memory from now on."""
        self.folder = None

    @property
    def is_bare(self) -> bool:
        """Whether there has never been a catalogue, or nothing of it is left: at most what was to be the first one."""
        return not self.latest() and not set(self._names()) - {_LOCK, _BUILDING}

    def latest(self) -> str:
        """The name of the catalogue that there is; empty where there is none."""
        if self.folder is None:
            return self._in_memory[0] if self._in_memory else ""
        return max(filter(_NAME.fullmatch, self._names()), default="")

    def _names(self) -> list[str]:
        try:
            return [] if self.folder is None else os.listdir(self.folder)  # noqa: PTH208 - twice as fast
        except OSError:
            return []

    def connect(self, name: str) -> sqlite3.Connection:
        """The catalogue called `name`, to be read by one thread at a time. Raises DamagedError."""
        if not self.is_untouched(name):
            raise DamagedError("there is no such catalogue, or it has been changed")
        import sqlite3  # not needed where there is no catalogue

        uri = name if self.folder is None else f"{(self.folder / name).absolute().as_uri()}?mode=ro&immutable=1"
        try:
            return sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
        except sqlite3.Error as error:
            raise DamagedError(str(error)) from error

    def is_untouched(self, name: str) -> bool:
        """Whether nobody has written into the catalogue since it was made, going by its time alone."""
        if self.folder is None:
            return self._in_memory is not None and self._in_memory[0] == name
        try:
            status = (self.folder / name).stat()
        except OSError:
            return False
        return stat.S_ISREG(status.st_mode) and status.st_mtime_ns == _written(name)

    def is_sound(self) -> bool:
        """Whether the latest catalogue is intact, or there is none; never raises."""
        name = self.latest()
        try:
            return not name or self.is_intact(name)
        except OSError:
            return False  # it has just been replaced

    def is_intact(self, name: str) -> bool:
        """Whether the catalogue holds the very bytes that were written: SQLite does not notice all damage. One that
        was copied gets its time back. Raises OSError."""
        if self.folder is None:
            return self.is_untouched(name)
        path = self.folder / name
        if not stat.S_ISREG(path.stat().st_mode) or f"{_checksum(path):08x}.db" != name.partition("-")[2]:
            return False
        if not self.is_untouched(name):
            os.utime(path, ns=(_written(name), _written(name)))
        return True

    @contextmanager
    def replacement(self, base: str = "") -> Iterator[sqlite3.Connection]:
        """A database to be filled: empty, or a copy of the catalogue `base`. When the block ends it is the latest
        catalogue; when the block raises, nothing is left of it. Only under `lock`.

        Raises OSError, sqlite3.Error, or DamagedError where `base` cannot be read.
        """
        import sqlite3  # as above

        if self.folder is None:
            path: str | Path = f"file:medtui-{os.urandom(8).hex()}?mode=memory&cache=shared"
        else:
            path = self.folder / _BUILDING
            path.unlink(missing_ok=True)  # one who was killed may have left it
        connection = sqlite3.connect(path, uri=True, check_same_thread=False, isolation_level=None)
        try:
            if base:
                with closing(self.connect(base)) as old:
                    old.backup(connection)
            # Nothing can be lost: who is killed leaves what nobody uses.
            connection.executescript(
                "PRAGMA page_size = 16384; PRAGMA cache_size = -32768;"
                "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            )
            yield connection
            if isinstance(path, str):
                self.close()
                # The last connection to close takes the database with it.
                self._in_memory = path, finalize(self, connection.close)
                return
            connection.close()
            latest = self.latest()
            _publish(path, _written(latest) if latest else 0)
        except BaseException:
            connection.close()
            if isinstance(path, Path):
                with suppress(OSError):
                    path.unlink(missing_ok=True)
            raise
        self.tidy()

    def close(self) -> None:
        """Let go of a catalogue in memory; who has it open keeps it."""
        if self._in_memory:
            self._in_memory[1]()
            self._in_memory = None

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Be the only one who writes here; the system lets go of the lock when a process dies.

        Raises BusyError when another one writes, OSError when the folder cannot be written.
        """
        if self.folder is None:
            yield
            return
        import sqlite3  # as above

        for folder in (self.folder.parents[1], self.folder):
            private_folder(folder)
        os.scandir(self.folder).close()  # where it cannot be listed, what is put there is not found again
        # A database for its locks alone: they are the only ones that every system has.
        path = self.folder / _LOCK
        descriptor = open_private(path)
        try:
            if os.fstat(descriptor).st_size:  # nothing is ever written there, and what is no database cannot be locked
                os.ftruncate(descriptor, 0)
        finally:
            os.close(descriptor)
        lock = sqlite3.connect(path, timeout=0, isolation_level=None)
        try:
            try:
                lock.execute("PRAGMA journal_mode = MEMORY")  # a full disk is no reason not to read
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.Error as error:
                if "locked" in str(error):
                    raise BusyError(str(error)) from error
                raise OSError(str(error)) from error
            yield
        finally:
            lock.close()

    def tidy(self) -> None:
        """Remove what earlier builds have left but the latest catalogue. Only under `lock`."""
        if self.folder is None:
            return
        latest = self.latest()
        for name in self._names():
            if name.endswith(_LEFT_OVER) and name != latest:
                with suppress(OSError):  # Windows does not remove what another medtui has open
                    (self.folder / name).unlink()

    def size(self) -> int:
        """Bytes on disk."""
        total = 0
        for name in self._names():
            with suppress(OSError):  # it has just been replaced
                total += os.stat(os.path.join(self.folder or "", name)).st_size  # noqa: PTH116, PTH118 - as above
        return total


def _written(name: str) -> int:
    return int(name.partition("-")[0], 16)


def _checksum(path: Path) -> int:
    checksum = 0
    with path.open("rb", buffering=0) as file:
        while data := file.read(_CHUNK):
            checksum = crc32(data, checksum)
    return checksum


def _publish(path: Path, after: int) -> None:
    """Give the database its name, and a time later than `after`, when the catalogue before was written: also where
    the clock was put back, or the file system's is coarse."""
    checksum = _checksum(path)
    for written in (max(time_ns(), after + 1), after + _GRAIN):
        os.utime(path, ns=(written, written))  # finer than the system's own clock: no later writing has the same time
        if path.stat().st_mtime_ns > after:
            break
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    path.rename(path.with_name(f"{path.stat().st_mtime_ns:016x}-{checksum:08x}.db"))

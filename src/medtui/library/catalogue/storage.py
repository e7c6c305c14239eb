"""Where the catalogue of a library is kept: a folder in the user's cache, or else memory.

A catalogue is two files: `names`, for the list, and `text-*.db`, the index of the texts that `names` speaks
of. `names` is replaced whole, and says by a seal what the other one must be: so at any instant there is a sound
pair, or none.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from medtui.library.catalogue.names_table import FILE_NAME, NO_SEAL, CatalogueNames, Seal, names_in_memory, open_names
from medtui.library.files import UNKNOWN, Stamp, stamp_of
from medtui.library.packed import DamagedError, replace_file

if TYPE_CHECKING:
    import sqlite3

_BUILDING = ".building"
_TEXT = "text-"
_CHUNK = 1 << 20
_serial = count(1)


def default_folder() -> Path | None:
    """Where medtui keeps what can be made anew; None for a user without a home folder."""
    from platformdirs import user_cache_path  # slow to import, and tests give their own folder

    folder = user_cache_path("medtui")
    return folder if folder.is_absolute() else None


class BusyError(Exception):
    """Another medtui is at work on the same catalogue."""


class CatalogueStorage:
    """The place of one library's catalogue. folder: None while it is in memory."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._pieces: tuple[bytes, ...] = ()
        self._connections: dict[str, sqlite3.Connection] = {}

    @classmethod
    def of(cls, cache_folder: Path | None, key: str) -> CatalogueStorage:
        """The place for the library `key`. Two libraries whose keys have the same checksum take turns there,
        because the files say whose they are."""
        if cache_folder is None:
            return cls(None)
        return cls(cache_folder / "catalogue" / f"{crc32(os.fsencode(key)):08x}")

    def forget_folder(self) -> None:
        """Keep the catalogue in memory from now on."""
        self.folder = None

    @property
    def is_bare(self) -> bool:
        """Whether there has never been a catalogue, or nothing of it is left."""
        if self.folder is None:
            return not self._pieces
        return not (os.path.lexists(self.folder / FILE_NAME) or any(self.folder.glob(f"{_TEXT}*")))

    # Names ------------------------------------------------------------------------------------------

    def names(self, key: str, name: str, root: Path) -> CatalogueNames:
        """The kept names of the library `key`. Raises DamagedError where there are none that are sound."""
        if self.folder is not None:
            return open_names(self.folder, key, name, root)
        return names_in_memory(self._pieces, key, name, root)

    def names_stamp(self) -> Stamp:
        """Another one after every change of the names on disk. Raises OSError."""
        return UNKNOWN if self.folder is None else stamp_of((self.folder / FILE_NAME).stat())

    def put_names(self, pieces: Iterable[bytes]) -> None:
        """Keep other names. Raises OSError."""
        if self.folder is None:
            self._pieces = tuple(pieces)
        else:
            replace_file(self.folder / FILE_NAME, pieces)

    # The index of texts -----------------------------------------------------------------------------

    def connect(self, catalogue: str, *, write: bool = False) -> sqlite3.Connection:
        """The database called `catalogue`, for use in any one thread at a time. Raises sqlite3.Error."""
        import sqlite3  # 8 ms that the first frame need not wait for

        if self.folder is None:
            path = catalogue
        else:
            path = f"{(self.folder / catalogue).absolute().as_uri()}?mode={'rw' if write else 'ro'}"
        return sqlite3.connect(path, uri=True, check_same_thread=False, timeout=5, isolation_level=None)

    @contextmanager
    def new_database(self) -> Iterator[tuple[sqlite3.Connection, list[str]]]:
        """A database to be filled. It is kept when the block ends, and its name is then in the list given
        with it; when the block raises, nothing is. Raises OSError or sqlite3.Error."""
        import sqlite3

        name: list[str] = []
        if self.folder is None:
            uri = f"file:medtui-{os.getpid()}-{next(_serial)}?mode=memory&cache=shared"
            connection = sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
            try:
                yield connection, name
            except BaseException:
                connection.close()
                raise
            self.close()
            self._connections = {uri: connection}  # the last connection to close takes the database with it
            name.append(uri)
            return
        temporary = self.folder / f"{os.getpid()}-{next(_serial)}{_BUILDING}"
        # Where every start has the same process number, a killed one has left its file under the same name.
        temporary.unlink(missing_ok=True)
        connection = sqlite3.connect(temporary, isolation_level=None)
        try:
            yield connection, name
            connection.close()
            with temporary.open("rb+") as file:
                os.fsync(file.fileno())
            # Never the name of an earlier one: names, journals and readers of that may still be about.
            final = f"{_TEXT}{os.urandom(8).hex()}.db"
            temporary.rename(self.folder / final)
            name.append(final)
        finally:
            connection.close()
            with suppress(OSError):
                temporary.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of a database in memory; who has it open keeps it."""
        for connection in self._connections.values():
            connection.close()
        self._connections.clear()

    def seal(self, catalogue: str) -> Seal:
        """What the database called `catalogue` is known by. It must not be open in this process, whose locks on
        it would be lost with closing the file. Raises OSError."""
        if self.folder is None:
            return NO_SEAL
        checksum = 0
        with (self.folder / catalogue).open("rb", buffering=0) as file:
            while data := file.read(_CHUNK):
                checksum = crc32(data, checksum)
            return Seal(stamp_of(os.fstat(file.fileno())), checksum)

    def has_seal(self, catalogue: str, seal: Seal) -> bool:
        """Whether the database looks untouched since then, going by its stamp alone. Raises OSError."""
        return self.folder is None or stamp_of((self.folder / catalogue).stat()) == seal.stamp

    # Order among several instances ------------------------------------------------------------------

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Be the only one who writes here; the system lets go of the lock when a process dies.

        Raises BusyError when another one writes, OSError when the folder cannot be written.
        """
        if self.folder is None:
            yield
            return
        import sqlite3

        self.folder.mkdir(parents=True, exist_ok=True)
        # A database for its locks alone: they are the only ones that every system has.
        path = self.folder / "lock"
        lock = sqlite3.connect(path, timeout=0, isolation_level=None)
        try:
            try:
                if path.stat().st_size:  # nothing is ever written there, and what is no database cannot be locked
                    os.truncate(path, 0)
                lock.execute("PRAGMA journal_mode = MEMORY")  # a full disk is no reason not to read
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.Error as error:
                if "locked" in str(error):
                    raise BusyError(str(error)) from error
                raise OSError(str(error)) from error
            yield
        finally:
            lock.close()

    def tidy(self, keep: str) -> None:
        """Remove what earlier builds have left but the database `keep`. Only under `lock`."""
        if self.folder is None:
            return
        for path in self.folder.iterdir():
            other = path.name.startswith(_TEXT) and not path.name.startswith(keep)
            if other or _BUILDING in path.name or path.suffix == ".new":
                with suppress(OSError):  # Windows does not remove what another medtui has open
                    path.unlink()

    def size(self) -> int:
        """Bytes on disk."""
        if self.folder is None or not self.folder.is_dir():
            return 0
        total = 0
        for path in self.folder.iterdir():
            with suppress(OSError):  # it has just been replaced
                total += path.stat().st_size
        return total


__all__ = ["BusyError", "CatalogueStorage", "DamagedError", "default_folder"]

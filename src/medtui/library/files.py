"""Bytes from files that may be anything: links, pipes, huge, gone, forbidden."""

from __future__ import annotations

import errno
import os
import stat
from array import array
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

from medtui.safe_text import safe_line

MAX_BYTES = 8 * 1024 * 1024

# Windows has none of the first three (a link is then caught by `_inside`) and alone needs the last.
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_FLAGS = (
    os.O_RDONLY
    | _NO_FOLLOW
    | getattr(os, "O_NONBLOCK", 0)  # else opening a pipe waits for its writer, for ever
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_INT64 = 0x7FFF_FFFF_FFFF_FFFF

Stamp = tuple[int, int, int]
"""Size in bytes, times of the last change of contents and of status in ns: equal for an untouched file."""

UNKNOWN: Stamp = (0, 0, 0)

_GRAIN, _FINE_GRAIN = 2_000_000_000, 50_000_000
"""The coarsest clock of a file system, in ns, and that of one whose times have fractions of 10 ms: of two edits within
a grain, the second may leave the stamp as it is."""
_FRACTION = 10_000_000


class UnreadableFile(Exception):  # noqa: N818 - it names the finding; nothing went wrong in the program
    """A file that cannot be shown. str(error): one sentence saying what, where, and what to do.

    gone: True when there is no such file any more.
    """

    def __init__(self, message: str, *, gone: bool = False) -> None:
        super().__init__(message)
        self.gone = gone


class FileBytes(NamedTuple):
    """What was read from a regular file, and what the file system said of it when it was opened."""

    data: bytes
    status: os.stat_result

    @property
    def sha256(self) -> str:
        """The hash of `data` in hexadecimal digits."""
        from hashlib import sha256  # loads OpenSSL: not before the first frame

        return sha256(self.data).hexdigest()

    @property
    def modified(self) -> datetime:
        """When the contents last changed, in UTC, clamped to the years that datetime knows."""
        epoch = datetime(1970, 1, 1, tzinfo=timezone.utc)
        try:
            return epoch + timedelta(microseconds=self.status.st_mtime_ns // 1000)
        except OverflowError:
            return datetime.max.replace(tzinfo=timezone.utc) if self.status.st_mtime_ns > 0 else epoch

    @property
    def stamp(self) -> Stamp:
        """For recognising the file as unchanged without reading it."""
        return stamp_of(self.status)


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp of a file whose status is `status`; every number fits 64 bits."""
    return status.st_size & _INT64, status.st_mtime_ns & _INT64, status.st_ctime_ns & _INT64


def is_certain(stamp: Stamp, since: int) -> bool:
    """Whether a file that has still this stamp still is what it was when it was looked at, at `since` or later."""
    grain = _FINE_GRAIN if stamp[2] % _FRACTION else _GRAIN
    return stamp != UNKNOWN and max(stamp[1:]) < since - grain


def are_certain(stamps: array[int], since: int) -> bool:
    """The same of many stamps, whose numbers follow each other."""
    modified, changed = stamps[1::3], stamps[2::3]
    if all(changed) and max(modified + changed, default=0) < since - _GRAIN:
        return True
    return all(is_certain(stamp, since) for stamp in zip(stamps[::3], modified, changed, strict=True))


def read_file(root: Path, relative: str) -> FileBytes:
    """Read the regular file `relative` inside `root` whole. Links are followed only within `root`.

    Raises UnreadableFile, also for more than 8 MB.
    """
    shown = safe_line(relative)
    return _read(_inside(root, relative, shown), shown)


def read_beginning(root: Path, relative: str, count: int) -> FileBytes:
    """Like `read_file`, but reads at most `count` bytes and trusts the folders on the way, because it is
    called for every file of a library that was just walked."""
    shown = safe_line(relative)
    path = f"{root}/{relative}"
    if _NO_FOLLOW:
        try:
            return _read(path, shown, count)
        except UnreadableFile:
            # Looking for a link before opening would cost every file what only links need.
            if not os.path.islink(path):  # noqa: PTH114 - the path is text
                raise
    return _read(_inside(root, relative, shown), shown, count)


def _inside(root: Path, relative: str, shown: str) -> str:
    """The real path of `relative`, which must lie inside `root`."""
    base = os.path.realpath(root)
    real = os.path.realpath(os.path.join(base, relative))  # noqa: PTH118 - odd bytes, and speed
    if real != base and not real.startswith(base.rstrip(os.sep) + os.sep):
        raise UnreadableFile(
            f"{shown} is a link that leads out of the library, so it is not opened: "
            "put the file itself into the library."
        )
    return real


def _read(path: str, shown: str, count: int = MAX_BYTES) -> FileBytes:
    try:
        descriptor = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:
        raise _unreadable(error, path, shown) from error
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise _not_a_file(shown, folder=stat.S_ISDIR(status.st_mode))
        data = _bytes(descriptor, status.st_size, count)
    except OSError as error:
        raise _unreadable(error, path, shown) from error
    finally:
        os.close(descriptor)
    if max(status.st_size, len(data)) > MAX_BYTES:  # it may have grown
        limit = f"{MAX_BYTES // 1024**2} MB"
        raise UnreadableFile(
            f"{shown} is larger than {limit}, which no monograph is: split it, or take it out of the library."
        )
    return FileBytes(data[:count], status)


def _bytes(descriptor: int, size: int, count: int) -> bytes:
    """Up to `count` + 1 bytes, so that the caller can tell a longer file."""
    wanted = min(size, count) + 1
    data = os.read(descriptor, wanted)
    while len(data) != size and len(data) <= count:  # it grows or shrinks under us, or its size is unknown
        more = os.read(descriptor, count + 1 - len(data))
        if not more:
            break
        data += more
    return data


def _not_a_file(shown: str, *, folder: bool) -> UnreadableFile:
    kind = "a folder" if folder else "a pipe, socket or device"
    return UnreadableFile(f"{shown} is {kind}, not a file: rename it or take it out of the library.")


def _unreadable(error: OSError | ValueError, path: str, shown: str) -> UnreadableFile:
    if isinstance(error, PermissionError):
        # Windows refuses to open a folder this way.
        if os.path.isdir(path):  # noqa: PTH112 - the path is text
            return _not_a_file(shown, folder=True)
        return UnreadableFile(f"{shown} may not be read: ask its owner for permission to read it.")
    if isinstance(error, FileNotFoundError | NotADirectoryError | ValueError):
        return UnreadableFile(
            f"{shown} is not there any more: it was moved, renamed or deleted, so look for it in the folder.",
            gone=True,
        )
    if error.errno == errno.ELOOP:
        return UnreadableFile(f"{shown} is a link that leads to itself: put the file itself into the library.")
    if error.errno == errno.ENXIO:
        return _not_a_file(shown, folder=False)
    reason = safe_line(error.strerror or "unknown error")
    return UnreadableFile(f"{shown} could not be read ({reason}): check the disk or network drive and try again.")

"""Folders and files that are the user's alone: nobody else reads them, or makes us write somewhere else."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_OTHERS = 0o077
_MOST_BYTES = 64 * 1024 * 1024


def user_path(text: str) -> Path:
    """The path that the user wrote, `~` being the home folder; a home that nobody has is taken as it is written."""
    return Path(os.path.expanduser(text))  # noqa: PTH111 - Path.expanduser raises where there is no such home


def bytes_at(text: str) -> bytes:
    """What is in the file at the path that the user wrote. Raises OSError, also where there is more than a computer
    may have room for: /dev/zero never ends."""
    with user_path(text).open("rb") as file:
        data = file.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return data


def folder_of_user(find: Callable[[], Path]) -> Path | None:
    """The folder that `find`, of platformdirs, gives; None for a user without a home."""
    try:
        folder = find()
    except RuntimeError:  # newer versions say so
        return None
    return folder if folder.is_absolute() else None


def private_folder(path: Path) -> None:
    """Make the folder, or keep others out of the one that is there. Raises OSError where it is another user's."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if sys.platform == "win32":
        return
    status = path.stat()
    _check_ours(status)
    if status.st_mode & _OTHERS:
        path.chmod(stat.S_IMODE(status.st_mode) & ~_OTHERS)


def open_private(path: Path) -> int:
    """The file at `path`, made where there is none, for reading and writing: its descriptor. Raises OSError where it
    is a link, no file, or another user's: what is written would go where that one wants it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | _NO_FOLLOW, 0o600)
    try:
        status = os.fstat(descriptor)
        _check_ours(status)
        if sys.platform != "win32" and status.st_mode & _OTHERS:
            os.fchmod(descriptor, 0o600)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _check_ours(status: os.stat_result) -> None:
    if stat.S_ISREG(status.st_mode) and status.st_nlink > 1:
        raise OSError(errno.EMLINK, "it has another name too")
    if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
        raise OSError(errno.EEXIST, "it is no file")
    if sys.platform != "win32" and status.st_uid != os.geteuid():
        raise PermissionError(errno.EPERM, "it belongs to another user")

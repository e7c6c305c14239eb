"""A file that the user asked for: whole or not at all, never over another one by accident, never in a library.

POSIX.1-2017 (link, rename): both put a finished file in its place at once; link refuses a place that is taken.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from medtui.safe_text import safe_line

UNFINISHED = ".medtui-*.part"
"""The names of files that are being written, as a pattern. One that is left over is nobody's."""
_REASONS = {
    errno.ENOSPC: "the disk is full: free some space",
    errno.EDQUOT: "your share of the disk is used up: free some space",
    errno.EFBIG: "the file is too big for that disk",
    errno.EACCES: "you may not write there: choose another folder",
    errno.EPERM: "you may not write there: choose another folder",
    errno.EROFS: "that disk is read-only: choose another folder",
    errno.ENAMETOOLONG: "the name is too long: choose a shorter one",
    errno.EISDIR: "that is a folder: name a file in it",
}


class NotWrittenError(Exception):
    """A file was not written; what there was before is as it was. str(error): one sentence, with what to do.

    exists: there is such a file, and it was not to be overwritten.
    """

    def __init__(self, message: str, *, exists: bool = False) -> None:
        super().__init__(message)
        self.exists = exists


def write_file(
    path: Path, text: str, *, overwrite: bool = False, private: bool = False, libraries: Mapping[str, Path] = {}
) -> None:
    """Put `text` into the file at `path` as UTF-8, its line ends as they are; on disk before the call returns.

    overwrite: also where there is a file, which keeps its permissions. private: nobody else may read it. At any
    instant the old or the new file is there, whole. A link is followed to the file that it names. libraries: the
    folders of the open ones, by name: nothing is written into those. Raises NotWrittenError.
    """
    shown = safe_line(str(path))
    try:
        place = Path(os.path.realpath(path))
        if why := _refusal(place, overwrite=overwrite, libraries=libraries):
            raise NotWrittenError(f"{shown} was not written: {why}")
        _write(path, place, text.encode("utf-8"), overwrite=overwrite, private=private)
    except FileExistsError as error:
        message = f"There is a file {shown} already. It was left as it is: choose another name, or allow overwriting."
        raise NotWrittenError(message, exists=True) from error
    except (OSError, ValueError) as error:
        raise NotWrittenError(f"{shown} was not written: {_reason(error)}.") from error


def _refusal(place: Path, *, overwrite: bool, libraries: Mapping[str, Path]) -> str:
    """Why nothing is to be written there, in words that end a sentence; empty for no reason."""
    folder = place.parent
    if not folder.is_dir():
        return f"there is no folder {safe_line(str(folder))}."
    for name, root in libraries.items():
        if _is_within(folder, root):
            library = f"the library {safe_line(name)}, and medtui never edits the library"
            return f"it would be in the folder of {library}. Choose another folder."
    if place.is_dir():
        return "that is a folder: name a file in it."
    if overwrite and os.path.lexists(place) and not place.is_file():
        return "there is a pipe or device of that name."
    return ""


def _is_within(folder: Path, root: Path) -> bool:
    """Whether `folder` is `root` or inside it, whatever the two are called: by another case, link or mount."""
    for outer in (folder, *folder.parents):
        with suppress(OSError):  # the library may be gone
            if outer.samefile(root):
                return True
    return False


def _write(path: Path, place: Path, data: bytes, *, overwrite: bool, private: bool) -> None:
    """Write beside `place`, to which `path` leads, then put that in its place. Raises OSError."""
    if not overwrite and os.path.lexists(path):  # a link that leads nowhere too
        raise FileExistsError
    # Its own short name: one made from the file's could be too long.
    beside = place.with_name(f".medtui-{secrets.token_hex(8)}.part")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if overwrite:
            with suppress(OSError):  # there may be none yet, or a disk without permissions
                beside.chmod(0o600 if private else stat.S_IMODE(place.stat().st_mode))
            beside.replace(place)
        else:
            put_new(beside, place)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    _sync(place.parent)


def put_new(beside: Path, place: Path) -> None:
    """Give the file its name, besides or instead of the one it has. Raises FileExistsError where that is taken by now,
    OSError."""
    if sys.platform == "win32":
        beside.rename(place)  # which refuses a name that is taken there
        return
    try:
        os.link(beside, place)
    except FileExistsError:
        raise
    except OSError:
        # Memory sticks (FAT) have no links. Whoever takes the name first has it.
        place.open("xb").close()
        try:
            beside.replace(place)
        except BaseException:
            with suppress(OSError):
                place.unlink()
            raise


def _sync(folder: Path) -> None:
    """Put the folder's new entry on the disk, where a folder can be opened for that."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reason(error: OSError | ValueError) -> str:
    if not isinstance(error, OSError):
        return "that is no name for a file: choose another"
    other = f"the system says “{safe_line(error.strerror or type(error).__name__)}”, so try another folder"
    return _REASONS.get(error.errno or 0, other)

"""The names of a library's files, kept in the cache folder so that the next start need not read every file.

One text file a library. It may be deleted at any time, and nothing in it is trusted beyond the title shown
in the list: a file that is not exactly as `store` writes it counts as absent.
"""

from __future__ import annotations

import os
import sys
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from medtui import __version__
from medtui.library.files import UnreadableFile, read_own_file
from medtui.safe_text import safe_line

# The version is part of it because how titles are found, folded and sorted may change with each.
_FORMAT = f"medtui names 1 {__version__} {sys.byteorder}"
_MAX_BYTES = 256 * 1024 * 1024
_LEFT_BEHIND = 3600  # seconds: nobody writes for that long


class Rows(NamedTuple):
    """Columns, one row a file, in the order in which the list shows them. others: tab-separated names."""

    paths: Sequence[str]
    titles: Sequence[str]
    others: Sequence[str]
    stamps: array[int]


def default_folder() -> Path | None:
    """Where medtui keeps what can be made anew; None for a user without a home folder."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - slow to import, and tests give their own folder

    folder = user_cache_path("medtui")
    return folder if folder.is_absolute() else None


def cache_file(folder: Path, key: str) -> Path:
    """Where the names of the library `key` are kept."""
    from zlib import crc32  # noqa: PLC0415 - the command line may never need it

    # Two libraries with the same checksum take turns, because the file says whose it is.
    return folder / "names" / f"{crc32(os.fsencode(key)):08x}.txt"


def fetch(folder: Path | None, key: str) -> Rows:
    """The rows kept for the library `key`; none where there are none, or not whole and sound."""
    if folder is None:
        return Rows((), (), (), array("q"))
    from zlib import crc32  # noqa: PLC0415

    try:
        data = read_own_file(cache_file(folder, key), _MAX_BYTES)
        head, _, body = data.partition(b"\n")
        if head == _head(key, crc32(body)):
            return _parse(body.decode())
    except (UnreadableFile, ValueError):
        pass
    return Rows((), (), (), array("q"))


def store(folder: Path, key: str, rows: Rows) -> None:
    """Keep `rows` for the library `key`, replacing what was kept; at any instant one whole file or the other.

    Raises OSError.
    """
    from zlib import crc32  # noqa: PLC0415

    body = "\n".join((*rows.paths, *rows.titles, *rows.others, rows.stamps.tobytes().hex())).encode()
    path = cache_file(folder, key)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(f".{os.getpid()}")
    try:
        with temporary.open("wb") as file:
            file.write(_head(key, crc32(body)) + b"\n" + body)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _tidy(path)


def storable(text: str) -> bool:
    """Whether `text` can be part of a row: one line, and nothing that must not be shown."""
    return text.isprintable() or safe_line(text) == text


def _head(key: str, checksum: int) -> bytes:
    return f"{_FORMAT} {checksum:08x} {key!a}".encode()


def _parse(body: str) -> Rows:
    *columns, last = body.split("\n")
    count, rest = divmod(len(columns), 3)
    stamps = array("q")
    stamps.frombytes(bytes.fromhex(last))
    titles, others = columns[count : 2 * count], columns[2 * count :]
    if rest or len(stamps) != 3 * count or not (_all_storable(titles) and _all_storable(others)):
        raise ValueError
    return Rows(columns[:count], titles, others, stamps)


def _all_storable(texts: Sequence[str]) -> bool:
    return storable("".join(texts).replace("\t", ""))


def _tidy(path: Path) -> None:
    """Remove what a medtui that was killed while it wrote this file has left behind."""
    from time import time  # noqa: PLC0415

    for left in path.parent.glob(f"{path.stem}.*[0-9]"):
        if time() - left.stat().st_mtime > _LEFT_BEHIND:
            left.unlink(missing_ok=True)

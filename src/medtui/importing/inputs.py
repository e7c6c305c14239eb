"""What is to be imported: XML and JSON files, zips of them, zips of zips, folders of all that. None is trusted."""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import IO, NamedTuple

from medtui.importing.json_records import records
from medtui.importing.safe_xml import MOST_BYTES, UnusableSourceError

_MOST_RATIO = 200
"""A member that grows more than this many times is made to fill a disk or a memory."""
_MOST_ZIPS = 2
_BEGINNING = 1024  # bytes
_ENDINGS = _XML, _JSON, _ZIP = ".xml", ".json", ".zip"
_RATIO_MATTERS = 1_000_000  # bytes


class Input(NamedTuple):
    """name: of the file, with those of the zips around it. data: its bytes, or why it cannot be used."""

    name: str
    data: bytes | UnusableSourceError


class SourcePosition:
    """How far reading is, in bytes of the files that were given."""

    def __init__(self) -> None:
        self._before = self._size = 0
        self._file: IO[bytes] | None = None

    @property
    def done(self) -> int:
        """How many have been read."""
        is_open = self._file is not None and not self._file.closed
        return self._before + (min(self._file.tell(), self._size) if is_open and self._file else self._size)

    def begin(self, file: IO[bytes]) -> None:
        """Go on with another file."""
        self._before += self._size
        self._size, self._file = os.fstat(file.fileno()).st_size, file


def inputs(paths: Sequence[Path], place: SourcePosition | None = None) -> Iterator[Input]:
    """Every XML document and JSON record in these files and folders, one at a time. place: says how far that is."""
    for path in files(paths):
        yield from _file(path, place or SourcePosition())


def files(paths: Sequence[Path]) -> Iterator[Path]:
    """These files, and what may be imported of these folders."""
    for path in paths:
        if path.is_dir():
            for folder, folders, names in os.walk(path):
                folders.sort()
                yield from (Path(folder, name) for name in sorted(names) if name.lower().endswith(_ENDINGS))
        else:
            yield path


def size_of(path: Path) -> int:
    """In bytes; 0 where that cannot be told."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _file(path: Path, place: SourcePosition) -> Iterator[Input]:
    name = str(path)
    try:
        with path.open("rb") as file:
            place.begin(file)
            start = file.read(_BEGINNING)
            file.seek(0)
            if path.suffix.lower() == _ZIP or start.startswith(b"PK"):
                yield from _zip(name, file, 1)
            elif path.suffix.lower() == _JSON or start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
                yield from _json(name, file)
            elif os.fstat(file.fileno()).st_size > MOST_BYTES:
                yield Input(name, UnusableSourceError(f"it is larger than {MOST_BYTES // 2**20} MB"))
            else:
                yield Input(name, file.read())
    except OSError as error:
        yield Input(name, UnusableSourceError(f"it cannot be read: {error.strerror}"))


def _zip(name: str, file: object, depth: int) -> Iterator[Input]:
    try:
        with zipfile.ZipFile(file) as archive:  # type: ignore[call-overload]
            for member in archive.infolist():
                yield from _member(name, archive, member, depth)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error, ValueError) as error:
        yield Input(name, UnusableSourceError(f"it is no whole zip: {error}"))


def _member(around: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo, depth: int) -> Iterator[Input]:
    kind = Path(member.filename).suffix.lower()
    if member.is_dir() or kind not in _ENDINGS:
        return
    name = f"{around}/{member.filename}"
    if why := _refusal(member, kind, depth):
        yield Input(name, UnusableSourceError(why))
        return
    try:
        if kind == _JSON:
            with archive.open(member) as file:
                yield from _json(name, file)
            return
        data = archive.read(member)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error) as error:
        yield Input(name, UnusableSourceError(f"it cannot be unpacked: {error}"))
        return
    if kind == _ZIP:
        yield from _zip(name, BytesIO(data), depth + 1)
    else:
        yield Input(name, data)


def _json(name: str, stream: IO[bytes]) -> Iterator[Input]:
    """Its records, and why there are no more of them if it is not whole."""
    number, one, fault = 0, None, None
    try:
        for number, found in enumerate(records(stream), 1):
            if one is not None:
                yield Input(f"{name}, record {number - 1}", one)
            one = found
    except UnusableSourceError as error:
        fault = error
    except (zipfile.BadZipFile, EOFError, zlib.error) as error:
        fault = UnusableSourceError(f"it cannot be unpacked: {error}")
    if one is not None:
        yield Input(name if number == 1 and not fault else f"{name}, record {number}", one)
    if fault is not None:
        yield Input(f"{name}, after record {number}" if number else name, fault)


def _refusal(member: zipfile.ZipInfo, kind: str, depth: int) -> str:
    """Why a member is not unpacked; empty where it may be."""
    path = member.filename.replace("\\", "/")
    if path.startswith("/") or ":" in path.split("/")[0] or ".." in path.split("/"):
        return "its name leads out of the zip"
    if member.flag_bits & 1:
        return "it is encrypted"
    if kind == _ZIP and depth >= _MOST_ZIPS:
        return f"it is a zip more than {_MOST_ZIPS} deep"
    if kind == _XML and member.file_size > MOST_BYTES:
        return f"it is larger than {MOST_BYTES // 2**20} MB"
    if member.file_size > max(member.compress_size * _MOST_RATIO, _RATIO_MATTERS):
        return f"it grows to more than {_MOST_RATIO} times its size"
    return ""

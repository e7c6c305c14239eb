"""Which files have changed since a catalogue was made: by their stamps, as git does, and by their contents where these
leave a doubt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from medtui.library.entry import Library
from medtui.library.files import MAX_BYTES, FileBytes, Stamp, UnreadableFile, is_certain, read_beginning
from medtui.library.folders import FolderFiles

if TYPE_CHECKING:
    from medtui.library.catalogue.sql_tables import FileRow


class Changes(NamedTuple):
    """read: raw paths whose contents the catalogue lacks. gone: those of what is not there any more.
    touched: the stamps of files that are the same but for their stamps."""

    read: list[str]
    gone: list[str]
    touched: dict[str, Stamp]


def changes_in(
    library: Library, found: FolderFiles, rows: Mapping[str, FileRow], since: int, *, trust_stamps: bool
) -> Changes:
    """What is different in `found` from what the catalogue has in `rows`, of files that were looked at at `since`.

    trust_stamps: take a file for unchanged when its size and times are the same and old enough; else compare contents.
    """
    changes = Changes([], sorted(rows.keys() - set(found.files)), {})
    for raw, stamp in found.stamped():
        row = rows.get(raw)
        if row is None:
            changes.read.append(raw)
            continue
        if trust_stamps and stamp == row.stamp and is_certain(stamp, since):
            continue
        try:
            file = bytes_of(library, raw)
            if hash_of(file) != row.hash:
                changes.read.append(raw)
            elif file.stamp != row.stamp:
                changes.touched[raw] = file.stamp
        except UnreadableFile as error:
            if str(error) != row.problem:
                changes.read.append(raw)
    return changes


def bytes_of(library: Library, raw: str) -> FileBytes:
    """The whole file. Raises UnreadableFile."""
    return read_beginning(library.root, raw, MAX_BYTES)


def hash_of(file: FileBytes) -> bytes:
    """Says whether a file still holds the same bytes."""
    from hashlib import blake2b  # loads OpenSSL, and few starts find a file to be in doubt of

    return blake2b(file.data, digest_size=16).digest()

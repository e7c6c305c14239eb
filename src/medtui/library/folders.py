"""Which files of a folder are monographs, and the folder of those that come with medtui."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from medtui.library.entry import without_suffix
from medtui.library.files import UNKNOWN, Stamp, stamp_of
from medtui.library.left_out import SUFFIXES, reason_left_out
from medtui.safe_text import safe_line

_WINDOWS = os.name == "nt"
_REPARSE_POINT = 0x400


class FileProblem(NamedTuple):
    """A file or folder that is not as it should be. path: relative to its library, safe to show.

    message: one sentence saying what, where, and what to do.
    """

    library: str
    path: str
    message: str


class FolderFiles(NamedTuple):
    """What a walk found. files: raw relative paths, `/` between folders. stamps: three numbers a file, in the
    same order; empty when they were not asked for. complaints: path to show and sentence for each folder
    that could not be searched. left_out: path to show and reason for each file that is not listed though it has to do
    with Markdown."""

    files: list[str]
    stamps: array[int]
    complaints: list[tuple[str, str]]
    left_out: list[tuple[str, str]]

    def stamped(self) -> Iterator[tuple[str, Stamp]]:
        """Each file with its stamp."""
        numbers = iter(self.stamps)
        yield from zip(self.files, zip(numbers, numbers, numbers, strict=True), strict=True)


def one_file(path: Path) -> FolderFiles:
    """The file `path` alone, a real path, as if its folder held nothing else. Raises OSError."""
    return FolderFiles([path.name], array("q", stamp_of(path.stat())), [], [])


def find_files(root: Path, *, with_stamps: bool) -> FolderFiles:
    """Find the monographs under `root`, a real path, in the order of the file system.

    Raises OSError only when `root` itself cannot be listed; every other failure is a complaint.
    """
    base = str(root)
    os.scandir(base).close()
    walk = _Walk(root, with_stamps=with_stamps)
    walk.through("", base)
    # Linked folders come last and each real folder once: so loops end, and files keep their own path.
    while walk.links:
        relative, path = walk.links.pop()
        real = os.path.realpath(path)
        if real == base or real.startswith(base.rstrip(os.sep) + os.sep):
            walk.through(relative + "/", real)
        else:
            shown = safe_line(relative)
            message = f"{shown} is a link to a folder outside the library: copy the folder to list its files."
            walk.complaints.append((shown, message))
    return FolderFiles(walk.files, walk.stamps, walk.complaints, sorted(walk.left_out))


class _Walk:
    """What was found so far. links: relative and whole path of the linked folders that were met."""

    def __init__(self, root: Path, *, with_stamps: bool) -> None:
        self._root = root
        self.left_out: list[tuple[str, str]] = []
        self.files: list[str] = []
        self.stamps: array[int] = array("q")
        self.complaints: list[tuple[str, str]] = []
        self.links: list[tuple[str, str]] = []
        self._walked: set[str] = set()
        self._with_stamps = with_stamps

    def through(self, prefix: str, real: str) -> None:
        """Search the folder at the path `real` and those in it that were not searched yet, without following
        links. prefix: what the relative paths of its files start with."""
        folders = [(prefix, real)]
        while folders:
            prefix, real = folders.pop()
            if real in self._walked:
                continue
            self._walked.add(real)
            for item in self._items(prefix, real):
                name = item.name
                hidden = name[0] == "."
                if hidden and not name.lower().endswith(SUFFIXES):
                    continue
                link = _is_link(item)
                # os.path.isdir, unlike DirEntry.is_dir, takes a link that leads to itself.
                if os.path.isdir(item.path) if link else item.is_dir(follow_symlinks=False):  # noqa: PTH112 - see above
                    if hidden:
                        continue
                    if link:
                        self.links.append((prefix + name, item.path))
                    else:
                        folders.append((prefix + name + "/", item.path))
                elif (reason := reason_left_out(self._root, prefix + name, name)) == "":
                    self.files.append(prefix + name)
                    if self._with_stamps:
                        self.stamps.extend(_stamp(item))
                elif reason:
                    self.left_out.append((safe_line(prefix + name), reason))

    def _items(self, prefix: str, real: str) -> Iterator[os.DirEntry[str]]:
        """The items of a folder, as many as can be had."""
        try:
            with os.scandir(real) as items:
                yield from items
        except OSError as error:
            shown = safe_line(prefix.rstrip("/")) or "the library's own"
            reason = safe_line(error.strerror or "unknown error")
            message = f"The folder {shown} cannot be listed ({reason}): check its permissions."
            self.complaints.append((shown, message))


def _is_link(item: os.DirEntry[str]) -> bool:
    if item.is_symlink():
        return True
    if not _WINDOWS:
        return False
    # Junctions lead elsewhere too but do not count as links before Python 3.12.
    attributes = getattr(item.stat(follow_symlinks=False), "st_file_attributes", 0)
    return bool(attributes & _REPARSE_POINT)


def _stamp(item: os.DirEntry[str]) -> Stamp:
    try:
        # Of a link, what it leads to: that is what changes when the text does.
        return stamp_of(item.stat())
    except OSError:
        return UNKNOWN


def odd_ids(files: list[str]) -> dict[str, str]:
    """By raw path, the id of each file for which the path without suffix will not do: two would share it
    (`a.md` and `a.markdown`), or it cannot be shown."""
    # All at once, because a library has none most of the time. What is printable is safe to show.
    if "\n".join([*files, ""]).count(".md\n") == len(files) and "".join(files).isprintable():
        return {}
    odd = [raw for raw in files if not raw.endswith(".md") or safe_line(raw) != raw]
    taken = {raw[:-3] for raw in set(files).difference(odd)}
    ids: dict[str, str] = {}
    for raw in sorted(odd):
        choices = iter((safe_line(without_suffix(raw)), safe_line(raw)))
        number = 1
        chosen = next(choices)
        while chosen in taken:
            number += 1
            chosen = next(choices, f"{safe_line(raw)} {number}")
        taken.add(chosen)
        ids[raw] = chosen
    return ids


def shipped_library(package: Path = Path(__file__).parents[1]) -> Path:
    """The folder of the starter library: in the installed package, or at the top of an editable checkout."""
    installed = package / "content"
    checkout = package.parents[1] / "content"
    return checkout if not installed.is_dir() and checkout.is_dir() else installed

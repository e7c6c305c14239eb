"""The list of monographs of one or more libraries, filled slice by slice so that nothing waits for it."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

from medtui.library import names_cache
from medtui.library.entry import Entry, Library
from medtui.library.folders import SUFFIXES, FileProblem, Found, find_files, odd_ids, one_file
from medtui.library.folding import sort_key
from medtui.library.shelf import Shelf
from medtui.safe_text import safe_line

_Row = tuple[str, str, int, Entry]
"""What entries are sorted by (folded title, raw path, place of the library), then the entry."""


class LibraryError(Exception):
    """A library that cannot be opened. str(error): one sentence saying what, where, and what to do."""


class Listing:
    """The entries of one or more libraries, and what is still to be done to know them all.

    Always: `total == len(entries) + pending`. An entry whose file cannot be opened says so in `problem`, and
    is among `problems`, beside the folders that could not be searched.
    Not for use by several threads at once.

    notice: what the user may want to know about the cache, in one sentence; usually empty.
    revision: grows whenever `entries` or `problems` would differ.
    """

    def __init__(self, shelves: Sequence[Shelf], cache_folder: Path | None) -> None:
        self._shelves = {shelf.library.name: shelf for shelf in shelves}
        self._order = {name: place for place, name in enumerate(self._shelves)}
        self._cache_folder = cache_folder
        self._entries: tuple[Entry, ...] = ()
        self._fresh: list[Entry] = []
        self._outdated: set[tuple[str, int]] = set()
        self._rows: list[_Row] = []
        self._problems: dict[tuple[str, int], FileProblem] = {}
        self._unverified: Iterator[Entry] = iter(())
        self.notice = ""
        self.revision = 0

    @property
    def libraries(self) -> tuple[Library, ...]:
        """The open libraries, in the order in which they were given."""
        return tuple(shelf.library for shelf in self._shelves.values())

    @property
    def entries(self) -> Sequence[Entry]:
        """All entries so far, sorted by title (folded, numbers by value), then path. Asking costs time in
        proportion to their number when there are new ones, so ask a few times a second, not per slice."""
        if self._fresh or self._outdated:
            self._merge()
        return self._entries

    @property
    def problems(self) -> tuple[FileProblem, ...]:
        """Every file that cannot be opened and every folder that could not be searched, so far."""
        folders = [problem for shelf in self._shelves.values() for problem in shelf.problems]
        return (*folders, *self._problems.values())

    @property
    def total(self) -> int:
        """How many files the libraries have."""
        return sum(shelf.total for shelf in self._shelves.values())

    @property
    def pending(self) -> int:
        """How many of them have not been read for their names yet."""
        return sum(len(shelf.waiting) for shelf in self._shelves.values())

    def recall(self) -> None:
        """Take the names that the cache has."""
        for shelf in self._shelves.values():
            self._fresh += shelf.recall(names_cache.fetch(self._cache_folder, shelf.key))
        recalled = tuple(self._fresh)
        self._unverified = iter(recalled)
        if len(self._shelves) == 1:  # the cache is sorted
            self._entries = recalled
            self._fresh.clear()

    def read_names(self, seconds: float) -> bool:
        """Read the names of waiting files for about `seconds`, at least one. True while some still wait."""
        end = perf_counter() + seconds
        for shelf in self._shelves.values():
            while shelf.waiting:
                self._add(shelf.read_next())
                if perf_counter() >= end:
                    return self.pending > 0
        return False

    def verify(self, seconds: float) -> bool:
        """Read again the names of the files that the cache knew, for about `seconds` a call, and correct the
        entries for which it was out of date. True while there are more; once through, it does no more."""
        end = perf_counter() + seconds
        if self.pending and self.read_names(seconds):
            return True
        for entry in self._unverified:
            shelf = self._shelves[entry.library]
            now = shelf.read_again(entry)
            if now != entry:
                self._outdated.add(self._place(entry))
                self._add(now)
                shelf.changed = True
            if perf_counter() >= end:
                return True
        for shelf in self._shelves.values():
            shelf.forget_numbers()
        return False

    def save(self) -> None:
        """Keep the names for the next start; a failure only sets `notice`. Takes some ms per thousand files,
        and may run in a thread once nothing is pending and `verify` is through or not begun."""
        folder = self._cache_folder
        changed = [shelf for shelf in self._shelves.values() if shelf.changed]
        if folder is None or not changed:
            return
        entries = self.entries
        for shelf in changed:
            rows = shelf.rows(entry for entry in entries if entry.library == shelf.library.name)
            try:
                names_cache.store(folder, shelf.key, rows)
            except OSError as error:
                reason = safe_line(error.strerror or "unknown error")
                self.notice = (
                    f"The list of names could not be kept in {safe_line(str(folder))} ({reason}), "
                    "so the next start will read all files again."
                )
                return
            shelf.forget_numbers()
            shelf.changed = False

    def position(self, entry: Entry) -> int | None:
        """Where the entry of the same file is in `entries`, whatever its title is by now."""
        entries = self.entries
        place = bisect_left(entries, self._row(entry)[:3], key=lambda other: self._row(other)[:3])
        wanted = self._place(entry)
        if place < len(entries) and self._place(entries[place]) == wanted:
            return place
        return next((at for at, other in enumerate(entries) if self._place(other) == wanted), None)

    def _place(self, entry: Entry) -> tuple[str, int]:
        return entry.raw, self._order.get(entry.library, -1)

    def _row(self, entry: Entry) -> _Row:
        return sort_key(entry.title), *self._place(entry), entry

    def _merge(self) -> None:
        rows = self._rows or [self._row(entry) for entry in self._entries]
        if self._outdated:
            rows = [row for row in rows if row[1:3] not in self._outdated]
        latest = {self._place(entry): entry for entry in self._fresh}  # a file may have been read again by now
        # Two sorted runs: list.sort finds and merges them in one pass.
        rows += sorted(map(self._row, latest.values()))
        rows.sort()
        self._entries = tuple([row[3] for row in rows])
        self._fresh.clear()
        self._outdated.clear()
        # The sort keys are worth their memory only while more files come in.
        self._rows = rows if self.pending else []

    def _add(self, entry: Entry) -> None:
        self._fresh.append(entry)
        self.revision += 1
        place = self._place(entry)
        if entry.problem:
            self._problems[place] = FileProblem(entry.library, entry.path, entry.problem)
        else:
            self._problems.pop(place, None)


def open_libraries(paths: Sequence[Path], *, cache_folder: Path | None = None, check_files: bool = True) -> Listing:
    """Find the monographs in the folders (or single files) `paths`, with the names that the cache has.

    cache_folder: where medtui keeps what can be made anew; the user's own if None.
    check_files: compare each file's size and times with the cache's, which takes most of the time.
        Without it a title may be out of date until `verify` has come by: for a first frame, not an answer.
    Raises LibraryError when one of `paths` cannot be opened.
    """
    shelves: dict[str, Shelf] = {}
    names: set[str] = set()
    for path in paths:
        key, root, found = _find(path, with_stamps=check_files)
        if key not in shelves:
            name = _unique(safe_line(root.name) or "library", names)
            shelves[key] = Shelf(Library(name, root, odd_ids(found.files)), key, found)
    if not shelves:
        raise LibraryError("No library was named: give the folder that holds the monographs.")
    listing = Listing(list(shelves.values()), cache_folder or names_cache.default_folder())
    listing.recall()
    return listing


def _find(path: Path, *, with_stamps: bool) -> tuple[str, Path, Found]:
    """What identifies the library at `path`, its real folder, and its files."""
    shown = safe_line(str(path))
    try:
        real = Path(os.path.realpath(path))
        if real.is_dir():
            return str(real), real, find_files(real, with_stamps=with_stamps)
        if real.is_file() and real.suffix.lower() in SUFFIXES:
            return str(real), real.parent, one_file(real)
        if real.exists():
            raise LibraryError(
                f"{shown} is neither a folder nor a Markdown file: give the folder that holds the monographs."
            )
    except OSError as error:
        reason = safe_line(error.strerror or "unknown error")
        raise LibraryError(f"The folder {shown} cannot be listed ({reason}): check that you may read it.") from error
    raise LibraryError(f"There is no folder {shown}: check its name.")


def _unique(name: str, taken: set[str]) -> str:
    chosen, number = name, 1
    while chosen in taken:
        number += 1
        chosen = f"{name} {number}"
    taken.add(chosen)
    return chosen

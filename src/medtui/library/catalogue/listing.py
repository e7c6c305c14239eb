"""The list of monographs of one or more libraries: as the catalogue has it, or as the folders are now."""

from __future__ import annotations

import os
from array import array
from collections.abc import Mapping, Sequence
from functools import cached_property
from math import inf
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from medtui.library.catalogue.names_table import CatalogueNames
from medtui.library.catalogue.storage import CatalogueStorage, default_folder
from medtui.library.entry import Entry, Library
from medtui.library.folders import SUFFIXES, FileProblem, FolderFiles, find_files, odd_ids, one_file
from medtui.library.packed import DamagedError
from medtui.safe_text import safe_line

if TYPE_CHECKING:
    from medtui.library.names.name_index import NameIndex


class LibraryError(Exception):
    """A library that cannot be opened. str(error): one sentence saying what, where, and what to do."""


class Source(NamedTuple):
    """Where a library is. name: unique among the open ones, safe to show. key: its real path, which says which
    library it is. root: its folder. shelf: where its catalogue is kept."""

    name: str
    key: str
    root: Path
    shelf: CatalogueStorage

    def find(self, *, with_stamps: bool) -> FolderFiles:
        """The files it has now. Raises OSError."""
        if self.key == str(self.root):
            return find_files(self.root, with_stamps=with_stamps)
        return one_file(Path(self.key))

    def kept(self) -> CatalogueNames:
        """Its names as the catalogue has them. Raises DamagedError where there are none."""
        return self.shelf.names(self.key, self.name, self.root)


class Listing:
    """The entries of one or more libraries at one moment; another moment is another Listing.

    entries: sorted by title (folded, numbers by value), then path. titles: theirs, cheaper to ask for.
    sources, libraries: in the order in which they were given. total: how many files there are; those that
    were not read for their names yet are `pending`. An entry whose file cannot be opened says so in
    `problem`, and is among `problems`, beside the folders that could not be searched.
    kept: for each source, the names as its catalogue has them; None where the list comes from the files.
    """

    def __init__(self, sources: Sequence[Source], parts: Sequence[_Part]) -> None:
        self.sources = tuple(sources)
        self.libraries = tuple(part.library for part in parts)
        self.kept = tuple(part.kept for part in parts)
        self.total = sum(part.total for part in parts)
        self.problems = tuple(problem for part in parts for problem in part.problems)
        self.entries: Sequence[Entry]
        self.titles: Sequence[str]
        self._parts = parts
        self._order = array("I")
        if len(parts) == 1 and (kept := parts[0].kept) is not None:  # sorted already
            self.entries, self.titles = kept, kept.titles
            return
        from medtui.library.names.folding import sort_key  # a catalogue's names are sorted already

        entries = [entry for part in parts for entry in part.entries]
        rank = {library.name: place for place, library in enumerate(self.libraries)}
        keys = [(sort_key(entry.title), entry.raw, rank[entry.library]) for entry in entries]
        self._order = array("I", sorted(range(len(keys)), key=keys.__getitem__))
        self.entries = [entries[place] for place in self._order]
        self.titles = [entry.title for entry in self.entries]

    @property
    def pending(self) -> int:
        """How many files have not been read for their names yet."""
        return self.total - len(self.entries)

    @cached_property
    def index(self) -> NameIndex:
        """For finding them by name."""
        from medtui.library.names.name_index import NameIndex  # the first frame need not wait for it

        kept = self.kept[0] if len(self.kept) == 1 else None
        return NameIndex(self.entries, kept.table if kept is not None else None)

    def load_all(self) -> None:
        """Read what the catalogue keeps of the names into memory. Raises DamagedError."""
        for kept in self.kept:
            if kept is not None:
                kept.load_all()

    def close(self) -> None:
        """Let go of the catalogue's files, where `load_all` is not wanted."""
        for kept in self.kept:
            if kept is not None:
                kept.close()

    def position(self, entry: Entry) -> int | None:
        """Where the entry of the same file is in `entries`, whatever its title is by now."""
        if len(self.kept) == 1 and (kept := self.kept[0]) is not None:
            return kept.row_of(entry.raw) if entry.source == kept.library else None
        return self._positions.get((entry.library, entry.raw))

    def with_id(self, id: str) -> Entry | None:  # the field's own name
        """The entry with that id; None where there is none."""
        name, _, own = id.partition("/")
        library = next((library for library in self.libraries if library.name == name), None)
        if library is None:
            return None
        odd = [raw for raw, odd_id in library.odd_ids.items() if odd_id == own]
        for raw in (*odd, *(own + suffix for suffix in SUFFIXES), *(own + suffix.upper() for suffix in SUFFIXES)):
            place = self.position(Entry(library, raw, ""))
            if place is not None and self.entries[place].id == id:
                return self.entries[place]
        return None

    def places(self, source: int) -> array[int]:
        """By number in the catalogue of that source: the place in `entries`, plus one; 0 for no such file.

        Only after `load_all`, where `kept[source]` is there.
        """
        kept = self.kept[source]
        numbers = kept.numbers if kept is not None else array("I")
        places = array("I", [0]) * (max(numbers, default=0) + 1)
        if len(self.kept) == 1:
            for place, number in enumerate(numbers, start=1):
                places[number] = place
            return places
        own = self.libraries[source].name
        by_raw = {raw: place for (library, raw), place in self._positions.items() if library == own}
        for row, number in enumerate(numbers):
            if kept is not None:
                places[number] = by_raw[kept[row].raw] + 1
        return places

    @cached_property
    def _positions(self) -> Mapping[tuple[str, str], int]:
        return {(entry.library, entry.raw): place for place, entry in enumerate(self.entries)}


class _Part(NamedTuple):
    """What one library brings to a Listing."""

    library: Library
    entries: Sequence[Entry]
    total: int
    problems: tuple[FileProblem, ...]
    kept: CatalogueNames | None = None


def open_libraries(
    paths: Sequence[Path], *, cache_folder: Path | None = None, check_files: bool = True, seconds: float = inf
) -> Listing:
    """The monographs in the folders (or single files) `paths`.

    cache_folder: where medtui keeps what can be made anew; the user's own if None.
    check_files: look at each file now. Without it the list is the catalogue's where there is one: for a first
        frame, not an answer.
    seconds: for how long names may be read from files; the others stay pending.
    Raises LibraryError when one of `paths` cannot be opened.
    """
    sources = find_sources(paths, cache_folder)
    if not check_files:
        kept = catalogue_listing(sources)
        if kept is not None:
            return kept
    return folder_listing(sources, seconds)


def folder_listing(sources: Sequence[Source], seconds: float = inf) -> Listing:
    """The list as the folders are now, names being read for so many seconds. Raises LibraryError."""
    end = perf_counter() + seconds
    return Listing(sources, [_look(source, end) for source in sources])


def catalogue_listing(sources: Sequence[Source]) -> Listing | None:
    """The list as the catalogues of all the libraries have it; None where one of them has none."""
    opened: list[CatalogueNames] = []
    try:
        for source in sources:
            opened.append(source.kept())
        parts = [_Part(kept.library, kept, kept.about.total, kept.problems, kept) for kept in opened]
        return Listing(sources, parts)
    except DamagedError:
        for kept in opened:
            kept.close()
        return None


def find_sources(paths: Sequence[Path], cache_folder: Path | None = None) -> tuple[Source, ...]:
    """The libraries at `paths`, each once. Raises LibraryError where one is no folder and no Markdown file."""
    folder = cache_folder or default_folder()
    sources: dict[str, Source] = {}
    names: set[str] = set()
    for path in paths:
        key, root = _place(path)
        if key not in sources:
            name = _unique(safe_line(root.name) or "library", names)
            sources[key] = Source(name, key, root, CatalogueStorage.of(folder, key))
    if not sources:
        raise LibraryError("No library was named: give the folder that holds the monographs.")
    return tuple(sources.values())


def _look(source: Source, end: float) -> _Part:
    """The library as its folder is now, its names read until `end`."""
    from medtui.library.catalogue.folder_rows import entry_of, rows_of  # not needed where there is a catalogue

    try:
        kept: CatalogueNames | None = source.kept()
    except DamagedError:
        kept = None
    try:
        found = source.find(with_stamps=kept is not None)
    except OSError as error:
        if kept is not None:
            kept.close()
        raise _unlisted(source.root, error) from error
    library = Library(source.name, source.root, odd_ids(found.files))
    entries: list[Entry] = []
    for row in rows_of(library, found, kept):
        entries.append(entry_of(library, row))
        if perf_counter() >= end:
            break
    if kept is not None:
        kept.close()
    problems = [FileProblem(library.name, *complaint) for complaint in found.complaints]
    problems += [FileProblem(library.name, entry.path, entry.problem) for entry in entries if entry.problem]
    return _Part(library, entries, len(found.files), tuple(problems))


def _place(path: Path) -> tuple[str, Path]:
    """What identifies the library at `path`, and its real folder."""
    shown = safe_line(str(path))
    try:
        real = Path(os.path.realpath(path))
        if real.is_dir():
            return str(real), real
        if real.is_file() and real.suffix.lower() in SUFFIXES:
            return str(real), real.parent
        if real.exists():
            raise LibraryError(
                f"{shown} is neither a folder nor a Markdown file: give the folder that holds the monographs."
            )
    except OSError as error:
        raise _unlisted(path, error) from error
    raise LibraryError(f"There is no folder {shown}: check its name.")


def _unlisted(path: Path, error: OSError) -> LibraryError:
    reason = safe_line(error.strerror or "unknown error")
    return LibraryError(f"The folder {safe_line(str(path))} cannot be listed ({reason}): check that you may read it.")


def _unique(name: str, taken: set[str]) -> str:
    chosen, number = name, 1
    while chosen in taken:
        number += 1
        chosen = f"{name} {number}"
    taken.add(chosen)
    return chosen

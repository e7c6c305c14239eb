"""The list of monographs of one or more libraries: as the catalogue has it, or as the folders are now."""

from __future__ import annotations

import os
from array import array
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from math import inf
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from medtui.library.catalogue.storage import CatalogueStorage, DamagedError, default_folder
from medtui.library.entry import Entry, Library
from medtui.library.folders import FileProblem, FolderFiles, find_files, odd_ids, one_file
from medtui.library.left_out import SUFFIXES
from medtui.library.loading import given_name
from medtui.safe_text import safe_line

if TYPE_CHECKING:
    from medtui.library.catalogue.catalogue_names import CatalogueNames
    from medtui.library.catalogue.sql_tables import FileRow
    from medtui.library.drug_groups import DrugGroups
    from medtui.library.names.name_index import NameIndex


class LibraryError(Exception):
    """A library that cannot be opened. str(error): one sentence saying what, where, and what to do."""


class Source(NamedTuple):
    """Where a library is. name: unique among the open ones, safe to show. key: its real path, which says which
    library it is. root: its folder. storage: where its catalogue is."""

    name: str
    key: str
    root: Path
    storage: CatalogueStorage

    def find(self, *, with_stamps: bool) -> FolderFiles:
        """The files it has now. Raises OSError."""
        if self.key == str(self.root):
            return find_files(self.root, with_stamps=with_stamps)
        return one_file(Path(self.key))

    def is_up_to_date(self) -> bool:
        """Whether its catalogue says what the files say, and where their words are."""
        try:
            names = self.catalogue_names()
        except DamagedError:
            return False
        from medtui.library.catalogue.sql_tables import fingerprint  # as below
        from medtui.library.loading import schema_for

        try:
            found = self.find(with_stamps=True)
            is_whole = names.about.columns and names.about.complaints == tuple(found.complaints)
            is_for_these_sections = names.about.schema == fingerprint(schema_for(self.root)[0])
            return bool(is_whole) and is_for_these_sections and not any(names.changes(found))
        except (OSError, DamagedError):
            return False
        finally:
            names.close()

    def catalogue_names(self) -> CatalogueNames:
        """Its names as the catalogue has them. Raises DamagedError where there are none."""
        if not self.storage.latest():
            raise DamagedError("there is no catalogue")
        from medtui.library.catalogue.catalogue_names import CatalogueNames  # needs SQLite

        return CatalogueNames(self.storage, self.key, self.name, self.root)


class Listing:
    """The entries of one or more libraries at one moment; another moment is another Listing.

    entries: sorted by title (folded, numbers by value), then path.
    sources, libraries: in the order in which they were given. total: how many files there are; those that
    were not read for their names yet are `pending`. An entry whose file cannot be opened says so in
    `problem`, and is among `problems`, beside the folders that could not be searched.
    catalogues: for each source, the names as its catalogue has them; None where the list comes from the files.
    """

    def __init__(self, sources: Sequence[Source], parts: Sequence[_Part]) -> None:
        self.sources = tuple(sources)
        self.libraries = tuple(part.library for part in parts)
        self.catalogues = tuple(part.catalogue for part in parts)
        self.total = sum(part.total for part in parts)
        self.problems = tuple(problem for part in parts for problem in part.problems)
        self.entries: Sequence[Entry]
        self._parts = parts
        self._only = parts[0].catalogue if len(parts) == 1 else None
        if self._only is not None:  # sorted already
            self.entries = self._only
            return
        from medtui.library.drug_groups import list_order  # a catalogue's names are sorted already

        entries = [entry for part in parts for entry in part.entries]
        rank = {library.name: place for place, library in enumerate(self.libraries)}
        keys = [(key, rank[entry.library]) for key, entry in zip(list_order(entries), entries, strict=True)]
        self.entries = [entries[place] for place in sorted(range(len(keys)), key=keys.__getitem__)]

    @property
    def pending(self) -> int:
        """How many files have not been read for their names yet."""
        return self.total - len(self.entries)

    @cached_property
    def groups(self) -> DrugGroups | None:
        """The labels of one drug; None where each entry is a drug, as in most libraries."""
        if self._only is not None:
            starts: Sequence[int] = self._only.starts
        elif any(entry.label for entry in self.entries):
            from medtui.library.drug_groups import starts_of

            starts = starts_of(self.entries)
        else:
            starts = ()
        if not starts or max(starts) >= len(self.entries):  # it is damaged, which `load_all` will say
            return None
        from medtui.library.drug_groups import DrugGroups

        return DrugGroups(starts, len(self.entries))

    @cached_property
    def index(self) -> NameIndex:
        """For finding them by name."""
        from medtui.library.names.name_index import NameIndex  # the first frame need not wait for it

        return NameIndex(self.entries, None if self._only is None else self._only.table)

    def exact(self, name: str) -> tuple[Entry, ...]:
        """The entries that `name` names in full, as `NameIndex.exact` finds them: among all, or among the few that may
        be called so by what the catalogue has of them."""
        from medtui.library.names.folding import fold  # as above
        from medtui.library.names.name_index import NameIndex

        if "/" in name and (entry := self.with_id(name)):
            return (entry,)
        words = fold(name).split()
        if self._only is None or not words or "/" in name:
            return self.index.exact(name)
        table = self._only.table
        spaced = " " + " ".join(words)
        rows = {table.owners[each] for each in table.beginning_with_word(words[0]) if table.spaced_name(each) == spaced}
        rows.update(self._only.rows_with(words))
        return NameIndex([self.entries[row] for row in sorted(rows)]).exact(name)

    def namesakes(self) -> Collection[int]:
        """The places of the entries that may have a name in common with another one: all, or few by what the catalogue
        has of the names. Only after `load_all`."""
        if self._only is None:
            return range(len(self.entries))
        table = self._only.table
        names = [table.spaced_name(number) for number in range(len(table.owners))]
        bearers = Counter(names)
        shared = {table.owners[number] for number, name in enumerate(names) if bearers[name] > 1}
        return shared | set(range(len(self.entries))).difference(table.owners)

    def load_all(self) -> None:
        """Read all that the catalogues have of the names into memory. Raises DamagedError."""
        for names in self.catalogues:
            if names is not None:  # that of an empty library is false
                names.load_all()

    def close(self) -> None:
        """Let go of the catalogue's files, where `load_all` is not wanted."""
        for names in self.catalogues:
            if names is not None:
                names.close()

    def position(self, entry: Entry) -> int | None:
        """Where the entry of the same file is in `entries`, whatever its title is by now."""
        if self._only is not None:
            return self._only.row_of(entry.raw) if entry.source == self._only.library else None
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

        Only after `load_all`, where `catalogues[source]` is there.
        """
        names = self.catalogues[source]
        if names is None:
            return array("I", [0])
        places = array("I", [0]) * (max(names.numbers, default=0) + 1)
        for row, number in enumerate(names.numbers):
            place = row if names is self._only else self.position(names[row])
            places[number] = 0 if place is None else place + 1
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
    catalogue: CatalogueNames | None = None


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
        listing = catalogue_listing(sources)
        if listing is not None:
            return listing
    return folder_listing(sources, seconds)


def folder_listing(sources: Sequence[Source], seconds: float = inf) -> Listing:
    """The list as the folders are now, names being read for so many seconds. Raises LibraryError."""
    end = perf_counter() + seconds
    return Listing(sources, [_part(source, end) for source in sources])


def catalogue_listing(sources: Sequence[Source]) -> Listing | None:
    """The list as the catalogues of all the libraries have it; None where one of them has none."""
    opened: list[CatalogueNames] = []
    try:
        for source in sources:
            opened.append(source.catalogue_names())
        parts = [_Part(names.library, names, names.about.total, names.problems, names) for names in opened]
        return Listing(sources, parts)
    except DamagedError:
        for names in opened:
            names.close()
        return None


def find_sources(paths: Sequence[Path], cache_folder: Path | None = None) -> tuple[Source, ...]:
    """The libraries at `paths`, each once. Raises LibraryError where one is no folder and no Markdown file."""
    folder = cache_folder or default_folder()
    sources: dict[str, Source] = {}
    names: set[str] = set()
    for path in paths:
        key, root = _place(path)
        if key not in sources:
            name = _unique(given_name(root) or safe_line(root.name) or "library", names)
            sources[key] = Source(name, key, root, CatalogueStorage.of(folder, key))
    if not sources:
        raise LibraryError("No library was named: give the folder that holds the monographs.")
    return tuple(sources.values())


def _part(source: Source, end: float) -> _Part:
    """The library as its folder is now, its names read until `end`."""
    try:
        names: CatalogueNames | None = source.catalogue_names()
    except DamagedError:
        names = None
    try:
        found = source.find(with_stamps=names is not None)
        unchanged = None if names is None else _unchanged(names, found)
        if names is not None and unchanged is None:
            return _Part(names.library, names, names.about.total, names.problems, names)
        return _read_part(Library(source.name, source.root, odd_ids(found.files)), found, unchanged or {}, end)
    except OSError as error:
        raise _unlisted(source.root, error) from error
    finally:
        if names is not None:
            names.close()


def _unchanged(names: CatalogueNames, found: FolderFiles) -> Mapping[str, FileRow] | None:
    """What the catalogue has of the files that are as it says, or None where all are; then its names are in memory."""
    try:
        changes = names.changes(found)
        if not (changes.read or changes.gone) and names.about.complaints == tuple(found.complaints):
            names.load_all()
            return None
        outdated = {*changes.read, *changes.gone}
        return {raw: row for raw, row in names.file_rows().items() if raw not in outdated}
    except DamagedError:
        return {}


def _read_part(library: Library, found: FolderFiles, unchanged: Mapping[str, FileRow], end: float) -> _Part:
    """The library with what is known of its files; the names of the others are read until `end`."""
    from medtui.library.catalogue.documents import read_row  # not needed where there is a catalogue

    entries = [row.entry(library) for row in unchanged.values()]
    for raw in sorted(raw for raw in found.files if raw not in unchanged):
        if entries and perf_counter() >= end:
            break
        entries.append(read_row(library, raw).entry(library))
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

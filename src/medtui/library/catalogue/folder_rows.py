"""One library as its folder is now: every file, with the names in it."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping

from medtui.library.catalogue.names_table import CatalogueNames, NameRow
from medtui.library.entry import Entry, Library, stem_of
from medtui.library.files import UNKNOWN, Stamp, UnreadableFile, read_beginning
from medtui.library.folders import FolderFiles
from medtui.library.packed import DamagedError
from medtui.safe_text import safe_line

# More than the longest front matter that reading takes, so that a title after it is found too.
_BEGINNING = 96 * 1024

_GRAIN = 2_000_000_000
"""The coarsest clock of a file system, in ns: of two edits within it, the second may leave the stamp as it is."""


def read_row(library: Library, raw: str) -> NameRow:
    """What the list needs to know of the file at `raw`; a file that cannot be read says so in `problem`."""
    from medtui.reading.reader import decode, quick_names  # not needed where the names are kept

    stem = stem_of(raw)
    try:
        file = read_beginning(library.root, raw, _BEGINNING)
    except UnreadableFile as error:
        return NameRow(raw, stem.replace("_", " ").strip() or stem, (), str(error), UNKNOWN, 0)
    data = file.data
    if len(data) == _BEGINNING:  # cut where it splits no character
        data = data[: data.rfind(b"\n") + 1] or data
    title, names = quick_names(decode(data)[0], name=stem)
    title = safe_line(title) or stem
    others = (safe_line(name) for name in names)
    return NameRow(raw, title, tuple(name for name in others if name not in (title, "")), "", file.stamp, 0)


def rows_of(library: Library, found: FolderFiles, kept: CatalogueNames | None) -> Iterator[NameRow]:
    """A row for each file, those first that need not be read: their stamps are what they were when `kept` was
    made. found: the walk through the library, with stamps where `kept` is given."""
    known = _unchanged(found, kept) if kept else {}
    yield from known.values()
    for raw in sorted(raw for raw in found.files if raw not in known):
        yield read_row(library, raw)


def entry_of(library: Library, row: NameRow) -> Entry:
    """The row as the list shows it."""
    return Entry(library, row.raw, row.title, row.others, row.problem)


def is_certain(stamp: Stamp, since: int) -> bool:
    """Whether a file that has still this stamp still is what it was when it was looked at, at `since` or later."""
    return stamp != UNKNOWN and max(stamp[1:]) < since - _GRAIN


def _unchanged(found: FolderFiles, kept: CatalogueNames) -> Mapping[str, NameRow]:
    rows: dict[str, NameRow] = {}
    try:
        stamps = kept.stamps()
        row_by_raw = {entry.raw: row for row, entry in enumerate(kept) if not entry.problem}
        for number, raw in enumerate(found.files):
            row = row_by_raw.get(raw)
            if row is None:
                continue
            now: array[int] = found.stamps[3 * number : 3 * number + 3]
            stamp = (now[0], now[1], now[2])
            if stamps[3 * row : 3 * row + 3] == now and is_certain(stamp, kept.about.since):
                entry = kept[row]
                rows[raw] = NameRow(raw, entry.title, entry.other_names, "", stamp, 0)
    except (DamagedError, IndexError):
        return {}
    return rows

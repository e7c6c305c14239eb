"""The list of a library's monographs as the cache folder keeps it: read column by column, row by row.

Nothing in it is trusted beyond the titles shown in the list: texts are always read from the files.
"""

from __future__ import annotations

import io
import os
from array import array
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from medtui import __version__
from medtui.library.entry import Entry, Library
from medtui.library.files import UNKNOWN, Stamp
from medtui.library.folders import FileProblem
from medtui.library.packed import DamagedError, Packed, Texts, pack, text_columns

if TYPE_CHECKING:
    from medtui.library.names.word_table import WordTable

FILE_NAME = "names"


class NameRow(NamedTuple):
    """One file: what an Entry says of it, its stamp when it was read, and its number in the catalogue."""

    raw: str
    title: str
    others: tuple[str, ...]
    problem: str
    stamp: Stamp
    number: int


class Seal(NamedTuple):
    """Of a file: its stamp when it was known to be whole, and the checksum of its bytes."""

    stamp: Stamp
    checksum: int


NO_SEAL = Seal(UNKNOWN, 0)


class About(NamedTuple):
    """total: how many files the library has, read or not. catalogue: which index of its text goes with these
    rows, and which revision of it; empty while there is none. seal: how that index is known to be unspoiled.
    since: when the files were looked at, in ns: what they said of files that changed later is not certain.
    complaints: folders that were left out."""

    total: int
    catalogue: str = ""
    revision: int = 0
    seal: Seal = NO_SEAL
    since: int = 0
    complaints: tuple[tuple[str, str], ...] = ()


class CatalogueNames(Sequence[Entry]):
    """The entries of one library, sorted by title, each made when it is asked for.

    Every access can raise DamagedError until `load_all` has returned.
    """

    def __init__(self, packed: Packed, name: str, root: Path) -> None:
        """Raises DamagedError."""
        self._packed = packed
        try:
            self.about = _about(packed.column("about").decode("utf-8", "surrogatepass"))
            odd, ids = packed.texts("odd"), packed.texts("odd.ids")
            self.library = Library(name, root, dict(zip(odd, ids, strict=True)))
            self.titles = packed.texts("titles")
            self.problems_by_row = dict(zip(packed.numbers("unread"), packed.texts("problems"), strict=True))
        except ValueError as error:
            raise DamagedError(str(error)) from error
        self._paths: Texts | None = None
        self._others: Texts | None = None

    def load_all(self) -> None:
        """Read what is left, and let go of the file. Raises DamagedError."""
        self._columns()
        numbers = self._packed.numbers("numbers")
        if len(numbers) != len(self):
            raise DamagedError("the columns do not go together")
        self.numbers = numbers
        from medtui.library.names.word_table import WordTable  # the first frame need not wait for it

        self.table = WordTable.kept(self._packed)
        self.close()

    def check(self) -> None:
        """Read everything once. Raises DamagedError where something is damaged."""
        self._packed.check()

    def close(self) -> None:
        """Let go of the file; what has been read of it stays."""
        self._packed.close()

    def stamps(self) -> array[int]:
        """Three numbers a row, in the same order. Only before `load_all`. Raises DamagedError."""
        return self._packed.numbers("stamps", "q")

    def __len__(self) -> int:
        return len(self.titles)

    def __getitem__(self, index: int) -> Entry:  # type: ignore[override]
        """The entry in row `index`, from 0; no slices."""
        if not 0 <= index < len(self.titles):
            raise IndexError(index)
        paths, others = self._columns()
        names = others[index]
        return Entry(
            self.library,
            paths[index],
            self.titles[index],
            tuple(names.split("\t")) if names else (),
            self.problems_by_row.get(index, ""),
        )

    def row_of(self, raw: str) -> int | None:
        """The row of the file with that raw path."""
        return self._columns()[0].find(raw)

    @property
    def problems(self) -> tuple[FileProblem, ...]:
        """The folders that could not be searched and the files that could not be read."""
        own = [FileProblem(self.library.name, *complaint) for complaint in self.about.complaints]
        unread = (self[row] for row in self.problems_by_row)
        return (*own, *(FileProblem(entry.library, entry.path, entry.problem) for entry in unread))

    def _columns(self) -> tuple[Texts, Texts]:
        if self._paths is None or self._others is None:
            paths, others = self._packed.texts("paths"), self._packed.texts("others")
            if not len(paths) == len(others) == len(self.titles) > max(self.problems_by_row, default=-1):
                raise DamagedError("the columns do not go together")
            self._paths, self._others = paths, others
        return self._paths, self._others


def _about(text: str) -> About:
    """What `packed_names` has written into that column. Raises ValueError."""
    total, catalogue, revision, size, modified, changed, checksum, since, *complaints = text.split("\n")
    seal = Seal((int(size), int(modified), int(changed)), int(checksum))
    pairs = tuple(zip(complaints[::2], complaints[1::2], strict=True))
    return About(int(total), catalogue, int(revision), seal, int(since), pairs)


def subject(key: str) -> str:
    """What the file says it is about. The version is part of it because how titles are found, folded and
    sorted may change with each."""
    return f"names of {key}, medtui {__version__}"


def open_names(folder: Path, key: str, name: str, root: Path) -> CatalogueNames:
    """The names kept in `folder` for the library `key`. Raises DamagedError, also where there are none."""
    try:
        # Without waiting, as opening a pipe would.
        file = open(folder / FILE_NAME, "rb", buffering=0, opener=_open)  # noqa: SIM115 - Path has no opener
    except OSError as error:
        raise DamagedError(str(error)) from error
    try:
        return CatalogueNames(Packed(file, subject(key)), name, root)
    except DamagedError:
        file.close()
        raise


def _open(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def names_in_memory(pieces: Iterable[bytes], key: str, name: str, root: Path) -> CatalogueNames:
    """The names that `packed_names` has packed for the library `key`."""
    return CatalogueNames(Packed(io.BytesIO(b"".join(pieces)), subject(key)), name, root)


def packed_names(
    key: str, library: Library, rows: Sequence[NameRow], table: WordTable, about: About
) -> Iterable[bytes]:
    """The pieces of the file that keeps `rows`, which are sorted. table: that of their entries, built."""
    unread = {row: each.problem for row, each in enumerate(rows) if each.problem}
    stamps = array("q", [number for row in rows for number in row.stamp])
    numbers = (about.revision, *about.seal.stamp, about.seal.checksum, about.since)
    complaints = [words for complaint in about.complaints for words in complaint]
    told = "\n".join([str(about.total), about.catalogue, *map(str, numbers), *complaints])
    columns: Mapping[str, bytes] = {
        "about": told.encode("utf-8", "surrogatepass"),
        **text_columns("odd", library.odd_ids),
        **text_columns("odd.ids", library.odd_ids.values()),
        **text_columns("titles", [row.title for row in rows]),
        "unread": array("I", unread).tobytes(),
        **text_columns("problems", unread.values()),
        **text_columns("paths", [row.raw for row in rows]),
        **text_columns("others", ["\t".join(row.others) for row in rows]),
        "stamps": stamps.tobytes(),
        "numbers": array("I", [row.number for row in rows]).tobytes(),
        **table.columns(),
    }
    return pack(subject(key), columns)

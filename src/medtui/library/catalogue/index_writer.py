"""Texts -> the index: a whole library at once, or some files more."""

from __future__ import annotations

import sqlite3
import zlib
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from medtui.library.catalogue import sql_tables
from medtui.library.catalogue.documents import FEW_LETTERS, START_LETTERS
from medtui.library.catalogue.reader_pool import Readers
from medtui.library.catalogue.sql_tables import FileRow

COMMON = 1000
"""A beginning of words that more monographs have than this is common: looking it up in the index takes long."""
COMMON_SHARE = 20
"""In a large library it is common when one in so many has it: sets of the others would take more room than time."""

MANY = 20_000
_BLOCK = 4096
_RARE_SHARE = 50


class IndexWriter:
    """Adds files to the index of an open database. What it holds back is written by `flush`.

    is_update: the index was complete before. common: a beginning of words that so many monographs have has a set. many:
    of more files, longer beginnings are gathered.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        columns: Sequence[str],
        *,
        is_update: bool,
        common: int = COMMON,
        many: int = MANY,
    ) -> None:
        self._common, self._many = common, many
        self._connection = connection
        self._statement = sql_tables.insert_statement(columns)
        self._is_update = is_update
        self._starts = WordStarts()
        self._keys: set[str] = set()

    def add(self, readers: Readers, rows: Sequence[FileRow], progress: Callable[[int], None]) -> list[FileRow]:
        """Read the files of `rows` and put them into the index. progress: told how many are done, now and then."""
        added: list[FileRow] = []
        # An update must know of every beginning for which the build may have made a set.
        letters = START_LETTERS if self._is_update or len(rows) > self._many else FEW_LETTERS
        for chunk in readers.texts(rows, letters):
            self._connection.executemany(self._statement, chunk.texts)
            added += chunk.rows
            self._keys.update(chunk.keys)
            self._starts.add(chunk.starts, chunk.rows[0].number, len(chunk.rows))
            progress(len(added))
        return added

    def flush(self) -> None:
        """Write what several files share: the sets of monographs by the beginnings of their words, and the keys.

        Only beginnings that were common when the catalogue was built have a set; the index is quick with others.
        """
        known = dict(self._connection.execute("SELECT letters, numbers FROM start"))
        sets = self._starts.sets()
        if self._is_update:
            sets = {letters: sets.get(letters, 0) | unpacked_set(packed) for letters, packed in known.items()}
        else:
            least = max(self._common, self._starts.files // COMMON_SHARE)
            sets = {letters: numbers for letters, numbers in sets.items() if numbers.bit_count() > least}
        self._connection.executemany(
            "INSERT OR REPLACE INTO start VALUES (?, ?)",
            ((letters, packed_set(numbers)) for letters, numbers in sets.items()),
        )
        self._connection.executemany("INSERT OR IGNORE INTO key VALUES (?)", ((key,) for key in self._keys))


class WordStarts:
    """The sets of monographs by the beginnings of their words, while they are gathered.

    After the first block of files, beginnings that are far from common are not gathered any more: those of a
    large library would fill the memory. Within a block the sets are short integers, which are quickly united.
    block: files. rare_share: what one file in so many has, or fewer, is far from common.
    """

    def __init__(self, block: int = _BLOCK, rare_share: int = _RARE_SHARE) -> None:
        self._block, self._rare_share = block, rare_share
        self.files = 0
        self._first = 0  # the number of the block's first file
        self._coming: defaultdict[str, int] = defaultdict(int)
        self._sets: dict[str, int] = {}
        self._is_chosen = False

    def add(self, starts: Mapping[str, int], first: int, files: int) -> None:
        """starts: by letters, the set of the files that have such a word. first: the number of the file that
        bit 0 stands for; it rises from call to call. files: how many were looked at."""
        if not self._coming:
            self._first = first
        before, self.files = self.files, self.files + files
        offset = first - self._first
        for letters, numbers in starts.items():
            if not self._is_chosen or letters in self._sets:
                self._coming[letters] |= numbers << offset
        if before // self._block != self.files // self._block:
            self._gather()

    def sets(self) -> Mapping[str, int]:
        """The sets, by letters."""
        if not self._is_chosen or self._coming:
            self._gather()
        return self._sets

    def _gather(self) -> None:
        for letters, numbers in self._coming.items():
            if self._is_chosen or self.files < self._block or numbers.bit_count() > self.files // self._rare_share:
                self._sets[letters] = self._sets.get(letters, 0) | numbers << self._first
        self._coming.clear()
        self._is_chosen = True


# Sets of monographs as one long integer, a bit for each number: united, cut and counted in microseconds ----

_LEVEL = 1
_BYTES = 4096


def set_of(numbers: Iterable[int]) -> int:
    """The set of these numbers."""
    known = numbers if isinstance(numbers, array) else array("I", numbers)
    if not known:
        return 0
    first = min(known)
    digits = bytearray(b"0") * (max(known) - first + 1)
    one = ord("1")
    for number in known:
        digits[number - first] = one
    digits.reverse()
    return int(digits, 2) << first


def numbers_in(bits: int) -> Iterator[int]:
    """The numbers in the set, rising."""
    data = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    for start in range(0, len(data), _BYTES):
        block = int.from_bytes(data[start : start + _BYTES], "little")
        first = start << 3
        if block:
            for offset, digit in enumerate(reversed(f"{block:b}")):
                if digit == "1":
                    yield first + offset


def packed_set(bits: int) -> bytes:
    """The set for storing."""
    return zlib.compress(bits.to_bytes((bits.bit_length() + 7) // 8, "little"), _LEVEL)


def unpacked_set(data: bytes) -> int:
    """The set that `packed_set` stored. Raises ValueError."""
    try:
        return int.from_bytes(zlib.decompress(data), "little")
    except zlib.error as error:
        raise ValueError(str(error)) from error

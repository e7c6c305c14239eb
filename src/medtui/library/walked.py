"""One library while it is open: its files, and what is known of each."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from medtui.library.entry import Entry, Library, stem_of
from medtui.library.files import UNKNOWN, UnreadableFile, read_beginning
from medtui.library.folders import FileProblem, Found
from medtui.library.names_cache import Rows, storable
from medtui.safe_text import safe_line

# More than the longest front matter that reading takes, so that a title after it is found too.
_BEGINNING = 96 * 1024


class Shelf:
    """A library's files, numbered, and their stamps as of when their names were read.

    key: says which library it is, for the cache. waiting: the numbers of the files whose names are still to
    be read, the next one last. changed: whether the cache lacks something that is known here.
    """

    def __init__(self, library: Library, key: str, found: Found) -> None:
        self.library = library
        self.key = key
        self.changed = False
        self.waiting: list[int] = []
        self._files = found.files
        self._stamps = found.stamps
        self._complaints = found.complaints
        self._numbers: dict[str, int] = {}

    @property
    def total(self) -> int:
        """How many files it has."""
        return len(self._files)

    @property
    def problems(self) -> list[FileProblem]:
        """The folders that could not be searched."""
        return [FileProblem(self.library.name, path, sentence) for path, sentence in self._complaints]

    def recall(self, rows: Rows) -> list[Entry]:
        """The entries that the cached `rows` give, in their order; the files without one have to wait.

        Where the walk brought stamps, only rows with the same stamp count.
        """
        waiting = {raw: number for number, raw in enumerate(self._files)}
        kept, found = rows.stamps, self._stamps
        used: list[int] = []
        entries: list[Entry] = []
        for row, (raw, title, others) in enumerate(zip(rows.paths, rows.titles, rows.others, strict=True)):
            number = waiting.get(raw)
            if number is None or (found and found[3 * number : 3 * number + 3] != kept[3 * row : 3 * row + 3]):
                continue
            del waiting[raw]
            used.append(row)
            entries.append(Entry(self.library, raw, title, tuple(others.split("\t")) if others else ()))
        self.changed = len(used) < len(rows.paths)
        # Numbered anew, first those that are known, so that their stamps can be taken over as they are.
        self._files = [*(entry.raw for entry in entries), *sorted(waiting)]
        self._stamps = kept[:]
        if self.changed:
            self._stamps = array("q", [number for row in used for number in kept[3 * row : 3 * row + 3]])
        self._stamps.extend(UNKNOWN * len(waiting))
        self.waiting = list(range(len(self._files) - 1, len(entries) - 1, -1))
        return entries

    def read_next(self) -> Entry:
        """Read the names of the next waiting file."""
        return self._read(self.waiting.pop())

    def read_again(self, entry: Entry) -> Entry:
        """`entry` with the names that its file has now; equal to `entry` when nothing changed.

        The names stay when the file cannot be read any more.
        """
        now = self._read(self._number(entry.raw))
        return entry._replace(problem=now.problem) if now.problem else now

    def forget_numbers(self) -> None:
        """Free what `read_again` and `rows` use to find files fast; they make it anew."""
        self._numbers = {}

    def _read(self, number: int) -> Entry:
        from medtui.reading import decode, quick_names  # noqa: PLC0415 - not needed where the cache holds

        raw = self._files[number]
        stem = stem_of(raw)
        try:
            file = read_beginning(self.library.root, raw, _BEGINNING)
        except UnreadableFile as error:
            self._stamps[3 * number : 3 * number + 3] = array("q", UNKNOWN)
            return Entry(self.library, raw, stem.replace("_", " ").strip() or stem, problem=str(error))
        stamp = array("q", file.stamp)
        if stamp != self._stamps[3 * number : 3 * number + 3]:
            self._stamps[3 * number : 3 * number + 3] = stamp
            self.changed = self.changed or storable(raw)
        data = file.data
        if len(data) == _BEGINNING:  # cut where it splits no character
            data = data[: data.rfind(b"\n") + 1] or data
        title, names = quick_names(decode(data)[0], name=stem)
        title = safe_line(title) or stem
        others = (safe_line(name) for name in names)
        return Entry(self.library, raw, title, tuple(name for name in others if name not in (title, "")))

    def _number(self, raw: str) -> int:
        if not self._numbers:
            self._numbers = {raw: number for number, raw in enumerate(self._files)}
        return self._numbers[raw]

    def rows(self, entries: Iterable[Entry]) -> Rows:
        """What to keep of `entries`, all of this library: those that can be opened and stored."""
        kept = [entry for entry in entries if not entry.problem and storable(entry.raw)]
        stamps = array("q")
        for entry in kept:
            number = self._number(entry.raw)
            stamps += self._stamps[3 * number : 3 * number + 3]
        return Rows(
            [entry.raw for entry in kept],
            [entry.title for entry in kept],
            ["\t".join(entry.other_names) for entry in kept],
            stamps,
        )

"""Marks, notes and what was read last, in one small SQLite database that any number of medtuis share.

Each change is one transaction, on the disk before the call returns: whoever is killed, or finds the disk full, leaves
what was there before or what was to be there.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from medtui.desk import desk_file
from medtui.desk.desk_contents import DeskContents, LastRead, Subject
from medtui.desk.desk_file import TEXT, DamagedDeskError, Run, stored
from medtui.private_files import private_folder
from medtui.safe_text import safe_line

if TYPE_CHECKING:
    from medtui.library.catalogue.listing import Listing
    from medtui.library.search.text_index import UserData

FILE_NAME = "desk.db"
MOST_LAST_READS = 200
MOST_NOTE_CHARACTERS = 100_000


class DeskError(Exception):
    """What was to be saved could not be. str(error): what, where, why, and what to do, in a sentence or two."""


class Desk:
    """The user's marks, notes and last reads, on disk; in memory where there is no folder for them.

    Every method gives what there is then, what other instances have done meanwhile included; all raise DeskError.
    Where a change raises it, nothing of that change is done. May be used in any one thread at a time.

    place: the file; None where everything lasts only until `close`. complaint: what was wrong when the file was opened,
    as a text to show; empty for nothing. It is opened again where another file has come into its place.
    """

    def __init__(
        self,
        folder: Path | None,
        now: Callable[[], datetime] = lambda: datetime.now(timezone.utc),
        *,
        wait: float = 5,
        most_last_reads: int = MOST_LAST_READS,
    ) -> None:
        """folder: made where it is missing. now: the clock, in any zone. wait: seconds for another instance that
        writes. Never raises."""
        self._now, self._wait, self._most_last_reads = now, wait, most_last_reads
        self.place: Path | None = None
        self._awaited: Path | None = None  # the file that was busy when it was to be opened
        self._identity = (0, 0)
        self._openings = 0
        self.complaint = ""
        if folder is None:
            self.complaint = "There is no folder for marks and notes: they last until you leave."
            self._connection = desk_file.in_memory()
            return
        try:
            private_folder(folder)
            path = folder / FILE_NAME
            self.place = Path(os.path.realpath(path)) if path.is_symlink() else path
            self._open(self.place, self._wait)
        except (sqlite3.Error, OSError, ValueError) as error:
            self._awaited = self.place if desk_file.is_busy(error) else None
            self.place = None
            self._connection = desk_file.in_memory()
            reason, advice = desk_file.trouble(error)
            if self._awaited:
                advice = "They are kept as soon as it is done."
            said = f"Marks and notes cannot be kept in {folder} ({reason}): they last until you leave. {advice}"
            self.complaint = safe_line(f"{self.complaint} {said}".lstrip())

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def contents(self) -> DeskContents:
        """Everything, as it was at one moment."""
        with self._failing("Your marks and notes cannot be read"):
            self._follow()
            with self._connection as connection:
                connection.execute("BEGIN")
                return desk_file.read(connection.execute)

    def version(self) -> int:
        """Another number after every change by another instance."""
        with self._failing("Your marks and notes cannot be read"):
            self._follow()
            (number,) = self._connection.execute("PRAGMA data_version").fetchone()
            return int(number) + (self._openings << 32)

    # Changes ----------------------------------------------------------------------------------------

    def mark(self, subjects: Iterable[Subject]) -> DeskContents:
        """Mark these too, after those that are marked."""

        def work(run: Run) -> None:
            (last,) = run("SELECT coalesce(max(place), 0) FROM mark").fetchone()
            for place, subject in enumerate(subjects, start=last + 1):
                values = stored(subject.id), stored(subject.title), place
                run(f"INSERT OR IGNORE INTO mark VALUES ({TEXT}, {TEXT}, ?)", values)

        return self._change("mark", work)

    def unmark(self, id: str) -> DeskContents:
        """Take a mark away, if there is one."""
        return self._change("mark", lambda run: run(f"DELETE FROM mark WHERE id = {TEXT}", (stored(id),)))

    def move_mark(self, id: str, by: int) -> DeskContents:
        """Move a mark by so many places, as far as there are any: towards the first one where `by` is negative."""

        def work(run: Run) -> None:
            ids = [marked for (marked,) in run("SELECT id FROM mark ORDER BY place")]
            if id in ids:
                at = ids.index(id)
                ids.insert(max(0, min(at + by, len(ids) - 1)), ids.pop(at))
                for place, marked in enumerate(ids, start=1):
                    run(f"UPDATE mark SET place = ? WHERE id = {TEXT}", (place, stored(marked)))

        return self._change("mark", work)

    def put_last_read(self, read: LastRead) -> DeskContents:
        """Put this monograph first among those read last, of which the newest 200 stay."""

        def work(run: Run) -> None:
            run(
                f"INSERT OR REPLACE INTO visit SELECT {TEXT}, {TEXT}, {TEXT}, coalesce(max(turn), 0) + 1 FROM visit",
                (stored(read.subject.id), stored(read.subject.title), stored(read.section)),
            )
            newest = "SELECT id FROM visit ORDER BY turn DESC LIMIT ?"
            run(f"DELETE FROM visit WHERE id NOT IN ({newest})", (self._most_last_reads,))

        return self._change("list of what was read", work)

    def put_note(self, subject: Subject, section: str, text: str) -> DeskContents:
        """Save a note in place of the one there may be; a text of blanks only takes that away."""
        if len(text) > MOST_NOTE_CHARACTERS:
            raise DeskError(
                f"The note was not saved: it is longer than {MOST_NOTE_CHARACTERS:,} characters. Shorten it."
            )

        def work(run: Run) -> None:
            key = (stored(subject.id), stored(section))
            if text.strip():
                edited = self._now().astimezone(timezone.utc).isoformat(timespec="seconds")
                values = *key, stored(subject.title), stored(text), edited
                run(f"INSERT OR REPLACE INTO note VALUES ({TEXT}, {TEXT}, {TEXT}, {TEXT}, ?)", values)
            else:
                run(f"DELETE FROM note WHERE id = {TEXT} AND section = {TEXT}", key)

        return self._change("note", work)

    def _change(self, what: str, work: Callable[[Run], object]) -> DeskContents:
        """Do `work` in one transaction. what: the thing that was not saved, if it fails."""
        with self._failing(f"The {what} was not saved"):
            self._follow()
            with self._connection as connection:
                run = connection.execute
                run("BEGIN IMMEDIATE")
                desk_file.read(run)  # what is damaged must not be sealed
                work(run)
                contents = desk_file.seal(run)
                if self._is_replaced:  # since `_follow`, by another instance that has put the file aside
                    raise OSError(errno.ESTALE, "another file has come into its place")
            return contents

    # The file ---------------------------------------------------------------------------------------

    def _open(self, path: Path, wait: float) -> None:
        """Raises sqlite3.Error, OSError."""
        with desk_file.alone_in(path.parent):
            try:
                self._connection = desk_file.opened(path, wait)
            except DamagedDeskError as error:
                try:
                    aside = desk_file.put_aside(path, self._now())
                except OSError as failure:
                    reason = f"{error}, and cannot be kept aside: {failure.strerror}"
                    raise OSError(failure.errno or 0, reason) from failure
                said = (
                    f"Your marks and notes were damaged ({error}): they are kept aside as {aside}, and new ones begin."
                )
                self.complaint = safe_line(said)
                self._connection = desk_file.opened(path, wait)
        if unwritable := desk_file.unwritable(path):
            said = f"Your marks and notes can be read but not changed: {unwritable} cannot be written."
            self.complaint = safe_line(said)
        self._identity = desk_file.identity(path)
        self._openings += 1

    @property
    def _is_replaced(self) -> bool:
        return self.place is not None and desk_file.identity(self.place) != self._identity

    def _follow(self) -> None:
        """Go on with the file that is there now: a change to one that was put aside would be lost, and its journal
        would lie beside the new one. Raises sqlite3.Error, OSError."""
        if self.place and self._is_replaced:
            self._connection.close()
            self._identity = (-1, -1)  # should it fail, the next one tries again
            said = f"The file {self.place} was replaced while it was open: what it holds now counts."
            self.complaint = safe_line(said)
            self._open(self.place, self._wait)
        elif self._awaited:
            self._take_up(self._awaited)

    def _take_up(self, path: Path) -> None:
        """Go on with the file that was busy, where it is no more, and put into it what was kept in memory meanwhile.
        Where that cannot be done, all stays in memory until the next try."""
        memory, complaint = self._connection, self.complaint
        kept = desk_file.read(memory.execute)
        try:
            self.complaint = ""
            self._open(path, 0)
            self.place, self._awaited = path, None
            self._put(kept)
        except (sqlite3.Error, OSError, DeskError):
            if self._connection is not memory:
                self._connection.close()
            self._connection, self.place, self._awaited, self.complaint = memory, None, path, complaint
            return
        memory.close()

    def _put(self, kept: DeskContents) -> None:
        """Add all of it to what there is; a note to the one that there is in its place. Doing it twice adds nothing."""
        there = self.mark(kept.marks).notes
        for key, note in kept.notes.items():
            before = there[key].text if key in there else ""
            if note.text not in before:
                self.put_note(note.subject, note.section, f"{before}\n\n{note.text}" if before else note.text)
        for read in reversed(kept.last_reads):
            self.put_last_read(read)

    @contextmanager
    def _failing(self, said: str) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError, ValueError) as error:
            reason, advice = desk_file.trouble(error)
            raise DeskError(safe_line(f"{said} ({self.place or 'memory'}: {reason}). {advice}")) from error


# For the search ---------------------------------------------------------------------------------------


def user_data_of(contents: DeskContents, listing: Listing) -> UserData:
    """The marks and notes on monographs of the open libraries, as a search takes them."""
    from medtui.library.search.text_index import UserData  # after the first frame

    marked = [entry for mark in contents.marks if (entry := listing.with_id(mark.id))]
    notes = [(entry, note.text) for note in contents.notes.values() if (entry := listing.with_id(note.subject.id))]
    return UserData(marked, notes)

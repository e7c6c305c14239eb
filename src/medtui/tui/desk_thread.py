"""Keeps what the user wants kept: it knows what there is, and waits for the disk in a thread of its own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from textual.message import Message

from medtui.desk.atomic_write import NotWrittenError
from medtui.desk.desk_contents import DeskContents, LastRead, Subject
from medtui.desk.marks_and_notes import FILE_NAME, Desk, DeskError
from medtui.desk.note_drafts import Drafts, put_draft, read_drafts
from medtui.library.entry import Entry
from medtui.settings.settings import data_folder


class Unsaved(NamedTuple):
    """A note that could not be saved: its text must not be lost."""

    entry: Entry
    section: str
    text: str


_Work = Callable[[Desk], DeskContents]


def subject_of(entry: Entry) -> Subject:
    """The monograph, as something is kept about it."""
    return Subject(entry.id, entry.title)


class DeskThread:
    """post: called in another thread with each of the messages below. find_folder: gives the one to keep the desk
    in. pool: of one thread. contents: what there was at the last message. drafts: notes that were not finished.

    A change counts once it is on the disk; `Updated` says so. Changes are made in the order they were asked for.
    """

    class Updated(Message):
        """Other things are kept now. said: what to tell the user, or nothing. is_new: there was nothing before."""

        def __init__(self, contents: DeskContents, said: str, *, is_new: bool = False) -> None:
            super().__init__()
            self.contents, self.said, self.is_new = contents, said, is_new

    class Failed(Message):
        """Something could not be kept. note: the one that was not saved, if it was one."""

        def __init__(self, said: str, note: Unsaved | None = None) -> None:
            super().__init__()
            self.said, self.note = said, note

    def __init__(
        self,
        post: Callable[[Message], object],
        find_folder: Callable[[], Path | None] = data_folder,
        pool: Executor | None = None,
    ) -> None:
        self._post = post
        self._find_folder = find_folder
        self._pool = pool or ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")
        self._desk: Desk | None = None
        self._version = 0
        self._complaint = ""
        self._draft_trouble = ""
        self._folder: Path | None = None
        self.contents = DeskContents()
        self.drafts: Drafts = {}
        self._pool.submit(self._open)

    def stop(self) -> None:
        """Let go of it, once everything that was asked for is on the disk."""
        self._pool.submit(self._close)
        self._pool.shutdown()

    def poll(self) -> None:
        """See whether another instance has changed anything."""
        self._pool.submit(self._poll)

    def toggle_mark(self, entry: Entry) -> None:
        """Mark the monograph, or take its mark away."""
        subject = subject_of(entry)
        if self.contents.is_marked(subject.id):
            self.unmark(subject)
        else:
            self._do(lambda desk: desk.mark([subject]), f"Marked: {subject.title}.")

    def unmark(self, subject: Subject) -> None:
        """Take the mark of that monograph away."""
        self._do(lambda desk: desk.unmark(subject.id), f"Not marked any more: {subject.title}.")

    def move_mark(self, id: str, by: int) -> None:  # the field's own name
        """Move a mark by so many places in the user's order."""
        self._do(lambda desk: desk.move_mark(id, by), "")

    def save_last_read(self, entry: Entry, section: str) -> None:
        """The monograph is being read, at that section."""
        last_read = LastRead(subject_of(entry), section)
        if self.contents.last_reads[:1] != (last_read,):
            self._do(lambda desk: desk.put_last_read(last_read), "")

    def put_note(self, entry: Entry, section: str, text: str) -> None:
        """Keep a note; an empty one takes the note away."""
        said = "Your note is saved." if text.strip() else "Your note is deleted."
        note = Unsaved(entry, section, text)
        self._do(lambda desk: desk.put_note(subject_of(entry), section, text), said, note)

    def keep_draft(self, entry: Entry, section: str, text: str) -> None:
        """Keep a note that is not finished, to be offered again; an empty one takes it away."""
        self.drafts[entry.id, section] = text
        self._pool.submit(self._keep_draft, entry.id, section, text)

    def _do(self, work: _Work, said: str, note: Unsaved | None = None) -> None:
        self._pool.submit(self._work, work, said, note)

    # In the thread ------------------------------------------------------------------------------------

    def _open(self) -> None:
        folder = self._folder = self._find_folder()
        is_new = folder is not None and not (folder / FILE_NAME).exists()
        self._desk = Desk(folder)
        with suppress(DeskError):  # said by what follows
            self._version = self._desk.version()
        self.drafts, wrong = read_drafts(folder) if folder else ({}, "")
        if wrong:
            self._post(self.Failed(wrong))
        about = ", ".join(id.rpartition("/")[2] for id, _ in self.drafts)
        said = f"A note that you did not finish is kept ({about}): open it there to go on." if about else ""
        self._work(Desk.contents, said, is_new=is_new)

    def _keep_draft(self, id: str, section: str, text: str) -> None:
        if self._folder:
            try:
                put_draft(self._folder, id, section, text)
                self._draft_trouble = ""
            except NotWrittenError as error:
                if str(error) != self._draft_trouble:  # once, not at every rest of the keys
                    self._draft_trouble = str(error)
                    self._post(self.Failed(self._draft_trouble))

    def _close(self) -> None:
        if self._desk:
            self._desk.close()

    def _poll(self) -> None:
        if self._desk is None:
            return
        try:
            version = self._desk.version()
        except DeskError:
            return  # said when something is to be kept
        if version != self._version:
            self._version = version
            self._work(Desk.contents, "")

    def _work(self, work: _Work, said: str, note: Unsaved | None = None, *, is_new: bool = False) -> None:
        if self._desk is None:
            return
        try:
            self._post(self.Updated(work(self._desk), said, is_new=is_new))
        except DeskError as error:
            self._post(self.Failed(str(error), note))
        if self._desk.complaint != self._complaint:  # the file may be found damaged at any time
            self._complaint = self._desk.complaint
            if self._complaint:
                self._post(self.Failed(self._complaint))

"""What the user has on the desk, at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple


class Subject(NamedTuple):
    """A monograph that something on the desk is about. id: `<library>/<path without suffix>`, which stays the same
    when the library is moved to another disk. title: what it was called then, for when it is not at hand."""

    id: str
    title: str


class LastRead(NamedTuple):
    """A monograph that was read. section: the canonical name of the one read last, empty for none."""

    subject: Subject
    section: str


class Note(NamedTuple):
    """The user's own words on a monograph. section: canonical name, empty for the whole monograph.
    edited: when it was saved, UTC."""

    subject: Subject
    section: str
    text: str
    edited: datetime


class DeskContents(NamedTuple):
    """marks: in the user's order. last_reads: the newest first, each monograph once. notes: by id and section."""

    marks: tuple[Subject, ...] = ()
    last_reads: tuple[LastRead, ...] = ()
    notes: Mapping[tuple[str, str], Note] = {}

    def is_marked(self, id: str) -> bool:
        return any(mark.id == id for mark in self.marks)

    def notes_on(self, id: str) -> list[Note]:
        """The notes on one monograph, that on the whole of it first."""
        return sorted((note for note in self.notes.values() if note.subject.id == id), key=lambda note: note.section)

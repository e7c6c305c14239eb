"""What a desk must keep, as plain Python does it; and other processes that use one."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from medtui.desk.desk_contents import DeskContents, LastRead, Note, Subject
from medtui.desk.marks_and_notes import MOST_LAST_READS, Desk

NOON = datetime(2025, 3, 9, 12, 0, tzinfo=timezone.utc)
ASIDE = "desk.db.damaged-20250309-120000"
ZINC, IRON, GOLD = (Subject(f"drugs/{name.lower()}", name) for name in ("Zinc", "Iron", "Gold"))

Operation = tuple[Any, ...]
"""The name of a method of Desk, and what it is given."""


class Clock:
    """One second later whenever it is asked."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


class Model:
    """The same methods as Desk has."""

    def __init__(self, now: Callable[[], datetime] = lambda: NOON, most_last_reads: int = MOST_LAST_READS) -> None:
        self.marks: list[Subject] = []
        self.last_reads: list[LastRead] = []
        self.notes: dict[tuple[str, str], Note] = {}
        self._now, self._most_last_reads = now, most_last_reads

    def contents(self) -> DeskContents:
        return DeskContents(tuple(self.marks), tuple(self.last_reads), dict(self.notes))

    def mark(self, subjects: Iterable[Subject]) -> None:
        for subject in subjects:
            if subject.id not in [mark.id for mark in self.marks]:
                self.marks.append(subject)

    def unmark(self, id: str) -> None:  # as Desk has it
        self.marks = [mark for mark in self.marks if mark.id != id]

    def move_mark(self, id: str, by: int) -> None:
        for at, mark in enumerate(self.marks):
            if mark.id == id:
                del self.marks[at]
                self.marks.insert(max(0, min(at + by, len(self.marks))), mark)
                return

    def put_last_read(self, read: LastRead) -> None:
        others = [other for other in self.last_reads if other.subject.id != read.subject.id]
        self.last_reads = [read, *others][: self._most_last_reads]

    def put_note(self, subject: Subject, section: str, text: str) -> None:
        self.notes.pop((subject.id, section), None)
        if text.strip():
            self.notes[subject.id, section] = Note(subject, section, text, self._now())


class Opened(NamedTuple):
    """What somebody who opens a desk finds."""

    kept: DeskContents
    complaint: str


def opened(folder: Path) -> Opened:
    """Open the desk there, and let go of it."""
    desk = Desk(folder)
    try:
        return Opened(desk.contents(), desk.complaint)
    finally:
        desk.close()


def filled(folder: Path) -> DeskContents:
    """Make a desk with something of everything. What is kept."""
    desk = Desk(folder, lambda: NOON)
    desk.mark([ZINC, IRON])
    desk.put_last_read(LastRead(ZINC, "dosage"))
    desk.put_note(ZINC, "", "Take 5 mg with food. " * 30)
    kept = desk.put_note(IRON, "usage", "Not with tea.")
    desk.close()
    return kept


def names(folder: Path) -> set[str]:
    """The files there."""
    return {path.name for path in folder.iterdir()}


def altered(statements: str) -> Callable[[bytes], bytes]:
    """What a database becomes when these are run on it."""

    def alter(sound: bytes) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "desk.db")
            path.write_bytes(sound)
            connection = sqlite3.connect(path)
            connection.executescript(statements)
            connection.close()
            return path.read_bytes()

    return alter


def perform(on: Desk | Model, operation: Operation) -> Any:
    """Do it. What it gives."""
    name, *given = operation
    return getattr(on, name)(*given)


def after(operations: Iterable[Operation]) -> DeskContents:
    """What is kept after these."""
    model = Model()
    for operation in operations:
        perform(model, operation)
    return model.contents()


def child(*arguments: str | int | Path, alone: bool = False) -> list[dict[str, Any]]:
    """What desk_child.py tells. alone: with mounts of its own; skips the test where that is not allowed."""
    command = [sys.executable, str(Path(__file__).with_name("desk_child.py")), *map(str, arguments)]
    if alone:
        if not shutil.which("unshare"):
            pytest.skip("there is no unshare here to make a disk of one's own with")
        command = ["unshare", "--map-root-user", "--mount", *command]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    if alone and (done.returncode == 77 or done.stderr.startswith(b"unshare")):
        pytest.skip(f"a disk of one's own may not be mounted here: {done.stderr.decode().strip()}")
    assert (done.returncode, done.stderr) == (0, b""), done.stderr.decode()
    return [json.loads(line) for line in done.stdout.splitlines()]


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for what opens a desk a thousand times: in memory, where there is such a disk."""
    memory = Path("/dev/shm")
    folder = tempfile.mkdtemp(dir=memory if memory.is_dir() and os.access(memory, os.W_OK) else None)
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder)

"""The desk does what a plain Python model does, for any number of instances and whatever the texts."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from desk_model import GOLD, IRON, NOON, ZINC, Clock, Model, Operation, opened, perform, scratch
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from medtui.desk.desk_contents import DeskContents, LastRead, Note, Subject
from medtui.desk.marks_and_notes import MOST_LAST_READS, MOST_NOTE_CHARACTERS, Desk, DeskError

AWKWARD = (
    "",
    " ",
    "\ud800",
    "a\udcffb",
    "\\udcff",
    "a\\udcffb",
    "\x00",
    "a\x00b",
    "a",
    "two\nlines\r\nand a \t tab",
    "💊 ≥10⁸ é \N{COMBINING ACUTE ACCENT}",
    "'; DROP TABLE mark; --",
    "%s ? :a @b $c",
    "\x1b[31m",
    "1",
    "0x10",
    "x" * 100_000,
)
texts = st.sampled_from(AWKWARD[:-1]) | st.text(st.characters(), max_size=8)
ids = st.sampled_from(("a", "b", "c", "d", "e", "\udcff", "\\udcff", "a\x00b", "a\x00c", "💊\n"))
subjects = st.builds(Subject, ids, texts)
operations: st.SearchStrategy[Operation] = st.one_of(
    st.tuples(st.just("mark"), st.lists(subjects, max_size=4)),
    st.tuples(st.just("unmark"), ids),
    st.tuples(st.just("move_mark"), ids, st.integers(-3, 3) | st.sampled_from((-(10**30), 10**30))),
    st.tuples(st.just("put_last_read"), st.builds(LastRead, subjects, texts)),
    st.tuples(st.just("put_note"), subjects, texts, texts),
)


@settings(max_examples=40, stateful_step_count=25)
class SeveralInstances(RuleBasedStateMachine):
    """Up to three instances on one file, and the model."""

    def __init__(self) -> None:
        super().__init__()
        self.disk = scratch()
        self.folder = self.disk.__enter__()
        self.model = Model(clock := Clock(), most_last_reads=4)
        self.desk_clock = Clock()
        self.desk_clock.now = clock.now
        self.desks = [self.open(), self.open()]
        self.versions = [desk.version() for desk in self.desks]

    def open(self) -> Desk:
        desk = Desk(self.folder, self.desk_clock, most_last_reads=4)
        assert desk.complaint == ""
        return desk

    @rule(operation=operations, which=st.integers(0, 2))
    def change(self, operation: Operation, which: int) -> None:
        which %= len(self.desks)
        before = self.model.contents()
        perform(self.model, operation)
        assert perform(self.desks[which], operation) == self.model.contents()
        for at, desk in enumerate(self.desks):
            if at != which:
                version = desk.version()
                if self.model.contents() != before:
                    assert version != self.versions[at]
                self.versions[at] = version

    @precondition(lambda self: len(self.desks) < 3)
    @rule()
    def begin(self) -> None:
        self.desks.append(self.open())
        self.versions.append(self.desks[-1].version())

    @precondition(lambda self: len(self.desks) > 1)
    @rule(which=st.integers(0, 2))
    def leave(self, which: int) -> None:
        self.desks.pop(which % len(self.desks)).close()
        self.versions = [desk.version() for desk in self.desks]

    @rule()
    def start_again(self) -> None:
        for desk in self.desks:
            desk.close()
        self.desks = [self.open()]
        self.versions = [self.desks[0].version()]

    @invariant()
    def all_see_the_same(self) -> None:
        for desk in self.desks:
            assert desk.contents() == self.model.contents()

    def teardown(self) -> None:
        for desk in self.desks:
            desk.close()
        left = {path.name for path in self.folder.iterdir()}
        self.disk.__exit__(None, None, None)
        assert left == {"desk.db"}


TestSeveralInstances = SeveralInstances.TestCase


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "made" / "here", lambda: NOON)
    yield made
    made.close()


def test_a_new_desk_is_empty_and_says_where_it_is(desk: Desk, tmp_path: Path) -> None:
    assert desk.contents() == DeskContents()
    assert desk.complaint == ""
    assert desk.place == tmp_path / "made" / "here" / "desk.db"
    assert desk.place.is_file()
    if os.name == "posix":
        assert desk.place.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("text", AWKWARD, ids=lambda text: ascii(text[:12]))
def test_every_text_comes_back_as_it_was(tmp_path: Path, text: str) -> None:
    subject, other = Subject(f"drugs/{text}", text), Subject(f"drugs/{text}2", "Other")
    desk = Desk(tmp_path, lambda: NOON)
    desk.mark([subject, other])
    desk.put_last_read(LastRead(subject, text))
    desk.put_note(subject, text, f"Note: {text[: MOST_NOTE_CHARACTERS - 6]}")
    desk.close()
    kept = opened(tmp_path).kept
    note = Note(subject, text, f"Note: {text[: MOST_NOTE_CHARACTERS - 6]}", NOON)
    assert kept == DeskContents((subject, other), (LastRead(subject, text),), {(subject.id, text): note})
    assert kept.is_marked(subject.id)
    assert kept.notes_on(subject.id) == [note]
    desk = Desk(tmp_path)
    desk.unmark(subject.id)
    desk.put_note(subject, text, " ")
    assert (desk.contents().marks, desk.contents().notes) == ((other,), {})
    desk.close()


def test_at_most_two_hundred_visits_are_kept_the_newest_first(tmp_path: Path) -> None:
    model, desk = Model(), Desk(tmp_path)
    for number in [*range(MOST_LAST_READS + 5), 7, 7, MOST_LAST_READS]:
        read = LastRead(Subject(f"drugs/{number}", f"Drug {number}"), "dosage")
        model.put_last_read(read)
        desk.put_last_read(read)
    assert len(desk.contents().last_reads) == MOST_LAST_READS == 200
    assert desk.contents() == model.contents()
    desk.close()


def test_a_note_that_is_too_long_is_refused_and_the_old_one_stays(desk: Desk) -> None:
    desk.put_note(ZINC, "dosage", "With food.")
    before = desk.contents()
    with pytest.raises(DeskError) as raised:
        desk.put_note(ZINC, "dosage", "x" * (MOST_NOTE_CHARACTERS + 1))
    assert str(raised.value) == "The note was not saved: it is longer than 100,000 characters. Shorten it."
    assert desk.contents() == before
    desk.put_note(ZINC, "dosage", "x" * MOST_NOTE_CHARACTERS)
    assert len(desk.contents().notes[ZINC.id, "dosage"].text) == MOST_NOTE_CHARACTERS


def test_notes_are_kept_by_section_and_dated_in_utc(tmp_path: Path) -> None:
    east = timezone(timedelta(hours=5, minutes=45))
    desk = Desk(tmp_path, lambda: datetime(2025, 3, 9, 1, 2, 3, 456, tzinfo=east))
    desk.put_note(ZINC, "usage", "b")
    desk.put_note(ZINC, "", "a")
    desk.put_note(IRON, "", "c")
    notes = desk.contents().notes_on(ZINC.id)
    assert [(note.section, note.text) for note in notes] == [("", "a"), ("usage", "b")]
    assert {note.edited for note in notes} == {datetime(2025, 3, 8, 19, 17, 3, tzinfo=timezone.utc)}
    assert {note.edited.tzinfo for note in notes} == {timezone.utc}
    desk.close()


def test_what_fails_half_way_is_not_done_at_all(desk: Desk) -> None:
    desk.mark([ZINC])

    def subjects() -> Iterator[Subject]:
        yield IRON
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.mark(subjects())
    assert desk.contents().marks == (ZINC,)
    assert desk.mark([GOLD]).marks == (ZINC, GOLD)


def test_without_a_folder_it_lasts_until_it_is_closed() -> None:
    desk = Desk(None)
    assert desk.complaint == "There is no folder for marks and notes: they last until you leave."
    assert desk.place is None
    assert desk.mark([ZINC, IRON]).marks == (ZINC, IRON)
    assert desk.move_mark(IRON.id, -1).marks == (IRON, ZINC)
    assert desk.version() == desk.version()
    desk.close()


def test_a_closed_desk_says_so_in_a_sentence(desk: Desk) -> None:
    desk.close()
    desk.close()
    acts: tuple[Callable[[], object], ...] = (desk.contents, desk.version, lambda: desk.mark([ZINC]))
    for act in acts:
        with pytest.raises(DeskError, match=r"^(Your marks and notes cannot be read|The mark was not saved) \("):
            act()


# Others who are at it ---------------------------------------------------------------------------------


def held(path: Path) -> sqlite3.Connection:
    """A lock on a database, until it is closed."""
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    return holder


def test_one_who_holds_it_for_too_long_is_told_in_a_sentence(tmp_path: Path) -> None:
    desk = Desk(tmp_path, wait=0)
    desk.mark([ZINC])
    holder = held(tmp_path / "desk.db")
    acts: tuple[tuple[Callable[[], object], str], ...] = (
        (lambda: desk.mark([IRON]), "mark"),
        (lambda: desk.unmark(ZINC.id), "mark"),
        (lambda: desk.move_mark(ZINC.id, 1), "mark"),
        (lambda: desk.put_last_read(LastRead(ZINC, "")), "list of what was read"),
        (lambda: desk.put_note(ZINC, "", "x"), "note"),
    )
    for act, what in acts:
        with pytest.raises(DeskError) as raised:
            act()
        assert str(raised.value) == (
            f"The {what} was not saved ({tmp_path / 'desk.db'}: another medtui is at it). Try again in a moment."
        )
    holder.close()
    assert desk.contents() == DeskContents((ZINC,))
    assert desk.mark([IRON]).marks == (ZINC, IRON)
    desk.close()


def test_one_who_opens_it_meanwhile_is_told_in_a_sentence(tmp_path: Path) -> None:
    Desk(tmp_path).close()
    holder = held(tmp_path / "desk.db")
    desk = Desk(tmp_path, wait=0)
    assert desk.complaint == (
        f"Marks and notes cannot be kept in {tmp_path} (another medtui is at it): they last until you leave. "
        "They are kept as soon as it is done."
    )
    assert desk.place is None
    assert desk.mark([ZINC]).marks == (ZINC,)
    holder.close()
    assert opened(tmp_path) == (DeskContents(), "")
    desk.close()


def test_one_who_reads_waits_for_nobody_but_who_writes_this_moment(tmp_path: Path) -> None:
    desk = Desk(tmp_path, wait=0)
    desk.mark([ZINC])
    holder = sqlite3.connect(tmp_path / "desk.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert desk.contents().marks == (ZINC,)
    holder.close()
    holder = held(tmp_path / "desk.db")
    with pytest.raises(DeskError) as raised:
        desk.contents()
    assert str(raised.value) == (
        f"Your marks and notes cannot be read ({tmp_path / 'desk.db'}: another medtui is at it). Try again in a moment."
    )
    holder.close()
    desk.close()


@pytest.mark.parametrize("opening", [True, False])
def test_what_is_read_is_of_one_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opening: bool) -> None:
    """Who reads sees nothing, or all, of what another instance does between the reading of marks and of notes."""
    other: list[Desk] = []

    class Connection(sqlite3.Connection):
        def execute(self, *given: Any) -> sqlite3.Cursor:
            if other and "FROM visit" in given[0]:
                between = other.pop()
                with suppress(DeskError):
                    between.unmark(ZINC.id)
                    between.put_note(ZINC, "", "Seen")
                between.close()
            return super().execute(*given)

    writer = Desk(tmp_path, wait=0)
    writer.mark([ZINC])
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *given, **more: connect(*given, **more, factory=Connection))
    if opening:
        other.append(writer)
    reader = Desk(tmp_path, wait=0)
    if not opening:
        other.append(writer)
    kept = reader.contents()
    assert not other
    assert reader.complaint == ""
    assert bool(kept.marks) != bool(kept.notes)
    reader.close()

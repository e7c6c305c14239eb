"""Whatever step fails, and wherever the process is killed: the catalogue is the old one, the new one, or none."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from catalogues import assert_right, database_of, kept, names_of, refresh, source_of
from library_files import titles, write

from medtui.library import Source, catalogue_listing
from medtui.library.catalogue import storage
from medtui.library.catalogue.refresh import Refresher, RefreshReport

posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no fork")
WORDS = ("text", "zinc", "old", "new", "re")
_STEPS = ("os.fsync", "os.replace", "os.rename", "os.unlink", "os.mkdir", "os.truncate")


class Steps:
    """Counts the steps that touch the disk, and has the k-th one go wrong. reached: whether it came so far."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, number: int, fail: Callable[[bool], None]) -> None:
        self._number = number
        self._fail = fail
        self.reached = False
        self._seen = count(1)
        for step in _STEPS:
            module, name = step.split(".")
            monkeypatch.setattr(step, self._counted(getattr(__import__(module), name)))
        steps = self

        class Connection(sqlite3.Connection):
            def execute(self, *given: Any) -> sqlite3.Cursor:
                steps.take(is_sql=True)
                return super().execute(*given)

            def executemany(self, *given: Any) -> sqlite3.Cursor:
                steps.take(is_sql=True)
                return super().executemany(*given)

            def executescript(self, *given: Any) -> sqlite3.Cursor:
                steps.take(is_sql=True)
                return super().executescript(*given)

        connect = sqlite3.connect
        monkeypatch.setattr(sqlite3, "connect", lambda *given, **more: connect(*given, **more, factory=Connection))

    def _counted(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any, **more: Any) -> Any:
            self.take(is_sql=False)
            return real(*given, **more)

        return counted

    def take(self, *, is_sql: bool) -> None:
        """Say that a step is about to be taken."""
        if next(self._seen) == self._number:
            self.reached = True
            self._fail(is_sql)


def full(is_sql: bool) -> None:
    if is_sql:
        raise sqlite3.OperationalError("database or disk is full")
    raise OSError(errno.ENOSPC, "No space left on device")


def killed(_: bool) -> None:
    os._exit(9)


def library(folder: Path) -> Source:
    """A library of a few files, not seen yet."""
    root = folder / "drugs"
    for name in ("zinc", "aspirin", "ibuprofen"):
        write(root, f"{name}.md", f"# {name.capitalize()}\n\n### Usage\nText old{name}.\n")
    return source_of(root, folder / "cache")


def built(folder: Path) -> Source:
    source = library(folder)
    refresh(source)
    return source


def edit(source: Source) -> None:
    write(source.root, "zinc.md", "# Zirconium\n\n### Usage\nText newzinc.\n")
    write(source.root, "renal.md", "# Renalin\nnew\n")
    (source.root / "aspirin.md").unlink()


def edited(folder: Path) -> Source:
    source = built(folder)
    edit(source)
    return source


def spoiled(folder: Path) -> Source:
    source = edited(folder)
    database_of(source).write_bytes(b"")
    return source


def resectioned(folder: Path) -> Source:
    source = edited(folder)
    write(source.root, "medtui.yaml", "sections:\n- name: flavour\n")
    return source


OLD, NEW = ["Aspirin", "Ibuprofen", "Zinc"], ["Ibuprofen", "Renalin", "Zirconium"]
SCENES: dict[str, tuple[Callable[[Path], Source], bool]] = {
    "first build": (library, False),
    "update": (edited, False),
    "rebuild that was asked for": (edited, True),
    "damaged index": (spoiled, False),
    "other sections": (resectioned, False),
}


def assert_old_new_or_none(source: Source, scene: str) -> None:
    listing = catalogue_listing([source])
    if listing is not None:
        listing.load_all()
        assert titles(listing) in ([OLD] if scene == "first build" else [OLD, NEW])
        assert [entry.raw for entry in listing.entries] == [
            {"Zirconium": "zinc", "Renalin": "renal"}.get(title, title.lower()) + ".md" for title in listing.titles
        ]


def assert_mended(source: Source) -> None:
    refresh(source)
    assert_right(source, WORDS)
    assert refresh(source, trust_stamps=False) == RefreshReport(changed=False, rebuilt=False)
    assert source.shelf.folder is not None
    left = sorted(path.name for path in source.shelf.folder.iterdir())
    assert left == ["lock", "names", database_of(source).name]


def folders(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    for number in count(1):
        folder = tmp_path / str(number)
        yield number, folder
        shutil.rmtree(folder)


@pytest.mark.parametrize("scene", list(SCENES))
def test_a_step_that_fails_does_no_harm(tmp_path: Path, scene: str) -> None:
    make, rebuild = SCENES[scene]
    for number, folder in folders(tmp_path):
        source = make(folder)
        keeper = Refresher(source)
        with pytest.MonkeyPatch.context() as patched:
            steps = Steps(patched, number, full)
            with suppress(OSError, sqlite3.Error):
                keeper.refresh(trust_stamps=True, rebuild=rebuild)
        assert_old_new_or_none(source, scene)
        if number % 2:  # the same one tries again, or another
            keeper.refresh(trust_stamps=True)
            assert_right(source, WORDS)
        assert_mended(source)
        if not steps.reached:
            assert number > 10
            return


@posix
@pytest.mark.parametrize("scene", ["first build", "update", "other sections"])
def test_being_killed_at_any_step_does_no_harm(tmp_path: Path, scene: str) -> None:
    make, rebuild = SCENES[scene]
    for number, folder in folders(tmp_path):
        source = make(folder)
        child = os.fork()
        if not child:
            try:
                Steps(pytest.MonkeyPatch(), number, killed)
                Refresher(source).refresh(trust_stamps=True, rebuild=rebuild)
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        assert_old_new_or_none(source, scene)
        assert_mended(source)
        if os.waitstatus_to_exitcode(status) == 0:
            assert number > 10
            return


@posix
def test_a_transaction_that_was_half_written_is_undone(tmp_path: Path) -> None:
    source = built(tmp_path)
    child = os.fork()
    if not child:
        try:
            connection = source.shelf.connect(database_of(source).name, write=True)
            connection.execute("PRAGMA cache_size = 1")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("UPDATE file SET title = 'Wrong' || hex(zeroblob(9000))")
            connection.execute("DELETE FROM text_data")
        finally:
            os._exit(9)
    os.waitpid(child, 0)
    assert database_of_many(source) == ["db", "db-journal"]
    assert not refresh(source).rebuilt
    assert_mended(source)


def database_of_many(source: Source) -> list[str]:
    assert source.shelf.folder is not None
    return sorted(path.name.partition(".")[2] for path in source.shelf.folder.glob("text-*"))


def test_what_a_killed_one_left_under_the_same_process_number_is_no_hindrance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = library(tmp_path)
    folder = source.shelf.folder
    assert folder is not None
    folder.mkdir(parents=True)
    monkeypatch.setattr(storage, "_serial", count(1))
    before = sqlite3.connect(folder / f"{os.getpid()}-1.building")
    before.execute("CREATE TABLE about (x)")
    before.close()
    (folder / f"{os.getpid()}-7.building-journal").write_text("part")
    (folder / f"names.{os.getpid()}.new").write_text("part")
    assert_mended(source)


def test_a_journal_of_an_index_that_is_gone_spoils_no_other(tmp_path: Path) -> None:
    source = built(tmp_path)
    journal = database_of(source).with_name(database_of(source).name + "-journal")
    database_of(source).unlink()
    journal.write_bytes(bytes.fromhex("d9d505f920a163d7") + bytes(2000))
    assert_mended(source)


def test_without_a_cache_folder_the_catalogue_can_be_in_memory(tmp_path: Path) -> None:
    source = library(tmp_path)
    (tmp_path / "cache").write_text("a file")
    with pytest.raises(OSError, match="cache"):
        refresh(source)
    source.shelf.forget_folder()
    refresh(source)
    assert titles(kept(source)) == OLD
    assert (tmp_path / "cache").read_text() == "a file"
    source.shelf.close()


def test_names_that_cannot_be_written_are_an_error(tmp_path: Path) -> None:
    source = library(tmp_path)
    assert source.shelf.folder is not None
    names_of(source).mkdir(parents=True)
    with pytest.raises(OSError, match="names"):
        refresh(source)

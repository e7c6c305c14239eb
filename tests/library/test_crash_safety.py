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
from catalogues import assert_right, catalogue_of, folder_of, listed, refresh, source_of
from library_files import titles, write

from medtui.library.catalogue.listing import Source, catalogue_listing
from medtui.library.catalogue.refresh import Refresher, RefreshReport

pytestmark = pytest.mark.slow

posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no fork")
WORDS = ("text", "zinc", "old", "new", "re")
_STEPS = ("os.fsync", "os.replace", "os.rename", "os.unlink", "os.mkdir", "os.truncate", "os.utime")


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
    catalogue_of(source).write_bytes(b"")
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
            {"Zirconium": "zinc", "Renalin": "renal"}.get(title, title.lower()) + ".md" for title in titles(listing)
        ]


def assert_mended(source: Source) -> None:
    refresh(source)
    assert_right(source, WORDS)
    assert refresh(source, trust_stamps=False) == RefreshReport(changed=False, rebuilt=False)
    left = sorted(path.name for path in folder_of(source).iterdir())
    assert left == [catalogue_of(source).name, "lock"]


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
        refresher = Refresher(source)
        with pytest.MonkeyPatch.context() as patched:
            steps = Steps(patched, number, full)
            with suppress(OSError, sqlite3.Error):
                refresher.refresh(trust_stamps=True, rebuild=rebuild)
        assert_old_new_or_none(source, scene)
        if number % 2:  # the same one tries again, or another
            refresher.refresh(trust_stamps=True)
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


@pytest.mark.parametrize(
    "name", ["new.building", "new.building-journal", "names.7.new", "text-7.db", "text-7.db-journal"]
)
def test_what_a_killed_one_left_is_no_hindrance(tmp_path: Path, name: str) -> None:
    source = library(tmp_path)
    folder_of(source).mkdir(parents=True)
    before = sqlite3.connect(folder_of(source) / name)
    before.execute("CREATE TABLE about (x)")
    before.close()
    assert catalogue_listing([source]) is None
    assert_mended(source)


def test_of_two_catalogues_the_newer_one_is_used(tmp_path: Path) -> None:
    """As where somebody was killed, or could not remove the old one because it was open."""
    source = edited(tmp_path)
    older = catalogue_of(source)
    shutil.copy2(older, tmp_path / older.name)
    refresh(source)
    shutil.copy2(tmp_path / older.name, older)
    assert titles(listed(source)) == NEW
    assert_mended(source)


def test_without_a_cache_folder_the_catalogue_can_be_in_memory(tmp_path: Path) -> None:
    source = library(tmp_path)
    (tmp_path / "cache").write_text("a file")
    with pytest.raises(OSError, match="cache"):
        refresh(source)
    source.storage.forget_folder()
    refresh(source)
    assert titles(listed(source)) == OLD
    assert (tmp_path / "cache").read_text() == "a file"
    source.storage.close()


def test_a_catalogue_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    source = library(tmp_path)
    (folder_of(source) / "new.building").mkdir(parents=True)
    with pytest.raises((OSError, sqlite3.Error)):
        refresh(source)

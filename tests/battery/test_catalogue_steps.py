"""Builds and updates of a catalogue of which each step, one after the other, fails as on a full disk, or is the last
before a kill, 450 in all: the catalogue that there is then is the old one, the new one or none, and the next refresh
mends it."""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from catalogues import assert_right, catalogue_of
from desk_model import scratch
from forks import Fork
from library_files import titles, write
from tally import Cases
from test_crash_safety import NEW, OLD, WORDS, assert_mended, edited, library

from medtui.library.catalogue.listing import Source, catalogue_listing
from medtui.library.catalogue.refresh import Refresher

if sys.platform == "win32":
    pytest.skip("Windows has no fork", allow_module_level=True)

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


def spoiled(folder: Path) -> Source:
    source = edited(folder)
    catalogue_of(source).write_bytes(b"")
    return source


def resectioned(folder: Path) -> Source:
    source = edited(folder)
    write(source.root, "medtui.yaml", "sections:\n- name: flavour\n")
    return source


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


@pytest.mark.parametrize("scene", list(SCENES))
def test_a_step_that_fails_does_no_harm(cases: Cases, scene: str) -> None:
    make, rebuild = SCENES[scene]
    is_reached = True
    while is_reached and cases.tried < 200:
        with scratch() as folder, cases.case(f"{scene}, step {cases.tried + 1}"):
            source = make(folder)
            refresher = Refresher(source)
            with pytest.MonkeyPatch.context() as patched:
                steps = Steps(patched, cases.tried, full)
                with suppress(OSError, sqlite3.Error):
                    refresher.refresh(trust_stamps=True, rebuild=rebuild)
            is_reached = steps.reached
            assert_old_new_or_none(source, scene)
            if cases.tried % 2:  # the same one tries again, or another
                refresher.refresh(trust_stamps=True)
                assert_right(source, WORDS)
            assert_mended(source)
    assert cases.tried > 20


@pytest.mark.parametrize("scene", ["first build", "update", "other sections"])
def test_being_killed_at_any_step_does_no_harm(cases: Cases, scene: str) -> None:
    make, rebuild = SCENES[scene]

    def work(source: Source) -> None:
        Steps(pytest.MonkeyPatch(), cases.tried, killed)
        Refresher(source).refresh(trust_stamps=True, rebuild=rebuild)

    code = 9
    while code == 9 and cases.tried < 200:
        with scratch() as folder, cases.case(f"{scene}, step {cases.tried + 1}"):
            source = make(folder)
            code, told = Fork(lambda _: work(source)).end()  # noqa: B023 - it runs before the next round
            assert code in (0, 9), told
            assert_old_new_or_none(source, scene)
            assert_mended(source)
    assert cases.tried > 20

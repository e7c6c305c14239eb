"""Catalogues that 64 indexers were killed over, with 200 turned bits, cut at 60 lengths, on disks that are full at 56
points or cannot be written in 40 ways, used by four at once, under clocks that jump, of other versions and programs,
and brought up to date 40 times over: every question is answered as by a catalogue that is made anew, in the same order,
and what was wrong with the old one is told."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from catalogue_answers import (
    Answers,
    answers_of,
    bits,
    change,
    fresh_answers,
    stored_answers,
    told_answers,
    write_library,
)
from catalogues import catalogue_of, folder_of, refresh, source_of, spoiled
from desk_model import scratch
from forks import Fork, forked, limit_files, without_powers
from tally import Cases
from test_catalogue_damage import DAMAGES

from medtui.commands.search_command import with_current_listing
from medtui.library import left_out
from medtui.library.catalogue import refresh as refresh_module
from medtui.library.catalogue import sql_tables
from medtui.library.catalogue import storage as storage_module
from medtui.library.catalogue.background import Rounds
from medtui.library.catalogue.listing import Source
from medtui.library.catalogue.refresh import STANDARD, Refresher

if sys.platform == "win32":
    pytest.skip("Windows has no fork", allow_module_level=True)

ANEW = "so it was made anew"
KILLED = 32
IN_MEMORY = "so it is made in memory each time"


@pytest.fixture
def disk() -> Iterator[Path]:
    with scratch() as folder:
        yield folder


@pytest.fixture
def source(disk: Path) -> Source:
    """A library of 36 files, its catalogue built."""
    write_library(disk / "drugs", random.Random(1))
    made = source_of(disk / "drugs", disk / "cache")
    refresh(made)
    return made


def assert_tidy(source: Source) -> None:
    left = sorted(path.name for path in folder_of(source).iterdir())
    assert left == [catalogue_of(source).name, "lock"], left


# Killed -----------------------------------------------------------------------------------------------


def work(source: Source, number: int) -> None:
    Refresher(source).refresh(trust_stamps=True, rebuild=number % 3 == 0)


@pytest.mark.parametrize("seed", range(2))
def test_killed_at_any_moment(cases: Cases, source: Source, seed: int) -> None:
    chance = random.Random(seed)
    before, killed, seconds = fresh_answers(source.root), 0, 1.0
    while killed < KILLED:
        change(source.root, chance)
        after = fresh_answers(source.root)
        if cases.tried % 8 == 7:
            shutil.rmtree(folder_of(source))
        started = time.perf_counter()
        child = Fork(lambda _: work(source, cases.tried))
        if cases.tried >= 6:
            child.kill_after(chance.random() * seconds)
        code = child.end().code
        if cases.tried < 6:
            seconds = min(seconds, time.perf_counter() - started)
        killed += code == -signal.SIGKILL
        with cases.case(f"seed {seed}, round {cases.tried}, {code}"):
            assert code in (0, -signal.SIGKILL)
            assert stored_answers(source) in (None, before, after)
            answers, said = told_answers(source)
            assert answers == after
            assert not said or "the catalogue was incomplete" in said, said
            refresh(source)
            assert_tidy(source)
        before = after
        assert cases.tried < 8 * KILLED, "hardly any was killed in time"
    assert cases.tried >= KILLED + 6


def leave_names_alone(source: Source) -> None:
    """Be killed when the names can be shown and no text has been read."""
    Refresher(source, lambda progress: None if progress else os._exit(9)).refresh(trust_stamps=True)


def test_half_built(cases: Cases, source: Source) -> None:
    right = fresh_answers(source.root)
    for is_first in (True, False):
        with cases.case("none before" if is_first else "a damaged one before"):
            if is_first:
                shutil.rmtree(folder_of(source))
            else:
                spoiled(source, b"")
            assert Fork(lambda _: leave_names_alone(source)).end().code == 9
            assert stored_answers(source) is None
            answers, said = told_answers(source)
            assert answers == right
            assert "the catalogue was incomplete" in said, said
            refresh(source)
            assert_tidy(source)
    assert cases.tried == 2


# Damaged ----------------------------------------------------------------------------------------------


def assert_told_and_right(source: Source, right: Answers, why: str = "damaged") -> None:
    """The user is told once that the catalogue was no good, and gets the right answers."""
    answers, said = told_answers(source)
    assert f"the catalogue was {why}, {ANEW}" in said, said
    assert answers == right
    assert told_answers(source) == (right, "")


def followed(source: Source) -> list[dict[str, object]]:
    """What the process beside the app says in its first round."""
    events: list[dict[str, object]] = []
    Rounds([source], events.append).go()
    return events


@pytest.mark.parametrize("seed", range(2))
def test_turned_bits(cases: Cases, source: Source, seed: int) -> None:
    right, chance = fresh_answers(source.root), random.Random(seed)
    for number, (at, data) in enumerate(bits(catalogue_of(source).read_bytes(), chance, 100)):
        with cases.case(f"bit {at}"):
            spoiled(source, data)
            if number % 4:
                assert_told_and_right(source, right)
            else:
                assert {"source": 0, "event": "rebuilt", "why": "damaged"} in followed(source)
                assert told_answers(source) == (right, "")
    assert cases.tried == 100


def test_cut_at_any_length(cases: Cases, source: Source) -> None:
    right, chance = fresh_answers(source.root), random.Random(3)
    size = catalogue_of(source).stat().st_size
    lengths = {0, 1, 15, 16, 99, 100, 4096, 16384, size - 1, size - 4096, *range(size // 2, size, 16384)}
    while len(lengths) < 60:
        lengths.add(chance.randrange(size))
    for length in sorted(lengths):
        with cases.case(f"{length} bytes"):
            data = catalogue_of(source).read_bytes()[:length]
            if length % 2:
                catalogue_of(source).write_bytes(data)
            else:
                spoiled(source, data)
            assert stored_answers(source) in (None, right) or not length % 2
            assert_told_and_right(source, right)
    assert cases.tried >= 60


def test_other_things_in_its_place(cases: Cases, source: Source) -> None:
    right = fresh_answers(source.root)
    for name, damage in DAMAGES.items():
        with cases.case(name):
            damage(source)
            answers, said = told_answers(source)
            assert ANEW in said, said
            assert answers == right
            assert_tidy(source)
    assert cases.tried == len(DAMAGES) >= 20


def test_other_versions(cases: Cases, source: Source) -> None:
    right = fresh_answers(source.root)
    for version in ("", "0", "9 0.9.0 little", "10 0.1.0 big", "99 9.9.9 little", "10", "x" * 9999, "\0", "−1", "10 "):
        with cases.case(version[:20]):
            with pytest.MonkeyPatch.context() as patched:
                patched.setattr(sql_tables, "FORMAT", version)
                refresh(source, rebuild=True)
            assert stored_answers(source) is None
            assert_told_and_right(source, right, refresh_module.FOREIGN)
    assert cases.tried == 10


# Full and closed disks --------------------------------------------------------------------------------


@pytest.mark.parametrize("kills", [False, True])
def test_a_disk_that_is_full(cases: Cases, source: Source, kills: bool) -> None:
    chance = random.Random(5)
    size = catalogue_of(source).stat().st_size
    points = [0, 1, 4096, 16384, *(size * part // 11 for part in range(1, 11)), size * 2]
    for limit in points:
        for is_first in (False, True):
            with cases.case(f"{limit} of {size} bytes, {'first build' if is_first else 'update'}"):
                change(source.root, chance)
                right = fresh_answers(source.root)
                if is_first:
                    shutil.rmtree(folder_of(source))
                code, told = Fork(lambda tell: limited(source, limit, kills, tell)).end()  # noqa: B023 - as above
                if code == 0:
                    answers, said = told[0]
                    assert answers == right
                    assert IN_MEMORY in said or limit >= size // 2, said
                else:
                    assert (code, kills) == (-signal.SIGXFSZ, True), told
                answers, said = told_answers(source)
                assert answers == right
                assert not said or "the catalogue was incomplete" in said, said
                assert_tidy(source)
    assert cases.tried == 2 * len(points) >= 24


def limited(source: Source, limit: int, kills: bool, tell: Callable[[Any], None]) -> None:
    limit_files(limit, kills=kills)
    tell(told_answers(source))


def test_a_disk_that_cannot_be_written(cases: Cases, disk: Path) -> None:
    for number, (mode, places) in enumerate(
        [(mode, place) for mode in (0o500, 0o400, 0o300, 0) for place in ("cache", "catalogue", "own", "file", "lock")]
    ):
        root = disk / str(number) / "drugs"
        write_library(root, random.Random(number))
        source = source_of(root, root.parent / "cache")
        refresh(source)
        for is_changed in (False, True):
            with cases.case(f"{mode:o} {places}, {'changed' if is_changed else 'as before'}"):
                if is_changed:
                    change(root, random.Random(number))
                right = fresh_answers(root)
                path = {
                    "cache": root.parent / "cache",
                    "catalogue": folder_of(source).parent,
                    "own": folder_of(source),
                    "file": catalogue_of(source),
                    "lock": folder_of(source) / "lock",
                }[places]
                path.chmod(mode)
                answers, said = forked(lambda: powerless(source))  # noqa: B023 - as above
                assert answers == right
                assert not said or IN_MEMORY in said or ANEW in said, said
                for place in (root.parent / "cache", folder_of(source).parent, folder_of(source)):
                    place.chmod(0o700)
                catalogue_of(source).chmod(0o600)
                (folder_of(source) / "lock").chmod(0o600)
                assert told_answers(source)[0] == right
    assert cases.tried == 40


def powerless(source: Source) -> tuple[Answers, str]:
    without_powers()
    return told_answers(source)


# Together, and at odd times ---------------------------------------------------------------------------


def test_four_at_once(cases: Cases, source: Source) -> None:
    chance = random.Random(7)
    for number in range(12):
        change(source.root, chance)
        before = fresh_answers(source.root)
        if number % 3 == 0:
            spoiled(source, catalogue_of(source).read_bytes()[:-1])
        waiting, gate = os.pipe()
        children = [Fork(lambda tell: first(source, waiting, gate, tell)) for _ in range(4)]  # noqa: B023 - as above
        os.close(waiting)
        os.close(gate)
        if number % 2:
            change(source.root, chance)
        after = fresh_answers(source.root)
        for child in children:
            with cases.case(f"round {number}"):
                code, told = child.end()
                assert code == 0, told
                assert told[0] in (before, after)
        assert told_answers(source)[0] == after
    assert_tidy(source)
    assert cases.tried == 48


@pytest.mark.parametrize("seed", range(2))
def test_changed_again_and_again(cases: Cases, disk: Path, seed: int) -> None:
    """In a library so large that bm25 chooses what is ranked."""
    chance = random.Random(seed)
    write_library(disk / "drugs", chance, 110)
    source = source_of(disk / "drugs", disk / "cache")
    refresh(source)
    for number in range(20):
        for _ in range(chance.randrange(1, 20)):
            change(source.root, chance, 130)
        with cases.case(f"seed {seed}, step {number}"):
            assert not refresh(source).rebuilt
            assert stored_answers(source) == fresh_answers(source.root)
    assert cases.tried == 20


def first(source: Source, waiting: int, gate: int, tell: Callable[[Any], None]) -> None:
    """Answer as soon as the others do."""
    os.close(gate)
    os.read(waiting, 1)
    with redirect_stderr(StringIO()):
        tell(with_current_listing([source], answers_of))


@pytest.mark.parametrize("seed", range(2))
def test_clocks_that_jump(cases: Cases, source: Source, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance, now = random.Random(seed), time.time_ns()
    keepers = [Refresher(source, policy=STANDARD._replace(clock=lambda: now)) for _ in range(2)]
    for module in (storage_module, left_out):
        monkeypatch.setattr(module, "time_ns", lambda: now)
    for number in range(30):
        now += chance.choice((-1, 1)) * chance.choice((0, 1, 10**6, 10**9, 3600 * 10**9, 10**17))
        change(source.root, chance)
        for path in chance.sample(sorted(source.root.iterdir()), 5):
            os.utime(path, ns=(max(0, now), max(0, now)))
        with cases.case(f"seed {seed}, step {number}"):
            keepers[number % 2].refresh(trust_stamps=number % 3 != 0)
            right = fresh_answers(source.root)
            assert stored_answers(source) == right
            assert told_answers(source) == (right, "")
    assert cases.tried == 30

"""The process beside the app: what it says, when it ends, and what is left when it is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import time_ns
from typing import Any

import pytest
from catalogues import assert_right, catalogue_of, folder_of, listed, refresh, source_of
from library_files import titles, write

from medtui.library.catalogue.background import Rounds
from medtui.library.catalogue.listing import Source, catalogue_listing
from medtui.library.catalogue.refresh import DAMAGED, Policy, RefreshReport
from medtui.older_python import module_command

pytestmark = pytest.mark.slow

SAME = RefreshReport(changed=False, rebuilt=False)
_UNHURRIED = (
    "import sys; from medtui.library.catalogue.background import main;"
    "from medtui.library.catalogue.refresh import Policy;"
    "sys.exit(main(sys.argv[1:], Policy(progress_seconds=0, pause_seconds=0.01, rest=0)))"
)


class Worker:
    """A worker process, and the events that it tells."""

    def __init__(self, *arguments: str | Path, code: str = "", before: str = "") -> None:
        how = [sys.executable, "-c", before + code] if code else module_command("medtui.library.catalogue.background")
        self.process = subprocess.Popen([*how, *map(str, arguments)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def events(self) -> Iterator[dict[str, Any]]:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            yield json.loads(line)

    def until(self, event: str) -> list[dict[str, Any]]:
        """The events up to the first one called so."""
        told = []
        for one in self.events():
            told.append(one)
            if one["event"] == event:
                return told
        raise AssertionError(told)


@contextmanager
def worker(*arguments: str | Path, code: str = "", before: str = "") -> Iterator[Worker]:
    started = Worker(*arguments, code=code, before=before)
    try:
        yield started
    finally:
        started.process.kill()
        started.process.communicate()


@pytest.fixture
def library(tmp_path: Path) -> Path:
    for number in range(300):
        write(tmp_path, f"drugs/{number}.md", f"# Drug {number}\n\n### Usage\nText w{number}.\n")
    return tmp_path / "drugs"


@pytest.fixture
def source(library: Path, tmp_path: Path) -> Source:
    return source_of(library, tmp_path / "cache")


def test_a_worker_makes_the_catalogue_and_follows_the_files(source: Source, library: Path, tmp_path: Path) -> None:
    with worker(tmp_path / "cache", library, code=_UNHURRIED) as started:
        told = started.until("current")
        assert {event["source"] for event in told} == {0}
        assert [event["event"] for event in told if event["event"] != "progress"] == ["names", "names", "current"]
        first = told[-1]["why"]
        assert_right(source, ["text", "w7", "w299"])
        write(library, "new.md", "# Newcillin\nnew text\n")
        told = started.until("current")
        assert [event["event"] for event in told if event["event"] != "progress"] == ["names", "current"]
        assert told[-1]["why"] != first
        assert_right(source, ["new"])


def test_a_worker_ends_with_its_input(library: Path, tmp_path: Path) -> None:
    with worker(tmp_path / "cache", library) as started:
        assert started.process.stdin is not None
        started.process.stdin.close()
        assert started.process.wait() == 0
        started.process.stdin = None


def test_a_worker_without_a_library_ends(tmp_path: Path) -> None:
    with worker(tmp_path / "cache", tmp_path / "nowhere") as started:
        assert started.process.wait() == 1
        assert list(started.events()) == []


def test_a_worker_says_that_it_made_a_damaged_catalogue_anew(source: Source, library: Path, tmp_path: Path) -> None:
    refresh(source)
    data = catalogue_of(source).read_bytes()
    catalogue_of(source).write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with worker(tmp_path / "cache", library) as started:
        told = started.until("current")
    assert {"source": 0, "event": "rebuilt", "why": DAMAGED} in told
    assert_right(source, ["w7"])


@pytest.mark.parametrize("line", [1, 2, 30, 150, 299, 301, 302, 303])
def test_a_worker_that_is_killed_leaves_no_harm(source: Source, library: Path, tmp_path: Path, line: int) -> None:
    with worker(tmp_path / "cache", library, code=_UNHURRIED) as started:
        events = started.events()
        for _ in range(line):
            if next(events)["event"] == "current":
                break
        started.process.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        started.process.wait()
    listing = catalogue_listing([source])
    if listing:
        listing.load_all()
        assert len(set(titles(listing))) == len(listing.entries) == 300
    refresh(source)
    assert_right(source, ["text", "w7", "w299"])
    assert refresh(source, trust_stamps=False) == SAME


@pytest.mark.parametrize("line", [1, 2])
def test_a_worker_that_is_killed_while_it_updates_leaves_no_harm(
    source: Source, library: Path, tmp_path: Path, line: int
) -> None:
    refresh(source)
    before = titles(listed(source))
    with worker(tmp_path / "cache", library, code=_UNHURRIED) as started:
        for number in range(100):
            write(library, f"{number}.md", f"# Other {number}\n\n### Usage\nNew v{number}.\n")
        for _, _ in zip(range(line), started.events(), strict=False):
            pass
        started.process.kill()
        started.process.wait()
    listing = listed(source)
    assert len(listing.entries) == len(before) == 300
    refresh(source)
    assert_right(source, ["text", "new", "v7", "w7", "w299"])
    assert refresh(source, trust_stamps=False) == SAME


def test_two_workers_on_one_empty_cache_make_one_catalogue(source: Source, library: Path, tmp_path: Path) -> None:
    arguments = (tmp_path / "cache", library)
    with worker(*arguments, code=_UNHURRIED) as one, worker(*arguments, code=_UNHURRIED) as other:
        editions = {started.until("current")[-1]["why"] for started in (one, other)}
    assert len(editions) == 1
    assert_right(source, ["text", "w7"])
    assert refresh(source, trust_stamps=False) == SAME
    assert sorted(path.name for path in folder_of(source).iterdir()) == [catalogue_of(source).name, "lock"]


def test_a_cache_folder_that_is_a_file_is_told(library: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("x")
    with worker(tmp_path / "cache", library) as started:
        (told,) = started.until("cache")
    assert told["source"] == 0
    assert told["why"] in ("Not a directory", "File exists")


@pytest.mark.skipif(os.name != "posix", reason="Windows cannot limit the size of files")
def test_a_full_disk_is_told_and_leaves_nothing(source: Source, library: Path, tmp_path: Path) -> None:
    limit = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000));"
    )
    with worker(tmp_path / "cache", library, before=limit, code=_UNHURRIED) as started:
        told = started.until("cache")
    assert told[-1]["why"]
    assert [path.name for path in folder_of(source).iterdir()] == ["lock"]
    refresh(source)
    assert_right(source, ["w7"])


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="not for who may write everywhere")
def test_a_cache_folder_that_may_not_be_written_is_told(library: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir(mode=0o500)
    with worker(tmp_path / "cache", library) as started:
        (told,) = started.until("cache")
    assert told["why"] == "Permission denied"


def told_by(rounds: Rounds, told: list[dict[str, object]]) -> list[object]:
    told.clear()
    assert rounds.go() > 0
    return [event["event"] for event in told if event["event"] != "progress"]  # on a slow computer


def test_a_round_says_only_what_is_new(source: Source, library: Path) -> None:
    told: list[dict[str, object]] = []
    rounds = Rounds([source], told.append)
    with source.storage.lock():
        assert told_by(rounds, told) == ["busy"]
        assert told_by(rounds, told) == []
    assert told_by(rounds, told)[-1] == "current"
    assert told_by(rounds, told) == []
    library.rename(library.with_name("elsewhere"))
    assert told_by(rounds, told) == ["folder"]
    library.with_name("elsewhere").rename(library)
    assert told_by(rounds, told) == ["current"]
    write(library, "new.md")
    assert told_by(rounds, told) == ["names", "current"]


def test_only_the_first_round_compares_contents(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    real, opened = os.open, []

    def counting(path: Any, *rest: Any, **more: Any) -> int:
        if str(path).endswith(".md"):
            opened.append(path)
        return real(path, *rest, **more)

    monkeypatch.setattr(os, "open", counting)
    # A catalogue that is newer by the clock than all files: so these count as old ones.
    refresh(source, policy=Policy(clock=lambda: time_ns() + 10**10))
    rounds = Rounds([source], lambda _: None)
    with source.storage.lock():
        rounds.go()
    for expected in (300, 0, 0):
        opened.clear()
        rounds.go()
        assert len(opened) == expected

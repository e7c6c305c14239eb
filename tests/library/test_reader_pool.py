"""Several processes that read files find what one does."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from catalogues import assert_right, listed, refresh, source_of
from library_files import titles, write

from medtui.library.catalogue.listing import catalogue_listing
from medtui.library.catalogue.reader_pool import Readers
from medtui.library.catalogue.refresh import TEXT, Policy, Progress, Refresher, RefreshReport
from medtui.library.child_processes import executor
from medtui.library.entry import Library
from medtui.reading.schema import default_schema

pytestmark = pytest.mark.slow

PARALLEL = Policy(parallel_files=1)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "drugs"
    for number in range(230):
        write(root, f"{number}.md", f"---\nclass: c{number % 3}\n---\n# Drug {number}\n\n### Usage\nText w{number}.\n")
    write(root, "medtui.yaml", "sections:\n- name: flavour\n")
    write(root, "flavour.md", "# Taste\n\n### Flavour\nbitter\n")
    (root / "huge.md").write_bytes(b"x" * 9_000_000)
    if os.name == "posix":
        (root / os.fsdecode(b"caf\xe9.md")).write_text("# Cafe\ntext\n")
    return root


def test_several_processes_find_what_one_does(library: Path, tmp_path: Path) -> None:
    one = source_of(library, tmp_path / "one")
    refresh(one)
    several = source_of(library, tmp_path / "several")
    assert refresh(several, policy=PARALLEL) == RefreshReport(changed=True, rebuilt=True)
    for source in (one, several):
        assert_right(source, ["text", "w7", "w2", "bitter"])
    assert list(listed(one).entries) == list(listed(several).entries)
    assert refresh(several, trust_stamps=False) == RefreshReport(changed=False, rebuilt=False)


def test_answers_come_in_order_and_are_not_piled_up(library: Path) -> None:
    files = sorted(path.name for path in library.glob("*.md"))
    with closing(Readers(Library("drugs", library), default_schema(), 2, 7)) as readers:
        answers = readers.names(files)
        first = next(answers)
        assert [row.raw for row in first] == files[:7]
        assert [row.raw for rows in answers for row in rows] == files[7:]


def test_a_process_that_ends_too_soon_is_an_error_and_leaves_nothing(library: Path, tmp_path: Path) -> None:
    source = source_of(library, tmp_path / "cache")

    def kill(progress: Progress | None) -> None:
        if progress and progress.stage == TEXT:
            for child in multiprocessing.active_children():
                child.kill()

    policy = PARALLEL._replace(progress_seconds=0, chunk_files=1)
    with pytest.raises(OSError, match="ended"):
        Refresher(source, kill, policy).refresh(trust_stamps=True)
    assert not multiprocessing.active_children()
    listing = catalogue_listing([source])
    assert listing is not None
    listing.load_all()
    assert len(titles(listing)) == listing.total
    refresh(source)
    assert_right(source, ["text", "bitter"])


_BUILD = """
import sys, time
from pathlib import Path
from medtui.library.catalogue.listing import find_sources
from medtui.library.catalogue.refresh import Policy, Refresher

def wait(progress):
    if progress and progress.stage == "text":
        print("reading", flush=True)
        time.sleep(600)

if __name__ == "__main__":
    (source,) = find_sources([Path(sys.argv[1])], Path(sys.argv[2]))
    Refresher(source, wait, Policy(parallel_files=1, progress_seconds=0, chunk_files=1)).refresh(trust_stamps=True)
"""


def nothing() -> None:
    """What a process here gets ready with."""


def test_all_processes_are_there_before_one_can_die() -> None:
    """One that is started while another dies is waited for without end."""
    before = set(multiprocessing.active_children())
    with executor(3, nothing):
        assert len(set(multiprocessing.active_children()) - before) == 3
    assert set(multiprocessing.active_children()) <= before


_LOOK = """
import os
import signal
from medtui.library.child_processes import executor

def look():
    is_blocked = signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])
    os.write(1, f"{is_blocked}\\n".encode())  # in one piece: print may write the line and its end apart

if __name__ == "__main__":
    executor(2, look).shutdown()
"""


@pytest.mark.skipif(os.name != "posix", reason="Windows has no masks of signals")
def test_ctrl_c_reaches_no_process_that_is_still_starting(tmp_path: Path) -> None:
    (tmp_path / "look.py").write_text(_LOOK)
    found = subprocess.run([sys.executable, str(tmp_path / "look.py")], capture_output=True, check=True)
    assert found.stdout.split() == [b"True", b"True"]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows ends them with their job")
def test_processes_end_with_the_one_that_started_them(library: Path, tmp_path: Path) -> None:
    (tmp_path / "build.py").write_text(_BUILD)
    command = [sys.executable, str(tmp_path / "build.py"), str(library), str(tmp_path / "cache")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"reading\n"
        process.kill()
        process.wait()
        # All have their output in common: it ends with the last of them.
        assert process.stdout.read() == b""


@pytest.mark.skipif(os.name != "posix", reason="Windows has no groups of processes")
def test_ctrl_c_ends_all_and_only_who_was_asked_says_so(library: Path, tmp_path: Path) -> None:
    (tmp_path / "build.py").write_text("import signal; signal.signal(2, signal.default_int_handler)\n" + _BUILD)
    command = [sys.executable, str(tmp_path / "build.py"), str(library), str(tmp_path / "cache")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdout
        assert process.stdout.readline() == b"reading\n"
        os.killpg(process.pid, signal.SIGINT)
        output, errors = process.communicate()
    assert (output, errors.count(b"KeyboardInterrupt")) == (b"", 1)


def test_nothing_to_read(library: Path) -> None:
    for processes in (0, 2):
        with closing(Readers(Library("drugs", library), default_schema(), processes, 100)) as nobody:
            assert not list(nobody.names([]))
            assert not list(nobody.texts([]))

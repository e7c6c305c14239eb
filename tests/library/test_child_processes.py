"""Processes that work for this one start wherever it writes its errors, and are not waited for once they are dead."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

WITHOUT_A_FILE = """\
import io, os, sys

class Captured(io.StringIO):  # as Textual's, while the app runs
    def fileno(self):
        return -1

from medtui.library.child_processes import executor

def main():
    sys.stderr = Captured()
    pool = executor(1, os.getpid)
    print(pool.submit(abs, -5).result())
    pool.shutdown()

if __name__ == "__main__":
    main()
"""


@pytest.mark.slow
def test_they_start_where_standard_error_has_no_file() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_A_FILE], check=False, capture_output=True, text=True, timeout=60
    )
    assert (done.stdout, done.stderr) == ("5\n", "")


COPIES = """\
import colorsys, os, threading
from medtui.library.child_processes import executor, uninterrupted

def knows_what_is_imported(**how):
    with executor(1, os.getpid, **how) as pool, uninterrupted():
        return pool.submit(eval, "'colorsys' in __import__('sys').modules").result()

if __name__ == "__main__":
    print(knows_what_is_imported(may_fork=True), knows_what_is_imported())
    threading.Thread(target=threading.Event().wait, daemon=True).start()
    print(knows_what_is_imported(may_fork=True))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere none is a copy")
def test_they_are_copies_only_where_that_is_asked_for_and_no_thread_runs() -> None:
    done = subprocess.run([sys.executable, "-c", COPIES], check=False, capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("True False\nFalse\n", "")


DEAD_AT_ITS_START = """\
import os, shutil
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import resource_tracker, set_executable
from medtui.library.child_processes import executor

if __name__ == "__main__":
    resource_tracker.ensure_running()
    set_executable(shutil.which("false"))  # it ends before it has read anything
    pool = executor(2, print, "more than a pipe holds " * 100_000)
    try:
        pool.submit(abs, -5).result()
    except BrokenProcessPool:
        print("told")
    pool.shutdown()
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="Windows has no program that only fails")
def test_one_that_dies_before_it_has_read_what_it_is_given_is_told() -> None:
    done = subprocess.run(
        [sys.executable, "-c", DEAD_AT_ITS_START], check=False, capture_output=True, text=True, timeout=60
    )
    assert (done.stdout, done.stderr) == ("told\n", "")

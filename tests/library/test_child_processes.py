"""Processes that work for this one start wherever it writes its errors."""

from __future__ import annotations

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

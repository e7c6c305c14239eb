"""Texts made to be slow are read in a time that grows with their length, not with its square."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

PROGRAM = Path(__file__).with_name("hostile_texts.py")
PATIENCE = 120
"""Seconds. All of it takes a few; in quadratic time each of the texts would take minutes."""


def test_no_text_takes_for_ever() -> None:
    """In a process of its own, because nothing else can stop a regular expression."""
    try:
        done = subprocess.run(
            [sys.executable, str(PROGRAM)], capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as error:
        pytest.fail(f"too slow: {error.output[-200:]!r}")
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("done\n")

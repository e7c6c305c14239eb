"""One line on a terminal that says how far something is, and goes away."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

_START = "\r\x1b[K"
_CELLS = 20
_MINUTE, _HOUR = 60, 3600


class ProgressLine:
    """On standard error, if that is a terminal; nothing of it else. often: seconds between two of them."""

    def __init__(self, often: float = 0.0) -> None:
        self._often = often
        self._next = 0.0
        self._is_there = False

    def show(self, text: str) -> None:
        """In the place of what it said before, unless that was just now."""
        now = monotonic()
        if now >= self._next and sys.stderr is not None and sys.stderr.isatty():
            sys.stderr.write(_START + text)
            sys.stderr.flush()
            self._is_there, self._next = True, now + self._often

    def clear(self) -> None:
        """Leave the line to something else."""
        if self._is_there:
            sys.stderr.write(_START)
            sys.stderr.flush()
            self._is_there, self._next = False, 0.0


@contextmanager
def progress_line(often: float = 0.0) -> Iterator[ProgressLine]:
    """A line that goes away in the end, however that comes."""
    line = ProgressLine(often)
    try:
        yield line
    finally:
        line.clear()


def bar(done: float, count: int, seconds: float) -> str:
    """done: from 0 to 1. count: of labels so far, in so many seconds."""
    filled = int(done * _CELLS)
    rate = f"{count / seconds:.1f}/s" if seconds else "0/s"
    left = f", {_told(seconds / done * (1 - done))} left" if done > 0 and seconds >= 1 else ""
    return f"[{'#' * filled}{'-' * (_CELLS - filled)}] {count:,} labels, {rate}{left}"


def _told(seconds: float) -> str:
    if seconds < _MINUTE:
        return f"{seconds:.0f} s"
    return f"{seconds / _MINUTE:.0f} min" if seconds < _HOUR else f"{seconds / _HOUR:.1f} h"

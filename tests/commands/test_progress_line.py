"""How far an import is, on a terminal's one line."""

from __future__ import annotations

import sys
from io import StringIO

import pytest

from medtui.commands.progress_line import bar, progress_line


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("done", "count", "seconds", "line"),
    [
        (0, 0, 0, "[--------------------] 0 labels, 0/s"),
        (0.25, 5, 0.5, "[#####---------------] 5 labels, 10.0/s"),
        (0.5, 1500, 150, "[##########----------] 1,500 labels, 10.0/s, 2 min left"),
        (0.75, 600, 60, "[###############-----] 600 labels, 10.0/s, 20 s left"),
        (0.01, 600, 180, "[--------------------] 600 labels, 3.3/s, 5.0 h left"),
        (1, 10, 5, "[####################] 10 labels, 2.0/s, 0 s left"),
    ],
)
def test_a_bar_says_count_rate_and_time_left(done: float, count: int, seconds: float, line: str) -> None:
    assert bar(done, count, seconds) == line


def test_a_line_takes_the_place_of_the_one_before_and_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    with progress_line() as line:
        line.show("one")
        line.show("two")
        line.clear()
        line.clear()
    assert terminal.getvalue() == "\r\x1b[Kone\r\x1b[Ktwo\r\x1b[K"


def test_what_is_no_terminal_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", file := StringIO())
    with progress_line() as line:
        line.show("one")
    assert file.getvalue() == ""

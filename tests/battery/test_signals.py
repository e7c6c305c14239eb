"""Signals, alone and in pairs, and storms of sizes, some 440 cases in a real terminal: at the start, while a library is
loading and in ten states. Either the app goes on and shows what it showed, or it ends with a code that says why, the
terminal as it was, its screen given back exactly once, no process left over and no word of a note lost."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest
from tally import Cases

if sys.platform == "win32":
    pytest.skip("Windows has no signals of this kind", allow_module_level=True)

from pseudo_terminal import PseudoTerminal
from real_terminal import NOTE, STATES, draft_in, home_with_drugs, is_left_as_it_was, is_painted_again, opened

ENDING = ("TERM", "HUP", "INT", "QUIT")
MORE_ENDING = (
    "USR1", "USR2", "ALRM", "VTALRM", "PROF", "XCPU", "TERM CONT", "HUP CONT", "QUIT CONT", "TERM TERM", "TERM HUP",
    "HUP TERM", "INT QUIT", "USR1 CONT", "CONT TERM", "WINCH HUP", "STOP TERM CONT", "TSTP TERM CONT", "TSTP HUP CONT",
    "TTOU TERM CONT", "STOP HUP CONT", "TSTP QUIT CONT",
)  # fmt: skip
GOING_ON = (
    "CONT", "CONT CONT", "STOP CONT", "TSTP CONT", "TSTP CONT CONT", "TTIN CONT", "TTOU CONT", "WINCH",
    "WINCH WINCH WINCH", "CHLD", "URG", "PIPE", "CONT WINCH CONT", "STOP WINCH CONT",
)  # fmt: skip
SIZES = ((1, 1), (2000, 2000), (80, 24), (20, 3), (0, 0), (65535, 1), (1, 65535), (40, 12), (300, 8))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all, with a desk of its own for each: `opened` sees to that."""
    return home_with_drugs(tmp_path_factory.mktemp("home"))


def sends(terminal: PseudoTerminal, names: str) -> None:
    """Send signals, waiting for those that stop it to do so."""
    for name in names.split():
        number = signal.Signals[f"SIG{name}"]
        terminal.process.send_signal(number)
        if name in ("STOP", "TSTP"):
            end = time.monotonic() + 20
            while os.waitpid(terminal.process.pid, os.WUNTRACED | os.WNOHANG) == (0, 0):
                assert time.monotonic() < end, "it does not stop"
                terminal.reads_for(0.01)
            assert name == "STOP" or terminal.has_its_modes, "stopped with the modes of the app"
        elif name != names.rsplit(maxsplit=1)[-1]:
            terminal.reads_for(0.02)


@pytest.mark.parametrize("state", STATES)
def test_a_signal_ends_it_as_it_should(cases: Cases, home: Path, state: str) -> None:
    tried = (*ENDING, *(MORE_ENDING if state == "note" else ()))
    for names in tried:
        with cases.case(f"{state}, {names}"), opened(home, state) as terminal:
            sends(terminal, names)
            numbers = {int(signal.Signals[f"SIG{name}"]) for name in names.split()}
            code = terminal.ends()
            # A second one may come when it has all but ended; to a shell both are the same.
            assert code - 128 in numbers or (len(numbers) > 1 and -code in numbers), code
            is_left_as_it_was(terminal)
            assert draft_in(home) == (NOTE if state == "note" else "")
    assert cases.tried == len(tried)


@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.1, 0.2, 0.3, 0.5])
def test_a_signal_before_the_first_frame(cases: Cases, home: Path, seconds: float) -> None:
    for names in (*ENDING, "USR1", "TERM CONT", "HUP TERM"):
        with cases.case(f"{names} after {seconds} s"), opened(home) as terminal:
            terminal.reads_for(seconds)
            sends(terminal, names)
            terminal.ends()
            is_left_as_it_was(terminal)
    assert cases.tried == 7


def test_a_signal_while_a_library_is_loading(cases: Cases, tmp_path: Path) -> None:
    (tmp_path / "drugs").mkdir()
    for number in range(1_500):
        (tmp_path / f"drugs/{number}.md").write_text(f"---\ntitle: Drug {number}\n---\n### Usage\n{'Use. ' * 500}\n")
    for names in (*ENDING, "USR1", "TERM CONT", "STOP TERM CONT", "TSTP HUP CONT"):
        with cases.case(names), opened(tmp_path) as terminal:
            terminal.waits_for("Drug ")
            sends(terminal, names)
            terminal.ends()
            is_left_as_it_was(terminal)
        shutil.rmtree(tmp_path / "cache", ignore_errors=True)
    assert cases.tried == 8


@pytest.mark.parametrize("state", STATES)
def test_it_goes_on(cases: Cases, home: Path, state: str) -> None:
    with opened(home, state) as terminal:
        shown = STATES[state][1].split()[0]
        for number, names in enumerate(GOING_ON):
            with cases.case(f"{state}, {names}"):
                sends(terminal, names)
                is_painted_again(terminal, shown, number)
        for number, (columns, rows) in enumerate(SIZES * 2):
            with cases.case(f"{state}, {columns} by {rows}"):
                for _ in range(5 if number < len(SIZES) else 1):
                    terminal.resizes(columns, rows)
                is_painted_again(terminal, shown, len(GOING_ON) + number)
        with cases.case(f"{state}, at the end"):
            terminal.types("\x11")
            assert terminal.ends() == 0
            is_left_as_it_was(terminal)
            assert draft_in(home) == (NOTE if state == "note" else "")
    assert cases.tried == len(GOING_ON) + 2 * len(SIZES) + 1

"""However the app ends, the terminal is as it was, the exit code tells why, and nothing private is printed."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals of this kind", allow_module_level=True)

from pseudo_terminal import PseudoTerminal

PROGRAM = """\
import logging, sys
from pathlib import Path
from medtui.library.catalogue.listing import open_libraries
from medtui.tui import app, document_view, drug_list, footer
from medtui.tui.screens import browse
from medtui.tui.start import Start

def fails(*_, **__):
    patient = "Jane" + " " + "Roe"
    raise RuntimeError("never" + " " + "mind")

{sabotage}
logging.basicConfig(filename={log!r})
listing = open_libraries([Path({library!r})], cache_folder=Path({library!r}).parent / "cache")
sys.exit(app.run_app(listing, Start(), debug={debug}))
"""
AT_A_KEY = "browse.BrowseScreen.action_copy_section = fails"
WHILE_PAINTING = "browse.BrowseScreen.action_copy_section = lambda s: setattr(footer.KeyHints, 'content_line', fails)"
IN_A_MESSAGE = "browse.BrowseScreen.on_search_line_submitted = fails"
SIGNAL_AT_THE_END = """\
from asyncio.selector_events import BaseSelectorEventLoop
import os, signal
close = BaseSelectorEventLoop._close_self_pipe
BaseSelectorEventLoop._close_self_pipe = lambda loop: (close(loop), os.kill(os.getpid(), signal.SIGCONT))
"""
SIGNAL_AS_IT_STARTS = "import signal; app.MedtuiApp.on_load = lambda _: signal.raise_signal({})"
SIGNAL_AT_THE_FIRST_FRAME = """\
import signal
mounted = browse.BrowseScreen.on_mount
browse.BrowseScreen.on_mount = lambda screen: (mounted(screen), signal.raise_signal({}))
"""
AT_THE_START = "drug_list.DrugList.show_rows = fails"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "drugs"
    root.mkdir()
    (root / "zelofane.md").write_text("---\ntitle: Zelofane\n---\n### Usage\nKnees.\n", "utf-8")
    return root


def program(library: Path, sabotage: str = "", *, debug: bool = False) -> list[str]:
    log = str(library.parent / "log")
    return ["-c", PROGRAM.format(sabotage=sabotage, library=str(library), log=log, debug=debug)]


def test_a_signal_while_the_loop_closes_is_not_complained_of(library: Path) -> None:
    with PseudoTerminal(program(library, SIGNAL_AT_THE_END), library.parent) as terminal:
        terminal.waits_for("Knees.")
        terminal.types("\tq")
        assert terminal.ends() == 0
        assert terminal.last_words == ""


def test_quitting(library: Path) -> None:
    with PseudoTerminal(["-m", "medtui", "--library", str(library)], library.parent) as terminal:
        terminal.waits_for("Knees.")
        terminal.types("\tq")
        assert terminal.ends() == 0
        assert terminal.is_restored
        assert terminal.last_words == ""


@pytest.mark.parametrize(
    ("sabotage", "keys"),
    [(AT_A_KEY, "\ty"), (WHILE_PAINTING, "\tyt"), (IN_A_MESSAGE, "\r"), (AT_THE_START, "")],
    ids=["at a key", "while painting", "in a message", "at the start"],
)
def test_an_internal_error(library: Path, sabotage: str, keys: str) -> None:
    with PseudoTerminal(program(library, sabotage), library.parent) as terminal:
        if keys:
            terminal.waits_for("Knees.")
        terminal.types(keys)
        assert terminal.ends() == 1
        assert terminal.is_restored
        assert "stopped because of an internal error" in terminal.last_words
        for words in ("Traceback", "RuntimeError", "never mind", "Jane Roe", "patient", ".py"):
            assert words.encode() not in terminal.written
        assert not (library.parent / "log").exists() or not (library.parent / "log").read_text("utf-8")


def test_an_internal_error_with_debug_writes_a_report_without_local_variables(library: Path) -> None:
    with PseudoTerminal(program(library, AT_A_KEY, debug=True), library.parent) as terminal:
        terminal.waits_for("Knees.")
        terminal.types("\ty")
        assert terminal.ends() == 1
        assert terminal.is_restored
        assert b"RuntimeError" not in terminal.written
    report = (library.parent / "log").read_text("utf-8")
    assert "RuntimeError" in report
    assert "Jane Roe" not in report


@pytest.mark.parametrize("then", [[], ["SIGCONT"]], ids=["alone", "then continued"])
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT", "SIGUSR1"])
def test_a_signal(library: Path, name: str, then: list[str]) -> None:
    """Who hangs up sends both."""
    number = signal.Signals[name]
    with PseudoTerminal(["-m", "medtui", "--library", str(library)], library.parent) as terminal:
        terminal.waits_for("Knees.")
        for each in (name, *then):
            terminal.process.send_signal(signal.Signals[each])
        assert terminal.ends() == 128 + number
        assert terminal.is_restored
        assert "Traceback" not in terminal.last_words


@pytest.mark.parametrize("sabotage", [SIGNAL_AS_IT_STARTS, SIGNAL_AT_THE_FIRST_FRAME], ids=["load", "first frame"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_as_it_starts(library: Path, number: signal.Signals, sabotage: str) -> None:
    with PseudoTerminal(program(library, sabotage.format(int(number))), library.parent) as terminal:
        assert terminal.ends() == 128 + number
        assert terminal.has_its_modes
        assert "Traceback" not in terminal.last_words


@pytest.mark.parametrize(
    "names",
    ["SIGCONT", "SIGCONT SIGCONT", "SIGSTOP SIGCONT", "SIGTTOU SIGCONT", "SIGTSTP SIGCONT", "SIGTSTP SIGCONT SIGCONT"],
)
def test_going_on(library: Path, names: str) -> None:
    with PseudoTerminal(["-m", "medtui", "--library", str(library)], library.parent) as terminal:
        terminal.waits_for("Knees.")
        for name in names.split():
            terminal.process.send_signal(signal.Signals[name])
            if name in ("SIGSTOP", "SIGTSTP"):
                terminal.waits_until_stopped()
            terminal.reads_for(0.3)
        terminal.waits_until_taken()
        terminal.written = b"\x1b[?1049h" + terminal.written[-1:]
        terminal.types("zelof")
        terminal.waits_for("zelof")
        terminal.types("\x11")
        assert terminal.ends() == 0
        assert terminal.is_restored


def test_a_terminal_that_goes_without_a_signal(library: Path) -> None:
    with PseudoTerminal(["-m", "medtui", "--library", str(library)], library.parent) as terminal:
        terminal.waits_for("Knees.")
        terminal.goes()
        assert terminal.process.wait(timeout=20) == 128 + signal.SIGHUP


@pytest.mark.parametrize("name", ["SIGKILL", "SIGHUP", "SIGTERM"])
def test_a_note_that_is_being_typed_is_kept(library: Path, name: str) -> None:
    program = ["-m", "medtui", "--library", str(library)]
    with PseudoTerminal(program, library.parent) as terminal:
        terminal.waits_for("Knees.")
        terminal.types("\ta")
        terminal.waits_for("Your note on")
        terminal.types("Ask Dr B")
        if name == "SIGKILL":  # which nobody is told of: what the last rest has kept is there
            while not [*library.parent.rglob("drafts.json")]:
                assert terminal.process.poll() is None
                terminal.reads_for(0.1)
        else:
            terminal.waits_for("Dr")
        terminal.process.send_signal(signal.Signals[name])
        terminal.ends()
    with PseudoTerminal(program, library.parent) as terminal:
        terminal.waits_for("A note that you did not finish is kept")
        terminal.types("\ta")
        terminal.waits_for("Ask Dr B")


def test_ctrl_c_does_not_end_it(library: Path) -> None:
    with PseudoTerminal(["-m", "medtui", "--library", str(library)], library.parent) as terminal:
        terminal.waits_for("Knees.")
        terminal.types("\x03")
        terminal.types("?")
        terminal.waits_for("Line, drug or question up")
        terminal.types("q\x11")
        assert terminal.ends() == 0


@pytest.mark.parametrize("keys", ["\r", "\re2", "m", "\t", "jj\r2w", "/?\x1b[A"])
def test_no_key_before_the_first_frame_does_harm(library: Path, keys: str) -> None:
    with PseudoTerminal(["-m", "medtui", "--library", str(library)], library.parent) as terminal:
        terminal.waits_for("\x1b[?1049h")
        terminal.types(keys)
        terminal.waits_for("Knees.")
        terminal.types("\x11")
        assert terminal.ends() == 0


def test_keys_typed_before_the_first_frame_are_not_lost(library: Path) -> None:
    (library / "bexarol.md").write_text("---\ntitle: Bexarol\n---\n### Usage\nElbows.\n", "utf-8")
    # With a catalogue every name is known from the start; without one, a busy machine may show fewer at first.
    with PseudoTerminal(["-m", "medtui", "index", "--library", str(library)], library.parent) as terminal:
        assert terminal.ends() == 0
    with PseudoTerminal(["-m", "medtui", "--library", str(library)], library.parent) as terminal:
        terminal.waits_for("\x1b[?1049h")
        terminal.types("zel")
        terminal.waits_for("Knees.")
        terminal.types("\x11")
        assert terminal.ends() == 0

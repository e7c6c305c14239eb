"""Terminals of 20 names, 15 locales, and input, output and complaints that go nowhere, to a file, to a full disk, to a
pipe that nobody reads or are closed, alone and together, for the app and for commands in a real terminal, some 240
cases: the exit code is the right one, no sign of the text is lost, what is wrong is said in one sentence where there is
anywhere to say it, and the terminal is as it was."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path

import pytest
from tally import Cases
from terminal_grammar import forbidden, not_ours

if sys.platform == "win32":
    pytest.skip("Windows has no terminals of this kind", allow_module_level=True)

from pseudo_terminal import PseudoTerminal
from real_terminal import ENTERS

STARTER = """\
import os, sys
redirections, without, *arguments = sys.argv[1:]
os.environ.pop(without, None)
for stream, kind in (pair.split("=") for pair in redirections.split()):
    stream = int(stream)
    if kind == "closed":
        os.close(stream)
    elif kind == "gone":
        reads, writes = os.pipe()
        os.dup2(writes if stream else reads, stream)
        os.close(reads)
        os.close(writes)
    else:
        os.dup2(os.open(kind, os.O_RDWR | os.O_CREAT), stream)
os.execv(sys.executable, [sys.executable, "-m", "medtui", *arguments])
"""
KINDS = ("/dev/null", "a file", "closed", "gone", "/dev/full")
OUTPUT, COMPLAINTS = "12"
COMMANDS = {"": 2, "list": 0, "show zinc": 0, "search usage:knees": 0, "show no such drug": 3, "list --nonsense": 2}
"""Each with its exit code, of the app where it has no terminal."""
TEXT = "Knees ≥ 3 µg/m² at 5–10 °C"
INTERNAL = ("Traceback", "internal error", "Exception ignored", "Error:", "Fatal Python")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "médicaments"
    folder.mkdir()
    (folder / "zinc.md").write_text(f"---\ntitle: Zinc\n---\n### Usage\n{TEXT}\n", "utf-8")
    return folder


def started(library: Path, line: str, to: Mapping[str, str], *, without: str = "", **variables: str) -> PseudoTerminal:
    """A command in a terminal. to: where its streams lead instead. without: a variable that is not set."""
    redirections = " ".join(f"{stream}={kind.removeprefix('a ')}" for stream, kind in to.items())
    program = ["-ISc", STARTER, redirections, without, *line.split(), "--library", str(library)]
    return PseudoTerminal(program, library.parent, **variables)


def ends_plainly(terminal: PseudoTerminal) -> tuple[int, str]:
    """The exit code, and what can be read on the terminal."""
    code, written = terminal.ends(), terminal.written.decode()
    assert terminal.has_its_modes
    assert terminal.written.count(ENTERS) == (b"\x1b[?1049l" in terminal.written)
    if ENTERS in terminal.written:
        assert not (odd := [ascii(written[at - 20 : at + 20]) for at in not_ours(written)]), odd[:3]
    else:  # how far the reading is may be said in a line that is written over
        assert not forbidden(written.replace("\r\x1b[K", "").replace("\r\n", "\n").replace("\t", " ")), ascii(written)
    assert not any(words in written for words in INTERNAL), written[-300:]
    return code, written


def redirections() -> Iterator[dict[str, str]]:
    """Each of the streams to each of the places, the two that are written to, and all three."""
    for streams, kind in product(("0", "1", "2", "12", "012"), KINDS):
        yield dict.fromkeys(streams, kind)


@pytest.mark.parametrize("line", COMMANDS)
def test_streams_that_lead_elsewhere(cases: Cases, line: str, library: Path) -> None:
    file = library.parent / "file"
    for to in redirections():
        with cases.case(f"medtui {line} with {to}"):
            file.unlink(missing_ok=True)
            with started(library, line, to) as terminal:
                code, written = ends_plainly(terminal)
            cannot_write = COMMANDS[line] == 0 and to.get(OUTPUT) in ("closed", "/dev/full")
            assert code == (1 if cannot_write else COMMANDS[line])
            if "a file" in to.values():
                written += file.read_text("utf-8")
            is_heard = to.get(COMPLAINTS, "a file") == "a file"
            assert written.count("medtui: ") == (is_heard and code != 0), written
            assert ("Zinc" in written) == (code == 0 and to.get(OUTPUT, "a file") == "a file"), written
    assert cases.tried == 5 * len(KINDS)


TERMS = (
    "linux", "vt100", "vt220", "ansi", "xterm", "xterm-mono", "xterm-256color", "screen", "screen-256color", "tmux",
    "rxvt-unicode", "cons25", "rubbish", "x" * 1_000, "../../etc/passwd", "\x1b[31m", "é", " ", "",
)  # fmt: skip
DUMB = ("dumb", "DUMB", "unknown")
IN_ASCII = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
LOCALES: tuple[dict[str, str], ...] = (
    {"LC_ALL": "C"}, {"LC_ALL": "POSIX"}, {"LC_ALL": "C.UTF-8"}, {"LC_ALL": "en_US.UTF-8"}, {"LC_ALL": "ja_JP.eucJP"},
    {"LC_ALL": "de_DE.ISO-8859-1"}, {"LC_ALL": "xx_YY.rubbish"}, {"LC_ALL": "é"}, {"LANG": "C"},
    {"LC_CTYPE": "tr_TR.ISO-8859-9"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "latin-1:strict"},
    {"PYTHONIOENCODING": "utf-16"}, {"LC_ALL": "C", **IN_ASCII}, {"LC_ALL": "en_US.ISO-8859-1", **IN_ASCII},
)  # fmt: skip


def test_terminals_of_any_name(cases: Cases, library: Path) -> None:
    for name in (*TERMS, *DUMB, None):
        variables, without = ({}, "TERM") if name is None else ({"TERM": name}, "")
        with cases.case(f"TERM is {name!r}"), started(library, "", {}, without=without, **variables) as terminal:
            if name not in DUMB:
                terminal.waits_for("Knees")
                terminal.types("\x11")
            code, written = ends_plainly(terminal)
            assert (code, written.count("medtui: ")) == ((2, 1) if name in DUMB else (0, 0)), written[-300:]
        with (
            cases.case(f"list, TERM is {name!r}"),
            started(library, "list", {}, without=without, **variables) as terminal,
        ):
            assert ends_plainly(terminal)[0] == 0
    assert cases.tried == 2 * (len(TERMS) + len(DUMB) + 1)


@pytest.mark.parametrize("line", ["", "show zinc", "search usage:knees"])
def test_no_locale_takes_a_sign_away(cases: Cases, line: str, library: Path) -> None:
    for variables in LOCALES:
        with cases.case(f"medtui {line} with {variables}"), started(library, line, {}, **variables) as terminal:
            terminal.waits_for(TEXT)
            if not line:
                terminal.types("\x11")
            assert ends_plainly(terminal)[0] == 0
    assert cases.tried == len(LOCALES)

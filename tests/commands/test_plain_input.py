"""Standard input of a plain session: any text, any bytes, its end, Ctrl+C, and processes of its own."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import EVIL, ZINC, Shell, interruptible, posix_only
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_talk import WARFOL, Edits, Talker
from searching import DRUGS

from medtui.commands.declaration import Request
from medtui.commands.exit_codes import FAILURE, INTERRUPTED, CommandError
from medtui.commands.plain.session import run

pytestmark = pytest.mark.slow


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(tmp_path, monkeypatch)


@pytest.fixture
def talker(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Talker:
    return Talker(capsys, monkeypatch)


# Input of any kind --------------------------------------------------------------------------------------


@given(st.lists(st.one_of(st.text(), st.sampled_from(["1", "0", "3", "more", "find a", "next", "fever", "", "back"]))))
@settings(max_examples=40)
def test_any_text_is_answered(shell: Shell, talker: Talker, lines: list[str]) -> None:
    library = shell.library(**DRUGS, evil=EVIL, warfol=WARFOL)
    typed = "\n".join(lines).encode("utf-8", "surrogatepass")
    check(talker, typed, library)


@given(st.binary(max_size=200))
@settings(max_examples=40)
def test_any_bytes_are_answered(shell: Shell, talker: Talker, typed: bytes) -> None:
    check(talker, typed, shell.library())


@pytest.mark.parametrize(
    "typed",
    [
        b"\x00\x1b[2J\x07\x9b\n",
        b"\xff\xfe\x00\n\xc3\x28\n",
        "evil\u202e\u2028\u0085\n".encode(),
        b"\xed\xa0\x80\n",
        b"x" * 100_000 + b"\n1\n",
        b"word " * 20_000 + b"\n",
        b"9" * 100_000 + b"\n",
        b"(" * 5000 + b"\n",
        b"\r\n\r\nzinc\r\n1\r\n",
        b"zinc",
        b"find " + b"z" * 100_000,
    ],
)
def test_hostile_input(shell: Shell, talker: Talker, typed: bytes) -> None:
    check(talker, typed, shell.library(evil=EVIL, zinc=ZINC))


def check(talker: Talker, typed: bytes, library: Path) -> None:
    """The session ends well, says nothing that could drive a terminal, and stays within the width."""
    code, out, err = talker.raw(typed, Request("plain", libraries=(str(library),)))
    assert (code, err) == (0, "")
    assert not set(out) & set("\x00\x07\x1b\x9b\u202e\u2028\x85\r")
    assert all(len(line) <= 80 for line in out.split("\n"))


def test_a_mark_at_the_beginning_of_the_input_is_no_part_of_the_name(shell: Shell, talker: Talker) -> None:
    library = shell.library(five="# 5\n\nFive.\n")
    _, out, _ = talker.raw("\ufeffhelp\n".encode(), Request("plain", libraries=(str(library),)))
    assert "The commands:" in out


def test_odd_bytes_are_read_as_windows_does(shell: Shell, talker: Talker) -> None:
    library = shell.library(tea="# Thé\n\nCafé.\n")
    _, out, _ = talker.raw(b"caf\xe9\n", Request("plain", libraries=(str(library),)))
    assert "1. Thé\n" in out


def test_lines_are_wrapped_by_the_width(shell: Shell, talker: Talker) -> None:
    shell.set(COLUMNS="24")
    _, out, _ = talker.raw(b"amox\n1\n0\nhelp\nfind adults\n", Request("plain", libraries=(str(shell.library()),)))
    assert max(map(len, out.split("\n"))) <= 25  # with the space after a prompt
    assert "Number of a monograph, a\ndrug, or words to find: \n" in out


def test_no_input_at_all(shell: Shell, talker: Talker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(CommandError, match="standard input is closed") as caught:
        run(Request("plain", libraries=(str(shell.library()),)))
    assert caught.value.code == FAILURE


def test_input_that_cannot_be_read(shell: Shell, talker: Talker, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OSError(5, os.strerror(5))

    monkeypatch.setattr(sys, "stdin", Edits("zinc", fail))
    with pytest.raises(CommandError, match="The input could not be read"):
        run(Request("plain", libraries=(str(shell.library()),)))


def test_ctrl_c_ends_with_130_on_a_line_of_its_own(
    shell: Shell, talker: Talker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", Edits("zinc", interrupt))
    assert run(Request("plain", libraries=(str(shell.library()),))) == 130
    assert talker.capsys.readouterr().out.endswith(" to find: \n")


@posix_only
def test_a_standard_error_that_is_closed_is_no_matter(
    shell: Shell, talker: Talker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(sys, "stdin", Edits("zinc"))
    assert run(Request("plain", libraries=(str(shell.library()),))) == 0


# A process of its own -----------------------------------------------------------------------------------

IMPORTED = "import sys; from medtui.__main__ import main; main(sys.argv[1:]); print([*sys.modules])"


def plain(library: Path, *before: str) -> list[str]:
    return [sys.executable, *(before or ("-m", "medtui")), "--plain", "--library", str(library)]


def test_through_pipes_on_a_dumb_terminal(shell: Shell) -> None:
    shell.set(TERM="dumb", LC_ALL="C")
    done = subprocess.run(plain(shell.library()), input=b"amox\n1\n3\n", capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "• Children >25 kg: 10³ mg" in done.stdout.decode()
    assert done.stdout.endswith(b"\nNumber of a section, a drug, or words to find: \n")


def test_the_screen_is_not_even_loaded(shell: Shell) -> None:
    command = plain(shell.library(), "-c", IMPORTED)
    done = subprocess.run(command, input=b"amox\n1\n", capture_output=True, timeout=60, check=True)
    assert not {"'textual'", "'multiprocessing'", "'asyncio'", "'readline'"} & set(
        done.stdout.decode().strip("[]\n").split(", ")
    )


def test_a_reader_that_stops_reading_ends_it_quietly(shell: Shell) -> None:
    process = subprocess.Popen(
        plain(shell.library()), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    process.stdin.write(b"amox\n")
    process.stdin.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 0


@posix_only
def test_input_that_is_open_for_writing_only(shell: Shell) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        done = subprocess.run(plain(shell.library()), stdin=nowhere, capture_output=True, timeout=60, check=False)
    finally:
        os.close(nowhere)
    assert done.returncode == FAILURE
    assert done.stderr.startswith(b"medtui: The input could not be read (")
    assert done.stderr.count(b"\n") == 1


class Terminal:
    """A dumb terminal, 60 columns wide, with a session on it."""

    def __init__(self, library: Path) -> None:
        import fcntl  # POSIX only
        import pty
        import struct
        import termios

        self._inner, self._outer = pty.openpty()
        fcntl.ioctl(self._outer, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
        stream = self._outer
        with interruptible():
            self.process = subprocess.Popen(plain(library), stdin=stream, stdout=stream, stderr=stream)
        self.written = ""
        self._seen = 0

    def waits_for(self, text: str) -> None:
        """Read until that has been written after what was waited for before."""
        end = time.monotonic() + 30
        while text not in self.written[self._seen :]:
            assert time.monotonic() < end, self.written
            if select.select([self._inner], [], [], 0.1)[0]:
                self.written += os.read(self._inner, 4096).decode()
        self._seen = self.written.index(text, self._seen) + len(text)

    def types(self, keys: str) -> None:
        """Send them."""
        os.write(self._inner, keys.encode())

    def ends(self) -> int:
        """The exit code, when all has been read."""
        code = self.process.wait(30)
        while select.select([self._inner], [], [], 0.1)[0]:
            self.written += os.read(self._inner, 4096).decode()
        return code

    def close(self) -> None:
        """Take it away."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._inner)
        os.close(self._outer)


@pytest.fixture
def terminal(shell: Shell) -> Iterator[Terminal]:
    shell.set(TERM="dumb")
    made = Terminal(shell.library())
    yield made
    made.close()


@posix_only
def test_on_a_terminal(terminal: Terminal) -> None:
    terminal.waits_for("Drug or words to find: ")
    terminal.types("amx\x7fox\n")  # what is typed can be corrected
    terminal.waits_for("1. Amoxicillin\r\n")
    terminal.waits_for("words to find: ")
    terminal.types("1\n")
    terminal.waits_for("3. Dosage\r\n")
    terminal.waits_for("words to find: ")
    terminal.types("3\n")
    terminal.waits_for("Source: ")
    terminal.waits_for("words to find: ")
    terminal.types("\x04")
    assert terminal.ends() == 0
    assert terminal.written.endswith("words to find: \r\n")
    answers = [line for line in terminal.written.split("\r\n") if "\b" not in line]
    assert max(map(len, answers)) <= 60
    assert not set("".join(answers)) & set("\x1b\r")


@posix_only
def test_ctrl_c_on_a_terminal(terminal: Terminal) -> None:
    terminal.waits_for("Drug or words to find: ")
    terminal.process.send_signal(signal.SIGINT)
    assert terminal.ends() == INTERRUPTED
    assert terminal.written.endswith("Drug or words to find: \r\n")
    assert "Traceback" not in terminal.written

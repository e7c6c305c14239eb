"""A terminal for one program: what it writes is kept, what it changes is looked at. POSIX only."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

from command_line import interruptible

_PATIENCE = float(os.environ.get("TERMINAL_PATIENCE", "30"))
_ESCAPES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")


class PseudoTerminal:
    """Runs a program in a folder, on a terminal of its own, 120 by 30, as long as the `with` block lasts. others:
    environment variables."""

    def __init__(self, program: Sequence[str], folder: Path, **others: str) -> None:
        self._inner, self._outer = pty.openpty()
        fcntl.ioctl(self._outer, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 120, 0, 0))
        self._settings = termios.tcgetattr(self._outer)
        variables = {
            name: text
            for name, text in os.environ.items()
            if not name.startswith(("TEXTUAL", "MEDTUI", "COLUMNS", "LINES"))
        }
        variables |= {"TERM": "xterm-256color", "HOME": str(folder), "XDG_CACHE_HOME": str(folder / "cache"), **others}
        with interruptible():
            self.process = subprocess.Popen(
                [sys.executable, *program],
                stdin=self._outer,
                stdout=self._outer,
                stderr=self._outer,
                env=variables,
                cwd=folder,
                start_new_session=True,
            )
        self.written = b""

    def __enter__(self) -> PseudoTerminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for number in {self._inner, self._outer} - {-1}:
            os.close(number)

    def waits_for(self, text: str, after: int = 0) -> None:
        """Read until the program has written that text. after: so many bytes."""
        wanted, end = text.encode(), time.monotonic() + _PATIENCE
        while self.written.find(wanted, after) < 0:
            assert time.monotonic() < end, self.written[-2000:]
            assert self._reads() or self.process.poll() is None, self.written[-2000:]

    def resizes(self, columns: int, rows: int) -> None:
        """Be of another size, and say so."""
        fcntl.ioctl(self._outer, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process.send_signal(signal.SIGWINCH)

    def sends(self, data: bytes) -> None:
        """Send bytes, however many, reading what the program writes meanwhile."""
        while data:
            _, ready, _ = select.select([], [self._inner], [], 0)
            if ready:
                sent = os.write(self._inner, data[:1024])
                data = data[sent:]
            self._reads(0)

    def types(self, keys: str, gap: float = 0.0) -> None:
        """Send what these keys send: in one go, or key by key with so many seconds between them."""
        for part in keys if gap else (keys,):
            os.write(self._inner, part.encode())
            self.reads_for(gap)

    def reads_for(self, seconds: float) -> None:
        """Read what the program writes in that time."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._reads(left)

    def waits_until_stopped(self) -> None:
        """Read until the program has been stopped: a signal that lets it go on comes too early before."""
        self.waits_until(
            lambda: os.waitid(os.P_PID, self.process.pid, os.WSTOPPED | os.WNOWAIT | os.WNOHANG) is not None
        )

    def waits_until_taken(self) -> None:
        """Read until the program has given the terminal modes of its own: before, the terminal itself shows what is
        typed, and takes Ctrl+Q."""
        self.waits_until(lambda: not self.has_its_modes)

    def waits_until(self, is_so: Callable[[], bool]) -> None:
        """Read until that is so."""
        end = time.monotonic() + _PATIENCE
        while not is_so():
            assert time.monotonic() < end, self.written[-2000:]
            self._reads()

    def goes(self) -> None:
        """Be there no more, telling nobody."""
        os.close(self._outer)
        os.close(self._inner)
        self._inner = self._outer = -1

    def ends(self) -> int:
        """Read until the program is over, and give its exit code."""
        end = time.monotonic() + _PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < end, self.written[-2000:]
            self._reads()
        while self._reads():
            pass
        return self.process.returncode

    @property
    def has_its_modes(self) -> bool:
        """Whether the terminal's own settings are those that it had, whatever is painted."""
        return termios.tcgetattr(self._outer) == self._settings

    @property
    def is_restored(self) -> bool:
        """Whether the terminal is as it was: its modes, its main screen, its cursor, no mouse reports."""
        last = self.written.rfind
        return (
            self.has_its_modes
            and last(b"\x1b[?1049l") > last(b"\x1b[?1049h") >= 0
            and last(b"\x1b[?25h") > last(b"\x1b[?25l")
            and last(b"\x1b[?1000l") > last(b"\x1b[?1000h")
            and last(b"\x1b[?2004l") > last(b"\x1b[?2004h")
        )

    @property
    def last_words(self) -> str:
        """What can be read on the terminal after the app had given its screen back."""
        return _ESCAPES.sub("", self.written.rpartition(b"\x1b[?1049l")[2].decode()).strip()

    def _reads(self, seconds: float = 0.1) -> bool:
        ready, _, _ = select.select([self._inner], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self._inner, 1 << 16)
        except OSError:
            return False
        self.written += data
        return bool(data)

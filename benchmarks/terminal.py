"""A program in a pseudo-terminal: start it, press keys, and know when each byte of its answer came.

Output is only stamped and stored while time is being measured. It is drawn on an emulated screen (pyte)
afterwards, so that the emulator's own work never counts as the program's.
"""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import struct
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING

import pyte

from benchmarks.processes import cpu_ms, family_cpu_ms, peak_memory_mb

if TYPE_CHECKING:
    from typing_extensions import Self

if sys.platform != "win32":
    import fcntl
    import pty
    import termios

QUIET_S = 0.12
"""How long nothing must be painted before an answer counts as complete."""

_ANSWERS = {b"\x1b[6n": b"\x1b[1;1R", b"\x1b[c": b"\x1b[?62;22c", b"\x1b[0c": b"\x1b[?62;22c"}
"""What a terminal replies when it is asked where the cursor is, and what it is."""

_UNDRAWABLE = re.compile(rb"\x1b\[[<=>][0-9;]*[@-~]|\x1b\[\?[0-9;]*(?:\$p|[@-gi-km-~])|\x1b[P_^][^\x1b]*\x1b\\")
_UNFINISHED = re.compile(rb"\x1b(?:\[[<=>?]?[0-9;]*\$?|[P_^][^\x1b]*\x1b?)?\Z")


class NoTerminalError(Exception):
    """This platform has no pseudo-terminal."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """One read of output. at: perf_counter seconds. cpu_ms: CPU time used so far, where it is watched."""

    at: float
    data: bytes
    cpu_ms: float | None


@dataclass(frozen=True, slots=True)
class Usage:
    """What a program had used in all when it ended: CPU in milliseconds, peak memory in MB."""

    cpu_ms: float
    peak_mb: float


class Screen:
    """An emulated screen: bytes in, lines of text out."""

    def __init__(self, columns: int, rows: int) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._held_back = b""

    def feed(self, data: bytes) -> None:
        """Draw output. An escape sequence cut off at the end waits for its rest."""
        data = self._held_back + data
        unfinished = _UNFINISHED.search(data)
        cut = unfinished.start() if unfinished else len(data)
        self._held_back = data[cut:]
        self._stream.feed(_UNDRAWABLE.sub(b"", data[:cut]))

    def resize(self, columns: int, rows: int) -> None:
        """Another size."""
        self._screen.resize(rows, columns)

    @property
    def lines(self) -> list[str]:
        """What the screen shows, top to bottom."""
        return [line.rstrip() for line in self._screen.display]

    def shows(self, text: str) -> bool:
        """Whether some line holds the text."""
        return any(text in line for line in self._screen.display)


class Session:
    """A program running in a pseudo-terminal of its own. The end of a `with` block ends the program."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        env: Mapping[str, str],
        columns: int = 120,
        rows: int = 40,
        watch_cpu: bool = False,
    ) -> None:
        """Start argv[0] with exactly `env`. watch_cpu: note the CPU time used with every chunk of output."""
        require_terminal()
        self.chunks: list[Chunk] = []
        self.screen = Screen(columns, rows)
        self.ended = False
        self.usage: Usage | None = None
        self._drawn = 0
        self._watch_cpu = watch_cpu
        self._fd, self.pid, self.started = _start(argv, env, columns, rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def press(self, keys: bytes) -> float:
        """Send keys; return when (perf_counter seconds)."""
        at = time.perf_counter()
        with contextlib.suppress(OSError):
            os.write(self._fd, keys)
        return at

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size."""
        _set_size(self._fd, rows, columns)
        self.screen.resize(columns, rows)

    def cpu_ms(self) -> float | None:
        """The processor time that the program has used so far, in milliseconds."""
        return cpu_ms(self.pid)

    def read_for(self, seconds: float) -> None:
        """Collect whatever is painted in the next seconds."""
        deadline = time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0 and not self.ended:
            self._read(left)

    def read_until_quiet(self, quiet: float = QUIET_S, *, patience: float, limit: float = 10.0) -> bool:
        """Collect output until none has come for `quiet` seconds; return whether any came.

        patience: how many seconds the first byte may take. limit: when to stop, even if it is still painting.
        """
        start = time.perf_counter()
        came = False
        while not self.ended and time.perf_counter() - start < limit:
            if self._read(quiet if came else patience):
                came = True
            else:
                break
        return came

    def latency_ms(
        self, key: bytes, *, patience: float = 1.0, busy: Callable[[Screen], bool] | None = None
    ) -> float | None:
        """Milliseconds from pressing a key to the last byte painted before it was quiet; None if none was.

        busy: tells from the screen that the program is still at work on the answer: then it is waited for.
        """
        self._drain()
        before = len(self.chunks)
        pressed = self.press(key)
        came = self.read_until_quiet(patience=patience)
        while came and busy and busy(self.draw()):
            came = self.read_until_quiet(patience=patience * 10)
        return (self.chunks[-1].at - pressed) * 1e3 if len(self.chunks) > before else None

    def draw(self) -> Screen:
        """The screen with all that has been painted so far."""
        self._draw_until(lambda _: False)
        return self.screen

    def forget(self) -> int:
        """Let go of all that has been painted, without drawing it. Returns how many bytes that was."""
        painted = sum(len(chunk.data) for chunk in self.chunks)
        self.chunks.clear()
        self._drawn = 0
        return painted

    def draw_next(self) -> Screen:
        """The screen with one chunk more than it showed."""
        self.screen.feed(self.chunks[self._drawn].data)
        self._drawn += 1
        return self.screen

    def wait_for(self, text: str, *, quiet: float = 0.5, limit: float = 20.0) -> Chunk | None:
        """The chunk that completed `text` on the screen, or None if it was not shown within `limit` seconds."""
        return self.wait_until(lambda screen: screen.shows(text), quiet=quiet, limit=limit)

    def wait_until(self, reached: Callable[[Screen], bool], *, quiet: float = 0.5, limit: float = 20.0) -> Chunk | None:
        """The chunk after which the screen is as wanted, or None if that took more than `limit` seconds.

        Output is drawn only once it has been quiet for `quiet` seconds, so that drawing costs no time.
        """
        deadline = time.perf_counter() + limit
        while not self.ended and (left := deadline - time.perf_counter()) > 0:
            self.read_until_quiet(quiet, patience=left, limit=left)
            if (found := self._draw_until(reached)) is not None:
                return found
        return None

    def settle(self, *, limit: float = 60.0) -> bool:
        """Wait until the program and its helpers have nothing left to do; return whether they came to rest.

        At rest: under 5% of one processor for a second. Where CPU time cannot be read: after three seconds.
        """
        deadline = time.perf_counter() + limit
        restful, spent = 0, family_cpu_ms(self.pid)
        if spent is None:
            self.read_for(3.0)
            return not self.ended
        while restful < 2 and not self.ended and time.perf_counter() < deadline:
            self.read_for(0.5)
            before, spent = spent, family_cpu_ms(self.pid) or 0.0
            restful = restful + 1 if spent - before < 25 else 0
        self.draw()
        return restful >= 2

    def peak_mb(self) -> float | None:
        """The most memory the program has held so far, in MB; None where only `usage` will tell."""
        return peak_memory_mb(self.pid)

    def quit(self, keys: bytes, *, limit: float = 3.0) -> bool:
        """Ask the program to end, by keys, then by SIGTERM; return whether it did. Output is collected."""
        self.press(keys)
        self._read_to_end(limit)
        if not self.ended:
            self._signal(signal.SIGTERM)
            self._read_to_end(limit)
        return self.ended

    def kill(self) -> Usage:
        """End the program and what it started at once, and tell what it had used. May be called again."""
        if self.usage is None:
            self._signal(signal.SIGKILL)
            os.close(self._fd)
            _, _, used = os.wait4(self.pid, 0)
            unit = 1 if sys.platform == "darwin" else 1024
            self.usage = Usage((used.ru_utime + used.ru_stime) * 1e3, used.ru_maxrss * unit / 1e6)
            self.ended = True
        return self.usage

    def _signal(self, number: signal.Signals) -> None:
        # The program leads a process group of its own, so its helpers are reached with it.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, number)

    def _drain(self) -> None:
        """Store output that is already waiting, so that it is not taken for the answer to the next key."""
        while self._read(0):
            pass

    def _read_to_end(self, limit: float) -> None:
        deadline = time.perf_counter() + limit
        while not self.ended and (left := deadline - time.perf_counter()) > 0:
            self._read(left)

    def _read(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for output and store it; return whether some came."""
        if self.ended or not select.select([self._fd], [], [], timeout)[0]:
            return False
        try:
            data = os.read(self._fd, 65536)
        except OSError:  # Linux says EIO when the last program holding the terminal has gone
            data = b""
        at = time.perf_counter()
        if not data:
            self.ended = True
            return False
        self.chunks.append(Chunk(at, data, cpu_ms(self.pid) if self._watch_cpu else None))
        for question, answer in _ANSWERS.items():
            if question in data:
                self.press(answer)
        return True

    def _draw_until(self, reached: Callable[[Screen], bool]) -> Chunk | None:
        """Draw everything stored; return the first chunk after which the screen is as wanted."""
        found = None
        for chunk in self.chunks[self._drawn :]:
            self.screen.feed(chunk.data)
            if found is None and reached(self.screen):
                found = chunk
        self._drawn = len(self.chunks)
        return found


def require_terminal() -> None:
    """Raise NoTerminalError, saying why, on a platform without pseudo-terminals."""
    if sys.platform == "win32":
        raise NoTerminalError("The benchmarks need a pseudo-terminal: run them on Linux, macOS or in WSL.")


def _set_size(descriptor: int, rows: int, columns: int) -> None:
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def _start(argv: Sequence[str], env: Mapping[str, str], columns: int, rows: int) -> tuple[int, int, float]:
    """Start a program on a new terminal: our end of it, the process id, and when (perf_counter seconds)."""
    ours, theirs = pty.openpty()
    try:
        _set_size(theirs, rows, columns)
        # The leader of a new session that opens a terminal gets it as its controlling one.
        files = (
            (os.POSIX_SPAWN_OPEN, 0, os.ttyname(theirs), os.O_RDWR, 0),
            (os.POSIX_SPAWN_DUP2, 0, 1),
            (os.POSIX_SPAWN_DUP2, 0, 2),
        )
        started = time.perf_counter()
        pid = os.posix_spawnp(argv[0], list(argv), dict(env), file_actions=files, setsid=True)
    except BaseException:
        os.close(ours)
        raise
    finally:
        os.close(theirs)
    return ours, pid, started

"""The program under test with a library: started, used before, and left to come to rest."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from benchmarks import bare_app
from benchmarks.table import Figure, Limit
from benchmarks.target import Target, fresh_home, surroundings
from benchmarks.terminal import Screen, Session

DOWN, UP, QUIT, CLEAR_LINE = b"\x1b[B", b"\x1b[A", b"\x11", b"\x15"

_GIVE_UP_AFTER = 10
"""A program that paints nothing for so many keys in a row will not paint for the rest either."""

_BARE = (sys.executable, bare_app.__file__)


class UnmeasuredError(Exception):
    """The program did not do what is to be measured; the message says what happened instead."""


@dataclass(frozen=True, slots=True)
class Start:
    """One start of a program: until the awaited text was painted (milliseconds), and memory at most (MB)."""

    cpu_ms: float
    wall_ms: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Typed:
    """What became of a list of keys. peak_mb: the most memory the program held until the end, where that is told."""

    latencies: tuple[float, ...]
    note: str
    peak_mb: float | None


@dataclass(slots=True)
class Bench:
    """The program under test, with caches that an earlier run left.

    warm_home: a HOME in which the program has already been used. presses: how many keys for each figure.
    bare: the bare app's starts so far, for the line on machine noise.
    patience_s: how many seconds the program may take to show a drug name.
    large: its library is the large one, for which other limits hold.
    queried: what typing the queries came to, for the figures that share it.
    """

    target: Target
    warm_home: Path
    presses: int
    bare: list[Start] = field(default_factory=list)
    patience_s: float = 20.0
    large: bool = False
    queried: Typed | None = None

    def prepare(self) -> None:
        """Make the catalogue and use the program once, until it has nothing left to do, so that `warm_home` holds
        all it keeps.

        The bare app starts once too, uncounted: its modules are then as near at hand as the program's.
        """
        # A program without this command makes what it keeps while it runs, which is waited for as well.
        with suppress(UnmeasuredError):
            run_command(self.target.command_line("index"), self.warm_home)
        with Session(self.target.argv, env=surroundings(self.warm_home)) as session:
            self.await_rest(session)
            session.quit(QUIT)
        with fresh_home() as home:
            _start(_BARE, home, bare_app.GREETING, self.patience_s)

    @contextmanager
    def opened(self) -> Iterator[Session]:
        """The program on screen and at rest, in a copy of the warm home: no figure sees what another left."""
        with fresh_home(self.warm_home) as home, Session(self.target.argv, env=surroundings(home)) as session:
            self.await_rest(session)
            yield session

    @contextmanager
    def watched(self) -> Iterator[Session]:
        """The same, at 80x24, with the processor time of each byte."""
        with fresh_home(self.warm_home) as home:
            env = surroundings(home)
            with Session(self.target.argv, env=env, columns=80, rows=24, watch_cpu=True) as session:
                self.await_rest(session)
                yield session

    def await_rest(self, session: Session) -> None:
        """Wait until the drug name is on screen and the program has nothing left to do."""
        shown = session.wait_for(self.target.listed, limit=self.patience_s)
        if shown is not None:
            session.settle(limit=self.patience_s * 10)
        if shown is None or session.ended:
            raise UnmeasuredError(not_shown(session, self.target.listed))

    def start_bare(self, count: int) -> None:
        """Start the bare app some times more and keep what that cost."""
        for _ in range(count):
            with fresh_home() as home:
                self.bare.append(_start(_BARE, home, bare_app.GREETING, self.patience_s))

    def start_target(self, home: Path) -> Start:
        """Start the program once."""
        return _start(self.target.argv, home, self.target.listed, self.patience_s)


def type_keys(session: Session, keys: Iterable[bytes], busy: Callable[[Screen], bool] | None = None) -> Typed:
    """Press each key, wait for the answer, and count from the key to the last byte painted.

    busy: tells from the screen that the answer is not complete yet.
    """
    latencies: list[float] = []
    pressed = silent = 0
    for key in keys:
        latency = session.latency_ms(key, busy=busy)
        pressed += 1
        silent = silent + 1 if latency is None else 0
        if latency is not None:
            latencies.append(latency)
        if session.ended or silent == _GIVE_UP_AFTER:
            break
    if not latencies or session.ended:
        what = "the program ended" if session.ended else "nothing was painted"
        raise UnmeasuredError(f"{what} after {pressed} keys")
    gave_up = ", gave up" if silent >= _GIVE_UP_AFTER else ""
    return Typed(tuple(latencies), f"{len(latencies)} of {pressed} keys painted{gave_up}", session.peak_mb())


def answers(name: str, session: Session, keys: Iterable[bytes], limit: Limit) -> list[Figure]:
    """The figure for the answers to those keys."""
    typed = type_keys(session, keys)
    return [Figure(name, "ms", typed.latencies, limit, note=typed.note)]


def run_command(
    argv: Sequence[str], home: Path, *, stdin: IO[bytes] | None = None, fine: Sequence[int] = (0,)
) -> float:
    """Run a command to its end, its output thrown away. Returns the seconds it took.

    fine: its exit codes that are no failure. Raises UnmeasuredError for another one.
    """
    started = time.perf_counter()
    done = subprocess.run(
        argv,
        stdin=stdin or subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=surroundings(home),
        check=False,
    )
    spent = time.perf_counter() - started
    if done.returncode not in fine:
        raise UnmeasuredError(f"{argv[-1]}: ended with {done.returncode}: {tail(done.stderr)}")
    return spent


def tail(said: bytes) -> str:
    """The end of what a program complained about."""
    return said.decode(errors="replace").strip()[-500:]


def not_shown(session: Session, text: str) -> str:
    """What to tell when an awaited text never came, with what was on screen instead."""
    shown = [line for line in session.screen.lines if any(map(str.isalnum, line))]
    what = "the program ended" if session.ended else "it was never shown (--listed names another text)"
    return "\n".join([f"waited for {text!r}, but {what}. On screen:", *shown[-20:]])


def _start(argv: Sequence[str], home: Path, text: str, limit: float) -> Start:
    """Start a program, wait until the text is on screen, end it.

    Where CPU and memory cannot be read while it runs, they are those of its whole short life.
    """
    with Session(argv, env=surroundings(home), watch_cpu=True) as session:
        frame = session.wait_for(text, limit=limit)
        peak = session.peak_mb()
        usage = session.kill()
    if frame is None:
        raise UnmeasuredError(not_shown(session, text))
    return Start(
        cpu_ms=usage.cpu_ms if frame.cpu_ms is None else frame.cpu_ms,
        wall_ms=(frame.at - session.started) * 1e3,
        peak_mb=usage.peak_mb if peak is None else peak,
    )

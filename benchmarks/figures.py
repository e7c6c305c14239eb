"""How each figure is taken: what is opened, which keys are pressed, and what is counted."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, cycle, islice
from pathlib import Path
from typing import IO

from benchmarks import bare_app
from benchmarks.synthetic import REAL_NAMES
from benchmarks.table import Figure, Limit
from benchmarks.target import Target, fresh_home, surroundings
from benchmarks.terminal import Session

DOWN, UP, QUIT, CLEAR_LINE = b"\x1b[B", b"\x1b[A", b"\x11", b"\x15"

ARROWS = Limit(p50=12, p99=25)
KEYS = Limit(p99=25)
FIRST_FRAME = Limit(ratio=1.25)
DUMP = Limit(p99=20)

TYPED = (*(name.lower() for name in REAL_NAMES if "+" not in name), "renal impairment", "once weekly")
"""What is typed into the search box, one after the other; over 400 keys."""

HELD_PER_S, HELD_FOR_S, HELD_ROUNDS = 30, 5, 3
DUMP_ROUNDS = 3
_GIVE_UP_AFTER = 10
"""A program that paints nothing for so many keys in a row will not paint for the rest either."""

_BARE = (sys.executable, bare_app.__file__)


class UnmeasuredError(Exception):
    """The program did not do what is to be measured; the message says what happened instead."""


@dataclass(frozen=True, slots=True)
class Start:
    """One start of a program: until the awaited text was painted (milliseconds), and memory at most (MiB)."""

    cpu_ms: float
    wall_ms: float
    peak_mib: float


@dataclass(slots=True)
class Bench:
    """The program under test, with caches that an earlier run left.

    warm_home: a HOME in which the program has already been used. presses: how many keys for each figure.
    bare: the bare app's starts so far, for the line on machine noise.
    patience_s: how many seconds the program may take to show a drug name.
    """

    target: Target
    warm_home: Path
    presses: int
    bare: list[Start] = field(default_factory=list)
    patience_s: float = 20.0

    def prepare(self) -> None:
        """Use the program once, until it has nothing left to do, so that `warm_home` holds its caches.

        The bare app starts once too, uncounted: its modules are then as near at hand as the program's.
        """
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

    def await_rest(self, session: Session) -> None:
        """Wait until the drug name is on screen and the program has nothing left to do."""
        shown = session.wait_for(self.target.listed, limit=self.patience_s)
        if shown is not None:
            session.settle(limit=self.patience_s * 10)
        if shown is None or session.ended:
            raise UnmeasuredError(_not_shown(session, self.target.listed))

    def start_bare(self, count: int) -> None:
        """Start the bare app some times more and keep what that cost."""
        for _ in range(count):
            with fresh_home() as home:
                self.bare.append(_start(_BARE, home, bare_app.GREETING, self.patience_s))

    def start_target(self, home: Path) -> Start:
        """Start the program once."""
        return _start(self.target.argv, home, self.target.listed, self.patience_s)


def first_frame(bench: Bench, rounds: int) -> list[Figure]:
    """From start to a drug name on screen, warm and cold, each round next to a start of the bare app."""
    warm: list[Start] = []
    cold: list[Start] = []
    bare: list[Start] = []
    with fresh_home(bench.warm_home) as home:
        for _ in range(rounds):
            bench.start_bare(count=1)
            bare.append(bench.bare[-1])
            warm.append(bench.start_target(home))
            with fresh_home() as empty:
                cold.append(bench.start_target(empty))
    note = f"{rounds} starts of each"
    return [
        *_compared("warm", warm, bare, FIRST_FRAME, note),
        *_compared("cold", cold, bare, Limit(), note),
        Figure(
            "peak memory above the bare app",
            "MiB",
            tuple(mine.peak_mib - its.peak_mib for mine, its in zip(warm, bare, strict=True)),
            ratios=tuple(mine.peak_mib / its.peak_mib for mine, its in zip(warm, bare, strict=True)),
            note=note,
        ),
    ]


def arrows(bench: Bench, name: str = "arrows") -> list[Figure]:
    """Down from the first drug; where the list is shorter than the number of keys, up again and so on."""
    with bench.opened() as session:
        return [_answers(name, session, down_and_up(bench.presses, bench.target.rows), ARROWS)]


def sections(bench: Bench) -> list[Figure]:
    """The keys 1 to 7, round and round: each shows another section of the same drug."""
    with bench.opened() as session:
        return [_answers("sections", session, _times(bench.presses, b"1234567"), KEYS)]


def faq(bench: Bench) -> list[Figure]:
    """A question under 7 FAQs, opened and closed with Enter and Space in turn.

    The first Enter only moves from the list to the text, so it is not measured.
    """
    with bench.opened() as session:
        for key in (b"7", b"\r"):
            session.latency_ms(key)
        return [_answers("FAQ toggle", session, _times(bench.presses, b"\r "), KEYS)]


def typing(bench: Bench) -> list[Figure]:
    """Every letter of a fixed list of names, typed in the search box, which is emptied between names."""
    with bench.opened() as session:
        session.latency_ms(b"/")
        return [_answers("typing", session, _typed_keys(session), KEYS)]


def held_key(bench: Bench) -> list[Figure]:
    """Down held for five seconds: how long painting goes on after the last press."""
    backlogs: list[float] = []
    keys = down_and_up(HELD_PER_S * HELD_FOR_S * HELD_ROUNDS, bench.target.rows)
    with bench.opened() as session:
        before = len(session.chunks)
        for _ in range(HELD_ROUNDS):
            released = _hold(session, islice(keys, HELD_PER_S * HELD_FOR_S))
            session.read_until_quiet(patience=1.0)
            backlogs.append(max(0.0, (session.chunks[-1].at - released) * 1e3))
        if session.ended or len(session.chunks) == before:
            raise UnmeasuredError("the program ended" if session.ended else "nothing was painted")
    note = f"{HELD_ROUNDS} times {HELD_FOR_S} s at {HELD_PER_S} a second"
    return [Figure("held key, backlog", "ms", tuple(backlogs), note=note)]


def dump(bench: Bench) -> list[Figure]:
    """The whole library as text: from start to end of the command."""
    seconds: list[float] = []
    lines = 0
    with fresh_home(bench.warm_home) as home:
        for _ in range(DUMP_ROUNDS):
            spent, lines = _dump_once(bench.target, home)
            seconds.append(spent)
    return [Figure("dump", "s", tuple(seconds), DUMP, note=f"{DUMP_ROUNDS} times, {lines:,} lines")]


def down_and_up(presses: int, rows: int) -> Iterator[bytes]:
    """So many arrow keys that always have somewhere to go in a list of so many rows."""
    steps = max(1, rows - 1)
    return islice(cycle(chain([DOWN] * steps, [UP] * steps)), presses)


def _compared(state: str, mine: Sequence[Start], bare: Sequence[Start], limit: Limit, note: str) -> Iterator[Figure]:
    """First-frame figures of one state: CPU, which is what the limit is about, and wall time."""
    measures: tuple[tuple[str, Limit, Callable[[Start], float]], ...] = (
        ("CPU", limit, lambda start: start.cpu_ms),
        ("wall", Limit(), lambda start: start.wall_ms),
    )
    for name, bound, value in measures:
        ratios = tuple(value(one) / value(other) for one, other in zip(mine, bare, strict=True))
        yield Figure(f"first frame, {state}, {name}", "ms", tuple(map(value, mine)), bound, ratios, note)


def _start(argv: Sequence[str], home: Path, text: str, limit: float) -> Start:
    """Start a program, wait until the text is on screen, end it.

    Where CPU and memory cannot be read while it runs, they are those of its whole short life.
    """
    with Session(argv, env=surroundings(home), watch_cpu=True) as session:
        frame = session.wait_for(text, limit=limit)
        peak = session.peak_mib()
        usage = session.kill()
    if frame is None:
        raise UnmeasuredError(_not_shown(session, text))
    return Start(
        cpu_ms=usage.cpu_ms if frame.cpu_ms is None else frame.cpu_ms,
        wall_ms=(frame.at - session.started) * 1e3,
        peak_mib=usage.peak_mib if peak is None else peak,
    )


def _not_shown(session: Session, text: str) -> str:
    """What to tell when an awaited text never came, with what was on screen instead."""
    shown = [line for line in session.screen.lines if any(map(str.isalnum, line))]
    what = "the program ended" if session.ended else "it was never shown (--listed names another text)"
    return "\n".join([f"waited for {text!r}, but {what}. On screen:", *shown[-20:]])


def _answers(name: str, session: Session, keys: Iterable[bytes], limit: Limit) -> Figure:
    """Press each key, wait for the answer, and count from the key to the last byte painted."""
    latencies: list[float] = []
    pressed = silent = 0
    for key in keys:
        latency = session.latency_ms(key)
        pressed += 1
        silent = silent + 1 if latency is None else 0
        if latency is not None:
            latencies.append(latency)
        if session.ended or silent == _GIVE_UP_AFTER:
            break
    if not latencies or session.ended:
        what = "the program ended" if session.ended else "nothing was painted"
        raise UnmeasuredError(f"{what} after {pressed} keys")
    note = f"{len(latencies)} of {pressed} keys painted"
    return Figure(name, "ms", tuple(latencies), limit, note=note + (", gave up" if silent >= _GIVE_UP_AFTER else ""))


def _times(presses: int, keys: bytes) -> Iterator[bytes]:
    """So many keys, round and round."""
    return (bytes([key]) for key in islice(cycle(keys), presses))


def _typed_keys(session: Session) -> Iterator[bytes]:
    """The letters to measure. The key that empties the box after each name is pressed too, unmeasured."""
    for word in TYPED:
        yield from (letter.encode() for letter in word)
        session.latency_ms(CLEAR_LINE)


def _hold(session: Session, keys: Iterable[bytes]) -> float:
    """Press keys as a held key repeats, reading the answers meanwhile; return when the last was pressed."""
    start = last = time.perf_counter()
    for number, key in enumerate(keys):
        session.read_for(start + number / HELD_PER_S - time.perf_counter())
        last = session.press(key)
    return last


def _dump_once(target: Target, home: Path) -> tuple[float, int]:
    """Seconds that one dump took, and how many lines it wrote."""
    with tempfile.TemporaryFile() as complaints:
        started = time.perf_counter()
        with subprocess.Popen(
            target.dump_argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=complaints,
            env=surroundings(home),
        ) as process:
            assert process.stdout is not None
            lines = _count_lines(process.stdout)
        spent = time.perf_counter() - started
        if process.returncode or not lines:
            complaints.seek(0)
            said = complaints.read().decode(errors="replace").strip()[-500:]
            raise UnmeasuredError(f"ended with {process.returncode} and {lines} lines: {said}")
    return spent, lines


def _count_lines(stream: IO[bytes]) -> int:
    """Read to the end and count the line feeds."""
    lines = 0
    while block := stream.read(1 << 16):
        lines += block.count(b"\n")
    return lines

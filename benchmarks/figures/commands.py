"""Commands that go through the whole library: making its catalogue, writing it out, and answering from it."""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from benchmarks.bench import Bench, UnmeasuredError, run_command, tail
from benchmarks.table import Figure, Limit
from benchmarks.target import Target, first_listed, fresh_home, surroundings, titles

DUMP = Limit(p99=20)
INDEX_SPEED = Limit(least=1600)
INDEX_LARGE, SIZE_LARGE = Limit(p99=90), Limit(p99=500)

ANSWER = Limit(p99=250)

DUMP_ROUNDS = 3
ANSWER_ROUNDS = 7
INDEX_ROUNDS = 3


def index(bench: Bench) -> list[Figure]:
    """The catalogue made anew: files a second, or the seconds at the large library, and its size on disk."""
    seconds: list[float] = []
    with fresh_home() as home:
        for _ in range(1 if bench.large else INDEX_ROUNDS):
            seconds.append(run_command(bench.target.command_line("index", "--rebuild"), home))
        size = sum(path.stat().st_size for path in bench.target.catalogues(home).rglob("*") if path.is_file()) / 1e6
    rows = bench.target.rows
    note = f"{rows:,} files"
    speed = tuple(rows / spent for spent in seconds)
    return [
        Figure("index", "s", tuple(seconds), INDEX_LARGE if bench.large else Limit(), note=note),
        Figure("index, speed", "files/s", speed, INDEX_SPEED, note=note),
        Figure("index, size on disk", "MB", (size,), SIZE_LARGE if bench.large else Limit(), note=note),
    ]


def dump(bench: Bench) -> list[Figure]:
    """The whole library as text: from start to end of the command."""
    seconds: list[float] = []
    lines = 0
    with fresh_home(bench.warm_home) as home:
        for _ in range(DUMP_ROUNDS):
            spent, lines = _dump_once(bench.target, home)
            seconds.append(spent)
    return [Figure("dump", "s", tuple(seconds), DUMP, note=f"{DUMP_ROUNDS} times, {lines:,} lines")]


def answers(bench: Bench) -> list[Figure]:
    """`show`, `search` and `list` where nothing has changed: the processor's time, with that of their children."""
    name = first_listed(titles(bench.target.library)) or ""
    figures: list[Figure] = []
    with fresh_home(bench.warm_home) as home:
        for words in (("show", name), ("search", "blood pressure"), ("list",)):
            spent = tuple(_processor_ms(bench.target.command_line(*words), home) for _ in range(ANSWER_ROUNDS))
            figures.append(Figure(f"{words[0]}, processor", "ms", spent, ANSWER))
    return figures


def _processor_ms(argv: Sequence[str], home: Path) -> float:
    import resource  # Windows has none

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run_command(argv, home, fine=(0, 1))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime) * 1e3


def _dump_once(target: Target, home: Path) -> tuple[float, int]:
    """Seconds that one dump took, and how many lines it wrote."""
    with tempfile.TemporaryFile() as complaints:
        started = time.perf_counter()
        with subprocess.Popen(
            target.command_line("dump"),
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
            raise UnmeasuredError(f"ended with {process.returncode} and {lines} lines: {tail(complaints.read())}")
    return spent, lines


def _count_lines(stream: IO[bytes]) -> int:
    """Read to the end and count the line feeds."""
    lines = 0
    while block := stream.read(1 << 16):
        lines += block.count(b"\n")
    return lines

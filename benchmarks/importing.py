"""How fast a release of labels is imported: `python -m benchmarks.importing --labels DIR`. Ends with 1 where a limit is
broken.

Of each format in DIR (SPL, ePI, openFDA) a release is made, imported into a new library, and once more, when nothing
has changed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.processes import held
from benchmarks.release import EPI, OPENFDA, SPL, make_release, samples

LEAST_LABELS, LEAST_MB = {SPL: 8.0, EPI: 10.0}, {OPENFDA: 3.0}
"""Of each format, in a second of processor time: labels, or MB of JSON."""
MOST_MEMORY_MB, MOST_AGAIN_MS = 300.0, 1.0
"""MB resident over all processes, milliseconds for a label that is there already."""
_LOOK_EVERY = 0.1


class Run(NamedTuple):
    """seconds: from start to end. processor: seconds of all its processes. memory_mb: the most that they held at once.
    said: its last words."""

    seconds: float
    processor: float
    memory_mb: float
    said: str


def measured(*words: str | Path) -> Run:
    """Run medtui with these words in a process of its own, without a terminal."""
    started, used, memory = time.perf_counter(), _used_by_children(), 0.0
    command = [sys.executable, "-m", "medtui", *map(str, words)]
    with tempfile.TemporaryFile(
        "w+", encoding="utf-8"
    ) as output:  # a pipe that nobody reads would hold up who says much
        with subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL) as process:
            while process.poll() is None:
                if now := held(process.pid):
                    memory = max(memory, now.memory_mb)
                time.sleep(_LOOK_EVERY)
        output.seek(0)
        said = output.read().strip()
    return Run(time.perf_counter() - started, _used_by_children() - used, memory, said)


def _used_by_children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def told(what: str, count: int, size: int, run: Run) -> str:
    """One line about a run. size: of the labels, in bytes."""
    return (
        f"{what:<15} {count:>7,} labels  {run.seconds:8.1f} s  {count / run.seconds:9.1f} labels/s"
        f"  {count / run.processor:9.1f} labels and {size / 1e6 / run.processor:6.2f} MB for a second of processor time"
        f"  {run.memory_mb:6.0f} MB  {run.said}"
    )


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.importing", description=__doc__)
    parser.add_argument("--labels", type=Path, required=True, metavar="DIR", help="SPL, ePI and openFDA to repeat")
    parser.add_argument("--count", type=int, default=1000, metavar="N", help="labels in each release (1000)")
    parser.add_argument("--scratch", type=Path, metavar="DIR", help="a folder for the releases and the libraries")
    options = parser.parse_args(argv)
    found = samples(options.labels)
    if not found:
        parser.error(f"there are no labels in {options.labels}")
    are_fast = [_is_fast(name, labels, options) for name, labels in found.items()]
    return int(not all(are_fast))


def _is_fast(name: str, labels: Sequence[bytes], options: argparse.Namespace) -> bool:
    """Import a release of one format, twice. Whether no limit is broken."""
    with tempfile.TemporaryDirectory(dir=options.scratch) as scratch:
        release, library = Path(scratch, "release.zip"), Path(scratch, "library")
        size = make_release(labels, options.count, release)
        words = ("import", release, "--to", library)
        first = measured(*words)
        sys.stdout.write(f"{told(name, options.count, size, first)}\n")
        again = measured(*words)
        sys.stdout.write(f"{told(f'{name} again', options.count, size, again)}\n")
    return (
        options.count / first.processor >= LEAST_LABELS.get(name, 0)
        and size / 1e6 / first.processor >= LEAST_MB.get(name, 0)
        and max(first.memory_mb, again.memory_mb) <= MOST_MEMORY_MB
        and again.seconds * 1e3 / options.count <= MOST_AGAIN_MS
    )


if __name__ == "__main__":
    sys.exit(main())

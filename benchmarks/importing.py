"""How fast a release of labels is imported: `python -m benchmarks.importing --labels DIR`. Ends with 1 where a limit is
broken.

The release is made of the labels in DIR, imported into a new library, and once more, when nothing has changed.
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
from benchmarks.release import make_release, samples

LEAST_LABELS, MOST_MB, MOST_AGAIN_MS = 8.0, 300.0, 1.0
"""Labels a second of processor time, MB resident over all processes, milliseconds for a label that is there already."""
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


def told(what: str, count: int, run: Run) -> str:
    """One line about a run."""
    return (
        f"{what:<8} {count:>7,} labels  {run.seconds:8.1f} s  {count / run.seconds:9.1f} labels/s"
        f"  {count / run.processor:9.1f} for a second of processor time  {run.memory_mb:6.0f} MB  {run.said}"
    )


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.importing", description=__doc__)
    parser.add_argument("--labels", type=Path, required=True, metavar="DIR", help="XML documents to repeat")
    parser.add_argument("--count", type=int, default=1000, metavar="N", help="labels in the release (1000)")
    parser.add_argument("--scratch", type=Path, metavar="DIR", help="a folder for the release and the library")
    options = parser.parse_args(argv)
    labels = samples(options.labels)
    if not labels:
        parser.error(f"there are no labels in {options.labels}")
    with tempfile.TemporaryDirectory(dir=options.scratch) as scratch:
        release, library = Path(scratch, "release.zip"), Path(scratch, "library")
        make_release(labels, options.count, release)
        words = ("import", release, "--to", library)
        first = measured(*words)
        sys.stdout.write(f"{told('import', options.count, first)}\n")
        again = measured(*words)
        sys.stdout.write(f"{told('again', options.count, again)}\n")
    is_slow = options.count / first.processor < LEAST_LABELS
    is_large = max(first.memory_mb, again.memory_mb) > MOST_MB
    return int(is_slow or is_large or again.seconds * 1e3 / options.count > MOST_AGAIN_MS)


if __name__ == "__main__":
    sys.exit(main())

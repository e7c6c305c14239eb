"""How fast a library is checked: `python -m benchmarks.checking --library DIR`. Ends with 1 where a limit is broken."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.copies import make_copies
from benchmarks.importing import measured

LEAST_MONOGRAPHS, MOST_MB = 750.0, 150.0
"""Monographs a second of processor time, MB resident over all processes."""


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.checking", description=__doc__)
    parser.add_argument("--library", type=Path, required=True, metavar="DIR", help="monographs to repeat")
    parser.add_argument("--count", type=int, default=6447, metavar="N", help="monographs in the library (6447)")
    parser.add_argument("--scratch", type=Path, metavar="DIR", help="a folder for the library")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(dir=options.scratch) as scratch:
        library = Path(scratch, "library")
        make_copies(library, options.library, options.count)
        run = measured("check", library, "--write-baseline", Path(scratch, "found.json"))
    sys.stdout.write(
        f"check {options.count:,} monographs  {run.seconds:.1f} s  {options.count / run.seconds:,.0f} monographs/s"
        f"  {options.count / run.processor:,.0f} for a second of processor time  {run.memory_mb:.0f} MB\n"
    )
    return int(options.count / run.processor < LEAST_MONOGRAPHS or run.memory_mb > MOST_MB)


if __name__ == "__main__":
    sys.exit(main())

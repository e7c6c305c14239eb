"""How fast a library is checked, and compared with another version of it, in which every page has another figure:
`python -m benchmarks.checking --library DIR`. Ends with 1 where a limit is broken."""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.copies import make_copies
from benchmarks.importing import measured

LEAST_MONOGRAPHS, MOST_MB = 750.0, 150.0
"""Monographs a second of processor time, MB resident over all processes."""
LEAST_COMPARED = 160.0
"""Pairs of pages a second of processor time: 6,447 in 20 s on two cores."""


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
        other = Path(scratch, "other")
        make_copies(other, options.library, options.count)
        for page in other.rglob("*.md"):
            text, count = re.subn(rb"(\d) mg", rb"\g<1>0 mg", page.read_bytes(), count=1)
            page.write_bytes(text if count else text + b"\nGive 5 mg.\n")
        compared = measured("diff", library, other)
    sys.stdout.write(
        f"check {options.count:,} monographs  {run.seconds:.1f} s  {options.count / run.seconds:,.0f} monographs/s"
        f"  {options.count / run.processor:,.0f} for a second of processor time  {run.memory_mb:.0f} MB\n"
    )
    sys.stdout.write(
        f"diff {options.count:,} changed pages  {compared.seconds:.1f} s"
        f"  {options.count / compared.processor:,.0f} for a second of processor time  {compared.memory_mb:.0f} MB\n"
    )
    if options.count / compared.processor < LEAST_COMPARED:
        return 1
    return int(options.count / run.processor < LEAST_MONOGRAPHS or run.memory_mb > MOST_MB)


if __name__ == "__main__":
    sys.exit(main())

"""Measure and print the table: `python -m benchmarks.run`. See README.md for what each figure means."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shlex
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version
from pathlib import Path

from benchmarks import figures, synthetic
from benchmarks.figures import Bench, Start, UnmeasuredError
from benchmarks.table import Figure, format_noise, format_table
from benchmarks.target import Target, first_listed, fresh_home, titles
from benchmarks.terminal import NoTerminalError, require_terminal

LARGE = 150_000
LARGE_PATIENCE_S = 120.0
LEAST_ROUNDS = 9
NOISE_STARTS = 5

ARROWS_LARGE = "arrows-large"
MEASURES: dict[str, Callable[[Bench], list[Figure]]] = {
    "first-frame": partial(figures.first_frame, rounds=LEAST_ROUNDS),
    "arrows": figures.arrows,
    "sections": figures.sections,
    "faq": figures.faq,
    "typing": figures.typing,
    "held-key": figures.held_key,
    "dump": figures.dump,
    ARROWS_LARGE: partial(figures.arrows, name=f"arrows at {LARGE:,} rows"),
}
"""The names that --only takes, in the order of the table."""


@dataclass(slots=True)
class Report:
    """What a run found out. bare: the bare app's starts, which tell how steady the machine was."""

    taken: list[Figure] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    bare: list[Start] = field(default_factory=list)

    @contextmanager
    def attempt(self, name: str) -> Iterator[None]:
        """Say what is being measured; if it cannot be, note why and go on after the `with` block."""
        sys.stderr.write(f"{name} ...\n")
        try:
            yield
        except (UnmeasuredError, synthetic.FolderInUseError, OSError) as error:
            self.failures.append(f"{name}: {error}")

    def as_text(self) -> str:
        """The table, the line on machine noise, and what could not be measured."""
        text = format_table(self.taken) if self.taken else ""
        if self.bare:
            text += format_noise([one.cpu_ms for one in self.bare], [one.wall_ms for one in self.bare])
        return text + "".join(f"not measured: {failure}\n" for failure in self.failures)

    def as_json(self, target: Target | None) -> dict[str, object]:
        """The same for a machine to read, with what the machine is."""
        return {
            "machine": {
                "system": platform.platform(),
                "processors": os.cpu_count(),
                "python": platform.python_version(),
                "textual": version("textual"),
            },
            "monographs": target.rows if target else None,
            "figures": [figure.as_json() for figure in self.taken],
            "bare_app": {
                "cpu_ms": [start.cpu_ms for start in self.bare],
                "wall_ms": [start.wall_ms for start in self.bare],
            },
            "not_measured": self.failures,
        }


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line: 0 when every figure was taken, 1 when one could not be, 2 for wrong options."""
    parser = build_parser()
    options = parser.parse_args(arguments)
    names = chosen(options.only, large=options.large)
    report = Report()
    try:
        require_terminal()
        target = _target(options) if names != [ARROWS_LARGE] else None
    except (NoTerminalError, UnmeasuredError, synthetic.FolderInUseError, OSError) as error:
        parser.exit(2, f"{parser.prog}: {error}\n")
    if target is not None:
        with fresh_home() as home:
            bench = Bench(target, home, options.presses, report.bare)
            _measure(report, bench, [name for name in names if name != ARROWS_LARGE])
    if ARROWS_LARGE in names:
        with report.attempt(f"library of {LARGE:,}"), fresh_home() as home:
            bench = Bench(_large_target(options), home, options.presses, report.bare, LARGE_PATIENCE_S)
            _measure(report, bench, [ARROWS_LARGE])
    sys.stdout.write(report.as_text())
    if options.json is not None:
        options.json.write_text(json.dumps(report.as_json(target), indent=1) + "\n", encoding="utf-8")
    return 1 if report.failures else 0


def build_parser() -> argparse.ArgumentParser:
    """The options of the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    add = parser.add_argument
    add("--library", type=Path, metavar="DIR", help="monographs to open (default: a synthetic library)")
    add("--only", nargs="+", choices=MEASURES, metavar="NAME", help=f"just these: {', '.join(MEASURES)}")
    add("--large", action="store_true", help=f"also arrows in a synthetic library of {LARGE:,}")
    add(
        "--presses",
        type=synthetic.positive,
        default=250,
        metavar="N",
        help="keys for each figure (%(default)s)",
    )
    add("--listed", metavar="TEXT", help="text that tells that the list is there (default: the first name)")
    add("--command", type=shlex.split, metavar="LINE", help="program to measure (default: this medtui)")
    add("--scratch", type=Path, metavar="DIR", help="where synthetic libraries are kept (default: temporary)")
    add("--json", type=Path, metavar="FILE", help="also write every sample there")
    return parser


def chosen(only: Iterable[str] | None, *, large: bool) -> list[str]:
    """The figures to take, in the order of the table."""
    wanted = set(MEASURES) - {ARROWS_LARGE} if only is None else set(only)
    if large:
        wanted.add(ARROWS_LARGE)
    return [name for name in MEASURES if name in wanted]


def _measure(report: Report, bench: Bench, names: Sequence[str]) -> None:
    """Take figures in one library, and some starts of the bare app to tell how steady the machine is."""
    with report.attempt("first use"):
        bench.prepare()
        if "first-frame" not in names:
            bench.start_bare(NOISE_STARTS)
        for name in names:
            with report.attempt(name):
                report.taken += MEASURES[name](bench)


def _large_target(options: argparse.Namespace) -> Target:
    """The program and the large library, which is made where it is missing."""
    library = _synthetic(options, LARGE)
    listed = first_listed(map(synthetic.title, range(LARGE)))
    return Target(_command(options), library, listed or synthetic.title(0), LARGE)


def _target(options: argparse.Namespace) -> Target:
    """The program and the library that the options name."""
    library = options.library.resolve() if options.library else _synthetic(options, synthetic.COUNT)
    names = titles(library)
    if not names:
        raise UnmeasuredError(f"{library} holds no Markdown files")
    listed = options.listed or first_listed(names)
    if listed is None:
        raise UnmeasuredError("no name in this library is short enough to wait for: choose one with --listed")
    return Target(_command(options), library, listed, len(names))


def _command(options: argparse.Namespace) -> tuple[str, ...]:
    return tuple(options.command) if options.command else (sys.executable, "-m", "medtui")


def _synthetic(options: argparse.Namespace, count: int) -> Path:
    """The synthetic library of that size, made on first use."""
    scratch = options.scratch or Path(tempfile.gettempdir()) / f"medtui-benchmarks-{os.getuid()}"
    scratch.mkdir(mode=0o700, parents=True, exist_ok=True)
    if scratch.stat().st_uid != os.getuid():
        raise synthetic.FolderInUseError(f"{scratch} belongs to someone else: name another with --scratch")
    library: Path = scratch.resolve() / str(count)
    synthetic.make_library(library, count)
    return library


if __name__ == "__main__":
    sys.exit(main())

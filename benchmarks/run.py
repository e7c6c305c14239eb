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
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path

from benchmarks import copies, synthetic
from benchmarks.bench import Bench, Start, UnmeasuredError
from benchmarks.figures import commands, keys, long_section, search, start, watch
from benchmarks.table import Figure, format_noise, format_table
from benchmarks.target import Target, first_listed, fresh_home, titles
from benchmarks.terminal import NoTerminalError, require_terminal

GIVEN, MEDIUM, LARGE = 0, synthetic.COUNT, 150_000
"""The libraries that figures are taken in, by their number of files; GIVEN is the one that was named."""

LARGE_PATIENCE_S = 120.0
NOISE_STARTS = 5

Measure = Callable[[Bench], list[Figure]]

MEASURES: dict[str, tuple[int, Measure]] = {
    "first-frame": (MEDIUM, start.first_frame),
    "first-start": (GIVEN, start.first_start),
    "arrows": (GIVEN, keys.arrows),
    "sections": (GIVEN, keys.sections),
    "faq": (GIVEN, keys.faq),
    "compare": (GIVEN, keys.compare),
    "long-section": (GIVEN, long_section.long_section),
    "typing": (GIVEN, keys.typing),
    "held-key": (GIVEN, keys.held_key),
    "query": (GIVEN, search.query),
    "memory": (GIVEN, search.memory),
    "engine": (GIVEN, search.engine),
    "side-by-side": (GIVEN, search.side_by_side),
    "watch": (GIVEN, watch.watch),
    "index": (GIVEN, commands.index),
    "dump": (GIVEN, commands.dump),
    "answers": (GIVEN, commands.answers),
    "first-frame-large": (LARGE, start.first_frame),
    "arrows-large": (LARGE, keys.arrows),
    "query-large": (LARGE, search.query),
    "memory-large": (LARGE, search.memory),
    "engine-large": (LARGE, search.engine),
    "index-large": (LARGE, commands.index),
}
"""The names that --only takes, in the order of the table: in which library, and how."""

LARGE_NAMES = {name for name, (size, _) in MEASURES.items() if size == LARGE}


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

    def add(self, name: str, figures: Sequence[Figure]) -> None:
        """Keep figures, and show them now: a whole run takes long."""
        if name in LARGE_NAMES:
            figures = [replace(figure, name=f"{figure.name}, {LARGE:,} files") for figure in figures]
        self.taken += figures
        sys.stderr.write(format_table(figures))

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
        given = _library(options)
        targets = {GIVEN: _target(options, given)}
    except (NoTerminalError, UnmeasuredError, synthetic.FolderInUseError, OSError) as error:
        parser.exit(2, f"{parser.prog}: {error}\n")
    for size in (MEDIUM, GIVEN, LARGE):
        own = [name for name in names if MEASURES[name][0] == size]
        if own:
            with report.attempt(f"library of {size:,}" if size else "library"), fresh_home() as home:
                if size not in targets:
                    targets[size] = _target(options, _sized(options, given, size, targets[GIVEN].rows))
                patience = LARGE_PATIENCE_S if size == LARGE else 20.0
                bench = Bench(targets[size], home, options.presses, report.bare, patience, large=size == LARGE)
                _measure(report, bench, own)
    sys.stdout.write(report.as_text())
    if options.json is not None:
        options.json.write_text(json.dumps(report.as_json(targets[GIVEN]), indent=1) + "\n", encoding="utf-8")
    return 1 if report.failures else 0


def build_parser() -> argparse.ArgumentParser:
    """The options of the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    add = parser.add_argument
    add("--library", type=Path, metavar="DIR", help="monographs to open (default: invented ones)")
    add("--only", nargs="+", choices=MEASURES, metavar="NAME", help=f"just these: {', '.join(MEASURES)}")
    add("--large", action="store_true", help=f"also the figures in a library of {LARGE:,}")
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
    wanted = set(only or MEASURES)
    if only is None and not large:
        wanted -= LARGE_NAMES
    elif large:
        wanted |= LARGE_NAMES
    return [name for name in MEASURES if name in wanted]


def _measure(report: Report, bench: Bench, names: Sequence[str]) -> None:
    """Take figures in one library, and some starts of the bare app to tell how steady the machine is."""
    with report.attempt("first use"):
        bench.prepare()
        bench.start_bare(NOISE_STARTS)
        for name in names:
            with report.attempt(name):
                report.add(name, MEASURES[name][1](bench))


def _target(options: argparse.Namespace, library: Path) -> Target:
    """The program and a library to open with it."""
    names = titles(library)
    if not names:
        raise UnmeasuredError(f"{library} holds no Markdown files")
    listed = options.listed or first_listed(names)
    if listed is None:
        raise UnmeasuredError("no name in this library is short enough to wait for: choose one with --listed")
    command = tuple(options.command) if options.command else (sys.executable, "-m", "medtui")
    return Target(command, library, listed, len(names))


def _library(options: argparse.Namespace) -> Path:
    """The library that the options name, or else the invented one."""
    if options.library:
        named: Path = options.library.resolve()
        return named
    folder = _scratch(options) / str(MEDIUM)
    synthetic.make_library(folder, MEDIUM)
    return folder


def _sized(options: argparse.Namespace, given: Path, size: int, rows: int) -> Path:
    """A library of so many files out of the given one, made on first use; that one itself where it is as large."""
    if rows == size:
        return given
    if not options.library:
        folder = _scratch(options) / str(size)
        synthetic.make_library(folder, size)
    else:
        folder = _scratch(options) / f"{size}-copies-of-{given.name}"
        copies.make_copies(folder, given, size)
    return folder


def _scratch(options: argparse.Namespace) -> Path:
    """Where libraries that are made here are kept for the next time."""
    scratch: Path = options.scratch or Path(tempfile.gettempdir()) / f"medtui-benchmarks-{os.getuid()}"
    scratch.mkdir(mode=0o700, parents=True, exist_ok=True)
    if scratch.stat().st_uid != os.getuid():
        raise synthetic.FolderInUseError(f"{scratch} belongs to someone else: name another with --scratch")
    return scratch.resolve()


if __name__ == "__main__":
    sys.exit(main())

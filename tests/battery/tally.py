"""Counts what the battery tries: many cases in one test, and a table of its classes at the end. A pytest plugin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import pytest

_MOST_TOLD = 20


@dataclass
class Cases:
    """What one test tried. A case that fails is kept by its name, and the next one is tried all the same."""

    tried: int = 0
    faults: list[str] = field(default_factory=list)

    @contextmanager
    def case(self, name: object) -> Iterator[None]:
        """One case: whatever is raised within is its fault."""
        self.tried += 1
        try:
            yield
        except Exception as error:
            self.faults.append(f"{name}: {type(error).__name__}: {error}")


@pytest.fixture
def cases() -> Cases:
    """For a test of the battery: its cases. The test fails if any of them did."""
    return Cases()


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Iterator[None]:
    """Fail a test whose cases had faults, and write down how many it tried."""
    tally = pyfuncitem.funcargs.get("cases")
    try:
        outcome = yield
    finally:
        if isinstance(tally, Cases):
            pyfuncitem.user_properties.append(("cases", (tally.tried, len(tally.faults))))
    if isinstance(tally, Cases) and tally.faults:
        told, more = tally.faults[:_MOST_TOLD], len(tally.faults) - _MOST_TOLD
        raise AssertionError("\n".join([*told, *([f"and {more} more"] if more > 0 else [])]))
    return outcome


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The table: a row a file of the battery. A test without cases of its own is one."""
    rows: dict[str, list[float]] = defaultdict(lambda: [0, 0, 0.0])
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            path = PurePosixPath(report.nodeid.partition("::")[0])
            if report.when != "call" or path.parent.name != "battery":
                continue
            tried, faults = dict(report.user_properties).get("cases") or (1, outcome == "failed")
            row = rows[path.stem.removeprefix("test_").replace("_", " ")]
            row[0] += tried
            row[1] += tried - faults
            row[2] += report.duration
    if rows:
        terminalreporter.section("battery")
        terminalreporter.write_line(f"{'class':<28}{'cases':>8}{'passed':>8}{'seconds':>9}")
    for name, (tried, passed, seconds) in sorted(rows.items()):
        terminalreporter.write_line(f"{name:<28}{tried:>8}{passed:>8}{seconds:>9.1f}")

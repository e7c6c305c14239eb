"""What a running process has used so far. Linux tells through /proc; elsewhere these answer None."""

from __future__ import annotations

import contextlib
from pathlib import Path

_PROC = Path("/proc")


def cpu_ms(pid: int) -> float | None:
    """CPU time of all living threads of one process, in milliseconds; None where the kernel does not tell."""
    total = 0
    try:
        for task in (_PROC / str(pid) / "task").iterdir():
            # A thread may end between the listing and the reading.
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                total += int((task / "schedstat").read_bytes().split()[0])
    except (OSError, ValueError, IndexError):
        return None
    return total / 1e6 if total else None


def peak_memory_mb(pid: int) -> float | None:
    """The most resident memory a process has held, in MB; None where the kernel does not tell."""
    with contextlib.suppress(OSError):
        for line in (_PROC / str(pid) / "status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e6
    return None


def family_cpu_ms(pid: int) -> float | None:
    """CPU time of a process and its living descendants, in milliseconds; None where not told."""
    family, parents = {pid}, _parents()
    grown = True
    while grown:
        children = {child for child, parent in parents.items() if parent in family} - family
        family |= children
        grown = bool(children)
    used = [spent for member in family if (spent := cpu_ms(member)) is not None]
    return sum(used) if used else None


def _parents() -> dict[int, int]:
    """The parent of every process that can be seen."""
    parents: dict[int, int] = {}
    for stat in _PROC.glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            # The name of a program, in brackets, may itself hold brackets and blanks.
            after_name = stat.read_text(errors="replace").rpartition(")")[2].split()
            parents[int(stat.parent.name)] = int(after_name[1])
    return parents

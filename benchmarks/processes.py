"""What a running process has used so far. Linux tells through /proc; elsewhere these answer None."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import NamedTuple

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
    used = [spent for member in family(pid) if (spent := cpu_ms(member)) is not None]
    return sum(used) if used else None


def family(pid: int) -> set[int]:
    """A process and its living descendants, as far as they can be seen."""
    members, parents = {pid}, _parents()
    grown = True
    while grown:
        children = {child for child, parent in parents.items() if parent in members} - members
        members |= children
        grown = bool(children)
    return members


def is_running(pid: int) -> bool:
    """Whether there is such a process, and more of it than what its parent is to be told."""
    with contextlib.suppress(OSError):
        return (_PROC / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()[0] not in "ZX"
    return False


class Held(NamedTuple):
    """What a process and its living descendants hold: memory in MB, threads, open files, and how many they are."""

    memory_mb: float
    threads: int
    descriptors: int
    processes: int


def held(pid: int) -> Held | None:
    """What they hold at this moment; None where the kernel does not tell, or where one of them is just ending."""
    memory, threads, descriptors, members = 0.0, 0, 0, family(pid)
    try:
        for member in members:
            status = dict(line.split(":", 1) for line in (_PROC / str(member) / "status").read_text().splitlines())
            memory += int(status["VmRSS"].split()[0]) * 1024 / 1e6
            threads += int(status["Threads"])
            descriptors += sum(1 for _ in (_PROC / str(member) / "fd").iterdir())
    except (OSError, ValueError, KeyError):
        return None
    return Held(memory, threads, descriptors, len(members))


def _parents() -> dict[int, int]:
    """The parent of every process that can be seen."""
    parents: dict[int, int] = {}
    for stat in _PROC.glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            # The name of a program, in brackets, may itself hold brackets and blanks.
            after_name = stat.read_text(errors="replace").rpartition(")")[2].split()
            parents[int(stat.parent.name)] = int(after_name[1])
    return parents

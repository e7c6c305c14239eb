"""What goes on in a process of its own: killed at some moment, on a disk that is full, or without root's powers.
POSIX only."""

from __future__ import annotations

import ctypes
import io
import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import astuple
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from unittest.mock import patch

from command_line import Result
from library_files import write

from medtui.__main__ import main

_PATIENCE = 60  # seconds, after which it is killed
_CAPABILITIES_3 = 0x20080522  # capset(2): version 3, two words for each of three sets


class Ended(NamedTuple):
    """How a process ended: 0, 1 for an error, negative where a signal killed it. And what it told."""

    code: int
    told: list[Any]


class Fork:
    """Does `work` in a process of its own. It is given a function that tells us something as JSON."""

    def __init__(self, work: Callable[[Callable[[Any], None]], object]) -> None:
        self._reading, writing = os.pipe()
        self.id = os.fork()
        if self.id:
            os.close(writing)
            return
        try:
            os.close(self._reading)
            signal.alarm(_PATIENCE)
            work(lambda fact: _write_all(writing, json.dumps(fact).encode() + b"\n"))
            os._exit(0)
        except BaseException:
            _write_all(writing, json.dumps(traceback.format_exc()).encode() + b"\n")
        finally:
            os._exit(1)

    def kill_after(self, seconds: float) -> None:
        """Kill it when that time is over, unless it has ended before."""
        time.sleep(seconds)
        os.kill(self.id, signal.SIGKILL)

    def end(self) -> Ended:
        """Wait for its end."""
        with os.fdopen(self._reading, "rb") as pipe:
            lines = pipe.read().split(b"\n")[:-1]
        return Ended(os.waitstatus_to_exitcode(os.waitpid(self.id, 0)[1]), [json.loads(line) for line in lines])


def _write_all(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


def forked(work: Callable[[], Any]) -> Any:
    """What `work` gives, done in a process of its own. Fails as it fails."""
    code, told = Fork(lambda tell: tell(work())).end()
    assert code == 0, told
    return told[0]


def without_powers() -> None:
    """From now on this process may do to the files of its user what their permissions say, and to those of others
    what others may: also where that user is root."""
    if sys.platform == "linux" and os.geteuid() == 0:
        header, nothing = (ctypes.c_uint32 * 2)(_CAPABILITIES_3, 0), (ctypes.c_uint32 * 6)()
        if ctypes.CDLL(None, use_errno=True).capset(header, nothing):
            raise OSError(ctypes.get_errno(), "capset")


def limit_files(size: int, *, kills: bool = False) -> None:
    """From now on no file can grow beyond that size: a write fails as on a full disk, or kills."""
    import resource  # Windows has none

    signal.signal(signal.SIGXFSZ, signal.SIG_DFL if kills else signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def home_of(folder: Path) -> dict[str, str]:
    """The environment of a user whose home is `folder`."""
    names = {"CACHE": "cache", "DATA": "data", "CONFIG": "config", "STATE": "state"}
    return {"HOME": str(folder)} | {f"XDG_{name}_HOME": str(folder / place) for name, place in names.items()}


def call_each(calls: Sequence[Sequence[str]], environment: Mapping[str, str]) -> list[Result]:
    """Run medtui with each of these arguments, one after the other in this process, without a terminal."""
    results = []
    for arguments in calls:
        written = io.BytesIO(), io.BytesIO()
        out, err = (io.TextIOWrapper(data, "utf-8", write_through=True) for data in written)
        with redirect_stdout(out), redirect_stderr(err), patch.dict(os.environ, environment, clear=True):
            code = main(list(arguments))
        results.append(Result(code, *(data.getvalue().decode("utf-8") for data in written)))
    return results


def called(calls: Sequence[Sequence[str]], environment: Mapping[str, str]) -> list[Result]:
    """The same, in a process of its own that has no powers."""
    import_all()

    def work() -> list[tuple[object, ...]]:
        without_powers()
        return [astuple(result) for result in call_each(calls, environment)]

    return [Result(*result) for result in forked(work)]


@cache
def import_all() -> None:
    """Import what the commands need here, once: else each process would."""
    with TemporaryDirectory() as folder:
        write(Path(folder), "zinc.md")
        calls = (["search", "text"], ["search", "zync"], ["show", "zinc"], ["dump"], ["status"], ["notes"], ["marks"])
        call_each([[*call, "--library", folder] for call in calls], home_of(Path(folder)))

"""Calling medtui as a user does, on libraries made for the test."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from medtui.__main__ import main

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such thing")

AMOXICILLIN = """\
---
title: Amoxicillin
names: [Amoxicillin, Amoxycillin]
---

# Amoxicillin

### Generic Name
Amoxicillin

### Usage

Bacterial infections of the ear, ≥ 3 days.

### Dosage

* Children >25 kg: 10<sup>3</sup> mg, *twice* a day. A long line, so that there is something to wrap when \
the text is wrapped at all.
* Adults: 500 mg

### FAQs

**Q: With food?**

A: Either way is <5 % different.

**Q: Missed a dose?**

A: Take it when you remember.

**Disclaimer:** For education only. Ask a pharmacist.
"""

ZINC = "# Zinc\n\nJust a paragraph about zinc, without any section.\n"

EVIL = "# Evil\x1b[31m\u202e\n\n### Usage\n\nBeep \x07 and \x9b2J and \x1b]0;title\x07.\n"

_ALONE = ("MEDTUI", "TEXTUAL", "COLUMNS", "LINES", "NO_COLOR", "PYTHON", "LC_", "LANG")


@dataclass(frozen=True, slots=True)
class Result:
    """How a call ended and what it wrote."""

    code: int
    out: str
    err: str


class Shell:
    """A user's shell: a home of its own, and libraries under `folder`."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.home.mkdir()
        for name in [name for name in os.environ if name.startswith(_ALONE)]:
            monkeypatch.delenv(name)
        monkeypatch.setenv("HOME", str(self.home))
        monkeypatch.setenv("LOCALAPPDATA", str(self.home / "local"))
        for name in ("CACHE", "STATE", "CONFIG", "DATA"):
            monkeypatch.setenv(f"XDG_{name}_HOME", str(self.home / name.lower()))
        self._monkeypatch = monkeypatch

    def library(self, name: str = "drugs", **files: str | bytes) -> Path:
        """A folder with these files, each called after its keyword; without any, with two sound ones."""
        root = self.folder / name
        root.mkdir(exist_ok=True)
        for stem, text in (files or {"amoxicillin": AMOXICILLIN, "zinc": ZINC}).items():
            (root / f"{stem}.md").write_bytes(text.encode() if isinstance(text, str) else text)
        return root

    def set(self, **variables: str) -> None:
        """Set environment variables."""
        for name, value in variables.items():
            self._monkeypatch.setenv(name, value)

    def process(self, *arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[bytes]:
        """Run medtui in a process of its own, without a terminal."""
        return subprocess.run(
            [sys.executable, "-m", "medtui", *map(str, arguments)],
            check=False,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=60,
            env={**os.environ, **variables},
        )


@contextmanager
def interruptible() -> Iterator[None]:
    """A process that is started within this can be interrupted, also where whoever started the tests ignores SIGINT,
    SIGQUIT or SIGHUP (nohup): what is handled here is back at its default there, what is ignored would stay ignored."""
    numbers = [signal.Signals[name] for name in ("SIGINT", "SIGQUIT", "SIGHUP") if hasattr(signal, name)]
    before = [signal.signal(number, signal.default_int_handler) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def call(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Result:
    """Run medtui in this process, without a terminal."""
    code = main([str(argument) for argument in arguments])
    written = capsys.readouterr()
    return Result(code, written.out, written.err)

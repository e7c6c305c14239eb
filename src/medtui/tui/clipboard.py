"""Copying: by a program of the system where there is one at hand, and by the terminal (OSC 52).

A terminal does not say whether it has taken OSC 52, and many have it switched off, so the program comes first.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence

from textual.app import App

from medtui.copying_program import copying_program

_SECONDS = 2.0
_BY_TERMINAL = "Sent to the terminal’s clipboard (OSC 52)"


def copy_by(command: Sequence[str], text: str) -> bool:
    """Let that program copy `text`. False where it does not. Takes up to two seconds."""
    encoding = "utf-16-le" if command[0] == "clip.exe" else "utf-8"
    try:
        # Its output goes nowhere: some of them stay in the background, and hold on to what they are given.
        subprocess.run(
            command,
            input=text.encode(encoding, "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def copy(app: App[None], make: Callable[[], str], done: Callable[[str], object]) -> None:
    """Copy in both ways what `make` makes, in a thread of its own: the whole of a label takes some time. done: called
    in the app's thread with the way that worked, in words."""
    command = copying_program(os.environ)

    def run() -> None:
        text = make()
        app.call_from_thread(app.copy_to_clipboard, text)
        way = f"Copied by {command[0]}" if command and copy_by(command, text) else _BY_TERMINAL
        app.call_from_thread(done, way)

    app.run_worker(run, thread=True, exclusive=True, group="copying")

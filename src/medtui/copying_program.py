"""Which program of the system puts a text on the clipboard."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping, Sequence

Finder = Callable[[str], str | None]


def copying_program(environment: Mapping[str, str], find: Finder = shutil.which) -> Sequence[str]:
    """The program that puts its input on the clipboard of the screen one sits at; empty where there is none.

    Over SSH the clipboard of the far machine is of no use, so there is none.
    """
    if any(environment.get(name) for name in ("SSH_CONNECTION", "SSH_TTY")):
        return ()
    candidates: list[Sequence[str]] = []
    if sys.platform == "darwin":
        candidates.append(("pbcopy",))
    elif sys.platform == "win32" or environment.get("WSL_DISTRO_NAME"):
        candidates.append(("clip.exe",))
    if environment.get("WAYLAND_DISPLAY"):
        candidates.append(("wl-copy",))
    if environment.get("DISPLAY"):
        candidates += [("xclip", "-selection", "clipboard"), ("xsel", "--clipboard", "--input")]
    if environment.get("TMUX"):
        candidates.append(("tmux", "load-buffer", "-w", "-"))
    return next((command for command in candidates if find(command[0])), ())

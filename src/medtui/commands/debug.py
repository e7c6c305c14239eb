"""The report that `--debug` writes: what ran, what it logged, and how it stopped."""

from __future__ import annotations

import logging
import os
import platform
import sys
import tempfile
import traceback
from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from medtui import __version__
from medtui.private_files import folder_of_user

PACKAGES = ("textual", "rich", "markdown-it-py", "pyyaml", "platformdirs", "rapidfuzz", "shtab")
_VARIABLES = ("TERM", "COLORTERM", "NO_COLOR", "LANG", "LC_ALL", "MEDTUI_LIBRARY")


class DebugReport:
    """A report file that grows while medtui runs: everything logged under `medtui` goes into it."""

    def __init__(self, argv: Sequence[str]) -> None:
        """Create the file. Raises OSError when neither the state folder nor the temporary one takes it."""
        descriptor, path = _create()
        self.path = Path(path)
        # Odd bytes of file names are lone surrogates, which UTF-8 refuses.
        self._file = os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace")
        self._handler = logging.StreamHandler(self._file)
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logger = logging.getLogger("medtui")
        logger.addHandler(self._handler)
        logger.setLevel(logging.DEBUG)
        self._file.write(_surroundings(argv))
        self._file.flush()

    def add(self, error: BaseException) -> None:
        """Write the traceback of `error`."""
        self._file.write("\n" + "".join(traceback.format_exception(error)))
        self._file.flush()

    def close(self) -> None:
        """Write no more."""
        logging.getLogger("medtui").removeHandler(self._handler)
        self._file.close()


def _create() -> tuple[int, str]:
    """A new file that only its owner can read, in the user's state folder or else in the temporary one."""
    from platformdirs import user_state_path  # only reports need it

    folder, name = folder_of_user(lambda: user_state_path("medtui")), f"report-{datetime.now():%Y%m%d-%H%M%S}-"
    try:
        if folder is None:
            raise FileNotFoundError
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return tempfile.mkstemp(".log", name, folder)
    except OSError:
        return tempfile.mkstemp(".log", f"medtui-{name}")


def _surroundings(argv: Sequence[str]) -> str:
    """What helps to see the same thing happen again."""
    lines = [f"medtui {__version__}, Python {platform.python_version()}, {platform.platform()}"]
    lines.append(", ".join(f"{name} {package_version(name)}" for name in PACKAGES))
    lines.append(f"arguments: {list(argv)!r}")
    lines += [f"{name}={os.environ[name]!r}" for name in _VARIABLES if name in os.environ]
    lines.append(f"output encoding: {getattr(sys.stdout, 'encoding', None)}")
    return "\n".join(lines) + "\n\n"


def package_version(package: str) -> str:
    """Which is installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"

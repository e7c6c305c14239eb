"""What is measured: a command, a library, and surroundings of its own for each run."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_TITLE = re.compile(rb"^title:[ \t]*(.+?)[ \t\r]*$", re.MULTILINE)
_BOM = b"\xef\xbb\xbf"
_READ_BYTES = 2048
_PLAIN_NAME = re.compile(r"[^\W\d_]{1,20}")
_HOME_FOLDERS = {
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "run",
}
_PERSONAL = ("COLUMNS", "LINES", "NO_COLOR", "TEXTUAL", "MEDTUI", "PYTHONDONTWRITEBYTECODE")
"""Variables that change what is painted or how fast Python starts: no measured run has one that begins like this."""


@dataclass(frozen=True, slots=True)
class Target:
    """The program under test, opened on a library.

    command: the program without its options. listed: a drug name that is on the first screen.
    rows: how many monographs the library holds.
    """

    command: tuple[str, ...]
    library: Path
    listed: str
    rows: int

    @property
    def argv(self) -> tuple[str, ...]:
        """The command line that opens the screen."""
        return (*self.command, "--library", str(self.library))

    def command_line(self, *words: str) -> tuple[str, ...]:
        """The command line that runs one of the program's commands on the library."""
        return (*self.command, *words, "--library", str(self.library))

    @staticmethod
    def catalogues(home: Path) -> Path:
        """Where the program keeps its catalogues when `home` is HOME."""
        return home / _HOME_FOLDERS["XDG_CACHE_HOME"] / "medtui" / "catalogue"


def titles(library: Path) -> list[str]:
    """The title in the front matter of every Markdown file, or its file name; in the order of their paths."""
    return [title_of(path) for path in monographs(library)]


def monographs(library: Path) -> list[Path]:
    """Every Markdown file of a library, sorted."""
    return sorted(path for path in library.rglob("*.md") if not path.name.startswith("."))


def first_listed(names: Iterable[str]) -> str | None:
    """The first name, by alphabet, that is one word of at most 20 letters: no list has to break it."""
    return min((name for name in names if _PLAIN_NAME.fullmatch(name)), key=str.casefold, default=None)


def surroundings(home: Path, base: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment of a measured program: `home` for all that it keeps, and a colour terminal."""
    env = {name: value for name, value in base.items() if not name.startswith(_PERSONAL)}
    env |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "HOME": str(home)}
    env |= {name: str(home / folder) for name, folder in _HOME_FOLDERS.items()}
    env.setdefault("LANG", "C.UTF-8")
    return env


@contextmanager
def fresh_home(like: Path | None = None) -> Iterator[Path]:
    """A folder to be HOME for a while: empty, or a copy of another with all its caches."""
    with tempfile.TemporaryDirectory(prefix="medtui-home-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        if like is not None:
            shutil.copytree(like, home, dirs_exist_ok=True, symlinks=True)
        for name in _HOME_FOLDERS.values():
            (home / name).mkdir(mode=0o700, exist_ok=True)
        yield home


def title_of(path: Path) -> str:
    """The title in the front matter of a file, or the file's name."""
    with path.open("rb") as file:
        head = file.read(_READ_BYTES).removeprefix(_BOM)
    found = _TITLE.search(head)
    return found[1].decode("utf-8", "replace").strip("\"'") if found else path.stem

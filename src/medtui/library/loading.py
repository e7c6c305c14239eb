"""An entry -> its monograph, always read from the file; and whether that file has changed since."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from medtui.library.entry import Entry, Library
from medtui.library.files import FileBytes, UnreadableFile, read_beginning, read_file, stamp_of
from medtui.safe_text import safe_line

# Reading is imported by the functions that read: the list can be on the screen before.
if TYPE_CHECKING:
    from medtui.monograph import Monograph, Problem
    from medtui.reading.schema import Schema

SCHEMA_FILE = "medtui.yaml"
_LONGEST_NAME = 200  # bytes

MAX_LINES = 20_000
"""More lines than that are no monograph (the longest of 2,149 real ones has 438), and would take seconds to show."""


class LoadedMonograph(NamedTuple):
    """A monograph as its file stood when it was read, and the file's own facts."""

    entry: Entry
    monograph: Monograph
    file: FileBytes


def load(entry: Entry, schema: Schema) -> LoadedMonograph:
    """Read the monograph of `entry`. Its problems say first what was wrong with the bytes.

    Raises UnreadableFile.
    """
    file = read_file(entry.source.root, entry.raw)
    return LoadedMonograph(entry, _read(file.data, entry.path, entry.stem, schema), file)


def load_or_reason(entry: Entry, schemas: Schemas) -> LoadedMonograph | str:
    """The monograph of `entry`, or why it cannot be read."""
    try:
        return load(entry, schemas.of(entry.source))
    except UnreadableFile as error:
        return str(error)


@lru_cache(maxsize=128)
def _read(data: bytes, path: str, stem: str, schema: Schema) -> Monograph:
    """The monograph in those bytes. Kept for a while: a search looks at the same ones key after key."""
    from medtui.reading.decoding import decode
    from medtui.reading.reader import read

    text, problems = decode(data)
    check_length(text, path)
    monograph = read(text, name=stem, schema=schema)
    if problems:
        from dataclasses import replace

        monograph = replace(monograph, problems=(*problems, *monograph.problems))
    return monograph


def check_length(text: str, shown: str) -> None:
    """Raises UnreadableFile where `text`, of the file called `shown`, has more lines than any monograph."""
    lines = text.count("\n") + text.count("\r")
    if lines > MAX_LINES:
        raise UnreadableFile(
            f"{shown} has {lines:,} lines, and medtui reads up to {MAX_LINES:,}: split it into one file per drug."
        )


def changed(loaded: LoadedMonograph) -> Literal["same", "changed", "missing"]:
    """Whether the file still says what was read. Cheap: the file is read again only when its size, times or
    place on the disk differ. A file that may not be read any more counts as changed."""
    status = loaded.file.status
    try:
        now = loaded.entry.file.stat()
        if stamp_of(now) == loaded.file.stamp and (now.st_ino, now.st_dev) == (status.st_ino, status.st_dev):
            return "same"
        data = read_file(loaded.entry.source.root, loaded.entry.raw).data
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "changed"
    except UnreadableFile as error:
        return "missing" if error.gone else "changed"
    return "same" if data == loaded.file.data else "changed"


class Schemas:
    """The sections of each library, read once.

    on_problem: called once for each library whose own sections cannot be used.
    """

    def __init__(self, on_problem: Callable[[Library, Problem], object]) -> None:
        self._on_problem = on_problem
        self._by_library: dict[Library, Schema] = {}

    def of(self, library: Library) -> Schema:
        """The sections of one library."""
        if library not in self._by_library:
            self._by_library[library], problem = schema_for(library.root)
            if problem is not None:
                self._on_problem(library, problem)
        return self._by_library[library]


def given_name(root: Path) -> str:
    """What the first line of a library's own `medtui.yaml` calls it, as `name: Labels 2026`; empty for nothing."""
    if not os.path.lexists(root / SCHEMA_FILE):
        return ""
    try:
        beginning = read_beginning(root, SCHEMA_FILE, _LONGEST_NAME).data
    except UnreadableFile:
        return ""
    key, _, name = beginning.decode("utf-8", "replace").partition("\n")[0].partition(":")
    plain = name.strip().strip("\"'").replace('\\"', '"')
    return safe_line(plain).replace("/", " ").strip() if key == "name" else ""


def schema_for(root: Path) -> tuple[Schema, Problem | None]:
    """The sections of the library in the folder `root`: its own `medtui.yaml`, or else the default ones.

    A file that cannot be used gives the default ones and a problem that names the file and the line.
    """
    from medtui.monograph import Problem
    from medtui.reading.decoding import decode
    from medtui.reading.schema import default_schema

    if not os.path.lexists(root / SCHEMA_FILE):
        return default_schema(), None
    from medtui.reading.schema import SchemaError, parse_schema  # few libraries have one

    line = 0
    try:
        text = decode(read_file(root, SCHEMA_FILE).data)[0]
        return parse_schema(text.removeprefix("\ufeff"), default_schema()), None
    except UnreadableFile as error:
        reason = str(error)
    except SchemaError as error:
        line = error.line
        reason = f"{root / SCHEMA_FILE}, {error}"
    message = f"{safe_line(reason).rstrip('.')}; the standard sections are used instead."
    return default_schema(), Problem("schema", message, line)

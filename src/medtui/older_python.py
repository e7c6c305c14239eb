"""What Python 3.10 lacks of what is used here: goes when 3.10 does."""

from __future__ import annotations

import re
import sys
from enum import Enum, IntEnum
from typing import AnyStr

if sys.version_info >= (3, 11):
    from enum import StrEnum
else:

    class StrEnum(str, Enum):
        """Its members are strings, and are written as those."""

        __str__ = str.__str__


def compile_pattern(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """`re.compile` for a pattern with possessive quantifiers (`*+`), which keep hostile texts from taking minutes.

    Its groups have names: before 3.11 their numbers are others.
    """
    if sys.version_info >= (3, 11):
        return re.compile(pattern, flags)
    if isinstance(pattern, bytes):
        return re.compile(without_possessives(pattern.decode("latin-1")).encode("latin-1"), flags)
    return re.compile(without_possessives(pattern), flags)


_TOKEN = re.compile(
    r"(?P<quantifier>(?:[*+?]|\{\d*,?\d*\})(?P<kind>[+?]?))|(?P<opening>\(\??)|(?P<closing>\))"
    r"|\[\^?\]?(?:\\.|[^\]\\])*\]|\\?.",
    re.DOTALL,
)


def without_possessives(pattern: str) -> str:
    """The same with `(?=(?P<_1>x*))(?P=_1)` for each `x*+`: what is looked ahead for is never tried in another way."""
    groups: list[list[str]] = [[]]  # those that are open, the outermost first; in each, what a quantifier could follow
    number = 0
    for token in _TOKEN.finditer(pattern):
        text = token[0]
        if token["opening"]:
            groups.append([text])
        elif token["closing"]:
            inside = "".join(groups.pop())
            groups[-1].append(inside + text)
        elif token["quantifier"] and token["kind"] == "+":
            number += 1
            groups[-1].append(f"(?=(?P<_{number}>{groups[-1].pop()}{text[:-1]}))(?P=_{number})")
        elif token["quantifier"]:
            groups[-1].append(groups[-1].pop() + text)
        else:
            groups[-1].append(text)
    return "".join(groups[0])


def module_command(name: str) -> list[str]:
    """How another process runs a module, whatever is called like one where the user happens to be: `-P`."""
    if getattr(sys, "frozen", False):  # a folder without Python: scripts/frozen/start.py
        return [sys.executable, "-m", name]
    if sys.version_info >= (3, 11):
        return [sys.executable, "-P", "-m", name]
    run = f"import runpy, sys; del sys.path[0]; runpy.run_module({name!r}, run_name='__main__', alter_sys=True)"
    return [sys.executable, "-c", run]


class SqliteResult(IntEnum):
    """Primary result codes: sqlite.org/rescode.html."""

    OTHER = 0
    ERROR = 1
    BUSY = 5
    LOCKED = 6
    READONLY = 8
    IOERR = 10
    CORRUPT = 11
    FULL = 13
    CANTOPEN = 14
    TOOBIG = 18
    FORMAT = 24
    NOTADB = 26


_MESSAGES = {
    "no such ": SqliteResult.ERROR,
    "database is locked": SqliteResult.BUSY,
    "database table is locked": SqliteResult.LOCKED,
    "attempt to write a readonly database": SqliteResult.READONLY,
    "disk I/O error": SqliteResult.IOERR,
    "database disk image is malformed": SqliteResult.CORRUPT,
    "malformed database schema": SqliteResult.CORRUPT,
    "database or disk is full": SqliteResult.FULL,
    "unable to open database file": SqliteResult.CANTOPEN,
    "string or blob too big": SqliteResult.TOOBIG,
    "unsupported file format": SqliteResult.ERROR,
    "file is not a database": SqliteResult.NOTADB,
}


def sqlite_result(error: Exception) -> SqliteResult:
    """What SQLite says is wrong; before 3.11, by its message."""
    if sys.version_info >= (3, 11):
        code = int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
        return SqliteResult(code) if code in list(SqliteResult) else SqliteResult.OTHER
    return next((code for text, code in _MESSAGES.items() if str(error).startswith(text)), SqliteResult.OTHER)


__all__ = ["SqliteResult", "StrEnum", "compile_pattern", "module_command", "sqlite_result", "without_possessives"]

"""Where Python 3.10 does another thing than later ones, the outcome is the same."""

from __future__ import annotations

import ast
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medtui.older_python import (
    SqliteResult,
    StrEnum,
    compile_pattern,
    module_command,
    sqlite_result,
    without_possessives,
)

ROOMS = ("medtui.reading", "medtui.library", "medtui.presentation", "medtui.checking", "medtui.importing")


class Colour(StrEnum):
    RED = "red"


def test_a_member_is_written_as_its_string() -> None:
    assert (str(Colour.RED), f"{Colour.RED}", {"red": 1}[Colour.RED]) == ("red", "red", 1)


@pytest.mark.parametrize(
    ("pattern", "text", "matched"),
    [
        (r"a*+a", "aaa", None),
        (r"a++b", "aaab", "aaab"),
        (r"(?:ab|a)?+b", "ab", None),
        (r"[]+*]{1,2}+\]", "+]]", "+]]"),
        (r"\(++(?:x\)*+)++\)", "((x)x)", None),
        (r"(?P<mark>\*\*|_)[^*_]++(?P=mark)", "**a**", "**a**"),
        (r"a+?b*?", "aab", "a"),
    ],
)
def test_what_is_possessive_gives_nothing_back(pattern: str, text: str, matched: str | None) -> None:
    for compiled in (compile_pattern(pattern), re.compile(without_possessives(pattern))):
        found = compiled.match(text)
        assert (found[0] if found else None) == matched


def house_patterns() -> list[re.Pattern[str]]:
    """Those that hold a possessive quantifier."""
    found = set()
    for room in map(import_module, ROOMS):
        for module in walk_packages(room.__path__, f"{room.__name__}."):
            found |= {each for each in vars(import_module(module.name)).values() if isinstance(each, re.Pattern)}
    texts = {each for each in found if isinstance(each.pattern, str)}
    return sorted((each for each in texts if without_possessives(each.pattern) != each.pattern), key=str)


@pytest.mark.skipif(sys.version_info < (3, 11), reason="there, these patterns are made without possessives already")
@given(st.text("aIx1 \t\n.:;*+_-|#>()[]{}!?&%\\第一é\u0301", max_size=30))
def test_the_patterns_of_the_house_find_the_same_without(text: str) -> None:
    assert len(house_patterns()) > 10
    for pattern in house_patterns():
        other = re.compile(without_possessives(pattern.pattern), pattern.flags)
        assert [each.span() for each in other.finditer(text)] == [each.span() for each in pattern.finditer(text)]


def test_what_sqlite_says_is_known(tmp_path: Path) -> None:
    (tmp_path / "no.db").write_bytes(b"no database" * 100)
    with closing(sqlite3.connect(tmp_path / "no.db")) as opened, pytest.raises(sqlite3.DatabaseError) as no_database:
        opened.execute("SELECT * FROM sqlite_master")
    with pytest.raises(sqlite3.OperationalError) as no_folder:
        sqlite3.connect(tmp_path / "no" / "no.db")
    with closing(sqlite3.connect(":memory:")) as opened, pytest.raises(sqlite3.OperationalError) as no_table:
        opened.execute("SELECT * FROM birds")
    found = [sqlite_result(each.value) for each in (no_database, no_folder, no_table)]
    assert found == [SqliteResult.NOTADB, SqliteResult.CANTOPEN, SqliteResult.ERROR]
    assert sqlite_result(ValueError("database is locked, says nobody")) in (SqliteResult.OTHER, SqliteResult.BUSY)


def test_a_folder_called_like_the_program_is_not_taken_for_it(tmp_path: Path) -> None:
    (tmp_path / "medtui.py").write_text("print('the wrong one')")
    done = subprocess.run([*module_command("medtui"), "--version"], cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout.decode().startswith("medtui 0.")


def test_no_possessive_quantifier_is_compiled_by_re_itself() -> None:
    """On 3.10 that would be an error where it is first used."""
    wrong = []
    for path in (Path(__file__).parents[1] / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and ast.unparse(node.func).startswith("re."):
                parts = [each.value for each in ast.walk(node.args[0]) if isinstance(each, ast.Constant)]
                text = "x".join(["", *(part for part in parts if isinstance(part, str))])
                wrong += [f"{path.name}:{node.lineno}"] * (without_possessives(text) != text)
    assert wrong == []

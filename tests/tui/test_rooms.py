"""What the rooms may use: Textual in one of them only, SQLite in none, and no markup for data."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import medtui.tui

ALL_OF_IT = """\
import importlib, pkgutil, sys
room = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(room.__path__, room.__name__ + "."):
    importlib.import_module(module.name)
print(*sys.modules)
"""
PARSES_MARKUP = re.compile(
    r"\b(?:Static|Label|OptionList|Collapsible|Button|Markdown|Tabs|TabPane|DataTable|ListView|notify|Text\.from_markup"
    r"|Content\.from_markup|Content\.from_text|render_str|visualize)\("
    r"|markup\s*=\s*True|\.tooltip\s*=|border_(?:sub)?title\s*="
)
SOURCES = sorted(Path(medtui.tui.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize("room", ["presentation", "reading", "library", "commands"])
def test_rooms_that_need_neither_textual_nor_sqlite_load_neither(room: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ALL_OF_IT, f"medtui.{room}"], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = set(done.stdout.split())
    assert f"medtui.{room}" in loaded
    assert not loaded & {"textual", "sqlite3", "medtui.tui"}


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.name))
def test_data_never_goes_through_markup(source: Path) -> None:
    found = [
        f"{source.name}:{number}: {line.strip()}"
        for number, line in enumerate(source.read_text("utf-8").splitlines(), start=1)
        if PARSES_MARKUP.search(line)
    ]
    assert not found


def test_the_lint_finds_what_it_looks_for() -> None:
    for line in ('Static("x")', "app.notify(text)", "Text.from_markup(x)", "f(x, markup = True)", 'w.tooltip = "x"'):
        assert PARSES_MARKUP.search(line), line
    assert not PARSES_MARKUP.search("class DrugHeader(LineView):  # Label, (Static)")


def test_there_is_something_to_look_at() -> None:
    assert len(SOURCES) > 10

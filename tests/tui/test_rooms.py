"""What the rooms may use: Textual in one of them only, SQLite not before the first frame, and no markup for data."""

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


def loaded_by(code: str, *arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("room", ["presentation", "reading", "library", "commands"])
def test_rooms_that_do_not_need_textual_do_not_load_it(room: str) -> None:
    loaded = loaded_by(ALL_OF_IT, f"medtui.{room}")
    assert f"medtui.{room}" in loaded
    assert not loaded & {"textual", "medtui.tui"}
    if room in ("presentation", "reading"):
        assert not loaded & {"sqlite3", "medtui.library"}


def test_what_the_first_frame_needs_loads_neither_sqlite_nor_reading() -> None:
    loaded = loaded_by("import sys, medtui.tui.app; print(*sys.modules)")
    assert "textual" in loaded
    assert not loaded & {"sqlite3", "json", "rapidfuzz", "markdown_it", "yaml", "medtui.reading"}


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

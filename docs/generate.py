"""Writes what is generated from other files: `python docs/generate.py` (the tests fail when one is stale)."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

from medtui.commands.keys_command import keys_markdown
from medtui.commands.manual import manual
from medtui.reading.schema import Schema, SectionSpec
from medtui.reading.schema_file import parse_schema
from medtui.settings.app_commands import DEFAULT_KEYS

ROOT = Path(__file__).parents[1]
_WIDTH = 110


def default_sections() -> str:
    """The default schema as a Python module, because reading YAML would slow every start."""
    text = (ROOT / "src/medtui/data/sections.yaml").read_text(encoding="utf-8")
    rows = "".join(map(_section, parse_schema(text, Schema(())).sections))
    return (
        '"""Generated from data/sections.yaml by docs/generate.py: change that file, not this one."""\n\n'
        "from medtui.reading.schema import SectionSpec\n\n"
        "# fmt: off\n"
        f"SECTIONS = (\n{rows})\n"
    )


def _section(spec: SectionSpec) -> str:
    """One call of SectionSpec, without the fields that have their default value."""
    given = ((field.name, getattr(spec, field.name)) for field in fields(spec))
    rows = "".join(f"        {name}={_literal(value)},\n" for name, value in given if value)
    return f"    SectionSpec(\n{rows}    ),\n"


def _literal(value: object) -> str:
    if not isinstance(value, tuple):
        return repr(value) if isinstance(value, bool) else json.dumps(value, ensure_ascii=False)
    rows = [" " * 11]
    for word in map(_literal, value):
        if len(rows[-1]) + len(word) + 2 > _WIDTH:
            rows.append(" " * 11)
        rows[-1] += f" {word},"
    return "\n".join(["(", *rows, "        )"])


def keys_page() -> str:
    """The keys, from the commands that the app's bindings and help are made of."""
    source = "<!-- Generated from src/medtui/settings/app_commands.py by docs/generate.py. -->"
    about = "Each can be given to another command: see [settings](settings.md), which know the commands by their names."
    return f"# The keys\n\n{source}\n\n{about}\n\n{keys_markdown(DEFAULT_KEYS)}"


GENERATED: dict[str, Callable[[], str]] = {
    "docs/cli.md": manual,
    "docs/keys.md": keys_page,
    "src/medtui/reading/default_sections.py": default_sections,
}
"""The generated files, from the root of the project, and what makes each."""


def main() -> None:
    """Write every generated file."""
    for path, make in GENERATED.items():
        (ROOT / path).write_text(make(), encoding="utf-8", newline="\n")
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()

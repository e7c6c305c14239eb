"""Writes what is generated from other files: `python docs/generate.py` (the tests fail when one is stale)."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path

from medtui.commands.declaration import ShellCommand, all_commands
from medtui.commands.exit_codes import EXIT_CODES
from medtui.commands.keys_command import keys_markdown
from medtui.reading.schema import Schema, SectionSpec
from medtui.reading.schema_file import parse_schema
from medtui.settings.app_commands import DEFAULT_KEYS
from medtui.settings.settings import setting_table

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


def command_line_page() -> str:
    """docs/cli.md as it is, with what each command says of itself and the exit codes as they are now."""
    blocks = {command.prog: _about(command) for command in all_commands()}
    blocks["exit codes"] = _table("| code | meaning |", {str(code): text for code, text in EXIT_CODES.items()})
    return page_with("docs/cli.md", blocks)


def _about(command: ShellCommand) -> str:
    rows: dict[str, str] = {}
    if command.word:
        rows[f"`{' | '.join(command.choices) or command.word}`"] = command.word_help
    for option in command.options:
        default = f"; without it: {option.choices[0]}" if option.choices else ""
        rows[f"`{option.flag} {option.value}".rstrip() + "`"] = option.help + default
    return f"{command.summary}\n\n```\n{command.usage}\n```\n\n{_table('| | |', rows)}"


def _table(head: str, rows: Mapping[str, str]) -> str:
    cells = ((left.replace("|", "\\|"), right.replace("|", "\\|")) for left, right in rows.items())
    return f"{head}\n|---|---|\n" + "".join(f"| {left} | {right} |\n" for left, right in cells)


def settings_page() -> str:
    """docs/settings.md as it is, with the table as the settings are declared now."""
    rows = "".join(
        f"| `{setting.name}` | {setting.takes} | {setting.default} | {setting.about.text} |\n"
        for setting in setting_table().values()
    )
    head = "| setting | what it takes | without it | what it is for |\n|---|---|---|---|\n"
    return page_with("docs/settings.md", {"settings": head + rows})


def page_with(path: str, blocks: Mapping[str, str]) -> str:
    """That page as it is, with these blocks in their places. Raises ValueError where it has no place for one."""
    page = (ROOT / path).read_text(encoding="utf-8")
    for name, block in blocks.items():
        before, begin, rest = page.partition(f"<!-- generated: {name} -->\n")
        _, end, after = rest.partition("<!-- end -->\n")
        if not end:
            raise ValueError(f"{path} has no place for what is generated of: {name}")
        page = before + begin + block + end + after
    return page


GENERATED: dict[str, Callable[[], str]] = {
    "docs/cli.md": command_line_page,
    "docs/keys.md": keys_page,
    "docs/settings.md": settings_page,
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

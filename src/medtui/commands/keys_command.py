"""`medtui keys`: what the keys do, as the user has set them."""

from __future__ import annotations

from medtui.commands import output
from medtui.commands.declaration import Request, ShellCommand, format_option
from medtui.presentation.cells import cell_len
from medtui.settings.app_commands import ABOUT_TYPING, NO_KEY, KeyRow, Keys, key_rows
from medtui.settings.settings import config_folder
from medtui.settings.settings_file import load_settings

_GAP = "  "

COMMAND = ShellCommand(
    "keys",
    "Write what the keys do, as they are set.",
    (format_option("how to write it", ("text", "markdown")),),
)


def run(request: Request) -> int:
    """Write the key sheet, and what is wrong with the settings to standard error. Returns the exit code."""
    settings, problems = load_settings(config_folder())
    output.write((keys_markdown if request.format == "markdown" else keys_text)(settings.keys))
    return output.complain_of_each(problems)


def keys_text(keys: Keys) -> str:
    """The key sheet in columns: the keys, what they do, and the name for the settings."""
    groups = key_rows(keys)
    rows = [row for group in groups.values() for row in group]
    widths = [max(map(cell_len, column)) for column in zip(*(_cells(row) for row in rows), strict=True)]
    lines: list[str] = []
    for group, found in groups.items():
        lines += ["", group] if lines else [group]
        for row in found:
            cells = (cell + " " * (width - cell_len(cell)) for cell, width in zip(_cells(row), widths, strict=True))
            lines.append((_GAP + _GAP.join(cells)).rstrip())
    return "\n".join([*lines, "", ABOUT_TYPING]) + "\n"


def keys_markdown(keys: Keys) -> str:
    """The key sheet as Markdown, a table for each group."""
    text = f"{ABOUT_TYPING}\n"
    for group, rows in key_rows(keys).items():
        text += f"\n## {group}\n\n| keys | what they do | name |\n|---|---|---|\n"
        text += "".join(f"| {_marked_up(row.keys)} | {row.title} | {_marked_up(row.id)} |\n" for row in rows)
    return text


def _cells(row: KeyRow) -> tuple[str, str, str]:
    return row.keys or NO_KEY, row.title, row.id


def _marked_up(words: str) -> str:
    return " ".join(_code(word) if word != "…" else word for word in words.split()) or NO_KEY


def _code(word: str) -> str:
    """A word as Markdown code: CommonMark 6.1 (backticks), and GitHub's tables, where a bar ends the cell."""
    if "`" in word:
        return f"`` {word} ``"
    return f"`{word}`".replace("|", "\\|")

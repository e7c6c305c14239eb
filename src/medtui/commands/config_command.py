"""`medtui config`: where the settings are, what they are, and the way to change them."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from medtui.commands import output
from medtui.commands.declaration import Request, ShellCommand, Words
from medtui.commands.exit_codes import FAILURE, OK, USAGE, CommandError
from medtui.desk.atomic_write import NotWrittenError, write_file
from medtui.safe_text import safe_line
from medtui.settings.settings import (
    DEFAULTS,
    FILE_NAME,
    Settings,
    config_folder,
    setting_table,
    template,
    value_in_words,
)
from medtui.settings.settings_file import load_settings
from medtui.settings.user_themes import user_palettes

_VARIABLES = ("VISUAL", "EDITOR")
_EDITORS = ("notepad",) if sys.platform == "win32" else ("nano", "vi")
_GAP = "  "

COMMAND = ShellCommand(
    "config",
    "Say where the settings are, show them with their defaults, or open them in your editor.",
    words=Words("ACTION", "what to do with them", choices=("path", "show", "edit")),
)


def run(request: Request, find_folder: Callable[[], Path | None] = config_folder) -> int:
    """Do what request.choice says: `path`, `show` or `edit`. Returns the exit code; raises CommandError."""
    folder = find_folder()
    if folder is None:
        raise CommandError("There is no home folder, so there is no place for settings. Set HOME.", USAGE)
    match request.choice:
        case "path":
            output.write(f"{safe_line(str(folder / FILE_NAME))}\n")
            return OK
        case "edit":
            return _edit(folder)
        case _:
            return _show(folder)


# Showing ----------------------------------------------------------------------------------------------


def _show(folder: Path) -> int:
    settings, problems = load_settings(folder)
    output.write(_table(settings))
    return output.complain_of_each((*problems, *user_palettes(folder)[1]))


def _table(settings: Settings) -> str:
    """A line for each setting, and further ones for those with several values."""
    table = setting_table()
    width = max(map(len, table))
    lines: list[str] = []
    for name, value in settings._asdict().items():
        is_default = value == getattr(DEFAULTS, name)
        words = [f"{table[name].default}{_GAP}(default)"] if is_default else value_in_words(value)
        lines += [f"{name if not at else '':{width}}{_GAP}{safe_line(word)}" for at, word in enumerate(words)]
    return "\n".join(lines) + "\n"


# Editing ----------------------------------------------------------------------------------------------


def _edit(folder: Path) -> int:
    path = folder / FILE_NAME
    _make(path)
    editor = _editor(path)
    output.flush()
    try:
        code = subprocess.run([*editor, str(path)], check=False).returncode
    except OSError as error:
        raise CommandError(
            f"The editor {safe_line(editor[0])} could not be started ({output.reason(error)}). The settings are in "
            f"{safe_line(str(path))}: open that file in any editor.",
            FAILURE,
        ) from error
    if code:
        output.complain(f"The editor {safe_line(editor[0])} ended with code {code}.")
    problems = (*load_settings(folder)[1], *user_palettes(folder)[1])
    if not problems:
        output.write(f"No mistake in {safe_line(str(path))}.\n")
    return output.complain_of_each(problems) or (FAILURE if code else OK)


def _make(path: Path) -> None:
    """Put a file to start from where there is none. Raises CommandError."""
    if os.path.lexists(path):
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_file(path, template())
    except NotWrittenError as error:
        if not error.exists:  # else someone has made it meanwhile
            raise CommandError(str(error), FAILURE) from error
    except OSError as error:
        raise CommandError(
            f"The folder {safe_line(str(path.parent))} could not be made ({output.reason(error)}).", FAILURE
        ) from error


def _editor(path: Path) -> list[str]:
    """The command line of the user's editor, without the file. Raises CommandError."""
    where = f"The settings are in {safe_line(str(path))}: open that file in any editor."
    for variable in _VARIABLES:
        given = os.environ.get(variable, "").strip()
        if not given:
            continue
        try:
            words = [given] if shutil.which(given) else _split(given)
        except ValueError as error:
            raise CommandError(f"{variable} lacks a quotation mark: {safe_line(given)}. {where}", USAGE) from error
        if shutil.which(words[0]) is None:
            raise CommandError(f"The editor in {variable} was not found: {safe_line(words[0])}. {where}", USAGE)
        return words
    found = next((name for name in _EDITORS if shutil.which(name)), None)
    if found is None:
        raise CommandError(f"No editor was found. Name yours in the variable EDITOR. {where}", USAGE)
    if found != "notepad" and not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        raise CommandError(f"{found} needs a terminal, and this is none. {where}", USAGE)
    return [found]


def _split(command: str) -> list[str]:
    """The words of a command line. On Windows a backslash is part of a path."""
    if sys.platform == "win32":
        return [word.strip('"') for word in shlex.split(command, posix=False)]
    return shlex.split(command)

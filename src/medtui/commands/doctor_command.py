"""`medtui doctor`: whether terminal, folders and libraries are as they should be, and what to do where not."""

from __future__ import annotations

import locale
import os
import platform
import stat
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from medtui import __version__
from medtui.commands import output
from medtui.commands.debug import PACKAGES, package_version
from medtui.commands.declaration import LIBRARY, Request, ShellCommand, format_option
from medtui.commands.exit_codes import OK, CommandError
from medtui.commands.monograph_json import to_json
from medtui.commands.name_resolution import open_listing
from medtui.commands.status_command import catalogue_state, size_in_words
from medtui.copying_program import copying_program
from medtui.library.catalogue.storage import default_folder
from medtui.safe_text import safe_line
from medtui.settings.key_names import shown_key
from medtui.settings.settings import FILE_NAME, config_folder, data_folder
from medtui.settings.settings_file import load_settings

COMMAND = ShellCommand(
    "doctor",
    "Say whether terminal, folders and libraries are in order, or what to do; no text and no note is shown.",
    (format_option("how to write it: text, a line each; or json, as docs/json.md says", ("text", "json")), LIBRARY),
)

_LEAST_COLUMNS, _LEAST_ROWS = 40, 12
_PLAIN = "Use another terminal, or medtui --plain"
_LOCALE = ("LC_ALL", "LC_CTYPE", "LANG")
_OTHERS = 0o077

_TAKEN = (
    ("TMUX", "", "ctrl+b", "tmux", "Press it twice."),
    ("STY", "", "ctrl+a", "screen", "Press it, then a."),
    ("TERM_PROGRAM", "vscode", "ctrl+p", "the editor", "Give the command another key in config.yaml."),
    ("TERM_PROGRAM", "vscode", "ctrl+f", "the editor", "Press Page down."),
    ("VTE_VERSION", "", "f1", "the help of the window", "Press ? in the text."),
)
"""A variable, what it holds or nothing for anything, the key that may not arrive then, who takes it, what to do."""


class Diagnosis(NamedTuple):
    """about: what was looked at. text: how it is. todo: a sentence, or empty where all is well."""

    about: str
    text: str
    todo: str = ""


def run(request: Request) -> int:
    """Write it, without changing anything. Returns the exit code."""
    found = [*_terminal(os.environ), *_folders(), *_libraries(request), *_versions()]
    if request.format == "json":
        rows = [{"about": each.about, "ok": not each.todo, "text": each.text, "todo": each.todo} for each in found]
        output.write(to_json({"findings": rows}) + "\n")
        return OK
    width = max(len(each.about) for each in found)
    for each in found:
        todo = f" {each.todo}" if each.todo else ""
        output.write(f"{'to do' if todo else 'ok':6} {each.about:{width}}  {safe_line(each.text)}.{safe_line(todo)}\n")
    return OK


# The terminal -----------------------------------------------------------------------------------------


def _terminal(environment: Mapping[str, str]) -> Iterator[Diagnosis]:
    term = environment.get("TERM", "")
    places = {"TMUX": "tmux", "STY": "screen", "SSH_TTY": "SSH"}
    within = [name for variable, name in places.items() if variable in environment]
    described = ", in ".join((term or "unnamed", *within))
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if not all(stream is not None and stream.isatty() for stream in streams):
        yield Diagnosis("terminal", "this is none", "Call medtui doctor there where the app is to run.")
    elif os.name != "nt" and term.lower() in ("", "dumb", "unknown"):
        yield Diagnosis("terminal", f"TERM is {term or 'not set'}", f"{_PLAIN}.")
    else:
        yield Diagnosis("terminal", described)
        columns, rows = os.get_terminal_size(sys.stdout.fileno())
        small = columns < _LEAST_COLUMNS or rows < _LEAST_ROWS
        todo = f"Make the window at least {_LEAST_COLUMNS} by {_LEAST_ROWS}." if small else ""
        yield Diagnosis("size", f"{columns} columns, {rows} rows", todo)
    yield Diagnosis("colours", _colours(term, environment))
    yield from _keys(environment)
    program = copying_program(environment)
    by_terminal = "by the terminal (OSC 52), which may have that switched off; the key p writes a file"
    yield Diagnosis("copying", f"by {program[0]}" if program else by_terminal)
    yield _encoding(environment)


def _colours(term: str, environment: Mapping[str, str]) -> str:
    if environment.get("NO_COLOR"):
        return "none, because NO_COLOR is set"
    if environment.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return "16 million"
    return "256" if "256color" in term else "8 or 16; the theme “terminal” or “monochrome” may be read best"


def _keys(environment: Mapping[str, str]) -> Iterator[Diagnosis]:
    """Those that do something here and may not arrive."""
    keys = load_settings(config_folder())[0].keys
    used = {key for command in (*keys.commands, *keys.moves) for key in command.keys.split(",")}
    taken = [
        Diagnosis("keys", f"{shown_key(key)} may be taken by {taker}", todo)
        for variable, value, key, taker, todo in _TAKEN
        if key in used and environment.get(variable) and value in ("", environment[variable])
    ]
    yield from taken or [Diagnosis("keys", "none is known to be taken by this terminal")]


def _encoding(environment: Mapping[str, str]) -> Diagnosis:
    said = next((f"{name}={environment[name]}" for name in _LOCALE if environment.get(name)), "none set")
    encoding = locale.getpreferredencoding(False)
    is_utf = encoding.lower().replace("-", "") in ("utf8", "cp65001") or os.name == "nt"
    return Diagnosis("locale", f"{said}, {encoding}", "" if is_utf else "Set LANG to one that ends in UTF-8.")


# What is kept -----------------------------------------------------------------------------------------


def _folders() -> Iterator[Diagnosis]:
    folder = config_folder()
    _, problems = load_settings(folder)
    where = "no home folder" if folder is None else str(folder / FILE_NAME)
    there = folder is not None and (folder / FILE_NAME).is_file()
    text = f"{where}, {len(problems)} mistakes" if there or problems else f"{where}, not there: all are the defaults"
    yield Diagnosis("settings", text, "medtui config show says which." if problems else "")
    yield _folder("cache", default_folder(), "Catalogues are made in memory each time")
    yield _folder("desk", data_folder(), "Marks and notes cannot be kept")


def _folder(about: str, folder: Path | None, otherwise: str) -> Diagnosis:
    """Place, size, owner and mode. otherwise: what happens where it cannot be written."""
    if folder is None:
        return Diagnosis(about, "no home folder", f"{otherwise}: set HOME.")
    there = next(place for place in (folder, *folder.parents) if os.path.lexists(place))
    writable = there.is_dir() and os.access(there, os.W_OK)
    todo = "" if writable else f"{otherwise}: see whom {there} belongs to."
    if there != folder:
        return Diagnosis(about, f"{folder}, not there yet", todo)
    try:
        size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        status = folder.stat()
    except OSError as error:
        return Diagnosis(about, f"{folder} ({output.reason(error)})", f"{otherwise}: see whom it belongs to.")
    return Diagnosis(about, f"{folder}, {size_in_words(size)}{_rights(status)}", todo)


def _rights(status: os.stat_result) -> str:
    if sys.platform == "win32":
        return ""
    import pwd

    try:
        owner = pwd.getpwuid(status.st_uid).pw_name
    except KeyError:
        owner = f"user {status.st_uid}"
    open_to_others = ", which others may read" if status.st_mode & _OTHERS else ""
    return f", {owner}, {stat.filemode(status.st_mode)}{open_to_others}"


def _libraries(request: Request) -> Iterator[Diagnosis]:
    try:
        listing = open_listing(request)
    except CommandError as error:
        yield Diagnosis("library", "cannot be opened", str(error))
        return
    for source in listing.sources:
        files = [entry for entry in listing.entries if entry.library == source.name]
        unread = sum(1 for entry in files if entry.problem)
        problems = sum(1 for problem in listing.problems if problem.library == source.name)
        counts = f"{len(files) - unread:,} monographs, {problems:,} problems"
        todo = "medtui status says which." if problems else "" if files else "It has no Markdown files."
        yield Diagnosis("library", f"{source.key}, {counts}; catalogue: {catalogue_state(source, len(files))}", todo)


def _versions() -> Iterator[Diagnosis]:
    yield Diagnosis("versions", f"medtui {__version__}, Python {platform.python_version()}, {platform.platform()}")
    versions = {name: package_version(name) for name in PACKAGES}
    lacking = [name for name, version in versions.items() if version == "not installed"]
    todo = f"Install {', '.join(lacking)}." if lacking else ""
    yield Diagnosis("packages", ", ".join(f"{name} {version}" for name, version in versions.items()), todo)

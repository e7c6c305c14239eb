"""The command line: arguments -> Request, by the declaration in `grammar`."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Sequence
from textwrap import fill
from typing import NoReturn

from medtui import __version__
from medtui.commands.declaration import (
    COMMANDS,
    DEFAULT_LIMIT,
    EXIT_CODES,
    QUERY,
    WITH_VALUE,
    Option,
    ShellCommand,
    command,
)
from medtui.commands.exit_codes import USAGE, CommandError
from medtui.commands.request import TEXT, Request

_NAMES = frozenset(one.name for one in COMMANDS if one.name)
_MANY_DIGITS = 10
_FEWEST, _MOST = 2, 4  # names that one command takes
_ONE_DASH = re.compile(r"(?:^|\s)-[^-\s]")


def parse(argv: Sequence[str]) -> Request:
    """Understand a command line. Raises CommandError; --help and --version write and raise SystemExit."""
    name, rest = split_command(argv)
    found = vars(_parser(command(name)).parse_args(rest))
    libraries, section = tuple(found.get("library") or ()), found.get("section")
    given = {"--library": "" in libraries, "--section": section == ""}
    for flag in ("--overlay", "--to", "--from"):
        given[flag] = found.get(flag[2:]) == ""
    for flag, empty in given.items():
        if empty:  # most likely a shell variable that was never set
            raise CommandError(f"{flag} is empty. Say which {flag[2:]} you mean, or leave it out.", USAGE)
    words = found.get("words") or []
    choice = words if isinstance(words, str) else ""
    if not choice and words and not "".join(words).strip():
        raise CommandError(f"The {command(name).word} is empty. Say what you look for.", USAGE)
    several = command(name).several
    if several and not _FEWEST <= len(words) <= _MOST:
        raise CommandError(
            f"{command(name).prog} takes two to four names, not {len(words)}. Put a name that has a space in quotes.",
            USAGE,
        )
    return Request(
        command=name,
        name="" if choice or several else " ".join(words),
        names=tuple(words) if several else (),
        section=section,
        libraries=libraries,
        format=found.get("format") or TEXT,
        choice=choice,
        limit=_number(found["limit"]) if "limit" in found else 0,
        rebuild=found.get("rebuild", False),
        plain=found.get("plain", False),
        overlay=found.get("overlay") or "",
        to=found.get("to") or "",
        source=found.get("from") or "",
        overwrite=found.get("overwrite", False),
        debug=found["debug"],
    )


def _number(given: str | None) -> int:
    if given is None:
        return DEFAULT_LIMIT
    if not (given.isascii() and given.isdecimal()):
        raise CommandError("--limit takes a whole number: how many monographs to write, 0 for all.", USAGE)
    digits = given.lstrip("0")
    return int(digits or 0) if len(digits) < _MANY_DIGITS else 0  # more than any library has


def split_command(argv: Sequence[str]) -> tuple[str, list[str]]:
    """The command among the arguments, and the others. It is the first word that is neither an option nor an
    option's value, so `medtui --library DIR list` works too; empty when that word is no command."""
    value_next = False
    for index, word in enumerate(argv):
        if value_next:
            value_next = False
        elif word == "--":
            break
        elif word.startswith("-") and word != "-":
            value_next = word in WITH_VALUE
        elif word in _NAMES:
            return word, [*argv[:index], *argv[index + 1 :]]
        else:
            break
    return "", list(argv)


class _Parser(argparse.ArgumentParser):
    """Reports a wrong argument as every other error is reported. about_dashes: added where one has a dash."""

    about_dashes = ""

    def error(self, message: str) -> NoReturn:
        text = message[:1].upper() + message[1:].rstrip(".")
        advice = self.about_dashes if _ONE_DASH.search(message) else ""
        raise CommandError(f'{text}. {advice}"{self.prog} --help" says what it takes.', USAGE)


def _parser(spec: ShellCommand) -> _Parser:
    app = not spec.name
    parser = _Parser(
        prog=spec.prog,
        usage=spec.usage + ("\n       medtui COMMAND ..." if app else ""),
        description=("The offline drug reference in your terminal. " if app else "") + spec.summary,
        epilog=_epilog() if app else None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        add_help=False,
    )
    if spec.word == QUERY:
        parser.about_dashes = f"Words to leave out go after two dashes: {spec.prog} -- amoxicillin -clavulanate. "
    if spec.choices:
        parser.add_argument("words", metavar=spec.word, choices=spec.choices, help=spec.word_help)
    elif spec.word:
        count = "+" if spec.required else "*"
        parser.add_argument("words", metavar=spec.word, nargs=count, help=spec.word_help)
    for option in spec.options:
        _add(parser, option)
    return parser


def _add(parser: argparse.ArgumentParser, option: Option) -> None:
    if option.flag == "--help":
        parser.add_argument("-h", option.flag, action="help", help=option.help)
    elif option.flag == "--version":
        parser.add_argument(option.flag, action="version", version=f"medtui {__version__}", help=option.help)
    elif not option.value:
        parser.add_argument(option.flag, action="store_true", help=option.help)
    elif option.choices:
        text = f"{option.help}; without it: {option.choices[0]}"
        parser.add_argument(option.flag, choices=option.choices, default=option.choices[0], help=text)
    elif option.repeats:
        parser.add_argument(option.flag, metavar=option.value, action="append", help=option.help)
    else:
        parser.add_argument(option.flag, metavar=option.value, help=option.help)


def _epilog() -> str:
    width = max(len(one.name) for one in COMMANDS) + 2
    commands = "\n".join(f"  {one.name:{width}}{one.summary}" for one in COMMANDS if one.name)
    codes = "\n".join(
        fill(f"  {code:<5}{meaning.replace('`', '')}", 79, subsequent_indent=" " * 7) for code, meaning in EXIT_CODES
    )
    return (
        f'commands ("medtui COMMAND --help" says more):\n{commands}\n'
        "  To open a drug that is called like a command, write -- before it: medtui -- list\n\n"
        "libraries:\n"
        f'  Without --library, the folders in MEDTUI_LIBRARY are opened (with "{os.pathsep}" between them);\n'
        "  without that, the library that comes with medtui.\n\n"
        f"exit codes:\n{codes}\n"
    )

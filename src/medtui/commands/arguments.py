"""From the command line to a request, by the declarations of the commands."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Iterator, Sequence
from textwrap import fill
from typing import Any, NoReturn

from medtui import __version__
from medtui.commands.declaration import (
    APP,
    HELP,
    VERSION,
    Option,
    Request,
    ShellCommand,
    all_commands,
    command,
    command_names,
)
from medtui.commands.exit_codes import EXIT_CODES, USAGE, CommandError

_MANY_DIGITS = 10
_ONE_DASH = re.compile(r"(?:^|\s)-[^-\s]")


def parse(argv: Sequence[str]) -> Request:
    """Understand a command line. Raises CommandError; --help and --version write and raise SystemExit."""
    name, rest = split_command(argv)
    spec = command(name)
    given = vars(parser_of(spec).parse_args([*_without_lone_dashes(rest)]))
    words = given.pop("words", [])
    given |= {field: tuple(values) for field, values in given.items() if isinstance(values, list)}
    if spec.words is None or not words:
        return Request(name, **given)
    if spec.words.choices:
        return Request(name, choice=words, **given)
    if not "".join(words).strip():
        raise CommandError(f"The {spec.words.shown} is empty. Say what you look for.", USAGE)
    if not spec.words.several:
        return Request(name, " ".join(words), **given)
    if spec.words.most and not 2 <= len(words) <= spec.words.most:
        many = "two to four" if spec.words.most > 2 else "two"
        raise CommandError(
            f"{spec.prog} takes {many} names, not {len(words)}. Put a name that has a space in quotes.", USAGE
        )
    return Request(name, names=tuple(words), **given)


def split_command(argv: Sequence[str]) -> tuple[str, list[str]]:
    """The command among the arguments, and the others. It is the first word, but for options and their values, so
    `medtui --library DIR list` works too; empty when that word is no command."""
    for index, word in enumerate(argv):
        if word in command_names() and _are_options(argv[:index], word):
            return word, [*argv[:index], *argv[index + 1 :]]
    return "", list(argv)


def _without_lone_dashes(argv: Sequence[str]) -> Iterator[str]:
    """The same with `--section=--` as two words: as one, argparse takes its value for no value at all, in silence; and
    with `-h` as `--help`: else, from Python 3.13 on, it takes `-headache` for it."""
    rest = iter(argv)
    for word in rest:
        is_option = word.startswith("--") and word.endswith("=--")
        yield from (word.removesuffix("=--"), "--") if is_option else ("--help" if word == "-h" else word,)
        if word == "--":
            yield from rest


def _are_options(words: Sequence[str], name: str) -> bool:
    """Whether these are only options of that command or of the app, each with the value that it takes."""
    takes_value = {option.flag: bool(option.value) for option in (*command(name).options, *APP.options)} | {"-h": False}
    rest = iter(words)
    for word in rest:
        flag, equals, _ = word.partition("=")
        if flag not in takes_value or (takes_value[flag] and not equals and next(rest, None) is None):
            return False
    return True


class _Parser(argparse.ArgumentParser):
    """Reports a wrong argument as every other error is reported. about_dashes: added where one has a dash."""

    about_dashes = ""

    def error(self, message: str) -> NoReturn:
        text = message[:1].upper() + message[1:].rstrip(".")
        advice = self.about_dashes if _ONE_DASH.search(message) else ""
        raise CommandError(f'{text}. {advice}"{self.prog} --help" says what it takes.', USAGE)


def parser_of(spec: ShellCommand) -> argparse.ArgumentParser:
    """A parser whose results are the fields of a Request, but for the `words`; what is not given is left out."""
    app = not spec.name
    parser = _Parser(
        prog=spec.prog,
        usage=fill(spec.usage, 110, subsequent_indent=" " * 9, break_long_words=False, break_on_hyphens=False)
        + ("\n       medtui COMMAND ..." if app else ""),
        description=("The offline drug reference in your terminal. " if app else "") + spec.summary,
        epilog=_epilog() if app else None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        argument_default=argparse.SUPPRESS,
        allow_abbrev=False,
        add_help=False,
    )
    if words := spec.words:
        if words.shown == "QUERY":
            parser.about_dashes = f"Words to leave out go after two dashes: {spec.prog} -- amoxicillin -clavulanate. "
        facts: dict[str, Any] = (
            {"choices": words.choices} if words.choices else {"nargs": "+" if words.required else "*"}
        )
        parser.add_argument("words", metavar=words.shown, help=words.help, **facts)
    for option in spec.options:
        _add(parser, option)
    return parser


def _add(parser: argparse.ArgumentParser, option: Option) -> None:
    facts: dict[str, Any] = {"help": option.help}
    if option == HELP:
        facts["action"] = "help"
    elif option == VERSION:
        facts |= {"action": "version", "version": f"medtui {__version__}"}
    elif not option.value:
        facts["action"] = "store_true"
    elif option.choices:
        facts["help"] += f"; without it: {option.choices[0]}"
        facts |= {"choices": option.choices, "default": option.choices[0]}
    else:
        facts |= {
            "dest": option.field,
            "metavar": option.value,
            "type": _number if option.flag == "--limit" else _filled(option),
        }
        facts["action"] = "append" if option.repeats else "store"
    parser.add_argument(option.flag, **facts)


def _filled(option: Option) -> Callable[[str], str]:
    def check(value: str) -> str:
        if not value:  # most likely a shell variable that was never set
            raise CommandError(f"{option.flag} is empty. Say which {option.flag[2:]} you mean, or leave it out.", USAGE)
        return value

    return check


def _number(given: str) -> int:
    if not (given.isascii() and given.isdecimal()):
        raise CommandError("--limit takes a whole number: how many monographs to write, 0 for all.", USAGE)
    digits = given.lstrip("0")
    return int(digits or 0) if len(digits) < _MANY_DIGITS else 0  # more than any library has


def _epilog() -> str:
    width = max(map(len, command_names())) + 2
    commands = "\n".join(f"  {one.name:{width}}{one.summary}" for one in all_commands() if one.name)
    codes = "\n".join(
        fill(f"  {code:<5}{meaning.replace('`', '')}", 79, subsequent_indent=" " * 7)
        for code, meaning in EXIT_CODES.items()
    )
    return (
        f'commands ("medtui COMMAND --help" says more):\n{commands}\n'
        "  To open a drug that is called like a command, write -- before it: medtui -- list\n"
        "  Without a screen that can be drawn on, or with a screen reader: medtui --plain\n\n"
        "libraries:\n"
        f'  Without --library, the folders in MEDTUI_LIBRARY are opened (with "{os.pathsep}" between them);\n'
        "  without that, the library that comes with medtui.\n\n"
        f"exit codes:\n{codes}\n"
    )

"""How a shell command declares itself, the options that commands share, and what a call of one asks for.

Each command's module has its `COMMAND` beside its `run`. The parser with its --help, the completion scripts and the
tables in docs/cli.md are all made from these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import Any, Literal, NamedTuple

Format = Literal["text", "markdown", "json", "tsv", "html", "github", "sarif", "junit"]

_MANY_DIGITS = 10
DEFAULT_LIMIT = 20
"""How many matches a search writes unless told."""


class Request(NamedTuple):
    """One call of medtui, once its arguments are understood: a field for each option, called as the option is.

    command: empty opens the app. name: a drug's name or id, or what to search for; empty for none.
    names: the same where a command takes several. choice: the word that the command offers a choice of.
    section: in the user's own words, or None. libraries: the folders given by --library. source: by --from.
    limit: 0 for all.
    """

    command: str = ""
    name: str = ""
    names: tuple[str, ...] = ()
    section: str | None = None
    libraries: tuple[str, ...] = ()
    format: Format = "text"
    choice: str = ""
    limit: int = DEFAULT_LIMIT
    rebuild: bool = False
    plain: bool = False
    kiosk: bool = False
    overlay: str = ""
    to: str = ""
    source: str = ""
    overwrite: bool = False
    review: bool = False
    include: tuple[str, ...] = ()
    dry_run: bool = False
    complete: bool = False
    report: str = ""
    only: str = ""
    library_name: str = ""
    prefer: Literal["all", "original", "newest"] = "all"
    rules: tuple[str, ...] = ()
    baseline: str = ""
    write_baseline: str = ""
    fail_on: str = ""
    debug: bool = False


def quick_request(argv: Sequence[str]) -> Request | None:
    """What the parser would make of plain arguments: a command or none, words side by side, and options that are each
    followed by their value; else None.

    Nearly every start is one of these, and argparse would take a tenth of it.
    """
    name = argv[0] if argv and argv[0][:1] != "-" else ""
    spec = _plain_command(name)
    plain = _plain_arguments(spec, argv[1:] if name else argv) if spec else None
    if spec is None or plain is None:
        return None
    words, given = plain
    if not words and not (spec.words and spec.words.required):
        return Request(name, **given)
    takes = spec.words if name else None
    if takes is None or takes.choices or takes.several or not "".join(words).strip():
        return None
    return Request(name, " ".join(words), **given)


def _plain_command(name: str) -> ShellCommand | None:
    if name and not name.isidentifier():
        return None
    try:
        return command(name)
    except ModuleNotFoundError:
        return None  # a drug


def _plain_arguments(spec: ShellCommand, argv: Sequence[str]) -> tuple[Sequence[str], dict[str, Any]] | None:
    """The words and the fields of a Request, or None where the parser must understand them."""
    options = {option.flag: option for option in spec.options if option.value or option.choices}
    given: dict[str, Any] = {option.field: option.choices[0] for option in options.values() if option.choices}
    places: list[int] = []
    rest = iter(enumerate(argv))
    for place, word in rest:
        if word[:1] != "-":
            places.append(place)
            continue
        option, (_, value) = options.get(word), next(rest, (0, ""))
        if option is None or value[:1] in ("", "-") or (option.choices and value not in option.choices):
            return None
        given[option.field] = (*given.get(option.field, ()), value) if option.repeats else value
    words = argv[places[0] : places[-1] + 1] if places else ()
    limit = given.get("limit", "0")
    if len(words) != len(places) or not (limit.isascii() and limit.isdecimal() and len(limit) < _MANY_DIGITS):
        return None
    return words, given | {"limit": int(limit)} if "limit" in given else given


class Option(NamedTuple):
    """flag: with its dashes. value: what stands for its value in the help, empty for a switch.

    choices: the values it takes, the first being the default; empty for any. repeats: may be given again.
    """

    flag: str
    help: str
    value: str = ""
    choices: tuple[str, ...] = ()
    repeats: bool = False

    @property
    def field(self) -> str:
        """The field of a Request that it sets."""
        named = {"--library": "libraries", "--rule": "rules", "--from": "source", "--name": "library_name"}
        return named.get(self.flag, self.flag[2:].replace("-", "_"))


class Words(NamedTuple):
    """What a command takes besides options. shown: what stands for the words in the help.

    choices: the words it takes, empty for any. several: each word is a name of its own. most: as many as that, and at
    least two; 0 for any number.
    """

    shown: str
    help: str
    required: bool = True
    choices: tuple[str, ...] = ()
    several: bool = False
    most: int = 0


class ShellCommand(NamedTuple):
    """name: empty for the app, which needs no command. summary: what it does, in one sentence.
    special: the options that not every command has."""

    name: str
    summary: str
    special: tuple[Option, ...] = ()
    words: Words | None = None

    @property
    def options(self) -> tuple[Option, ...]:
        """All of its options, in the order of the help."""
        return (*self.special, DEBUG, HELP) if self.name else (*self.special, DEBUG, VERSION, HELP)

    @property
    def prog(self) -> str:
        """How it is called."""
        return f"medtui {self.name}".rstrip()

    @property
    def usage(self) -> str:
        """How it is called with everything that it takes."""
        parts = [self.prog]
        if words := self.words:
            shown = f"{{{','.join(words.choices)}}}" if words.choices else words.shown
            shown = f"{shown}..." if words.several and " " not in shown else shown
            parts.append(shown if words.required else f"[{shown}]")
        for option in self.options:
            value = f" {{{','.join(option.choices)}}}" if option.choices else f" {option.value}".rstrip()
            parts.append(f"[{option.flag}{value}]{'...' if option.repeats else ''}")
        return " ".join(parts)


ONE_NAME = Words("NAME", "a drug's name, or a monograph's id; quotes are not needed")
TWO_TO_FOUR_NAMES = Words(
    "NAME",
    "two to four drugs, each by its name, in quotes where it has a space, or by its monograph's id",
    several=True,
    most=4,
)

LIBRARY = Option("--library", "a folder of monographs; give the option again for each further one", "DIR", repeats=True)
OVERLAY = Option("--overlay", "a folder of the clinic's own notes and of what it stocks, as docs/desk.md says", "DIR")
TO = Option("--to", "write them to this file", "FILE")
OVERWRITE = Option("--overwrite", "also where there is such a file")
DEBUG = Option("--debug", "write a report file, for whoever mends medtui")
VERSION = Option("--version", "write the version and stop")
HELP = Option("--help", "write this help and stop")


def section_option(use: str, default: str = "") -> Option:
    """The section that a command is to use: `use` says for what."""
    about = f"{use} this section: its name, another word for it, or the number of its key"
    return Option("--section", f"{about}; without it: {default}" if default else about, "S")


def format_option(how: str, choices: tuple[Format, ...]) -> Option:
    """The format of a command's output, the first of `choices` being the default."""
    return Option("--format", how, "FORMAT", choices)


APP = ShellCommand(
    "",
    "Open the app, at NAME if it is given.",
    (
        section_option("open"),
        Option("--plain", "ask and answer in plain lines, without a screen"),
        Option("--kiosk", "for whoever logs in: nothing is kept, and it ends when nobody types, as docs/kiosk.md says"),
        LIBRARY,
        OVERLAY,
    ),
    ONE_NAME._replace(required=False),
)


@cache
def command_names() -> tuple[str, ...]:
    """Every command, by the alphabet: each is the NAME of a NAME_command.py beside this file."""
    from pkgutil import iter_modules  # slow to import; plain arguments need no list of the commands

    modules = iter_modules(import_module("medtui.commands").__path__)
    return tuple(module.name.removesuffix("_command") for module in modules if module.name.endswith("_command"))


def command(name: str) -> ShellCommand:
    """The declaration of a command, or of the app, whose name is empty."""
    if not name:
        return APP
    declared: ShellCommand = import_module(f"medtui.commands.{name}_command").COMMAND
    return declared


def all_commands() -> Iterator[ShellCommand]:
    """All of them, the app first. Imports every command."""
    return map(command, ("", *command_names()))

"""Which commands, options and values the command line has: the one declaration of them.

The parser with its --help, the completion scripts and docs/cli.md are all made from it.
"""

from __future__ import annotations

from dataclasses import dataclass

from medtui.commands.request import JSON, MARKDOWN, TEXT, TSV

SHELLS = ("bash", "zsh", "fish")

NAME, SECTION, FOLDER, QUERY, COUNT, FILE = "NAME", "S", "DIR", "QUERY", "N", "FILE"
"""What stands for a value in the help. The completion scripts know by it what to offer."""


DEFAULT_LIMIT = 20
"""How many matches a search writes unless told."""


@dataclass(frozen=True, slots=True)
class Option:
    """flag: with its dashes. value: what stands for its value in the help, empty for a switch.

    choices: the values it takes, the first being the default; empty for any. repeats: may be given again.
    """

    flag: str
    help: str
    value: str = ""
    choices: tuple[str, ...] = ()
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class ShellCommand:
    """name: empty for the app, which needs no command. summary: one sentence.

    word: what stands for its words in the help, empty when it takes none. word_help: about them.
    required: it needs at least one word. choices: the words it takes, empty for any.
    several: each word is a name of its own, two to four of them.
    """

    name: str
    summary: str
    options: tuple[Option, ...]
    word: str = ""
    word_help: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    several: bool = False

    @property
    def prog(self) -> str:
        """How it is called."""
        return f"medtui {self.name}".rstrip()

    @property
    def usage(self) -> str:
        """How it is called with everything that it takes."""
        words = [self.prog]
        if self.word:
            shown = f"{{{','.join(self.choices)}}}" if self.choices else self.word
            shown = f"{shown}..." if self.several else shown
            words.append(shown if self.required else f"[{shown}]")
        for option in self.options:
            value = f" {{{','.join(option.choices)}}}" if option.choices else f" {option.value}".rstrip()
            words.append(f"[{option.flag}{value}]{'...' if option.repeats else ''}")
        return " ".join(words)


_NAME_HELP = "a drug's name, or a monograph's id; quotes are not needed"
_NAMES_HELP = "two to four drugs, each by its name, in quotes where it has a space, or by its monograph's id"
_SECTION_HELP = "this section: its name, another word for it, or the number of its key"
_LIBRARY = Option(
    "--library", "a folder of monographs; give the option again for each further one", FOLDER, repeats=True
)
_OVERLAY = Option("--overlay", "a folder of the clinic's own notes and of what it stocks, as docs/desk.md says", FOLDER)
_DEBUG = Option("--debug", "write a report file, for whoever mends medtui")
_VERSION = Option("--version", "write the version and stop")
HELP = Option("--help", "write this help and stop")

COMMANDS = (
    ShellCommand(
        "",
        "Open the app, at NAME if it is given.",
        (
            Option("--section", f"open {_SECTION_HELP}", SECTION),
            Option("--plain", "ask and answer in plain lines, without a screen"),
            _LIBRARY,
            _OVERLAY,
            _DEBUG,
            _VERSION,
            HELP,
        ),
        NAME,
        _NAME_HELP,
    ),
    ShellCommand(
        "list",
        "Write the titles of all monographs.",
        (
            Option(
                "--format",
                "how to write it: text, a title per line, and after a tab its id where the title alone does "
                "not tell which; or json, as docs/json.md says",
                "FORMAT",
                (TEXT, JSON),
            ),
            _LIBRARY,
            _DEBUG,
            HELP,
        ),
    ),
    ShellCommand(
        "show",
        "Write one monograph, or one section of it, with its disclaimer and source.",
        (
            Option("--section", f"only {_SECTION_HELP}", SECTION),
            Option(
                "--format",
                "how to write it: text, as on the screen; markdown, the source of the file; or json, as "
                "docs/json.md says",
                "FORMAT",
                (TEXT, MARKDOWN, JSON),
            ),
            _LIBRARY,
            _DEBUG,
            HELP,
        ),
        NAME,
        _NAME_HELP,
        required=True,
    ),
    ShellCommand(
        "search",
        "Write the monographs that a query finds, by name and by the words in them.",
        (
            Option("--section", f"look for the words only in {_SECTION_HELP}", SECTION),
            Option("--limit", f"write at most so many monographs, 0 for all; without it: {DEFAULT_LIMIT}", COUNT),
            Option(
                "--format",
                "how to write it: text; json, as docs/json.md says; or tsv, a line per monograph with its id, title, "
                "sections, number of matches, a line of its text, and why it matches",
                "FORMAT",
                (TEXT, JSON, TSV),
            ),
            _LIBRARY,
            _DEBUG,
            HELP,
        ),
        QUERY,
        "words, a phrase in quotes, section:word and more, as docs/search.md says",
        required=True,
    ),
    ShellCommand(
        "compare",
        "Write the same section of two to four monographs, each with its disclaimer and source.",
        (
            Option("--section", f"compare {_SECTION_HELP}; without it: dosage", SECTION),
            Option(
                "--format",
                "how to write it: text; markdown, the source of the files; or json, as docs/json.md says",
                "FORMAT",
                (TEXT, MARKDOWN, JSON),
            ),
            _LIBRARY,
            _DEBUG,
            HELP,
        ),
        NAME,
        _NAMES_HELP,
        required=True,
        several=True,
    ),
    ShellCommand(
        "mentions",
        "Write every sentence in the monograph of one drug that names another one of them. No interaction check.",
        (
            Option("--format", "how to write it: text; or json, as docs/json.md says", "FORMAT", (TEXT, JSON)),
            _LIBRARY,
            _DEBUG,
            HELP,
        ),
        NAME,
        _NAMES_HELP,
        required=True,
        several=True,
    ),
    ShellCommand(
        "export",
        "Write one monograph, or one section of it, to a file, with its disclaimer and source.",
        (
            Option("--section", f"only {_SECTION_HELP}", SECTION),
            Option("--to", "the file: .html for a page to print, .md for Markdown, .txt for text", FILE),
            Option("--overwrite", "also where there is such a file"),
            _LIBRARY,
            _DEBUG,
            HELP,
        ),
        NAME,
        _NAME_HELP,
        required=True,
    ),
    ShellCommand(
        "marks",
        "Write the marked monographs, in your order; or take marks over from a file.",
        (
            Option("--to", "write them to this file", FILE),
            Option("--from", "add the marks in this file, which `--to` wrote", FILE),
            Option("--overwrite", "also where there is such a file"),
            _DEBUG,
            HELP,
        ),
    ),
    ShellCommand(
        "notes",
        "Write all of your notes, with the monographs and sections that they are about.",
        (
            Option("--to", "write them to this file", FILE),
            Option("--overwrite", "also where there is such a file"),
            Option(
                "--format", "how to write them: markdown; or json, as docs/json.md says", "FORMAT", (MARKDOWN, JSON)
            ),
            _DEBUG,
            HELP,
        ),
        "ACTION",
        "what to do with them",
        required=True,
        choices=("export",),
    ),
    ShellCommand(
        "config",
        "Say where the settings are, show them with their defaults, or open them in your editor.",
        (_DEBUG, HELP),
        "ACTION",
        "what to do with them",
        required=True,
        choices=("path", "show", "edit"),
    ),
    ShellCommand(
        "keys",
        "Write what the keys do, as they are set.",
        (Option("--format", "how to write it", "FORMAT", (TEXT, MARKDOWN)), _DEBUG, HELP),
    ),
    ShellCommand(
        "dump",
        "Write every monograph as JSON, one per line.",
        (_LIBRARY, _DEBUG, HELP),
    ),
    ShellCommand(
        "status",
        "Write what the libraries hold, where their catalogues are, and what could not be read.",
        (_LIBRARY, _DEBUG, HELP),
    ),
    ShellCommand(
        "index",
        "Bring the catalogues of the libraries up to date.",
        (Option("--rebuild", "make them anew, whatever they say"), _LIBRARY, _DEBUG, HELP),
    ),
    ShellCommand(
        "completion",
        "Write a completion script for your shell.",
        (_DEBUG, HELP),
        "SHELL",
        "the shell that the script is for",
        required=True,
        choices=SHELLS,
    ),
)

WITH_VALUE = frozenset(option.flag for command in COMMANDS for option in command.options if option.value)

EXIT_CODES = (
    (0, "done; also when the reader of the output stops reading (`medtui dump | head`)"),
    (1, "nothing was found; or it failed: an unreadable file, a section that the monograph lacks, a full disk, a bug"),
    (
        2,
        "the request cannot be met: no such folder, option or section, a query with a mistake, no terminal for the app",
    ),
    (3, "no monograph has exactly that name, or several have; nothing was chosen"),
    (130, "interrupted with Ctrl+C"),
)


def command(name: str) -> ShellCommand:
    """The command of that name."""
    return next(found for found in COMMANDS if found.name == name)

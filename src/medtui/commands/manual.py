"""docs/cli.md, made from the grammar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from medtui.commands.declaration import COMMANDS, EXIT_CODES, ShellCommand


def manual() -> str:
    """The whole page, as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield from (
        "# The command line",
        "",
        "<!-- Generated from src/medtui/commands/declaration.py and manual.py by docs/generate.py. -->",
        "",
        *_ABOUT.splitlines(),
    )
    for command in COMMANDS:
        yield from ("", *_about(command))
    yield from ("", "## Exit codes", "", "| code | meaning |", "|---|---|")
    yield from (f"| {code} | {_cell(meaning)} |" for code, meaning in EXIT_CODES)
    yield from ("", *_NOTES.splitlines())


def _about(command: ShellCommand) -> Iterator[str]:
    yield from (f"## `{command.prog}`", "", command.summary, "", "```", command.usage, "```", "")
    yield from ("| | |", "|---|---|")
    rows: list[tuple[str, str]] = []
    if command.word:
        shown = " \\| ".join(command.choices) if command.choices else command.word
        rows.append((shown, command.word_help))
    for option in command.options:
        default = f"; without it: {option.choices[0]}" if option.choices else ""
        rows.append((f"{option.flag} {option.value}".rstrip(), option.help + default))
    yield from _rows(rows)
    if note := _ABOUT_COMMANDS.get(command.name):
        yield from ("", *note.splitlines())


def _rows(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    return (f"| `{left}` | {_cell(right)} |" for left, right in rows)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


_ABOUT = """\
medtui opens the app; with a command it writes text or JSON instead. Both show the same text from
the same code.

Without `--library`, the folders in the environment variable `MEDTUI_LIBRARY` are opened (separated
by `:`, on Windows by `;`); without that, the library that comes with medtui. Several libraries are
one list. `--library` may stand before or after the command. To open a drug that is called like a
command, write `--` before it: `medtui -- list`.

**Which monograph is NAME?** The one with that title; case, accents and punctuation do not matter.
Else the one with that name among its other names, or with that file name. An id, as `medtui list
--format json` gives it, always names one monograph. When nothing has exactly that name, or several
monographs have it, medtui opens nothing, writes the names or ids that may have been meant to
standard error, and ends with code 3. It never picks one by itself.

**Which section is S?** A canonical name (`side_effects`), another word for it (`"adverse
reactions"`), the heading of a section that only this monograph has, the number of its key, or
`all`. A section that medtui knows and the monograph lacks ends `show` with code 1; a word that
nobody knows ends it with code 2 and the list of sections. The app opens a section that is lacking
and says there that it is. `search` looks in the sections of a whole library, so it knows neither
headings of single monographs nor the numbers after 7."""

_ABOUT_COMMANDS = {
    "": """\
Needs a terminal: standard input, output and error must all be one, and `TERM` must not be `dumb`.

With `--plain` it needs none: it asks for a drug or for words, lists what is found with numbers, and
writes the section whose number is typed, with disclaimer and source; `help` says what else it takes.
There is nothing in it to be seen only: no colours, boxes or moving cursor, and tables are records. It
is for screen readers, braille lines and terminals that cannot draw.

`--overlay` adds the clinic's own notes and what it stocks, as [desk.md](desk.md) says.""",
    "compare": """    medtui compare paracetamol ibuprofen --section dosage

Each monograph comes with its own source and disclaimer, and is otherwise as `show` has it. One that
lacks the section says so; when all do, the exit code is 1.""",
    "mentions": """    medtui mentions warfarin metronidazole

Every sentence, list item or row of a table in the text of one of them that names another one, by its
title, another name, or another nonproprietary name, quoted with its section, file and lines. **This
is not an interaction check**: it knows nothing of drugs, only of words. A monograph can speak of a
drug in words that are not its name, or of its class, or not at all; so nothing found means nothing.
The exit code is then 1.""",
    "export": """The ending of the file's name says what it is: `.html` is one page to print, which needs no network,
`.md` the source, `.txt` the text. All of them hold the disclaimer, the source with the date of the
file, and when they were written. A file that is there already stays as it is without `--overwrite`,
and nothing is ever written into a library.""",
    "marks": """A line with `#` says what the file is; then each line has an id, a tab, and a title. `--from` reads
such a file, puts its marks after those that there are, and says how many are new.""",
    "notes": """Notes of all libraries, also of those that are not at hand. `json` is described in
[json.md](json.md).""",
    "config": """[settings.md](settings.md) says what can be set. `show` ends with code 1 where something in the file
is wrong; medtui then uses the default for that.""",
    "list": """\
The text has one line per monograph. Cut at the first tab it is the title; the last field can always
be given to `medtui show`. Files and folders that cannot be read are named on standard error, and
the exit code is then 1.""",
    "show": """\
- `text` begins with the drug's name and notes on what is odd about the file, and always ends with
  the disclaimer and a source line: library, path, date of the file (UTC), and the first digits of
  its SHA-256. A file without a disclaimer gets a standard one, marked as added by medtui. Lines are
  wrapped to the terminal, at most 100 columns; into a pipe or file, to `COLUMNS` or else 80
  (`COLUMNS=100000` leaves them whole). There are no colours.
- `markdown` is the file's own source, of one section or all, then the disclaimer where that source
  has none, and a source line. Control characters are made visible (`␛`); a lone carriage return
  becomes a line feed.
- `json` is described in [json.md](json.md).

When NAME is another name of the drug, standard error says what it is listed under.""",
    "search": """\
    medtui search amox clav                        # words are joined by blanks
    medtui search '"once weekly"'                  # the shell takes the outer quotes
    medtui search 'usage:(malaria OR fever)' --limit 0 --format json
    medtui search -- amoxicillin -clavulanate      # what is left out, after two dashes

[search.md](search.md) describes the query. Each monograph is written once, those whose name matches
first. Nothing found ends it with code 1 and, on standard error, names that may have been meant; a
query with a mistake ends it with code 2, the column, and what may have been meant. Files that could
not be read are counted on standard error; `medtui status` says which they are.

- `text` gives a monograph a line with its title, why it matches where one cannot see that, and after
  a tab its id; then its sections with their matches, and a line of its text.
- `tsv` has six columns and no heading: id, title, sections joined by commas, number of matches, a line
  of its text, why it matches.
- `json` is described in [json.md](json.md).

A library's catalogue is brought up to date before the answer, so the first search in a large library
takes a while. Where it cannot be kept, it is made in memory, which is said once.""",
    "status": """\
It looks at every file and changes nothing. For each library: how many files it has, how many problems,
what its catalogue holds, where that is kept, and its size; then the problems, one per line. The exit
code is 0 also where there are some. [catalogue.md](catalogue.md) says what the catalogue is.""",
    "index": """\
Never needed: the app and `medtui search` do it by themselves. It ends with code 1 where a catalogue
cannot be kept.""",
    "dump": """\
The order is that of the list. Each line is written as soon as it is ready, and only one monograph
is held in memory at a time. A file that cannot be read is named on standard error; the others
follow, and the exit code is 1.""",
    "completion": """\
The script offers commands, options, section names, and the drug names in the libraries on the
command line.

    source <(medtui completion bash)       # in ~/.bashrc
    source <(medtui completion zsh)        # in ~/.zshrc, after compinit
    medtui completion fish | source        # in ~/.config/fish/config.fish""",
}

_NOTES = """\
## Output and errors

- Output is always UTF-8, whatever the locale says: a `≥` must not be lost to it. Lines end in a line
  feed, on Windows too; Markdown keeps the line endings of the file.
- Characters that could drive a terminal (control characters, bidirectional controls) are made
  visible in text and Markdown, and escaped in JSON.
- When the reader of a pipe stops reading, medtui ends quietly with code 0.
- Every error is one sentence on standard error, after `medtui: `. With `--debug`, medtui also
  writes a report (the arguments, versions, a log, the traceback) into a file in the user's state
  folder and says where it is."""

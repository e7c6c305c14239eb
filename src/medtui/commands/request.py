"""What the user asked for, once the command line is understood."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

TEXT = "text"
MARKDOWN = "markdown"
JSON = "json"
TSV = "tsv"


class Request(NamedTuple):
    """One call of medtui.

    command: empty opens the app. name: a drug's name or id, or what to search for; empty for none.
    names: the same where a command takes several. section: in the user's own words, or None.
    libraries: the folders given, perhaps none. format: one of those above, where the command has a choice.
    choice: the word that the command offers a choice of, as the shell for `completion`.
    limit: at most so many matches, 0 for all. rebuild: make the catalogue anew. plain: without a screen.
    overlay: the folder of the clinic's own notes, or empty. to, source: files to write to and to read from.
    overwrite: also where there is such a file.
    """

    command: str = ""
    name: str = ""
    names: tuple[str, ...] = ()
    section: str | None = None
    libraries: tuple[str, ...] = ()
    format: str = TEXT
    choice: str = ""
    limit: int = 0
    rebuild: bool = False
    plain: bool = False
    overlay: str = ""
    to: str = ""
    source: str = ""
    overwrite: bool = False
    debug: bool = False


def quick_request(argv: Sequence[str]) -> Request | None:
    """What the parser would make of no arguments, or of nothing but `--library DIR` pairs; else None.

    Nearly every start is one of these, and argparse would take a tenth of it.
    """
    options, values = argv[::2], argv[1::2]
    plain = len(options) == len(values) and all(value and value[0] != "-" for value in values)
    if plain and all(option == "--library" for option in options):
        return Request(libraries=tuple(values))
    return None

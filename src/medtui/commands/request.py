"""What the user asked for, once the command line is understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

TEXT = "text"
MARKDOWN = "markdown"
JSON = "json"


@dataclass(frozen=True, slots=True)
class Request:
    """One call of medtui.

    command: `list`, `show`, `dump` or `completion`; empty opens the app. name: a drug's name or id, empty for
    none. section: in the user's own words, or None. libraries: the folders given, perhaps none.
    format: one of the three above, where the command has a choice. shell: for `completion`.
    """

    command: str = ""
    name: str = ""
    section: str | None = None
    libraries: tuple[str, ...] = ()
    format: str = TEXT
    shell: str = ""
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

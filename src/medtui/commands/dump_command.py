"""`medtui dump`: every monograph as one line of JSON."""

from __future__ import annotations

from medtui.commands import output
from medtui.commands.declaration import LIBRARY, Request, ShellCommand
from medtui.commands.exit_codes import FAILURE
from medtui.commands.monograph_json import monograph_json, to_json
from medtui.commands.name_resolution import new_schemas, open_listing
from medtui.library.catalogue.listing import Listing
from medtui.library.files import UnreadableFile
from medtui.library.loading import load

COMMAND = ShellCommand("dump", "Write every monograph as JSON, one per line.", (LIBRARY,))


def run(request: Request) -> int:
    """Write one monograph after the other, in the order of the list, holding no more than one at a time.

    A file that cannot be read is reported and the others follow; the exit code then says so.
    """
    return dump(open_listing(request))


def dump(listing: Listing) -> int:
    """Write those of one list. Returns the exit code."""
    schemas = new_schemas()
    code = output.complain_of_each(f"{problem.library}: {problem.message}" for problem in listing.problems)
    for entry in listing.entries:
        if entry.problem:  # already reported
            continue
        try:
            loaded = load(entry, schemas.of(entry.source))
        except UnreadableFile as error:
            output.complain(f"{entry.library}: {error}")
            code = FAILURE
            continue
        output.write(to_json(monograph_json(loaded)) + "\n")
        output.flush()
    return code

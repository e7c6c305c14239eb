"""From what the user typed to the libraries, the monograph and the section that it means; never a guess."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from medtui.commands import output
from medtui.commands.declaration import Request
from medtui.commands.exit_codes import FAILURE, NO_SUCH_NAME, OK, USAGE, CommandError
from medtui.library import (
    Entry,
    Library,
    LibraryError,
    Listing,
    LoadedMonograph,
    Source,
    UnreadableFile,
    find_sources,
    load,
    open_libraries,
    schema_for,
    shipped_library,
)

if TYPE_CHECKING:
    from medtui.reading.schema import Schema

ENVIRONMENT = "MEDTUI_LIBRARY"
_MOST_SHOWN = 8


def open_listing(request: Request, *, check_files: bool = True, seconds: float = inf) -> Listing:
    """Open the libraries that the request, else MEDTUI_LIBRARY names; else the one that comes with medtui.

    check_files, seconds: see `open_libraries`. Raises CommandError when one of them cannot be opened.
    """
    try:
        return open_libraries(_folders(request.libraries), check_files=check_files, seconds=seconds)
    except LibraryError as error:
        raise CommandError(str(error), USAGE) from error


def sources_of(request: Request) -> tuple[Source, ...]:
    """Where these libraries are, without looking into them. Raises CommandError."""
    try:
        return find_sources(_folders(request.libraries))
    except LibraryError as error:
        raise CommandError(str(error), USAGE) from error


def _folders(given: Sequence[str]) -> list[Path]:
    names = given or [name for name in os.environ.get(ENVIRONMENT, "").split(os.pathsep) if name]
    return [Path(name) for name in names] or [shipped_library()]


def choose_entry(listing: Listing, name: str) -> Entry:
    """The one monograph with that name or id.

    Raises CommandError (NO_SUCH_NAME) when there is none, with near names, or when there are several, with
    their ids: which drug is meant is for the user to say.
    """
    from medtui.library.names.folding import fold  # only where a name is given

    found = listing.index.exact(name)
    # Whose title it is comes before those who merely list it among their other names.
    titled = [entry for entry in found if fold(entry.title) == fold(name)]
    if len(titled) == 1 or len(found) == 1:
        return (titled or found)[0]
    if found:
        ids = [entry.id for entry in found]
        message = f"{len(ids)} monographs are called “{name}”. Say which by its id:"
        raise CommandError(message, NO_SUCH_NAME, ids)
    raise _unknown(name, listing, listing.index.suggest(name, _MOST_SHOWN))


def other_name(entry: Entry, name: str) -> str:
    """That the monograph which `name` has chosen is called otherwise, in one sentence; else empty."""
    from medtui.library.names.folding import fold  # as above
    from medtui.library.names.synonyms import also_known_as

    wanted = fold(name)
    if not wanted or wanted == fold(entry.title):
        return ""
    for own in (*entry.other_names, *also_known_as(entry.names)):
        if fold(own) == wanted:
            return f"{entry.title} is also called {own}."
    return ""  # its file or id was named


def _unknown(name: str, listing: Listing, near: Sequence[Entry]) -> CommandError:
    unread = len(listing.problems)
    message = f"No monograph is called “{name}”."
    if unread:  # it may be in one of those
        message += f" ({unread} could not be read: medtui list says why.)"
    if not near:
        return CommandError(f"{message} medtui list shows what there is.", NO_SUCH_NAME)
    bearers = Counter(entry.title for entry in near)
    shown = [e.title if bearers[e.title] == 1 else f"{e.title} ({e.id})" for e in near]
    return CommandError(f"{message} Did you mean:", NO_SUCH_NAME, shown)


def load_monograph(entry: Entry, schema: Schema) -> LoadedMonograph:
    """Read the file. Raises CommandError (FAILURE) when it cannot be read."""
    try:
        return load(entry, schema)
    except UnreadableFile as error:
        raise CommandError(str(error), FAILURE) from error


def report_problems(listing: Listing) -> int:
    """Say on standard error which files could not be read. Returns the exit code that this means."""
    for problem in listing.problems:
        output.complain(f"{problem.library}: {problem.message}")
    return FAILURE if listing.problems else OK


class Schemas:
    """The schema of each library, read once; what is wrong with one is said once, on standard error."""

    def __init__(self) -> None:
        self._by_library: dict[Library, Schema] = {}

    def of(self, library: Library) -> Schema:
        """The library's own schema, or the default one."""
        if library not in self._by_library:
            schema, problem = schema_for(library.root)
            if problem is not None:
                output.complain(f"{library.name}: {problem.message}")
            self._by_library[library] = schema
        return self._by_library[library]

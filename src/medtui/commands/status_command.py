"""`medtui status`: what the libraries hold, where their catalogues are, and what could not be read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path

from medtui.commands import output
from medtui.commands.declaration import LIBRARY, Request, ShellCommand
from medtui.commands.exit_codes import OK
from medtui.commands.name_resolution import open_listing
from medtui.library.catalogue.listing import Listing, Source
from medtui.library.catalogue.storage import DamagedError
from medtui.library.files import UnreadableFile, read_file
from medtui.library.loading import schema_for
from medtui.reading.decoding import decode
from medtui.safe_text import hidden_characters, safe_line

_MOST_HIDDEN = 3
_KILO = 1000
_MADE_WHEN = "medtui makes it when it is opened, medtui index at once"

COMMAND = ShellCommand(
    "status",
    "Write what the libraries hold, where their catalogues are, and what could not be read.",
    (LIBRARY,),
)


def run(request: Request) -> int:
    """Write it, without changing anything. Returns the exit code."""
    listing = open_listing(request)
    found = {source.name: _problems(listing, source) for source in listing.sources}
    for number, source in enumerate(listing.sources):
        output.write(("\n" if number else "") + _about(listing, source, len(found[source.name])))
    if any(found.values()):
        output.write("\nProblems:\n")
    for library, messages in found.items():
        for message in messages:
            output.write(f"  {library}: {message}\n")
    left_out = [(source.name, file) for source in listing.sources for file in _left_out(source)]
    if left_out:
        output.write("\nLeft out:\n")
    for library, (path, reason) in left_out:
        output.write(f"  {library}: {path}: {reason}.\n")
    return OK


def _left_out(source: Source) -> list[tuple[str, str]]:
    try:
        return source.find(with_stamps=False).left_out
    except OSError:
        return []  # it was there a moment ago


def _problems(listing: Listing, source: Source) -> list[str]:
    messages = [problem.message for problem in listing.problems if problem.library == source.name]
    _, problem = schema_for(source.root)
    hidden = chain.from_iterable(
        _hidden(source, entry.raw) for entry in listing.entries if entry.library == source.name and not entry.problem
    )
    return [*messages, *hidden, *([problem.message] if problem else [])]


def _hidden(source: Source, raw: str) -> Iterator[str]:
    """What is wrong in a file with figures that hold what cannot be seen: the first three, a sentence each."""
    with suppress(UnreadableFile):
        text, _ = decode(read_file(source.root, raw).data)
        for line, shown in hidden_characters(text)[:_MOST_HIDDEN]:
            yield f"{safe_line(raw)}, line {line}: there is a character in “{shown}” that cannot be seen: take it out."


def _about(listing: Listing, source: Source, problems: int) -> str:
    own = [entry for entry in listing.entries if entry.library == source.name]
    unread = sum(1 for entry in own if entry.problem)
    lines = [
        f"{source.name}: {safe_line(source.key)}",
        f"  files        {len(own):,} ({len(own) - unread:,} monographs, {unread:,} that cannot be read)",
        f"  left out     {len(_left_out(source)):,}",
        f"  problems     {problems:,}",
        f"  catalogue    {catalogue_state(source, len(own))}",
        f"  kept in      {_place(source.storage.folder)}",
        f"  size         {size_in_words(source.storage.size())}",
    ]
    return "\n".join(lines) + "\n"


def catalogue_state(source: Source, files: int) -> str:
    """What there is of it, in words. files: how many the library has."""
    try:
        names = source.catalogue_names()
    except DamagedError:
        return f"none yet; {_MADE_WHEN}" if source.storage.is_bare else f"not fit for use; {_MADE_WHEN}"
    names.close()
    if not names.about.columns:
        return f"names of {len(names):,} files; their text is still to be read"
    text = f"{len(names):,} files"
    return text if len(names) == files else f"{text}; it will be brought up to date"


def _place(folder: Path | None) -> str:
    if folder is None:
        return "memory, because there is no home folder"
    there = next(place for place in (folder, *folder.parents) if os.path.lexists(place))
    usable = there.is_dir() and os.access(there, os.W_OK)
    return safe_line(str(folder)) + ("" if usable else ", which cannot be written: it is made in memory each time")


def size_in_words(count: int) -> str:
    """So many bytes, as people say it."""
    if count < _KILO:
        return f"{count} bytes"
    if count < _KILO**2:
        return f"{count / _KILO:,.1f} kB"
    return f"{count / _KILO**2:,.1f} MB"

"""`medtui status`: what the libraries hold, where their catalogues are, and what could not be read."""

from __future__ import annotations

from medtui.commands import output
from medtui.commands.choosing import open_listing
from medtui.commands.errors import OK
from medtui.commands.request import Request
from medtui.library import Listing, Source
from medtui.library.packed import DamagedError
from medtui.safe_text import safe_line

_KILO = 1000


def run(request: Request) -> int:
    """Write it, without changing anything. Returns the exit code."""
    listing = open_listing(request)
    for number, source in enumerate(listing.sources):
        output.write(("\n" if number else "") + _about(listing, source))
    if listing.problems:
        output.write("\nProblems:\n")
    for problem in listing.problems:
        output.write(f"  {problem.library}: {problem.message}\n")
    return OK


def _about(listing: Listing, source: Source) -> str:
    own = [entry for entry in listing.entries if entry.library == source.name]
    unread = sum(1 for entry in own if entry.problem)
    folders = sum(1 for problem in listing.problems if problem.library == source.name) - unread
    lines = [
        f"{source.name}: {safe_line(source.key)}",
        f"  files        {len(own):,} ({len(own) - unread:,} monographs, {unread:,} that cannot be read)",
        f"  problems     {unread + folders:,}",
        f"  catalogue    {_state(source, len(own))}",
        f"  kept in      {safe_line(str(source.shelf.folder)) if source.shelf.folder else 'memory'}",
        f"  size         {_size(source.shelf.size())}",
    ]
    return "\n".join(lines) + "\n"


def _state(source: Source, files: int) -> str:
    try:
        kept = source.kept()
    except DamagedError:
        return "none yet; medtui makes it when it is opened, medtui index at once"
    kept.close()
    if not kept.about.catalogue:
        return f"names of {len(kept):,} files; their text is still to be read"
    text = f"{len(kept):,} files"
    return text if len(kept) == files else f"{text}; it will be brought up to date"


def _size(count: int) -> str:
    if count < _KILO:
        return f"{count} bytes"
    if count < _KILO**2:
        return f"{count / _KILO:,.1f} kB"
    return f"{count / _KILO**2:,.1f} MB"

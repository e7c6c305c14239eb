"""Libraries made for a test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from medtui.library.catalogue.listing import Listing, open_libraries
from medtui.library.entry import Entry, Library


def write(root: Path, relative: str, text: str = "") -> Path:
    """Write a file, and its folders. Without `text`, a monograph titled like the file."""
    path = root / relative
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text or f"---\ntitle: {path.stem.capitalize()}\n---\n\n### Usage\nText.\n", encoding="utf-8")
    return path


def opened(*paths: Path, cache: Path | None = None, check_files: bool = True) -> Listing:
    """The listing of those libraries with all names read. cache: none that is there by default."""
    listing = open_libraries(paths, cache_folder=cache or paths[0].parent / "no-cache", check_files=check_files)
    listing.load_all()
    return listing


def titles(listing: Listing) -> list[str]:
    """What the list shows."""
    return [entry.title for entry in listing.entries]


def is_whole(listing: Listing) -> bool:
    """Nothing on disk is missing from the list."""
    flagged = {(entry.library, entry.path) for entry in listing.entries if entry.problem}
    told = {(problem.library, problem.path) for problem in listing.problems}
    ids = [entry.id for entry in listing.entries]
    return listing.total == len(listing.entries) + listing.pending and flagged <= told and len(set(ids)) == len(ids)


def named(*names: str | tuple[str, ...]) -> list[Entry]:
    """Entries with those titles, or those titles and other names, without files."""
    library = Library("lib", Path("/nowhere"))
    return list(_named(library, names))


def _named(library: Library, names: tuple[str | tuple[str, ...], ...]) -> Iterator[Entry]:
    for number, given in enumerate(names):
        title, *others = (given,) if isinstance(given, str) else given
        yield Entry(library, f"{number}.md", title, tuple(others))


def set_times(path: Path, like: os.stat_result) -> None:
    """Give a file the times of last use and change that another one had."""
    os.utime(path, ns=(like.st_atime_ns, like.st_mtime_ns))

"""Folders of files -> the list of monographs in them: walking, names, finding by name, opening.

Knows nothing of screens. Nothing here writes into a library.
"""

from medtui.library.catalogue.listing import (
    LibraryError,
    Listing,
    Source,
    catalogue_listing,
    find_sources,
    open_libraries,
)
from medtui.library.entry import Entry, Library
from medtui.library.files import FileBytes, UnreadableFile, read_file
from medtui.library.folders import FileProblem, shipped_library
from medtui.library.loading import LoadedMonograph, changed, load, schema_for

__all__ = [
    "Entry",
    "FileBytes",
    "FileProblem",
    "Library",
    "LibraryError",
    "Listing",
    "LoadedMonograph",
    "Source",
    "UnreadableFile",
    "catalogue_listing",
    "changed",
    "find_sources",
    "load",
    "open_libraries",
    "read_file",
    "schema_for",
    "shipped_library",
]

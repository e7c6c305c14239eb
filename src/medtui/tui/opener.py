"""Reads monographs from their files, each with the sections of its library."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medtui.library import Entry, Library
    from medtui.library.loading import LoadedMonograph
    from medtui.reading.schema import Schema


class Opener:
    """tell: called with what is wrong with a library's own sections, once.

    Reading is imported with the first monograph: the list need not wait for it.
    """

    def __init__(self, tell: Callable[[str], object]) -> None:
        self._tell = tell
        self._schemas: dict[str, Schema] = {}

    def load(self, entry: Entry) -> LoadedMonograph | str:
        """The monograph, or why it cannot be read."""
        from medtui.library.files import UnreadableFile  # see the class
        from medtui.library.loading import load

        try:
            return load(entry, self.schema_of(entry.source))
        except UnreadableFile as error:
            return str(error)

    def schemas(self, libraries: Iterable[Library]) -> dict[str, Schema]:
        """The sections of each library, by its name."""
        return {library.name: self.schema_of(library) for library in libraries}

    def schema_of(self, library: Library) -> Schema:
        """The sections of one library."""
        if library.name not in self._schemas:
            from medtui.library.loading import schema_for  # see the class

            self._schemas[library.name], problem = schema_for(library.root)
            if problem:
                self._tell(problem.message)
        return self._schemas[library.name]

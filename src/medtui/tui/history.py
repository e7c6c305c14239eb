"""The monographs that were read, to go back and forward through, as in a web browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from medtui.presentation.page_layout import Place

if TYPE_CHECKING:
    from medtui.library.entry import Entry


class HistoryEntry(NamedTuple):
    """A monograph that was read, and where the reader left it."""

    entry: Entry
    section: str
    place: Place = Place()

    def is_to(self, entry: Entry) -> bool:
        """Whether it is that file; what an entry says of its names may change while the library is read."""
        return (self.entry.raw, self.entry.source) == (entry.raw, entry.source)


class History:
    """The monographs in order, and which of them one is at.

    Which monographs count is for the caller to say: those whose text had the focus, not each one that the
    list's cursor passed over.
    """

    def __init__(self, most: int = 200) -> None:
        self._entries: list[HistoryEntry] = []
        self._at = -1
        self._most = most

    def add(self, entry: HistoryEntry) -> None:
        """Another monograph is read; those that were ahead are forgotten. Nothing new where it is the last one."""
        if self._at >= 0 and self._entries[self._at].is_to(entry.entry):
            return
        del self._entries[self._at + 1 :]
        self._entries.append(entry)
        del self._entries[: -self._most]
        self._at = len(self._entries) - 1

    def jump(self, section: str, place: Place) -> None:
        """To another place of the monograph that one is at; the way back leads to where one was in it."""
        self._entries[self._at + 1 :] = [self._entries[self._at]._replace(section=section, place=place)]
        del self._entries[: -self._most]
        self._at = len(self._entries) - 1

    def update(self, entry: HistoryEntry) -> None:
        """Note where the reader is now, if it is the monograph that one is at."""
        if self._at >= 0 and self._entries[self._at].is_to(entry.entry):
            self._entries[self._at] = entry

    def back(self, shown: Entry | None) -> HistoryEntry | None:
        """The one before, which one is at from now on; None at the first one.

        shown: the drug on the screen. Where it is another one, that was only passed over, one comes back to
        the one that one was at.
        """
        if shown is not None and self._at >= 0 and not self._entries[self._at].is_to(shown):
            return self._entries[self._at]
        return self._go(self._at - 1)

    def forward(self) -> HistoryEntry | None:
        """The one after, which one is at from now on; None at the last one."""
        return self._go(self._at + 1)

    def _go(self, at: int) -> HistoryEntry | None:
        if not 0 <= at < len(self._entries):
            return None
        self._at = at
        return self._entries[at]

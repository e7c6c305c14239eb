"""The monographs that were read, to go back and forward through, as in a web browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from medtui.presentation.page_layout import Place

if TYPE_CHECKING:
    from medtui.library import Entry

_MOST_VISITS = 200


class HistoryEntry(NamedTuple):
    """A monograph that was read, and where the reader left it."""

    entry: Entry
    section: str
    place: Place = Place()

    def is_to(self, entry: Entry) -> bool:
        """Whether it is that file; what an entry says of its names may change while the library is read."""
        return (self.entry.raw, self.entry.source) == (entry.raw, entry.source)


class History:
    """The visits in order, and which of them one is at.

    Which monographs count is for the caller to say: those whose text had the focus, not each one that the
    list's cursor passed over.
    """

    def __init__(self, most: int = _MOST_VISITS) -> None:
        self._visits: list[HistoryEntry] = []
        self._at = -1
        self._most = most

    def visit(self, visit: HistoryEntry) -> None:
        """Another monograph is read; those that were ahead are forgotten. Nothing new where it is the last one."""
        if self._at >= 0 and self._visits[self._at].is_to(visit.entry):
            return
        del self._visits[self._at + 1 :]
        self._visits.append(visit)
        del self._visits[: -self._most]
        self._at = len(self._visits) - 1

    def leave(self, visit: HistoryEntry) -> None:
        """Note where the reader is now, if it is the monograph that one is at."""
        if self._at >= 0 and self._visits[self._at].is_to(visit.entry):
            self._visits[self._at] = visit

    def back(self, shown: Entry | None) -> HistoryEntry | None:
        """The visit before, which one is at from now on; None at the first one.

        shown: the drug on the screen. Where it is another one, that was only passed over, one comes back to
        the visit that one was at.
        """
        if shown is not None and self._at >= 0 and not self._visits[self._at].is_to(shown):
            return self._visits[self._at]
        return self._go(self._at - 1)

    def forward(self) -> HistoryEntry | None:
        """The visit after, which one is at from now on; None at the last one."""
        return self._go(self._at + 1)

    def _go(self, at: int) -> HistoryEntry | None:
        if not 0 <= at < len(self._visits):
            return None
        self._at = at
        return self._visits[at]

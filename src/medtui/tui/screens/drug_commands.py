"""The palette's rows for drugs: typing a name there leads to it, as in the search box."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import Hit, Hits, Provider
from textual.content import Content

if TYPE_CHECKING:
    from medtui.library import Entry

_MOST = 30


class DrugCommands(Provider):
    """The drugs whose names match, best first."""

    async def search(self, query: str) -> Hits:
        """Textual's question for rows; it shows them by their score."""
        from medtui.tui.screens.browse import BrowseScreen  # the screen names this class

        screen = self.screen
        if not isinstance(screen, BrowseScreen):
            return
        matches = screen.finder.listing.index.search(query)
        for rank in range(min(matches.total, _MOST)):
            entry = matches.entry(rank)
            note = f" ({why})" if (why := matches.why(rank)) else ""
            yield Hit(
                1 - rank / (2 * _MOST),
                Content(f"{entry.title}{note}"),
                partial(self._open, screen, entry),
                text=entry.title,
                help=f"{entry.library} · {entry.path}",
            )

    @staticmethod
    def _open(screen: object, entry: Entry) -> None:
        from medtui.tui.screens.browse import BrowseScreen  # as above

        if isinstance(screen, BrowseScreen):
            screen.go_to(entry)

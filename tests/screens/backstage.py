"""What works behind the screen, made to be waited for: the catalogue, its follower, and the search thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from textual.message import Message

from medtui.library import Listing
from medtui.library.catalogue.background import Rounds
from medtui.library.catalogue.listing import Source, find_sources, open_libraries
from medtui.library.catalogue.refresh import Refresher
from medtui.library.query import Query
from medtui.library.search.text_search import TextSearch
from medtui.tui.catalogue_follower import CatalogueFollower
from medtui.tui.search_thread import SearchThread, TextAnswer


class QuietFollower(CatalogueFollower):
    """Starts no process and looks at the files only when it is told to, telling of them what the real one tells."""

    def __init__(self, sources: Sequence[Source], tell: Callable[[Message], object]) -> None:
        super().__init__(sources, tell)
        self.rounds = Rounds(sources, self._hand_on)

    def start(self) -> None:
        """Nothing: a test says when."""

    def look(self) -> None:
        """Look at all files now."""
        self.rounds.go()


class WatchedThread(SearchThread):
    """Says whether it has anything to do, and can be held up."""

    def __init__(self, tell: Callable[[TextAnswer], object], opened: Callable[[list[str]], object]) -> None:
        self._at_work = False
        self.held: list[Query] | None = None
        super().__init__(tell, opened)

    @property
    def is_busy(self) -> bool:
        """Whether more is to come. In this order: work begins before what asked for it is crossed out."""
        return self._listing is not None or self._question is not None or self._at_work

    def hold(self) -> None:
        """Keep questions from now on, and answer none."""
        self.held = []

    def let_go(self) -> None:
        """Answer the kept questions that are still asked, as late as that is now."""
        held, self.held = self.held or [], None
        for query in held:
            if self._search:
                for results in self._search.search(query):
                    self._tell(TextAnswer(query, results))

    def ask(self, query: Query, patience: float) -> TextAnswer | None:
        if self.held is not None:
            self.held.append(query)
            return None
        # A slow machine must not make another picture: in most tests the answer comes with the key.
        return super().ask(query, max(patience, 5.0))

    def _take(self, listing: Listing) -> None:
        self._at_work = True
        super()._take(listing)
        self._at_work = False

    def _find(self, query: Query, search: TextSearch) -> None:
        self._at_work = True
        super()._find(query, search)
        self._at_work = False


class InlinePool:
    """Does at once what a pool of threads would do soon."""

    def __init__(self, **_: object) -> None:
        pass

    def submit(self, work: Callable[..., object], *arguments: object) -> None:
        """Do it now."""
        work(*arguments)

    def shutdown(self) -> None:
        """Nothing is left to be done."""


def listing_of(*libraries: Path, catalogue: bool = True) -> Listing:
    """The listing of those libraries, as a start finds it, with a cache of its own beside the first one.

    catalogue: their catalogue has been made before; else this is the first start ever.
    """
    cache = libraries[0].parent / "cache"
    if catalogue:
        make_catalogue(*libraries)
    return open_libraries(libraries, cache_folder=cache, check_files=False)


def make_catalogue(*libraries: Path) -> None:
    """Make or update the catalogue of those libraries, as the process beside the app does it."""
    for source in find_sources(libraries, libraries[0].parent / "cache"):
        Refresher(source, lambda _: None).refresh(trust_stamps=False)

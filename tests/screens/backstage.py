"""What works behind the screen, made to be waited for: the catalogue, its follower, the search thread, the desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any

from textual.message import Message

from medtui.checking.open_page import problems_of
from medtui.checking.page_check import PlacedFinding
from medtui.library.catalogue.background import Rounds
from medtui.library.catalogue.listing import Listing, Source, find_sources, open_libraries
from medtui.library.catalogue.refresh import Refresher
from medtui.library.loading import LoadedMonograph
from medtui.library.search.question import Question
from medtui.library.search.text_search import TextSearch
from medtui.reading.schema import Schema
from medtui.tui.catalogue_follower import CatalogueFollower
from medtui.tui.desk_thread import DeskThread
from medtui.tui.search_thread import SearchThread, TextAnswer
from medtui.tui.start import GREETING, Services


class QuietFollower(CatalogueFollower):
    """Starts no process and looks at the files only when it is told to, telling of them what the real one tells."""

    def __init__(self, sources: Sequence[Source], post: Callable[[Message], object]) -> None:
        super().__init__(sources, post)
        self.rounds = Rounds(sources, self._hand_on)

    def start(self) -> None:
        """Nothing: a test says when."""

    def look(self) -> None:
        """Look at all files now."""
        self.rounds.go()


class WatchedThread(SearchThread):
    """Says whether it has anything to do, and can be held up."""

    rest_seconds = 0.0

    def __init__(self, on_answer: Callable[[TextAnswer], object], on_open: Callable[[list[str]], object]) -> None:
        self._at_work = False
        self.held: list[Question] | None = None
        super().__init__(on_answer, on_open)

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
        for question in held:
            if self._search:
                self._on_answer(TextAnswer(question, self._search.search(question)))

    def ask(self, question: Question, patience: float = 0.0) -> TextAnswer | None:
        if self.held is not None:
            self.held.append(question)
            return None
        # A slow machine must not make another picture: in most tests the answer comes with the key.
        return super().ask(question, max(patience, 5.0))

    def _open_text(self, listing: Listing) -> None:
        self._at_work = True
        super()._open_text(listing)
        self._at_work = False

    def _find(self, question: Question, search: TextSearch) -> None:
        self._at_work = True
        super()._find(question, search)
        self._at_work = False


class InlinePool(Executor):
    """Does at once what a pool of threads would do soon."""

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **options: Any) -> Future[Any]:
        """Do it now."""
        future: Future[Any] = Future()
        future.set_result(work(*arguments, **options))
        return future


def problems(loaded: LoadedMonograph, schema: Schema) -> Sequence[PlacedFinding]:
    """What is wrong with a monograph on the day on which the clock stands still."""
    return problems_of(loaded, schema, date(2026, 11, 22))


class Backstage:
    """The listing and the services of one app: those above, a desk beside the first library, and a clock that
    stands still. catalogue: there is one from an earlier start. greets: the app does so at its very first start.
    checks: monographs are looked at for problems."""

    def __init__(self, *libraries: Path, catalogue: bool = True, greets: bool = False, checks: bool = False) -> None:
        self.listing = listing_of(*libraries, catalogue=catalogue)
        self.follower: QuietFollower | None = None
        self.thread: WatchedThread | None = None
        self.services = Services(
            follower=self._follower,
            search_thread=self._search_thread,
            desk_thread=lambda post: DeskThread(post, lambda: desk_folder(libraries[0]), InlinePool()),
            now=lambda: datetime(2026, 11, 22, 14, 3, tzinfo=timezone.utc),
            greeting=GREETING if greets else "",
            reading_seconds=1e6,
            problems_of=problems if checks else lambda *_: (),
            beside=lambda work: work(),
        )

    def _follower(self, sources: Sequence[Source], post: Callable[[Message], object]) -> QuietFollower:
        self.follower = QuietFollower(sources, post)
        return self.follower

    def _search_thread(
        self, on_answer: Callable[[TextAnswer], object], on_open: Callable[[list[str]], object]
    ) -> WatchedThread:
        self.thread = WatchedThread(on_answer, on_open)
        return self.thread


def desk_folder(library: Path) -> Path:
    """Where the marks and notes are that a test makes with this library."""
    return library.parent / "desk of a test"


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

"""What the app is started with, and what works beside its screen."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from medtui.settings.settings import DEFAULTS, Settings

if TYPE_CHECKING:
    from textual.message import Message

    from medtui.checking.page_check import PlacedFinding
    from medtui.library.catalogue.listing import Source
    from medtui.library.entry import Entry
    from medtui.library.loading import LoadedMonograph
    from medtui.reading.schema import Schema
    from medtui.tui.catalogue_follower import CatalogueFollower
    from medtui.tui.desk_thread import DeskThread
    from medtui.tui.search_thread import SearchThread, TextAnswer

GREETING = "Welcome. Type a drug or a question. 1 to 7 are its sections, ? shows every key, Ctrl+Q leaves."


class Kiosk(NamedTuple):
    """What holds for whoever logs in. seconds: it ends when nobody has typed for so long. exports: the only folder
    that files are written into, or None."""

    seconds: float
    exports: Path | None = None


class Start(NamedTuple):
    """entry: the monograph to open, or None for the first one. section: canonical name of the one to show first,
    or None. overlay: the folder of the clinic's notes, or None. settings: the user's own. problems: what is
    wrong with them, a sentence each, to be shown one after the other. kiosk: for whoever logs in, or None."""

    entry: Entry | None = None
    section: str | None = None
    overlay: Path | None = None
    settings: Settings = DEFAULTS
    problems: tuple[str, ...] = ()
    kiosk: Kiosk | None = None


def _follower(sources: Sequence[Source], post: Callable[[Message], object]) -> CatalogueFollower:
    from medtui.tui.catalogue_follower import CatalogueFollower

    return CatalogueFollower(sources, post)


def _search_thread(on_answer: Callable[[TextAnswer], object], on_open: Callable[[list[str]], object]) -> SearchThread:
    from medtui.tui.search_thread import SearchThread

    return SearchThread(on_answer, on_open)


def _desk_thread(post: Callable[[Message], object]) -> DeskThread:
    from medtui.tui.desk_thread import DeskThread

    return DeskThread(post)


def _problems_of(loaded: LoadedMonograph, schema: Schema) -> Sequence[PlacedFinding]:
    from medtui.checking.open_page import problems_of

    return problems_of(loaded, schema, datetime.now().date())


def _beside(work: Callable[[], object]) -> None:
    threading.Thread(target=work, name="beside the screen", daemon=True).start()


def forgetful_desk_thread(post: Callable[[Message], object]) -> DeskThread:
    """One that writes nothing: marks and notes last until the user leaves."""
    from medtui.tui.desk_thread import DeskThread

    return DeskThread(post, lambda: None)


class Services(NamedTuple):
    """What works beside the screen, made after the first frame; whoever wants others hands them in.

    greeting: shown once, where nothing has ever been marked, noted or read; or nothing. reading_seconds: so long a
    section is shown before it counts as read: who leafs through is not slowed by the disk. problems_of: what is wrong
    with a monograph. beside: does something without holding up a key.
    """

    follower: Callable[[Sequence[Source], Callable[[Message], object]], CatalogueFollower] = _follower
    search_thread: Callable[[Callable[[TextAnswer], object], Callable[[list[str]], object]], SearchThread] = (
        _search_thread
    )
    desk_thread: Callable[[Callable[[Message], object]], DeskThread] = _desk_thread
    now: Callable[[], datetime] = lambda: datetime.now().astimezone()
    greeting: str = GREETING
    reading_seconds: float = 1.0
    problems_of: Callable[[LoadedMonograph, Schema], Sequence[PlacedFinding]] = _problems_of
    beside: Callable[[Callable[[], object]], object] = _beside


DEFAULT_SERVICES = Services()

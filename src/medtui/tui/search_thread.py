"""Text search beside the screen: the newest question wins, and no question holds up a key."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from medtui.checking.library_problems import LibraryProblems
    from medtui.library.catalogue.listing import Listing
    from medtui.library.search.question import Question
    from medtui.library.search.text_index import UserData
    from medtui.library.search.text_search import TextResults, TextSearch


class TextAnswer(NamedTuple):
    """results: what answers the question; None where the catalogue could not, so that it must be opened anew."""

    question: Question
    results: TextResults | None


class SearchThread:
    """Answers one question at a time, the newest that was asked.

    on_answer: called in that thread with every answer that was not waited for. on_open: called in that thread with
    the keys of the front matter when a listing can be searched.
    """

    rest_seconds = 0.15
    """So long after the last letter the texts are searched: each letter on the way would cost as much, and nobody reads
    what is found for it."""

    def __init__(self, on_answer: Callable[[TextAnswer], object], on_open: Callable[[list[str]], object]) -> None:
        self._on_answer = on_answer
        self._on_open = on_open
        self._condition = threading.Condition()
        self._listing: Listing | None = None
        self._search: TextSearch | None = None
        self._question: Question | None = None
        self._answered: TextAnswer | None = None
        self._waiting = False
        self._stopped = False
        self._user_data: UserData | None = None
        self._problems: LibraryProblems | None = None
        threading.Thread(target=self._run, name="text search", daemon=True).start()

    def open(self, listing: Listing) -> None:
        """Search that listing from now on, which has been loaded. What was asked is forgotten."""
        with self._condition:
            self._listing, self._question = listing, None
            if self._search:
                self._search.interrupt()
            self._condition.notify_all()

    @property
    def is_open(self) -> bool:
        """Whether there is a catalogue to ask."""
        return self._search is not None and self._listing is None

    def set_user_data(self, data: UserData) -> None:
        """Search other marks and notes, for the questions from now on."""
        self._user_data = data

    def ask(self, question: Question, patience: float = 0.0) -> TextAnswer | None:
        """Search for what it asks once the typing rests, forgetting what was asked before. Returns the answer where it
        comes within `patience` seconds; else it is told later."""
        with self._condition:
            if not self.is_open or self._search is None:
                return None
            self._question, self._answered = question, None
            self._search.interrupt()
            self._waiting = True
            self._condition.notify_all()
            self._condition.wait_for(lambda: self._answered is not None, patience)
            self._waiting = False
            return self._answered

    def forget(self) -> None:
        """Nothing is asked any more."""
        with self._condition:
            self._question = None
            if self._search:
                self._search.interrupt()

    def stop(self) -> None:
        """End the thread, which lets go of the catalogue."""
        with self._condition:
            self._stopped, self._question = True, None
            if self._search:
                self._search.interrupt()
            self._condition.notify_all()

    def _run(self) -> None:
        while True:
            with self._condition:
                self._condition.wait_for(lambda: self._stopped or self._question or self._listing is not None)
                question, listing = self._question, self._listing
                if self._stopped:
                    break
            if listing is not None:
                self._open_text(listing)
            elif question is not None and self._search is not None:
                self._find(question, self._search)
        self._let_go()

    def _open_text(self, listing: Listing) -> None:
        from medtui.library.search.text_search import StaleError, TextSearch

        self._let_go()
        search, keys = None, []
        try:
            if all(source.storage.is_sound() for source in listing.sources):  # SQLite would find other words, silently
                search = TextSearch(listing)
                keys = search.keys()
        except StaleError:
            pass  # the catalogue is still to be made, or made anew; its maker says when it is there
        with self._condition:
            self._search = search
            if self._listing is listing:
                self._listing = None
        self._on_open(keys)

    def _find(self, question: Question, search: TextSearch) -> None:
        from medtui.library.search.text_search import InterruptedSearchError, StaleError

        with self._condition:
            if self._condition.wait_for(lambda: self._question is not question or self._stopped, self.rest_seconds):
                return
        results: TextResults | None = None
        with suppress(StaleError, InterruptedSearchError):  # nobody waits for the answer to an interrupted one
            results = search.search(
                question, self._data_for(question, search), is_wanted=lambda: self._question is question
            )
        self._answer(TextAnswer(question, results))
        with self._condition:
            if self._question is question:
                self._question = None

    def _data_for(self, question: Question, search: TextSearch) -> UserData | None:
        """What the question needs that no index knows."""
        if not question.query.needs_user_data:
            return None
        from medtui.checking.library_problems import LibraryProblems
        from medtui.library.search.text_index import NO_USER_DATA

        self._problems = self._problems or LibraryProblems()
        breaking = partial(
            self._problems.breaking, listing=search.listing, is_wanted=lambda: self._question is question
        )
        return (self._user_data or NO_USER_DATA)._replace(breaking=breaking)

    def _let_go(self) -> None:
        with self._condition:
            search, self._search = self._search, None  # one that is closed must not be interrupted
        if search:
            search.close()

    def _answer(self, answer: TextAnswer) -> None:
        with self._condition:
            if self._question is not answer.question:
                return  # another one has been asked meanwhile
            if self._waiting and self._answered is None:
                self._answered = answer
                self._condition.notify_all()
                return
        self._on_answer(answer)

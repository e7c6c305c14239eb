"""Text search beside the screen: the newest question wins, and no question holds up a key."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from medtui.library.catalogue.listing import Listing
    from medtui.library.query.query_tree import Query
    from medtui.library.search.text_search import TextResults, TextSearch, UserData


_COSTLY_SECONDS = 0.008
_REST_SECONDS = 0.25


class TextAnswer(NamedTuple):
    """results: what the query found; None where the catalogue could not answer, so that it must be opened anew."""

    query: Query
    results: TextResults | None


class SearchThread:
    """Answers one question at a time, the newest that was asked.

    on_answer: called in that thread with every answer that was not waited for. on_open: called in that thread with
    the keys of the front matter when a listing can be searched.
    """

    def __init__(self, on_answer: Callable[[TextAnswer], object], on_open: Callable[[list[str]], object]) -> None:
        self._on_answer = on_answer
        self._on_open = on_open
        self._condition = threading.Condition()
        self._listing: Listing | None = None
        self._search: TextSearch | None = None
        self._question: Query | None = None
        self._answered: TextAnswer | None = None
        self._waiting = False
        self._stopped = False
        self._user_data: tuple[UserData, ...] = ()
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
        self._user_data = (data,)

    def ask(self, query: Query, patience: float) -> TextAnswer | None:
        """Search for `query`, forgetting what was asked before. Returns the answer where it comes within
        `patience` seconds, so that list and text are painted at once; else it is told later."""
        with self._condition:
            if not self.is_open or self._search is None:
                return None
            self._question, self._answered, self._resting = query, None, False
            self._search.interrupt()
            self._waiting = True
            self._condition.notify_all()
            self._condition.wait_for(lambda: self._answered is not None or self._resting, patience)
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
                query, listing = self._question, self._listing
                if self._stopped:
                    break
            if listing is not None:
                self._open_text(listing)
            elif query is not None and self._search is not None:
                self._find(query, self._search)
        self._let_go()

    def _open_text(self, listing: Listing) -> None:
        from medtui.library.search.text_search import StaleError, TextSearch

        self._let_go()
        search, keys = None, []
        try:
            search = TextSearch(listing)
            keys = search.keys()
        except StaleError:
            pass  # the catalogue is still to be made; its maker says when it is there
        with self._condition:
            self._search = search
            if self._listing is listing:
                self._listing = None
        self._on_open(keys)

    def _find(self, query: Query, search: TextSearch) -> None:
        from medtui.library.search.text_search import StaleError

        try:
            if search.cost(query) > _COSTLY_SECONDS and self._is_superseded(query):
                return
            for results in search.search(query, *self._user_data):
                self._answer(TextAnswer(query, results))
                # Counting very many takes a while: not before the user stops typing.
                if results.total is None and self._is_superseded(query):
                    return
        except StaleError:
            self._answer(TextAnswer(query, None))
        with self._condition:
            if self._question is query:
                self._question = None

    def _let_go(self) -> None:
        with self._condition:
            search, self._search = self._search, None  # one that is closed must not be interrupted
        if search:
            search.close()

    def _is_superseded(self, query: Query) -> bool:
        """Whether another query is asked for while this one rests. For what costs much and tells little, as the
        first letters of a word in a field."""
        with self._condition:
            self._resting = True
            self._condition.notify_all()  # nobody is to wait for it
            self._condition.wait_for(lambda: self._question is not query, _REST_SECONDS)
            self._resting = False
            return self._question is not query

    def _answer(self, answer: TextAnswer) -> None:
        with self._condition:
            if self._question is not answer.query:
                return  # another one has been asked meanwhile
            if self._waiting and self._answered is None:
                self._answered = answer
                self._condition.notify_all()
                return
        self._on_answer(answer)

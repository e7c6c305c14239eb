"""The search engine in this process, asked as the search box asks it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.bench import UnmeasuredError
from benchmarks.target import Target
from medtui.library.catalogue.listing import Listing, catalogue_listing, find_sources
from medtui.library.loading import schema_for
from medtui.library.query.fields import Fields, fields_of
from medtui.library.query.query_parser import QueryError, parse_query
from medtui.library.search.question import ask
from medtui.library.search.text_search import TextSearch

if TYPE_CHECKING:
    from typing_extensions import Self


class Engine:
    """Names and texts of one library, ready to be searched."""

    def __init__(self, listing: Listing, search: TextSearch, fields: Fields) -> None:
        self._listing = listing
        self._search = search
        self._fields = fields

    @classmethod
    @contextmanager
    def opened(cls, target: Target, home: Path) -> Iterator[Self]:
        """The engine with the catalogue that is kept in `home`. Raises UnmeasuredError where there is none."""
        listing = catalogue_listing(find_sources([target.library], target.catalogues(home).parent))
        if listing is None:
            raise UnmeasuredError(f"there is no catalogue of {target.library}")
        listing.load_all()
        while listing.index.prepare(1.0):
            pass
        search = TextSearch(listing)
        try:
            schemas = [schema_for(library.root)[0] for library in listing.libraries]
            yield cls(listing, search, fields_of(schemas, search.keys()))
        finally:
            search.close()

    def key_ms(self, text: str) -> float:
        """Milliseconds until the names and the ranked passages are known for what was typed so far."""
        started = time.perf_counter()
        try:
            query = parse_query(text, self._fields, typing=True)
        except QueryError:  # half a query: the search box says so, and that is its answer
            return (time.perf_counter() - started) * 1e3
        question = ask(query, self._listing.index)
        question.named(self._listing.index)
        self._search.search(question)
        return (time.perf_counter() - started) * 1e3

"""What the list shows: all drugs, or what was found by name and in the text for what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from medtui.library.same_titles import labels_of_drug, others_of_title
from medtui.tui.list_rows import ListRows, Offers, Target, TextMatches

if TYPE_CHECKING:
    from medtui.library.catalogue.listing import Listing
    from medtui.library.entry import Entry
    from medtui.library.names.name_index import NameMatches
    from medtui.library.query.fields import Fields
    from medtui.library.query.query_tree import Query
    from medtui.library.search.question import Question
    from medtui.library.search.text_search import TextResults
    from medtui.reading.schema import Schema
    from medtui.tui.status_line import Wordings

_SUGGESTIONS = 8
_NAMES_SECONDS = 0.1


class Finder:
    """The listing, what was typed, and the rows that come of both.

    query: as typed; error: what is wrong with it, while `rows` still has the last good results.
    waiting: the text search has been asked and has not answered yet. failed: it cannot answer.
    """

    def __init__(self, listing: Listing) -> None:
        self.query = ""
        self.error = ""
        self.waiting = False
        self.failed = False
        self.parsed: Query | None = None
        self.question: Question | None = None
        self._fields: Fields | None = None
        self._schemas: dict[str, Schema] = {}
        self._names: NameMatches | None = None
        self._text: TextMatches | None = None
        self._near: Sequence[Entry] = ()
        self.listing = listing
        self._offers: Offers | None = None
        self._opened: tuple[Entry, ...] = ()  # drugs whose labels are shown, each by one of them
        self.rows = self._all_rows()

    def offer(self, offers: Offers | None) -> None:
        """Show these above all drugs, as long as nothing is typed; None for no more."""
        self._offers = offers
        self.rows = self._all_rows()

    def load(self) -> bool:
        """Load what the first frame did not need. True where the rows are others: the catalogue was damaged."""
        loaded = _loaded(self.listing)
        is_other = loaded is not self.listing
        if is_other:
            self._use(loaded)
        return is_other

    def refresh(self) -> bool:
        """Show what the catalogue says now; the names that were found are found again. False where there is none."""
        from medtui.library.catalogue.listing import catalogue_listing

        listing = catalogue_listing(self.listing.sources)
        if listing is not None:
            self._use(_loaded(listing))
        return listing is not None

    def _use(self, listing: Listing) -> None:
        self.listing = listing
        self._text, self._near = None, ()
        self._ask()
        self.rows = self._all_rows()

    def set_schemas(self, schemas: dict[str, Schema], keys: Sequence[str]) -> None:
        """Take the sections and front matter keys that the libraries have, for `section:word` and `key:word`."""
        from medtui.library.query.fields import fields_of

        self._schemas = schemas
        self._fields = fields_of(list(schemas.values()), keys, _rules)

    def _ask(self) -> None:
        """What the query means among the drugs of the listing, and which of them it names."""
        self.question, self._names = None, None
        if self.parsed is not None:
            from medtui.library.search.question import ask

            self.question = ask(self.parsed, self.listing.index)
            self._names = self.question.named(self.listing.index)

    def type(self, text: str) -> Question | None:
        """Look for another query among the names. Returns the question that the texts are to answer."""
        from medtui.library.query.fields import Fields
        from medtui.library.query.query_parser import QueryError, parse_query

        self.query, self.error = text, ""
        try:
            parsed = parse_query(text, self._fields or Fields({}, ()), typing=True)
        except QueryError as error:
            self.error = str(error)
            return None
        self.parsed = parsed if parsed.root else None
        self.waiting = False
        self._text, self._near = None, ()
        self.failed = False
        self._ask()
        self.rows = self._all_rows()
        return self.question

    def accept_results(self, question: Question, results: TextResults | None) -> bool:
        """Take what the text search has found, or that it has failed. False when another query has been typed
        since."""
        if question is not self.question:
            return False
        self.waiting, self.failed = False, results is None
        if results is None:
            return True
        self._text = TextMatches(question, results, self.listing.entries, self._schemas)
        if results.hits and not results.without:
            self.rows = self._all_rows()
        else:
            self.suggest(results.unknown if results.hits else "")
        return True

    def suggest(self, words: str = "") -> None:
        """Look for names that look like what was typed, or these words of it, where nothing is called that."""
        if self.parsed is not None and self.parsed.plain_words and not (self._names and self._names.total):
            self._near = self.listing.index.suggest(words or self.query, _SUGGESTIONS)
        self.rows = self._all_rows()

    def row_of_target(self, target: Target) -> int | None:
        """The row that leads to the same file in the same way."""
        place = self.listing.position(target.entry)
        if place is None:
            return None
        if target.is_drug:
            return self.rows.row_of_drug(place)
        return self.rows.row_of(place) if target.section is None else self.rows.text_row_of(place, target.section)

    def row_of(self, entry: Entry | None) -> int | None:
        """The row that shows the file of `entry`, or None where no row does. A label's drug shows its labels then."""
        place = self.listing.position(entry) if entry else None
        if entry is None or place is None:
            return None
        if self.rows.row_of(place) is None and self.rows.row_of_drug(place) is not None:
            self._opened = (*self._opened, entry)
            self.rows = self._all_rows()
        return self.rows.row_of(place)

    def turn(self, target: Target) -> int:
        """Show the labels of a drug, or show them no more. Returns the row to go to: the first label, or the drug."""
        place = self.listing.position(target.entry)
        drug = self.listing.groups.of(place) if self.listing.groups and place is not None else range(0)
        others = tuple(one for one in self._opened if self.listing.position(one) not in drug)
        is_open = len(others) < len(self._opened)
        self._opened = others if is_open else (*others, target.entry)
        self.rows = self._all_rows()
        return (self.rows.row_of_drug(drug.start) or 0) + (not is_open)

    def twins_of(self, entry: Entry) -> tuple[Entry, ...]:
        """Other monographs of the same drug, first its other labels, the next one before all: at least, as long as not
        all names are ready, those of the same title."""
        place = self.listing.position(entry)
        if place is None:
            return self.listing.index.twins(entry)
        labels, same = labels_of_drug(self.listing.entries, place), others_of_title(self.listing.entries, place)
        return tuple(dict.fromkeys((*labels, *self.listing.index.twins(entry), *same)))

    def status(self) -> Wordings:
        """How many drugs there are, and how many of them are shown; nothing before all names have been read."""
        if self.listing.pending and self.question is None:
            return ()
        total = len(self.listing.groups or self.listing.entries)
        drugs = f"{total:,} drug{'' if total == 1 else 's'}{' read so far' if self.listing.pending else ''}"
        short = f"{total:,}"
        if self._names:
            drugs, short = f"{self.rows.drugs:,} of {drugs}", f"{self.rows.drugs:,}/{short}"
        if self.waiting:
            drugs, short = f"{drugs} · searching the text", f"{short} · searching"
        elif self.failed:
            drugs, short = f"{drugs} · text not searched", f"{short} · text ?"
        elif self._text is not None:
            drugs, short = f"{drugs} · in text {self._text.count()}", f"{short} · text {self._text.count()}"
        if not self.listing.problems:
            return drugs, short
        count = len(self.listing.problems)
        problems = f"{count} problem{'' if count == 1 else 's'}"
        return f"{drugs} · {problems}", f"{short} · {problems}", f"{short} · ⚠ {count}"

    def _all_rows(self) -> ListRows:
        offers = None if self.parsed else self._offers
        return ListRows(self.listing, self._names, self._text, self._near, offers, self.question, self._opened)


def _loaded(listing: Listing) -> Listing:
    """The listing, loaded; from the files, where the catalogue turns out to be damaged."""
    from medtui.library.catalogue.listing import folder_listing
    from medtui.library.catalogue.storage import DamagedError

    try:
        listing.load_all()
    except DamagedError:
        listing.close()
        return folder_listing(listing.sources, _NAMES_SECONDS)
    return listing


def _rules() -> Sequence[str]:
    from medtui.checking.library_problems import page_rules  # few queries ask for rules

    return page_rules()

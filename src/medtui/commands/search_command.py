"""`medtui search`: the monographs that a query finds, by name first, then by the words in them.

What is found, and why, is the same in a plain session.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from medtui.commands import output
from medtui.commands.declaration import (
    DEFAULT_LIMIT,
    LIBRARY,
    Option,
    Request,
    ShellCommand,
    Words,
    format_option,
    section_option,
)
from medtui.commands.exit_codes import FAILURE, NO_MATCH, OK, USAGE, CommandError
from medtui.commands.index_command import PATIENCE_OF_A_SEARCH, CacheError, bring_up_to_date
from medtui.commands.name_resolution import new_schemas, sources_of
from medtui.library.catalogue.listing import Listing, Source, catalogue_listing
from medtui.library.catalogue.storage import DamagedError
from medtui.library.entry import ABOUT_BRANDS, Entry
from medtui.library.files import UnreadableFile
from medtui.library.loading import Schemas, load
from medtui.library.names.name_index import NameMatches
from medtui.library.query.fields import Field, FieldKind, Fields, fields_of
from medtui.library.query.query_parser import QueryError, parse_query
from medtui.library.query.query_tree import Query, restricted
from medtui.library.same_titles import beside_title
from medtui.library.search.answers import Locator, RankedPassage
from medtui.library.search.question import Question, ask
from medtui.library.search.text_index import NO_USER_DATA, UserData
from medtui.library.search.text_search import StaleError, TextResults, TextSearch
from medtui.presentation.disclaimer import STANDARD
from medtui.presentation.tabs import ALL
from medtui.reading.schema import Schema
from medtui.safe_text import safe_line

if TYPE_CHECKING:
    from medtui.library.catalogue.refresh import Refresher

NAME = "name"
"""Why a monograph was found whose title says so."""

_IN_MEMORY = "so it is made in memory each time."
_TRIES = 5
_MOST_NAMED = 3
_MOST_SUGGESTED = 5
_INDENT = "    "

_Made = TypeVar("_Made")

COMMAND = ShellCommand(
    "search",
    "Write the monographs that a query finds, by name and by the words in them.",
    (
        section_option("look for the words only in"),
        Option("--limit", f"write at most so many monographs, 0 for all; without it: {DEFAULT_LIMIT}", "N"),
        format_option(
            "how to write it: text; json, as docs/json.md says; or tsv, a line per monograph with its id, title, "
            "sections, number of matches, a line of its text, and why it matches",
            ("text", "json", "tsv"),
        ),
        LIBRARY,
    ),
    Words("QUERY", "words, a phrase in quotes, section:word and more, as docs/search.md says"),
)


def run(request: Request, find: Callable[[str, str | None, Listing, Schemas], CliAnswer] | None = None) -> int:
    """Write what was found. Returns the exit code: OK or NO_MATCH. Raises CommandError."""
    schemas = new_schemas()
    answer = with_current_listing(
        sources_of(request), lambda listing: (find or answer_query)(request.name, request.section, listing, schemas)
    )
    places = answer.places
    shown = places[: request.limit] if request.limit else places
    matches = matches_of(answer, shown, schemas)
    if request.format == "json":
        _write_json(answer.query, len(places), matches)
    elif request.format == "tsv":
        for match in matches:
            output.write(_tsv(match))
    elif places:
        _write_text(len(places), len(shown), matches)
    output.flush()  # before what standard error says of it
    _complain(answer)
    return OK if places else NO_MATCH


def _write_text(total: int, shown: int, matches: Iterable[MatchedMonograph]) -> None:
    monographs = f"{total:,} monograph{'' if total == 1 else 's'}"
    output.write(f"{monographs}\n" if shown == total else f"The first {shown:,} of {monographs}\n")
    for match in matches:
        why = f" [{match.why}]" if match.why not in ("", NAME) else ""  # where one cannot see it
        which = f" ({match.which})" if match.which else ""
        output.write(f"\n{match.entry.title}{which}{why}\t{match.entry.id}\n")
        if match.passages:
            labels = ", ".join(f"{label} {count}" for label, count in match.sections)
            output.write(f"{_INDENT}{labels}\n{_INDENT}{match.excerpt}\n")
        elif match.entry.problem:
            output.write(f"{_INDENT}{match.entry.problem}\n")
    output.write(f"\n{STANDARD}\n")


def _tsv(match: MatchedMonograph) -> str:
    sections = ",".join(match.section_names)
    cells = (match.entry.id, match.entry.title, sections, len(match.passages), match.excerpt, match.why)
    return "\t".join(safe_line(str(cell)) for cell in cells) + "\n"


def _write_json(query: Query, total: int, matches: Iterable[MatchedMonograph]) -> None:
    """One object, a match per line."""
    from medtui.commands.monograph_json import to_json  # brings Markdown, which the text needs not

    output.write(f'{{"query": {to_json(query.text)}, "total": {total}, "matches": [')
    for number, match in enumerate(matches):
        facts = {
            "id": match.entry.id,
            "title": match.entry.title,
            "path": match.entry.path,
            "library": match.entry.library,
            "sections": match.section_names,
            "count": len(match.passages),
            "snippet": match.excerpt,
            "why": match.why,
        }
        output.write(f"{',' if number else ''}\n{to_json(facts)}")
    output.write("\n]}\n")


def _complain(answer: CliAnswer) -> None:
    """Say on standard error what may have been meant, and what could not be searched."""
    if answer.remark:
        output.complain(answer.remark)
    if not answer.places:
        titles = list(dict.fromkeys(entry.title for entry in look_alikes(answer)))
        about_brands = f" {ABOUT_BRANDS}" if answer.query.plain_words else ""
        output.complain(f"Nothing was found.{about_brands}{' Did you mean:' if titles else ''}", titles)
    if told := not_searched(answer.listing):
        output.complain(told)


# What a query finds -----------------------------------------------------------------------------------


class CliAnswer(NamedTuple):
    """places: in the listing's entries, best first, each once. names: what the index of names found, if it was asked.
    ranks: for each place found there, its rank. results: what the texts say."""

    listing: Listing
    question: Question
    places: Sequence[int]
    names: NameMatches | None
    ranks: Mapping[int, int]
    results: TextResults

    @property
    def query(self) -> Query:
        """As it was asked."""
        return self.question.query

    def by_name(self, place: int) -> str:
        """Why the name of the monograph there matches: NAME, `also called ...`, `abbreviation of ...` or `spelling`;
        empty where it does not."""
        rank = self.ranks.get(place)
        if rank is None or self.names is None:
            return ""
        return (self.question.binding and self.question.binding.why) or self.names.why(rank) or NAME

    @property
    def remark(self) -> str:
        """What is to be known of the answer, in one sentence: a drug that is not here, words that were left out."""
        binding, without = self.question.binding, self.results.without
        said = []
        if binding and binding.missing:
            said.append(f"No monograph of {binding.missing} here.")
        if binding and binding.is_ambiguous:
            said.append(f"“{self.question.drug.typed if self.question.drug else ''}” stands for several drugs.")
        if without:
            said.append(f"Without: {', '.join(without)}.")
        if without and (near := list(dict.fromkeys(safe_line(entry.title) for entry in look_alikes(self)))):
            said.append(f"Did you mean {', '.join(near[:_MOST_NAMED])}?")
        return " ".join(said)


class MatchedMonograph(NamedTuple):
    """One monograph that was found. by_name: why its name matches, as `CliAnswer.by_name` says. sections: as they are
    shown, those of the best passages first, and how many passages match in each. which: what tells it from others of
    its title, where that is not the file."""

    entry: Entry
    passages: Sequence[RankedPassage]
    by_name: str
    sections: Sequence[tuple[str, int]] = ()
    which: str = ""

    @property
    def section_names(self) -> list[str]:
        """The canonical names of the sections, in the same order."""
        return list(dict.fromkeys(each.passage.section for each in self.passages))

    @property
    def excerpt(self) -> str:
        """A line of the best passage; empty where no passage matches."""
        return self.passages[0].excerpt.text if self.passages else ""

    @property
    def why(self) -> str:
        """Why it was found, where one cannot see it."""
        return self.by_name or (self.passages[0].why if self.passages else "")


def current_listing(sources: Sequence[Source], refresher: type[Refresher] | None = None) -> Listing:
    """The list of these libraries after their catalogues were brought up to date, loaded.

    Where the cache cannot be used they are made in memory, which is said once on standard error.
    Raises CommandError where a library cannot be read, StaleError where another medtui was quicker.
    """
    is_said = any(source.storage.folder is None for source in sources)
    if is_said:
        output.complain(f"There is no home folder to keep the catalogue in, {_IN_MEMORY}")
    for source in sources:
        # A bit that has turned on the disk would find other monographs, so times are not enough.
        if refresher is None and source.storage.is_sound() and source.is_up_to_date():
            continue
        try:
            report = bring_up_to_date(source, refresher=refresher, most_patience=PATIENCE_OF_A_SEARCH)
        except CacheError as error:
            if not is_said:
                output.complain(f"{error}, {_IN_MEMORY}")
            is_said = True
            source.storage.forget_folder()
            report = bring_up_to_date(source, refresher=refresher)
        if report.unfit:
            output.complain(f"{source.name}: the catalogue was {report.unfit}, so it was made anew.")
    listing = catalogue_listing(sources)
    if listing is None:
        raise StaleError("a catalogue was replaced just now")
    try:
        listing.load_all()
    except DamagedError as error:
        raise StaleError(str(error)) from error
    return listing


def with_current_listing(sources: Sequence[Source], make: Callable[[Listing], _Made]) -> _Made:
    """What `make` makes of the libraries as they are now; it may raise StaleError to be asked again.

    Raises CommandError: FAILURE where they change all the time, USAGE where one cannot be read.
    """
    for _ in range(_TRIES):
        with suppress(StaleError):  # another medtui has taken changed files over in between
            return make(current_listing(sources))
    raise CommandError("The library changes all the time, so it cannot be searched. Try again later.", FAILURE)


def answer_query(text: str, section: str | None, listing: Listing, schemas: Schemas) -> CliAnswer:
    """What `text` finds. section: the only one in which its words count, in the user's own words; None for all.

    Raises CommandError (USAGE) for a query or section that cannot be understood, StaleError.
    """
    known = [schemas.of(library) for library in listing.libraries]
    field = _section(known, section) if section is not None else None
    search = TextSearch(listing)
    try:
        query = _query(text, fields_of(known, search.keys(), _rules))
        if field:
            query = restricted(query, field)
        question = ask(query, listing.index)
        results = search.search(question, _user_data(query, listing))
    finally:
        search.close()
    names = question.named(listing.index)
    ranks = {place: rank for rank, place in enumerate(names.indexes)} if names else {}
    found = (results.places, ranks) if question.is_clinical else (ranks, results.places)
    places = list(dict.fromkeys(chain(*found)))
    return CliAnswer(listing, question, places, names, ranks, results)


def _user_data(query: Query, listing: Listing) -> UserData:
    if not query.needs_user_data:
        return NO_USER_DATA
    from medtui.checking.library_problems import LibraryProblems
    from medtui.commands.marks_command import desk_contents  # few queries ask for marks or notes
    from medtui.desk.marks_and_notes import user_data_of
    from medtui.settings.settings import data_folder

    own = user_data_of(desk_contents(data_folder()), listing)
    return own._replace(breaking=partial(LibraryProblems().breaking, listing=listing))


def _rules() -> Sequence[str]:
    from medtui.checking.library_problems import page_rules  # few queries ask for rules

    return page_rules()


def matches_of(answer: CliAnswer, places: Iterable[int], schemas: Schemas) -> Iterator[MatchedMonograph]:
    """The monographs at some of the answer's places, each looked at when it is asked for."""
    locator = Locator(answer.results.question or answer.question, answer.results.weights)
    bound = {hit.place for hit in answer.results.hits if hit.is_bound}
    for place in places:
        entry = answer.listing.entries[place]
        by_name, which = answer.by_name(place), beside_title(answer.listing.entries, place)
        try:
            monograph = load(entry, schemas.of(entry.source)).monograph
        except UnreadableFile:  # it is among the problems that `medtui status` lists
            yield MatchedMonograph(entry, (), by_name)
            continue
        found = locator.ranked(monograph, is_bound=place in bound)
        titles = {section.name: section.title for section in monograph.sections}
        counts = Counter(titles.get(each.passage.section, each.passage.section) for each in found)
        sections = [(safe_line(title), count) for title, count in counts.items()]
        yield MatchedMonograph(entry, found, by_name, sections, which)


def look_alikes(answer: CliAnswer) -> Sequence[Entry]:
    """Monographs whose names look like what was asked for, or like what was left out of it, where no drug is bound:
    only to be offered."""
    is_bound = any(hit.is_bound for hit in answer.results.hits)
    words = answer.results.unknown if answer.places else " ".join(answer.query.plain_words or ())
    return () if is_bound or not words else answer.listing.index.suggest(words, _MOST_SUGGESTED)


def not_searched(listing: Listing) -> str:
    """That some files could not be read, in one sentence; empty where all could."""
    unread = len(listing.problems)
    if not unread:
        return ""
    subject = "1 file or folder" if unread == 1 else f"{unread:,} files or folders"
    return f"{subject} could not be read, and so not searched: medtui status says why."


def _query(text: str, fields: Fields) -> Query:
    """What the text asks for. Raises CommandError (USAGE) where it cannot be understood."""
    try:
        query = parse_query(text, fields)
    except QueryError as error:
        raise CommandError(str(error), USAGE) from error
    if query.root is None:
        raise CommandError("The query has no word to look for. Write a drug, a symptom, or section:word.", USAGE)
    return query


def _section(schemas: Sequence[Schema], words: str) -> Field | None:
    """The section that a search is to look in; None for the whole text.

    The numbers are those of the standard sections, which are the same in every monograph.
    Raises CommandError (USAGE) for a section that none of the libraries knows.
    """
    if words in (ALL, "0"):
        return None
    for schema in schemas:
        numbered = dict(zip("123456789", schema.standard, strict=False))
        if spec := schema.find(words) or numbered.get(words):
            return Field(FieldKind.SECTION, spec.name)
    fields = fields_of(schemas, ())
    if field := _as_section(fields, words):  # in the plural or singular
        return field
    near = fields.suggest(words)
    hint = f"Did you mean {near}? " if _as_section(fields, near) else ""
    known = dict.fromkeys([ALL, *(spec.name for schema in schemas for spec in schema.sections)])
    raise CommandError(f"There is no section called “{words}”. {hint}There are: {', '.join(known)}.", USAGE)


def _as_section(fields: Fields, words: str) -> Field | None:
    field = fields.find(words)
    return field if field and field.kind is FieldKind.SECTION else None

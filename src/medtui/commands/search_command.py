"""`medtui search`: the monographs that a query finds, by name and by the words in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from medtui.commands import output
from medtui.commands.catalogues import current_listing
from medtui.commands.choosing import Schemas, sources_of
from medtui.commands.errors import FAILURE, NO_MATCH, OK, USAGE, CommandError
from medtui.commands.record import to_json
from medtui.commands.request import JSON, TSV, Request
from medtui.library import Entry, Source, UnreadableFile, load
from medtui.library.listing import Listing
from medtui.library.query import Field, FieldKind, Fields, Query, QueryError, parse_query, restricted
from medtui.library.search.fields import fields_of
from medtui.library.search.text_search import NO_RESULTS, StaleError, TextSearch
from medtui.library.search.where import NOWHERE, Locator, Where
from medtui.presentation.disclaimer import STANDARD
from medtui.presentation.tabs import ALL
from medtui.reading import Schema
from medtui.safe_text import safe_line

_INDENT = "    "
_TRIES = 5
_MOST_SUGGESTED = 5


class _Answer(NamedTuple):
    """query: as it was asked. places: in the listing's entries, best first, each once. by_name: for those whose
    name matches, why."""

    listing: Listing
    query: Query
    places: Sequence[int]
    by_name: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class _Match:
    """One monograph that was found. by_name: why its name matches: `name`, `also called ...` or `spelling`."""

    entry: Entry
    where: Where
    by_name: str

    @property
    def why(self) -> str:
        """The same for its text, where its name does not match."""
        return self.by_name or self.where.why

    @property
    def remark(self) -> str:
        """Why, where one cannot see it."""
        return f" [{self.why}]" if self.why not in ("", "name") else ""


def run(request: Request) -> int:
    """Write what was found. Returns the exit code: OK or NO_MATCH. Raises CommandError."""
    schemas = Schemas()
    answer = _answered(request, sources_of(request), schemas)
    entries, places = answer.listing.entries, answer.places
    shown = places[: request.limit] if request.limit else places
    locator = Locator(answer.query)
    matches = (_match(entries[place], locator, schemas, answer.by_name.get(place, "")) for place in shown)
    if request.format == JSON:
        _write_json(answer.query, len(places), matches)
    elif request.format == TSV:
        for match in matches:
            output.write(_tsv(match))
    elif places:
        _write_text(len(places), len(shown), matches, schemas)
    output.flush()  # before what standard error says of it
    _complain(answer)
    return OK if places else NO_MATCH


# Finding ------------------------------------------------------------------------------------------------


def _answered(request: Request, sources: Sequence[Source], schemas: Schemas) -> _Answer:
    for _ in range(_TRIES):
        try:
            return _answer(request, current_listing(sources), schemas)
        except StaleError:  # another medtui has taken changed files over in between
            continue
    raise CommandError("The library changes all the time, so it cannot be searched. Try again later.", FAILURE)


def _answer(request: Request, listing: Listing, schemas: Schemas) -> _Answer:
    known = [schemas.of(library) for library in listing.libraries]
    section = _section(known, request.section) if request.section is not None else None
    search = TextSearch(listing)
    try:
        query = _query(request.name, fields_of(known, search.keys()))
        if section:
            query = restricted(query, section)
        *_, found = (NO_RESULTS, *search.search(query))
    finally:
        search.close()
    by_name: dict[int, str] = {}
    if query.plain_words:
        # Not the text as typed: in `amox AND clav`, AND is no word.
        names = listing.index.search(" ".join(query.plain_words))
        by_name = {place: names.why(rank) or "name" for rank, place in enumerate(names.indexes)}
    return _Answer(listing, query, list(dict.fromkeys([*by_name, *found.places])), by_name)


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


def _match(entry: Entry, locator: Locator, schemas: Schemas, by_name: str) -> _Match:
    try:
        return _Match(entry, locator.where(load(entry, schemas.of(entry.source)).monograph), by_name)
    except UnreadableFile:
        return _Match(entry, NOWHERE, by_name)  # it is among the problems that `medtui status` lists


# Writing ------------------------------------------------------------------------------------------------


def _write_text(total: int, shown: int, matches: Iterable[_Match], schemas: Schemas) -> None:
    monographs = f"{total:,} monograph{'' if total == 1 else 's'}"
    output.write(f"{monographs}\n" if shown == total else f"The first {shown:,} of {monographs}\n")
    for match in matches:
        output.write(f"\n{match.entry.title}{match.remark}\t{match.entry.id}\n")
        if match.where.hits:
            labels = ", ".join(_labels(match, schemas))
            output.write(f"{_INDENT}{labels}\n{_INDENT}{match.where.snippet.text}\n")
        elif match.entry.problem:
            output.write(f"{_INDENT}{match.entry.problem}\n")
    output.write(f"\n{STANDARD}\n")


def _labels(match: _Match, schemas: Schemas) -> Iterator[str]:
    schema = schemas.of(match.entry.source)
    for name, count in match.where.sections:
        spec = schema.get(name)
        yield f"{safe_line(spec.label if spec else name.replace('_', ' ').capitalize())} {count}"


def _tsv(match: _Match) -> str:
    sections = ",".join(name for name, _ in match.where.sections)
    cells = (match.entry.id, match.entry.title, sections, match.where.hits, match.where.snippet.text, match.why)
    return "\t".join(safe_line(str(cell)) for cell in cells) + "\n"


def _write_json(query: Query, total: int, matches: Iterable[_Match]) -> None:
    """One object, a match per line."""
    output.write(f'{{"query": {to_json(query.text)}, "total": {total}, "matches": [')
    for number, match in enumerate(matches):
        facts = {
            "id": match.entry.id,
            "title": match.entry.title,
            "path": match.entry.path,
            "library": match.entry.library,
            "sections": [name for name, _ in match.where.sections],
            "count": match.where.hits,
            "snippet": match.where.snippet.text,
            "why": match.why,
        }
        output.write(f"{',' if number else ''}\n{to_json(facts)}")
    output.write("\n]}\n")


def _complain(answer: _Answer) -> None:
    """Say on standard error what may have been meant, and what could not be searched."""
    listing, words = answer.listing, answer.query.plain_words
    if not answer.places:
        near = listing.index.suggest(" ".join(words), _MOST_SUGGESTED) if words else ()
        titles = list(dict.fromkeys(entry.title for entry in near))
        output.complain("Nothing was found. Did you mean:" if titles else "Nothing was found.", titles)
    if unread := len(listing.problems):
        subject = "1 file or folder" if unread == 1 else f"{unread:,} files or folders"
        output.complain(f"{subject} could not be read, and so not searched: medtui status says why.")

"""`medtui search`: the monographs that a query finds, by name and by the words in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from medtui.commands import output
from medtui.commands.catalogues import current_listing
from medtui.commands.choosing import Schemas, sources_of
from medtui.commands.errors import FAILURE, NO_MATCH, OK, USAGE, CommandError
from medtui.commands.record import to_json
from medtui.commands.request import JSON, TSV, Request
from medtui.library import Entry, UnreadableFile, load
from medtui.library.listing import Listing
from medtui.library.query import FieldKind, Fields, Query, QueryError, parse_query, restricted
from medtui.library.search.text_search import NO_RESULTS, StaleError, TextSearch, fields_of
from medtui.library.search.where import NOWHERE, Locator, Where
from medtui.presentation.disclaimer import STANDARD
from medtui.safe_text import safe_line

_INDENT = "    "


@dataclass(frozen=True, slots=True)
class _Match:
    """One monograph that was found. by_name: why its name matches: "name", "also called ..." or "spelling"."""

    entry: Entry
    where: Where
    by_name: str

    @property
    def why(self) -> str:
        return self.by_name if self.by_name not in ("", "name") else self.where.why or self.by_name


def run(request: Request) -> int:
    """Write what was found. Returns the exit code: OK, NO_MATCH, or FAILURE where a file could not be read."""
    listing = current_listing(sources_of(request))
    schemas = Schemas()
    search = _open(listing)
    try:
        fields = fields_of([schemas.of(library) for library in listing.libraries], search.keys())
        query = _query(request, fields)
        *_, found = (NO_RESULTS, *search.search(query))
    except StaleError as error:
        raise CommandError("The library was changed while it was searched. Try again.", FAILURE) from error
    finally:
        search.close()
    names = listing.index.search(query.text) if query.plain_words and request.section is None else None
    by_name = {place: names.why(rank) or "name" for rank, place in enumerate(names.indexes)} if names else {}
    places = list(dict.fromkeys([*by_name, *found.places]))
    shown = places[: request.limit] if request.limit else places
    locator = Locator(query)
    matches = (_match(listing.entries[place], locator, schemas, by_name.get(place, "")) for place in shown)
    if request.format == JSON:
        _write_json(query, len(places), matches)
    elif request.format == TSV:
        for match in matches:
            output.write(_tsv(match))
    else:
        _write_text(len(places), len(shown), matches, schemas)
    if not places:
        _suggest(listing, query)
    return OK if places else NO_MATCH


def _open(listing: Listing) -> TextSearch:
    try:
        return TextSearch(listing)
    except StaleError as error:
        raise CommandError("The catalogue was changed by another medtui just now. Try again.", FAILURE) from error


def _query(request: Request, fields: Fields) -> Query:
    """What the request asks for. Raises CommandError (USAGE) where it cannot be understood."""
    try:
        query = parse_query(request.name, fields)
    except QueryError as error:
        raise CommandError(str(error), USAGE) from error
    if query.root is None:
        raise CommandError("The query has no word to look for. Write a drug, a symptom, or section:word.", USAGE)
    if request.section is None:
        return query
    field = fields.find(request.section)
    if field is None or field.kind is not FieldKind.SECTION:
        near = fields.suggest(request.section)
        hint = f" Did you mean {near}?" if near else ""
        raise CommandError(f"There is no section “{safe_line(request.section)}”.{hint}", USAGE)
    return restricted(query, field)


def _match(entry: Entry, locator: Locator, schemas: Schemas, by_name: str) -> _Match:
    try:
        return _Match(entry, locator.where(load(entry, schemas.of(entry.source)).monograph), by_name)
    except UnreadableFile:
        return _Match(entry, NOWHERE, by_name)  # it is among the problems that `medtui status` lists


def _write_text(total: int, shown: int, matches: Iterator[_Match], schemas: Schemas) -> None:
    if not total:
        return
    monographs = f"{total:,} monograph{'' if total == 1 else 's'}"
    output.write(f"{monographs}\n" if shown == total else f"The first {shown:,} of {monographs}\n")
    for match in matches:
        why = f" [{match.why}]" if match.why not in ("", "name") else ""
        output.write(f"\n{match.entry.title}{why}\t{match.entry.id}\n")
        if match.where.hits:
            labels = _labels(match, schemas)
            output.write(f"{_INDENT}{', '.join(labels)}\n{_INDENT}{match.where.snippet.text}\n")
    output.write(f"\n{STANDARD}\n")


def _labels(match: _Match, schemas: Schemas) -> Sequence[str]:
    schema = schemas.of(match.entry.source)
    titles = ((schema.get(name), name, count) for name, count in match.where.sections)
    return [f"{safe_line(spec.label) if spec else safe_line(name)} {count}" for spec, name, count in titles]


def _tsv(match: _Match) -> str:
    sections = ",".join(name for name, _ in match.where.sections)
    cells = (match.entry.id, match.entry.title, sections, match.where.hits, match.where.snippet.text, match.why)
    return "\t".join(safe_line(str(cell)) for cell in cells) + "\n"


def _write_json(query: Query, total: int, matches: Iterator[_Match]) -> None:
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


def _suggest(listing: Listing, query: Query) -> None:
    near = [entry.title for entry in islice(listing.index.suggest(query.text), 5)] if query.plain_words else []
    if near:
        output.complain("No exact match. Did you mean:", near)

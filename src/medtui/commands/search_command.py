"""`medtui search`: the monographs that a query finds, by name and by the words in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from medtui.commands import output
from medtui.commands.cli_search import (
    NAME,
    CliAnswer,
    MatchedMonograph,
    answer_query,
    look_alikes,
    matches_of,
    not_searched,
    section_labels,
    with_current_listing,
)
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
from medtui.commands.exit_codes import NO_MATCH, OK
from medtui.commands.monograph_json import to_json
from medtui.commands.name_resolution import new_schemas, sources_of
from medtui.library.catalogue.listing import Listing
from medtui.library.loading import Schemas
from medtui.library.query import Query
from medtui.presentation.disclaimer import STANDARD
from medtui.safe_text import safe_line

_INDENT = "    "

COMMAND = ShellCommand(
    "search",
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


def run(request: Request, answer_query: Callable[[str, str | None, Listing, Schemas], CliAnswer] = answer_query) -> int:
    """Write what was found. Returns the exit code: OK or NO_MATCH. Raises CommandError."""
    schemas = new_schemas()
    answer = with_current_listing(
        sources_of(request), lambda listing: answer_query(request.name, request.section, listing, schemas)
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
        _write_text(len(places), len(shown), matches, schemas)
    output.flush()  # before what standard error says of it
    _complain(answer)
    return OK if places else NO_MATCH


def _write_text(total: int, shown: int, matches: Iterable[MatchedMonograph], schemas: Schemas) -> None:
    monographs = f"{total:,} monograph{'' if total == 1 else 's'}"
    output.write(f"{monographs}\n" if shown == total else f"The first {shown:,} of {monographs}\n")
    for match in matches:
        output.write(f"\n{match.entry.title}{_remark(match)}\t{match.entry.id}\n")
        if match.where.hits:
            labels = ", ".join(f"{label} {count}" for label, count in section_labels(match, schemas))
            output.write(f"{_INDENT}{labels}\n{_INDENT}{match.where.snippet.text}\n")
        elif match.entry.problem:
            output.write(f"{_INDENT}{match.entry.problem}\n")
    output.write(f"\n{STANDARD}\n")


def _remark(match: MatchedMonograph) -> str:
    """Why it was found, where one cannot see it."""
    return f" [{match.why}]" if match.why not in ("", NAME) else ""


def _tsv(match: MatchedMonograph) -> str:
    sections = ",".join(name for name, _ in match.where.sections)
    cells = (match.entry.id, match.entry.title, sections, match.where.hits, match.where.snippet.text, match.why)
    return "\t".join(safe_line(str(cell)) for cell in cells) + "\n"


def _write_json(query: Query, total: int, matches: Iterable[MatchedMonograph]) -> None:
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


def _complain(answer: CliAnswer) -> None:
    """Say on standard error what may have been meant, and what could not be searched."""
    if not answer.places:
        titles = list(dict.fromkeys(entry.title for entry in look_alikes(answer)))
        output.complain("Nothing was found. Did you mean:" if titles else "Nothing was found.", titles)
    if told := not_searched(answer.listing):
        output.complain(told)

"""`medtui list`: what there is to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from medtui.commands import output
from medtui.commands.declaration import LIBRARY, Request, ShellCommand, format_option
from medtui.commands.name_resolution import open_listing
from medtui.library.entry import Entry
from medtui.library.names.folding import fold
from medtui.library.same_titles import beside_title

COMMAND = ShellCommand(
    "list",
    "Write the titles of all monographs.",
    (
        format_option(
            "how to write it: text, a title per line, and after tabs its id and what sets it apart where the title "
            "alone does not tell which; or json, as docs/json.md says",
            ("text", "json"),
        ),
        LIBRARY,
    ),
)


def run(request: Request) -> int:
    """Write the list, and to standard error what could not be read. Returns the exit code."""
    listing = open_listing(request)
    entries = tuple(listing.entries)  # each is made when it is asked for
    # At once: where Python does not buffer its output, each line would be a call of the system.
    lines = _json_lines(entries) if request.format == "json" else _text_lines(entries, listing.namesakes())
    output.write("".join(lines))
    return output.complain_of_each(f"{problem.library}: {problem.message}" for problem in listing.problems)


def _text_lines(entries: Sequence[Entry], namesakes: Collection[int]) -> Iterator[str]:
    """A title per line; then a tab and the id where more than one monograph has that name, and what tells them apart.

    namesakes: the places of those that may share a name.
    """
    bearers = Counter(name for place in namesakes for name in {fold(name) for name in entries[place].names})
    for place, entry in enumerate(entries):
        alone = place not in namesakes or bearers[fold(entry.title)] == 1
        if alone:
            yield f"{entry.title}\n"
        else:
            yield "\t".join(filter(None, (entry.title, entry.id, beside_title(entries, place)))) + "\n"


def _json_lines(entries: Sequence[Entry]) -> Iterator[str]:
    """One array, an entry per line."""
    from medtui.commands.monograph_json import to_json  # brings Markdown, which the text needs not

    yield "["
    for number, entry in enumerate(entries):
        facts = {
            "id": entry.id,
            "title": entry.title,
            "names": list(entry.names),
            "path": entry.path,
            "library": entry.library,
        }
        yield f"{',' if number else ''}\n{to_json(facts)}"
    yield "\n]\n"

"""`medtui show NAME`: one monograph, or one section of it."""

from __future__ import annotations

from medtui.commands import output
from medtui.commands.declaration import LIBRARY, ONE_NAME, Request, ShellCommand, format_option, section_option
from medtui.commands.exit_codes import CommandError
from medtui.commands.name_resolution import named_monograph, new_schemas, open_listing, sources_of
from medtui.presentation.monograph_text import as_markdown, as_text

COMMAND = ShellCommand(
    "show",
    "Write one monograph, or one section of it, with its disclaimer and source.",
    (
        section_option("only"),
        format_option(
            "how to write it: text, as on the screen; markdown, the source of the file; or json, as docs/json.md says",
            ("text", "markdown", "json"),
        ),
        LIBRARY,
    ),
    ONE_NAME,
)


def run(request: Request) -> int:
    """Write what was asked for. Returns the exit code; raises CommandError."""
    listing = open_listing(request)
    loaded, tab = named_monograph(listing, request.name, request.section, lambda words: _texts_with(words, request))
    if request.format == "json":
        from medtui.commands.monograph_json import monograph_json, to_json  # the other forms need no JSON

        output.write(to_json(monograph_json(loaded, loaded.monograph.section(tab.section)), indent=2) + "\n")
    elif request.format == "markdown":
        output.write(as_markdown(loaded, tab))
    else:
        output.write(as_text(loaded, tab, output.width()))
    return 0


def _texts_with(words: str, request: Request) -> str:
    """How many texts have all these words; empty for none."""
    from medtui.commands.search_command import answer_query, with_current_listing  # where no name was found

    schemas = new_schemas()
    try:
        answer = with_current_listing(sources_of(request), lambda now: answer_query(words, None, now, schemas))
    except CommandError:
        return ""  # such a name is no query
    found = answer.results
    return "" if found.without or not found.total else f"{'more than ' if found.is_more else ''}{found.total:,}"

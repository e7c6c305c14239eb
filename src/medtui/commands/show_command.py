"""`medtui show NAME`: one monograph, or one section of it."""

from __future__ import annotations

from medtui.commands import output
from medtui.commands.declaration import LIBRARY, ONE_NAME, Request, ShellCommand, format_option, section_option
from medtui.commands.monograph_json import monograph_json, to_json
from medtui.commands.name_resolution import named_monograph, open_listing
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
    loaded, tab = named_monograph(open_listing(request), request.name, request.section)
    if request.format == "json":
        output.write(to_json(monograph_json(loaded, loaded.monograph.section(tab.section)), indent=2) + "\n")
    elif request.format == "markdown":
        output.write(as_markdown(loaded, tab))
    else:
        output.write(as_text(loaded, tab, output.width()))
    return 0

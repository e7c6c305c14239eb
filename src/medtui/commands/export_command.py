"""`medtui export NAME --to FILE`: one monograph, or one section of it, in a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from medtui.commands import output
from medtui.commands.declaration import LIBRARY, ONE_NAME, OVERWRITE, TO, Option, Request, ShellCommand, section_option
from medtui.commands.exit_codes import USAGE, CommandError
from medtui.commands.name_resolution import named_monograph, open_listing
from medtui.presentation.exporting import SUFFIX_HELP, ExportFormat, exported, form_of
from medtui.presentation.review_sheet import review_sheet
from medtui.safe_text import safe_line

COMMAND = ShellCommand(
    "export",
    "Write one monograph, or one section of it, to a file, with its disclaimer and source.",
    (
        section_option("only"),
        Option(TO.flag, "the file: .html for a page to print, .md for Markdown, .txt for text", "FILE"),
        Option("--review", "as a sheet to check it by: a line to tick after each section, and lines to sign"),
        OVERWRITE,
        LIBRARY,
    ),
    ONE_NAME,
)


def local_now() -> datetime:
    """The clock, in the time zone of this computer."""
    return datetime.now().astimezone()


def run(request: Request, clock: Callable[[], datetime] = local_now) -> int:
    """Write the file and say so. Returns the exit code; raises CommandError, and then no file was written."""
    form = _form(request.to)
    listing = open_listing(request)
    loaded, tab = named_monograph(listing, request.name, request.section)
    if request.review:
        loaded = loaded._replace(monograph=review_sheet(loaded.monograph, tab))
    text = exported(loaded, tab, form, clock())
    return output.save(request, text, {library.name: library.root for library in listing.libraries})


def _form(to: str) -> ExportFormat:
    """What to write, by the name of the file. Raises CommandError (USAGE)."""
    if not to:
        raise CommandError(f"Say where to write it: --to FILE, its name ending in {SUFFIX_HELP}.", USAGE)
    form = form_of(Path(to).name)
    if form is None:
        raise CommandError(f"{safe_line(to)} does not say what to write: end it in {SUFFIX_HELP}.", USAGE)
    return form

"""`medtui diff OLD NEW`: what two versions of a library differ in, the most dangerous first."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from medtui.commands import output
from medtui.commands.declaration import LIBRARY, Option, Request, ShellCommand, Words, format_option, section_option
from medtui.commands.exit_codes import DIFFERENT, OK, USAGE, CommandError
from medtui.commands.name_resolution import ENVIRONMENT, sources_of
from medtui.safe_text import safe_line

if TYPE_CHECKING:
    from medtui.checking.library_changes import LibraryChanges
    from medtui.reading.schema import Schema

COMMAND = ShellCommand(
    "diff",
    "Write what two versions of a library or page differ in, changed figures and lost negations first.",
    (
        section_option("only what has changed in"),
        format_option(
            "how to write it: text; markdown, for a pull request; html, a whole page; or json, as docs/json.md says",
            ("text", "markdown", "html", "json"),
        ),
        Option(LIBRARY.flag, "a folder in the repository that a revision is looked for in", "DIR", repeats=True),
    ),
    Words(
        "OLD NEW",
        "two versions, each a folder, a file, or a revision that git keeps: HEAD~1, or main:content for a folder of it",
        several=True,
        most=2,
    ),
)


def run(request: Request) -> int:
    """Write it. Returns the exit code, DIFFERENT where they differ; raises CommandError."""
    from medtui.checking.library_changes import library_changes
    from medtui.checking.page_versions import NoSuchVersionError, open_version
    from medtui.library.loading import schema_for

    beside = _beside(request)
    try:
        old = open_version(request.names[0], beside)
        with closing(old), closing(open_version(request.names[1], beside)) as new:
            schema, problem = schema_for(new.root or old.root or beside)
            section = _section(schema, request.section)
            found = library_changes(old, new, schema, section=section, processes=os.cpu_count() or 1)
    except NoSuchVersionError as error:
        raise CommandError(str(error), USAGE) from error
    if problem:
        output.complain(problem.message)
    _write(request, found)
    output.complain_of_each(found.problems)
    return OK if found.is_alike else DIFFERENT


def _beside(request: Request) -> Path:
    """The folder whose repository has the revisions: that of the library, of the other version, or the current one."""
    if request.libraries or os.environ.get(ENVIRONMENT):
        return sources_of(request)[0].root
    for given in request.names:
        path = Path(given)
        if os.path.lexists(path):
            return path if path.is_dir() else path.parent
    return Path.cwd()


def _section(schema: Schema, words: str | None) -> str:
    """The canonical name of the section that is meant; empty for all. Raises CommandError."""
    from medtui.checking.page_changes import OUTSIDE_SECTIONS

    if words is None:
        return ""
    if words.isdecimal() and 0 < int(words[:3]) <= len(schema.standard):
        return schema.standard[int(words) - 1].name
    spec = schema.find(words)
    if spec is None and words not in OUTSIDE_SECTIONS:
        names = ", ".join((*(spec.name for spec in schema.sections), *OUTSIDE_SECTIONS))
        raise CommandError(f"There is no section called “{safe_line(words)}”. There are: {names}.", USAGE)
    return spec.name if spec else words


def _write(request: Request, found: LibraryChanges) -> None:
    from medtui.checking import changes_report
    from medtui.commands.monograph_json import to_json

    old, new = map(safe_line, request.names)
    if request.format == "json":
        output.write(to_json(changes_report.json_report(found, old, new), indent=2) + "\n")
        return
    reports = {
        "text": changes_report.text_report,
        "markdown": changes_report.markdown_report,
        "html": changes_report.html_report,
    }
    output.write(reports[request.format](found, old, new))

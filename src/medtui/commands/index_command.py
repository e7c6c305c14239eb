"""`medtui index`: bring the catalogues up to date."""

from __future__ import annotations

from medtui.commands import output
from medtui.commands.catalogues import bring_up_to_date
from medtui.commands.choosing import sources_of
from medtui.commands.errors import FAILURE, OK
from medtui.commands.request import Request


def run(request: Request) -> int:
    """Write a line for each library. Returns the exit code: FAILURE where a catalogue could not be kept."""
    code = OK
    for source in sources_of(request):
        report = bring_up_to_date(source, rebuild=request.rebuild)
        if source.shelf.folder is None:  # said already
            code = FAILURE
            continue
        kept = source.kept()
        kept.close()
        what = "made anew" if report.rebuilt else "brought up to date" if report.changed else "up to date already"
        output.write(f"{source.name}: {kept.about.total:,} files, catalogue {what}.\n")
    return code

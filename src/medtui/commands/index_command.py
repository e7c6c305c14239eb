"""`medtui index`: bring the catalogues up to date."""

from __future__ import annotations

from medtui.commands import output
from medtui.commands.catalogues import CacheError, bring_up_to_date
from medtui.commands.declaration import LIBRARY, Option, Request, ShellCommand
from medtui.commands.exit_codes import FAILURE, OK
from medtui.commands.name_resolution import sources_of
from medtui.library import Source
from medtui.library.catalogue.storage import DamagedError

COMMAND = ShellCommand(
    "index",
    "Bring the catalogues of the libraries up to date.",
    (
        Option("--rebuild", "make them anew, whatever they say"),
        LIBRARY,
    ),
)


def run(request: Request) -> int:
    """Write a line for each library. Returns the exit code: FAILURE where a catalogue could not be kept."""
    code = OK
    for source in sources_of(request):
        if source.storage.folder is None:
            output.complain("There is no home folder to keep the catalogue in.")
            return FAILURE
        try:
            report = bring_up_to_date(source, rebuild=request.rebuild)
        except CacheError as error:
            output.complain(f"{error}.")
            code = FAILURE
            continue
        if request.rebuild or report.rebuilt:
            what = f"was {report.unfit}, made anew" if report.unfit else "made anew"
        else:
            what = "brought up to date" if report.changed else "up to date already"
        output.write(f"{source.name}: {_count(source)}catalogue {what}.\n")
    return code


def _count(source: Source) -> str:
    try:
        names = source.catalogue_names()
    except DamagedError:  # another medtui has just put something else there
        return ""
    names.close()
    return f"{names.about.total:,} file{'' if names.about.total == 1 else 's'}, "

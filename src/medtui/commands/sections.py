"""Which section of a monograph the user's words mean."""

from __future__ import annotations

from collections.abc import Iterable

from medtui.commands.exit_codes import FAILURE, USAGE, CommandError
from medtui.commands.name_resolution import Schemas
from medtui.library import Entry, Listing, UnreadableFile, load
from medtui.monograph import Monograph, Section
from medtui.presentation.tabs import ALL, Tab, find_tab, tabs
from medtui.reading.schema import Schema

_NOTHING = Monograph("", (), (), ())


def tab_to_show(monograph: Monograph, schema: Schema, words: str | None) -> Tab:
    """The tab that `words` mean, All for None.

    Raises CommandError: FAILURE for a section that the monograph lacks, USAGE for one that nobody knows.
    """
    row = tabs(monograph, schema)
    if words is None:
        return next((tab for tab in row if tab.section == ALL), row[0])
    tab = _find(row, words, schema)
    if tab is not None and tab.present:
        return tab
    spec = schema.find(words)
    title = tab.title if tab else spec.title if spec else ""
    if title:
        raise CommandError(f"{monograph.title} has no {title} section. {_what_there_is(row)}", FAILURE)
    raise CommandError(f"{monograph.title} has no section called “{words}”. {_what_there_is(row)}", USAGE)


def section_to_open(listing: Listing, entry: Entry | None, words: str) -> str:
    """The name of the section that the app is to open, there or not: its tab says when it is missing.

    Raises CommandError (USAGE) for a section that neither the monograph nor its library knows; without an
    entry, one that none of the libraries knows.
    """
    schemas = Schemas()
    known: dict[str, None] = {}
    for library in [entry.source] if entry else listing.libraries:
        schema = schemas.of(library)
        row = tabs(_monograph(entry, schema), schema)
        tab, spec = _find(row, words, schema), schema.find(words)
        if tab or spec:
            return tab.section if tab else spec.name if spec else ""
        known |= dict.fromkeys([tab.section for tab in row] + [spec.name for spec in schema.sections])
    raise CommandError(f"There is no section called “{words}”. There are: {', '.join(known)}.", USAGE)


def _monograph(entry: Entry | None, schema: Schema) -> Monograph:
    if entry is None:
        return _NOTHING
    try:
        return load(entry, schema).monograph
    except UnreadableFile:
        return _NOTHING  # the app says why


def section_of(monograph: Monograph, tab: Tab) -> Section | None:
    """The section behind a tab; None for All."""
    return monograph.section(tab.section)


def _find(row: tuple[Tab, ...], words: str, schema: Schema) -> Tab | None:
    found = find_tab(row, words, schema)
    if found is None and words in (ALL, "0") and len(row) == 1:
        return row[0]  # a file without sections shows everything in its one tab
    return found


def _what_there_is(row: Iterable[Tab]) -> str:
    names = [tab.section for tab in row if tab.present and tab.section != ALL]
    return f"It has: {', '.join(names)}." if names else "It is empty."

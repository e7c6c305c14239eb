"""The two to four monographs that one command is about."""

from __future__ import annotations

from typing import NamedTuple

from medtui.commands import output
from medtui.commands.declaration import Request
from medtui.commands.exit_codes import USAGE, CommandError
from medtui.commands.name_resolution import Schemas, choose_entry, load_monograph, open_listing, other_name
from medtui.library import Entry, LoadedMonograph
from medtui.library.names.folding import fold
from medtui.reading.schema import Schema


class ChosenMonographs(NamedTuple):
    """A monograph, and the schema of its library."""

    loaded: LoadedMonograph
    schema: Schema


def chosen_monographs(request: Request) -> list[ChosenMonographs]:
    """The monographs that the request names, in its order; standard error says where one is called otherwise.

    Raises CommandError, also when two of the names mean the same monograph.
    """
    listing = open_listing(request)
    chosen: dict[str, tuple[str, Entry]] = {}
    for name in request.names:
        entry = choose_entry(listing, name)
        if entry.id in chosen:
            raise CommandError(_twice(chosen[entry.id][0], name, entry), USAGE)
        chosen[entry.id] = name, entry
    schemas = Schemas()
    found = [
        ChosenMonographs(load_monograph(entry, schema), schema)
        for _, entry in chosen.values()
        for schema in (schemas.of(entry.source),)
    ]
    for name, entry in chosen.values():
        if told := other_name(entry, name):
            output.complain(told)
    return found


def _twice(first: str, second: str, entry: Entry) -> str:
    if fold(first) == fold(second):
        return f"{entry.title} is named twice. Name each drug once."
    return f"“{first}” and “{second}” are the same monograph, {entry.title}. Name each drug once."

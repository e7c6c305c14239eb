"""From what the user typed to the libraries, the monographs and the section that it means; never a guess."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from medtui.commands import output
from medtui.commands.declaration import Request
from medtui.commands.exit_codes import FAILURE, NO_SUCH_NAME, USAGE, CommandError
from medtui.library.catalogue.listing import LibraryError, Listing, Source, find_sources, open_libraries
from medtui.library.drug_groups import about_label, labels_of_one_drug
from medtui.library.entry import ABOUT_BRANDS, Entry
from medtui.library.files import UnreadableFile
from medtui.library.folders import shipped_library
from medtui.library.loading import LoadedMonograph, Schemas, load

if TYPE_CHECKING:
    from medtui.monograph import Monograph
    from medtui.presentation.tabs import Tab
    from medtui.reading.schema import Schema

ENVIRONMENT = "MEDTUI_LIBRARY"

_MOST_SHOWN = 8


def open_listing(request: Request, *, check_files: bool = True, seconds: float = inf) -> Listing:
    """Open the libraries that the request, else MEDTUI_LIBRARY names; else the one that comes with medtui.

    check_files, seconds: see `open_libraries`. Raises CommandError when one of them cannot be opened.
    """
    try:
        return open_libraries(_folders(request.libraries), check_files=check_files, seconds=seconds)
    except LibraryError as error:
        raise CommandError(str(error), USAGE) from error


def sources_of(request: Request) -> tuple[Source, ...]:
    """Where these libraries are, without looking into them. Raises CommandError."""
    try:
        return find_sources(_folders(request.libraries))
    except LibraryError as error:
        raise CommandError(str(error), USAGE) from error


def _folders(given: Sequence[str]) -> list[Path]:
    names = given or [name for name in os.environ.get(ENVIRONMENT, "").split(os.pathsep) if name]
    return [Path(name) for name in names] or [shipped_library()]


def choose_entry(listing: Listing, name: str, texts_with: Callable[[str], str] = lambda _: "") -> Entry:
    """The one monograph with that name or id; of the labels of one drug, the first in the order of the list.

    texts_with: how many texts have such words, in words and empty for none; asked where there is no such monograph.
    Raises CommandError (NO_SUCH_NAME) when there is none, with near names, or when there are several, with
    their ids: which drug is meant is for the user to say. USAGE where a folder is named: it is to be a library's.
    """
    from medtui.library.names.folding import fold  # only where a name is given

    found = listing.exact(name)
    if labels := labels_of_one_drug(found):
        return labels[0]
    # Whose title it is comes before those who merely list it among their other names.
    titled = [entry for entry in found if fold(entry.title) == fold(name)]
    if len(titled) == 1 or len(found) == 1:
        return (titled or found)[0]
    if found:
        ids = [entry.id for entry in found]
        message = f"{len(ids)} monographs are called “{name}”. Say which by its id:"
        raise CommandError(message, NO_SUCH_NAME, ids)
    with suppress(OSError, ValueError):
        if name and Path(name).is_dir():
            from shlex import quote  # as below

            message = f"“{name}” is a folder, not a drug: medtui --library {quote(name)} opens it as a library."
            raise CommandError(message, USAGE)
    raise _unknown(name, listing, listing.index.suggest(name, _MOST_SHOWN), texts_with(name))


def name_and_section(listing: Listing, words: str, section: str | None = None) -> tuple[str, str | None]:
    """The name in `words`, and the section: the given one, or else a digit after a whole name (`amoxicillin 3`)."""
    name, _, digit = words.rstrip().rpartition(" ")
    is_digit = digit in tuple("0123456789")
    if section is None and is_digit and not listing.exact(words) and listing.exact(name):
        return name, digit
    return words, section


def other_name(entry: Entry, name: str) -> str:
    """That the monograph which `name` has chosen is called otherwise, in one sentence; else empty."""
    from medtui.library.names.folding import fold  # as above
    from medtui.library.names.synonyms import also_known_as

    wanted = fold(name)
    if not wanted or wanted == fold(entry.title):
        return ""
    for own in (*entry.other_names, *also_known_as(entry.names)):
        if fold(own) == wanted:
            return f"{entry.title} is also called {own}."
    return ""  # its file or id was named


def other_labels(listing: Listing, name: str) -> tuple[str, ...]:
    """Which label `choose_entry` opens where `name` names several of one drug; then the others, a line each."""
    labels = labels_of_one_drug(listing.exact(name))
    others = labels[1:]
    if not others:
        return ()
    many = "1 more label of this drug is" if len(others) == 1 else f"{len(others):,} more labels of this drug are"
    lines = [f"{one.id} · {about_label(one)}" for one in others[:_MOST_SHOWN]]
    if len(others) > _MOST_SHOWN:
        lines.append(f"… medtui list shows all {len(labels):,}")
    return f"This is the label of {about_label(labels[0], is_short=True)}. {many} here, each by its id:", *lines


def _unknown(name: str, listing: Listing, near: Sequence[Entry], texts: str) -> CommandError:
    unread = len(listing.problems)
    message = f"No monograph is called “{name}”."
    if unread:  # it may be in one of those
        message += f" ({unread} could not be read: medtui list says why.)"
    message += f" {_where_else(name, texts) if texts else ABOUT_BRANDS}"
    if not near:
        return CommandError(message if texts else f"{message} medtui list shows what there is.", NO_SUCH_NAME)
    bearers = Counter(entry.title for entry in near)
    shown = [e.title if bearers[e.title] == 1 else f"{e.title} ({e.id})" for e in near]
    return CommandError(f"{message.rstrip('.')}. Did you mean:", NO_SUCH_NAME, shown)


def _where_else(name: str, texts: str) -> str:
    """That so many texts have the words of `name`, and how to find them."""
    from shlex import join  # only after a failure

    words = name.split()
    which = "the word" if len(words) == 1 else "these words"
    dashes = "-- " if words[0].startswith("-") else ""
    subject = "1 text has" if texts == "1" else f"{texts.capitalize()} texts have"
    return f"{subject} {which}: medtui search {dashes}{join(words)}"


# Monographs -------------------------------------------------------------------------------------------


class NamedMonograph(NamedTuple):
    """A monograph that the user has named. schema: that of its library."""

    loaded: LoadedMonograph
    schema: Schema


def load_monograph(entry: Entry, schema: Schema) -> LoadedMonograph:
    """Read the file. Raises CommandError (FAILURE) when it cannot be read."""
    try:
        return load(entry, schema)
    except UnreadableFile as error:
        raise CommandError(str(error), FAILURE) from error


def named_monograph(
    listing: Listing, name: str, section: str | None, texts_with: Callable[[str], str] = lambda _: ""
) -> tuple[LoadedMonograph, Tab]:
    """The monograph of that name, and its tab for the section; standard error says where it is called otherwise.

    texts_with: as for `choose_entry`. Raises CommandError.
    """
    name, section = name_and_section(listing, name, section)
    entry = choose_entry(listing, name, texts_with)
    schema = new_schemas().of(entry.source)
    loaded = load_monograph(entry, schema)
    tab = tab_to_show(loaded.monograph, schema, section)
    _say_other_name(entry, name)
    for sentence, *others in filter(None, [other_labels(listing, name)]):
        output.complain(sentence, others)
    return loaded, tab


def named_monographs(listing: Listing, names: Sequence[str]) -> list[NamedMonograph]:
    """The monographs of those names, in that order; standard error says where one is called otherwise.

    Raises CommandError, also when two of the names mean the same monograph.
    """
    from medtui.library.names.folding import fold  # as above

    chosen: dict[str, tuple[str, Entry]] = {}
    for name in names:
        entry = choose_entry(listing, name)
        if entry.id in chosen:
            first = chosen[entry.id][0]
            how = (
                f"{entry.title} is named twice"
                if fold(first) == fold(name)
                else f"“{first}” and “{name}” are the same monograph, {entry.title}"
            )
            raise CommandError(f"{how}. Name each drug once.", USAGE)
        chosen[entry.id] = name, entry
    schemas = new_schemas()
    monographs = []
    for _, entry in chosen.values():
        schema = schemas.of(entry.source)
        monographs.append(NamedMonograph(load_monograph(entry, schema), schema))
    for name, entry in chosen.values():
        _say_other_name(entry, name)
    return monographs


def _say_other_name(entry: Entry, name: str) -> None:
    if sentence := other_name(entry, name):
        output.complain(sentence)


def new_schemas() -> Schemas:
    """The sections of the libraries; what is wrong with one is said once, on standard error."""
    return Schemas(lambda library, problem: output.complain(f"{library.name}: {problem.message}"))


# Sections ---------------------------------------------------------------------------------------------


def tab_to_show(monograph: Monograph, schema: Schema, words: str | None) -> Tab:
    """The tab that `words` mean, All for None.

    Where only a heading or a row inside another section says that name, the tab that it stands in. Raises
    CommandError: FAILURE for a section that the monograph lacks, USAGE for one that nobody knows.
    """
    from medtui.presentation.tabs import ALL, tab_for, tabs  # brings YAML, which the first frame needs not
    from medtui.reading.passages import passage_under

    row = tabs(monograph, schema)
    if words is None:
        return tab_for(row, ALL)
    tab = _find_tab(row, words, schema)
    if tab is not None and tab.present:
        return tab
    spec = schema.find(words)
    name = spec.name if spec else tab.section if tab else ""
    if name and (passage := passage_under(monograph, name, schema)):
        return tab_for(row, passage.part.section)
    title = tab.title if tab else spec.title if spec else ""
    if title:
        raise CommandError(f"{monograph.title} has no {title} section. {_what_there_is(row)}", FAILURE)
    raise CommandError(f"{monograph.title} has no section called “{words}”. {_what_there_is(row)}", USAGE)


def section_to_open(listing: Listing, entry: Entry | None, words: str) -> str:
    """The name of the section that the app is to open, there or not: its tab says when it is missing.

    Raises CommandError (USAGE) for a section that neither the monograph nor its library knows; without an
    entry, one that none of the libraries knows.
    """
    from medtui.presentation.tabs import tabs  # as above

    schemas = new_schemas()
    known: dict[str, None] = {}
    for library in [entry.source] if entry else listing.libraries:
        schema = schemas.of(library)
        row = tabs(_monograph(entry, schema), schema)
        tab, spec = _find_tab(row, words, schema), schema.find(words)
        if tab or spec:
            return tab.section if tab else spec.name if spec else ""
        known |= dict.fromkeys([tab.section for tab in row] + [spec.name for spec in schema.sections])
    raise CommandError(f"There is no section called “{words}”. There are: {', '.join(known)}.", USAGE)


def _monograph(entry: Entry | None, schema: Schema) -> Monograph:
    from medtui.monograph import Monograph  # brings dataclasses, which many a command needs not

    if entry is not None:
        with suppress(UnreadableFile):  # the app says why
            return load(entry, schema).monograph
    return Monograph("", (), (), ())


def _find_tab(row: tuple[Tab, ...], words: str, schema: Schema) -> Tab | None:
    from medtui.presentation.tabs import ALL, find_tab  # as above

    found = find_tab(row, words, schema)
    if found is None and words in (ALL, "0") and len(row) == 1:
        return row[0]  # a file without sections shows everything in its one tab
    return found


def _what_there_is(row: Iterable[Tab]) -> str:
    names = [tab.section for tab in row if tab.present and tab.key != "0"]
    return f"It has: {', '.join(names)}." if names else "It is empty."

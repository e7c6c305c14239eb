"""`medtui --plain`: search and read in lines, for a screen reader, a braille line, a pipe or a dumb terminal.

Everything is said in words, one thing under the other: no colour, no drawing, no movement of the cursor.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import redirect_stderr

from medtui.commands import output
from medtui.commands.cli_search import CliAnswer, answer_to, answered, look_alikes, not_searched
from medtui.commands.declaration import Request
from medtui.commands.exit_codes import FAILURE, INTERRUPTED, OK, CommandError
from medtui.commands.name_resolution import Schemas, choose_entry, load_monograph, other_name, sources_of
from medtui.commands.plain.finding import Passing
from medtui.commands.plain.input import Input, steady_complaints
from medtui.commands.plain.numbered_sections import WHOLE_TEXT, Numbered, NumberedMonograph
from medtui.commands.plain.results import Batches, FoundBatches, LookAlikes, PlainResults
from medtui.commands.plain.spoken import wrapped
from medtui.commands.plain.typed_commands import Act, TypedLine, help_lines, understood
from medtui.commands.sections import section_to_open
from medtui.library import Entry
from medtui.library.catalogue.listing import Listing, catalogue_listing
from medtui.presentation.disclaimer import STANDARD
from medtui.safe_text import safe_line

_MOST_PLACES_BEFORE = 10


def run(request: Request) -> int:
    """Hold the session on standard input and output. Returns the exit code: OK, or INTERRUPTED by Ctrl+C.

    Raises CommandError where it cannot begin: no such library or section, no input. Later errors are said, and
    the session goes on.
    """
    try:
        with steady_complaints():
            return _Session(request).hold()
    except KeyboardInterrupt:
        output.write("\n")  # the shell's prompt is to begin a line
        output.flush()
        return INTERRUPTED


class _Session:
    """Where the user is, and what each line does there.

    _place: the list or monograph that a number chooses from; None where nothing is open. _before: the places
    that `back` leads to, the last of them first reached.
    """

    def __init__(self, request: Request) -> None:
        self._request = request
        self._sources = sources_of(request)
        self._schemas = Schemas()
        self._section = ""
        self._place: PlainResults | NumberedMonograph | None = None
        self._before: list[PlainResults | NumberedMonograph] = []
        self._passings: Batches[Passing] | None = None
        self._found = ""
        self._listing: Listing | None = None
        self._input = Input()

    def hold(self) -> int:
        """Ask and answer until the user leaves. Raises CommandError when nothing can be written or read."""
        self._begin(self._read_libraries())
        while (text := self._ask()) is not None:
            line = understood(text)
            if line.act is Act.QUIT:
                break
            try:
                self._acts[line.act](self, line)
            except CommandError as error:
                self._say(str(error), *error.choices)
        return OK

    # Beginning --------------------------------------------------------------------------------------

    def _read_libraries(self) -> Listing:
        kept = catalogue_listing(self._sources)
        if kept is None:
            self._say("Reading the library for the first time. This can take some seconds.")
            output.flush()
        else:
            kept.close()
        return answered(self._sources, self._newest)

    def _answer(self, words: str) -> CliAnswer:
        """What the libraries as they are now have for these words. Raises CommandError."""

        def make(listing: Listing) -> CliAnswer:
            return answer_to(words, None, self._newest(listing), self._schemas)

        if all(source.shelf.folder for source in self._sources):
            return answered(self._sources, make)
        with redirect_stderr(None):  # that the catalogue is kept in memory has been said at the beginning
            return answered(self._sources, make)

    def _newest(self, listing: Listing) -> Listing:
        """That listing, or the one at hand where nothing has changed since: what its index has found out stays."""
        if self._listing is None or _edition(self._listing) != _edition(listing):
            self._listing = listing
        return self._listing

    def _begin(self, listing: Listing) -> None:
        """Say what this is, and open or look for what the request names. Raises CommandError for a section that
        nobody knows."""
        name, section = self._request.name, self._request.section
        entry = None
        if name:
            try:
                entry = choose_entry(listing, name)
            except CommandError:
                entry = None  # a search says what there is instead
        if section is not None:
            self._section = section_to_open(listing, entry, section)
        total = len(listing.entries)
        libraries = ", ".join(library.name for library in listing.libraries)
        self._say(f"medtui in plain lines. {total:,} monograph{'' if total == 1 else 's'} in {libraries}.", STANDARD)
        if told := not_searched(listing):
            self._say(told)
        self._say("Type help for the commands, quit to leave.")
        try:
            if entry is not None:
                if told := other_name(entry, name):
                    self._say(told)
                self._open(entry)
            elif name:
                self._search(TypedLine(Act.SEARCH, name))
        except CommandError as error:
            self._say(str(error), *error.choices)

    # The conversation -------------------------------------------------------------------------------

    def _ask(self) -> str | None:
        """The next line that is typed, after a prompt that says what is awaited; None at the end."""
        output.write(f"\n{wrapped(self._prompt(), output.width())} ")
        output.flush()
        return self._input.line()

    def _prompt(self) -> str:
        if isinstance(self._place, NumberedMonograph):
            more = ", more" if self._passings and self._passings.has_more else ""
            return f"Number of a section{more}, a drug, or words to find:"
        if self._place is not None:
            more = ", more" if self._place.has_more else ""
            return f"Number of a monograph{more}, a drug, or words to find:"
        return "Drug or words to find:"

    def _say(self, *sentences: str) -> None:
        for sentence in sentences:
            output.write(wrapped(sentence, output.width()) + "\n")

    def _go(self, place: PlainResults | NumberedMonograph | None) -> None:
        """Be at another place; `back` leads to this one."""
        if self._place is not None:
            self._before = [*self._before, self._place][-_MOST_PLACES_BEFORE:]
        self._place, self._passings = place, None

    # Searching --------------------------------------------------------------------------------------

    def _search(self, line: TypedLine) -> None:
        answer = self._answer(line.words)
        place: PlainResults | None = FoundBatches(answer, self._schemas) if answer.places else None
        if place is None and (near := look_alikes(answer)):
            place = LookAlikes(near, self._schemas)
        if place is None:
            self._say("Nothing was found.")
        else:
            self._go(place)
            output.write(place.text(output.width()) + "\n")
        if not answer.places and (told := not_searched(answer.listing)):
            self._say(told)

    def _more(self, _: TypedLine) -> None:
        if isinstance(self._place, PlainResults):
            self._place.advance()
            output.write(self._place.text(output.width()) + "\n")
        elif self._passings is not None:
            self._passings.advance()
            self._tell_passings()
        else:
            self._say("There is no list that goes on.")

    def _choose(self, line: TypedLine) -> None:
        if isinstance(self._place, PlainResults):
            self._open(self._place.entry(line.number))
        elif isinstance(self._place, NumberedMonograph):
            self._show(self._place, lambda monograph: monograph.numbered_as(line.number))
        else:
            self._say("There is no list to choose from. To search for a number, write search before it.")

    def _new_search(self, _: TypedLine) -> None:
        self._go(None)

    def _back(self, _: TypedLine) -> None:
        if not self._before:
            self._say("There is nothing to go back to.")
            return
        self._place, self._passings = self._before.pop(), None
        width = output.width()
        if isinstance(self._place, NumberedMonograph):
            output.write(self._place.contents(width) + "\n")
        else:
            output.write(self._place.text(width) + "\n")

    # Reading ----------------------------------------------------------------------------------------

    def _open(self, entry: Entry) -> None:
        schema = self._schemas.of(entry.source)
        monograph = NumberedMonograph(load_monograph(entry, schema), schema)
        self._go(monograph)
        width = output.width()
        output.write(monograph.opening(width) + "\n")
        section = monograph.named(self._section) if self._section else None
        if section is not None:
            if told := monograph.alerts(width):
                output.write(told + "\n")
            self._show(monograph, lambda _: section)
            return
        if self._section:
            self._say(f"This monograph has no section {self._section.replace('_', ' ')}.")
        output.write(monograph.contents(width) + "\n")

    def _monograph(self) -> NumberedMonograph:
        """The open one. Raises CommandError where none is."""
        if isinstance(self._place, NumberedMonograph):
            return self._place
        raise CommandError("No monograph is open. Search for a drug, and choose one by its number.", FAILURE)

    def _show(self, monograph: NumberedMonograph, which: Callable[[NumberedMonograph], Numbered]) -> None:
        """Write a section, by the file as it is now."""
        self._renew(monograph)
        output.write(monograph.text(which(monograph), output.width()) + "\n")

    def _renew(self, monograph: NumberedMonograph) -> None:
        """Take what the file says now, and say where it says something else than before."""
        if told := monograph.renewed():
            self._passings = None  # they were found in what it said before
            self._say(told)

    def _sections(self, _: TypedLine) -> None:
        monograph = self._monograph()
        self._renew(monograph)
        output.write(monograph.contents(output.width()) + "\n")

    def _all(self, _: TypedLine) -> None:
        self._show(self._monograph(), lambda monograph: monograph.numbered_as(WHOLE_TEXT))

    def _next(self, _: TypedLine) -> None:
        self._show(self._monograph(), lambda monograph: monograph.beside(1))

    def _previous(self, _: TypedLine) -> None:
        self._show(self._monograph(), lambda monograph: monograph.beside(-1))

    def _find(self, line: TypedLine) -> None:
        if not isinstance(self._place, NumberedMonograph) and line.words:
            self._search(line)  # what else could be meant
            return
        monograph = self._monograph()
        self._renew(monograph)
        found = monograph.find(line.words)
        if not found:
            self._passings = None
            self._say(
                f"Not found in the monograph of {monograph.title}: “{safe_line(line.words)}”. "
                "It may still matter: only these words were looked for."
            )
            return
        hits, places = sum(each.hits for each in found), len(found)
        self._found = (
            f"{hits:,} match{'' if hits == 1 else 'es'} in {places:,} place{'' if places == 1 else 's'} "
            f"of {monograph.title}"
        )
        self._passings = Batches(found)
        self._tell_passings()

    def _tell_passings(self) -> None:
        monograph, passings, width = self._monograph(), self._passings, output.width()
        if passings is not None:
            self._say(f"{self._found}{passings.which()}:")
            output.write(monograph.found_text(passings.shown, width) + "\n")

    def _disclaimer(self, _: TypedLine) -> None:
        if isinstance(self._place, NumberedMonograph):
            output.write(self._place.disclaimer(output.width()) + "\n")
        else:
            self._say(STANDARD)

    def _help(self, _: TypedLine) -> None:
        self._say(*help_lines(self._standard_numbers()))

    def _standard_numbers(self) -> str:
        """The numbers of the sections that every monograph has, where they are the same in all libraries."""
        libraries = self._listing.libraries if self._listing else ()
        rows = {self._schemas.of(library).standard for library in libraries}
        if len(rows) != 1:
            return ""
        return "".join(f", {number} {safe_line(spec.label)}" for number, spec in enumerate(rows.pop(), start=1))

    _acts: Mapping[Act, Callable[[_Session, TypedLine], None]] = {
        Act.CHOOSE: _choose,
        Act.SEARCH: _search,
        Act.MORE: _more,
        Act.SECTIONS: _sections,
        Act.ALL: _all,
        Act.NEXT: _next,
        Act.PREVIOUS: _previous,
        Act.FIND: _find,
        Act.BACK: _back,
        Act.DRUG: _new_search,
        Act.DISCLAIMER: _disclaimer,
        Act.HELP: _help,
    }


def _edition(listing: Listing) -> tuple[object, ...]:
    return tuple(kept and kept.about for kept in listing.kept)

"""`medtui --plain`: search and read in lines, for a screen reader, a braille line, a pipe or a dumb terminal.

Everything is said in words, one thing under the other: no colour, no drawing, no movement of the cursor.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import nullcontext, redirect_stderr, suppress
from typing import NamedTuple, TypeVar

from medtui.commands import output
from medtui.commands.declaration import Request
from medtui.commands.exit_codes import FAILURE, INTERRUPTED, OK, CommandError
from medtui.commands.name_resolution import (
    choose_entry,
    load_monograph,
    name_and_section,
    new_schemas,
    other_labels,
    other_name,
    section_to_open,
    sources_of,
)
from medtui.commands.plain.results import LookAlikes, SearchResults
from medtui.commands.plain.spoken_blocks import sentences
from medtui.commands.plain.spoken_monograph import WHOLE_TEXT, NumberedSection, Occurrences, SpokenMonograph
from medtui.commands.plain.typed_lines import typed_lines
from medtui.commands.search_command import CliAnswer, answer_query, look_alikes, not_searched, with_current_listing
from medtui.library.catalogue.listing import Listing, catalogue_listing
from medtui.library.entry import ABOUT_BRANDS, Entry
from medtui.presentation.disclaimer import STANDARD
from medtui.safe_text import safe_line

_T = TypeVar("_T")

_IS_QUERY = re.compile(r"[\":*]|(?:^|\s)-|^\s*\Z")
"""What no name has, but a query: `paracetamol -caffeine` names no combination."""
_MOST_BEFORE = 10
_MOST_DIGITS = 10
"""A number of so many digits is larger than any list; int() takes time for thousands of them."""


def run(request: Request) -> int:
    """Hold the session on standard input and output. Returns the exit code: OK, or INTERRUPTED by Ctrl+C.

    Raises CommandError where it cannot begin: no such library or section, no input. Later errors are said, and
    the session goes on.
    """
    try:
        with output.each_complaint_once():
            return PlainSession(request).hold()
    except KeyboardInterrupt:
        output.write("\n")  # the shell's prompt is to begin a line
        output.flush()
        return INTERRUPTED


class PlainSession:
    """Where the user is, and what each line does there.

    _place: the list or monograph that a number chooses from; None where nothing is open. _before: the places
    that `back` leads to, the last of them first reached. _occurrences: what `find` has found in the open monograph.
    """

    def __init__(self, request: Request) -> None:
        self._request = request
        self._sources, self._schemas = sources_of(request), new_schemas()
        self._section = ""
        self._place: SearchResults | LookAlikes | SpokenMonograph | None = None
        self._before: list[SearchResults | LookAlikes | SpokenMonograph] = []
        self._occurrences: Occurrences | None = None
        self._listing: Listing | None = None
        self._lines = typed_lines()
        self._is_over = False

    def hold(self) -> int:
        """Ask and answer until the user leaves. Raises CommandError when nothing can be written or read."""
        self._begin(self._read_libraries())
        while not self._is_over:
            self._prompt()
            if (line := next(self._lines, None)) is None:
                break
            command, words = understood(line)
            self._attempt(command.run, self, words)
        return OK

    def _attempt(self, act: Callable[..., None], *arguments: object) -> None:
        """Do it, or say why it cannot be done."""
        try:
            act(*arguments)
        except CommandError as error:
            self._say(str(error), *error.choices)

    def _prompt(self) -> None:
        """Say what is awaited."""
        prompt = "Drug or words to find:"
        if self._place is not None:
            what = "section" if isinstance(self._place, SpokenMonograph) else "monograph"
            more = ", more" if (shown := self._shown_list) and shown.has_more else ""
            prompt = f"Number of a {what}{more}, a drug, or words to find:"
        output.write(f"\n{sentences(prompt)} ")
        output.flush()

    def _say(self, *texts: str) -> None:
        if texts:
            self._write(sentences(*texts))

    def _write(self, text: str) -> None:
        output.write(text + "\n")

    # Beginning --------------------------------------------------------------------------------------

    def _read_libraries(self) -> Listing:
        before = catalogue_listing(self._sources)
        if before is None:
            self._say("Reading the library for the first time. This can take some seconds.")
            output.flush()
        else:
            before.close()
        return with_current_listing(self._sources, self._newest)

    def _newest(self, listing: Listing) -> Listing:
        """That listing, or the one at hand where nothing has changed since: what its index has found out stays."""
        if self._listing is None or _edition(self._listing) != _edition(listing):
            self._listing = listing
        return self._listing

    def _begin(self, listing: Listing) -> None:
        """Say what this is, and open or look for what the request names. Raises CommandError for an unknown section."""
        name, section = self._request.name, self._request.section
        entry, number = None, None
        if name and section is None:
            name, number = name_and_section(listing, name)
        if name:
            with suppress(CommandError):  # a search says what there is instead
                entry = choose_entry(listing, name)
        if section is not None:
            self._section = section_to_open(listing, entry, section)
        total = len(listing.entries)
        libraries = ", ".join(library.name for library in listing.libraries)
        self._say(f"medtui in plain lines. {total:,} monograph{'' if total == 1 else 's'} in {libraries}.", STANDARD)
        self._say(*filter(None, [not_searched(listing)]), "Type help for the commands, quit to leave.")
        if entry is not None:
            self._say(*filter(None, [other_name(entry, name)]), *other_labels(listing, name))
            self._attempt(self._open, entry, number)
        elif name:
            self._attempt(self._search, name)

    # Searching --------------------------------------------------------------------------------------

    def _open_or_search(self, words: str) -> None:
        """A name opens its monograph, and a number after it that section; other words are searched for."""
        entry, name, number = None, words, None
        if not _IS_QUERY.search(words):
            listing = self._with_libraries(self._newest)
            name, number = name_and_section(listing, words)
            with suppress(CommandError):  # no name, or one of several monographs: a search lists what there is
                entry = choose_entry(listing, name)
        if entry is None:
            self._search(words)
            return
        self._say(*filter(None, [other_name(entry, name)]), *other_labels(listing, name))
        self._open(entry, number)
        self._say(f"To find where others name it, type search {safe_line(name)}.")

    def _search(self, words: str) -> None:
        if not words:  # the next line says what to look for
            self._go(None)
            return
        answer = self._answer(words)
        if answer.places:
            self._go(SearchResults(answer, self._schemas))
            self._write_list()
            return
        if near := look_alikes(answer):
            self._go(LookAlikes(near, self._schemas))
            self._write_list()
        nothing = [] if near else ["Nothing was found.", ABOUT_BRANDS if answer.query.plain_words else ""]
        self._say(*filter(None, [*nothing, not_searched(answer.listing)]))

    def _answer(self, words: str) -> CliAnswer:
        """What the libraries as they are now have for these words. Raises CommandError."""
        return self._with_libraries(lambda listing: answer_query(words, None, self._newest(listing), self._schemas))

    def _with_libraries(self, use: Callable[[Listing], _T]) -> _T:
        """What `use` makes of the libraries as they are now. Raises CommandError."""
        is_cached = all(source.storage.folder for source in self._sources)
        with nullcontext() if is_cached else redirect_stderr(None):  # that it is not, has been said at the beginning
            return with_current_listing(self._sources, use)

    @property
    def _shown_list(self) -> SearchResults | LookAlikes | Occurrences | None:
        """The list that `more` goes on with."""
        return self._occurrences if isinstance(self._place, SpokenMonograph) else self._place

    def _write_list(self) -> None:
        if (shown := self._shown_list) is not None:
            self._write(shown.text())

    def _more(self, _: str) -> None:
        if (shown := self._shown_list) is None:
            raise CommandError("There is no list that goes on.", FAILURE)
        shown.advance()
        self._write_list()

    def _choose(self, digits: str) -> None:
        number = int(digits)
        if isinstance(self._place, SpokenMonograph):
            self._show(lambda monograph: monograph.section(number))
        elif self._place is not None:
            self._open(self._place.entry(number))
        else:
            self._say("There is no list to choose from. To search for a number, write search before it.")

    def _back(self, _: str) -> None:
        if not self._before:
            raise CommandError("There is nothing to go back to.", FAILURE)
        place = self._before.pop()
        self._place, self._occurrences = place, None
        self._write(place.contents() if isinstance(place, SpokenMonograph) else place.text())

    def _go(self, place: SearchResults | LookAlikes | SpokenMonograph | None) -> None:
        """Be at another place; `back` leads to this one."""
        if self._place is not None:
            self._before = [*self._before, self._place][-_MOST_BEFORE:]
        self._place, self._occurrences = place, None

    # Reading ----------------------------------------------------------------------------------------

    def _open(self, entry: Entry, number: str | None = None) -> None:
        schema = self._schemas.of(entry.source)
        monograph = SpokenMonograph(load_monograph(entry, schema), schema)
        self._go(monograph)
        self._write(monograph.opening())
        section = monograph.section_named(self._section) if self._section else None
        if number:
            section = monograph.section(int(number))
        if section is not None:
            self._say(*monograph.alerts())
            self._show(lambda _: section)
            return
        if self._section:
            self._say(f"This monograph has no section {self._section.replace('_', ' ')}.")
        self._write(monograph.contents())

    def _monograph(self) -> SpokenMonograph:
        """The open one, as its file is now. Raises CommandError where none is."""
        if not isinstance(self._place, SpokenMonograph):
            raise CommandError("No monograph is open. Search for a drug, and choose one by its number.", FAILURE)
        if change := self._place.refresh():
            self._occurrences = None  # it was found in what the file said before
            self._say(change)
        return self._place

    def _show(self, which: Callable[[SpokenMonograph], NumberedSection]) -> None:
        monograph = self._monograph()
        self._write(monograph.text(which(monograph)))

    def _sections(self, _: str) -> None:
        self._write(self._monograph().contents())

    def _whole(self, _: str) -> None:
        self._show(lambda monograph: monograph.section(WHOLE_TEXT))

    def _next(self, _: str) -> None:
        self._show(lambda monograph: monograph.section_beside(1))

    def _previous(self, _: str) -> None:
        self._show(lambda monograph: monograph.section_beside(-1))

    def _find(self, words: str) -> None:
        if words and not isinstance(self._place, SpokenMonograph):  # what else could be meant
            self._search(words)
            return
        monograph = self._monograph()
        found = monograph.find(words)
        self._occurrences = found if found.items else None
        if self._occurrences is None:
            self._say(
                f"Not found in the monograph of {monograph.title}: “{words}”. "
                "It may still matter: only these words were looked for."
            )
        self._write_list()

    # Help -------------------------------------------------------------------------------------------

    def _disclaimer(self, _: str) -> None:
        self._write(self._place.disclaimer() if isinstance(self._place, SpokenMonograph) else sentences(STANDARD))

    def _help(self, _: str) -> None:
        commands = [
            f"{' or '.join(each.called)}{f' {each.takes}' if each.takes else ''}: {each.help}" for each in COMMANDS
        ]
        self._say(
            "Type a drug's whole name to open its monograph, or words to look for in all monographs. Section and word, "
            "as dosage:renal, and words in quotes can be searched too.",
            "A number chooses from a list of results, or opens a section of the open monograph: 0 is the whole text"
            f"{self._standard_numbers()}. After a drug's name it opens that section of it.",
            "A drug's name or words, typed in a monograph, leave it for another one or a new search.",
            "The commands:",
            *commands,
            "A number or a command is never searched for as it stands. To search for one, put it in quotes, or write "
            "search before it: search more.",
        )

    def _standard_numbers(self) -> str:
        """The numbers of the sections that every monograph has, where they are the same in all libraries."""
        libraries = self._listing.libraries if self._listing else ()
        rows = {self._schemas.of(library).standard for library in libraries}
        if len(rows) != 1:
            return ""
        return "".join(f", {number} {safe_line(spec.label)}" for number, spec in enumerate(rows.pop(), start=1))

    def _leave(self, _: str) -> None:
        self._is_over = True


def _edition(listing: Listing) -> tuple[object, ...]:
    return tuple(names.edition if names is not None else None for names in listing.catalogues)


# What can be typed ------------------------------------------------------------------------------------


class PlainCommand(NamedTuple):
    """called: what can be typed for it. help: what it does, as a sentence. run: takes the words after the command.
    takes: what stands for them in the help, empty where there can be none."""

    called: tuple[str, ...]
    help: str
    run: Callable[[PlainSession, str], None]
    takes: str = ""


_CHOOSE = PlainCommand((), "", PlainSession._choose)
_OPEN_OR_SEARCH = PlainCommand((), "", PlainSession._open_or_search)
_SEARCH = PlainCommand(
    ("search",), "search for these words, also where they are a command or a number.", PlainSession._search, "WORDS"
)
_DRUG = PlainCommand(
    ("drug",),
    "leave the monograph or list, for a new search. An empty line does the same.",
    lambda session, _: session._search(""),
)

COMMANDS = (
    PlainCommand(("more",), "the next ones of a list.", PlainSession._more),
    PlainCommand(("sections",), "the sections of the open monograph, with their numbers.", PlainSession._sections),
    PlainCommand(("all",), "the whole text, as 0 does.", PlainSession._whole),
    PlainCommand(("next",), "the next section.", PlainSession._next),
    PlainCommand(("previous",), "the section before.", PlainSession._previous),
    PlainCommand(
        ("find",), "where in the open monograph one of these words stands.", PlainSession._find, takes="WORDS"
    ),
    PlainCommand(("back",), "back to the list or monograph before.", PlainSession._back),
    _DRUG,
    _SEARCH,
    PlainCommand(("disclaimer",), "the disclaimer of the open monograph.", PlainSession._disclaimer),
    PlainCommand(("help", "?"), "this help.", PlainSession._help),
    PlainCommand(("quit", "q", "exit"), "leave medtui. The end of the input does the same.", PlainSession._leave),
)


def understood(line: str) -> tuple[PlainCommand, str]:
    """What a line asks for, and the words for it. Whatever is no command and no number is to be searched for."""
    text = line.strip()
    digits = text.rstrip(".")  # as the lists write it: `3.`
    if digits.isascii() and digits.isdecimal():
        return _CHOOSE, digits.lstrip("0")[:_MOST_DIGITS] or "0"
    word, *others = text.split(None, 1) or _DRUG.called
    words = "".join(others)
    for command in COMMANDS:
        if word.casefold() in command.called and (command.takes or not words):
            return command, words
    return _OPEN_OR_SEARCH, text

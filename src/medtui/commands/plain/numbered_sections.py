"""The monograph that is open in a plain session: its numbered sections as text for reading aloud."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from medtui.commands.exit_codes import USAGE, CommandError
from medtui.commands.name_resolution import load_monograph
from medtui.commands.plain.finding import Passing, passings, passings_text
from medtui.commands.plain.spoken import spoken_page, wrapped
from medtui.library import LoadedMonograph, changed
from medtui.library.names.folding import fold
from medtui.library.query.matcher import Matcher, Wanted
from medtui.presentation.monograph_text import disclaimer_passages, ends_with_disclaimer, remarks
from medtui.presentation.page import page, page_text
from medtui.presentation.source_line import source_line
from medtui.presentation.tabs import ALL, Tab, parts_of, tabs
from medtui.reading.reader import WHOLE
from medtui.reading.schema import Schema
from medtui.safe_text import safe_line

WHOLE_TEXT = 0
"""The number of the whole text in every monograph."""


class Numbered(NamedTuple):
    """A section and the number that opens it."""

    number: int
    tab: Tab

    @property
    def label(self) -> str:
        """What it is called in lists, safe to show."""
        return "Whole text" if self.tab.section in (ALL, WHOLE.name) else safe_line(self.tab.label)


class NumberedMonograph:
    """A monograph and where in it the reader is.

    Its text is what the file says now: before anything is shown, the file is looked at again.
    """

    def __init__(self, loaded: LoadedMonograph, schema: Schema) -> None:
        self._schema = schema
        self._take(loaded)
        self._at: str | None = None

    def _take(self, loaded: LoadedMonograph) -> None:
        self.loaded = loaded
        self.sections = numbered(tabs(loaded.monograph, self._schema))

    @property
    def title(self) -> str:
        """The drug's name, safe to show."""
        return safe_line(self.loaded.monograph.title)

    def renewed(self) -> str:
        """Read the file again where it has changed. Returns what is to be said of that, or nothing.

        Raises CommandError when it cannot be read any more.
        """
        match changed(self.loaded):
            case "changed":
                self._take(load_monograph(self.loaded.entry, self._schema))
                return "The file has changed in the meantime; this is what it says now."
            case "missing":
                return "The file is gone; this is what it said before."
        return ""

    # Choosing a section -----------------------------------------------------------------------------

    def numbered_as(self, number: int) -> Numbered:
        """The section of that number. Raises CommandError for one that there is not."""
        if len(self.sections) == 1 and number <= 9:
            return self.sections[0]  # every number leads to the only text there is, as in the app
        for section in self.sections:
            if section.number == number:
                return section
        last = max(section.number for section in self.sections)
        raise CommandError(
            f"There is no section with that number. The last one is {last}: type sections for a list.", USAGE
        )

    def named(self, name: str) -> Numbered | None:
        """The section of that canonical name; None where the monograph has no place for it."""
        if name == ALL or len(self.sections) == 1:
            return self.numbered_as(WHOLE_TEXT)
        return next((section for section in self.sections if section.tab.section == name), None)

    def beside(self, step: int) -> Numbered:
        """The next section that there is (step 1), or the one before (-1). Raises CommandError at the ends."""
        order = [section for section in self.sections if section.number != WHOLE_TEXT]
        names = [section.tab.section for section in order]
        at = names.index(self._at) if self._at in names else -1
        at += step
        while 0 <= at < len(order) and not order[at].tab.present:
            at += step
        if 0 <= at < len(order):
            return order[at]
        if not order:
            raise CommandError("This monograph has no sections, only its whole text: type 0.", USAGE)
        end = "last" if step > 0 else "first"
        raise CommandError(f"That was the {end} section.", USAGE)

    # Text -------------------------------------------------------------------------------------------

    def opening(self, width: int) -> str:
        """The drug's name, and what is wrong with the file."""
        lines = (self.title, *remarks(self.loaded.monograph))
        return "\n".join(wrapped(line, width) for line in lines)

    def alerts(self, width: int) -> str:
        """Which sections are to be read before any other; empty for nearly all monographs."""
        alerts = (section for section in self.sections if section.tab.alert)
        lines = (f"This monograph has a warning to be read first: {each.number}. {each.label}." for each in alerts)
        return "\n".join(wrapped(line, width) for line in lines)

    def contents(self, width: int) -> str:
        """The sections with their numbers, in the order in which they are read."""
        alone = len(self.sections) == 1
        lines = ["This monograph has no sections, only its whole text:" if alone else f"Sections of {self.title}:"]
        # The whole text first: its number is the smallest.
        for section in sorted(self.sections, key=lambda each: each.number != WHOLE_TEXT):
            missing = "" if section.tab.present else ", missing"
            first = ", to be read first" if section.tab.alert else ""
            lines.append(f"{section.number}. {section.label}{missing}{first}")
        return "\n".join(wrapped(line, width) for line in lines)

    def text(self, section: Numbered, width: int) -> str:
        """A section under its name, above the disclaimer and the source. The reader is there from now on."""
        self._at = section.tab.section
        monograph = self.loaded.monograph
        parts = parts_of(monograph, section.tab)
        blocks = [
            wrapped(f"{self.title}, {self._called(section)}", width),
            page_text(spoken_page(page(monograph, section.tab)), width),
            self.closing(width) if not ends_with_disclaimer(parts) else self._source(width),
        ]
        return "\n\n".join(block for block in blocks if block)

    def _called(self, section: Numbered) -> str:
        if section.number == WHOLE_TEXT:
            return "whole text" if section.tab.section == ALL else "whole text, which has no sections"
        return f"section {section.number}, {section.label}"

    def closing(self, width: int) -> str:
        """The disclaimer in full, and the source."""
        return f"{self.disclaimer(width)}\n\n{self._source(width)}"

    def disclaimer(self, width: int) -> str:
        """The file's own words, or our notice where it has none."""
        return page_text(spoken_page(disclaimer_passages(self.loaded.monograph)), width)

    def _source(self, width: int) -> str:
        return wrapped(source_line(self.loaded), width)

    # Finding ----------------------------------------------------------------------------------------

    def find(self, text: str) -> Sequence[Passing]:
        """Where any of these words stands, each matched by its start, in the order of the sections.

        Raises CommandError where there is no word to find.
        """
        wanted = fold(text).split()
        if not wanted:
            raise CommandError("There is no word to find. Write the word after find: find renal.", USAGE)
        matcher = Matcher(Wanted((word,)) for word in wanted)
        found: list[Passing] = []
        for section in self.sections:
            if section.number != WHOLE_TEXT or len(self.sections) == 1:  # each of its lines is in another one too
                found += passings(section.number, page(self.loaded.monograph, section.tab), matcher)
        return found

    def found_text(self, found: Sequence[Passing], width: int) -> str:
        """These places under the names of their sections, above the disclaimer and the source."""
        blocks = []
        for section in self.sections:
            here = [each for each in found if each.section == section.number]
            if here:
                name = wrapped(f"In {self._called(section)}:", width)
                blocks.append(f"{name}\n{passings_text(here, width)}")
        return "\n\n".join([*blocks, self.closing(width)])


def numbered(row: Sequence[Tab]) -> tuple[Numbered, ...]:
    """The tabs with their numbers: the fixed ones of their keys, which go on beyond 9 here, and then those
    of the alerts, which have no key."""
    if len(row) == 1:
        return (Numbered(WHOLE_TEXT, row[0]),)
    usual = [tab for tab in row if tab.section != ALL and not tab.alert]
    alerts = [tab for tab in row if tab.alert]
    numbers = {tab.section: number for number, tab in enumerate([*usual, *alerts], start=1)}
    return tuple(Numbered(numbers.get(tab.section, WHOLE_TEXT), tab) for tab in row)

"""The monograph that is open in a plain session: its numbered sections as text for reading aloud, and finding in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from medtui.commands import output
from medtui.commands.exit_codes import USAGE, CommandError
from medtui.commands.name_resolution import load_monograph
from medtui.commands.plain.results import Batches
from medtui.commands.plain.spoken_blocks import sentences, spoken_groups, spoken_page
from medtui.library.loading import LoadedMonograph, changed
from medtui.library.names.folding import fold
from medtui.library.query.matcher import Matcher, Wanted
from medtui.presentation.layout import plain
from medtui.presentation.markdown.styled import DECORATION, Flow
from medtui.presentation.monograph_text import disclaimer_pieces, ends_with_disclaimer, remarks, source_line
from medtui.presentation.page import PagePiece, page, page_text
from medtui.presentation.tabs import ALL, Tab, parts_of, tabs
from medtui.reading.reader import WHOLE
from medtui.reading.schema import Schema
from medtui.safe_text import safe_line

WHOLE_TEXT = 0
"""The number of the whole text in every monograph."""

_HEADINGS = frozenset({"heading", "question", "warning"})


class NumberedSection(NamedTuple):
    """A section and the number that opens it."""

    number: int
    tab: Tab

    @property
    def label(self) -> str:
        """What it is called in lists, safe to show."""
        return "Whole text" if self.tab.section in (ALL, WHOLE.name) else safe_line(self.tab.label)


class SpokenMonograph:
    """A monograph and where in it the reader is.

    Its text is what the file says now: before anything is shown, the file is looked at again.
    """

    def __init__(self, loaded: LoadedMonograph, schema: Schema) -> None:
        self._schema = schema
        self._at = ""
        self._set(loaded)

    def _set(self, loaded: LoadedMonograph) -> None:
        self._loaded = loaded
        self._sections = numbered_sections(tabs(loaded.monograph, self._schema))
        self.title = safe_line(loaded.monograph.title)

    def refresh(self) -> str:
        """Read the file again where it has changed. Returns what is to be said of that, or nothing.

        Raises CommandError when it cannot be read any more.
        """
        match changed(self._loaded):
            case "changed":
                self._set(load_monograph(self._loaded.entry, self._schema))
                return "The file has changed in the meantime; this is what it says now."
            case "missing":
                return "The file is gone; this is what it said before."
        return ""

    # Choosing a section -----------------------------------------------------------------------------

    def section(self, number: int) -> NumberedSection:
        """The section of that number. Raises CommandError for one that there is not."""
        if len(self._sections) == 1 and number <= 9:
            return self._sections[0]  # every number leads to the only text there is, as in the app
        for section in self._sections:
            if section.number == number:
                return section
        last = max(section.number for section in self._sections)
        raise CommandError(
            f"There is no section with that number. The last one is {last}: type sections for a list.", USAGE
        )

    def section_named(self, name: str) -> NumberedSection | None:
        """The section of that canonical name; None where the monograph has no place for it."""
        if name == ALL or len(self._sections) == 1:
            return self.section(WHOLE_TEXT)
        return next((section for section in self._sections if section.tab.section == name), None)

    def section_beside(self, step: int) -> NumberedSection:
        """The next section that there is (step 1), or the one before (-1). Raises CommandError at the ends."""
        order = [section for section in self._sections if section.number != WHOLE_TEXT]
        names = [section.tab.section for section in order]
        at = (names.index(self._at) if self._at in names else -1) + step
        while 0 <= at < len(order) and not order[at].tab.present:
            at += step
        if 0 <= at < len(order):
            return order[at]
        if not order:
            raise CommandError("This monograph has no sections, only its whole text: type 0.", USAGE)
        raise CommandError(f"That was the {'last' if step > 0 else 'first'} section.", USAGE)

    # Text -------------------------------------------------------------------------------------------

    def opening(self) -> str:
        """The drug's name, and what is wrong with the file."""
        return sentences(self.title, *remarks(self._loaded.monograph))

    def alerts(self) -> list[str]:
        """Which sections are to be read before any other; none in nearly all monographs."""
        alerts = (section for section in self._sections if section.tab.alert)
        return [f"This monograph has a warning to be read first: {each.number}. {each.label}." for each in alerts]

    def contents(self) -> str:
        """The sections with their numbers, in the order in which they are read."""
        alone = len(self._sections) == 1
        lines = ["This monograph has no sections, only its whole text:" if alone else f"Sections of {self.title}:"]
        # The whole text first: its number is the smallest.
        for section in sorted(self._sections, key=lambda each: each.number != WHOLE_TEXT):
            missing = "" if section.tab.present else ", missing"
            first = ", to be read first" if section.tab.alert else ""
            lines.append(f"{section.number}. {section.label}{missing}{first}")
        return sentences(*lines)

    def text(self, section: NumberedSection) -> str:
        """A section under its name, above the disclaimer and the source. The reader is there from now on."""
        self._at = section.tab.section
        monograph = self._loaded.monograph
        whole = ends_with_disclaimer(parts_of(monograph, section.tab))
        blocks = [
            sentences(f"{self.title}, {_called(section)}"),
            page_text(spoken_page(page(monograph, section.tab)), output.width()),
            "" if whole else self.disclaimer(),
            sentences(source_line(self._loaded)),
        ]
        return "\n\n".join(block for block in blocks if block)

    def disclaimer(self) -> str:
        """The file's own words, or our notice where it has none."""
        return page_text(spoken_page(disclaimer_pieces(self._loaded.monograph)), output.width())

    # Finding ----------------------------------------------------------------------------------------

    def find(self, text: str) -> Occurrences:
        """Where any of these words stands, each matched by its start, in the order of the sections.

        Raises CommandError where there is no word to find.
        """
        wanted = fold(text).split()
        if not wanted:
            raise CommandError("There is no word to find. Write the word after find: find renal.", USAGE)
        matcher = Matcher(Wanted((word,)) for word in wanted)
        places: list[Occurrence] = []
        for section in self._sections:
            if section.number != WHOLE_TEXT or len(self._sections) == 1:  # each of its lines is in another one too
                places += find_occurrences(section, page(self._loaded.monograph, section.tab), matcher)
        return Occurrences(places, self)

    def closing(self) -> str:
        """The disclaimer in full, and the source."""
        return f"{self.disclaimer()}\n\n{sentences(source_line(self._loaded))}"


def numbered_sections(row: Sequence[Tab]) -> tuple[NumberedSection, ...]:
    """The tabs with their numbers: the fixed ones of their keys, which go on beyond 9 here, and then those
    of the alerts, which have no key."""
    if len(row) == 1:
        return (NumberedSection(WHOLE_TEXT, row[0]),)
    usual = [tab for tab in row if tab.section != ALL and not tab.alert]
    alerts = [tab for tab in row if tab.alert]
    numbers = {tab.section: number for number, tab in enumerate([*usual, *alerts], start=1)}
    return tuple(NumberedSection(numbers.get(tab.section, WHOLE_TEXT), tab) for tab in row)


def _called(section: NumberedSection) -> str:
    if section.number == WHOLE_TEXT:
        return "whole text" if section.tab.section == ALL else "whole text, which has no sections"
    return f"section {section.number}, {section.label}"


# Finding in it ----------------------------------------------------------------------------------------


class LineGroup(NamedTuple):
    """Lines that belong together. depth: how deep in headings and lists; 0 for a heading."""

    lines: tuple[Flow, ...]
    depth: int


class Occurrence(NamedTuple):
    """A place where something was found. above: what it depends on, the outermost first. hits: how often.

    `10 mg a day` says nothing without the line above it that says for whom: so a list item comes with the items
    and the line that it stands under, an answer with its question, a cell with its row.
    """

    section: NumberedSection
    above: tuple[LineGroup, ...]
    group: LineGroup
    hits: int


def find_occurrences(section: NumberedSection, pieces: Sequence[PagePiece], matcher: Matcher) -> Iterator[Occurrence]:
    """Where something is found on the page of a section, from top to bottom."""
    for piece in pieces:
        if piece.part is None:  # words of ours
            continue
        above: list[LineGroup] = []
        for lines in spoken_groups((*piece.head, *piece.body)):
            if all(not line.spans for line in lines):
                continue
            is_heading = any(span.style in _HEADINGS for span in lines[0].spans[:1])
            group = LineGroup(lines, 0 if is_heading else 1 + len(lines[0].rest))
            while above and above[-1].depth >= group.depth:
                above.pop()
            if hits := sum(len(matcher.hits(_file_words(line))) for line in lines):
                yield Occurrence(section, tuple(above), group, hits)
            if not any(span.style == "badge" for span in lines[0].spans):  # nothing depends on a table's row
                above.append(group)


def _file_words(line: Flow) -> str:
    """The file's own words in a line. What medtui says between them still parts them: after a column's title
    comes another cell."""
    return "".join(span.text if span.style not in DECORATION else " " for span in line.spans)


class Occurrences(Batches[Occurrence]):
    """What was found in an open monograph."""

    def __init__(self, places: Sequence[Occurrence], monograph: SpokenMonograph) -> None:
        super().__init__(places)
        self._monograph = monograph

    def text(self) -> str:
        """The count, and the places under the names of their sections, above the disclaimer and the source."""
        hits, places = sum(each.hits for each in self.items), len(self.items)
        count = f"{hits:,} match{'' if hits == 1 else 'es'} in {places:,} place{'' if places == 1 else 's'}"
        blocks = []
        for section in dict.fromkeys(each.section for each in self.shown):
            here = [each for each in self.shown if each.section == section]
            blocks.append(f"{sentences(f'In {_called(section)}:')}\n{_places_text(here)}")
        head = sentences(f"{count} of {self._monograph.title}{self.which()}:")
        return f"{head}\n" + "\n\n".join([*blocks, self._monograph.closing()])


def _places_text(places: Sequence[Occurrence]) -> str:
    """These places, each line once, an empty line between what does not go together."""
    written: set[int] = set()
    lines: list[str] = []
    last: LineGroup | None = None
    for place in places:
        new = [group for group in (*place.above, place.group) if id(group) not in written]
        if last and new and (new[0].depth <= 1 or len(last.lines) > 1):
            lines.append("")
        for group in new:
            lines.append(plain(group.lines, output.width()))
            written.add(id(group))
            last = group
    return "\n".join(lines)

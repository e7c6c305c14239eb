"""The rows of the list, each made when it is looked at: drugs by name, matches in the text, look-alike names; and for
an empty search box marked monographs and those read last above all the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, takewhile
from typing import TYPE_CHECKING, NamedTuple

from medtui.library.entry import ABOUT_BRANDS
from medtui.library.same_titles import difference
from medtui.presentation.markdown.styled import Span
from medtui.safe_text import safe_line
from medtui.tui.drug_list import NOWHERE
from medtui.tui.drug_rows import DrugRow, DrugRows
from medtui.tui.row_lines import Row

if TYPE_CHECKING:
    from medtui.desk.desk_contents import DeskContents
    from medtui.library.catalogue.listing import Listing
    from medtui.library.entry import Entry
    from medtui.library.names.name_index import NameMatches
    from medtui.library.query.matcher import Matcher
    from medtui.library.search.answers import RankedPassage
    from medtui.library.search.question import Question
    from medtui.library.search.text_search import TextHit, TextResults
    from medtui.monograph import Monograph
    from medtui.reading.passages import Passage
    from medtui.reading.schema import Schema

_BEFORE, _AFTER = 30, 60
"""Characters of a snippet around the match: about three lines of the list."""

_MOST_LOOKED_AT = 1000
MOST_RECENT = 10

_QUESTION_SIGN = re.compile(r"Q(?:uestion)?\s*\d*\s*[:.)]\s*", re.IGNORECASE)

_OUTSIDE_SECTIONS = ("title", "intro", "front_matter", "disclaimer")


class Target(NamedTuple):
    """What a row leads to. section and matcher: where the match in the text is (empty: outside the sections),
    and what marks it; None for a row by name.

    only_near: the name merely looks like what was typed, so it is opened only when the user says so.
    is_drug: the row stands for all labels of a drug, of which the entry is the first.
    start: the section to open it at, this time only; empty for the one that is chosen. passage: the one that answers.
    """

    entry: Entry
    section: str | None = None
    matcher: Matcher | None = None
    only_near: bool = False
    start: str = ""
    passage: Passage | None = None
    is_drug: bool = False


class TextMatches:
    """What the text search found for a query, and where in each monograph that is."""

    def __init__(
        self, question: Question, results: TextResults, entries: Sequence[Entry], schemas: dict[str, Schema]
    ) -> None:
        from medtui.library.search.answers import Locator

        self.results = results
        self._locator = Locator(results.question or question, results.weights, before=_BEFORE, after=_AFTER)
        self._entries = entries
        self._schemas = schemas
        self._ranked: dict[int, tuple[Monograph | None, Sequence[RankedPassage]]] = {}

    @property
    def has_words(self) -> bool:
        """Whether words are looked for in the texts, and not only a mark, a note, or what a monograph has."""
        return bool(self._locator.matcher())

    def count(self, number: int | None = None) -> str:
        """How many monographs there are, or this number of them, in words."""
        return f"{'more than ' if self.results.is_more else ''}{self.results.total if number is None else number:,}"

    def passage(self, hit: TextHit) -> tuple[Monograph | None, RankedPassage | None]:
        """The monograph of a hit, by its file as it is now, and the passage that answers."""
        found = self._ranked.get(hit.place)
        if found is None:
            from medtui.library.files import UnreadableFile
            from medtui.library.loading import load

            entry = self._entries[hit.place]
            try:
                loaded = load(entry, self._schemas[entry.library]).monograph
                found = loaded, self._locator.ranked(loaded, is_bound=hit.is_bound)
            except (UnreadableFile, KeyError):
                found = None, ()
            self._ranked[hit.place] = found
        monograph, ranked = found
        return monograph, ranked[hit.nth] if hit.nth < len(ranked) else None

    def row(self, hit: TextHit) -> Row:
        """The drug, the headings above the passage that answers, and a line of it."""
        entry, (monograph, ranked) = self._entries[hit.place], self.passage(hit)
        if monograph is None or ranked is None:
            return Row(entry.title)
        spans = (Span(text, "match" if is_hit else "") for text, is_hit in ranked.excerpt.runs() if text)
        return Row(entry.title, safe_line(ranked.why), tuple(spans), path=_headings_above(ranked.passage, monograph))

    def target(self, hit: TextHit) -> Target:
        """What the row of a hit leads to."""
        entry, (_, ranked) = self._entries[hit.place], self.passage(hit)
        if ranked is None:
            return Target(entry)
        section = ranked.passage.section
        matcher = self._locator.matcher(is_bound=hit.is_bound)
        return Target(entry, "" if section in _OUTSIDE_SECTIONS else section, matcher, passage=ranked.passage)


def _headings_above(passage: Passage, monograph: Monograph) -> tuple[str, ...]:
    """The headings above a passage as they are written, the outermost first: the drug in a file about several, the
    section and perhaps the question, then those inside it."""
    from medtui.reading.passages import plain_heading

    part, section = passage.part, monograph.section(passage.section)
    above = [plain_heading(part.drug), section.title if section else "", *passage.headings]
    if own := plain_heading(part.heading):
        if part.kind == "faq":
            above.append(_QUESTION_SIGN.sub("", own, count=1))
        elif section:
            above[1] = own
    return tuple(dict.fromkeys(safe_line(heading) for heading in above if heading))


class Offers(NamedTuple):
    """marked: in the user's order. recent: the newest first, with the section that was read."""

    marked: Sequence[Entry] = ()
    recent: Sequence[tuple[Entry, str]] = ()

    def __bool__(self) -> bool:
        return bool(self.marked or self.recent)


def offers_of(desk: DeskContents, listing: Listing) -> Offers:
    """Those of the desk's monographs that the open libraries have."""
    marked = [entry for mark in desk.marks if (entry := listing.with_id(mark.id))]
    recent: list[tuple[Entry, str]] = []
    for last_read in desk.last_reads:
        if len(recent) == MOST_RECENT:
            break
        if entry := listing.with_id(last_read.subject.id):
            recent.append((entry, last_read.section))
    return Offers(marked, recent)


class _Group(NamedTuple):
    """Rows under a heading, or under none. row and target: make those of a row of the group, counted from 0.
    places: those in the listing of what is found in texts. is_of_bound: it is passages of the drug that is asked about.
    """

    heading: str
    size: int
    row: Callable[[int], Row]
    target: Callable[[int], Target]
    places: Sequence[int] | None = None
    is_of_bound: bool = False

    @property
    def height(self) -> int:
        """Rows with the heading; an empty group has none."""
        return self.size and self.size + bool(self.heading)


class ListRows:
    """All drugs, below what is offered; or what was found: rows by name, then those in the text, then look-alikes.

    preselected: the row that the cursor goes to unasked: no name that only looks like what was typed."""

    def __init__(
        self,
        listing: Listing,
        names: NameMatches | None,
        text: TextMatches | None,
        near: Sequence[Entry],
        offers: Offers | None,
        question: Question | None,
        opened: Sequence[Entry] = (),
    ) -> None:
        """opened: drugs whose labels are to be seen, each by one of them."""
        places = range(len(listing.entries)) if question is None else names.indexes if names else ()
        named = DrugRows(listing, places, opened, are_found=question is not None)
        self.drugs = named.count
        marked = [Target(entry) for entry in offers.marked] if offers else []
        recent = [Target(entry, start=section) for entry, section in offers.recent] if offers else []
        offered = (
            _ready(f"Marked · {len(marked):,}", marked, _titles(marked, listing)),
            _ready("Read last", recent, _titles(recent, listing)),
        )
        by_name = _by_name(_heading_of_names(question, offers, self.drugs), listing, named, names, question)
        look_alikes = [Target(entry, only_near=True) for entry in near]
        answers = [group for group in _answers(listing, question, text) if group.size]
        if any(group.is_of_bound for group in answers):
            self._groups, named = answers, DrugRows(listing, (), (), are_found=True)
        elif question and question.is_clinical:
            self._groups = [*answers, by_name]
        else:
            self._groups = [*offered, by_name, *answers]
        self._named = named
        alike = _ready(f"No exact match. {ABOUT_BRANDS} Did you mean:", look_alikes, _look_alike_rows(near, listing))
        # Before what is said of other drugs: who mistyped one wants none of theirs.
        self._groups = [alike, *self._groups] if near else self._groups
        is_sure = question is None or _is_sure(question, text)
        self.preselected = 0 if is_sure and not near else NOWHERE
        self._size = sum(group.height for group in self._groups)
        self._first_named = sum(group.height for group in takewhile(lambda each: each is not by_name, self._groups))
        self._first_named += bool(by_name.heading)

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, index: int) -> Row:
        group, at = self._find(index)
        return group.row(at) if at >= 0 else Row(group.heading, is_heading=True)

    def target(self, index: int) -> Target | None:
        """What row `index` leads to; None for a heading, and where there is no such row."""
        if not 0 <= index < self._size:
            return None
        group, at = self._find(index)
        return group.target(at) if at >= 0 else None

    def row_of(self, place: int) -> int | None:
        """The row, among those by name, of the entry at that place in the listing."""
        row = self._named.row_of(place)
        return None if row is None else self._first_named + row

    def row_of_drug(self, place: int) -> int | None:
        """The row of the drug that has the label at that place, where one stands for all its labels."""
        row = self._named.row_of_drug(place)
        return None if row is None else self._first_named + row

    def text_row_of(self, place: int, section: str) -> int | None:
        """The row, among the first of those in the text, of the entry at that place in the listing; the one in that
        section where there are several."""
        first, found = 0, []
        for group in self._groups:
            if group.places is not None:
                hits = enumerate(islice(group.places, _MOST_LOOKED_AT), first + bool(group.heading))
                found += [row for row, other in hits if other == place]
            first += group.height
        return next((row for row in found if (t := self.target(row)) and t.section == section), next(iter(found), None))

    def _find(self, index: int) -> tuple[_Group, int]:
        """The group of row `index`, and which of its rows that is; -1 for its heading."""
        for group in self._groups:
            if index < group.height:
                return group, index - bool(group.heading)
            index -= group.height
        raise IndexError(index)


def _ready(heading: str, targets: Sequence[Target], rows: Sequence[Row]) -> _Group:
    return _Group(heading, len(targets), rows.__getitem__, targets.__getitem__)


def _heading_of_names(question: Question | None, offers: Offers | None, number: int) -> str:
    if question and question.binding and question.binding.is_ambiguous and question.drug:
        return f"{question.drug.typed} stands for several drugs:"
    return f"All drugs · {number:,}" if offers else ""


def _by_name(
    heading: str, listing: Listing, drugs: DrugRows, names: NameMatches | None, question: Question | None
) -> _Group:
    binding = question.binding if question else None

    def row(index: int) -> Row:
        drug = drugs[index]
        if drug.labels:
            return _of_labels(drug, listing)
        entry = listing.entries[drug.place]
        why = (binding.why if binding else "") or (names.why(names.indexes.index(drug.place)) if names else "")
        found = Row(entry.title, "" if drug.is_inside else why, is_inside=drug.is_inside)
        return told_apart(found, drug.place, listing)

    # Of `how does paracetamol work` only the name is left to be found, and a hint at the section.
    start = question.hints[0] if question and question.hints and not question.concepts else ""

    def target(index: int) -> Target:
        drug = drugs[index]
        return Target(listing.entries[drug.place], is_drug=bool(drug.labels), start=start)

    return _Group(heading, len(drugs), row, target)


def _of_labels(drug: DrugRow, listing: Listing) -> Row:
    """The row of a drug with several labels."""
    from medtui.library.drug_groups import drug_name  # most libraries have no labels

    name = drug_name([listing.entries[drug.place + at] for at in range(drug.labels)])
    sign = "" if drug.is_fixed else "- " if drug.is_open else "+ "
    return Row(name, f"{sign}{drug.labels:,} labels", is_heading=drug.is_fixed)


def _is_sure(question: Question, text: TextMatches | None) -> bool:
    """Whether the first row is what was asked for: not one of several drugs, nor a page that lacks a word of it."""
    if (binding := question.binding) is not None:
        return not (binding.missing or binding.is_ambiguous)
    if question.is_of_some_overdose:
        return False
    return text.results.is_emergency or not text.results.without if text else not question.is_clinical


def _answers(listing: Listing, question: Question | None, text: TextMatches | None) -> Iterator[_Group]:
    """What the texts say: passages of the drug that is asked about, then those of others."""
    if text is None or question is None:
        return
    results, binding = text.results, question.binding
    without = f"without: {', '.join(results.without)}" if results.without else ""
    bound = [hit for hit in results.hits if hit.is_bound]
    named = binding.places if binding and not bound else ()
    others = [hit for hit in results.hits if not hit.is_bound and hit.place not in named]
    yield _of_hits(without if bound else "", bound, listing, text, is_of_bound=True)
    missing = f"No monograph of {binding.missing} here. " if binding and binding.missing else ""
    shown = results.total - len({hit.place for hit in results.hits} - {hit.place for hit in others})
    counted = f"{'In text' if text.has_words else 'Found'} · {text.count(shown)} monograph{'' if shown == 1 else 's'}"
    heading = " · ".join(filter(None, (missing + counted, "" if bound else without)))
    yield _of_hits(heading, others, listing, text)


def _of_hits(
    heading: str, hits: Sequence[TextHit], listing: Listing, text: TextMatches, *, is_of_bound: bool = False
) -> _Group:
    def row(index: int) -> Row:
        return told_apart(text.row(hits[index]), hits[index].place, listing, is_short=True)

    places = [hit.place for hit in hits]
    return _Group(heading, len(hits), row, lambda index: text.target(hits[index]), places, is_of_bound)


def told_apart(row: Row, place: int | None, listing: Listing, *, is_short: bool = False) -> Row:
    """Where several libraries are open, a row says from which it is; and what tells it from others of its title, of a
    label perhaps in short."""
    if place is None:
        return row
    library = listing.entries[place].library if len(listing.libraries) > 1 else ""
    words = (row.note, difference(listing.entries, place, is_short=is_short), library)
    return row._replace(note=" · ".join(filter(None, words)))


def _titles(targets: Sequence[Target], listing: Listing) -> list[Row]:
    return [told_apart(Row(target.entry.title), listing.position(target.entry), listing) for target in targets]


def _look_alike_rows(near: Sequence[Entry], listing: Listing) -> list[Row]:
    """Names that look alike, with the letters that tell them apart in capitals."""
    if not near:
        return []
    from medtui.library.names.tall_man import tall_man

    # Of combinations the names are long, and other drugs tell them apart.
    single = [entry for entry in near if "+" not in entry.title]
    marked = dict(zip(single, (name for name, _ in tall_man([entry.title for entry in single])), strict=True))
    rows = ((Row(marked.get(entry, entry.title), drug_class_of(entry)), entry) for entry in near)
    return [told_apart(row, listing.position(entry), listing) for row, entry in rows]


def drug_class_of(entry: Entry) -> str:
    """The class that the file gives its drug, or nothing."""
    from medtui.library.files import UnreadableFile
    from medtui.library.loading import load
    from medtui.reading.schema import default_schema

    try:
        found = load(entry, default_schema()).monograph.metadata.get("class", "")
    except UnreadableFile:
        return ""
    return found if isinstance(found, str) else ", ".join(found)

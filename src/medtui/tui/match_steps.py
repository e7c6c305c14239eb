"""The passages of the open monograph with matches in them: where they are, which of them the reader is at, and the
way to the others."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from medtui.library.names.folding import fold
from medtui.library.query.matcher import Matcher, Wanted, folded_once
from medtui.presentation.destination import Destination
from medtui.presentation.markdown.styled import words
from medtui.presentation.marking import MarkBlock, Marked, no_marks
from medtui.presentation.page import rendering
from medtui.presentation.page_headings import page_headings
from medtui.presentation.tabs import ALL, Tab

if TYPE_CHECKING:
    from medtui.library.loading import LoadedMonograph
    from medtui.presentation.page import PagePiece
    from medtui.presentation.page_layout import Place
    from medtui.tui.document_view import DocumentView
    from medtui.tui.open_monograph import OpenMonograph

_FOLDED_AT_ONCE = 8
"""Characters that are folded while one is rendered."""
_PAST_END = {1: "From the end back to the first one.", -1: "From the start round to the last one."}


class Spot(NamedTuple):
    """One of the passages: the section it is shown in, and where it begins there."""

    section: str
    place: Place


class Matches:
    """Marks what is shown, and leads from passage to passage through all sections.

    A section is marked when it is shown. All of them are only to say how many passages there are or where the
    next one is, because that takes as long as to render the whole monograph.
    """

    def __init__(self, open_monograph: OpenMonograph) -> None:
        self._open_monograph = open_monograph
        self._matcher: Matcher | None = None
        self._loaded: LoadedMonograph | None = None
        self._marked: dict[str, Marked] = {}
        self._current: Spot | None = None
        self._opened: Spot | None = None  # the one that was asked for: it counts even where no words are marked in it

    def __bool__(self) -> bool:
        return bool(self._matcher)

    @property
    def matcher(self) -> Matcher | None:
        """What finds the matches."""
        return self._matcher

    @matcher.setter
    def matcher(self, matcher: Matcher | None) -> None:
        self._matcher = matcher
        self.pages_changed()

    def pages_changed(self) -> None:
        """What was marked is of no use any more."""
        self._loaded = None

    # The shown section ------------------------------------------------------------------------------

    def page(self) -> tuple[tuple[PagePiece, ...], MarkBlock]:
        """What the shown tab holds, and what marks the matches in its text."""
        tab = self._open_monograph.tab
        if tab is None or not self:
            return self._open_monograph.page(), no_marks
        marked, current = self._of(tab), self.current
        return marked.pieces(current), partial(marked.drawn, current=current)

    @property
    def current(self) -> Place | None:
        """Where the passage begins that the reader is at, where its section is shown."""
        tab = self._open_monograph.tab
        if tab is None or not (self or self._current):
            return None
        self._of(tab)
        return self._current.place if self._current and self._current.section == tab.section else None

    def in_passage(self) -> tuple[Place, ...]:
        """Where the matches begin that are marked in the passage that the reader is at."""
        tab, current = self._open_monograph.tab, self.current
        if tab is None or current is None or not self:
            return ()
        return tuple(match.place for match in self._of(tab).matches(current))

    def go_to_first(self) -> bool:
        """To the first passage of the shown section. False where it has none."""
        tab = self._open_monograph.tab
        passages = self._of(tab).passages if tab else ()
        if tab is None or not passages:
            return False
        self._go(Spot(tab.section, passages[0]))
        return True

    def open(self, place: Place) -> None:
        """To the passage that begins there in the shown section, whether words are marked in it or not."""
        if tab := self._open_monograph.tab:
            self._of(tab)
            self._opened = Spot(tab.section, place)
            self._go(self._opened)

    # All sections -----------------------------------------------------------------------------------

    def position(self) -> tuple[int, int]:
        """Which passage the reader is at, from 1 on, or 0; and how many there are."""
        spots = self._spots()
        at = spots.index(self._current) + 1 if self.current is not None and self._current in spots else 0
        return at, len(spots)

    def go_from(self, place: Place) -> None:
        """To the first passage at or after `place` in the shown section, or in a later one, or from the start on."""
        if spots := self._spots():
            self._go(spots[self._first_from(place, spots) % len(spots)])

    def step(self, direction: int, place: Place) -> bool:
        """To the next passage, or the one before. True when that was from one end to the other.

        place: where the reader is, in case that is in another section than the last passage.
        """
        spots = self._spots()
        if not spots:
            return False
        if self.current is not None and self._current in spots:
            at = spots.index(self._current) + direction
        else:
            at = self._first_from(place, spots) - (direction < 0)
        self._go(spots[at % len(spots)])
        return not 0 <= at < len(spots)

    def preparing(self) -> Iterator[int]:
        """Render and fold what takes long where matches are counted, which is remembered: how much work it was each
        time, in characters that are rendered."""
        opened = self._open_monograph
        for tab in self._tabs():
            if opened.monograph:
                yield from rendering(opened.monograph, tab)
            for block in (block for piece in opened.page(tab) for block in (*piece.head, *piece.body)):
                texts = [*map(words, block.cells)]
                before = folded_once.cache_info().misses
                for text in texts:
                    folded_once(text)
                if folded_once.cache_info().misses > before:
                    yield sum(map(len, texts)) // _FOLDED_AT_ONCE

    # ------------------------------------------------------------------------------------------------

    def _of(self, tab: Tab) -> Marked:
        """A tab's page with its matches."""
        if self._loaded is not self._open_monograph.loaded:
            self._loaded = self._open_monograph.loaded
            self._marked.clear()
            self._current = self._opened = None
        marked = self._marked.get(tab.section)
        if marked is None:
            marked = self._marked[tab.section] = Marked(self._open_monograph.page(tab), self._matcher or Matcher())
        return marked

    def _tabs(self) -> Sequence[Tab]:
        """Those that the matches are counted in: All has every other one's, so it counts when it is shown only.
        A section that the file lacks has none."""
        shown = self._open_monograph.tab
        if shown is None or shown.section == ALL:
            return (shown,) if shown else ()
        return [tab for tab in self._open_monograph.tabs if tab.section != ALL and (tab.present or tab == shown)]

    def _spots(self) -> list[Spot]:
        """Every passage, in the order of the tabs."""
        if not self._matcher:
            return []
        spots: list[Spot] = []
        for tab in self._tabs():
            places = set(self._of(tab).passages)
            if self._opened and self._opened.section == tab.section:
                places.add(self._opened.place)
            spots += [Spot(tab.section, place) for place in sorted(places)]
        return spots

    def _first_from(self, place: Place, spots: Sequence[Spot]) -> int:
        """The index of the first passage with a match from a place in the shown section on; their number when there
        is none."""
        tab = self._open_monograph.tab
        order = {other.section: number for number, other in enumerate(self._tabs())}
        here = order[tab.section] if tab else 0, place
        index = bisect_left(spots, here, key=lambda spot: (order[spot.section], spot.place))
        if index and tab and (before := spots[index - 1]).section == tab.section:
            matches = self._of(tab).matches(before.place)  # it begins above, but may have some from there on
            return index - 1 if any(match.place >= place for match in matches) else index
        return index

    def _go(self, spot: Spot) -> None:
        """Make a passage the current one, in the section that is shown; a question is opened."""
        opened = self._open_monograph
        if opened.tab is None or opened.tab.section != spot.section:
            opened.show_once(spot.section)
        self._current = spot
        pieces = self._marked[spot.section].unmarked
        if pieces[spot.place.piece].folds:
            opened.open_questions(pieces).add(spot.place.piece)


class MatchNavigation:
    """Marks what was searched for in the library, or words to find in the open monograph, and shows passage after
    passage.

    show_section: shows the section of the open monograph that it says is shown. notify: shows the user a sentence.
    show_count: shows at which of how many passages the reader is, where that is not to be a sentence.
    """

    def __init__(
        self,
        open_monograph: OpenMonograph,
        document: DocumentView,
        show_section: Callable[[], None],
        notify: Callable[[str], None],
    ) -> None:
        self.matches = Matches(open_monograph)
        self._open_monograph = open_monograph
        self._document = document
        self.show_section = show_section
        self._notify = notify
        self.show_count: Callable[[int, int], None] | None = None
        self._library_matcher: Matcher | None = None

    def mark(self, matcher: Matcher | None) -> None:
        """Mark what this finds in whatever is shown, from now on; None: mark nothing."""
        if matcher == self._library_matcher and self.matches.matcher is self._library_matcher:
            return
        self._library_matcher = self.matches.matcher = matcher
        if self._open_monograph.loaded is not None:
            self._open_monograph.place = self._document.place()
            self.show_section()

    def go_to_words(self, text: str) -> None:
        """Mark the words of `text` instead, in the open monograph only, and go to the first passage from here on."""
        # Any of the words, each by its start, and no more than that: the query language is for the library.
        words = fold(text).split()
        self.matches.matcher = Matcher([Wanted((word,)) for word in words]) if words else None
        self.matches.go_from(self._open_monograph.place)
        self.show_passage()
        self.show_position()

    def unmark_words(self) -> None:
        """Mark what was searched for in the library again. No passage is the current one then."""
        self.matches.matcher = self._library_matcher

    def leave_drug(self) -> None:
        """Unmark the words, where there are any: they were to be found in no other monograph."""
        if self.matches.matcher is not self._library_matcher:
            self.unmark_words()

    def step(self, direction: int) -> None:
        """To the next or the previous passage, in whatever section it stands."""
        if not self.matches:
            self._notify("Nothing is marked. f finds words in this monograph.")
            return
        self._open_monograph.place = place = self._document.place()
        is_past_end = self.matches.step(direction, place)
        self.show_passage()
        self.show_position(_PAST_END[direction] if is_past_end else "")

    def show_passage(self, path: Sequence[str] = (), *, opening: bool = False) -> None:
        """Show the passage that the reader is at, or its section. path: the headings that it stands under. opening:
        bring it up even where it is in sight."""
        self.show_section()
        if (place := self.matches.current) is not None:
            headings = tuple(page_headings(self._open_monograph.page()))
            self._document.show_passage(Destination(place, headings, path, self.matches.in_passage()), opening=opening)

    def show_position(self, more: str = "") -> None:
        """Say at which of how many passages the reader is; nothing where no words are looked for."""
        at, total = self.matches.position()
        if self.show_count:
            self.show_count(at, total)
        elif total:
            position = f"passage {at:,} of {total:,}"
            self._notify(f"{position}. {more}" if more and total > 1 else position)
        elif self.matches:
            self._notify("No match in this monograph.")

"""The way from link to link and from table to table in the open text, and to what a link leads to."""

from __future__ import annotations

from asyncio import TimerHandle, get_running_loop
from collections.abc import Callable
from itertools import chain
from typing import TYPE_CHECKING

from textual.message import Message

from medtui.library.entry import Entry
from medtui.library.names.name_links import NameLinks
from medtui.presentation.page_layout import Place
from medtui.presentation.stops import BEFORE_ALL, FindLinks, Linked, Stop, no_links
from medtui.tui.footer import Notice
from medtui.tui.references import Reference, place_of_reference, references_in

if TYPE_CHECKING:
    from medtui.library.loading import LoadedMonograph
    from medtui.library.names.name_index import NameIndex
    from medtui.tui.document_view import DocumentView
    from medtui.tui.open_monograph import OpenMonograph


class DrugWanted(Message):
    """The user goes from the open monograph to that of another drug."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry


class StopSteps:
    """Where Tab stops in the text, what the arrows do there, and where Enter or a click leads.

    index: of the names of all drugs. jump: shows a place in a section of the open monograph, to come back from.
    may_wait: a monograph may be shown without its links, because the reader leafs through the list: they are looked
    for when it has been shown for so many rest_seconds, or at Tab."""

    rest_seconds = 0.2

    def __init__(
        self,
        open_monograph: OpenMonograph,
        document: DocumentView,
        index: Callable[[], NameIndex],
        jump: Callable[[str, Place], None],
    ) -> None:
        self._open_monograph, self._document = open_monograph, document
        self._index, self._jump = index, jump
        document.follow = self.follow
        self._names: NameLinks | None = None
        self._loaded: LoadedMonograph | None = None
        self._find: FindLinks = no_links
        self._resting: TimerHandle | None = None
        self.may_wait = False

    def finder(self) -> FindLinks:
        """What finds the links in the open monograph; nothing where that may wait."""
        if self._resting:
            self._resting.cancel()
        if self._is_known():
            return self._find
        if not self.may_wait:
            return self._known()
        self._look_later()
        return no_links

    def _look_later(self) -> None:
        """The loop's own timer, because Textual's starts a task for each key."""
        self._resting = get_running_loop().call_later(self.rest_seconds, self._document.call_later, self._look)

    def _look(self) -> None:
        """Show the links, where they are not known yet."""
        if not self._is_known():
            self._document.stops.find_with(self._known())
            self._document.window.lines.draw_again()
            self._document.refresh()
            if not self._index().table.is_built:
                self._loaded = None  # there may be more of them soon
                self._look_later()

    def _is_known(self) -> bool:
        loaded, names = self._open_monograph.loaded, self._names
        return loaded is self._loaded and names is not None and names.index is self._index()

    def _known(self) -> FindLinks:
        """What finds the links in the open monograph, each text once."""
        index, loaded = self._index(), self._open_monograph.loaded
        if self._names is None or self._names.index is not index:
            self._names = NameLinks(index)
        self._loaded, self._find = loaded, self._found_once(self._names, loaded) if loaded else no_links
        return self._find

    def _found_once(self, names: NameLinks, loaded: LoadedMonograph) -> FindLinks:
        opened = self._open_monograph
        references = references_in(loaded.monograph, opened.tabs, opened.schema)
        found: dict[str, tuple[Linked, ...]] = {}

        def find(text: str) -> tuple[Linked, ...]:
            if text not in found:
                links: tuple[Linked, ...] = tuple(chain(names.find(text, loaded.entry), references(text)))
                if not names.index.table.is_built:
                    return links  # there may be more of them soon
                found[text] = links
            return found[text]

        return find

    def step(self, direction: int) -> bool:
        """To the next link or table, or the one before, from the last one on where it is in sight. False where there is
        none: then Tab has stopped on none any more."""
        self._look()
        document, stops, window = self._document, self._document.stops, self._document.window
        current = stops.current
        if current is None or not window.shows(stops.place_of(current)):
            current = Stop(window.place if direction > 0 else window.end, BEFORE_ALL)
        stop = stops.next(current, direction)
        if stop or stops.current:
            stops.stop_at(stop)
            document.lay_out_again()
        if stop:
            window.show_match(stops.place_of(stop))
            self._say_columns()
        return stop is not None

    def step_column(self, direction: int) -> bool:
        """Show other columns of the table that Tab has stopped on. False where all of its columns fit, or it is out of
        sight."""
        stops, width = self._document.stops, self._document.text_width
        stop = stops.current
        if stop is None or not (stops.columns(width)[2] and self._document.window.shows_any(stop.place)):
            return False
        if stops.step_column(direction, width):
            self._document.lay_out_again()
        self._say_columns()
        return True

    def _say_columns(self) -> None:
        first, last, count = self._document.stops.columns(self._document.text_width)
        if count:
            others = f"{first + 1} to {last + 1}" if last > first else f"{first + 1}"
            self._document.post_message(Notice(f"Columns 1 and {others} of {count}. ←→ shows the others."))

    def follow(self, target: object) -> None:
        """Go to what a link leads to."""
        if isinstance(target, Entry):
            self._document.post_message(DrugWanted(target))
        elif isinstance(target, Reference):
            tab = next((tab for tab in self._open_monograph.tabs if tab.section == target.section), None)
            if tab:
                self._jump(tab.section, place_of_reference(self._open_monograph.page(tab), target))

    def same_drug(self) -> None:
        """Go to the same drug under its other name."""
        if twins := self._open_monograph.twins:
            self._document.post_message(DrugWanted(twins[0]))
        else:
            self._document.post_message(Notice("No other monograph here is about this drug."))

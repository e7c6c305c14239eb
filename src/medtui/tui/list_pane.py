"""The left-hand side: the search box, the count, and the list of what was found."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from medtui.tui.drug_list import DrugList
from medtui.tui.empty_list import empty_text
from medtui.tui.finder import Finder
from medtui.tui.list_rows import Offers, Target, offers_of
from medtui.tui.question_line import QuestionLine
from medtui.tui.search_line import SearchHistory, SearchLine
from medtui.tui.status_line import StatusLine, progress_wordings

if TYPE_CHECKING:
    from medtui.desk.desk_contents import DeskContents
    from medtui.library.entry import Entry, Library
    from medtui.library.search.question import Question
    from medtui.reading.schema import Schema
    from medtui.tui.catalogue_follower import CatalogueFollower
    from medtui.tui.search_thread import SearchThread, TextAnswer
    from medtui.tui.start import Services

_SLICE_SECONDS = 0.004
_PAUSE_SECONDS = 0.01


class _Held(NamedTuple):
    """What the cursor was on, and in which row it has been put since."""

    target: Target | None
    row: int


class ListPane(Vertical):
    """Finds drugs and texts for what is typed, and follows the library while the app runs.

    schemas_of: gives the sections of libraries, by their names.
    """

    class RowsChanged(Message):
        """An answer has come to what was typed: perhaps another row is under the cursor."""

    class AnswerCame(Message):
        """The answer has come that Enter was pressed for."""

    class Refreshed(Message):
        """The library has changed. What is being read stays open, whatever the cursor is on now."""

    def __init__(
        self,
        finder: Finder,
        start: Entry | None,
        schemas_of: Callable[[Iterable[Library]], dict[str, Schema]],
        services: Services,
        *,
        id: str,
    ) -> None:
        super().__init__(id=id)
        self.finder = finder
        self._start = start
        self._schemas_of = schemas_of
        self._services = services
        self._history = SearchHistory()
        self._held: _Held | None = None
        self._search_thread: SearchThread | None = None
        self._follower: CatalogueFollower | None = None
        self._desk: DeskContents | None = None
        self._is_awaited = False
        self._is_offering = False
        self._may_recall = True

    def render_lines(self, crop: Region) -> list[Strip]:
        """Nothing: the widgets in it cover it, and Textual would paint each line behind them."""
        return [Strip.blank(crop.width)] * crop.height

    def compose(self) -> ComposeResult:
        self.search = QuestionLine(id="search", placeholder="type a drug or a question")
        self.status = StatusLine(id="status")
        self.drugs = DrugList(id="drugs")
        yield from (self.search, self.status, self.drugs)

        # Before the widgets are mounted, so that the very first paint has the list.
        listing = self.finder.listing
        self._show_rows(self.finder.row_of(self._start) or 0)
        if None in listing.catalogues:
            self.status.show_progress(progress_wordings("names", len(listing.entries), listing.total, None))

    def show_edge(self, has_edge: bool) -> None:
        """Part the list from the text beside it: by the column of its scrollbar, which is a line of its own."""
        for widget in (self.search, self.status, self.drugs):
            widget.has_edge = has_edge

    def on_key(self, event: events.Key) -> None:
        if self.drugs.has_focus and self.search.take_from_list(event):
            event.stop()
            self.screen.set_focus(self.search)

    def on_paste(self, event: events.Paste) -> None:
        if self.drugs.has_focus:
            self.search.on_paste(event)
            self.screen.set_focus(self.search)

    # Following the library ----------------------------------------------------------------------------

    def load(self) -> None:
        """Read what the first frame did not need."""
        if self.finder.load():
            self._show_rows(0)

    def begin(self) -> None:
        """Open the catalogue of the texts, and start the process that keeps it right."""
        self.finder.set_schemas(self._schemas_of(self.finder.listing.libraries), ())
        self._search_thread = self._services.search_thread(
            partial(self.call_later, self.accept_results), partial(self.call_later, self._text_opened)
        )
        self._search_thread.open(self.finder.listing)
        self._give_desk_to_thread()
        self._follower = self._services.follower(self.finder.listing.sources, self.post_message)
        self._follower.start()
        self.set_timer(_PAUSE_SECONDS, self._prepare)

    def _prepare(self) -> None:
        """Get ready for the first letter in the box, in slices too short to be felt."""
        if self.finder.listing.index.prepare(_SLICE_SECONDS):
            self.set_timer(_PAUSE_SECONDS, self._prepare)
        else:
            gc.freeze()  # the names are there to stay

    def on_unmount(self) -> None:
        if self._follower:
            self._follower.stop()
        if self._search_thread:
            self._search_thread.stop()
        self.finder.listing.close()

    def _text_opened(self, keys: list[str]) -> None:
        """The texts can be searched, also for what has been typed meanwhile, or cannot yet. keys: those of the front
        matter."""
        self.finder.set_schemas(self._schemas_of(self.finder.listing.libraries), keys)
        if self.search.text.strip():
            self._hold()
            self.finder.type(self.search.text)  # the keys before a colon may be known only now
            self.status.show_error(self.finder.error)
            if self.finder.question is not None:
                self._search_text(self.finder.question)
            self._restore()
        self._meet_enter()

    def accept_results(self, answer: TextAnswer) -> None:
        """The text search has found something, or more of it. The cursor stays where the user has put it."""
        target = None if self.drugs.is_at_top() and self.has_focus_within else self.target
        if not self.finder.accept_results(*answer):
            return
        if self._held is not None:
            self._restore()
        else:
            self._show_rows(self._row_of(target))
            if self.has_focus_within:
                self.post_message(self.RowsChanged())
        self._meet_enter()

    def _meet_enter(self) -> None:
        """Where Enter was pressed before the answer was there, it is now."""
        if self._is_awaited and not self.finder.waiting:
            self._held = None
            self._show_rows(self.finder.rows.preselected)
            self.post_message(self.AnswerCame())

    def on_list_pane_answer_came(self, message: AnswerCame) -> None:
        if not self._is_awaited:
            message.stop()  # a key came before it

    def on_catalogue_follower_names_changed(self) -> None:
        """Show what the catalogue says now, without losing the reader's row."""
        self._hold()
        if self._search_thread is not None and self.finder.refresh():
            self._search_thread.open(self.finder.listing)
            self._give_desk_to_thread()
            self._restore()

    def _hold(self) -> None:
        """Remember what the cursor is on, while the rows change without the user's doing."""
        if self._held is None or self._held.row != self.drugs.cursor:
            self._held = _Held(self.target, self.drugs.cursor)

    def _restore(self) -> None:
        """Show the rows that there are now with the cursor on what it was on, or else in the same row."""
        self._hold()  # the user may have moved on
        target = self._held.target if self._held else None
        self._show_rows(self._row_of(target))
        self._held = _Held(target, self.drugs.cursor)
        self.post_message(self.Refreshed())

    def _row_of(self, target: Target | None) -> int:
        """The row that leads there, or the same row as before where none does; where nothing was chosen, the row that
        may be chosen unasked."""
        if target is None:
            return self.finder.rows.preselected
        row = self.finder.row_of_target(target)
        return self.drugs.cursor if row is None else row

    def on_catalogue_follower_progressed(self, message: CatalogueFollower.Progressed) -> None:
        self.status.show_progress(progress_wordings(message.stage, message.done, message.total, message.left_s))

    def on_catalogue_follower_checked(self) -> None:
        self.status.show_progress(())
        if None in self.finder.listing.catalogues:  # another instance has made it meanwhile, and told nobody
            self.on_catalogue_follower_names_changed()

    # The desk ----------------------------------------------------------------------------------------

    def set_desk(self, desk: DeskContents) -> None:
        """Use other marks, notes and last reads."""
        is_first, self._desk = self._desk is None, desk
        self._give_desk_to_thread()
        if self._is_offering:
            self._hold()
            self.finder.offer(self._offers())
            self._restore()
        elif self.finder.parsed is not None and self.finder.parsed.needs_user_data:
            self._hold()
            if self.finder.question:
                self._search_text(self.finder.question)
            self._restore()
        elif is_first and self.search.has_focus and self.drugs.is_at_top():
            self.offer()
            self.post_message(self.RowsChanged())

    def note_focus(self, widget: Widget, showing: Entry | None) -> None:
        """The focus is on another widget of the screen. showing: as for `find`."""
        if widget is self.search:
            self.offer()
        elif widget is not self.drugs:
            self.offer_no_more(showing)

    def offer(self) -> None:
        """The box has the focus: while it is empty, marked monographs and those read last come first."""
        self._may_recall = True
        if not (self._is_offering or self.search.text.strip()) and (offers := self._offers()):
            self._is_offering = True
            self.finder.offer(offers)
            self._show_rows(0)

    def offer_no_more(self, showing: Entry | None) -> None:
        """The text is read now: all drugs again, the cursor on this one."""
        if self._is_offering:
            self._is_offering = False
            self.finder.offer(None)
            if not self.search.text.strip():
                self._show_rows(self.finder.row_of(showing) or 0)

    def _offers(self) -> Offers | None:
        return offers_of(self._desk, self.finder.listing) if self._desk else None

    def _give_desk_to_thread(self) -> None:
        """Let the text search know what is marked and noted."""
        if self._desk is None or self._search_thread is None:
            return
        from medtui.desk.marks_and_notes import user_data_of

        self._search_thread.set_user_data(user_data_of(self._desk, self.finder.listing))

    # Finding ------------------------------------------------------------------------------------------

    @property
    def target(self) -> Target | None:
        """What the cursor is on."""
        return self.finder.rows.target(self.drugs.cursor)

    def chosen(self) -> Target | None:
        """What Enter reads; None where nothing is chosen. Where texts that are still being searched say what comes
        first, their answer is awaited, until `call_off`: `AnswerCame` says that it is there."""
        question = self.finder.question
        needs_texts = question is not None and (question.binding is None or bool(question.concepts))
        opens_soon = (
            bool(self._search_thread) and not self.can_search_text and None not in self.finder.listing.catalogues
        )
        self._is_awaited = (self.finder.waiting or opens_soon) and needs_texts and self.drugs.is_at_top()
        return None if self._is_awaited else self.target

    def call_off(self) -> None:
        """Await no answer any more: another key has come after Enter."""
        self._is_awaited = False

    def find(self, text: str, showing: Entry | None = None) -> bool:
        """Show what is found for `text`: names at once, and the texts that match as soon as they are known.

        showing: where nothing is looked for, the cursor goes to this drug. False where the query has a
        mistake, which is said; the last good results stay.
        """
        self._held, self._is_awaited = None, False
        query = self.finder.type(text)
        self.status.show_error(self.finder.error)
        if self.finder.error:
            return False
        if query is not None:
            self._search_text(query)
        elif self._search_thread:
            self._search_thread.forget()
        self._show_rows(self.finder.rows.preselected if query else self.finder.row_of(showing) or 0)
        return True

    def turn(self, drug: Target) -> None:
        """Show the labels of a drug, the cursor on the first of them, or show them no more."""
        self._show_rows(self.finder.turn(drug))
        self.post_message(self.RowsChanged())

    def go_to(self, entry: Entry) -> None:
        """Show all drugs, the cursor on this one."""
        self.clear()
        self._show_rows(self.finder.row_of(entry) or 0)

    def follow(self, entry: Entry | None) -> Target | None:
        """Put the cursor on this drug where a row by name shows it. Returns what the cursor is on then."""
        row = self.finder.row_of(entry)
        if row is None:
            return None
        self._show_rows(row)
        return self.target

    def clear(self, showing: Entry | None = None) -> None:
        """Look for nothing, and offer nothing. showing: as for `find`."""
        self.offer_no_more(showing)
        text = self.search.text
        self.keep_search()
        self.search.set_text("")
        if text:
            self.find("", showing)

    def keep_search(self) -> None:
        """Remember what stands in the box, to be found with the up key."""
        self._history.add(self.search.text)

    def type(self, text: str, showing: Entry | None) -> bool:
        """The user has typed; else as `find`."""
        self._history.leave()
        return self.find(text, showing)

    def move(self, by: SearchLine.Moved) -> bool:
        """Move the cursor from within the box. True where the rows are others now: up from the first row, or as the
        first key in the empty box, leads to earlier searches, and down from those back to what was typed."""
        earlier = None
        may_recall = self.drugs.is_at_top() or (self._may_recall and not self.search.text)
        self._may_recall = False
        if (by.kind, by.direction) == ("move", -1) and may_recall:
            earlier = self._history.older(self.search.text)
        elif (by.kind, by.direction) == ("move", 1):
            earlier = self._history.newer()
        if earlier is None:
            self.drugs.move_by(by.kind, by.direction)
            return False
        self.search.set_text(earlier)
        return self.find(earlier)

    @property
    def can_search_text(self) -> bool:
        """Whether there is a catalogue to search; until there is, names are found only."""
        return self._search_thread is not None and self._search_thread.is_open

    def _search_text(self, question: Question) -> None:
        """Ask for the texts that match; the names are shown at once."""
        if self._search_thread is None or not self._search_thread.is_open:
            self.finder.suggest()
            return
        self.finder.waiting = True
        answer = self._search_thread.ask(question)
        if answer:
            self.finder.accept_results(*answer)

    def _show_rows(self, cursor: int) -> None:
        self.drugs.empty_text = empty_text(self.finder, can_search_text=self.can_search_text)
        self.drugs.show_rows(self.finder.rows, cursor)
        self.status.show_text(self.finder.status())

    def why_not_open(self) -> str:
        """Why no monograph is to be seen for what was typed."""
        if (target := self.target) is not None:
            return f"Enter reads {target.entry.title}."
        return (
            "Nothing is chosen."
            if len(self.finder.rows)
            else empty_text(self.finder, can_search_text=self.can_search_text)
        )

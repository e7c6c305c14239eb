"""The main screen: the list of drugs, the open monograph, and what happens between them."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from medtui.settings.app_commands import COMMANDS, IN_MONOGRAPH_HINTS, TYPING_HINTS, key_with_alt
from medtui.tui.bindings import bindings
from medtui.tui.drug_list import DrugList
from medtui.tui.finder import Finder
from medtui.tui.footer import LOW, WIDE, DisclaimerBar, KeyHints, Notice, disclaimer_rows
from medtui.tui.list_pane import ListPane
from medtui.tui.list_rows import Target
from medtui.tui.search_line import SearchLine
from medtui.tui.status_line import SMALLEST, TooSmall

if TYPE_CHECKING:
    from textual.timer import Timer

    from medtui.library.entry import Entry, Library
    from medtui.reading.schema import Schema
    from medtui.tui.desk_actions import DeskActions
    from medtui.tui.desk_thread import DeskThread
    from medtui.tui.detail_pane import DetailPane
    from medtui.tui.start import Services, Start
    from medtui.tui.stop_steps import DrugWanted

_POLL_SECONDS = 2.0
_GARBAGE = 50_000  # so many new objects, some twenty keys' worth, before garbage is looked for; Python's own: 700
_REST_SECONDS = 0.15
"""So long after the last key in the search box the drug under the cursor is opened: opening each one on the way
would cost every letter as much as finding does, and nobody reads them."""


def _done_by(method: str) -> property:
    """An action that a part of the screen does, as `detail.step_section`."""
    return property(attrgetter(method))


class BrowseScreen(Screen[None]):
    """Find a drug on the left, read it on the right."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    class Ready(Message):
        """The first drug is open: every key can be answered."""

    def __init__(
        self, finder: Finder, start: Start, services: Services, register_user_themes: Callable[[], Iterable[str]]
    ) -> None:
        """register_user_themes: makes them known, which the first frame need not wait for, and says what is wrong."""
        super().__init__()
        self.finder = finder
        self._start = start
        self._services = services
        self._register_user_themes = register_user_themes
        self._settings, self._keys = start.settings, start.settings.keys
        self._target: Target | None = None
        self._rest: Timer | None = None  # runs while a drug is to be opened
        self._detail: DetailPane | None = None
        self._desk: DeskActions | None = None
        self._too_small: TooSmall | None = None

    # Set-up -----------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        self.list = ListPane(self.finder, self._start.entry, self._schemas, self._services, id="list-pane")
        self._disclaimer = DisclaimerBar(id="disclaimer", hint="d more")
        self._hints = KeyHints(self._disclaimer, id="hints")
        yield from (self.list, self._disclaimer, self._hints)

    @property
    def detail(self) -> DetailPane:
        """The right-hand side: the door behind which is all that the first frame does without. It is mounted after
        that, and brings reading, rendering and the desk with it; keys wait for it."""
        if self._detail is None:
            self.list.load()
            from medtui.desk.clinic_overlay import Overlay
            from medtui.tui.detail_pane import DetailPane

            self._detail = DetailPane(
                self._start.section,
                self._disclaimer,
                self.finder.twins_of,
                lambda: self.finder.listing.index,
                self._settings.wrap_width,
                Overlay(self._start.overlay) if self._start.overlay else None,
                id="detail-pane",
            )
            self.mount(self._detail, after=self.list)
            self._divide(self.app.size)
        return self._detail

    @property
    def desk(self) -> DeskActions:
        """What is done with marks, notes, comparisons and files, and the thread that saves them."""
        if self._desk is None:
            from medtui.tui.desk_actions import DeskActions

            self._desk = DeskActions(self, self.detail, self.finder, self._services, self.go_to, self._start)
        return self._desk

    def _schemas(self, libraries: Iterable[Library]) -> dict[str, Schema]:
        return {library.name: self.detail.schemas.of(library) for library in libraries}

    def on_mount(self) -> None:
        self._divide(self.app.size)
        (self.detail.document if self._start.entry else self.list.search).focus()
        # The list is useful at once; the first monograph follows in the next frames.
        self.call_after_refresh(lambda: self.detail.call_after_refresh(self._open_first))

    def _open_first(self) -> None:
        """Open the first drug, and start what goes on beside the user.

        Garbage collection was off until now: importing makes thousands of objects and no garbage. What there is now
        will stay, and a full collection, 10 to 30 ms of it, need never look through it between two keys.
        """
        for problem in (*self._start.problems, *self._register_user_themes()):
            self._hints.add_notice(problem)
        if self._start.entry is not None and self.detail.entry is None:
            self.detail.open(self._start.entry)
        else:
            self._open_row()
        gc.enable()
        gc.freeze()
        gc.set_threshold(_GARBAGE, 20, 20)
        self.set_interval(_POLL_SECONDS, self.poll)
        self.list.begin()
        _ = self.desk
        self.post_message(self.Ready())

    def poll(self) -> None:
        """Every two seconds: see what other instances have saved, and say so when the open file is another one now.
        Reading it again is the user's choice."""
        self.desk.poll()
        change = self.detail.open_monograph.change_on_disk()
        if change and not self._hints.notice:
            self._hints.show_notice(change)

    def on_unmount(self) -> None:
        if self._desk:
            self._desk.stop()

    # Size ---------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        self._divide(self.size)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self._share_width(self.size, event.widget)
        self.list.note_focus(event.widget, self._detail.entry if self._detail else None)
        if self._detail:
            self._detail.note_focus(event.widget)

    def _focus(self, widget: Widget) -> None:
        """Move the focus at once, to what has its room by then: what is hidden loses it, and letters are commands."""
        self.list.call_off()
        self._share_width(self.size, widget)
        self.set_focus(widget)

    def _divide(self, size: Size) -> None:
        """Give each part its share of the screen. Styles are set one by one: a changed class would make Textual
        match all of its rules again."""
        is_tiny = size.width < SMALLEST.width or size.height < SMALLEST.height
        self._disclaimer.display = self._hints.display = not is_tiny
        if is_tiny and self._too_small is None:
            self._too_small = TooSmall(id="too-small")
            self.mount(self._too_small)
        if self._too_small:
            self._too_small.display = is_tiny
        self._disclaimer.styles.height = disclaimer_rows(size)
        if self._detail:
            self._detail.divide(size)
        self._share_width(size, self.focused)

    def _share_width(self, size: Size, focused: Widget | None) -> None:
        """Below WIDE columns only the pane in use gets the room."""
        self._show_hints(focused)
        is_finding = focused in (self.list.drugs, self.list.search)
        self._hints.show_keys(is_finding or size.height >= LOW)
        is_wide = size.width >= WIDE
        is_tiny = self._too_small is not None and self._too_small.display
        self.list.display = (is_finding or is_wide) and not is_tiny
        if self._detail:
            if not is_finding:
                self._detail.bring_back()
            self._detail.display = (is_wide or not is_finding) and not is_tiny
        self.list.styles.width = self._settings.list_width if is_wide else "1fr"
        self.list.show_edge(is_wide)

    def _show_hints(self, focused: Widget | None) -> None:
        if focused in (self.list.drugs, self.list.search):
            self._hints.show_commands(TYPING_HINTS if self.list.search.text else self._keys.empty_box_hints)
        elif self._detail is not None and focused is self._detail.find_bar:
            self._hints.show_commands(IN_MONOGRAPH_HINTS)
        else:
            self._hints.show_commands(self._keys.hints)

    # What the widgets announce ------------------------------------------------------------------------

    def on_drug_list_highlighted(self, message: DrugList.Highlighted) -> None:
        if message.index == self.list.drugs.cursor:  # else the cursor has moved on already
            self._open_row(is_leafing=True)
            self.list.drugs.show_cursor()

    def on_search_line_changed(self, message: SearchLine.Changed) -> None:
        if self.list.type(message.text, self.detail.entry):
            self._open_soon()
        self._hints.show_notice("")
        self._show_hints(self.list.search)
        self.list.search.refresh()

    def on_search_line_moved(self, message: SearchLine.Moved) -> None:
        self._hints.show_notice("")
        if self.list.move(message):
            self._open_row(is_leafing=True)

    def on_list_pane_refreshed(self) -> None:
        target, entry = self.list.target, self.detail.entry
        if entry is None:
            self._open_row()
        elif target is not None and (target.entry.source, target.entry.raw) == (entry.source, entry.raw):
            self._target = target  # the same file, perhaps under another title: it is open already

    def on_notice(self, message: Notice) -> None:
        self._hints.show_notice(message.text)

    def on_detail_pane_section_read(self, message: DetailPane.SectionRead) -> None:
        self.desk.begin_reading(message)

    def on_text_wanted(self) -> None:
        self._focus(self.detail.document)

    def on_desk_thread_updated(self, message: DeskThread.Updated) -> None:
        if message.is_new and self._services.greeting:
            self._hints.add_notice(self._services.greeting)
        self.desk.thread.contents = message.contents
        self.detail.set_desk(message.contents)
        self.list.set_desk(message.contents)
        from medtui.tui.screens.marks_screen import MarksScreen

        if isinstance(self.app.screen, MarksScreen):
            self.app.screen.show_marks(message.contents.marks)
        if message.said:
            self._hints.show_notice(message.said)

    def on_desk_thread_failed(self, message: DeskThread.Failed) -> None:
        self._hints.show_notice(message.said)
        if message.note:
            self.desk.edit_again(message.note)

    async def on_key(self, event: events.Key) -> None:
        """Alt with a letter does what it does in the text; but Esc and a word in one go, which look so, never quit."""
        self._hints.show_notice("")
        commands = self.active_bindings
        command = commands.get(key_with_alt(event.key))
        if self.list.has_focus_within and command and event.key not in commands and command.binding.id != "quit":
            event.stop()
            self.open_now()
            await self.app.run_action(command.binding.action, command.node)

    def _open_soon(self) -> None:
        self._wait_no_more()
        self._rest = self.set_timer(_REST_SECONDS, self.open_now)

    def open_now(self) -> bool:
        """Open what was to be opened after the last key in the search box. False where there was nothing."""
        is_due = self._rest is not None
        if is_due:
            self._open_row()
        return is_due

    def _open_row(self, *, is_leafing: bool = False) -> None:
        """Open what the cursor is on, unless it is open. A name that only looks like what was typed is not."""
        self._wait_no_more()
        target = self.list.target
        if target is not None and not target.only_near:
            self.detail.bring_back()
            if target != self._target or target.entry != self.detail.entry:
                self._open_target(target, is_leafing=is_leafing)
        else:
            self.detail.set_aside(self.list.why_not_open())

    def _wait_no_more(self) -> None:
        if self._rest:
            self._rest.stop()
            self._rest = None

    def _choose(self) -> None:
        """Read what the cursor is on, also a name that only looks like what was typed."""
        self._hints.show_notice("")
        if (target := self.list.chosen()) is None:
            return
        if target.is_drug:
            self.list.turn(target)
            return
        self.list.keep_search()
        if target.only_near or target != self._target:
            self._open_target(target)
        self._focus(self.detail.document)

    on_drug_list_selected = on_search_line_submitted = on_list_pane_answer_came = _choose
    on_list_pane_rows_changed = _open_soon

    def _open_target(self, target: Target, *, is_leafing: bool = False) -> None:
        self._wait_no_more()
        self._target, self.detail.stops.may_wait = target, is_leafing
        self.detail.open_monograph.asked = self.list.search.text.strip() if target.only_near else ""
        self.detail.navigation.mark(target.matcher)
        if target.start:
            self.detail.open_at(target.entry, target.start)
        elif target.passage:
            self.detail.open_at_passage(target.entry, target.passage)
        elif target.section is None:
            self.detail.open(target.entry)
        else:
            self.detail.open_at_match(target.entry, target.section)

    # Actions ------------------------------------------------------------------------------------------

    action_section_key = _done_by("detail.choose_key")
    action_step_section = _done_by("detail.step_section")
    action_alert = _done_by("detail.choose_alert")
    action_toggle_all = _done_by("detail.toggle_questions")
    action_outline = _done_by("detail.open_outline")
    action_step_heading = _done_by("detail.headings.step")
    action_reload = _done_by("detail.reload")
    action_disclaimer = _done_by("detail.show_disclaimer")
    action_find_in_monograph = _done_by("detail.find_bar.open")
    action_same_drug = _done_by("detail.stops.same_drug")
    action_mark = _done_by("desk.toggle_mark")
    action_browse = _done_by("desk.browse")
    action_marked = _done_by("desk.show_marks")
    action_note = _done_by("desk.write_note")
    action_compare = _done_by("desk.compare")
    action_comparison = _done_by("desk.show_comparison")
    action_export = _done_by("desk.export")
    action_copy_section = _done_by("desk.copy_section")
    action_copy_some = _done_by("desk.copy_some")
    action_problems = _done_by("desk.problems.show")

    def on_drug_wanted(self, message: DrugWanted) -> None:
        self.go_to(message.entry)

    def go_to(self, entry: Entry) -> None:
        """Open a drug from anywhere; the list shows all drugs then, with the cursor on it."""
        self.list.go_to(entry)
        self._open_target(Target(entry))
        self._focus(self.detail.document)

    def action_filter(self) -> None:
        self.list.search.begin()
        self._focus(self.list.search)

    def action_next_pane(self, direction: int = 1) -> None:
        """To the other pane; in the text first to its links and tables."""
        self.open_now()
        if self._detail and self.focused is self._detail.document and self._detail.stops.step(direction):
            return
        self._focus(self.detail.document if self.list.has_focus_within else self.list.drugs)

    def action_back(self) -> None:
        """One step back, the way one came: from the words in the text to it, to the list, to the empty box."""
        if self.detail.find_bar.cancel():
            return
        if self.list.has_focus_within:
            self.list.clear(self.detail.entry)
            self._open_row()
            self._focus(self.list.search)
            self.list.offer()
        else:
            self._focus(self.list.drugs)

    def action_help(self) -> None:
        from medtui.tui.screens.sheet import PageScreen, keys_page

        self.app.push_screen(PageScreen("Keys", keys_page(self._keys), self.detail.disclaimer))

    def action_step_match(self, direction: int) -> None:
        self.detail.navigation.step(direction)
        if not self.detail.display:
            self._focus(self.detail.document)  # a match is there to be seen

    def action_step_history(self, direction: int) -> None:
        """Back or forward; the list's cursor follows where the drug is listed."""
        if self.detail.step_history(direction):
            self._target = self.list.follow(self.detail.entry)
            self._focus(self.detail.document)

"""The main screen: the list of drugs, the open monograph, and what happens between them."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from medtui.settings.app_commands import COMMANDS, IN_MONOGRAPH_HINTS, TYPING_HINTS
from medtui.tui.bars import DisclaimerBar, KeyHints
from medtui.tui.bindings import bindings
from medtui.tui.drug_list import DrugList
from medtui.tui.finder import Finder
from medtui.tui.list_pane import ListPane
from medtui.tui.list_rows import Target
from medtui.tui.screens.desk_actions import DeskActions
from medtui.tui.search_line import SearchLine
from medtui.tui.sizes import SLIM, SMALLEST, WIDE, disclaimer_rows

if TYPE_CHECKING:
    from textual.timer import Timer

    from medtui.library import Entry, Library
    from medtui.reading.schema import Schema
    from medtui.tui.detail_pane import DetailPane
    from medtui.tui.start import Start
    from medtui.tui.status_line import TooSmall

_WATCH_SECONDS = 2.0
_REST_SECONDS = 0.15
"""So long after the last key in the search box the drug under the cursor is opened: opening each one on the way
would cost every letter as much as finding does, and nobody reads them."""


class BrowseScreen(DeskActions):
    """Find a drug on the left, read it on the right."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    class Ready(Message):
        """The first drug is open: every key can be answered."""

    def __init__(self, finder: Finder, start: Start, register_user_themes: Callable[[], Iterable[str]]) -> None:
        """register_user_themes: makes them known, which the first frame need not wait for, and says what is wrong."""
        super().__init__()
        self._register_user_themes = register_user_themes
        self.finder = finder
        self._start = start.entry
        self._section = start.section
        self._overlay = start.overlay
        self._settings = start.settings
        self._problems = start.problems
        self._keys = start.settings.keys
        self._target: Target | None = None
        self._rest: Timer | None = None  # runs while a drug is to be opened
        self._detail: DetailPane | None = None
        self._too_small: TooSmall | None = None

    # Set-up -----------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        self.list = ListPane(self.finder, self._start, self._schemas, id="list-pane")
        self._disclaimer = DisclaimerBar(id="disclaimer", hint="d more")
        self._hints = KeyHints(id="hints")
        yield from (self.list, self._disclaimer, self._hints)

    @property
    def detail(self) -> DetailPane:
        """The right-hand side. It is mounted after the first frame, with its imports and what else the list need
        not wait for; keys wait for it."""
        if self._detail is None:
            self.list.load()
            from medtui.tui.detail_pane import DetailPane

            self._detail = DetailPane(self._section, id="detail-pane")
            self._detail.twins_of = self.finder.twins_of
            self._detail.document.most_columns = self._settings.wrap_width
            if self._overlay:
                from medtui.desk.overlay import Overlay

                self._detail.overlay = Overlay(self._overlay)
            self.mount(self._detail, after=self.list)
            self._divide(self.app.size)
        return self._detail

    def _schemas(self, libraries: Iterable[Library]) -> dict[str, Schema]:
        return self.detail.opener.schemas(libraries)

    def on_mount(self) -> None:
        self._divide(self.app.size)
        (self.detail.document if self._start else self.list.drugs).focus()
        # The list is useful at once; the first monograph follows in the next frames.
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """Start what goes on beside the user, and open the first drug once there is a place for it.

        Garbage collection was off until now: importing makes thousands of objects and no garbage.
        """
        self.detail.call_after_refresh(self._open_first)

    def _open_first(self) -> None:
        for problem in (*self._problems, *self._register_user_themes()):
            self._hints.add_notice(problem)
        if self._start is not None and self.detail.entry is None:
            self._open(self._start)
        else:
            self._open_row()
        gc.enable()
        gc.freeze()
        self.set_interval(_WATCH_SECONDS, self._look_around)
        self.list.begin()
        _ = self.desk_thread
        self.post_message(self.Ready())

    def _look_around(self) -> None:
        """Every two seconds: say so when the open file is another one now. Reading it again is the user's choice."""
        self.desk_thread.look()
        change = self.detail.change_on_disk()
        if change and not self._hints.notice:
            self._hints.show_notice(change)

    # Size ---------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        self._divide(self.size)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self._share_width(self.size, event.widget)
        if event.widget is self.list.search:
            self.list.offer()
        else:
            self.list.offer_no_more(self.detail.entry if self._detail else None)
        if self._detail:
            self._detail.note_focus(event.widget)

    def _divide(self, size: Size) -> None:
        """Give each part its share of the screen. Styles are set one by one: a changed class would make Textual
        match all of its rules again."""
        is_tiny = size.width < SMALLEST.width or size.height < SMALLEST.height
        self._disclaimer.display = self._hints.display = not is_tiny
        self._show_too_small(is_tiny)
        self._disclaimer.styles.height = disclaimer_rows(size)
        if self._detail:
            self._detail.divide(size)
        self._share_width(size, self.focused)

    def _show_too_small(self, is_tiny: bool) -> None:
        if is_tiny and self._too_small is None:
            from medtui.tui.status_line import TooSmall  # seldom needed

            self._too_small = TooSmall(id="too-small")
            self.mount(self._too_small)
        if self._too_small:
            self._too_small.display = is_tiny

    def _share_width(self, size: Size, focused: Widget | None) -> None:
        """Below WIDE columns only the pane in use gets the room."""
        is_finding_words = self._detail is not None and focused is self._detail.find_box
        hints = IN_MONOGRAPH_HINTS if is_finding_words else self._keys.hints
        self._hints.show_commands(TYPING_HINTS if focused is self.list.search else hints)
        is_tiny = self._too_small is not None and self._too_small.display
        is_finding = focused in (self.list.drugs, self.list.search)
        is_reading = not is_finding or size.width >= SLIM
        self.list.display = (is_finding or size.width >= WIDE) and not is_tiny
        if self._detail:
            self._detail.display = is_reading and not is_tiny
            # The style sheet's border, which parts it from the list, or none.
            if self.list.display:
                self._detail.styles.border_left = ("ascii", "gray") if self._settings.ascii_borders else None
            else:
                self._detail.styles.border_left = ("none", "black")
        self.list.styles.width = self._settings.list_width if is_reading else "1fr"

    # What the widgets announce ------------------------------------------------------------------------

    def on_drug_list_highlighted(self, message: DrugList.Highlighted) -> None:
        if message.index == self.list.drugs.cursor:  # else the cursor has moved on already
            self._open_row()
            self.list.drugs.show_cursor()

    def on_drug_list_chosen(self) -> None:
        self._choose()

    def on_search_line_changed(self, message: SearchLine.Changed) -> None:
        if self.list.type(message.text, self.detail.entry):
            self._open_soon()
        self.list.search.refresh()

    def on_search_line_moved(self, message: SearchLine.Moved) -> None:
        if self.list.move(message.rows):
            self._open_row()

    def on_search_line_submitted(self) -> None:
        self._choose()

    def on_list_pane_changed(self) -> None:
        self._open_soon()

    def on_list_pane_refreshed(self) -> None:
        target, entry = self.list.target, self.detail.entry
        if entry is None:
            self._open_row()
        elif target is not None and (target.entry.source, target.entry.raw) == (entry.source, entry.raw):
            self._target = target  # the same file, perhaps under another title: it is open already

    def on_list_pane_prepared(self) -> None:
        gc.freeze()  # the names are there to stay

    def on_list_pane_noted(self, message: ListPane.Noted) -> None:
        self._hints.show_notice(message.text)

    def on_match_pane_noted(self, message: DetailPane.Noted) -> None:
        self._hints.show_notice(message.text)

    def on_disclaimer_bar_clicked(self) -> None:
        self.action_disclaimer()

    async def on_key_hints_clicked(self, message: KeyHints.Clicked) -> None:
        if message.command.action:
            await self.run_action(message.command.action)

    def on_key(self) -> None:
        self._hints.show_notice("")

    def _open_soon(self) -> None:
        if self._rest:
            self._rest.stop()
        self._rest = self.set_timer(_REST_SECONDS, self.open_now)

    def open_now(self) -> None:
        """Open what was to be opened after the last key in the search box, if there is anything."""
        if self._rest:
            self._open_row()

    def _open_row(self) -> None:
        """Open what the cursor is on, unless it is open. A name that only looks like what was typed is not."""
        self._wait_no_more()
        target = self.list.target
        if target is not None and not target.only_near:
            if target != self._target or target.entry != self.detail.entry:
                self._open_target(target)
        elif self.detail.entry is None:
            self.detail.show_message(self.list.empty_text())

    def _wait_no_more(self) -> None:
        if self._rest:
            self._rest.stop()
            self._rest = None

    def _choose(self) -> None:
        """Read what the cursor is on, also a name that only looks like what was typed."""
        target = self.list.target
        if target is None:
            return
        self.list.keep_search()
        if target.only_near or target != self._target:
            self._open_target(target)
        self.detail.document.focus()

    def _open_target(self, target: Target) -> None:
        self._wait_no_more()
        self._target = target
        self.detail.find(target.matcher)
        if target.start:
            self.detail.open_at(target.entry, target.start)
            self._disclaimer.show_disclaimer(self.detail.disclaimer)
        elif target.section is None:
            self._open(target.entry)
        else:
            self.detail.open_at_match(target.entry, target.section)
            self._disclaimer.show_disclaimer(self.detail.disclaimer)

    def _open(self, entry: Entry) -> None:
        self.detail.open(entry)
        self._disclaimer.show_disclaimer(self.detail.disclaimer)

    # Actions ------------------------------------------------------------------------------------------

    def action_section_key(self, key: str) -> None:
        self.detail.choose_key(key)

    def action_step_section(self, direction: int) -> None:
        self.detail.step_section(direction)

    def action_alert(self) -> None:
        self.detail.choose_alert()

    def action_toggle_all(self) -> None:
        self.detail.toggle_questions()

    def action_reload(self) -> None:
        self.detail.reload()
        self._disclaimer.show_disclaimer(self.detail.disclaimer)

    def action_same_drug(self) -> None:
        twins = self.detail.reader.twins
        if twins:
            self.go_to(twins[0])
        else:
            self._hints.show_notice("No other monograph here is about this drug.")

    def go_to(self, entry: Entry) -> None:
        """Open a drug from anywhere; the list shows all drugs then, with the cursor on it."""
        self.list.go_to(entry)
        self._open_target(Target(entry))
        self.detail.document.focus()

    def action_filter(self) -> None:
        self.list.search.focus()

    def action_next_pane(self) -> None:
        self.open_now()
        (self.detail.document if self.focused in (self.list.drugs, self.list.search) else self.list.drugs).focus()

    def action_back(self) -> None:
        """One step back, the way one came: from the box to the text, to the list, to the whole list."""
        if self.detail.cancel_find():
            return
        if self.focused in (self.list.drugs, self.list.search):
            self.list.clear(self.detail.entry)
            self._open_row()
        self.list.drugs.focus()

    def action_disclaimer(self) -> None:
        from medtui.tui.screens.page_screen import disclaimer_screen  # after the first frame

        self.app.push_screen(disclaimer_screen(self.detail.disclaimer))

    def action_help(self) -> None:
        from medtui.tui.screens.page_screen import help_screen  # after the first frame

        self.app.push_screen(help_screen(self.detail.disclaimer, self._keys))

    def action_next_theme(self) -> None:
        names = list(self.app.available_themes)
        self.app.theme = names[(names.index(self.app.theme) + 1) % len(names)]
        self._hints.show_notice(f"Theme: {self.app.theme}.")

    # Matches and visits -----------------------------------------------------------------------------

    def action_find_in_monograph(self) -> None:
        self.detail.begin_find()

    def action_step_match(self, direction: int) -> None:
        self.detail.step_match(direction)
        if not self.detail.display:
            self.detail.document.focus()  # a match is there to be seen

    def action_visit(self, direction: int) -> None:
        """Back or forward; the list's cursor follows where the drug is listed."""
        if self.detail.revisit(direction):
            self._disclaimer.show_disclaimer(self.detail.disclaimer)
            self._target = self.list.follow(self.detail.entry)
            self.detail.document.focus()

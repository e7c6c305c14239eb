"""The main screen: the list of drugs, the open monograph, and what happens between them."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.widget import Widget

from medtui.safe_text import safe_line
from medtui.tui.bars import DisclaimerBar, KeyHints
from medtui.tui.commands import COMMANDS, HINTS, TYPING_HINTS, bindings
from medtui.tui.detail_pane import DetailPane
from medtui.tui.drug_list import DrugList
from medtui.tui.finder import Finder
from medtui.tui.garbage import GarbageCollection
from medtui.tui.screens.painted import PaintedScreen
from medtui.tui.search_line import SearchLine
from medtui.tui.sizes import LIST_COLUMNS, SLIM, SMALLEST, WIDE, disclaimer_rows
from medtui.tui.status_line import StatusLine, TooSmall

if TYPE_CHECKING:
    from medtui.library import Entry

_WATCH_SECONDS = 2.0
_SLICE_SECONDS = 0.004
_PAUSE_SECONDS = 0.01
_FOLLOW_SECONDS = 0.5


class BrowseScreen(PaintedScreen):
    """Find a drug on the left, read it on the right."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    def __init__(self, finder: Finder, start: Entry | None, section: str | None) -> None:
        super().__init__()
        self.finder = finder
        self._start = start
        self._section = section
        self._followed = monotonic()
        self._garbage = GarbageCollection()

    # Set-up -----------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        self._search = SearchLine(id="search", placeholder="find a drug by name")
        self._status = StatusLine(id="status")
        self._drugs = DrugList(id="drugs")
        self.detail = DetailPane(self._section, id="detail-pane")
        self._disclaimer = DisclaimerBar(id="disclaimer", hint="d more")
        self._hints = KeyHints(id="hints")
        self._too_small = TooSmall(id="too-small")
        self._list_pane = Vertical(self._search, self._status, self._drugs, id="list-pane")
        self._panes = Horizontal(self._list_pane, self.detail, id="panes")
        yield from (self._panes, self._disclaimer, self._hints, self._too_small)

        # Before the widgets are mounted, so that the very first paint has the list.
        self._drugs.empty_text = self._empty_text()
        self._drugs.show_rows(self.finder.found, self.finder.row_of(self._start) or 0)
        self._status.show_text(self.finder.status())

    def on_mount(self) -> None:
        self._divide(self.app.size)
        (self.detail.document if self._start else self._drugs).focus()
        # The list is useful at once; the first monograph follows in the next frame, with its slower imports.
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """Open the first drug, with the imports that takes, and start what goes on beside the user.

        Garbage collection was off until now: importing makes thousands of objects and no garbage.
        """
        if self._start is not None:
            self._open(self._start)
        else:
            self._open_row()
        if self.finder.listing.notice:
            self._hints.show_notice(self.finder.listing.notice)
        self._garbage.begin()
        self.set_interval(_WATCH_SECONDS, self._look_around)
        self.set_timer(_PAUSE_SECONDS, self._read_more_names)

    # Following the library ----------------------------------------------------------------------------

    def _read_more_names(self) -> None:
        """Read the names that the first frame did not wait for, in slices too short to be felt."""
        if self.finder.listing.read_names(_SLICE_SECONDS):
            self.set_timer(_PAUSE_SECONDS, self._read_more_names)
            self._status.show_text(self.finder.status())
            if monotonic() - self._followed > _FOLLOW_SECONDS:
                self._follow_listing()
        else:
            self._follow_listing()
            self.finder.listing.save()
            self.set_timer(_PAUSE_SECONDS, self._prepare_search)

    def _prepare_search(self) -> None:
        """Get ready for the first letter in the search box, in slices as short."""
        if self.finder.prepare(_SLICE_SECONDS):
            self.set_timer(_PAUSE_SECONDS, self._prepare_search)
        else:
            self._garbage.keep()
            self.set_timer(_PAUSE_SECONDS, self._check_names)

    def _check_names(self) -> None:
        """Compare the names that came from the cache with the files, in slices as short."""
        if self.finder.listing.verify(_SLICE_SECONDS):
            self.set_timer(_PAUSE_SECONDS, self._check_names)
        else:
            self._follow_listing()
            self.finder.listing.save()

    def _follow_listing(self) -> None:
        """Show what the listing has become, without losing the reader's row."""
        self._followed = monotonic()
        if not self.finder.is_current():
            found = self.finder.refresh()
            row = self.finder.row_of(self.detail.entry)
            self._drugs.show_rows(found, self._drugs.cursor if row is None else row)
            if self.detail.entry is None:
                self._open_row()
        self._status.show_text(self.finder.status())

    def _look_around(self) -> None:
        """Every two seconds: say so when the open file is another one now. Reading it again is the user's choice."""
        self._garbage.collect_when_idle()
        change = self.detail.change_on_disk()
        if change and not self._hints.notice:
            self._hints.show_notice(change)

    def _empty_text(self) -> str:
        listing = self.finder.listing
        if listing.entries or listing.pending:
            return "No drug has a name like that. Esc shows all."
        places = ", ".join(safe_line(str(library.root)) for library in listing.libraries)
        return f"No monographs in {places}. Put Markdown files (.md) there and start medtui again."

    # Size ---------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        self._divide(self.size)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self._share_width(self.size.width, event.widget)

    def _divide(self, size: Size) -> None:
        """Give each part its share of the screen. Styles are set one by one: a changed class would make Textual
        match all of its rules again."""
        tiny = size.width < SMALLEST.width or size.height < SMALLEST.height
        for part in (self._panes, self._disclaimer, self._hints):
            part.display = not tiny
        self._too_small.display = tiny
        self._disclaimer.styles.height = disclaimer_rows(size)
        self.detail.divide(size)
        self._share_width(size.width, self.focused)

    def _share_width(self, width: int, focused: Widget | None) -> None:
        """Below WIDE columns only the pane in use gets the room."""
        self._hints.show_commands(TYPING_HINTS if focused is self._search else HINTS)
        finding = focused in (self._drugs, self._search)
        self._list_pane.display = finding or width >= WIDE
        self.detail.display = not finding or width >= SLIM
        self._list_pane.styles.width = LIST_COLUMNS if self.detail.display else "1fr"

    # What the widgets announce ------------------------------------------------------------------------

    def on_drug_list_highlighted(self, message: DrugList.Highlighted) -> None:
        if message.index == self._drugs.cursor:  # else the cursor has moved on already
            self._open_row()
            self._drugs.show_cursor()

    def on_drug_list_chosen(self) -> None:
        self.detail.document.focus()

    def on_search_line_changed(self, message: SearchLine.Changed) -> None:
        found = self.finder.type(message.text)
        self._drugs.empty_text = self._empty_text()
        row = None if message.text.strip() else self.finder.row_of(self.detail.entry)
        self._drugs.show_rows(found, row or 0)
        self._status.show_text(self.finder.status())
        self._open_row()

    def on_search_line_moved(self, message: SearchLine.Moved) -> None:
        self._drugs.action_move(message.rows)

    def on_search_line_submitted(self) -> None:
        if len(self.finder.found):
            self.detail.document.focus()

    def on_detail_pane_noted(self, message: DetailPane.Noted) -> None:
        self._hints.show_notice(message.text)

    def on_disclaimer_bar_clicked(self) -> None:
        self.action_disclaimer()

    async def on_key_hints_clicked(self, message: KeyHints.Clicked) -> None:
        if message.command.action:
            await self.run_action(message.command.action)

    def on_key(self) -> None:
        self._garbage.note_key()
        self._hints.show_notice("")

    def _open_row(self) -> None:
        """Open the drug under the cursor, unless it is open."""
        if len(self.finder.found):
            entry = self.finder.found.entry(self._drugs.cursor)
            if entry != self.detail.entry:
                self._open(entry)
        elif self.detail.entry is None:
            self.detail.show_message(self._empty_text())

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

    def action_filter(self) -> None:
        self._search.focus()

    def action_next_pane(self) -> None:
        (self.detail.document if self.focused in (self._drugs, self._search) else self._drugs).focus()

    def action_back(self) -> None:
        """One step back: out of the text or the box to the list, then to the whole list."""
        if self._search.text and self.focused in (self._drugs, self._search):
            self._search.set_text("")
            self.on_search_line_changed(SearchLine.Changed(""))
        self._drugs.focus()

    def action_disclaimer(self) -> None:
        from medtui.tui.screens.page_screen import disclaimer_screen  # noqa: PLC0415 - after the first frame

        self.app.push_screen(disclaimer_screen(self.detail.disclaimer))

    def action_help(self) -> None:
        from medtui.tui.screens.page_screen import help_screen  # noqa: PLC0415 - after the first frame

        self.app.push_screen(help_screen(self.detail.disclaimer))

    def action_copy_section(self) -> None:
        text, tab = self.detail.reader.text_to_copy(), self.detail.reader.tab
        if text and tab:
            self.app.copy_to_clipboard(text)
            self._hints.show_notice(f"Sent to the terminal’s clipboard (OSC 52): {tab.label}, disclaimer, source.")

    def action_next_theme(self) -> None:
        names = list(self.app.available_themes)
        self.app.theme = names[(names.index(self.app.theme) + 1) % len(names)]
        self._hints.show_notice(f"Theme: {self.app.theme}.")

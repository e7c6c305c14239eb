"""The main screen: the list of drugs, the open monograph, and what happens between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from medtui.safe_text import safe_line
from medtui.tui.bars import DisclaimerBar, KeyHints
from medtui.tui.catalogue_follower import CatalogueFollower
from medtui.tui.commands import COMMANDS, HINTS, IN_MONOGRAPH_HINTS, TYPING_HINTS, bindings
from medtui.tui.detail_pane import DetailPane
from medtui.tui.drug_list import DrugList
from medtui.tui.finder import Finder
from medtui.tui.found import Target
from medtui.tui.garbage import GarbageCollection
from medtui.tui.screens.painted import PaintedScreen
from medtui.tui.search_history import SearchHistory
from medtui.tui.search_line import SearchLine
from medtui.tui.search_thread import Answer, SearchThread
from medtui.tui.sizes import LIST_COLUMNS, SLIM, SMALLEST, WIDE, disclaimer_rows
from medtui.tui.status_line import StatusLine, TooSmall, progress_line

if TYPE_CHECKING:
    from textual.command import Provider

    from medtui.library import Entry, Listing
    from medtui.library.query import Query

_WATCH_SECONDS = 2.0
_SLICE_SECONDS = 0.004
_PAUSE_SECONDS = 0.01
_PATIENCE_SECONDS = 0.012
"""So long a key waits for the text search, so that names and texts are painted together."""


_NAMES_SECONDS = 0.1


class TextOpened(Message):
    """The texts can be searched, or cannot yet. keys: those of the front matter."""

    def __init__(self, keys: list[str]) -> None:
        super().__init__()
        self.keys = keys


class TextAnswered(Message):
    """The text search has found something, or more of it."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


def drug_commands() -> type[Provider]:
    """The palette's rows for drugs, imported when it is opened."""
    from medtui.tui.screens.drug_commands import DrugCommands  # noqa: PLC0415

    return DrugCommands


class BrowseScreen(PaintedScreen):
    """Find a drug on the left, read it on the right."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    COMMANDS = {drug_commands}  # noqa: RUF012 - Textual's own declaration of it

    def __init__(self, finder: Finder, start: Entry | None, section: str | None) -> None:
        super().__init__()
        self.finder = finder
        self._start = start
        self._section = section
        self._search_thread: SearchThread | None = None
        self._follower: CatalogueFollower | None = None
        self._target: Target | None = None
        self._history = SearchHistory()
        self._garbage = GarbageCollection()

    # Set-up -----------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        self._search = SearchLine(id="search", placeholder="find a drug or a word")
        self._status = StatusLine(id="status")
        self._drugs = DrugList(id="drugs")
        self.detail = DetailPane(self._section, id="detail-pane")
        self.detail.twins_of = self.finder.twins_of
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
        loaded = self._load_listing(self.finder.listing)
        if loaded is not self.finder.listing:
            self.finder.use(loaded)
            self._drugs.show_rows(self.finder.found)
        if self._start is not None:
            self._open(self._start)
        else:
            self._open_row()
        self._garbage.begin()
        self.set_interval(_WATCH_SECONDS, self._look_around)
        self.set_timer(_PAUSE_SECONDS, self._begin_search)

    # Following the library ----------------------------------------------------------------------------

    def _load_listing(self, listing: Listing) -> Listing:
        """Read what the first frame did not need; from the files, where the catalogue turns out to be damaged."""
        from medtui.library.listing import looked_listing  # noqa: PLC0415 - after the first frame
        from medtui.library.packed import DamagedError  # noqa: PLC0415

        try:
            listing.load_all()
        except DamagedError:
            return looked_listing(listing.sources, _NAMES_SECONDS)
        return listing

    def _begin_search(self) -> None:
        """Open the catalogue of the texts, and start the process that keeps it right."""
        self._search_thread = SearchThread(
            lambda answer: self.post_message(TextAnswered(answer)), lambda keys: self.post_message(TextOpened(keys))
        )
        self._search_thread.open(self.finder.listing)
        self._follower = CatalogueFollower(self.finder.listing.sources, self.post_message)
        self._follower.start()
        self.set_timer(_PAUSE_SECONDS, self._prepare_search)

    def on_text_opened(self, message: TextOpened) -> None:
        """The texts can be searched: also for what has been typed meanwhile."""
        self.finder.learn(self.detail.schemas(self.finder.listing.libraries), message.keys)
        if self.finder.query.strip():
            self._find(self.finder.query)

    def _prepare_search(self) -> None:
        """Get ready for the first letter in the search box, in slices too short to be felt."""
        if self.finder.prepare(_SLICE_SECONDS):
            self.set_timer(_PAUSE_SECONDS, self._prepare_search)
        else:
            self._garbage.keep()

    def on_catalogue_follower_names_changed(self) -> None:
        """Show what the catalogue says now, without losing the reader's row."""
        from medtui.library.listing import kept_listing  # noqa: PLC0415 - after the first frame

        listing = kept_listing(self.finder.listing.sources)
        if listing is None or self._search_thread is None:
            return
        self.finder.use(self._load_listing(listing))
        self._search_thread.open(self.finder.listing)
        self._drugs.empty_text = self._empty_text()
        row = self.finder.row_of(self.detail.entry)
        self._drugs.show_rows(self.finder.found, self._drugs.cursor if row is None else row)
        self._status.show_text(self.finder.status())
        if self.detail.entry is None:
            self._open_row()

    def on_catalogue_follower_progressed(self, message: CatalogueFollower.Progressed) -> None:
        self._status.show_progress(progress_line(message.stage, message.done, message.total, message.left_s))

    def on_catalogue_follower_checked(self) -> None:
        self._status.show_progress("")

    def on_catalogue_follower_troubled(self, message: CatalogueFollower.Troubled) -> None:
        self._hints.show_notice(message.text)

    def on_unmount(self) -> None:
        if self._follower:
            self._follower.stop()

    def _look_around(self) -> None:
        """Every two seconds: say so when the open file is another one now. Reading it again is the user's choice."""
        self._garbage.collect_when_idle()
        change = self.detail.change_on_disk()
        if change and not self._hints.notice:
            self._hints.show_notice(change)

    def _empty_text(self) -> str:
        listing = self.finder.listing
        if self.finder.waiting:
            return "Searching the text."
        if listing.pending:
            return "Reading the names."
        if listing.entries and not (self._search_thread and self._search_thread.is_open):
            return "No drug has a name like that. The text can be searched once it has been read."
        if listing.entries:
            return "Nothing has a name or text like that. Esc shows all."
        places = ", ".join(safe_line(str(library.root)) for library in listing.libraries)
        return f"No monographs in {places}. Put Markdown files (.md) there: they appear here."

    # Size ---------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        self._divide(self.size)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self._share_width(self.size.width, event.widget)
        self.detail.note_focus(event.widget)

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
        hints = IN_MONOGRAPH_HINTS if focused is self.detail.find_box else HINTS
        self._hints.show_commands(TYPING_HINTS if focused is self._search else hints)
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
        self.on_search_line_submitted()

    def on_search_line_changed(self, message: SearchLine.Changed) -> None:
        self._history.leave()
        self._find(message.text)

    def _find(self, text: str) -> None:
        """Show what is found for `text`, names at once and the texts that match as soon as they are known."""
        query = self.finder.type(text)
        self._status.show_error(self.finder.error)
        if self.finder.error:
            return  # the last good results stay
        if query is not None:
            self._search_text(query)
        elif self._search_thread:
            self._search_thread.forget()
        self._drugs.empty_text = self._empty_text()
        row = None if query else self.finder.row_of(self.detail.entry)
        self._drugs.show_rows(self.finder.found, row or 0)
        self._status.show_text(self.finder.status())
        self._open_row()

    def _search_text(self, query: Query) -> None:
        """Ask for the texts that match; what comes at once is shown with the names."""
        if self._search_thread and self._search_thread.is_open:
            self.finder.waiting = True
            answer = self._search_thread.ask(query, _PATIENCE_SECONDS)
            if answer and answer.results:
                self.finder.take(answer.query, answer.results)

    def on_text_answered(self, message: TextAnswered) -> None:
        query, results = message.answer
        if results is None:
            self.on_catalogue_follower_names_changed()
        elif self.finder.take(query, results):
            self._drugs.empty_text = self._empty_text()
            self._drugs.show_rows(self.finder.found, self._drugs.cursor)
            self._status.show_text(self.finder.status())
            self._open_row()

    def on_search_line_moved(self, message: SearchLine.Moved) -> None:
        """Up from the first row leads to earlier searches, down from those back to what was typed."""
        earlier = None
        if message.rows == -1 and self._drugs.is_at_top():
            earlier = self._history.older(self._search.text)
        elif message.rows == 1:
            earlier = self._history.newer()
        if earlier is None:
            self._drugs.action_move(message.rows)
        else:
            self._search.set_text(earlier)
            self._find(earlier)

    def on_search_line_submitted(self) -> None:
        target = self.finder.found.target(self._drugs.cursor)
        if target is None:
            return
        self._history.add(self._search.text)
        if target.only_near or target != self._target:
            self._open_target(target)
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
        """Open what the cursor is on, unless it is open. A name that only looks like what was typed is not."""
        target = self.finder.found.target(self._drugs.cursor)
        if target is not None and not target.only_near:
            if target != self._target or target.entry != self.detail.entry:
                self._open_target(target)
        elif self.detail.entry is None:
            self.detail.show_message(self._empty_text())

    def _open_target(self, target: Target) -> None:
        self._target = target
        self.detail.find(target.matcher)
        if target.section is None:
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
        if self._search.text:
            self._search.set_text("")
            self._find("")
        self._drugs.show_rows(self.finder.found, self.finder.row_of(entry) or 0)
        self._open_target(Target(entry))
        self.detail.document.focus()

    def action_filter(self) -> None:
        self._search.focus()

    def action_next_pane(self) -> None:
        (self.detail.document if self.focused in (self._drugs, self._search) else self._drugs).focus()

    def action_back(self) -> None:
        """One step back, the way one came: from the box to the text, to the list, to the whole list."""
        if self.detail.cancel_find():
            return
        if self._search.text and self.focused in (self._drugs, self._search):
            self._history.add(self._search.text)
            self._search.set_text("")
            self._find("")
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
            row = self.finder.row_of(self.detail.entry)
            if row is not None:
                self._drugs.show_rows(self.finder.found, row)
            self._target = None if row is None else self.finder.found.target(row)
            self.detail.document.focus()

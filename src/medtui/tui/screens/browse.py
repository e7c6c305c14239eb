"""The main screen: the list of drugs, the open monograph, and what happens between them."""

from __future__ import annotations

from time import monotonic
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widget import Widget

from medtui.library import Entry, UnreadableFile, changed, load, schema_for
from medtui.presentation.disclaimer import STANDARD, Disclaimer
from medtui.presentation.page import notice
from medtui.presentation.page_layout import Place
from medtui.presentation.styled import Span
from medtui.reading import Schema
from medtui.safe_text import safe_line
from medtui.tui import help_page
from medtui.tui.bars import DisclaimerBar, DrugHeader, KeyHints
from medtui.tui.commands import COMMANDS, bindings
from medtui.tui.document_view import DocumentView
from medtui.tui.drug_list import DrugList
from medtui.tui.finder import Finder
from medtui.tui.reader import Reader
from medtui.tui.screens.page_screen import PageScreen
from medtui.tui.search_line import SearchLine
from medtui.tui.section_tabs import SectionTabs
from medtui.tui.sizes import SLIM, SMALLEST, WIDE, disclaimer_rows, header_rows, tab_rows
from medtui.tui.status_line import StatusLine, TooSmall

_WATCH_SECONDS = 2.0
_SLICE_SECONDS = 0.004
_PAUSE_SECONDS = 0.01
_FOLLOW_SECONDS = 0.5


class BrowseScreen(Screen[None]):
    """Find a drug on the left, read it on the right."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    def __init__(self, finder: Finder, reader: Reader, start: Entry | None) -> None:
        super().__init__()
        self.finder = finder
        self.reader = reader
        self._start = start
        self._schemas: dict[str, Schema] = {}
        self._showing: Entry | None = None
        self._followed = monotonic()

    # Set-up -----------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        with Horizontal(id="panes"):
            with Vertical(id="list-pane"):
                yield SearchLine(id="search", placeholder="find a drug by name")
                yield StatusLine(id="status")
                yield DrugList(id="drugs")
            with Vertical(id="detail-pane"):
                yield DrugHeader(id="header")
                yield SectionTabs(id="tabs")
                yield DocumentView(id="document")
        yield DisclaimerBar(id="disclaimer")
        yield KeyHints(COMMANDS, id="hints")
        yield TooSmall(id="too-small")

    def on_mount(self) -> None:
        self._drugs = self.query_one(DrugList)
        self._document = self.query_one(DocumentView)
        self._search = self.query_one(SearchLine)
        self._hints = self.query_one(KeyHints)
        row = self.finder.found.row_of(self._start) or 0
        self._drugs.empty_text = self._empty_text()
        self._drugs.show_rows(self.finder.found, row)
        (self._document if self._start else self._drugs).focus()
        self._show_status()
        # The list is useful at once; the first monograph follows in the next frame, with its slower imports.
        self.call_after_refresh(self._begin, self._start)

    def _begin(self, start: Entry | None) -> None:
        entry = start or (self.finder.found.entry(self._drugs.cursor) if len(self.finder.found) else None)
        if entry is None:
            self._show_nothing(self._empty_text())
        else:
            self._open(entry)
        if self.finder.listing.notice:
            self._hints.show_notice(self.finder.listing.notice)
        self.set_interval(_WATCH_SECONDS, self._check_file)
        self.set_timer(_PAUSE_SECONDS, self._read_more_names)

    def _read_more_names(self) -> None:
        """Read the names that the first frame did not wait for, in slices too short to be felt."""
        listing = self.finder.listing
        if listing.read_names(_SLICE_SECONDS):
            self.set_timer(_PAUSE_SECONDS, self._read_more_names)
            self._show_status()
            if monotonic() - self._followed > _FOLLOW_SECONDS:
                self._follow_listing()
        else:
            self._follow_listing()
            listing.save()

    def _follow_listing(self) -> None:
        """Show what the listing has become, without losing the reader's row."""
        if self.finder.is_current():
            self._show_status()
            return
        self._followed = monotonic()
        found = self.finder.refresh()
        row = found.row_of(self._showing)
        self._drugs.show_rows(found, self._drugs.cursor if row is None else row)
        self._show_status()
        if self._showing is None and len(found):
            self._open(found.entry(self._drugs.cursor))

    # Size ---------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        size = self.size
        tiny = size.width < SMALLEST.width or size.height < SMALLEST.height
        self.set_class(tiny, "-tiny")
        self.query_one(DisclaimerBar).styles.height = disclaimer_rows(size)
        self.query_one(SectionTabs).styles.height = tab_rows(size)
        self.query_one(DrugHeader).styles.height = header_rows(size)
        self._share_width()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self._share_width(event.widget)

    def _share_width(self, focused: Widget | None = None) -> None:
        """Below WIDE columns only the pane in use gets the room."""
        finding = (focused or self.focused) in (self._drugs, self._search)
        narrow, slim = self.size.width < WIDE, self.size.width < SLIM
        self.set_class(narrow, "-narrow")
        self.set_class(narrow and not finding, "-list-hidden")
        self.set_class(slim and finding, "-detail-hidden")

    # Opening ------------------------------------------------------------------------------------------

    def _open(self, entry: Entry) -> None:
        self._showing = entry
        try:
            loaded = load(entry, self._schema(entry))
        except UnreadableFile as error:
            self._show_unreadable(entry, str(error))
            return
        self.reader.open(loaded, self._schema(entry))
        self._show_section()

    def _schema(self, entry: Entry) -> Schema:
        if entry.library not in self._schemas:
            schema, problem = schema_for(entry.source.root)
            self._schemas[entry.library] = schema
            if problem:
                self._hints.show_notice(problem.message)
        return self._schemas[entry.library]

    def _show_section(self) -> None:
        """Show the chosen section of the open monograph, where the reader left it."""
        reader = self.reader
        monograph, tab, disclaimer = reader.monograph, reader.tab, reader.disclaimer
        if monograph is None or tab is None or disclaimer is None:
            return
        self.query_one(DrugHeader).show_drug(monograph.title, reader.names(), reader.facts())
        self.query_one(SectionTabs).show_tabs(reader.tabs, tab)
        passages = reader.page()
        self._document.show_page(passages, reader.open_questions(passages), reader.place)
        self.query_one(DisclaimerBar).show_disclaimer(disclaimer)

    def _show_unreadable(self, entry: Entry, message: str) -> None:
        self.reader.close()
        self.query_one(DrugHeader).show_drug(
            entry.title, "", [Span(f"{entry.library} · {entry.path}", "muted")]
        )
        self._show_nothing(message)

    def _show_nothing(self, message: str) -> None:
        self.query_one(SectionTabs).show_tabs((), None)
        self._document.show_page((notice(message),), set(), Place())
        self.query_one(DisclaimerBar).show_disclaimer(Disclaimer(STANDARD, own=False))

    def _empty_text(self) -> str:
        listing = self.finder.listing
        if listing.entries or listing.pending:
            return "No drug has a name like that. Esc shows all."
        places = ", ".join(safe_line(str(library.root)) for library in listing.libraries)
        return f"No monographs in {places}. Put Markdown files (.md) there and press r."

    def _check_file(self) -> None:
        """Say so when the open file is another one now; reading it again is the user's choice."""
        if self.reader.loaded is None:
            return
        state = changed(self.reader.loaded)
        if state != "same" and not self._hints.notice:
            what = "was deleted or moved" if state == "missing" else "has changed on disk"
            self._hints.show_notice(f"{self.reader.loaded.entry.path} {what}. r reads it again.")

    # What the widgets announce ------------------------------------------------------------------------

    def on_drug_list_highlighted(self, message: DrugList.Highlighted) -> None:
        if message.index == self._drugs.cursor:  # else the cursor has moved on already
            self._leave_place()
            self._open(self.finder.found.entry(message.index))

    def on_drug_list_chosen(self) -> None:
        self._document.focus()

    def on_search_line_changed(self, message: SearchLine.Changed) -> None:
        found = self.finder.type(message.text)
        self._drugs.empty_text = self._empty_text()
        row = found.row_of(self._showing) if not message.text.strip() else 0
        self._drugs.show_rows(found, row or 0)
        self._show_status()
        if len(found) and found.entry(self._drugs.cursor) != self._showing:
            self._leave_place()
            self._open(found.entry(self._drugs.cursor))

    def on_search_line_moved(self, message: SearchLine.Moved) -> None:
        self._drugs.action_move(message.rows)

    def on_search_line_submitted(self) -> None:
        if len(self.finder.found):
            self._document.focus()

    def on_section_tabs_chosen(self, message: SectionTabs.Chosen) -> None:
        self._choose_section(message.section)

    def on_disclaimer_bar_clicked(self) -> None:
        self.action_disclaimer()

    async def on_key_hints_clicked(self, message: KeyHints.Clicked) -> None:
        await self.run_action(message.command.action)

    def on_key(self) -> None:
        self._hints.show_notice("")

    def _show_status(self) -> None:
        self.query_one(StatusLine).show_text(self.finder.status())

    def _leave_place(self) -> None:
        self.reader.place = self._document.place()

    def _choose_section(self, section: str) -> None:
        self._leave_place()
        self.reader.wanted = section
        self._show_section()

    # Actions ------------------------------------------------------------------------------------------

    def action_section_key(self, key: str) -> None:
        if section := self.reader.section_of_key(key):
            self._choose_section(section)

    def action_step_section(self, direction: int) -> None:
        self._leave_place()
        self.reader.step(direction)
        self._show_section()

    def action_alert(self) -> None:
        alert = next((tab for tab in self.reader.tabs if tab.alert), None)
        if alert:
            self._choose_section(alert.section)
        else:
            self._hints.show_notice("This monograph has no boxed warning section.")

    def action_toggle_all(self) -> None:
        if not self._document.has_questions:
            self._choose_section("faqs")
        self._document.toggle_all()

    def action_filter(self) -> None:
        self._search.focus()

    def action_next_pane(self) -> None:
        (self._document if self.focused in (self._drugs, self._search) else self._drugs).focus()

    def action_back(self) -> None:
        """One step back: out of the box or the text to the list, then to the whole list."""
        if self.focused is self._drugs or (self.focused is self._search and self._search.text):
            self._search.set_text("")
            self.on_search_line_changed(SearchLine.Changed(""))
        self._drugs.focus()

    def action_disclaimer(self) -> None:
        disclaimer = self.reader.disclaimer or Disclaimer(STANDARD, own=False)
        title = self.reader.monograph.title if self.reader.monograph else "medtui"
        self.app.push_screen(PageScreen(f"{title}: disclaimer", help_page.disclaimer(disclaimer), disclaimer))

    def action_help(self) -> None:
        self.app.push_screen(PageScreen("Keys", help_page.keys(), self.reader.disclaimer))

    def action_reload(self) -> None:
        if self._showing is None:
            self._hints.show_notice("Nothing is open to be read again.")
            return
        self._leave_place()
        try:
            loaded = load(self._showing, self._schema(self._showing))
        except UnreadableFile as error:
            self._hints.show_notice(f"{error} The text shown is the last one that was read.")
            return
        if self.reader.loaded:
            self.reader.reopen(loaded)
        else:
            self.reader.open(loaded, self._schema(self._showing))
        self._show_section()
        self._hints.show_notice(f"Read again: {loaded.entry.path}, {loaded.modified:%Y-%m-%d %H:%M}.")

    def action_copy_section(self) -> None:
        text = self.reader.text_to_copy()
        if text and self.reader.tab:
            self.app.copy_to_clipboard(text)
            label = self.reader.tab.label
            self._hints.show_notice(
                f"Sent to the terminal’s clipboard (OSC 52): {label}, disclaimer, source."
            )

    def action_next_theme(self) -> None:
        names = list(self.app.available_themes)
        self.app.theme = names[(names.index(self.app.theme) + 1) % len(names)]
        self._hints.show_notice(f"Theme: {self.app.theme}.")

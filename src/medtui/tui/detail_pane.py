"""The right-hand side: one monograph, its header, tabs and text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from medtui.library.loading import Schemas, load_or_reason
from medtui.presentation.destination import Destination
from medtui.presentation.disclaimer import OUR_NOTICE, Disclaimer
from medtui.presentation.markdown.styled import Span
from medtui.presentation.page import notice
from medtui.presentation.page_layout import Place
from medtui.presentation.page_passages import place_of_passage
from medtui.presentation.stops import Stops
from medtui.presentation.tabs import ALL
from medtui.tui.document_view import DocumentView
from medtui.tui.drug_header import LOW, TALL, DrugHeader
from medtui.tui.find_bar import FindBar
from medtui.tui.first_rendering import FirstRendering
from medtui.tui.footer import DisclaimerBar, Notice
from medtui.tui.heading_steps import Headings, OutlineRow
from medtui.tui.history import History, HistoryEntry
from medtui.tui.match_steps import MatchNavigation
from medtui.tui.open_monograph import START_SECTION, Margin, OpenMonograph
from medtui.tui.section_tabs import SectionTabs
from medtui.tui.still_open import StillOpen
from medtui.tui.stop_steps import StopSteps

if TYPE_CHECKING:
    from medtui.desk.clinic_overlay import Overlay
    from medtui.desk.desk_contents import DeskContents
    from medtui.library.entry import Entry
    from medtui.library.names.name_index import NameIndex
    from medtui.reading.passages import Passage

_OTHER_ROWS = 5
"""Those of tabs, disclaimer and hints, and two of the text, that the longest name leaves."""


class DetailPane(Vertical):
    """Opens drugs and sections and keeps the reader's place in them.

    section: the one to show first. disclaimer_bar: shows the disclaimer of what is open. twins_of: other monographs
    of the same drug. index: of all names. most_columns: of a line of text.
    """

    DEFAULT_CSS = """
    DetailPane {
        width: 1fr;
        #header { height: 1; margin: 0 0 0 1; }
        #tabs { height: 1; }
        #document, #still-open { height: 1fr; margin: 0 0 0 1; }
        #find { display: none; height: 1; padding: 0 0 0 1; background: $surface; }
    }
    """

    class SectionRead(Message):
        """A monograph is being read, or another section of it."""

        def __init__(self, entry: Entry, section: str) -> None:
            super().__init__()
            self.entry, self.section = entry, section

    def __init__(
        self,
        section: str | None,
        disclaimer_bar: DisclaimerBar,
        twins_of: Callable[[Entry], Sequence[Entry]],
        index: Callable[[], NameIndex],
        most_columns: int,
        overlay: Overlay | None,
        *,
        id: str,
    ) -> None:
        super().__init__(id=id)
        self.open_monograph = OpenMonograph(section or START_SECTION)
        self.schemas = Schemas(lambda _, problem: self._notify(problem.message))
        self.entry: Entry | None = None
        self._disclaimer_bar = disclaimer_bar
        self._twins_of = twins_of
        self._desk: DeskContents | None = None
        self.saved_note: tuple[str, str] | None = None  # the monograph and section of one that is to be in sight
        self._overlay = overlay
        self._screen_size = Size(80, 24)
        self._history = History()
        self._is_in_use = False
        self._still_open = StillOpen(id="still-open")
        self.header, self._tabs = DrugHeader(id="header"), SectionTabs(id="tabs")
        self.document = DocumentView(id="document", most_columns=most_columns)
        self.navigation = MatchNavigation(self.open_monograph, self.document, self._show_section, self._notify)
        self.headings = Headings(self.open_monograph, self.document, self._show_section, self._notify)
        self.stops = StopSteps(self.open_monograph, self.document, index, self._jump)
        self._first = FirstRendering(self.open_monograph, self.navigation.matches, self.document, self._show_section)
        self.find_bar = FindBar(self.open_monograph, self.document, self.navigation, id="find")

    def compose(self) -> ComposeResult:
        yield from (self._still_open, self.header, self._tabs, self.document, self.find_bar)

    def divide(self, size: Size) -> None:
        """Share the height: `size` is the screen's."""
        self._screen_size = size
        self.header.is_tall, self.header.is_low = size.height >= TALL, size.height < LOW
        opened, is_low = self.open_monograph, size.height < TALL
        is_other, opened.is_low = is_low != opened.is_low, is_low
        if is_other and any(tab.alert for tab in opened.tabs):
            self.navigation.matches.pages_changed()
            self._leave_place()
            self._show_section()
        self._fit_header()

    def on_drug_header_resized(self) -> None:
        self._fit_header()  # it may have had no room at all while a drug was opened behind the list

    def on_show(self) -> None:
        self._fit_header()

    def _fit_header(self) -> None:
        """Give the header the height that name and status need: they are not cut."""
        self.header.styles.height = self.header.rows_needed(self._screen_size.height - _OTHER_ROWS)

    @property
    def disclaimer(self) -> Disclaimer:
        """That of the open monograph, or our own notice."""
        return self.open_monograph.disclaimer or OUR_NOTICE

    def show_disclaimer(self) -> None:
        """Show all of it, on a screen of its own."""
        from medtui.tui.screens.sheet import PageScreen, disclaimer_page

        self.app.push_screen(PageScreen("Disclaimer", disclaimer_page(self.disclaimer), self.disclaimer))

    def _notify(self, text: str) -> None:
        self.post_message(Notice(text))

    # Drugs ------------------------------------------------------------------------------------------

    def open(self, entry: Entry) -> None:
        """Show a drug, at the section that was chosen last."""
        if self._read(entry):
            self._first.may_wait = True
            self._show_section()

    def open_at(self, entry: Entry, section: str) -> None:
        """Show a drug at that section, this time only."""
        if self._read(entry):
            self.open_monograph.show_once(section)
            self._show_section()

    def open_at_match(self, entry: Entry, section: str) -> None:
        """Show a drug at its first match in a section, this time only: the chosen section stays chosen.

        section: canonical name; empty for what stands outside any section.
        """
        opened, matches = self.open_monograph, self.navigation.matches
        if self.entry == entry and opened.loaded is not None:
            self._leave_drug()
        elif not self._read(entry):
            return
        opened.show_once(section or next((tab.section for tab in opened.tabs if tab.is_home), ALL))
        if not matches.go_to_first() and not section:
            opened.show_once(ALL)  # in the disclaimer, perhaps, which no other tab shows
            matches.go_to_first()
        self.navigation.show_passage(opening=True)

    def open_at_passage(self, entry: Entry, passage: Passage) -> None:
        """Show a drug at that passage, this time only, in the tab that has it."""
        opened, matches = self.open_monograph, self.navigation.matches
        if self.entry == entry and opened.loaded is not None:
            self._leave_drug()
        elif not self._read(entry):
            return
        with_it = [tab.section for tab in opened.tabs if tab.section == passage.section]
        home = [tab.section for tab in opened.tabs if tab.is_home]
        for section in (*with_it, *home, ALL):
            opened.show_once(section)
            if place := place_of_passage(opened.page(), passage):
                matches.open(place)
                break
        else:  # the file has changed since it was searched
            opened.show_once((*with_it, *home, ALL)[0])
            matches.go_to_first()
        self.navigation.show_passage(passage.headings, opening=True)

    def _read(self, entry: Entry) -> bool:
        """Open a drug without showing it. False where it cannot be read, which is said instead."""
        self._leave_drug()
        self.entry = entry
        loaded = load_or_reason(entry, self.schemas)
        if isinstance(loaded, str):
            self.open_monograph.close()
            self.header.show_drug(entry.title, "", [Span(f"{entry.library} · {entry.path}", "muted")])
            self._fit_header()
            self.show_message(loaded)
            self._disclaimer_bar.show_disclaimer(self.disclaimer)
            return False
        self.open_monograph.open(loaded, self.schemas.of(entry.source))
        self.open_monograph.twins = tuple(self._twins_of(entry))
        self.open_monograph.margin = self._margin(entry)
        self._disclaimer_bar.show_disclaimer(self.disclaimer)
        if self.document.has_focus:
            self._begin_reading()
        return True

    def _leave_drug(self) -> None:
        """Note where the reader is, and forget what was to be found in this monograph only."""
        if self.entry is not None:
            self._leave_place()
            self._history.update(self._history_entry(self.entry))
        self.navigation.leave_drug()

    def reload(self) -> None:
        """Read the open drug's file again."""
        if self.entry is None:
            self._notify("Nothing is open to be read again.")
            return
        self._leave_place()
        loaded = load_or_reason(self.entry, self.schemas)
        if isinstance(loaded, str):
            self._notify(f"{loaded} The text shown is the last one that was read.")
            return
        if self.open_monograph.loaded:
            self.open_monograph.reopen(loaded)
        else:
            self.open_monograph.open(loaded, self.schemas.of(self.entry.source))
        self._disclaimer_bar.show_disclaimer(self.disclaimer)
        self._show_section()
        self._notify(f"Read again: {loaded.entry.path}, file of {loaded.file.modified:%Y-%m-%d %H:%M}.")

    def set_desk(self, desk: DeskContents) -> None:
        """Show other marks and notes, at the same place of the text."""
        before, self._desk = self._desk, desk
        saved, self.saved_note = self.saved_note, None
        is_same = before is not None and (before.marks, before.notes) == (desk.marks, desk.notes)
        if is_same or self.entry is None or self.open_monograph.loaded is None:
            return  # only what was read last is another: nothing of it is shown here
        self._leave_place()
        if self.open_monograph.set_margin(self._margin(self.entry)):
            self.navigation.matches.pages_changed()
        place = self.open_monograph.place_of_note(*saved) if saved else None
        if place is None:
            self._show_section()
        else:
            self.open_monograph.place = Place()
            self._show_section()
            self.document.show_passage(Destination(place))

    def _margin(self, entry: Entry) -> Margin:
        clinic = self._overlay.note_on(entry) if self._overlay else None
        return Margin(self._desk, clinic) if self._desk else Margin(clinic=clinic)

    def show_message(self, text: str) -> None:
        """Show words of ours where a monograph would stand."""
        self._tabs.show_tabs((), None)
        self.document.show_page((notice(text),), set(), Place())

    def set_aside(self, text: str) -> None:
        """Show words of ours in the place of the open monograph, which has nothing to do with what is asked."""
        if self.entry is None:
            self.show_message(text)
        else:
            self._still_open.show_texts(text, f"Still open: {self.entry.title}")
            self._set_is_aside(True)

    def bring_back(self) -> None:
        """Show the open monograph again."""
        self._set_is_aside(False)

    def _set_is_aside(self, is_aside: bool) -> None:
        if self._still_open.display != is_aside:
            self._still_open.display = is_aside
            self.header.display = self._tabs.display = self.document.display = not is_aside

    # Sections ---------------------------------------------------------------------------------------

    def choose_section(self, section: str) -> None:
        """Show that section; it stays chosen from drug to drug."""
        self._leave_place()
        self.open_monograph.choose(section)
        self._first.may_wait = True
        self._show_section()

    def choose_key(self, key: str) -> None:
        """Show the section of a digit."""
        if section := self.open_monograph.section_of_key(key):
            self.choose_section(section)
            if not self.display and (tab := self.open_monograph.tab):  # the list has the whole width
                self._notify(f"{key} {tab.label}: Enter reads it.")

    def step_section(self, direction: int) -> None:
        """Show the next or the previous tab; in a table that Tab has stopped on, other columns."""
        if not self.stops.step_column(direction):
            self._leave_place()
            self.open_monograph.step(direction)
            self._first.may_wait = True
            self._show_section()

    def choose_alert(self) -> None:
        """Show the boxed warning, or the passage that speaks of one."""
        if alert := next((tab for tab in self.open_monograph.tabs if tab.alert), None):
            self.choose_section(alert.section)
        elif self.entry and (said := self.open_monograph.words_of_boxed_warning()):
            self.open_at_passage(self.entry, said)
        else:
            self._notify("This monograph has no boxed warning section.")

    def open_outline(self) -> None:
        """Show the headings, to go to one of them."""
        from medtui.tui.screens.outline_screen import OutlineScreen

        rows = self.headings.rows()
        if self.open_monograph.monograph is None or not rows:
            self._notify("Nothing is open that has an outline.")
            return
        at = max(self.headings.row_at(rows, self.document.place()), 0)
        screen = OutlineScreen(self.open_monograph.monograph.title, rows, at, self.disclaimer)
        self.app.push_screen(screen, self.headings.show)

    def toggle_questions(self) -> None:
        """Open or close all questions, going to them first where the shown section has none."""
        if not self.document.has_questions:
            self.choose_section("faqs")
        self.document.toggle_all()

    def on_section_tabs_tab_activated(self, message: SectionTabs.TabActivated) -> None:
        self.choose_section(message.section)

    def _leave_place(self) -> None:
        self.open_monograph.place = self.document.place()

    def _show_section(self) -> None:
        opened, tab = self.open_monograph, self.open_monograph.tab
        if opened.monograph is None or tab is None:
            return
        self.header.show_drug(*opened.header())
        if self.display:  # behind the list it can wait: each other height is another layout of the screen
            self._fit_header()
        self._tabs.show_tabs(opened.tabs, tab)
        pieces, mark = self._first.page()
        stops = Stops(pieces, questions := opened.open_questions(pieces), self.stops.finder(), mark)
        self.document.show_page(pieces, questions, opened.place, stops)
        if self.document.has_focus and self.entry:
            self.post_message(self.SectionRead(self.entry, tab.section))

    # History -------------------------------------------------------------------------------------------

    def note_focus(self, widget: Widget) -> None:
        """The focus is on another widget of the screen.

        A monograph counts as read once its text has the focus: from Enter, Tab, a click or the start on,
        but not while the cursor only passes over it in the list.
        """
        if self.find_bar.is_open and widget is not self.find_bar:
            self.find_bar.close()
        was_within, self._is_in_use = self._is_in_use, widget in (self.document, self.find_bar)
        self._tabs.show_use(self._is_in_use)
        if widget is self.document and self.open_monograph.loaded is not None:
            self._begin_reading()
            if not was_within and self.navigation.matches.current is not None:
                self.navigation.show_position()

    def step_history(self, direction: int) -> bool:
        """Go back to the monograph read before, or forward again. False where there is none."""
        self._leave_drug()
        self.open_monograph.asked = ""
        past = self._history.back(self.entry) if direction < 0 else self._history.forward()
        if past is None:
            self._notify(f"No monograph was read {'before' if direction < 0 else 'after'} this one.")
            return False
        if self._read(past.entry):
            self.open_monograph.show_once(past.section)
            self.open_monograph.place = past.place
            self._show_section()
        return True

    def _jump(self, section: str, place: Place) -> None:
        self._leave_drug()
        self._begin_reading()
        self.headings.show(OutlineRow("", 1, section, place))
        self._history.jump(section, self.open_monograph.place)

    def _begin_reading(self) -> None:
        if self.entry is not None:
            entry = self._history_entry(self.entry)
            self._history.add(entry)
            self.post_message(self.SectionRead(self.entry, entry.section))

    def _history_entry(self, entry: Entry) -> HistoryEntry:
        tab = self.open_monograph.tab
        return HistoryEntry(entry, tab.section if tab else "", self.open_monograph.place)

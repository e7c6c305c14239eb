"""The right-hand side: one monograph, its header, tabs and text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from medtui.presentation.disclaimer import OUR_NOTICE, Disclaimer
from medtui.presentation.markdown.styled import Span
from medtui.presentation.page_layout import Place
from medtui.tui.bars import DrugHeader
from medtui.tui.document_view import DocumentView
from medtui.tui.find_box import FindBox
from medtui.tui.history import History, HistoryEntry
from medtui.tui.match_pane import MatchPane
from medtui.tui.opener import Opener
from medtui.tui.section_tabs import SectionTabs
from medtui.tui.sizes import header_rows, tab_rows

if TYPE_CHECKING:
    from medtui.desk.desk_contents import DeskContents
    from medtui.desk.overlay import Overlay
    from medtui.library import Entry
    from medtui.tui.margin import Margin
    from medtui.tui.open_monograph import OpenMonograph


class DetailPane(MatchPane):
    """Opens drugs and sections and keeps the reader's place in them.

    Reading and rendering are imported with the first drug that is opened: the list need not wait for them.
    """

    DEFAULT_CSS = """
    DetailPane {
        width: 1fr;
        border-left: vkey $idle;
        padding: 0 0 0 1;
        #header { height: 3; }
        #tabs { height: 2; }
        #document { height: 1fr; }
        #find { display: none; height: 1; background: $surface; }
    }
    """

    class Visited(Message):
        """A monograph is being read, or another section of it."""

        def __init__(self, entry: Entry, section: str) -> None:
            super().__init__()
            self.entry, self.section = entry, section

    def __init__(self, section: str | None, *, id: str) -> None:  # Textual's own name for it
        super().__init__(id=id)
        self._first_section = section
        self._reader: OpenMonograph | None = None
        self.opener = Opener(lambda text: self.post_message(self.Noted(text)))
        self._kept: DeskContents | None = None
        self.overlay: Overlay | None = None
        self._screen_size = Size(80, 24)
        self._visits = History()
        self._is_in_use = False
        self.entry: Entry | None = None
        self.twins_of: Callable[[Entry], tuple[Entry, ...]] = lambda _: ()
        self._header = DrugHeader(id="header")
        self._tabs = SectionTabs(id="tabs")
        self.document = DocumentView(id="document")
        self.find_box = FindBox(id="find")

    def compose(self) -> ComposeResult:
        yield from (self._header, self._tabs, self.document, self.find_box)

    def divide(self, size: Size) -> None:
        """Share the height: `size` is the screen's."""
        self._screen_size = size
        self._tabs.styles.height = tab_rows(size)
        self._fit_header()

    def on_resize(self) -> None:
        self._header.measure()  # it may have had no room at all while a drug was opened behind the list
        self._fit_header()

    def _fit_header(self) -> None:
        """Give the header its usual height, or what a long name needs: a name is not cut."""
        size = self._screen_size
        needed = self._header.rows_for(self.entry.title, self._header.content_width) if self.entry else 0
        self._header.styles.height = max(header_rows(size), min(needed, size.height // 3))

    @property
    def reader(self) -> OpenMonograph:
        """What is open."""
        if self._reader is None:
            from medtui.tui.open_monograph import OpenMonograph  # after the first frame; see the class

            self._reader = OpenMonograph(self._first_section) if self._first_section else OpenMonograph()
        return self._reader

    @property
    def disclaimer(self) -> Disclaimer:
        """That of the open monograph, or our own notice."""
        return self.reader.disclaimer or OUR_NOTICE

    # Drugs ------------------------------------------------------------------------------------------

    def open(self, entry: Entry) -> None:
        """Show a drug, at the section that was chosen last."""
        if self._read(entry):
            self._show_section()

    def open_at(self, entry: Entry, section: str) -> None:
        """Show a drug at that section, this time only."""
        if self._read(entry):
            self.reader.visit(section)
            self._show_section()

    def open_at_match(self, entry: Entry, section: str) -> None:
        """Show a drug at its first match in a section, this time only: the chosen section stays chosen.

        section: canonical name; empty for what stands outside any section.
        """
        if self.entry == entry and self.reader.loaded is not None:
            self._leave_drug()
        elif not self._read(entry):
            return
        from medtui.presentation.tabs import ALL  # as for the reader

        matches, home = self._marks, next((tab.section for tab in self.reader.tabs if tab.is_home), ALL)
        self.reader.visit(section or home)
        if not matches.go_to_first() and not section:
            self.reader.visit(ALL)  # in the disclaimer, perhaps, which no other tab shows
            matches.go_to_first()
        self._show_match()

    def _read(self, entry: Entry) -> bool:
        """Open a drug without showing it. False where it cannot be read, which is said instead."""
        self._leave_drug()
        self.entry = entry
        self._fit_header()
        loaded = self.opener.load(entry)
        if isinstance(loaded, str):
            self.reader.close()
            self._header.show_drug(entry.title, "", [Span(f"{entry.library} · {entry.path}", "muted")])
            self.show_message(loaded)
            return False
        self.reader.open(loaded, self.opener.schema_of(entry.source))
        self.reader.twins = self.twins_of(entry)
        self.reader.margin = self._margin(entry)
        if self.document.has_focus:
            self._note_visit()
        return True

    def _leave_drug(self) -> None:
        """Note where the reader is. What was found in this monograph was to be found in no other."""
        self._leave_visit()
        if self._matches is not None and self._matches.matcher is not self._sought:
            self._marks.matcher = self._sought

    def reload(self) -> None:
        """Read the open drug's file again."""
        if self.entry is None:
            self.post_message(self.Noted("Nothing is open to be read again."))
            return
        self._leave_place()
        loaded = self.opener.load(self.entry)
        if isinstance(loaded, str):
            self.post_message(self.Noted(f"{loaded} The text shown is the last one that was read."))
            return
        if self.reader.loaded:
            self.reader.reopen(loaded)
        else:
            self.reader.open(loaded, self.opener.schema_of(self.entry.source))
        self._show_section()
        self.post_message(self.Noted(f"Read again: {loaded.entry.path}, {loaded.modified:%Y-%m-%d %H:%M}."))

    def use_kept(self, kept: DeskContents) -> None:
        """Show other marks and notes, at the same place of the text."""
        before, self._kept = self._kept, kept
        is_same = before is not None and (before.marks, before.notes) == (kept.marks, kept.notes)
        if is_same or self.entry is None or self.reader.loaded is None:
            return  # only what was read last is another: nothing of it is shown here
        self._leave_place()
        if self.reader.use(self._margin(self.entry)) and self._matches:
            self._marks.matcher = self._matches.matcher  # what it has marked are other pages now
        self._show_section()

    def _margin(self, entry: Entry) -> Margin:
        from medtui.tui.margin import Margin  # as for the reader

        clinic = self.overlay.note_on(entry) if self.overlay else None
        return Margin(self._kept, clinic) if self._kept else Margin(clinic=clinic)

    def show_message(self, text: str) -> None:
        """Show words of ours where a monograph would stand."""
        from medtui.presentation.page import notice  # as for the reader

        self._tabs.show_tabs((), None)
        self.document.show_page((notice(text),), set(), Place())

    def change_on_disk(self) -> str:
        """What has happened to the open file since it was read, in one sentence; nothing when it is the same."""
        from medtui.library.loading import changed  # as for the reader

        loaded = self.reader.loaded
        state = changed(loaded) if loaded else "same"
        if loaded is None or state == "same":
            return ""
        what = "was deleted or moved" if state == "missing" else "has changed on disk"
        return f"{loaded.entry.path} {what}. r reads it again."

    # Sections ---------------------------------------------------------------------------------------

    def choose_section(self, section: str) -> None:
        """Show that section; it stays chosen from drug to drug."""
        self._leave_place()
        self.reader.choose(section)
        self._show_section()

    def choose_key(self, key: str) -> None:
        """Show the section of a digit."""
        if section := self.reader.section_of_key(key):
            self.choose_section(section)

    def step_section(self, direction: int) -> None:
        """Show the next or the previous tab."""
        self._leave_place()
        self.reader.step(direction)
        self._show_section()

    def choose_alert(self) -> None:
        """Show the boxed warning."""
        alert = next((tab for tab in self.reader.tabs if tab.alert), None)
        if alert:
            self.choose_section(alert.section)
        else:
            self.post_message(self.Noted("This monograph has no boxed warning section."))

    def toggle_questions(self) -> None:
        """Open or close all questions, going to them first where the shown section has none."""
        if not self.document.has_questions:
            self.choose_section("faqs")
        self.document.toggle_all()

    def on_section_tabs_chosen(self, message: SectionTabs.Chosen) -> None:
        self.choose_section(message.section)

    def _leave_place(self) -> None:
        self.reader.place = self.document.place()

    def _show_section(self) -> None:
        reader = self.reader
        monograph, tab = reader.monograph, reader.tab
        if monograph is None or tab is None:
            return
        self._header.show_drug(monograph.title, reader.names(), reader.facts())
        self._tabs.show_tabs(reader.tabs, tab)
        passages = self._matches.page() if self._matches else reader.page()
        self.document.show_page(passages, reader.open_questions(passages), reader.place)
        if self.document.has_focus and self.entry:
            self.post_message(self.Visited(self.entry, tab.section))

    # History -------------------------------------------------------------------------------------------

    def note_focus(self, widget: Widget) -> None:
        """The focus is on another widget of the screen.

        A monograph counts as visited once its text has the focus: from Enter, Tab, a click or the start on,
        but not while the cursor only passes over it in the list.
        """
        if self.find_box.is_open and widget is not self.find_box:
            self.find_box.close()
        was_within, self._is_in_use = self._is_in_use, widget in (self.document, self.find_box)
        if widget is self.document and self.reader.loaded is not None:
            self._note_visit()
            if not was_within and self._matches and self._matches.current is not None:
                self._tell_position()

    def revisit(self, direction: int) -> bool:
        """Go back to the monograph read before, or forward again. False where there is none."""
        self._leave_visit()
        visit = self._visits.back(self.entry) if direction < 0 else self._visits.forward()
        if visit is None:
            self.post_message(self.Noted(f"No monograph was read {'before' if direction < 0 else 'after'} this one."))
            return False
        if self._read(visit.entry):
            self.reader.visit(visit.section)
            self.reader.place = visit.place
            self._show_section()
        return True

    def _note_visit(self) -> None:
        if self.entry is not None:
            visit = self._visit(self.entry)
            self._visits.visit(visit)
            self.post_message(self.Visited(self.entry, visit.section))

    def _leave_visit(self) -> None:
        if self.entry is not None:
            self._leave_place()
            self._visits.leave(self._visit(self.entry))

    def _visit(self, entry: Entry) -> HistoryEntry:
        tab = self.reader.tab
        return HistoryEntry(entry, tab.section if tab else "", self.reader.place)

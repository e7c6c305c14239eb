"""The right-hand side: one monograph, its header, tabs and text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Size
from textual.message import Message

from medtui.presentation.disclaimer import STANDARD, Disclaimer
from medtui.presentation.page_layout import Place
from medtui.presentation.styled import Span
from medtui.tui.bars import DrugHeader
from medtui.tui.document_view import DocumentView
from medtui.tui.section_tabs import SectionTabs
from medtui.tui.sizes import header_rows, tab_rows

if TYPE_CHECKING:
    from medtui.library import Entry
    from medtui.library.loading import LoadedMonograph
    from medtui.reading import Schema
    from medtui.tui.reader import Reader

OUR_NOTICE = Disclaimer(STANDARD, own=False)


class DetailPane(Vertical):
    """Opens drugs and sections and keeps the reader's place in them.

    Reading and rendering are imported with the first drug that is opened: the list need not wait for them.
    """

    class Noted(Message):
        """There is something to tell the user."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, section: str | None, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._first_section = section
        self._reader: Reader | None = None
        self._schemas: dict[str, Schema] = {}
        self._screen_size = Size(80, 24)
        self.entry: Entry | None = None

    def compose(self) -> ComposeResult:
        self._header = DrugHeader(id="header")
        self._tabs = SectionTabs(id="tabs")
        self.document = DocumentView(id="document")
        yield from (self._header, self._tabs, self.document)

    def divide(self, size: Size) -> None:
        """Share the height: `size` is the screen's."""
        self._screen_size = size
        self._tabs.styles.height = tab_rows(size)
        self._fit_header()

    def _fit_header(self) -> None:
        """Give the header its usual height, or what a long name needs: a name is not cut."""
        size = self._screen_size
        needed = self._header.rows_for(self.entry.title, self._header.content_width) if self.entry else 0
        self._header.styles.height = max(header_rows(size), min(needed, size.height // 3))

    @property
    def reader(self) -> Reader:
        """What is open."""
        if self._reader is None:
            from medtui.tui.reader import Reader  # noqa: PLC0415 - after the first frame; see the class

            self._reader = Reader(self._first_section) if self._first_section else Reader()
        return self._reader

    @property
    def disclaimer(self) -> Disclaimer:
        """That of the open monograph, or our own notice."""
        return self.reader.disclaimer or OUR_NOTICE

    # Drugs ------------------------------------------------------------------------------------------

    def open(self, entry: Entry) -> None:
        """Show a drug, at the section that was chosen last."""
        if self.entry is not None:
            self._leave_place()
        self.entry = entry
        self._fit_header()
        loaded = self._load(entry)
        if isinstance(loaded, str):
            self.reader.close()
            self._header.show_drug(entry.title, "", [Span(f"{entry.library} · {entry.path}", "muted")])
            self.show_message(loaded)
            return
        self.reader.open(loaded, self._schema(entry))
        self._show_section()

    def reload(self) -> None:
        """Read the open drug's file again."""
        if self.entry is None:
            self.post_message(self.Noted("Nothing is open to be read again."))
            return
        self._leave_place()
        loaded = self._load(self.entry)
        if isinstance(loaded, str):
            self.post_message(self.Noted(f"{loaded} The text shown is the last one that was read."))
            return
        if self.reader.loaded:
            self.reader.reopen(loaded)
        else:
            self.reader.open(loaded, self._schema(self.entry))
        self._show_section()
        self.post_message(self.Noted(f"Read again: {loaded.entry.path}, {loaded.modified:%Y-%m-%d %H:%M}."))

    def show_message(self, text: str) -> None:
        """Show words of ours where a monograph would stand."""
        from medtui.presentation.page import notice  # noqa: PLC0415 - as for the reader

        self._tabs.show_tabs((), None)
        self.document.show_page((notice(text),), set(), Place())

    def change_on_disk(self) -> str:
        """What has happened to the open file since it was read, in one sentence; nothing when it is the same."""
        from medtui.library.loading import changed  # noqa: PLC0415 - as for the reader

        loaded = self.reader.loaded
        state = changed(loaded) if loaded else "same"
        if loaded is None or state == "same":
            return ""
        what = "was deleted or moved" if state == "missing" else "has changed on disk"
        return f"{loaded.entry.path} {what}. r reads it again."

    def _load(self, entry: Entry) -> LoadedMonograph | str:
        """The monograph, or why it cannot be read."""
        from medtui.library.files import UnreadableFile  # noqa: PLC0415 - as for the reader
        from medtui.library.loading import load  # noqa: PLC0415

        try:
            return load(entry, self._schema(entry))
        except UnreadableFile as error:
            return str(error)

    def _schema(self, entry: Entry) -> Schema:
        if entry.library not in self._schemas:
            from medtui.library.loading import schema_for  # noqa: PLC0415 - as for the reader

            self._schemas[entry.library], problem = schema_for(entry.source.root)
            if problem:
                self.post_message(self.Noted(problem.message))
        return self._schemas[entry.library]

    # Sections ---------------------------------------------------------------------------------------

    def choose_section(self, section: str) -> None:
        """Show that section; it stays chosen from drug to drug."""
        self._leave_place()
        self.reader.wanted = section
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
        passages = reader.page()
        self.document.show_page(passages, reader.open_questions(passages), reader.place)

"""What the main screen does with what the user marks, notes, compares, copies and exports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.timer import Timer

from medtui.library.loading import load_or_reason
from medtui.presentation.tabs import ALL
from medtui.tui.clipboard import copy
from medtui.tui.detail_pane import DetailPane
from medtui.tui.finder import Finder
from medtui.tui.footer import Notice
from medtui.tui.page_problems import PageProblems

if TYPE_CHECKING:
    from medtui.library.entry import Entry
    from medtui.tui.desk_thread import DeskThread, Unsaved
    from medtui.tui.screens.note_screen import NoteScreen
    from medtui.tui.start import Services, Start


class DeskActions:
    """screen: the main one. go_to: opens a drug there.

    The screens that this opens are imported when they are asked for.
    """

    def __init__(
        self,
        screen: Screen[None],
        detail: DetailPane,
        finder: Finder,
        services: Services,
        go_to: Callable[[Entry], object],
        start: Start,
    ) -> None:
        self._screen = screen
        self._detail = detail
        self._finder = finder
        self._services = services
        self._go_to = go_to
        self._remembers, self._kiosk = start.settings.keep_recent, start.kiosk
        self._timer: Timer | None = None
        self._reading: DetailPane.SectionRead | None = None
        self._compared: list[Entry] = []
        self._writing: tuple[Entry, str, NoteScreen] | None = None
        self.thread: DeskThread = services.desk_thread(screen.post_message)
        self.problems = PageProblems(screen, detail, services)

    def poll(self) -> None:
        """See what other instances have saved, and what is wrong with the open monograph."""
        self.thread.poll()
        self.problems.poll()

    def stop(self) -> None:
        """The app ends: what has been read is saved too, and a note that is being typed."""
        self.save_reading()
        if self._writing:
            entry, section, screen = self._writing
            if screen.unsaved:
                self.thread.keep_draft(entry, section, screen.unsaved)
        self.thread.stop()

    def _notify(self, text: str) -> None:
        self._screen.post_message(Notice(text))

    # Reading ----------------------------------------------------------------------------------------

    def begin_reading(self, reading: DetailPane.SectionRead) -> None:
        """A section is shown; after a while it counts as read."""
        self._reading = reading
        if self._timer:
            self._timer.stop()
        self._timer = self._screen.set_timer(self._services.reading_seconds, self.save_reading)

    def save_reading(self) -> None:
        """Remember what has been shown for a while now, if anything."""
        if self._reading and self._remembers:
            self.thread.save_last_read(self._reading.entry, self._reading.section)
            self._reading = None

    # Marks ------------------------------------------------------------------------------------------

    def toggle_mark(self) -> None:
        """Mark what is open, or take its mark away."""
        if self._detail.entry is None:
            self._notify("Nothing is open to be marked.")
        else:
            self.thread.toggle_mark(self._detail.entry)

    def show_marks(self) -> None:
        """Show the marked monographs, to open, to sort, and to unmark them."""
        from medtui.tui.screens.marks_screen import MarksScreen

        def opened(entry: Entry | None) -> None:
            if entry is not None:
                self._go_to(entry)

        screen = MarksScreen(self.thread, self._finder.listing, self._detail.disclaimer)
        self._screen.app.push_screen(screen, opened)

    def browse(self) -> None:
        """Show all drugs by name, class or tag, to open one of them."""
        from medtui.tui.screens.groups_screen import GroupsScreen

        def opened(entry: Entry | None) -> None:
            if entry is not None:
                self._go_to(entry)

        self._screen.app.push_screen(GroupsScreen(self._finder.listing, self._detail.disclaimer), opened)

    # Comparing --------------------------------------------------------------------------------------

    def compare(self) -> None:
        """Put the open monograph beside those chosen before; the second one shows them."""
        from medtui.tui.screens.compare_screen import MOST

        entry = self._detail.entry
        if entry is None:
            self._notify("Nothing is open to be compared.")
            return
        if entry not in self._compared:
            if len(self._compared) == MOST:
                self._notify(f"{MOST} drugs are compared already: C shows them, x there takes one out.")
                return
            self._compared.append(entry)
        if len(self._compared) == 1:
            self._notify(f"To compare: {entry.title}. Open another drug and press c there.")
        else:
            self.show_comparison()

    def show_comparison(self) -> None:
        """Show the drugs that were chosen, side by side."""
        from medtui.tui.screens.compare_screen import CompareScreen, ToCompare

        schemas, drugs = self._detail.schemas, []
        for entry in list(self._compared):
            loaded = load_or_reason(entry, schemas)
            if isinstance(loaded, str):
                self._compared.remove(entry)
                self._notify(loaded)
                return
            drugs.append(ToCompare(loaded, schemas.of(entry.source)))
        if len(drugs) < 2:
            self._notify("c on two drugs compares them.")
            return

        def left(entries: Sequence[Entry] | None) -> None:
            # One alone was left by taking the others out: the next comparison begins anew.
            self._compared = [*entries] if entries and len(entries) > 1 else []

        tab = self._detail.open_monograph.tab
        self._screen.app.push_screen(CompareScreen(drugs, tab.section if tab else "dosage"), left)

    # Copying and writing to a file --------------------------------------------------------------------

    def copy_section(self) -> None:
        """Copy the section that is shown."""
        text, tab = self._detail.open_monograph.text_to_copy(), self._detail.open_monograph.tab
        if text and tab:
            self._copy(text, f"{tab.label}, disclaimer, source")

    def copy_some(self) -> None:
        """Copy what is selected, else the question under the cursor with its answer."""
        if selected := self._screen.get_selected_text():
            self._copy(lambda: selected, "what is selected")
            return
        question = self._detail.document.question
        text = self._detail.open_monograph.text_to_copy([question]) if question else None
        if text:
            self._copy(text, "the question, its answer, disclaimer, source")
        else:
            self._notify("Select words with the mouse, or put the cursor on a question; y copies all.")

    def _copy(self, text: Callable[[], str], what: str) -> None:
        copy(self._screen.app, text, lambda way: self._notify(f"{way}: {what}."))

    def export(self) -> None:
        """Write the shown section to a file, to print or hand on."""
        from medtui.tui.screens.export_screen import ExportScreen, ToExport

        opened = self._detail.open_monograph
        if opened.loaded is None or opened.tab is None:
            self._notify("Nothing is open to be written to a file.")
            return
        folder = self._kiosk.exports if self._kiosk else Path.cwd()
        if folder is None:
            self._notify("No file is written on this computer.")
            return

        def written(path: str | None) -> None:
            if path:
                self._notify(f"Written: {path}")

        libraries = {library.name: library.root for library in self._finder.listing.libraries}
        screen = ExportScreen(
            ToExport(opened.loaded, opened.tab, libraries), folder, self._services.now, is_kiosk=bool(self._kiosk)
        )
        self._screen.app.push_screen(screen, written)

    # Notes ------------------------------------------------------------------------------------------

    def write_note(self, whole: bool = False) -> None:
        """Write a note on the section that is shown, or on the whole monograph."""
        opened = self._detail.open_monograph
        if opened.loaded is None or opened.tab is None:
            self._notify("Nothing is open to write a note on.")
            return
        section = "" if whole or opened.tab.section == ALL else opened.tab.section
        note = self.thread.contents.notes.get((opened.loaded.entry.id, section))
        self.edit_note(opened.loaded.entry, section, note.text if note else "")

    def edit_again(self, unsaved: Unsaved) -> None:
        """Offer a note that could not be saved as one that is not finished."""
        self.thread.keep_draft(*unsaved)
        note = self.thread.contents.notes.get((unsaved.entry.id, unsaved.section))
        self.edit_note(unsaved.entry, unsaved.section, note.text if note else "")

    def edit_note(self, entry: Entry, section: str, text: str) -> None:
        """Open a note to write on. section: canonical name; empty for the whole monograph."""
        from medtui.tui.screens.note_screen import NoteScreen

        title = next((tab.title for tab in self._detail.open_monograph.tabs if tab.section == section), "")
        about = f"{entry.title}: {title}" if title else entry.title

        draft = self.thread.drafts.get((entry.id, section), "")
        keep_draft = partial(self.thread.keep_draft, entry, section)
        screen = NoteScreen(about, text, self._detail.disclaimer, draft, keep_draft)
        self._writing = entry, section, screen

        def saved(words: str | None) -> None:
            self._writing = None
            if words is not None:
                self._detail.saved_note = entry.id, section
                self.thread.put_note(entry, section, words)
            if (entry.id, section) in self.thread.drafts:  # not before the note is on the disk
                self.thread.keep_draft(entry, section, "")

        self._screen.app.push_screen(screen, saved)

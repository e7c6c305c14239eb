"""What the main screen does with what the user keeps, takes away, and puts side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.screen import Screen

if TYPE_CHECKING:
    from textual.timer import Timer

    from medtui.library import Entry
    from medtui.settings.settings import Settings
    from medtui.tui.bars import KeyHints
    from medtui.tui.desk_thread import DeskThread
    from medtui.tui.detail_pane import DetailPane
    from medtui.tui.list_pane import ListPane

FIRST_HINT = "Welcome. / finds a drug or a word, 1 to 7 are its sections, ? shows every key, q leaves."
"""Shown once: where nothing has ever been kept."""

_VISIT_SECONDS = 1.0
"""So long a monograph or section is shown before it counts as read last: who leafs through is not read by the disk."""


class DeskActions(Screen[None]):
    """The part of the main screen that keeps things. The whole one gives it its list, detail pane and hints."""

    list: ListPane
    _hints: KeyHints
    _settings: Settings

    def __init__(self) -> None:
        super().__init__()
        self._desk_thread: DeskThread | None = None
        self._visit: Timer | None = None
        self._visited: DetailPane.Visited | None = None
        self._compared: list[Entry] = []

    @property
    def detail(self) -> DetailPane:
        raise NotImplementedError

    def go_to(self, entry: Entry) -> None:
        """Open a drug from anywhere."""
        raise NotImplementedError

    @property
    def desk_thread(self) -> DeskThread:
        """Keeps what is to be kept."""
        if self._desk_thread is None:
            from medtui.tui.desk_thread import DeskThread  # after the first frame, as all that is imported here

            self._desk_thread = DeskThread(self.post_message)
            self._desk_thread.begin()
        return self._desk_thread

    def on_unmount(self) -> None:
        self.note_visit()
        if self._desk_thread:
            self._desk_thread.stop()

    def on_desk_thread_changed(self, message: DeskThread.Changed) -> None:
        if message.is_new and FIRST_HINT:
            self._hints.add_notice(FIRST_HINT)
        self.desk_thread.kept = message.kept
        self.detail.use_kept(message.kept)
        self.list.use_kept(message.kept)
        from medtui.tui.screens.marks_screen import MarksScreen

        if isinstance(self.app.screen, MarksScreen):
            self.app.screen.show_marks(message.kept.marks)
        if message.said:
            self._hints.show_notice(message.said)

    def on_desk_thread_failed(self, message: DeskThread.Failed) -> None:
        self._hints.show_notice(message.said)
        if message.note:
            self._edit_note(*message.note)

    def on_detail_pane_visited(self, message: DetailPane.Visited) -> None:
        self._visited = message
        if self._visit:
            self._visit.stop()
        self._visit = self.set_timer(_VISIT_SECONDS, self.note_visit)

    def note_visit(self) -> None:
        """Keep what has been read for a while now, if anything."""
        if self._visited and self._settings.keep_recent:
            self.desk_thread.note_visit(self._visited.entry, self._visited.section)
            self._visited = None

    # Marks ------------------------------------------------------------------------------------------

    def action_mark(self) -> None:
        """Mark what is open, or take its mark away."""
        if self.detail.entry is None:
            self._hints.show_notice("Nothing is open to be marked.")
        else:
            self.desk_thread.toggle_mark(self.detail.entry)

    def action_marked(self) -> None:
        """Show the marked monographs, to open, to sort, and to unmark them."""
        from medtui.tui.screens.marks_screen import MarksScreen

        self.app.push_screen(
            MarksScreen(self.desk_thread, self.list.finder.listing, self.detail.disclaimer), self._opened
        )

    def _opened(self, entry: Entry | None) -> None:
        if entry is not None:
            self.go_to(entry)

    # Comparing --------------------------------------------------------------------------------------

    def action_compare(self) -> None:
        """Put the open monograph beside those chosen before; the second one shows them."""
        from medtui.tui.screens.compare_screen import MOST

        entry = self.detail.entry
        if entry is None:
            self._hints.show_notice("Nothing is open to be compared.")
            return
        if entry not in self._compared:
            if len(self._compared) == MOST:
                self._hints.show_notice(f"{MOST} drugs are compared already: C shows them, x there takes one out.")
                return
            self._compared.append(entry)
        if len(self._compared) == 1:
            self._hints.show_notice(f"To compare: {entry.title}. Open another drug and press c there.")
        else:
            self.action_comparison()

    def action_comparison(self) -> None:
        """Show the drugs that were chosen, side by side."""
        from medtui.tui.screens.compare_screen import CompareScreen, ToCompare

        opener, drugs = self.detail.opener, []
        for entry in list(self._compared):
            loaded = opener.load(entry)
            if isinstance(loaded, str):
                self._compared.remove(entry)
                self._hints.show_notice(loaded)
                return
            drugs.append(ToCompare(loaded, opener.schema_of(entry.source)))
        if len(drugs) < 2:
            self._hints.show_notice("c on two drugs compares them.")
            return
        tab = self.detail.reader.tab
        self.app.push_screen(CompareScreen(drugs, tab.section if tab else "dosage"), self._keep_compared)

    def _keep_compared(self, entries: Sequence[Entry] | None) -> None:
        # One alone was left by taking the others out: the next comparison begins anew.
        self._compared = [*entries] if entries and len(entries) > 1 else []

    # Copying ----------------------------------------------------------------------------------------

    def action_copy_section(self) -> None:
        text, tab = self.detail.reader.text_to_copy(), self.detail.reader.tab
        if text and tab:
            self._copy(text, f"{tab.label}, disclaimer, source")

    def action_copy_some(self) -> None:
        """Copy what is selected, else the question under the cursor with its answer."""
        if selected := self.get_selected_text():
            self._copy(selected, "what is selected")
            return
        question = self.detail.document.question
        text = self.detail.reader.text_to_copy([question]) if question else ""
        if text:
            self._copy(text, "the question, its answer, disclaimer, source")
        else:
            self._hints.show_notice("Select words with the mouse, or put the cursor on a question; y copies all.")

    def _copy(self, text: str, what: str) -> None:
        import os  # after the first frame, as what follows

        from medtui.tui.clipboard import copy_by, copying_program

        self.app.copy_to_clipboard(text)
        command = copying_program(os.environ)
        if not command:
            self._hints.show_notice(f"Sent to the terminal’s clipboard (OSC 52): {what}.")
            return

        def run() -> None:
            way = f"Copied by {command[0]}" if copy_by(command, text) else "Sent to the terminal’s clipboard (OSC 52)"
            self.app.call_from_thread(self._hints.show_notice, f"{way}: {what}.")

        self.run_worker(run, thread=True, exclusive=True, group="copying")

    # Writing to a file --------------------------------------------------------------------------------

    def action_export(self) -> None:
        """Write the shown section to a file, to print or hand on."""
        from pathlib import Path

        from medtui.desk.atomic_write import Protected
        from medtui.tui.screens.export_screen import ExportScreen, ToExport

        reader = self.detail.reader
        if reader.loaded is None or reader.tab is None:
            self._hints.show_notice("Nothing is open to be written to a file.")
            return
        libraries = [Protected(library.name, library.root) for library in self.list.finder.listing.libraries]
        what = ToExport(reader.loaded, reader.tab, libraries)
        self.app.push_screen(ExportScreen(what, Path.cwd()), self._exported)

    def _exported(self, path: str | None) -> None:
        if path:
            self._hints.show_notice(f"Written: {path}")

    # Notes ------------------------------------------------------------------------------------------

    def action_note(self, whole: bool = False) -> None:
        """Write a note on the section that is shown, or on the whole monograph."""
        reader = self.detail.reader
        if reader.loaded is None or reader.tab is None:
            self._hints.show_notice("Nothing is open to write a note on.")
            return
        section = "" if whole or reader.tab.section == "all" else reader.tab.section
        kept = self.desk_thread.kept.notes.get((reader.loaded.entry.id, section))
        self._edit_note(reader.loaded.entry, section, kept.text if kept else "")

    def _edit_note(self, entry: Entry, section: str, text: str) -> None:
        from medtui.tui.screens.note_screen import NoteScreen

        reader = self.detail.reader
        title = next((tab.title for tab in reader.tabs if tab.section == section), "")
        about = f"{entry.title}: {title}" if title else entry.title

        def saved(words: str | None) -> None:
            if words is not None:
                self.desk_thread.put_note(entry, section, words)

        self.app.push_screen(NoteScreen(about, text, self.detail.disclaimer), saved)

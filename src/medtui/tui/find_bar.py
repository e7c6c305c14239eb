"""The line below the text in which words to find in the open monograph are typed."""

from __future__ import annotations

from medtui.tui.document_view import DocumentView
from medtui.tui.first_rendering import BetweenKeys
from medtui.tui.footer import Notice
from medtui.tui.match_steps import MatchNavigation
from medtui.tui.open_monograph import Bookmark, OpenMonograph
from medtui.tui.search_line import SearchLine

_PROMPTS = ("find in this monograph: ", "find: ")


class FindBar(SearchLine):
    """While it is open, the words that are typed into it are marked, and not what was searched for in the library."""

    def __init__(
        self, open_monograph: OpenMonograph, document: DocumentView, navigation: MatchNavigation, *, id: str
    ) -> None:
        super().__init__(id=id, prompts=_PROMPTS)
        self._open_monograph = open_monograph
        self._document = document
        self._navigation = navigation
        self._origin: Bookmark | None = None  # where the reader was when the bar was opened
        self._preparation = BetweenKeys(self, self._find)
        self._is_due = False  # what is typed is to be looked for

    @property
    def is_open(self) -> bool:
        return self._origin is not None

    def open(self) -> None:
        """Show the bar, empty."""
        if self._open_monograph.loaded is None:
            self.post_message(Notice("Nothing is open to find words in."))
            return
        self._open_monograph.place = self._document.place()
        self._origin = self._origin or self._open_monograph.bookmark()
        self._navigation.show_count = self._show_count
        self.set_text("")
        self.show_note("")
        self.display = True
        self.focus()
        self._preparation.begin(self._navigation.matches.preparing())

    def _find(self) -> None:
        """Go to the first match from where the bar was opened, unless that is done."""
        if self._is_due and self._origin:
            self._is_due = False
            self._open_monograph.return_to(self._origin)
            self._navigation.go_to_words(self.text)

    def close(self) -> None:
        """Take the bar away. What it has found stays marked."""
        self._preparation.stop()
        self._is_due = False
        self._origin = self._navigation.show_count = None
        self.display = False

    def cancel(self) -> bool:
        """Close the bar, its marks gone, and return to where the reader was. False where it is closed already."""
        if self._origin is None:
            return False
        self._navigation.unmark_words()
        self._open_monograph.return_to(self._origin)
        self._leave()
        self._navigation.show_section()
        return True

    def on_search_line_changed(self, message: SearchLine.Changed) -> None:
        message.stop()
        self.refresh()
        self._is_due = True
        if not self._preparation.is_working:
            self._find()

    def on_search_line_moved(self, message: SearchLine.Moved) -> None:
        message.stop()
        self._find()
        if message.kind == "page":
            self._document.action_page(message.direction)
        elif self._navigation.matches:
            self._navigation.step(message.direction)

    def on_search_line_submitted(self, message: SearchLine.Submitted) -> None:
        """Back to the text, at the next passage."""
        message.stop()
        self._find()
        if self.is_open:
            self._leave()
            if self.text.strip():
                self._navigation.step(1)

    def _leave(self) -> None:
        self._origin = None
        self.screen.set_focus(self._document)  # first: else Textual looks for another place for the focus
        self.close()

    def _show_count(self, at: int, total: int) -> None:
        if total:
            self.show_note(f"{at:,} of {total:,}")
        elif self._navigation.matches:
            self.show_note("no match here")
        else:
            self.show_note("no word to find" if self.text.strip() else "")

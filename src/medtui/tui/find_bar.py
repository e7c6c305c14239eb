"""The line below the text in which words to find in the open monograph are typed, and the way from match to match."""

from __future__ import annotations

from collections.abc import Callable

from medtui.library.names.folding import fold
from medtui.library.query.matcher import Matcher, Wanted
from medtui.tui.document_view import DocumentView
from medtui.tui.footer import Notice
from medtui.tui.match_steps import Matches
from medtui.tui.open_monograph import Bookmark, OpenMonograph
from medtui.tui.search_line import SearchLine

_PROMPTS = ("find in this monograph: ", "find: ")
_PAST_END = {1: "From the end back to the first match.", -1: "From the start round to the last match."}


class FindBar(SearchLine):
    """Marks what was searched for in the library, or while the bar is open the words that are typed into it.

    show_section: shows the section of the open monograph that it says is shown.
    """

    def __init__(
        self, open_monograph: OpenMonograph, document: DocumentView, show_section: Callable[[], None], *, id: str
    ) -> None:
        super().__init__(id=id, prompts=_PROMPTS)
        self._open_monograph = open_monograph
        self._document = document
        self._show_section = show_section
        self._library_matcher: Matcher | None = None
        self._origin: Bookmark | None = None  # where the reader was when the bar was opened
        self.matches = Matches(open_monograph)

    @property
    def is_open(self) -> bool:
        return self._origin is not None

    # Matches ----------------------------------------------------------------------------------------

    def mark(self, matcher: Matcher | None) -> None:
        """Mark what this finds in whatever is shown, from now on; None: mark nothing."""
        if matcher == self._library_matcher and self.matches.matcher is self._library_matcher:
            return
        self._library_matcher = self.matches.matcher = matcher
        if self._open_monograph.loaded is not None:
            self._leave_place()
            self._show_section()

    def forget_words(self) -> None:
        """What was found in this monograph was to be found in no other."""
        if self.matches.matcher is not self._library_matcher:
            self.matches.matcher = self._library_matcher

    def step(self, direction: int) -> None:
        """To the next or the previous match, in whatever section it stands."""
        if not self.matches:
            self.post_message(Notice("Nothing is marked. f finds words in this monograph."))
            return
        self._leave_place()
        is_past_end = self.matches.step(direction, self._open_monograph.place)
        self.show_match()
        self.show_position(_PAST_END[direction] if is_past_end else "")

    def show_match(self) -> None:
        """Show the match that the reader is at, or its section."""
        self._show_section()
        match = self.matches.current if self.matches else None
        if match is not None:
            self._document.show_match(match.place)

    def show_position(self, more: str = "") -> None:
        """Say at which of how many matches the reader is."""
        at, total = self.matches.position()
        if self.is_open and total:
            self.show_note(f"{at:,} of {total:,}")
        elif self.is_open and self.matches.matcher:
            self.show_note("no match here")
        elif self.is_open:
            self.show_note("no word to find" if self.text.strip() else "")
        elif total:
            position = f"match {at:,} of {total:,}"
            self.post_message(Notice(f"{position}. {more}" if more and total > 1 else position))
        else:
            self.post_message(Notice("No match in this monograph."))

    def _leave_place(self) -> None:
        self._open_monograph.place = self._document.place()

    # Words to find in this monograph ------------------------------------------------------------------

    def open(self) -> None:
        """Show the bar, empty."""
        if self._open_monograph.loaded is None:
            self.post_message(Notice("Nothing is open to find words in."))
            return
        self._leave_place()
        self._origin = self._origin or self._open_monograph.bookmark()
        self.set_text("")
        self.show_note("")
        self.display = True
        self.focus()

    def close(self) -> None:
        """Take the bar away. What it has found stays marked."""
        self._origin = None
        self.display = False

    def cancel(self) -> bool:
        """Close the bar, its marks gone, and return to where the reader was. False where it is closed already."""
        if self._origin is None:
            return False
        self.matches.matcher = self._library_matcher
        self._open_monograph.return_to(self._origin)
        self._leave()
        self._show_section()
        return True

    def on_search_line_changed(self, message: SearchLine.Changed) -> None:
        """Go to the first match from where the bar was opened."""
        message.stop()
        self.refresh()
        if self._origin is None:
            return
        self._open_monograph.return_to(self._origin)
        # Any of the words, each by its start, and no more than that: the query language is for the library.
        words = fold(self.text).split()
        self.matches.matcher = Matcher([Wanted((word,)) for word in words]) if words else None
        self.matches.go_from(self._open_monograph.place)
        self.show_match()
        self.show_position()

    def on_search_line_moved(self, message: SearchLine.Moved) -> None:
        message.stop()
        if abs(message.rows) > 1:
            self._document.action_page(1 if message.rows > 0 else -1)
        elif self.matches:
            self.step(message.rows)

    def on_search_line_submitted(self, message: SearchLine.Submitted) -> None:
        """Back to the text, at the next match."""
        message.stop()
        if self.is_open:
            self._leave()
            if self.text.strip():
                self.step(1)

    def _leave(self) -> None:
        self._origin = None
        self.screen.set_focus(self._document)  # first: else Textual looks for another place for the focus
        self.close()

"""The part of the detail pane that marks matches, steps through them, and finds words in the open monograph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.message import Message

from medtui.tui.search_line import SearchLine

if TYPE_CHECKING:
    from medtui.library.query.matcher import Matcher
    from medtui.tui.document_view import DocumentView
    from medtui.tui.find_box import FindBox
    from medtui.tui.match_steps import Matches
    from medtui.tui.open_monograph import OpenMonograph

_PAST_END = {1: "From the end back to the first match.", -1: "From the start round to the last match."}


class MatchPane(Vertical):
    """The whole pane gives it its text and its box, and shows the section of the reader when asked to."""

    class Noted(Message):
        """There is something to tell the user."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    document: DocumentView
    find_box: FindBox

    def __init__(self, *, id: str) -> None:  # Textual's own name for it
        super().__init__(id=id)
        self._matches: Matches | None = None  # none before the first search: then nothing is marked
        self._sought: Matcher | None = None  # by the search for drugs

    @property
    def reader(self) -> OpenMonograph:
        """What is open."""
        raise NotImplementedError

    def _leave_place(self) -> None:
        """Note where the reader is."""
        raise NotImplementedError

    def _show_section(self) -> None:
        """Show what the reader says is shown."""
        raise NotImplementedError

    # Matches ----------------------------------------------------------------------------------------

    @property
    def _marks(self) -> Matches:
        """The matches in the open monograph."""
        if self._matches is None:
            from medtui.tui.match_steps import Matches  # as for the reader

            self._matches = Matches(self.reader)
        return self._matches

    def find(self, matcher: Matcher | None) -> None:
        """Mark what this finds in whatever is shown, from now on; None: mark nothing."""
        if matcher == self._sought and (self._matches is None or self._matches.matcher is self._sought):
            return
        self._sought = self._marks.matcher = matcher
        if self.reader.loaded is not None:
            self._leave_place()
            self._show_section()

    def step_match(self, direction: int) -> None:
        """To the next or the previous match, in whatever section it stands."""
        if not self._matches:
            self.post_message(self.Noted("Nothing is marked. f finds words in this monograph."))
            return
        self._leave_place()
        is_past_end = self._matches.step(direction, self.reader.place)
        self._show_match()
        self._tell_position(_PAST_END[direction] if is_past_end else "")

    def _show_match(self) -> None:
        self._show_section()
        match = self._matches.current if self._matches else None
        if match is not None:
            self.document.show_match(match.place)

    def _tell_position(self, more: str = "") -> None:
        """Say at which of how many matches the reader is."""
        at, total = self._marks.position()
        if self.find_box.is_open:
            self.find_box.show_position(at, total)
        elif total:
            told = f"match {at:,} of {total:,}"
            self.post_message(self.Noted(f"{told}. {more}" if more and total > 1 else told))
        else:
            self.post_message(self.Noted("No match in this monograph."))

    # Words to find in this monograph ------------------------------------------------------------------

    def begin_find(self) -> None:
        """Open the box for them."""
        if self.reader.loaded is None:
            self.post_message(self.Noted("Nothing is open to find words in."))
            return
        self._leave_place()
        self.find_box.open(self.reader.bookmark())

    def cancel_find(self) -> bool:
        """Close the box, its marks gone, and return to where the reader was. False where it is closed already."""
        origin = self.find_box.origin
        if origin is None:
            return False
        self._marks.matcher = self._sought
        self.reader.return_to(origin)
        self._close_find()
        self._show_section()
        return True

    def on_search_line_changed(self, message: SearchLine.Changed) -> None:
        """Go to the first match from where the box was opened."""
        message.stop()
        self.find_box.refresh()
        if self.find_box.origin is None:
            return
        self.reader.return_to(self.find_box.origin)
        self._marks.matcher = self.find_box.matcher()
        self._marks.go_from(self.reader.place)
        self._show_match()
        self._tell_position()

    def on_search_line_moved(self, message: SearchLine.Moved) -> None:
        message.stop()
        if abs(message.rows) > 1:
            self.document.action_page(1 if message.rows > 0 else -1)
        elif self._matches:
            self.step_match(message.rows)

    def on_search_line_submitted(self, message: SearchLine.Submitted) -> None:
        """Back to the text, at the next match."""
        message.stop()
        if self.find_box.is_open:
            self._close_find()
            if self.find_box.text.strip():
                self.step_match(1)

    def _close_find(self) -> None:
        self.find_box.origin = None
        self.screen.set_focus(self.document)  # first: else Textual looks for another place for the focus
        self.find_box.close()

"""The box for words to find in the open monograph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medtui.tui.search_line import SearchLine

if TYPE_CHECKING:
    from medtui.library.query.matcher import Matcher
    from medtui.tui.open_monograph import Bookmark

_PROMPTS = ("find in this monograph: ", "find: ")


class FindBox(SearchLine):
    """Below the text while words are typed. It keeps where the reader was, to return there on Esc."""

    def __init__(self, *, id: str) -> None:  # Textual's own name for it
        super().__init__(id=id, prompts=_PROMPTS)
        self.origin: Bookmark | None = None

    @property
    def is_open(self) -> bool:
        return self.origin is not None

    def open(self, origin: Bookmark) -> None:
        """Show the empty box. origin: where the reader is; kept when the box is open already."""
        self.origin = self.origin or origin
        self.set_text("")
        self.show_note("")
        self.display = True
        self.focus()

    def close(self) -> None:
        """Take the box away."""
        self.origin = None
        self.display = False

    def matcher(self) -> Matcher | None:
        """What finds the typed words, each of them by its start; None when there is none."""
        from medtui.library.names.folding import fold  # after the first frame
        from medtui.library.query.matcher import Matcher, Wanted

        # Any of the words, and no more than that: the query language is for the search in the library.
        words = fold(self.text).split()
        return Matcher([Wanted((word,)) for word in words]) if words else None

    def show_position(self, at: int, total: int) -> None:
        """Say at which match the reader is, of how many."""
        if total:
            self.show_note(f"{at:,} of {total:,}")
        elif self.matcher():
            self.show_note("no match here")
        else:
            self.show_note("no word to find" if self.text.strip() else "")

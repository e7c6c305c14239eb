"""A screen to write a note in."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import TextArea

from medtui.desk.store import MOST_NOTE_CHARACTERS
from medtui.presentation.disclaimer import Disclaimer
from medtui.presentation.markdown.styled import Span
from medtui.tui.bars import DisclaimerBar, DrugHeader
from medtui.tui.sizes import disclaimer_rows

_HOW = "Ctrl+S saves · Esc leaves · an empty note is deleted"
_ONCE_MORE = "The note has changed. Esc once more leaves without saving, Ctrl+S saves."


class NoteScreen(Screen[str | None]):
    """Ends with the text to keep, or None where nothing is to change. about: what the note is on."""

    DEFAULT_CSS = """
    NoteScreen {
        padding: 0 1;
        #note-header { height: 3; }
        TextArea, TextArea:focus { height: 1fr; border: none; padding: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", priority=True),
        Binding("escape", "leave", "Leave", priority=True),
    ]

    def __init__(self, about: str, text: str, disclaimer: Disclaimer) -> None:
        super().__init__()
        self._about = about
        self._text = text
        self._disclaimer = disclaimer
        self._is_warned = False

    def compose(self) -> ComposeResult:
        self._header = DrugHeader(id="note-header")
        self._area = TextArea(self._text, soft_wrap=True, tab_behavior="focus", show_line_numbers=False)
        self._bar = DisclaimerBar(id="disclaimer")
        yield from (self._header, self._area, self._bar)

    def on_mount(self) -> None:
        self._say(_HOW)
        self._bar.show_disclaimer(self._disclaimer)
        self._area.move_cursor(self._area.document.end)
        self._area.focus()

    def on_resize(self) -> None:
        self._bar.styles.height = disclaimer_rows(self.size)

    def on_text_area_changed(self) -> None:
        if self._is_warned:
            self._is_warned = False
            self._say(_HOW)

    def action_save(self) -> None:
        """Keep the text."""
        text = self._area.text
        if len(text) > MOST_NOTE_CHARACTERS:
            self._say(f"The note has {len(text):,} characters; at most {MOST_NOTE_CHARACTERS:,} are kept.")
            return
        self.dismiss(None if text == self._text else text)

    def action_leave(self) -> None:
        """Leave it as it was; asked twice where something was written."""
        if self._area.text == self._text or self._is_warned:
            self.dismiss(None)
            return
        self._is_warned = True
        self._say(_ONCE_MORE)

    def _say(self, text: str) -> None:
        self._header.show_drug(f"Your note on {self._about}", "", [Span(text, "muted")])

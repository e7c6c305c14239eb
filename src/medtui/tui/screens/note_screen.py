"""A screen to write a note in."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from medtui.desk.marks_and_notes import MOST_NOTE_CHARACTERS
from medtui.presentation.disclaimer import Disclaimer
from medtui.safe_text import safe_text
from medtui.tui.screens.sheet import Sheet

_REST_SECONDS = 0.3
_HOW = ("Ctrl+S saves", "Esc leaves", "an empty note is deleted")
_DRAFT = "You did not finish this note. Ctrl+S saves it, Esc twice gives it up."
_ONCE_MORE = "The note has changed. Esc once more leaves without saving, Ctrl+S saves."


class _SafeArea(TextArea):
    """Textual's paints what it holds as it is: so it gets nothing that could drive a terminal."""

    def edit(self, edit: Edit) -> EditResult:
        edit.text = _safe(edit.text)
        return super().edit(edit)


def _safe(text: str) -> str:
    return safe_text("\n".join(text.splitlines()) + "\n" * text.endswith(("\n", "\r")))


class NoteScreen(Sheet[str | None]):
    """Ends with the text to keep, or None where nothing is to change. about: what the note is on. text: the note as
    it is kept. draft: what was written on it before medtui was left, or nothing. keep_draft: called with what has been
    written whenever the typing rests, so that nothing that ends medtui takes more than the last words."""

    DEFAULT_CSS = "NoteScreen { TextArea, TextArea:focus { height: 1fr; border: none; padding: 0; } }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", priority=True),
        Binding("escape", "leave", "Leave", priority=True),
    ]

    def __init__(
        self, about: str, text: str, disclaimer: Disclaimer, draft: str, keep_draft: Callable[[str], object]
    ) -> None:
        text = _safe(text)
        self._area = _SafeArea(_safe(draft) or text, soft_wrap=True, tab_behavior="focus", show_line_numbers=False)
        super().__init__(disclaimer, self._area)
        self._about = about
        self._text = text
        self._is_warned = False
        self._is_draft = bool(draft)
        self._keep_draft = keep_draft
        self._rest: Timer | None = None

    @property
    def unsaved(self) -> str:
        """What has been written and not saved, or nothing."""
        return "" if self._area.text == self._text else self._area.text

    def on_mount(self) -> None:
        self._say(*([_DRAFT] if self._is_draft else _HOW))
        self._area.move_cursor(self._area.document.end)
        self._area.focus()

    def on_text_area_changed(self) -> None:
        if self._rest:
            self._rest.stop()
        self._rest = self.set_timer(_REST_SECONDS, lambda: self._keep_draft(self.unsaved))
        if self._is_warned:
            self._is_warned = False
            self._say(*_HOW)

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

    def _say(self, *texts: str) -> None:
        self.show_title(f"Your note on {self._about}", *texts)

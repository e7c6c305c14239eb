"""The box for the question: what is typed there, or into the list beside it, is text."""

from __future__ import annotations

from textual import events

from medtui.tui.search_line import SearchLine, typed

_ERASING = ("backspace", "ctrl+h", "ctrl+w", "ctrl+u")
_EMPTYING = ("delete", "ctrl+k", *_ERASING)
_SECTION_STEPS = ("left", "right")
_EDGES = {"home": -1, "end": 1}
_COMMANDS = "0123456789?/"


class QuestionLine(SearchLine):
    """While it is empty, arrows, digits, `?` and `/` are commands, but a letter or sign that comes right after digits
    makes text of both: `5` is a section, `5-f` a question. After `begin` every character is text."""

    def __init__(self, *, id: str, placeholder: str) -> None:
        super().__init__(id=id, placeholder=placeholder)
        self._is_all_text = False
        self._digits = ""  # pressed one after the other in the empty box, just before the next key

    def begin(self) -> None:
        """Take every character as text until the box is emptied or left; the first one replaces what stands there."""
        self._is_all_text = True
        self.is_selected = bool(self.text)
        self.refresh()

    def set_text(self, text: str) -> None:
        self._is_all_text = self.is_selected = False
        super().set_text(text)

    def on_blur(self) -> None:
        self._is_all_text = self.is_selected = False
        super().on_blur()

    def take_from_list(self, event: events.Key) -> bool:
        """Take a key that was pressed in the list, where it types or erases. False for any other."""
        if event.key in _ERASING or typed(event) not in ("", "/"):
            return self.take(event)
        self._digits = ""
        return False

    def _edited(self, event: events.Key) -> tuple[str, int] | None:
        digits, self._digits = self._digits, ""
        character = typed(event)
        if self.is_selected and (character or event.key in _EMPTYING):
            self._is_all_text = bool(character)
            return character, len(character)
        if not self.text:
            if event.key in _SECTION_STEPS:
                return None
            if event.key in _EDGES:
                self.post_message(self.Moved("edge", _EDGES[event.key]))
                return "", 0
            if character and character in _COMMANDS and not self._is_all_text:
                self._digits = digits + character if character.isdigit() else ""
                return None
            if digits and character:
                return digits + character, len(digits) + 1
        edited = super()._edited(event)
        if self.text and edited and not edited[0]:
            self._is_all_text = False
        return edited

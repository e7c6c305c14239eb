"""A box in which words to find are typed: one line, no layout, every key answered at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.message import Message
from textual.strip import Strip

from medtui.presentation.cells import cell_len
from medtui.safe_text import safe_line
from medtui.tui.footer import Notice
from medtui.tui.line_view import Ink, LineView

_PROMPTS = ("/ ",)
_LONGEST = 1000
_MOST_SEARCHES = 100
_MOVES = {"up": ("move", -1), "down": ("move", 1), "pageup": ("page", -1), "pagedown": ("page", 1)}
"""What an arrow or page key asks for: an action of the list, and the direction."""


def _delete_word(text: str, at: int) -> tuple[str, int]:
    kept = text[:at].rstrip()
    kept = kept[: kept.rfind(" ") + 1]
    return kept + text[at:], len(kept)


def _delete_before(text: str, at: int) -> tuple[str, int]:
    return text[: max(at - 1, 0)] + text[at:], max(at - 1, 0)


_EDITS: dict[str, Callable[[str, int], tuple[str, int]]] = {
    "left": lambda text, at: (text, max(at - 1, 0)),
    "right": lambda text, at: (text, min(at + 1, len(text))),
    "home": lambda text, _: (text, 0),
    "ctrl+a": lambda text, _: (text, 0),
    "end": lambda text, _: (text, len(text)),
    "ctrl+e": lambda text, _: (text, len(text)),
    "backspace": _delete_before,
    "ctrl+h": _delete_before,
    "delete": lambda text, at: (text[:at] + text[at + 1 :], at),
    "ctrl+w": _delete_word,
    "ctrl+u": lambda text, at: (text[at:], 0),
    "ctrl+k": lambda text, at: (text[:at], at),
}
"""What an editing key makes of the text and the caret."""


def typed(event: events.Key) -> str:
    """The character that a key types; empty for a command, also one with Alt."""
    modifiers, _, _ = event.key.rpartition("+")
    return event.character if event.character and event.is_printable and modifiers in ("", "shift") else ""


class SearchLine(LineView, can_focus=True):
    """A one-line editor. Keys it does not know go on to the screen."""

    class Changed(Message):
        """The text is another one now. Whoever answers it refreshes the line too, after what was found: so
        both change in one paint instead of two."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Submitted(Message):
        """The user pressed Enter."""

    class Moved(Message):
        """The user wants to move what the box is for, without leaving it. kind: `move` by a row, `page` or `edge`."""

        def __init__(self, kind: str, direction: int) -> None:
            super().__init__()
            self.kind, self.direction = kind, direction

    def __init__(self, *, id: str, placeholder: str = "", prompts: Sequence[str] = _PROMPTS) -> None:
        """placeholder: shown while the box is empty. prompts: what stands before the text, the longest first; the
        first one is shown that leaves half of the line. is_selected: the next character replaces the text."""
        super().__init__(id=id)
        self._placeholder = placeholder
        self._prompts = prompts
        self._note = ""
        self._caret = 0
        self.text = ""
        self.is_selected = False

    def set_text(self, text: str) -> None:
        """Replace the text, without a message."""
        self.text = text[:_LONGEST]
        self._caret = len(self.text)
        self.refresh()

    def show_note(self, note: str) -> None:
        """Show some words about what was typed at the end of the line."""
        if note != self._note:
            self._note = note
            self.refresh()

    def on_key(self, event: events.Key) -> None:
        if self.take(event):
            event.stop()
            event.prevent_default()

    def take(self, event: events.Key) -> bool:
        """Do what a key does here. False for one that is not ours."""
        edited = self._edited(event)
        if edited is None:
            return False
        before = self.text, self._caret, self.is_selected
        (self.text, self._caret), self.is_selected = edited, False
        if self.text != before[0]:
            self.post_message(self.Changed(self.text))
        elif (self.text, self._caret, self.is_selected) != before:  # an arrow that moves the list is painted with that
            self.refresh()
        return True

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        pasted = " ".join(event.text.split())
        if self.is_selected:
            self.is_selected, self.text, self._caret = False, "", 0
        at = self._caret
        text = self.text[:at] + pasted + self.text[at:]
        self.text = text[:_LONGEST]
        self._caret = min(at + len(pasted), len(self.text))
        self.refresh()
        self.post_message(self.Changed(self.text))
        if text != self.text:
            self.post_message(Notice(f"What was pasted is cut: a question has at most {_LONGEST:,} characters."))

    def _edited(self, event: events.Key) -> tuple[str, int] | None:
        """The text and caret after a key, or None for a key that is not ours."""
        text, at = self.text, self._caret
        if event.key == "enter":
            self.post_message(self.Submitted())
        elif event.key in _MOVES:
            self.post_message(self.Moved(*_MOVES[event.key]))
        elif event.key in _EDITS:
            return _EDITS[event.key](text, at)
        elif (character := typed(event)) and len(text) < _LONGEST:
            return text[:at] + character + text[at:], at + 1
        else:
            return None
        return text, at

    def on_click(self, event: events.Click) -> None:
        self.is_selected = False
        self._caret = min(max(event.x - cell_len(self._prompt()), 0), len(self.text))
        self.refresh()

    def content_line(self, y: int) -> Strip:
        width = self.content_width
        if y:
            return self.painter.strip((), width)
        prompt = self._prompt()
        if not self.text and self._placeholder:
            return self.painter.strip(self._empty_spans(prompt), width)
        note = f" {self._note}" if self._note else ""
        before, after = safe_line(self.text[: self._caret]), safe_line(self.text[self._caret :])
        room = max(width - cell_len(prompt) - cell_len(note) - 1, 1)
        while before and cell_len(before) > room:
            before = before[1:]
        while note and after and cell_len(before + after) > room:
            after = after[:-1]
        spans: list[Ink] = [(prompt, "strong"), (before, "caret" if self.is_selected else "")]
        if self.has_focus:
            spans += [(after[:1] or " ", "caret"), (after[1:], "")]
        else:
            spans.append((after, ""))
        if note:
            used = sum(cell_len(text) for text, _ in spans)
            spans += [(" " * (width - used - cell_len(note)), ""), (note, "muted")]
        return self.painter.strip(spans, width)

    def _empty_spans(self, prompt: str) -> list[Ink]:
        words = self._placeholder
        if not self.has_focus:
            return [(prompt, "muted"), (words, "muted")]
        return [(prompt, "strong"), (words[:1], "caret"), (words[1:], "muted")]

    def _prompt(self) -> str:
        half = self.content_width // 2
        return next((prompt for prompt in self._prompts if cell_len(prompt) <= half), self._prompts[-1])


class SearchHistory:
    """Steps through earlier searches, most recent last, and back to what was being typed.

    In memory only: what people looked up in a clinic is nobody else's business.
    """

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._at: int | None = None
        self._typed = ""

    def add(self, text: str) -> None:
        """Remember a search; once, where it was made before."""
        text = text.strip()
        self._at = None
        if text:
            self._texts = [*(other for other in self._texts if other != text), text][-_MOST_SEARCHES:]

    def older(self, typed: str) -> str | None:
        """The search before the one that is shown, or None. typed: what stands in the box."""
        at = len(self._texts) if self._at is None else self._at
        if self._at is None:
            self._typed = typed
        if at and self._texts[at - 1] == typed:
            at -= 1
        if at == 0:
            return None
        self._at = at - 1
        return self._texts[self._at]

    def newer(self) -> str | None:
        """The search after the one that is shown, at last what was being typed; None where no older one is shown."""
        if self._at is None:
            return None
        self._at += 1
        if self._at < len(self._texts):
            return self._texts[self._at]
        self._at = None
        return self._typed

    def leave(self) -> None:
        """The user types on: what is shown is not an older search any more."""
        self._at = None

"""Notes as passages: marked as the user's or the clinic's, so that no one takes them for the monograph's words."""

from __future__ import annotations

from datetime import datetime

from medtui.presentation.markdown.styled import Flow, Span
from medtui.presentation.page import Passage
from medtui.safe_text import safe_line, safe_text

_BAR = "┃ "


def note_passage(whose: str, text: str, dated: datetime | None, *, of_file: bool = False) -> Passage:
    """whose: what stands above the words, as `Your note on this section`. dated: when they were saved.
    of_file: that is only the time of their file."""
    date = f", {'file of ' if of_file else ''}{dated.astimezone():%Y-%m-%d %H:%M}" if dated else ""
    head = Flow((Span(f"{safe_line(whose)}{date}", "note-head"),), _BAR, _BAR)
    lines = safe_text(text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n").split("\n")
    return Passage(None, (head,), tuple(Flow((Span(line, "note"),), _BAR, _BAR) for line in lines), is_note=True)

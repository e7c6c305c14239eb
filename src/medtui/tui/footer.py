"""The lines below the text: the disclaimer, which never leaves the screen, and the key hints or a notice."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from medtui.presentation.cells import cell_len
from medtui.presentation.disclaimer import OUR_NOTICE, Disclaimer
from medtui.presentation.layout import fitted
from medtui.presentation.markdown.styled import Line, Span
from medtui.settings.app_commands import AppCommand
from medtui.tui.line_view import LineView

LOW = 14
"""Rows below which the text takes the line of the key hints too."""

WIDE = 110
"""Columns from which list and text stand side by side; below, the one in use takes the whole width."""

_SIGN = "⚠ "
_TYPICAL_SENTENCE = 126
"""Characters of the disclaimer's first sentence and its sign (99 % of 1,888 that were measured)."""

_ROWS_PER_ROW = 15
"""Rows of the screen for each of the disclaimer: a usual window has one for it."""

_OURS = Span("medtui’s own notice: ", "warning")
_IN_SHORT = (
    (_OURS, Span("For education only, not medical advice.")),
    (_OURS, Span("not medical advice.")),
    (Span("medtui: ", "warning"), Span("no medical advice.")),
)
"""What stands where a first sentence does not fit: a part of one may say something else than the whole."""

_MARGIN = 11
"""Columns of a disclaimer line that hold no words of it: padding, and the hint of how to see more."""

_MOST_ROWS = 4
"""Lines of a message."""


class Notice(Message):
    """Something to tell the user, in a sentence or two: the main screen shows it in place of the key hints."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


def disclaimer_rows(size: Size) -> int:
    """Rows for the disclaimer's first sentence: fixed for a size, so that the text never jumps."""
    rows = -(-_TYPICAL_SENTENCE // max(size.width - _MARGIN, 1))
    return max(1, min(rows, size.height // _ROWS_PER_ROW))


def disclaimer_lines(disclaimer: Disclaimer, width: int, height: int) -> list[Line]:
    """A disclaimer in at most `height` lines of `width` columns, with its sign: as much of it as fits whole."""
    lines, _ = _arranged(disclaimer, "", width, height)
    return [Line((Span("  " if y else _SIGN, "sign"), *line.spans)) for y, line in enumerate(lines)]


def _arranged(disclaimer: Disclaimer, hint: str, width: int, height: int) -> tuple[tuple[Line, ...], str]:
    """The lines and the hint after them: all of the words where there is room, else the first sentence, else ours in
    short. The hint makes way for words of the monograph's own."""
    own, first = (Span(disclaimer.words),), (Span(disclaimer.first_sentence),)
    texts = (((_OURS, *own), hint),) if disclaimer.is_ours else ((own, hint), (first, hint), (first, ""))
    room = width - cell_len(_SIGN)
    for spans, after in (*texts, *((short, hint) for short in _IN_SHORT)):
        lines = fitted(spans, room - cell_len(after), height + 1)
        if len(lines) <= height:
            return lines, after
    return fitted(_IN_SHORT[-1], room, height), ""


class DisclaimerBar(LineView):
    """At least the first sentence of the disclaimer, always."""

    WORDS_ARE_OURS = True

    def __init__(self, *, id: str, hint: str = "") -> None:
        super().__init__(id=id)
        self._hint = f"  {hint}" if hint else ""
        self._disclaimer = OUR_NOTICE

    def show_disclaimer(self, disclaimer: Disclaimer) -> None:
        """Show another monograph's disclaimer."""
        if disclaimer != self._disclaimer:
            self._disclaimer = disclaimer
            self.refresh()

    async def on_click(self, event: events.Click) -> None:
        event.stop()
        await self.screen.run_action("disclaimer")  # on the main screen; the others have none

    def content_line(self, y: int) -> Strip:
        width = self.content_width
        lines, hint = _arranged(self._disclaimer, self._hint, width, self.rows)
        if y >= len(lines):
            return self.painter.strip((), width)
        # The sign is not wrapped with the words: it would make them all be measured one by one.
        spans = [Span("  " if y else _SIGN, "sign"), *lines[y].spans]
        if y == len(lines) - 1:
            spans.append(Span(hint, "muted"))
        return self.painter.strip(spans, width)


class KeyHints(LineView):
    """One line of keys: those that fit, the most useful first. A message takes their place until the next key, and as
    many lines as it needs. above: the widget that stands on this one."""

    WORDS_ARE_OURS = True

    def __init__(self, above: Widget, *, id: str) -> None:
        super().__init__(id=id)
        self._above = above
        self._commands: Sequence[AppCommand] = ()
        self._notice = ""
        self._height = self._usual = 1  # as the style sheet has it
        self._later: deque[str] = deque()

    def show_commands(self, commands: Sequence[AppCommand]) -> None:
        """Show the hints of other commands."""
        if commands != self._commands:
            self._commands = commands
            self.refresh()

    def add_notice(self, text: str) -> None:
        """Show a message once those before it have been seen: each key brings the next one."""
        if self._notice:
            self._later.append(text)
        else:
            self.show_notice(text)

    @property
    def notice(self) -> str:
        """The message that is shown now, or nothing."""
        return self._notice

    def show_notice(self, text: str) -> None:
        """Show a message instead of the keys; an empty one brings the keys back, or a message that waits."""
        text = text or (self._later.popleft() if self._later else "")
        if text != self._notice:
            self._notice = text
            self._fit()
            self.refresh()

    def resized(self) -> None:
        self._fit()

    def show_keys(self, are_shown: bool) -> None:
        """Have a line for the keys, or in a low window one for messages only."""
        self._usual = int(are_shown)
        self._fit()

    def _fit(self) -> None:
        """Take the height that the message needs; a layout only where that changes."""
        rows = len(fitted((Span(self._notice),), self.content_width, _MOST_ROWS)) if self._notice else 0
        height = max(rows, self._usual)
        if height != self._height and self.columns > 1:
            self._height = self.styles.height = height
            self._above.styles.margin = (0, 0, height, 0)

    async def on_click(self, event: events.Click) -> None:
        x = 0
        for command, text in self._hints():
            x += cell_len(text) + 2
            if event.x < x:
                if command.action:
                    await self.screen.run_action(command.action)
                return

    def content_line(self, y: int) -> Strip:
        width = self.content_width
        if self._notice:
            lines = fitted((Span(self._notice, "badge"),), width, _MOST_ROWS)
            return self.painter.strip(lines[y].spans if y < len(lines) else (), width)
        if y:
            return self.painter.strip((), width)
        spans: list[Span] = []
        for _, text in self._hints():
            key, _, word = text.partition(" ")
            spans += [Span(key, "strong"), Span(f" {word}  ", "muted")]
        return self.painter.strip(spans, width)

    def _hints(self) -> list[tuple[AppCommand, str]]:
        room, hints = self.content_width, []
        for command in self._commands:
            text = command.hint
            room -= cell_len(text) + 2
            if room < -2:
                break
            hints.append((command, text))
        return hints

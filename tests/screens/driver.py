"""Drives the app as a user does: keys and mouse in, words on the screen out.

The screen is read from the picture that `App.export_screenshot` gives: what is painted, whatever painted it.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from backstage import Backstage, WatchedThread
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from screen_picture import Run, cut, painted, runs_in
from starting import new_app
from textual import events
from textual.pilot import Pilot
from textual.widget import Widget

from medtui.tui.app import MedtuiApp
from medtui.tui.line_view import LineView
from medtui.tui.list_pane import ListPane
from medtui.tui.screens.browse import BrowseScreen

_NAMES = {"/": "slash", "-": "minus", "+": "plus", "_": "underscore", "@": "at", "\\": "backslash", " ": "space"}
_CHARACTERS = {"enter": "\r", "tab": "\t", "escape": "\x1b", "backspace": "\x7f", "space": " "}
_QUIET_ROUNDS = 4
_PATIENCE = 10.0


class User:
    """Someone in front of the app. Every action ends when the app has nothing left to do."""

    def __init__(self, app: MedtuiApp, pilot: Pilot[None], backstage: Backstage) -> None:
        self.app = app
        self._backstage = backstage
        self._pilot = pilot
        self._seen: list[Run] | None = None
        self._grid: list[str] | None = None

    # Hands ------------------------------------------------------------------------------------------

    async def press(self, *keys: str) -> None:
        """Press keys: Textual's names (`down`, `ctrl+p`) or the characters themselves (`?`)."""
        for key in keys:
            name = _key_name(key) if len(key) == 1 else key
            character = key if len(key) == 1 else _CHARACTERS.get(key)
            self.app.post_message(events.Key(name, character))
            await self.waits()

    async def types(self, text: str) -> None:
        """Type characters one by one."""
        await self.press(*text)

    async def pastes(self, text: str) -> None:
        """Paste text as a terminal does, in one go."""
        self.app.post_message(events.Paste(text))
        await self.waits()

    async def clicks_on(self, text: str, *, inside: str = "") -> None:
        """Click on the first cell of that text. inside: only look for it in this widget."""
        await self.clicks_at(*self.finds(text, inside=inside))

    async def clicks_at(self, x: int, y: int) -> None:
        """Click on a cell."""
        await self.drags((x, y), (x, y))

    async def selects(self, text: str) -> None:
        """Drag from its first character to its last one."""
        x, y = self.finds(text)
        await self.drags((x, y), (x + cell_len(text[:-1]), y))

    async def drags(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press the mouse button at one cell and let it go at another one, which belongs to what is dragged over."""
        self._mouse(events.MouseDown, *start, button=1)
        await self.waits()
        if start != end:
            self._mouse(events.MouseMove, *end, button=1)
            await self.waits()
        self._mouse(events.MouseUp, *end, button=1)
        await self.waits()

    async def turns_the_wheel(self, notches: int, *, over: str) -> None:
        """Turn the wheel with the pointer over a widget; down when positive."""
        kind = events.MouseScrollDown if notches > 0 else events.MouseScrollUp
        middle = self._widget(over).region.center
        for _ in range(abs(notches)):
            self._mouse(kind, int(middle[0]), int(middle[1]), button=0)
            await self.waits()

    async def resizes(self, columns: int, rows: int) -> None:
        """Give the terminal's window another size."""
        await self._pilot.resize_terminal(columns, rows)
        await self.waits()

    async def lets_time_pass(self) -> None:
        """Let the app look after the open file, as it does every other second."""
        screen = self.app.screen
        assert isinstance(screen, BrowseScreen)
        screen.poll()
        await self.waits()

    async def reads_for_a_while(self) -> None:
        """Stay with what is shown for so long that it counts as read."""
        screen = self.app.screen
        assert isinstance(screen, BrowseScreen)
        screen.desk.save_reading()
        await self.waits()

    async def looks_at_the_files(self) -> None:
        """Let the app see what has changed in the library, as it does all the time."""
        assert self._backstage.follower
        self._backstage.follower.look()
        await self.waits()

    async def is_answered(self) -> None:
        """Let the search thread answer what it was told to hold up."""
        self.search_thread.let_go()
        await self.waits()

    async def begins(self) -> None:
        """Wait until the app has started: texts can be searched, where there is a catalogue."""
        end = time.monotonic() + _PATIENCE
        while self.app.is_running and self._backstage.thread is None:
            assert time.monotonic() < end, self._failure("does not begin")
            await self._pilot.pause()
        await self.waits()

    async def waits(self) -> None:
        """Wait until no message is left anywhere, no question to the texts, and nothing to be copied."""
        quiet, end = 0, time.monotonic() + _PATIENCE
        while quiet < _QUIET_ROUNDS and self.app.is_running and self.app.screen_stack:
            await self._pilot.pause(0)
            if self._is_searching or any(one.group == "copying" and not one.is_finished for one in self.app.workers):
                quiet = 0
                assert time.monotonic() < end, self._failure("the text search or the copying does not end")
                continue
            pumps = [
                self.app,
                *(part for screen in self.app.screen_stack for part in screen.walk_children(with_self=True)),
            ]
            quiet = 0 if any(pump.message_queue_size for pump in pumps) else quiet + 1
            if quiet == _QUIET_ROUNDS and self._opens_soon():
                quiet = 0
        self._looks_again()

    def _opens_soon(self) -> bool:
        """Let the moment pass after which what was found is opened. False where nothing was to be opened."""
        screen = self.app.screen
        return isinstance(screen, BrowseScreen) and screen.open_now()

    async def waits_for(self, text: str) -> None:
        """Wait for words that come after some work in the background."""
        end = time.monotonic() + _PATIENCE
        while text not in self.screen:
            assert time.monotonic() < end, self._failure(f"waited in vain for {text!r}")
            await self._pilot.pause()
            self._looks_again()

    # Behind the screen ------------------------------------------------------------------------------

    @property
    def list_pane(self) -> ListPane:
        """The part of the main screen that finds."""
        screen = next(screen for screen in self.app.screen_stack if isinstance(screen, BrowseScreen))
        return screen.list

    @property
    def search_thread(self) -> WatchedThread:
        """The thread that searches the texts."""
        assert self._backstage.thread
        return self._backstage.thread

    @property
    def _is_searching(self) -> bool:
        return self._backstage.thread is not None and self._backstage.thread.is_busy

    # Eyes -------------------------------------------------------------------------------------------

    def sees(self, *texts: str, inside: str = "") -> None:
        """Each of the texts is on the screen, perhaps wrapped. inside: only look in this widget."""
        for text in texts:
            assert self._shows(text, inside), self._failure(f"does not show {text!r}")

    def does_not_see(self, *texts: str, inside: str = "") -> None:
        """None of the texts is on the screen."""
        for text in texts:
            assert not self._shows(text, inside), self._failure(f"shows {text!r}")

    def sees_tab_chosen(self, label: str) -> None:
        """That tab is the chosen one."""
        shown = self.words("#tabs")
        assert f"[{label}]" in shown, self._failure(f"{label!r} is not chosen")

    def sees_drug(self, title: str) -> None:
        """That drug is open and, where the list is on the screen, under its cursor."""
        shown = self.words("#header")
        assert shown.startswith(title), self._failure(f"{title!r} is not open")
        if self.is_shown("#drugs"):
            row = self.row_under_cursor()
            assert row, self._failure("the cursor is on no row that can be seen")
            assert title.startswith(row) or row.startswith(title), self._failure(f"the cursor is on {row!r}")

    def row_under_cursor(self) -> str:
        """The drug in the list's row under the cursor."""
        row = next((line for line in self.lines("#drugs") if line.startswith("▸")), "")
        return row[2:].strip().split("  ")[0].split(" › ")[0].strip()

    @property
    def screen(self) -> str:
        """All that is painted, line by line."""
        return "\n".join(self.rows())

    def rows(self) -> list[str]:
        """The painted lines of the whole screen."""
        if self._grid is None:
            self._grid = painted(self.runs(), *self.app.size)
        return self._grid

    def lines(self, widget: str) -> list[str]:
        """The painted lines of a widget, without the scrollbar."""
        region = self._widget(widget).content_region
        grid = self.rows()
        return [cut(grid[y], region.x, region.right - 1).rstrip() for y in range(region.y, region.bottom)]

    def words(self, widget: str) -> str:
        """The painted words of a widget, as one line."""
        return " ".join(" ".join(self.lines(widget)).split())

    def is_shown(self, widget: str) -> bool:
        """Whether the widget has any room on the screen."""
        found = self.app.screen.query(widget)
        return bool(found) and found.first().is_on_screen and bool(found.first().region)

    def runs(self) -> list[Run]:
        """What is painted, with its styles."""
        if self._seen is None:
            self._seen = runs_in(self.app.export_screenshot(simplify=True))
        return self._seen

    def css_of(self, text: str) -> str:
        """How the first run that holds that text is painted."""
        found = next((run for run in self.runs() if text in run.text), None)
        assert found, self._failure(f"no run holds {text!r}")
        return found.css

    def style_of(self, text: str) -> Style:
        """How the first segment that holds that text is painted, background included."""
        for segment in self._segments():
            if text in segment.text and segment.style:
                return segment.style
        raise AssertionError(self._failure(f"no segment holds {text!r}"))

    def marked(self) -> list[str]:
        """The matches that are painted in the text, but for the current one, in pieces of one line and style."""
        return [text for text, style in self._painted_in("#document") if style.underline and style.bold]

    def current_match(self) -> str:
        """The match that the reader is at, where it is in the window."""
        return " ".join(text for text, style in self._painted_in("#document") if style.reverse and style.bold)

    def line_under_cursor(self) -> str:
        """The line of the text that the cursor is on, in the monochrome theme."""
        return "".join(text for text, style in self._painted_in("#document") if style.reverse).strip()

    def finds(self, text: str, *, inside: str = "") -> tuple[int, int]:
        """The cell where that text begins."""
        region = self._widget(inside).region if inside else self.app.screen.region
        for y, line in enumerate(self.rows()):
            if region.y <= y < region.bottom:
                at = line.find(text, len(cut(line, 0, region.x)))
                if at >= 0 and cell_len(line[:at]) < region.right:
                    return cell_len(line[:at]), y
        raise AssertionError(self._failure(f"{text!r} cannot be found"))

    def painted_text(self) -> Iterator[str]:
        """The text of every segment of every line that any widget on the screen paints."""
        for segment in self._segments():
            yield segment.text

    @property
    def focus(self) -> str:
        """The id of the widget that has the focus."""
        return (self.app.focused and self.app.focused.id) or ""

    @property
    def clipboard(self) -> str:
        """What was copied last."""
        return self.app.clipboard

    # ------------------------------------------------------------------------------------------------

    def _shows(self, text: str, inside: str) -> bool:
        if inside:
            return self.is_shown(inside) and text in self.words(inside)
        if text in self.screen:
            return True
        wanted = " ".join(text.split())
        return any(wanted in self.words(f"#{view.id}") for view in self._views())

    def _segments(self) -> Iterator[Segment]:
        for view in self._views():
            for strip in view.render_lines(view.size.region):
                yield from strip

    def _painted_in(self, widget: str) -> Iterator[tuple[str, Style]]:
        view = self._widget(widget)
        for strip in view.render_lines(view.size.region):
            yield from ((segment.text, segment.style) for segment in strip if segment.style)

    def _views(self) -> list[LineView]:
        return [view for view in self.app.screen.query(LineView) if view.is_on_screen and view.region]

    def _widget(self, selector: str) -> Widget:
        return self.app.screen.query_one(selector)

    def _mouse(self, kind: type[events.MouseEvent], x: int, y: int, *, button: int) -> None:
        delta = {events.MouseScrollDown: 1, events.MouseScrollUp: -1}.get(kind, 0)
        self.app.post_message(kind(None, x, y, 0, delta, button, False, False, False, x, y))

    def _looks_again(self) -> None:
        """Forget what was seen: it may have changed."""
        self._seen = self._grid = None

    def _failure(self, what: str) -> str:
        return f"{what}\n{self.screen}"


@asynccontextmanager
async def user_of(
    *libraries: Path,
    size: tuple[int, int] = (120, 40),
    catalogue: bool = True,
    greets: bool = False,
    checks: bool = False,
    **options: Any,
) -> AsyncIterator[User]:
    """Someone who has started the app on those libraries. catalogue, greets, checks: as for `Backstage`. options: those
    of `new_app`."""
    backstage = Backstage(*libraries, catalogue=catalogue, greets=greets, checks=checks)
    app = new_app(backstage, **options)
    async with app.run_test(size=size) as pilot:
        user = User(app, pilot, backstage)
        await user.begins()
        yield user


def _key_name(character: str) -> str:
    if character.isalnum():
        return character
    return _NAMES.get(character) or unicodedata.name(character).lower().replace("-", "_").replace(" ", "_")

"""The app itself: wiring only. What happens is decided by the screens."""

from __future__ import annotations

import asyncio
import gc
import io
import logging
import os
import re
import sys
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.console import Console
from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import MountError, Widget

from medtui.tui.bindings import keymap
from medtui.tui.finder import Finder
from medtui.tui.footer import Notice
from medtui.tui.line_view import GATE
from medtui.tui.looks import draws_ascii_only
from medtui.tui.screens.browse import BrowseScreen
from medtui.tui.start import DEFAULT_SERVICES, Services, Start, forgetful_desk_thread
from medtui.tui.themes import THEMES, line_filters

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.filter import LineFilter

    from medtui.library.catalogue.listing import Listing

_REST_SECONDS = 0.15
"""So long after the last key what it left behind is collected, a millisecond's work: 50,000 objects would take the
20 ms from one key in twenty."""

_CRASHED = "medtui: stopped because of an internal error. Run it again with --debug to write a report.\n"


_BOXED_LOCALS = r"(?m)^│ [╭│╰].*\n"
"""The boxes of local variables in Textual's report: they may hold a patient's words."""


def _driver_class() -> type[Driver] | None:
    """What draws on the terminal and reads from it; on Windows, Textual's own."""
    if sys.platform == "win32":
        return None
    from medtui.tui.terminal_driver import TerminalDriver  # cannot be imported there

    return TerminalDriver


class MedtuiApp(App[None]):
    """Run with `run_app`."""

    CSS_PATH = "medtui.tcss"
    TITLE = "medtui"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    # Textual's own has no id, and its key would stay when the user gives the palette another one.
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+p", "command_palette", show=False, id="palette")]
    AUTO_FOCUS: ClassVar[str | None] = None

    def __init__(self, listing: Listing, start: Start, services: Services = DEFAULT_SERVICES) -> None:
        self._has_themes = False
        super().__init__(driver_class=_driver_class())
        for name in list(self.available_themes):
            self.unregister_theme(name)
        for theme in THEMES:
            self.register_theme(theme)
        self._start = start
        self._services = services._replace(desk_thread=forgetful_desk_thread) if start.kiosk else services
        self._idle: Timer | None = None  # in a kiosk: runs while nobody types
        self.keys = start.settings.keys
        self.ascii_borders = start.settings.ascii_borders or draws_ascii_only(os.environ.get("TERM", ""))
        if not start.settings.animation:
            self.animation_level = "none"
        self._has_themes = True
        # Without the watcher, which would apply all styles a second time.
        self.set_reactive(MedtuiApp.theme, self._theme_to_start_with())
        self.stylesheet.set_variables(self.get_css_variables())
        self._listing = listing
        self._is_ready = False
        self._collection: asyncio.TimerHandle | None = None
        self._waiting_input: deque[events.Event] = deque()
        self.crash_report = io.StringIO()
        # Textual's report of a crash: kept from the terminal, see `run_app`.
        self.error_console = Console(file=self.crash_report, markup=False, highlight=False, width=120)

    def _theme_to_start_with(self) -> str:
        """The user's, where there is one of that name, with all of the user's own registered; else the dark one."""
        wanted = self._start.settings.theme
        if wanted not in self.available_themes:
            self.register_user_themes()
        return wanted if wanted in self.available_themes else THEMES[0].name

    def register_user_themes(self) -> tuple[str, ...]:
        """Make the user's own themes known. Returns what is wrong with some of them, a sentence each."""
        from medtui.settings.settings import config_folder
        from medtui.tui.themes import user_themes

        found, problems = user_themes(config_folder())
        for theme in found:
            self.register_theme(theme)
        return problems

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own, but for themes with the terminal's colours; and the gate."""
        return [GATE, *line_filters(self, super().get_line_filters())]

    def get_css_variables(self) -> dict[str, str]:
        """The variables of the theme; none of Textual's own one, which it asks for before ours are known."""
        return super().get_css_variables() if self._has_themes else {}

    def get_default_screen(self) -> Screen[None]:
        return BrowseScreen(Finder(self._listing), self._start, self._services, self.register_user_themes)

    def _handle_exception(self, error: Exception) -> None:
        """Textual's own; but what comes too late to be mounted, when the app has been told to end, is no fault."""
        if not (self._exit and isinstance(error, MountError)):
            super()._handle_exception(error)

    def on_mount(self) -> None:
        if self.keys.changed:
            self.set_keymap(keymap(self.keys))
        if self._start.kiosk:
            self._idle = self.set_timer(self._start.kiosk.seconds, self.exit)

    # Input in order -----------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Let keys, pasted text and the mouse wait until all that came before them is done: Textual sends a key to
        what has the focus at once, while the key before it may still be about to move the focus or open a screen."""
        if isinstance(event, events.InputEvent | events.Paste) and not event.is_forwarded:
            if isinstance(event, events.MouseEvent) and not self.size.region.contains(event.x, event.y):
                return  # it would take the focus away
            if self._idle:
                self._idle.reset()
            if self._is_ready:
                self._collect_at_rest()
            self._waiting_input.append(event)
            if len(self._waiting_input) == 1:
                await self._send_input()
        else:
            await super().on_event(event)

    def _collect_at_rest(self) -> None:
        if self._collection:
            self._collection.cancel()
        self._collection = asyncio.get_running_loop().call_later(_REST_SECONDS, gc.collect, 0)

    async def on_browse_screen_ready(self) -> None:
        self._is_ready = True
        await self._send_input()

    async def _send_input(self) -> None:
        """Send on what waits, one at a time."""
        while self._is_ready and self._waiting_input:
            if not self._is_settled:
                await asyncio.sleep(0)  # the widgets' turn
                self.call_later(self._send_input)
                return
            await super().on_event(self._waiting_input.popleft())

    @property
    def _is_settled(self) -> bool:
        """Whether all that came before is done: every widget is there, no message is under way, and the palette has
        found what was typed, which more letters need not wait for."""
        event = self._waiting_input[0]
        is_letter = isinstance(event, events.Key) and event.is_printable
        if not is_letter and any(worker.node is self.screen and not worker.is_finished for worker in self.workers):
            return False
        widgets = self.screen.walk_children(Widget, with_self=True)
        return not self.message_queue_size and all(
            widget.is_mounted and not widget.message_queue_size for widget in widgets
        )

    # --------------------------------------------------------------------------------------------------

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette's rows: every command that can be chosen by name."""
        if isinstance(screen, BrowseScreen):
            for key, title in screen.detail.open_monograph.standard_keys():
                # The palette reads its rows as markup, and a library may name its own sections.
                yield SystemCommand(_unmarked(f"Section: {title}"), key, self._runner(f"section_key('{key}')"))
            for name, title in screen.detail.open_monograph.further_sections():
                yield SystemCommand(_unmarked(f"Section: {title}"), "", partial(screen.detail.choose_section, name))
        for command in self.keys.commands:
            if command.in_palette:
                yield SystemCommand(command.title, _unmarked(command.shown_keys), self._runner(command.action))

    def bell(self) -> None:
        """Silence: people sleep where it is used."""

    def action_next_theme(self) -> None:
        """Show everything in the next theme."""
        names = list(self.available_themes)
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        self.screen.post_message(Notice(f"Theme: {self.theme}."))

    def action_command_palette(self) -> None:
        """Open the palette, unless it is open; on the main screen it leads to drugs too."""
        from medtui.tui.screens.command_palette import MedtuiPalette, drug_commands

        screen, rows = self.screen, set(self.COMMANDS)
        if isinstance(screen, BrowseScreen):
            rows.add(drug_commands(screen.finder.listing.index.search, screen.go_to))
        if not isinstance(screen, MedtuiPalette):
            self.push_screen(MedtuiPalette(rows))

    def _runner(self, action: str) -> Callable[[], Awaitable[None]]:
        async def run() -> None:
            await self.screen.run_action(action)

        return run


def _unmarked(text: str) -> str:
    """Markup that reads as `text`. Textual's own `escape` leaves `[IV]` and `[$text]`, which read as tags."""
    return text.replace("[", "\\[")


def run_app(listing: Listing, start: Start, *, debug: bool = False) -> int:
    """Run the app until the user quits. Returns the exit code: 0, 1 after an internal error, 128+n after signal n.

    debug: hand the traceback of an internal error to the `medtui` logger.
    """
    app = MedtuiApp(listing, start)
    asyncio.run(_run(app))
    if report := app.crash_report.getvalue():
        if debug:
            logging.getLogger("medtui").error("%s", re.sub(_BOXED_LOCALS, "", report))
        else:
            sys.stderr.write(_CRASHED)
        return app.return_code or 1
    return app.return_code or 0


async def _run(app: MedtuiApp) -> None:
    if sys.platform != "win32":
        from medtui.tui.terminal_driver import end_at_signals  # cannot be imported there

        end_at_signals(app)
    await app.run_async()

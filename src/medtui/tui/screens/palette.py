"""The command palette: Textual's own, with its page keys made safe."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.command import CommandList, CommandPalette


class Palette(CommandPalette):
    """In Textual 8.2.8 a page key fails while the list of commands has not been laid out yet, which ends the app."""

    DEFAULT_CSS = """
    /* It leaves the disclaimer in sight. */
    Palette #--results { max-height: 50vh; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "turn_page('page_up')", show=False),
        Binding("pagedown", "turn_page('page_down')", show=False),
    ]

    def action_turn_page(self, action: str) -> None:
        """Move by a page, once there are lines to move in."""
        commands = self.query_one(CommandList)
        turn: Callable[[], None] = commands.action_page_up if action == "page_up" else commands.action_page_down
        with suppress(KeyError, IndexError):  # the options have no lines yet
            turn()

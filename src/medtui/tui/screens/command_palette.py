"""The command palette: Textual's own, with its page keys made safe, and with the drugs by their names."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.command import CommandList, CommandPalette, Hit, Hits, Provider
from textual.content import Content
from textual.widgets import Input

if TYPE_CHECKING:
    from medtui.library.entry import Entry
    from medtui.library.names.name_index import NameMatches

_MOST = 30
_LONGEST = 100
"""Characters of what is asked for: each is looked for in every command, so a page that is pasted would take minutes."""


class MedtuiPalette(CommandPalette):
    """In Textual 8.2.8 a page key fails while the list of commands has not been laid out yet, which ends the app."""

    DEFAULT_CSS = """
    /* It leaves the disclaimer in sight. */
    MedtuiPalette #--results { max-height: 50vh; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "turn_page('page_up')", show=False),
        Binding("pagedown", "turn_page('page_down')", show=False),
    ]

    def on_mount(self) -> None:
        self.query_one(Input).max_length = _LONGEST

    def action_turn_page(self, action: str) -> None:
        """Move by a page, once there are lines to move in."""
        commands = self.query_one(CommandList)
        turn: Callable[[], None] = commands.action_page_up if action == "page_up" else commands.action_page_down
        with suppress(KeyError, IndexError):  # the options have no lines yet
            turn()


def drug_commands(search: Callable[[str], NameMatches], open: Callable[[Entry], object]) -> type[Provider]:
    """The palette's rows for drugs. search: finds names, best first, as the search box does. open: goes to one."""

    class DrugCommands(Provider):
        async def search(self, query: str) -> Hits:
            matches = search(query)
            for rank in range(min(matches.total, _MOST)):
                entry = matches.entry(rank)
                note = f" ({why})" if (why := matches.why(rank)) else ""
                yield Hit(
                    1 - rank / (2 * _MOST),
                    Content(f"{entry.title}{note}"),
                    partial(open, entry),
                    text=entry.title,
                    help=f"{entry.library} · {entry.path}",
                )

    return DrugCommands

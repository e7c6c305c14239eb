"""What the user can do: one declaration each, from which bindings, footer, palette and help all come."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textual.binding import Binding, BindingType


class Command(NamedTuple):
    """A command of the app.

    id: stable, for key maps. keys: comma-separated, in Textual's names. action: of the main screen or the
    focused pane. title: what it does, for help and palette. hint: keys and word for the footer, or empty.
    group: its heading in the help. in_palette: it can be chosen by name.
    """

    id: str
    keys: str
    action: str
    title: str
    group: str
    hint: str = ""
    in_palette: bool = True

    @property
    def shown_keys(self) -> str:
        """The keys as a reader knows them: `↑ k`."""
        return "  ".join(_SYMBOLS.get(key, key) for key in self.keys.split(","))

    def binding(self) -> Binding:
        """Textual's form of it."""
        return Binding(self.keys, self.action, self.title, id=self.id, show=bool(self.hint))


_SYMBOLS = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "enter": "Enter",
    "space": "Space",
    "escape": "Esc",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "slash": "/",
    "question_mark": "?",
    "ctrl+p": "Ctrl+P",
    "ctrl+c": "Ctrl+C",
    "ctrl+d": "Ctrl+D",
    "ctrl+u": "Ctrl+U",
    "ctrl+f": "Ctrl+F",
    "ctrl+b": "Ctrl+B",
    "alt+left": "Alt+←",
    "alt+right": "Alt+→",
    "f1": "F1",
}

READING, FINDING, DESK, OTHER = "Reading", "Finding a drug", "Keeping", "Other"

MOVES = (
    Command("up", "up,k", "move(-1)", "Line, drug or question up", READING, in_palette=False),
    Command("down", "down,j", "move(1)", "Line, drug or question down", READING, in_palette=False),
    Command("page-up", "pageup,ctrl+b", "page(-1)", "Page up", READING, in_palette=False),
    Command("page-down", "pagedown,ctrl+f", "page(1)", "Page down", READING, in_palette=False),
    Command("top", "home,g", "edge(-1)", "To the top", READING, in_palette=False),
    Command("bottom", "end,G", "edge(1)", "To the end", READING, in_palette=False),
    Command("choose", "enter,space", "choose", "Read the drug; open or close the question", READING, in_palette=False),
)
"""For the pane that has the focus."""

COMMANDS = (
    Command("previous-section", "left,h", "step_section(-1)", "Previous section", READING),
    Command("next-section", "right,l", "step_section(1)", "Next section", READING, hint="←→ section"),
    *(
        Command(
            f"section-{n}",
            str(n),
            f"section_key('{n}')",
            f"Section {n}",
            READING,
            in_palette=False,
        )
        for n in range(10)
    ),
    Command("boxed-warning", "w", "alert", "Boxed warning, where there is one", READING),
    Command("faqs", "e", "toggle_all", "Open or close all questions", READING, hint="e questions"),
    Command("disclaimer", "d", "disclaimer", "The whole disclaimer", READING, hint="d disclaimer"),
    Command("find-in-monograph", "f", "find_in_monograph", "Find words in the open monograph", READING),
    Command("next-match", "n", "step_match(1)", "Next match, in any section", READING),
    Command("previous-match", "N", "step_match(-1)", "Previous match, in any section", READING),
    Command("filter", "slash", "filter", "Find a drug, or words in all monographs", FINDING, hint="/ find"),
    Command("same-drug", "s", "same_drug", "The same drug under its other name, where there is one", FINDING),
    Command("next-pane", "tab", "next_pane", "To the other pane", FINDING, hint="Tab pane"),
    Command("previous-pane", "shift+tab", "next_pane", "To the other pane, backwards", FINDING, in_palette=False),
    Command("visit-back", "alt+left", "visit(-1)", "Back to the monograph read before", FINDING),
    Command("visit-forward", "alt+right", "visit(1)", "Forward again", FINDING),
    Command("back", "escape", "back", "One step back: text, list, all drugs", FINDING, in_palette=False),
    Command("mark", "m", "mark", "Mark the monograph, or take its mark away", DESK, hint="m mark"),
    Command("marked", "M", "marked", "The marked monographs: open, move, unmark", DESK),
    Command("note", "a", "note", "Write a note on this section", DESK),
    Command("note-whole", "A", "note(True)", "Write a note on the whole monograph", DESK),
    Command("copy", "y", "copy_section", "Copy the section with its disclaimer and source", OTHER),
    Command("reload", "r", "reload", "Read the file again", OTHER),
    Command("theme", "t", "next_theme", "Next theme: dark, light, high contrast", OTHER),
    Command("help", "question_mark,f1", "help", "What the keys do", OTHER, hint="? help"),
    Command("palette", "ctrl+p", "app.command_palette", "Any command by its name", OTHER, in_palette=False),
    Command("quit", "q", "app.quit", "Quit", OTHER, hint="q quit"),
)
"""For the main screen, whatever has the focus."""


def bindings(commands: Iterable[Command]) -> list[BindingType]:
    """Textual's bindings for them."""
    return [command.binding() for command in commands]


HINTS = tuple(
    next(command for command in COMMANDS if command.id == name)
    for name in ("filter", "next-section", "help", "next-pane", "faqs", "disclaimer", "quit")
)
"""Those in the footer, the most useful first: a narrow window shows only the first few."""

TYPING_HINTS = (
    Command("read", "enter", "next_pane", "Read the drug", FINDING, hint="Enter read"),
    Command("all", "escape", "back", "Show all drugs", FINDING, hint="Esc all"),
    Command("list-down", "down", "", "Next drug", FINDING, hint="↑↓ drug"),
)
"""Those in the footer while letters go into the search box."""

IN_MONOGRAPH_HINTS = (
    Command("match-read", "enter", "", "Next match, and back to the text", READING, hint="Enter next"),
    Command("match-cancel", "escape", "back", "Close the box", READING, hint="Esc close"),
    Command("match-step", "down", "", "Next match", READING, hint="↑↓ match"),
)
"""Those in the footer while letters go into the box for words in the open monograph."""


def key_sheet() -> dict[str, list[tuple[str, str]]]:
    """For the help and the documentation: by group, the keys and what they do; the digits as one row."""
    sheet: dict[str, list[tuple[str, str]]] = {}
    for command in (*MOVES, *COMMANDS):
        rows = sheet.setdefault(command.group, [])
        if command.id == "section-0":
            rows.append(("0 … 9", "Section of that number: 0 is the whole text, 3 is always Dosage"))
        elif not command.id.startswith("section-"):
            rows.append((command.shown_keys, command.title))
    return sheet

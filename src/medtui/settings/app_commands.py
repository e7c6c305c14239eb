"""What the user can do in the app: one declaration each, from which bindings, footer, palette and help all come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class AppCommand(NamedTuple):
    """A command of the app.

    id: stable, for key maps. keys: comma-separated, in Textual's names; empty for none. action: of the main screen
    or the focused pane. title: what it does, for help and palette. hint: keys and word for the footer, or empty.
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
        from medtui.settings.key_names import shown_key  # the first frame shows hints only

        return "  ".join(map(shown_key, self.keys.split(","))) if self.keys else ""


NO_KEY = "none"
"""Stands where a command has no key."""

READING, FINDING, DESK, OTHER = "Reading", "Finding a drug", "Keeping", "Other"

MOVES = (
    AppCommand("up", "up,k", "move(-1)", "Line, drug or question up", READING, in_palette=False),
    AppCommand("down", "down,j", "move(1)", "Line, drug or question down", READING, in_palette=False),
    AppCommand("page-up", "pageup,ctrl+b", "page(-1)", "Page up", READING, in_palette=False),
    AppCommand("page-down", "pagedown,ctrl+f", "page(1)", "Page down", READING, in_palette=False),
    AppCommand("top", "home,g", "edge(-1)", "To the top", READING, in_palette=False),
    AppCommand("bottom", "end,G", "edge(1)", "To the end", READING, in_palette=False),
    AppCommand(
        "choose",
        "enter,space",
        "choose",
        "Read the drug; follow the link; open or close the question",
        READING,
        in_palette=False,
    ),
)
"""For the pane that has the focus."""

COMMANDS = (
    AppCommand("previous-section", "left,h", "step_section(-1)", "Previous section", READING),
    AppCommand("next-section", "right,l", "step_section(1)", "Next section", READING, hint="←→ section"),
    *(
        AppCommand(f"section-{n}", str(n), f"section_key('{n}')", f"Section {n}", READING, in_palette=False)
        for n in range(10)
    ),
    AppCommand("boxed-warning", "w", "alert", "Boxed warning, where there is one", READING),
    AppCommand("faqs", "e", "toggle_all", "Open or close all questions", READING, hint="e questions"),
    AppCommand(
        "outline", "o", "outline", "The outline: sections and headings, to go to one", READING, hint="o outline"
    ),
    AppCommand(
        "previous-heading", "left_square_bracket", "step_heading(-1)", "Previous heading, in any section", READING
    ),
    AppCommand("next-heading", "right_square_bracket", "step_heading(1)", "Next heading", READING),
    AppCommand("disclaimer", "d", "disclaimer", "The whole disclaimer", READING, hint="d disclaimer"),
    AppCommand("find-in-monograph", "f", "find_in_monograph", "Find words in the open monograph", READING),
    AppCommand("next-match", "n", "step_match(1)", "Next passage with a match, in any section", READING),
    AppCommand("previous-match", "N", "step_match(-1)", "Previous passage with a match, in any section", READING),
    AppCommand("filter", "slash", "filter", "Find a drug, or words in all monographs", FINDING, hint="/ find"),
    AppCommand("browse", "B", "browse", "All drugs by name, class or tag, with counts", FINDING),
    AppCommand("same-drug", "s", "same_drug", "The next label of this drug, or it under its other name", FINDING),
    AppCommand(
        "next-pane",
        "tab",
        "next_pane",
        "The next link or table of the text, or the other pane",
        FINDING,
        hint="Tab pane",
    ),
    AppCommand("previous-pane", "shift+tab", "next_pane(-1)", "The same, backwards", FINDING, in_palette=False),
    AppCommand("visit-back", "alt+left", "step_history(-1)", "Back to the monograph read before", FINDING),
    AppCommand("visit-forward", "alt+right", "step_history(1)", "Forward again", FINDING),
    AppCommand("back", "escape", "back", "One step back: text, list, all drugs", FINDING, in_palette=False),
    AppCommand("mark", "m", "mark", "Mark the monograph, or take its mark away", DESK, hint="m mark"),
    AppCommand("marked", "M", "marked", "The marked monographs: open, move, unmark", DESK),
    AppCommand("note", "a", "note", "Write a note on this section", DESK),
    AppCommand("note-whole", "A", "note(True)", "Write a note on the whole monograph", DESK),
    AppCommand("compare", "c", "compare", "Compare this drug with the others chosen so", DESK, hint="c compare"),
    AppCommand("comparison", "C", "comparison", "The comparison as it is", DESK),
    AppCommand("export", "p", "export", "Write the section to a file, to print or hand on", DESK),
    AppCommand("copy", "y", "copy_section", "Copy the section with its disclaimer and source", OTHER),
    AppCommand("copy-some", "Y", "copy_some", "Copy what is selected, or the question with its answer", OTHER),
    AppCommand("problems", "exclamation_mark", "problems", "What is wrong with the page, by its lines", OTHER),
    AppCommand("reload", "r", "reload", "Read the file again", OTHER),
    AppCommand("theme", "t", "app.next_theme", "Next theme: dark, light, high contrast and others", OTHER),
    AppCommand("help", "question_mark,f1", "help", "What the keys do", OTHER, hint="? help"),
    AppCommand("palette", "ctrl+p", "app.command_palette", "Any command by its name", OTHER, in_palette=False),
    AppCommand("quit", "q", "app.quit", "Quit; Ctrl+Q does from anywhere", OTHER, hint="q quit"),
)
"""For the main screen, whatever has the focus."""

HINTS = tuple(
    next(command for command in COMMANDS if command.id == name)
    for name in ("filter", "next-section", "help", "quit", "next-pane", "faqs", "disclaimer", "mark", "compare")
)
"""Those in the footer, the most useful first: a narrow window shows only the first few."""

_READ = AppCommand("read", "enter", "next_pane", "Read the drug", FINDING, hint="Enter read")
_LEAVE = AppCommand("leave", "ctrl+q", "app.quit", "Quit", OTHER, hint="Ctrl+Q quit")
_LIST_DOWN = AppCommand("list-down", "down", "", "Next drug", FINDING, hint="↑↓ drug")

TYPING_HINTS = (
    _READ,
    AppCommand("all", "escape", "back", "Show all drugs", FINDING, hint="Esc all"),
    _LEAVE,
    _LIST_DOWN,
    AppCommand("with-alt", "", "", "Mark", DESK, hint="Alt+m mark"),
    AppCommand("section-with-alt", "", "", "Section", READING, hint="Alt+3 dosage"),
)
"""Those in the footer while there is a question in the box, and it or the list has the focus."""


def key_with_alt(key: str) -> str:
    """The key that does in the text what this one does while letters are typed: `m` for Alt+m, which Textual calls
    `alt+m`, `M` for `alt+shift+m`; empty where it is no letter or digit with Alt."""
    *modifiers, base = key.split("+")
    if len(base) != 1 or modifiers not in (["alt"], ["alt", "shift"]):
        return ""
    return base.upper() if "shift" in modifiers else base


ABOUT_TYPING = "In the box and in the list letters are typed: there, Alt+m does what m does in the text, and so on."
"""Where the letters work, for the help and the manual."""

IN_MONOGRAPH_HINTS = (
    AppCommand("match-read", "enter", "", "Next passage, and back to the text", READING, hint="Enter next"),
    AppCommand("match-cancel", "escape", "back", "Close the box", READING, hint="Esc close"),
    AppCommand("match-step", "down", "", "Next passage", READING, hint="↑↓ passage"),
)
"""Those in the footer while letters go into the box for words in the open monograph."""


class Keys(NamedTuple):
    """The commands with the keys that they have now: the user's own, or those above.

    changed: ids and Textual's key lists, where the user has set them.
    """

    moves: tuple[AppCommand, ...] = MOVES
    commands: tuple[AppCommand, ...] = COMMANDS
    hints: tuple[AppCommand, ...] = HINTS
    changed: Mapping[str, str] = {}

    @property
    def empty_box_hints(self) -> tuple[AppCommand, ...]:
        """Those in the footer while the box is empty, and it or the list has the focus."""
        help_and_sections = (command for command in self.hints if command.id in ("help", "next-section"))
        return _READ, _LEAVE, _LIST_DOWN, *help_and_sections


DEFAULT_KEYS = Keys()

_DIGITS = "0 … 9"
_ABOUT_DIGITS = "Section of that number: 0 is the whole text, 3 is always Dosage"
_SECTION = "section-"


class KeyRow(NamedTuple):
    """A line of the key sheet. id: the command's, or of several. keys: as a reader knows them, empty for none."""

    id: str
    keys: str
    title: str


def key_rows(keys: Keys = DEFAULT_KEYS) -> dict[str, list[KeyRow]]:
    """By group, what the keys do; the digits as one row while they are the user's too."""
    sheet: dict[str, list[KeyRow]] = {}
    as_one = not any(id.startswith(_SECTION) for id in keys.changed)
    for command in (*keys.moves, *keys.commands):
        rows = sheet.setdefault(command.group, [])
        if not (as_one and command.id.startswith(_SECTION)):
            rows.append(KeyRow(command.id, command.shown_keys, command.title))
        elif command.id == f"{_SECTION}0":
            rows.append(KeyRow(f"{_SECTION}0 … {_SECTION}9", _DIGITS, _ABOUT_DIGITS))
    return sheet

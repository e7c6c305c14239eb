"""The app's themes. Colour never carries a meaning alone, so any of them may be reduced to two tones.

Beside Textual's colours each has: muted, for words of less weight; on-primary, for words on the cursor; idle,
the cursor of the pane that has not the focus.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.filter import ANSIToTruecolor, LineFilter, Monochrome, NoColor
from textual.theme import Theme

from medtui.tui.looks import PLAIN

if TYPE_CHECKING:
    from medtui.settings.user_themes import ThemeFile

DARK = Theme(
    name="dark",
    primary="#4aa3d8",
    secondary="#7fb069",
    accent="#e8b04b",
    warning="#e8b04b",
    error="#f0787a",
    success="#7fb069",
    foreground="#e6e6e6",
    background="#14181d",
    surface="#1b2027",
    panel="#252c35",
    dark=True,
    variables={"muted": "#9aa4b0", "on-primary": "#0b0e11", "idle": "#33404d"},
)
LIGHT = Theme(
    name="light",
    primary="#0b5c8a",
    secondary="#3d6b2b",
    accent="#8a5a00",
    warning="#8a4b00",
    error="#a3181b",
    success="#3d6b2b",
    foreground="#1a1a1a",
    background="#fbfbf8",
    surface="#f1f1ec",
    panel="#e3e3dc",
    dark=False,
    variables={"muted": "#565b61", "on-primary": "#ffffff", "idle": "#d3d9de"},
)
HIGH_CONTRAST = Theme(
    name="contrast",
    primary="#ffff00",
    secondary="#00ffff",
    accent="#00ffff",
    warning="#ffff00",
    error="#ff8888",
    success="#80ff80",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#202020",
    dark=True,
    variables={"muted": "#ffffff", "on-primary": "#000000", "idle": "#303030"},
)

_TERMINALS: dict[str, Any] = dict.fromkeys(
    ("primary", "secondary", "accent", "warning", "error", "success", "foreground", "background"), "ansi_default"
)
_VARIABLES = {
    **dict.fromkeys(("muted", "on-primary", "idle", "ansi-background", "ansi-foreground"), "ansi_default"),
    **dict.fromkeys(("border-blurred", "block-cursor-foreground", "block-cursor-background"), "ansi_default"),
    **dict.fromkeys(
        ("scrollbar-background", "scrollbar-background-hover", "scrollbar-background-active"), "ansi_default"
    ),
    "block-cursor-text-style": "bold reverse",
    PLAIN: "yes",
}
"""What the themes with the terminal's own colours share."""

TERMINAL = Theme(
    name="terminal",
    # Of the sixteen colours, these two are the ones that most palettes keep legible on dark and on light.
    **(_TERMINALS | {"primary": "ansi_magenta", "error": "ansi_red"}),
    dark=True,
    ansi=True,
    variables=_VARIABLES,
)
"""The colours of the terminal itself, its background too, which may be a picture or half transparent."""

_WITH_HUE = (
    *("border", "scrollbar", "scrollbar-hover", "scrollbar-active", "link-color", "link-color-hover"),
    *("link-background-hover", "footer-key-foreground", "input-selection-background"),
    *("screen-selection-background", "screen-selection-foreground"),
    *(f"markdown-h{level}-color" for level in range(1, 7)),
)
"""What Textual paints in the terminal's colours unless it is told otherwise."""

MONOCHROME = Theme(
    name="monochrome",
    **_TERMINALS,
    dark=True,
    ansi=True,
    variables=_VARIABLES | dict.fromkeys(_WITH_HUE, "ansi_default"),
)
"""No colour at all: bold, underlined, reversed and dimmed text only."""

THEMES = (DARK, LIGHT, HIGH_CONTRAST, TERMINAL, MONOCHROME)
"""In the order in which the key for themes goes through them. Their names are those of `medtui.settings.settings`."""

_NO_COLOUR = NoColor()

_COLOURS = (
    *("primary", "secondary", "accent", "warning", "error", "success"),
    *("foreground", "background", "surface", "panel"),
)
_OWN_VARIABLES = ("muted", "on-primary", "idle")
_NOT_IN_ANSI = ("surface", "panel")
"""Colours that Textual leaves out of a theme with the terminal's own ones, unless they are variables."""


def line_filters(app: App[None], usual: Sequence[LineFilter]) -> Sequence[LineFilter]:
    """What the lines of an app go through last, for `App.get_line_filters`. usual: Textual's own answer.

    Textual 8.2.8 chooses these filters when it is started. In a theme with the terminal's own colours those for
    other themes would paint black on black: such colours have no brightness that a program knows.
    """
    if not app.native_ansi_color:
        return usual
    kept = [one for one in usual if not isinstance(one, ANSIToTruecolor | Monochrome | NoColor)]
    return [*kept, _NO_COLOUR] if app.no_color or app.theme == MONOCHROME.name else kept


def user_themes(folder: Path | None) -> tuple[tuple[Theme, ...], tuple[str, ...]]:
    """The themes in the user's config folder, and what is wrong with others: a sentence each. Never raises."""
    from medtui.settings.user_themes import theme_files

    files, problems = theme_files(folder)
    return tuple(_theme(file) for file in files), problems


def _theme(file: ThemeFile) -> Theme:
    base = next(theme for theme in THEMES if theme.name == file.extends)
    colours = dict(file.colours)
    is_ansi = base.ansi or any(colour.startswith("ansi_") for colour in colours.values())
    variables = dict(base.variables)
    for name in (*_OWN_VARIABLES, *(_NOT_IN_ANSI if is_ansi else ())):
        if colour := colours.get(name) or (getattr(base, name, None) if name in _NOT_IN_ANSI else None):
            variables[name] = colour
    shared: dict[str, Any] = {name: colours.get(name) or getattr(base, name) for name in _COLOURS}
    dark = base.dark if file.dark is None else file.dark
    return Theme(name=file.name, dark=dark, ansi=is_ansi, variables=variables, **shared)

"""The themes that medtui brings, each declared once: settings, app and manual have their names and colours from here.

Colours are by Textual's names, and three more: muted, for words of less weight; on-primary, for words on the cursor;
idle, the cursor of the pane that has not the focus.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

COLOURS = (
    *("primary", "secondary", "accent", "warning", "error", "success", "foreground", "background", "surface", "panel"),
    *("muted", "on-primary", "idle"),
)
"""What a theme may name."""

PLAIN = "plain-looks"
"""The variable of a theme that has no backgrounds of its own: what those say elsewhere, the font must say."""


class Palette(NamedTuple):
    """A theme. about: for the manual. dark: whether it is for light text on a dark ground. colours: `#rrggbb`,
    `#rgb` or the terminal's, by COLOURS. variables: further ones of Textual's."""

    name: str
    about: str
    dark: bool
    colours: Mapping[str, str]
    variables: Mapping[str, str] = {}


_TERMINALS = dict.fromkeys((name for name in COLOURS if name not in ("surface", "panel")), "ansi_default")
_VARIABLES = {
    **dict.fromkeys(("ansi-background", "ansi-foreground", "border-blurred"), "ansi_default"),
    **dict.fromkeys(("block-cursor-foreground", "block-cursor-background"), "ansi_default"),
    **dict.fromkeys(
        ("scrollbar-background", "scrollbar-background-hover", "scrollbar-background-active"), "ansi_default"
    ),
    "block-cursor-text-style": "bold reverse",
    PLAIN: "yes",
}
"""What the themes with the terminal's own colours share."""

_WITH_HUE = (
    *("border", "scrollbar", "scrollbar-hover", "scrollbar-active", "link-color", "link-color-hover"),
    *("link-background-hover", "footer-key-foreground", "input-selection-background"),
    *("screen-selection-background", "screen-selection-foreground"),
    *(f"markdown-h{level}-color" for level in range(1, 7)),
)
"""What Textual paints in the terminal's colours unless it is told otherwise."""

MONOCHROME = "monochrome"
PALETTES = (
    Palette(
        "dark",
        "at least 4.5 to 1 between text and what it stands on, as WCAG 2.1 AA asks",
        dark=True,
        colours={
            "primary": "#4aa3d8",
            "secondary": "#7fb069",
            "accent": "#e8b04b",
            "warning": "#e8b04b",
            "error": "#f0787a",
            "success": "#7fb069",
            "foreground": "#e6e6e6",
            "background": "#14181d",
            "surface": "#1b2027",
            "panel": "#252c35",
            "muted": "#9aa4b0",
            "on-primary": "#0b0e11",
            "idle": "#33404d",
        },
    ),
    Palette(
        "light",
        "the same on a light ground",
        dark=False,
        colours={
            "primary": "#0b5c8a",
            "secondary": "#3d6b2b",
            "accent": "#8a5a00",
            "warning": "#8a4b00",
            "error": "#a3181b",
            "success": "#3d6b2b",
            "foreground": "#1a1a1a",
            "background": "#fbfbf8",
            "surface": "#f1f1ec",
            "panel": "#e3e3dc",
            "muted": "#565b61",
            "on-primary": "#ffffff",
            "idle": "#d3d9de",
        },
    ),
    Palette(
        "contrast",
        "at least 7 to 1, as WCAG 2.1 AAA asks",
        dark=True,
        colours={
            "primary": "#ffff00",
            "secondary": "#00ffff",
            "accent": "#00ffff",
            "warning": "#ffff00",
            "error": "#ff8888",
            "success": "#80ff80",
            "foreground": "#ffffff",
            "background": "#000000",
            "surface": "#000000",
            "panel": "#202020",
            "muted": "#ffffff",
            "on-primary": "#000000",
            "idle": "#303030",
        },
    ),
    Palette(
        "terminal",
        "the colours of your terminal, its background too; their contrast is what you have chosen there",
        dark=True,
        # Of the sixteen colours, these two are the ones that most palettes keep legible on dark and on light.
        colours=_TERMINALS | {"primary": "ansi_magenta", "error": "ansi_red"},
        variables=_VARIABLES,
    ),
    Palette(
        MONOCHROME,
        "no colour at all: bold, underlined, reversed and dimmed text",
        dark=True,
        colours=_TERMINALS,
        variables=_VARIABLES | dict.fromkeys(_WITH_HUE, "ansi_default"),
    ),
)
"""In the order in which the key for themes goes through them."""

THEMES = tuple(palette.name for palette in PALETTES)

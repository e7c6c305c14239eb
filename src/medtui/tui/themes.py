"""The palettes as Textual's themes. Colour never carries a meaning alone, so any may be reduced to two tones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from textual.app import App
from textual.filter import ANSIToTruecolor, LineFilter, Monochrome, NoColor
from textual.theme import Theme

from medtui.settings.theme_colours import BUILT_IN_THEMES, MONOCHROME, ThemeColours

_NO_COLOUR = NoColor()

_VARIABLES = ("muted", "on-primary", "idle")
"""Colours that Textual knows as variables only."""

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
    return [*kept, _NO_COLOUR] if app.no_color or app.theme == MONOCHROME else kept


def user_themes(folder: Path | None) -> tuple[tuple[Theme, ...], tuple[str, ...]]:
    """The themes in the user's config folder, and what is wrong with others: a sentence each. Never raises."""
    from medtui.settings.user_themes import user_palettes

    palettes, problems = user_palettes(folder)
    return tuple(_theme(palette) for palette in palettes), problems


def _theme(palette: ThemeColours) -> Theme:
    colours = palette.colours
    is_ansi = any(colour.startswith("ansi_") for colour in (*colours.values(), *palette.variables.values()))
    variables = dict(palette.variables)
    variables |= {name: colours[name] for name in (*_VARIABLES, *(_NOT_IN_ANSI if is_ansi else ())) if name in colours}
    shared: dict[str, Any] = {name: colour for name, colour in colours.items() if name not in _VARIABLES}
    return Theme(name=palette.name, dark=palette.dark, ansi=is_ansi, variables=variables, **shared)


THEMES = tuple(map(_theme, BUILT_IN_THEMES))
"""Those that medtui brings."""

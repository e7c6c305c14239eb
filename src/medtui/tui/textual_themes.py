"""The user's own themes, as Textual wants them."""

from __future__ import annotations

from pathlib import Path

from textual.theme import Theme

from medtui.settings.theme_files import ThemeFile, theme_files
from medtui.tui.themes import THEMES

_OWN_VARIABLES = ("muted", "on-primary", "idle")
_NOT_IN_ANSI = ("surface", "panel")
"""Colours that Textual leaves out of a theme with the terminal's own ones, unless they are variables."""


def user_themes(folder: Path | None) -> tuple[tuple[Theme, ...], tuple[str, ...]]:
    """The themes in the user's config folder, and what is wrong with others: a sentence each. Never raises."""
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
    own = {name: colour for name, colour in colours.items() if name not in _OWN_VARIABLES}
    return Theme(
        name=file.name,
        primary=own.get("primary") or base.primary,
        secondary=own.get("secondary") or base.secondary,
        accent=own.get("accent") or base.accent,
        warning=own.get("warning") or base.warning,
        error=own.get("error") or base.error,
        success=own.get("success") or base.success,
        foreground=own.get("foreground") or base.foreground,
        background=own.get("background") or base.background,
        surface=own.get("surface") or base.surface,
        panel=own.get("panel") or base.panel,
        dark=base.dark if file.dark is None else file.dark,
        ansi=is_ansi,
        variables=variables,
    )

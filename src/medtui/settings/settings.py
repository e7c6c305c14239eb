"""What the user has set, in one file that medtui only reads: `config.yaml` in the user's config folder.

This module alone is what a start without such a file costs.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

FILE_NAME = "config.yaml"
THEMES_FOLDER = "themes"
"""Beside it: the user's own themes."""

THEMES = ("dark", "light", "contrast", "terminal", "monochrome")
"""The themes that medtui brings."""


class Settings(NamedTuple):
    """All settings, each with its default where the file does not say otherwise.

    libraries: folders of monographs, for when neither the command line nor MEDTUI_LIBRARY names any; none for the
    library that comes with medtui. overlay: the folder of the clinic's own notes. theme: one of THEMES or the name
    of a file in THEMES_FOLDER. keys: key lists by the ids of commands, not checked here. start_section: the section
    to open first, in the user's words, not checked here either; empty for none. list_width, wrap_width: columns of
    the list, and of the text at most. animation: things may move. ascii_borders: lines and signs in ASCII.
    keep_recent: what was read last is kept.
    """

    libraries: tuple[Path, ...] = ()
    overlay: Path | None = None
    theme: str = THEMES[0]
    keys: Mapping[str, str] = {}
    start_section: str = ""
    list_width: int = 33
    wrap_width: int = 96
    animation: bool = True
    ascii_borders: bool = False
    keep_recent: bool = True


DEFAULTS = Settings()


def load_settings(folder: Path | None) -> tuple[Settings, tuple[str, ...]]:
    """The settings, and what is wrong with them: a sentence each, with file and line. Never raises.

    folder: the user's config folder; None where there is none. A setting that is wrong has its default, the others
    hold; a file that cannot be read at all leaves every default.
    """
    if folder is None:
        return DEFAULTS, ()
    try:
        (folder / FILE_NAME).stat()
    except FileNotFoundError:
        return DEFAULTS, ()
    except (OSError, ValueError):
        pass  # there is something: why it cannot be read is said below
    from medtui.settings.settings_file import settings_from  # only where there is a file

    return settings_from(folder)


def line_of(folder: Path | None, setting: str, inner: str = "") -> str:
    """Where a setting stands, to begin a sentence with: `config.yaml, line 3: `.

    inner: the name of an entry in it, as the id of a command in `keys`.
    """
    from medtui.settings.settings_file import place_of  # only where something is wrong

    return place_of(folder, setting, inner)

"""What the user has set, for whoever starts something: settings, keys, and what is wrong with them."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from medtui.commands.declaration import Request
from medtui.commands.name_resolution import ENVIRONMENT
from medtui.settings.settings import Settings, load_settings

if TYPE_CHECKING:
    from medtui.settings.app_commands import Keys


class Preferences(NamedTuple):
    """keys: the commands with the user's keys; None where all have their own. problems: a sentence each."""

    settings: Settings
    keys: Keys | None
    problems: tuple[str, ...]


def preferences_in(folder: Path | None) -> Preferences:
    """What is set in that config folder; the defaults where it is None. Never raises."""
    settings, problems = load_settings(folder)
    if not settings.keys:
        return Preferences(settings, None, problems)
    from medtui.settings.settings_file import line_of  # only where keys are set
    from medtui.settings.user_keys import read_keys

    keys, wrong = read_keys(settings.keys, partial(line_of, folder, "keys"))
    return Preferences(settings, keys, (*problems, *wrong))


def with_settings(request: Request, settings: Settings) -> Request:
    """The request, with the libraries and the overlay of the settings where it, or MEDTUI_LIBRARY, names none."""
    libraries, overlay = request.libraries, request.overlay
    if not libraries and not os.environ.get(ENVIRONMENT, "").strip(os.pathsep):
        libraries = tuple(map(str, settings.libraries))
    if not overlay and settings.overlay is not None:
        overlay = str(settings.overlay)
    return request._replace(libraries=libraries, overlay=overlay)

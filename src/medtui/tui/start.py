"""What the app is started with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from medtui.settings.settings import DEFAULTS, Settings

if TYPE_CHECKING:
    from medtui.library import Entry


class Start(NamedTuple):
    """entry: the monograph to open, or None for the first one. section: canonical name of the one to show first,
    or None. overlay: the folder of the clinic's notes, or None. settings: the user's own. problems: what is
    wrong with them, a sentence each, to be shown one after the other."""

    entry: Entry | None = None
    section: str | None = None
    overlay: Path | None = None
    settings: Settings = DEFAULTS
    problems: tuple[str, ...] = ()

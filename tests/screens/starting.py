"""Makes the app that a test drives."""

from __future__ import annotations

import os
from typing import Any

from backstage import Backstage

from medtui.tui.app import MedtuiApp
from medtui.tui.start import Start


def new_app(
    backstage: Backstage, *, drug: str = "", section: str | None = None, no_color: bool = False, **start: Any
) -> MedtuiApp:
    """The app, about to run, perhaps at a drug and a section. start: what else there is to a Start."""
    entry = next(entry for entry in backstage.listing.entries if entry.title == drug) if drug else None
    os.environ.pop("NO_COLOR", None)
    if no_color:
        os.environ["NO_COLOR"] = "1"  # Textual takes it away when it has seen it
    return MedtuiApp(backstage.listing, Start(entry, section)._replace(**start), backstage.services)

"""The user's own folders."""

from __future__ import annotations

from pathlib import Path


def data_folder() -> Path | None:
    """Where marks and notes are kept; None for a user without a home folder."""
    from platformdirs import user_data_path  # the first frame need not wait for it

    return _usable(user_data_path("medtui", appauthor=False))


def config_folder() -> Path | None:
    """Where the settings are; None for a user without a home folder."""
    from platformdirs import user_config_path

    return _usable(user_config_path("medtui", appauthor=False))


def _usable(folder: Path) -> Path | None:
    return folder if folder.is_absolute() else None

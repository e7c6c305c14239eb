"""The monographs that come with medtui."""

from __future__ import annotations

from pathlib import Path


def shipped_library() -> Path:
    """The folder of the starter library: in the installed package, or at the top of an editable checkout."""
    package = Path(__file__).parents[1]
    installed = package / "content"
    checkout = package.parents[1] / "content"
    return checkout if not installed.is_dir() and checkout.is_dir() else installed

"""The formats that labels come in: bytes of one label -> a Label."""

from __future__ import annotations

from medtui.importing.label import Label
from medtui.importing.spl import read_spl


def read_label(data: bytes, include: frozenset[str] = frozenset()) -> Label:
    """include: kinds of label to take besides those for people. Raises UnusableSourceError."""
    return read_spl(data, include)

"""Where a text comes from, in one line: library, file, age, review and fingerprint."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from medtui import __version__
from medtui.reading.provenance import provenance

if TYPE_CHECKING:
    from datetime import datetime

    from medtui.library import LoadedMonograph

_DIGITS = 12


def date_phrase(loaded: LoadedMonograph) -> str:
    """How old the text is and what is known of its review: `written 2026-11-22, not clinically reviewed`.

    Without a date in the front matter it is that of the file, in so many words: `file of 2026-11-22` (UTC). A file that
    comes with medtui bears only the day of its installation, so it is `undated`.
    """
    word, date, _, review = provenance(loaded.monograph.metadata)
    if not date:
        word, date = ("", "undated") if loaded.is_shipped else ("file of", f"{loaded.modified:%Y-%m-%d}")
    age = f"{word} {date}".lstrip()
    return f"{age}, {review}" if review else age


def file_line(loaded: LoadedMonograph) -> str:
    """`Source: library · path`."""
    return f"Source: {loaded.entry.library} · {loaded.entry.path}"


def source_line(loaded: LoadedMonograph) -> str:
    """`Source: library · path · age and review · the first digits of the file's SHA-256`."""
    return f"Source: {' · '.join(_facts(loaded))}"


def markdown_source_line(loaded: LoadedMonograph) -> str:
    """The same in Markdown, where no character of a file's name can turn into markup."""
    return f"Source: {' · '.join(map(_code, _facts(loaded)))}"


def export_line(moment: datetime) -> str:
    """`Exported 2026-11-22 14:03 UTC+01:00 by medtui 0.1.0`. moment: with its time zone."""
    offset = f"{moment:%z}"  # +0100; with seconds for some zones before 1972
    zone = f"UTC{offset[:3]}:{offset[3:5]}" if offset else "local time"
    return f"Exported {moment:%Y-%m-%d %H:%M} {zone} by medtui {__version__}"


def _facts(loaded: LoadedMonograph) -> tuple[str, ...]:
    entry = loaded.entry
    return entry.library, entry.path, date_phrase(loaded), f"sha256 {loaded.sha256[:_DIGITS]}"


def _code(text: str) -> str:
    """A code span that holds exactly `text`."""
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    return f"{fence}{pad}{text}{pad}{fence}"

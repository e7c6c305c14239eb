"""A monograph, or one tab of it, as a file to keep, hand on or print."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from medtui.presentation.html_page import html_page
from medtui.presentation.monograph_text import as_markdown, as_text
from medtui.presentation.source_line import export_line
from medtui.presentation.tabs import Tab
from medtui.safe_text import safe_text

if TYPE_CHECKING:
    from medtui.library import LoadedMonograph

TEXT_WIDTH = 80
"""Columns of an exported text: fits a terminal, and a sheet of paper."""

_CRLF = "\r\n"


class ExportFormat(StrEnum):
    """What an exported file holds."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


SUFFIXES = {
    ".html": ExportFormat.HTML,
    ".htm": ExportFormat.HTML,
    ".md": ExportFormat.MARKDOWN,
    ".txt": ExportFormat.TEXT,
}
"""Which form each suffix asks for, in lower case."""

SUFFIX_HELP = ".html for a page to print, .md for Markdown, or .txt for text"


def form_of(file_name: str) -> ExportFormat | None:
    """The form that the name's suffix asks for, in any case; None for another suffix, or none."""
    stem, dot, suffix = file_name.rpartition(".")
    return SUFFIXES.get(f"{dot}{suffix}".lower()) if stem.strip() else None


def exported(loaded: LoadedMonograph, tab: Tab, form: ExportFormat, moment: datetime) -> str:
    """All that the file is to hold: the words with the disclaimer, the source, and when it was exported.

    Safe on a terminal. Both kinds of line ending of a Markdown source stay; all other lines end in a line feed.
    moment: now, with its time zone. Notes of the user's are not in it.
    """
    if form is ExportFormat.HTML:
        return html_page(loaded, tab, moment)
    text = as_markdown(loaded, tab) + "\n" if form is ExportFormat.MARKDOWN else as_text(loaded, tab, TEXT_WIDTH)
    return _CRLF.join(safe_text(piece) for piece in text.split(_CRLF)) + export_line(moment) + "\n"

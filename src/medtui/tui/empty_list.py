"""What stands in the list where it has no rows."""

from __future__ import annotations

from medtui.library.entry import ABOUT_BRANDS
from medtui.safe_text import safe_line
from medtui.tui.finder import Finder


def empty_text(finder: Finder, *, can_search_text: bool) -> str:
    """Why nothing is listed, and what can be done. can_search_text: whether there is a catalogue to search."""
    listing = finder.listing
    if finder.waiting:
        return "Searching the text."
    if finder.failed:
        return "No drug has a name like that, and the text cannot be searched: start medtui again to mend it."
    if listing.pending:
        return "Reading the names."
    if listing.entries and not can_search_text:
        return "No drug has a name like that. The text can be searched once it has been read."
    if listing.entries:
        return f"{_nothing_found(finder)} Esc shows all."
    places = ", ".join(safe_line(str(library.root)) for library in listing.libraries)
    return f"No monographs in {places}. Put Markdown files (.md) there: they appear here."


def _nothing_found(finder: Finder) -> str:
    question = finder.question
    binding = question.binding if question else None
    if binding and binding.missing:
        return f"No monograph of {binding.missing} here, and none that mentions it."
    if binding and binding.is_ambiguous and question and question.drug:
        return f"{question.drug.typed} stands for several drugs, and none of them is here."
    return f"Nothing has a name or text like that. {ABOUT_BRANDS}"

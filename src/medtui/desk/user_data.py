"""What the user keeps, as a search takes it."""

from __future__ import annotations

from pathlib import Path

from medtui.desk.desk_contents import DeskContents
from medtui.library import Listing
from medtui.library.query import Query
from medtui.library.search.text_search import NOTHING_OWN, UserData


def user_data_of(kept: DeskContents, listing: Listing) -> UserData:
    """The marks and notes on monographs of the open libraries."""
    marked = [entry for mark in kept.marks if (entry := listing.with_id(mark.id))]
    notes = [(entry, note.text) for note in kept.notes.values() if (entry := listing.with_id(note.subject.id))]
    return UserData(marked, notes)


def user_data_for(query: Query, listing: Listing, folder: Path | None) -> UserData:
    """The same as it is on the disk, where the query asks for it; nothing is made where there is nothing.

    folder: that of the user's data. Raises DeskError.
    """
    from medtui.desk.store import FILE_NAME, Desk  # most queries ask for nothing of it

    if not query.is_own or folder is None or not (folder / FILE_NAME).exists():
        return NOTHING_OWN
    desk = Desk(folder)
    try:
        return user_data_of(desk.kept(), listing)
    finally:
        desk.close()

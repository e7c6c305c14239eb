"""The clinic's own notes on monographs, and what it stocks: a folder beside the library, which is only read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from medtui.library import Entry, UnreadableFile, read_file
from medtui.library.entry import without_suffix
from medtui.monograph import Monograph, PartKind
from medtui.reading import decode, default_schema, read
from medtui.safe_text import safe_line

STOCKED, RESTRICTED, NOT_STOCKED = "stocked", "restricted", "not stocked"
STATUSES = (STOCKED, RESTRICTED, NOT_STOCKED)


class ClinicNote(NamedTuple):
    """What the clinic says of one drug. status: one of STATUSES, or empty. texts: by canonical section, empty for the
    whole monograph. modified: of its file, UTC. problem: what is wrong with the file, in one sentence, or empty."""

    status: str
    texts: Mapping[str, str]
    modified: datetime | None
    problem: str = ""


class OverlayError(Exception):
    """The folder cannot be used. str(error): one sentence saying what, where, and what to do."""


class Overlay:
    """The files of one folder, each looked for when its monograph is opened."""

    def __init__(self, folder: Path) -> None:
        """Raises OverlayError where `folder` is none."""
        self._folder = folder.expanduser().absolute()
        if not self._folder.is_dir():
            shown = safe_line(str(folder))
            raise OverlayError(f"The overlay {shown} is no folder. Give the folder of the clinic's notes.")

    def note_on(self, entry: Entry) -> ClinicNote | None:
        """What the clinic says of that monograph: in the file of the same path in the overlay, else of the same
        name; None where there is neither."""
        path = f"{without_suffix(entry.raw)}.md"
        for relative in dict.fromkeys((path, path.rpartition("/")[2])):
            try:
                file = read_file(self._folder, relative)
            except UnreadableFile as error:
                if error.gone:
                    continue
                return ClinicNote("", {}, None, f"Clinic's note: {error}")
            text, _ = decode(file.data)
            return _note(read(text, name=entry.title, schema=default_schema()), file.modified, safe_line(relative))
        return None


def _note(monograph: Monograph, modified: datetime, shown: str) -> ClinicNote:
    given = monograph.metadata.get("status", "")
    status = " ".join(given.casefold().replace("_", " ").replace("-", " ").split()) if isinstance(given, str) else "?"
    problem = ""
    if status and status not in STATUSES:
        problem = f"Clinic's note: {shown} has a status that is none of: {', '.join(STATUSES)}."
        status = ""
    texts: dict[str, str] = {}
    for part in monograph.parts:
        if part.kind in (PartKind.FRONT_MATTER, PartKind.TITLE):
            continue
        section = part.section if default_schema().get(part.section) else ""
        words = part.body if part.section == section and part.kind is PartKind.SECTION else part.source
        if words.strip():
            texts[section] = texts.get(section, "") + words
    return ClinicNote(status, texts, modified, problem)

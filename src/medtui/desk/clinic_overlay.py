"""The clinic's own notes on monographs, and what it stocks: a folder beside the library, which is only read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from medtui.library.entry import Entry, without_suffix
from medtui.library.files import UnreadableFile, read_file
from medtui.library.loading import check_length
from medtui.library.names.folding import fold
from medtui.monograph import Monograph, Part, PartKind
from medtui.reading.decoding import decode
from medtui.reading.reader import read
from medtui.reading.schema import default_schema
from medtui.safe_text import safe_line

STATUSES = ("stocked", "restricted", "not stocked")
"""What the clinic may say of a drug."""


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
        shown = safe_line(str(folder))
        message = f"The overlay {shown} is no folder. Give the folder of the clinic's notes."
        try:
            self._folder = folder.expanduser().absolute()
            is_folder = self._folder.is_dir()
        except (RuntimeError, OSError) as error:  # a home folder that nobody has, a name that is too long
            raise OverlayError(message) from error
        if not is_folder:
            raise OverlayError(message)

    def note_on(self, entry: Entry) -> ClinicNote | None:
        """What the clinic says of that monograph: in the file of the same path in the overlay, else of the same
        name; None where there is neither."""
        path = f"{without_suffix(entry.raw)}.md"
        for relative in dict.fromkeys((path, path.rpartition("/")[2])):
            try:
                file = read_file(self._folder, relative)
                text, _ = decode(file.data)
                check_length(text, safe_line(relative))
            except UnreadableFile as error:
                if error.gone:
                    continue
                return ClinicNote("", {}, None, f"Clinic's note: {error}")
            monograph = read(text, name=entry.title, schema=default_schema())
            return _note(monograph, entry, file.modified, safe_line(relative))
        return None


def _note(monograph: Monograph, entry: Entry, modified: datetime, shown: str) -> ClinicNote:
    status, problem = _status(monograph, shown)
    names = {fold(name) for name in entry.names}
    is_of_several = any(part.drug for part in monograph.parts)
    texts: dict[str, str] = {}
    for part in monograph.parts:
        if part.kind is PartKind.FRONT_MATTER:
            continue
        if part.kind is PartKind.TITLE and fold(part.heading or part.source) in names and not is_of_several:
            continue
        section, words = _placed(part)
        if words.strip():
            texts[section] = texts.get(section, "") + words
    return ClinicNote(status, texts, modified, problem)


def _placed(part: Part) -> tuple[str, str]:
    """The section that a part is about, and its words: with its heading, unless that says no more than the
    section's name, as it does not in `Dosage (children)`."""
    spec = default_schema().get(part.section)
    if spec is None:
        return "", part.source
    said = default_schema().find(part.heading) if part.heading else None
    is_plain = part.kind is PartKind.SECTION and not part.drug and said is spec
    return spec.name, part.body if is_plain else part.source


def _status(monograph: Monograph, shown: str) -> tuple[str, str]:
    """The status, and what is wrong with that or with the front matter."""
    unread = next((problem for problem in monograph.problems if problem.code == "front_matter"), None)
    if unread:
        return "", f"Clinic's note: the front matter of {shown} cannot be read, so its status is not known."
    given = next((value for key, value in monograph.metadata.items() if fold(key) == "status"), "")
    status = " ".join(given.casefold().replace("_", " ").replace("-", " ").split()) if isinstance(given, str) else "?"
    if status and status not in STATUSES:
        return "", f"Clinic's note: {shown} has a status that is none of: {', '.join(STATUSES)}."
    return status, ""

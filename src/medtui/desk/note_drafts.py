"""Notes that were being typed when medtui was left: kept beside the desk until they are saved or given up.

A file of two lines: the checksum of the second, and the drafts as JSON. A disk that turns 5 mg into 7 mg would go
unseen otherwise, and the user would read that as the user's own words.
"""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from zlib import crc32

from medtui.desk.atomic_write import NotWrittenError, write_file
from medtui.desk.desk_file import alone_in, put_aside
from medtui.private_files import private_folder
from medtui.safe_text import safe_line

FILE_NAME = "drafts.json"

Drafts = dict[tuple[str, str], str]
"""Texts by the id of the monograph and the canonical name of the section, empty for the whole monograph."""

Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(timezone.utc)


def read_drafts(folder: Path, now: Clock = _now) -> tuple[Drafts, str]:
    """Those that are kept in `folder`, and what is wrong with them, as a text to show; empty for nothing. Never
    raises: a file that is not ours or is damaged has none, and is kept aside."""
    try:
        with alone_in(folder):
            return _read(folder / FILE_NAME, now)
    except FileNotFoundError:
        return {}, ""
    except OSError as error:
        said = f"Notes that you did not finish cannot be read ({folder / FILE_NAME}: {error.strerror})."
        return {}, safe_line(said)


def put_draft(folder: Path, id: str, section: str, text: str, now: Clock = _now) -> None:
    """Keep a draft in place of the one there may be; an empty one takes that away. Raises NotWrittenError."""
    path = folder / FILE_NAME
    try:
        private_folder(folder)
        with alone_in(folder):
            drafts, _ = _read(path, now)
            drafts[id, section] = text
            data = json.dumps([(*key, kept) for key, kept in drafts.items() if kept.strip()])
            write_file(path, f"{crc32(data.encode()):08x}\n{data}", overwrite=True, private=True)
    except OSError as error:
        message = f"Your unfinished note was not kept ({path}: {error.strerror})."
        raise NotWrittenError(safe_line(message)) from error


def _read(path: Path, now: Clock) -> tuple[Drafts, str]:
    """As `read_drafts`, for who is alone in the folder. Raises OSError where what is there can neither be read nor kept
    aside."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return {}, ""
    if stat.S_ISREG(status.st_mode) and status.st_nlink == 1:
        drafts = _drafts_in(path.read_bytes())
        if drafts is not None:
            return drafts, ""
    aside = put_aside(path, now())
    return {}, safe_line(f"Notes that you did not finish were damaged: they are kept aside as {aside}.")


def _drafts_in(data: bytes) -> Drafts | None:
    """None where they are not what was written."""
    checksum, _, rows = data.partition(b"\n")
    if checksum != b"%08x" % crc32(rows):
        return None
    try:
        return {(id, section): text for id, section, text in json.loads(rows)}
    except (ValueError, TypeError, RecursionError):
        return None

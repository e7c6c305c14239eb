"""Notes that were being typed when medtui was left: kept beside the desk until they are saved or given up."""

from __future__ import annotations

import json
from pathlib import Path

from medtui.desk.atomic_write import write_file

FILE_NAME = "drafts.json"

Drafts = dict[tuple[str, str], str]
"""Texts by the id of the monograph and the canonical name of the section, empty for the whole monograph."""


def read_drafts(folder: Path) -> Drafts:
    """Those that are kept in `folder`. Never raises: a file that is not ours or is damaged has none."""
    try:
        rows = json.loads((folder / FILE_NAME).read_text("utf-8"))
        drafts = {(id, section): text for id, section, text in rows}
    except (OSError, ValueError, TypeError, RecursionError):
        return {}
    return {key: text for key, text in drafts.items() if all(isinstance(word, str) for word in (*key, text))}


def put_draft(folder: Path, id: str, section: str, text: str) -> None:
    """Keep a draft in place of the one there may be; an empty one takes that away. Raises NotWrittenError."""
    drafts = read_drafts(folder)
    drafts[id, section] = text
    rows = [(*key, kept) for key, kept in drafts.items() if kept.strip()]
    write_file(folder / FILE_NAME, json.dumps(rows), overwrite=True)

"""Which files of a folder are no monographs though they look like it, and why; `medtui status` says so."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path
from time import time_ns

from medtui.library.entry import NAMED_BY_FOLDER, stem_of, without_suffix
from medtui.library.files import Stamp, UnreadableFile, is_certain, read_beginning, stamp_of

SUFFIXES = (".md", ".markdown")
_OTHER_SUFFIXES = (".mdx", ".qmd", ".rmd", ".mdown", ".mkd", ".mkdn", ".mdwn", ".mdtxt", ".mdtext")
_ABOUT_THE_FOLDER = ("license", "licence", "changelog", "contributing")
_ENOUGH = 200_000
"""Bytes in which a drug has some section."""
_ONLY_OF_DRUGS = frozenset({
    "dosage", "side_effects", "contraindications", "overdose", "boxed_warning", "interactions", "populations",
})  # fmt: skip
# Each of these may stand in a page about software, but hardly three.
_MOSTLY_OF_DRUGS = frozenset({"usage", "how_it_works", "precautions", "generic_name"})
_FEWEST_OF_THESE = 3
_LINK = re.compile(r"\]\(|\[\[")


def reason_left_out(root: Path, raw: str, name: str) -> str | None:
    """Why the file at `raw`, whose own name is `name`, is no monograph; empty for one that is one, None for a file that
    has nothing to do with Markdown."""
    reason = reason_by_name(name)
    if reason != "" or not may_list_a_folder(name):
        return reason
    try:
        stamp = stamp_of(os.stat(root / raw))  # noqa: PTH116 - odd bytes
        look = _reason_in if is_certain(stamp, time_ns()) else _reason_in.__wrapped__
        return look(root, raw, stamp)
    except OSError:
        return ""  # listed, with what is wrong with it


def reason_by_name(name: str) -> str | None:
    """The same, as far as the file's own name tells."""
    lower = name.lower()
    if not lower.endswith(SUFFIXES):
        kind = os.path.splitext(lower)[1]  # noqa: PTH122 - PurePath would cost twenty times as much
        return f"{kind} files are not read: save it as .md" if kind in _OTHER_SUFFIXES else None
    if name[0] == ".":
        return "hidden, because its name begins with a dot"
    # Asked of every file in each walk; few begin so, and to take a name apart costs five times as much.
    is_about = lower.startswith(_ABOUT_THE_FOLDER) and without_suffix(lower) in _ABOUT_THE_FOLDER
    return "about the folder, by its name" if is_about else ""


def may_list_a_folder(name: str) -> bool:
    """Whether only its text tells if a file of this name is a drug's, or about its folder."""
    lower = name.lower()
    return lower.startswith(NAMED_BY_FOLDER) and without_suffix(lower) in NAMED_BY_FOLDER  # as above


@lru_cache(maxsize=20_000)
def _reason_in(root: Path, raw: str, stamp: Stamp) -> str:
    """What `reason_left_out` says by the text of a file that has this stamp."""
    try:
        return reason_by_text(raw, read_beginning(root, raw, _ENOUGH).data)
    except UnreadableFile:
        return ""


def reason_by_text(raw: str, data: bytes) -> str:
    """Why such a file at `raw` is no monograph, by the bytes in it; empty for one that is one."""
    from medtui.reading.decoding import decode
    from medtui.reading.reader import read  # the list can be on the screen before

    text = decode(data)[0]
    sections = {section.name for section in read(text, name=stem_of(raw)).sections}
    if sections & _ONLY_OF_DRUGS or len(sections & _MOSTLY_OF_DRUGS) >= _FEWEST_OF_THESE:
        return ""
    if without_suffix(raw.rpartition("/")[2]).lower() == "readme" or "/" not in raw:
        return "about the folder: it has no section of a drug"
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    links = sum(1 for line in lines if _LINK.search(line))
    return "a list of links to other files" if links * 2 > len(lines) else ""

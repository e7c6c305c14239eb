"""Monographs in memory, and a word to look for in many guises."""

from __future__ import annotations

import os
from pathlib import Path

from medtui.library.entry import Entry, Library
from medtui.library.files import FileBytes
from medtui.library.loading import LoadedMonograph
from medtui.reading.reader import read

SHELF = Library("shelf", Path("/nowhere"))

NAMING = ["Warfarin", "warfarin", "WARFARIN", "wárfarin", "warfarin's", "Warfarin’s", "(warfarin)", "warfarin-like",
          "non-warfarin", "_warfarin_", "**warfarin**", "5mg/warfarin", "warfarin.", "warfa\u00adrin", "“Warfarin”,",
          "coumarin-type:warfarin", "<warfarin", "warfarin*", "`warfarin`"]  # fmt: skip
"""Words that name it."""

NOT_NAMING = ["warfarins", "warfarinate", "rwarfarin", "warf", "arin", "Dose", "5", "mg", "≥", "e.g.", "vs.", "A:",
              "Q:", "warfarin2", "**bold**", "no", "漢", "ש"]  # fmt: skip
"""Words that do not."""


def loaded(text: str, stem: str = "file") -> LoadedMonograph:
    """What `load` gives for a file of that text."""
    monograph = read(text, name=stem)
    file = FileBytes(text.encode("utf-8", "surrogatepass"), os.stat_result((0,) * 16))
    entry = Entry(SHELF, f"{stem}.md", monograph.title, monograph.names[1:])
    return LoadedMonograph(entry, monograph, file)

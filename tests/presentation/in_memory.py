"""Monographs without files."""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone
from pathlib import Path

from medtui.library.entry import Entry, Library
from medtui.library.files import FileBytes
from medtui.library.loading import LoadedMonograph
from medtui.presentation.tabs import ALL, Tab, tab_for, tabs
from medtui.reading.reader import read
from medtui.reading.schema import default_schema

MOMENT = datetime(2026, 11, 22, 14, 3, tzinfo=timezone(timedelta(hours=1)))
_CHANGED = int(datetime(2024, 12, 19, tzinfo=timezone.utc).timestamp())


def loaded(text: str, stem: str = "zelofane") -> LoadedMonograph:
    """What the library gives for a file of that text, last changed on 2024-12-19."""
    monograph = read(text, name=stem)
    status = os.stat_result(((0,) * 13) + (_CHANGED * 10**9,) * 3)
    entry = Entry(Library("shelf", Path("/nowhere")), f"{stem}.md", monograph.title, monograph.names[1:])
    return LoadedMonograph(entry, monograph, FileBytes(text.encode("utf-8", "surrogatepass"), status))


def tab_of(one: LoadedMonograph, section: str = ALL) -> Tab:
    """Its tab of that section."""
    return tab_for(tabs(one.monograph, default_schema()), section)

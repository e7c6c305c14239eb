"""What the list of drugs is made of."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from medtui.safe_text import safe_line

NAMED_BY_FOLDER = ("readme", "index", "_index")
"""The names of files, without suffix and in small letters, that stand for the folder that they are in."""

ABOUT_BRANDS = "Brands are known only as far as the library lists them."
"""What to say where nothing is found for a name."""


@dataclass(frozen=True, slots=True)
class Library:
    """One folder of monographs. Equal to another one of the same name and folder.

    name: its folder's name, unique among the open libraries and safe to show. root: the real folder.
    odd_ids: by raw relative path, the ids of those files whose path without suffix is taken or unshowable.
    """

    name: str
    root: Path
    odd_ids: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)


# A named tuple, not a dataclass: there can be 150,000 before the first frame, and they are made three times as fast.
class Entry(NamedTuple):
    """One monograph in the list: what to show, and how to open it. Every `str` but `raw` is safe to show.

    raw: the file's path relative to its library, `/` between folders, odd bytes as surrogates (os.fsencode
        gives the bytes back). Never shown.
    other_names: every name the file gives itself beside its title.
    problem: why the file cannot be opened, in one sentence; empty for nearly all.
    label: of an imported label, what `drug_groups.written` says of it; empty for other pages.
    """

    source: Library
    raw: str
    title: str
    other_names: tuple[str, ...] = ()
    problem: str = ""
    label: str = ""

    @property
    def id(self) -> str:
        """`<library>/<path without suffix>`, unique among the open libraries."""
        own = self.source.odd_ids.get(self.raw) or without_suffix(self.raw)
        return f"{self.source.name}/{own}"

    @property
    def names(self) -> tuple[str, ...]:
        """The title, then the other names."""
        return (self.title, *self.other_names)

    @property
    def path(self) -> str:
        """The file's path relative to its library, as it is shown."""
        return safe_line(self.raw)

    @property
    def stem(self) -> str:
        """The file's name without folder and suffix, as it is shown; see `stem_of`."""
        return stem_of(self.raw)

    @property
    def library(self) -> str:
        """The name of its library."""
        return self.source.name

    @property
    def file(self) -> Path:
        """The file itself, for opening; not for showing."""
        return self.source.root / self.raw


def without_suffix(raw: str) -> str:
    """`raw` up to the dot of its last suffix."""
    return os.path.splitext(raw)[0]  # noqa: PTH122 - PurePath would cost twenty times as much


def stem_of(raw: str) -> str:
    """The name of the file at `raw` without folder and suffix, safe to show; of one like `README.md`, that of the
    folder that it stands in."""
    folder, _, name = raw.rpartition("/")
    stem = without_suffix(name)
    return safe_line(folder.rpartition("/")[2] if folder and stem.lower() in NAMED_BY_FOLDER else stem)

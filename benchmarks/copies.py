"""A library of any size out of a smaller one: its files once as they are, then again under invented names.

The texts are real, so the index and the searches meet the words of real monographs; only the names grow. A name is
replaced wherever the text has it, in any case. Nothing of it is fit for reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks import synthetic
from benchmarks.target import monographs, title_of

_FORMAT = 1
"""Raise it when the same files come out differently: old folders are then not reused."""


def make_copies(folder: Path, source: Path, count: int) -> bool:
    """Fill a folder with `count` monographs made from those in `source`; return False if it held them already."""
    originals = monographs(source)
    recipe = {
        "format": _FORMAT,
        "count": count,
        "source": str(source),
        "files": len(originals),
        "bytes": sum(path.stat().st_size for path in originals),
    }
    return synthetic.fill(folder, recipe, count, _copies(originals, count))


def title(number: int) -> str:
    """The invented name of copy number `number`; no two are the same, nor one of those in `synthetic`."""
    return synthetic.made_up(synthetic.HIGHEST - number)


def renamed(text: str, old: str, new: str) -> str:
    """The monograph under another name."""
    return re.sub(re.escape(old), new, text, flags=re.IGNORECASE)


def _copies(originals: list[Path], count: int) -> Iterator[tuple[Path, bytes]]:
    """Where each file goes, and what is in it: round after round through the originals."""
    known: list[tuple[str, str]] = []
    for number in range(count):
        folder = Path(f"{number // synthetic.FILES_PER_FOLDER:04d}")
        if number < len(originals):
            data = originals[number].read_bytes()
            # Whatever the bytes are, they come back as they were.
            known.append((title_of(originals[number]), data.decode("utf-8", "surrogateescape")))
            yield folder / f"{number:06d}-{originals[number].name}", data
            continue
        old, text = known[number % len(originals)]
        new = title(number)
        yield folder / f"{number:06d}-{new.lower()}.md", renamed(text, old, new).encode("utf-8", "surrogateescape")

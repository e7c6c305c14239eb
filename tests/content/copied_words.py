"""Runs of words that stand in a page and in a text that somebody else wrote."""

from __future__ import annotations

import html
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from starter_pages import Page

from medtui.monograph import PartKind

LENGTH = 12
_WORD = re.compile(r"[a-z]+")
_TAG = re.compile(r"<[^>]*>")

Run = tuple[str, ...]


def runs_of(page: Page) -> set[Run]:
    """The runs of a page: not of its tables, nor of the disclaimer, which is alike on all pages."""
    last = min((part.lines[0] for part in page.monograph.of_kind(PartKind.DISCLAIMER)), default=len(page.text))
    return {*_runs(_words("\n".join(line for number, line in page.body if number < last and line[:1] != "|")))}


def copied(known: set[Run], folder: Path) -> Iterator[tuple[Path, Run]]:
    """Those of the runs that stand in a file below the folder, with the file."""
    for path in sorted(folder.rglob("*")):
        for text in _texts(path):
            found = known.intersection(_runs(_words(_TAG.sub(" ", html.unescape(text)))))
            yield from ((path, run) for run in sorted(found))


def _words(text: str) -> list[str]:
    """In lower case, letters only: a sentence with other figures is the same sentence."""
    return _WORD.findall(text.lower())


def _runs(words: Sequence[str]) -> Iterator[Run]:
    return zip(*(words[at:] for at in range(LENGTH)), strict=False)


def _texts(path: Path) -> Iterator[str]:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            yield from (_text(name, archive.read(name)) for name in archive.namelist())
    elif path.is_file():
        yield _text(path.name, path.read_bytes())


def _text(name: str, data: bytes) -> str:
    """What a file says. JSON hides line breaks and signs behind letters, which are taken away."""
    text = data.decode(errors="replace")
    return (
        re.sub(r"\\[nrt\"]", " ", json.dumps(json.loads(text), ensure_ascii=False)) if name.endswith("json") else text
    )

"""The real data, rendered: nothing lost, next to nothing shown as written. The battery lays it out."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from medtui.presentation.markdown.render import BADGE, render
from medtui.presentation.markdown.styled import Block, Flow, words

FOLDERS = {"rxhive": 3, "other-markdown": 1}
"""And every which of their files is read; the battery reads all."""
SUFFIXES = (".md", ".qmd")
_BEFORE_HEADING = re.compile(r"(?m)^(?=#{1,6} )")
_TAG = re.compile(r"</?(?:su[bp]|br|i|em|b|strong)[ \t]*/?>|\[!(\w+)\][-+]? *(?=\1)", re.IGNORECASE)
_LETTER = re.compile(r"[^\W_]")


@pytest.fixture(scope="module")
def sections(corpus: Path) -> list[tuple[str, str]]:
    """File name and source of every run of lines from one heading to the next."""
    files = [
        path
        for folder, step in FOLDERS.items()
        for path in sorted(path for path in (corpus / folder).rglob("*") if path.suffix in SUFFIXES)[::step]
    ]
    return [
        (path.name, section)
        for path in files
        for section in _BEFORE_HEADING.split(path.read_text(encoding="utf-8", errors="replace"))
    ]


@pytest.fixture(scope="module")
def rendered(sections: list[tuple[str, str]]) -> list[tuple[Block, ...]]:
    return [render(source) for _, source in sections]


def test_nearly_everything_can_be_rendered(sections: list[tuple[str, str]], rendered: list[tuple[Block, ...]]) -> None:
    total = sum(map(len, rendered))
    as_written = [
        name
        for (name, _), blocks in zip(sections, rendered, strict=True)
        for block in blocks
        if isinstance(block, Flow) and block.spans[:1] == (BADGE,)
    ]
    summary = f"{len(sections)} sections, {total} blocks, {len(as_written)} shown as written: {as_written}"
    print(summary)  # noqa: T201 - seen with pytest -rP
    assert len(as_written) < total / 1000, summary


def test_every_letter_and_digit_is_shown(sections: list[tuple[str, str]], rendered: list[tuple[Block, ...]]) -> None:
    """An oracle that knows nothing of the check: letters and digits, in order."""
    for (name, source), blocks in zip(sections, rendered, strict=True):
        assert _letters("\n".join(_texts(blocks))) == _letters(source), name


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Flow):
            yield block.text
        else:
            yield from (words(cell) for row in (block.header, *block.rows) for cell in row)


def _letters(text: str) -> list[str]:
    # The kind of a callout begins with a capital, and is not said where the title begins with it.
    return _LETTER.findall(unicodedata.normalize("NFKC", html.unescape(_TAG.sub("", text))).casefold())

"""Questions in the words of those who ask them, with the right answers as somebody read them in the monographs."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path
from textwrap import wrap
from typing import NamedTuple

from medtui.monograph import Monograph
from medtui.reading.passages import Passage, passages

_FOLDER = Path(__file__).parents[1] / "gold"
_ROWS, _COLUMNS = 12, 80


class GoldQuestion(NamedTuple):
    """A question, and what its answer must be.

    drug: regular expression of the title that opens; "-" if nothing may be opened. passage: of what is in sight then.
    """

    words: str
    drug: str
    passage: str

    @property
    def opens_nothing(self) -> bool:
        return self.drug == "-"

    def is_about(self, title: str) -> bool:
        """Whether the monograph of that title may open."""
        return not self.opens_nothing and bool(re.search(self.drug, title, re.IGNORECASE))

    def is_answered_by(self, sight: str) -> bool:
        return bool(re.search(self.passage, sight, re.IGNORECASE))


def gold_questions(name: str, folder: Path = _FOLDER) -> list[GoldQuestion]:
    """Those of NAME.tsv."""
    lines = (folder / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [GoldQuestion(*line.split("\t")) for line in lines if not line.startswith("#")]


def in_sight(monograph: Monograph, opened: Passage) -> str:
    """What someone sees who opens the monograph at that passage: title, headings, it, and what follows in its section,
    as long as a small screen has room."""
    below = [passage for passage in passages(monograph) if passage.section == opened.section]
    following = below[below.index(opened) + 1 :]
    rows = (row for passage in following for row in wrap(_plain(passage.text), _COLUMNS))
    room = max(0, _ROWS - len(wrap(_plain(opened.text), _COLUMNS)))
    return " ".join((monograph.title, words_of(opened), *islice(rows, room)))


def words_of(passage: Passage) -> str:
    """Its text with the headings above it."""
    return " ".join(map(_plain, (passage.part.heading, *passage.headings, passage.lead, passage.text)))


def _plain(text: str) -> str:
    return " ".join(text.replace("*", "").split())

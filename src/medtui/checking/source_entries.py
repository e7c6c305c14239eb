"""The sources that a page names, each with its place: in its front matter, and in a section of that name."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from medtui.monograph import Part, PartKind

_KEY = re.compile(r"(?im)^(?:sources?|references?)[ \t]*:[ \t]*(?P<inline>[^\n]*)\n(?P<block>(?:(?:[ \t-][^\n]*)?\n)*)")
_MARK = r"[ \t]*(?:[-*+]|\d+[.)])[ \t]"
_ITEM = re.compile(rf"(?m)^{_MARK}+(?P<words>[^\n]*(?:\n(?!{_MARK})[ \t]*\S[^\n]*)*)")
_READ_ON = re.compile(
    r"\b(?:read|accessed|retrieved|viewed|cited|seen|last[_ ]checked)(?: on| at)?:? [^)\n;]*", re.IGNORECASE
)
_DATE = re.compile(
    r"(?<![\d./-])(?:\d{1,2}[./]){0,2}(?P<year>19[5-9]\d|20\d\d)(?:-(?P<month>0[1-9]|1[0-2])(?:-\d\d)?)?(?![\d./]|-\d)"
)


class SourceEntry(NamedTuple):
    """start, end: its place in the text. words: on one line."""

    start: int
    end: int
    words: str

    @property
    def newest(self) -> datetime.date | None:
        """The last day that its newest date can mean; the day on which somebody read it is none."""
        days = [
            datetime.date(int(found["year"]), int(found["month"] or 12), 28)
            for found in _DATE.finditer(_READ_ON.sub("", self.words))
        ]
        return max(days, default=None)


def source_entries(placed_parts: Iterable[tuple[int, Part]]) -> Iterator[SourceEntry]:
    """The sources in file order. placed_parts: the parts of the page, each with where it begins."""
    for start, part in placed_parts:
        if part.kind is PartKind.FRONT_MATTER and (key := _KEY.search(part.source)):
            if re.search(r"\w", key["inline"]):
                yield _entry(start + key.start("inline"), key["inline"].rstrip())
            for item in _ITEM.finditer(key["block"]):
                yield _entry(start + key.start("block") + item.start("words"), item["words"])
        elif part.section == "sources":
            for item in _ITEM.finditer(part.body):
                yield _entry(start + part.body_start + item.start("words"), item["words"])


def _entry(start: int, words: str) -> SourceEntry:
    return SourceEntry(start, start + len(words), " ".join(words.split()))

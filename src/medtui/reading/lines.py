"""Source lines: the fenced code among them, and the runs of them that have one owner."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from medtui.monograph import PartKind

# Only what Markdown calls a line ending: str.splitlines would also break at form feeds and U+2028.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
_FIRST_MARK = "\u0300"
_FENCE = re.compile(r" {0,3}(?P<run>`{3,}|~{3,})(?P<info>[^\r\n]*)")


class Run(NamedTuple):
    """Lines first..stop-1, which have one owner: what `read` makes a part of.

    kind, section, drug and heading mean what they mean in Part.

    body_start: where the body begins, in characters from the start of the first line.
    """

    kind: PartKind
    first: int
    stop: int
    section: str = ""
    drug: str = ""
    heading: str = ""
    body_start: int = 0

    def rest(self, first: int, stop: int) -> Run:
        """Some of this run's lines after its heading, still with its owner."""
        return Run(self.kind, first, stop, self.section, self.drug)

    def until(self, stop: int) -> Run:
        """This run, ending at `stop`."""
        return Run(self.kind, self.first, stop, *self[3:])  # _replace takes three times as long


def split_lines(text: str) -> list[str]:
    """The lines of `text` with their endings; joined, they are `text` again."""
    if "\r" in text:
        return _LINE.findall(text)
    lines = [line + "\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines


def is_blank(line: str) -> bool:
    """True for a line of white space only."""
    return not line or line.isspace()


def next_text(lines: Sequence[str], start: int, stop: int) -> int:
    """The index of the first line of lines[start:stop] that is not blank, or `stop`."""
    while start < stop and is_blank(lines[start]):
        start += 1
    return start


def text_end(lines: Sequence[str], start: int, stop: int) -> int:
    """The index after the last line of lines[start:stop] that is not blank, or `start`."""
    while stop > start and is_blank(lines[stop - 1]):
        stop -= 1
    return stop


def skip_marks(text: str, at: int) -> int:
    """The offset after the combining marks at `at`, which belong to the character before them."""
    while at < len(text) and text[at] >= _FIRST_MARK and unicodedata.category(text[at])[0] == "M":
        at += 1
    return at


class _Fence(NamedTuple):
    line: int
    mark: str
    length: int
    opens: bool
    closes: bool


def fenced(lines: Sequence[str]) -> Sequence[bool]:
    """For each line, whether it belongs to a closed code fence, where `#` starts no heading.

    A fence that is never closed counts as text: hiding every section after it would be worse.
    """
    inside = [False] * len(lines)
    fences = [
        fence for index, line in enumerate(lines) if ("```" in line or "~~~" in line) and (fence := _fence(index, line))
    ]
    longest_after = _longest_closing_after(fences)
    at = 0
    while at < len(fences):
        opening = fences[at]
        if opening.opens and longest_after[at][opening.mark] >= opening.length:
            at += 1
            while not _closes(fences[at], opening):
                at += 1
            inside[opening.line : fences[at].line + 1] = [True] * (fences[at].line + 1 - opening.line)
        at += 1
    return inside


def _fence(index: int, line: str) -> _Fence | None:
    match = _FENCE.match(line)
    if match is None:
        return None
    mark, info = match["run"][0], match["info"]
    # Backticks with another one after them are a code span.
    return _Fence(index, mark, len(match["run"]), mark == "~" or "`" not in info, is_blank(info))


def _closes(fence: _Fence, opening: _Fence) -> bool:
    return fence.closes and fence.mark == opening.mark and fence.length >= opening.length


def _longest_closing_after(fences: Sequence[_Fence]) -> list[dict[str, int]]:
    """For each fence, the longest run after it that can close one, by mark. Found from the end, so that
    many unclosed fences cost no more than one pass."""
    longest = {"`": 0, "~": 0}
    found: list[dict[str, int]] = []
    for fence in reversed(fences):
        found.append(longest)
        if fence.closes and fence.length > longest[fence.mark]:
            longest = {**longest, fence.mark: fence.length}
    return found[::-1]

"""Source lines and the fenced code among them."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Only what Markdown calls a line ending: str.splitlines would also break at form feeds and U+2028.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
_FENCE = re.compile(r" {0,3}(?P<run>`{3,}|~{3,})(?P<info>.*)")


def split_lines(text: str) -> list[str]:
    """The lines of `text` with their endings; joined, they are `text` again."""
    return _LINE.findall(text)


def is_blank(line: str) -> bool:
    """True for a line of white space only."""
    return not line.strip()


def fenced(lines: Sequence[str]) -> list[bool]:
    """For each line, whether it belongs to a closed code fence, where `#` starts no heading.

    A fence that is never closed counts as text: hiding every section after it would be worse.
    """
    inside = [False] * len(lines)
    index = 0
    while index < len(lines):
        opening = _FENCE.match(lines[index])
        if opening and not ("`" in opening["run"] and "`" in opening["info"]):
            closing = _closing_fence(lines, index + 1, opening["run"])
            if closing is None:
                break
            inside[index : closing + 1] = [True] * (closing + 1 - index)
            index = closing
        index += 1
    return inside


def _closing_fence(lines: Sequence[str], start: int, run: str) -> int | None:
    closing = re.compile(rf" {{0,3}}{re.escape(run[0])}{{{len(run)},}}\s*$")
    return next((index for index in range(start, len(lines)) if closing.match(lines[index])), None)

"""Pages of more lines and marks than anybody writes, which would take seconds to take apart: `is_crowded`."""

from __future__ import annotations

import re

from medtui.monograph import Problem

SHOWN_AS_WRITTEN = Problem(
    "crowded",
    "This page has too many short lines or marks to be taken apart, so all of it is shown as written, without"
    " sections. Split it into one file per drug.",
)

# A line takes at most as long as 80 characters of prose do; a mark, a cell or a row a quarter of that, and a mark of
# emphasis half; an indent takes time, too. So nothing below this takes over twice the time of prose of its size. No
# real page of 2,291 has more than 61 % of it, and that one has 5,538 lines.
_MOST, _CHARACTERS_FOR_ONE_MORE = 2_000, 50
_MARKS, _MARKS_A_LINE = r"|*__`<>&[]\$", 4
_LINE_END = re.compile(r"\r\n?")
# The bullets and numbers after the first of a line: each takes as long as a line.
_NO_MARK = bytes(code for code in range(256) if chr(code) not in f"\n{_MARKS}")
_NESTED = re.compile(r"\n[ \t]*(?:[-+*>]|\d{1,9}[.)])((?:[ \t]+(?:[-+*>]|\d{1,9}[.)])(?=[ \t]))+)")


def is_crowded(text: str) -> bool:
    """Whether it has so many lines and marks for its size that it is to be shown as written."""
    if len(text) <= _MOST or ("\r" not in text and _is_light(text)):  # nearly all
        return False
    most = _MOST + (len(text) - 2 * text.count("  ")) / _CHARACTERS_FOR_ONE_MORE
    return len(text) > most and _weight(_LINE_END.sub("\n", text) if "\r" in text else text) > most


def _is_light(text: str) -> bool:
    """Whether it has so few marks that they need not be weighed one by one: none weighs more than a line."""
    marks = len(text.encode(errors="surrogatepass").translate(None, _NO_MARK))
    return marks + _nested(text) <= _MOST


def _weight(text: str) -> float:
    """How many lines that are not empty would take as long."""
    rows, single = text.count("|\n|"), text.count("*") - 2 * text.count("**")
    lines = text.count("\n") - text.count("\n\n") - rows
    return lines + _nested(text) + (rows + single + sum(map(text.count, _MARKS))) / _MARKS_A_LINE


def _nested(text: str) -> int:
    return sum(len(marks) // 2 for marks in _NESTED.findall(text))

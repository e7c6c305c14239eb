"""Which line breaks of a paragraph its author made on purpose, and which only came from filling lines by hand.

In doubt a break stays: two doses on one line can be misread, a ragged paragraph cannot.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from unicodedata import combining, east_asian_width

_NARROW = 40
"""Columns: nobody fills prose by hand to lines as short as this."""

_LONGEST_LABEL = 60

_HARD_BREAK = re.compile(r"(?:  |(?<!\\)(?:\\\\)*\\|(?i:<br[ \t]*/?>)[ \t]*)\Z")
_BREAK_TAG = re.compile(r"<br[ \t]*/?>[ \t]*\Z", re.IGNORECASE)

# What may stand before a line's first word without meaning anything: quotes, brackets, `*emphasis*` that ends there.
_OPENING = re.compile(r"(?:[\"'“”‘’«»„‚(\[]|([*_])(?=[^\W\d_][^*_]*\1))*")
_COUNTED = re.compile(r"[(\[]?(?:[ivxIVX]{1,4}|[^\W\d_]|[ xX])[.)\]](?:\s|\Z)")
_LABEL = re.compile(r"(?:\S+[ \t]+){0,2}\S*?[:：](?:\s|[^\x00-\x7f]|\Z)")
_LONG_LABEL = re.compile(rf"[^.;!?。]{{1,{_LONGEST_LABEL}}}?(?:[:：](?:\s|[^\x00-\x7f]|\Z)|[ \t][-–—=→][ \t])")

_GRID = re.compile(r"\+(?:[-=:]+\+)+\Z")
_GAP = re.compile(r"\S(?:\t+| *\t[ \t]*|   +)\S|[^\s.:;,!?]  \S")
_MARKUP = re.compile(r"[*_`\[\\$]|&[#\w]|<[A-Za-z/!]")


def staying(lines: Sequence[str]) -> list[bool]:
    """For each line of a paragraph but the last, whether the break after it stays. Hard breaks part the paragraph,
    and each of its parts is judged by itself."""
    stays: list[bool] = []
    part: list[str] = []
    for line in lines:
        part.append(line)
        if _HARD_BREAK.search(line) or len(stays) + len(part) == len(lines):
            stays += [not is_wrapped(part)] * (len(part) - 1) if len(part) > 1 else []
            stays.append(not _BREAK_TAG.search(line))  # where it ends in <br>, that has broken the line already
            part = []
    return stays[: len(lines) - 1]


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether the lines look like prose that was wrapped at a width, and so may be filled again to another one."""
    texts = [line.strip() for line in lines]
    longest = max(map(_columns, texts))
    if longest <= _NARROW or any(map(_begins_anew, texts[1:])):
        return False
    if len(texts) == 2 and not _from_first_word(texts[1])[:1].islower():
        return False
    return all(_columns(text) + 1 + _first_width(after) > longest for text, after in pairwise(texts))


def has_columns(lines: Sequence[str]) -> bool:
    """Whether the lines are set in columns by blanks or tabs, and have no markup that would be seen; or are one of
    Pandoc's grid tables."""
    return _GRID.match(lines[0].strip()) is not None or (
        sum(map(bool, map(_GAP.search, lines))) > 1 and not any(map(_MARKUP.search, lines))
    )


def joined(lines: Sequence[str]) -> str:
    """The lines as one, for a place that has no more room: parted by a dot where the next one does not go on."""
    texts = [text for line in lines if (text := line.strip())]
    if len(texts) < 2 or is_wrapped(texts):
        return " ".join(texts)
    goes_on = (not _begins_anew(text) and _from_first_word(text)[:1].islower() for text in texts[1:])
    return texts[0] + "".join(f"{' ' if on else ' · '}{text}" for on, text in zip(goes_on, texts[1:], strict=True))


def _begins_anew(text: str) -> bool:
    """Whether the line begins with a label such as `Adults:`, with a mark, or with a figure."""
    words = _from_first_word(text)
    if not words[:1].isalpha() or _COUNTED.match(text) or _LABEL.match(words):
        return True
    return not words[0].islower() and _LONG_LABEL.match(words) is not None


def _from_first_word(text: str) -> str:
    """The line without the quotes, brackets and marks of emphasis that it begins with."""
    return _OPENING.sub("", text, count=1)


def _first_width(text: str) -> int:
    """The columns of the first word; of the first character in a script that is written without spaces."""
    return _columns(text[:1]) if _columns(text[:1]) > 1 else _columns(text.partition(" ")[0])


def _columns(text: str) -> int:
    """How wide the text is on a terminal, nearly."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(character) else 1 + (east_asian_width(character) in "WF") for character in text)

"""Finding the disclaimer: labelled ("**Disclaimer:** ..."), or a closing paragraph that is one in all but name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from medtui.reading.lines import is_blank

_LABEL = re.compile(
    r"(?:[ \t>]*(?:[*+-][ \t]+)?)(?P<run>[*_]{0,3})(?:(?:important|medical|general|please note)[: ]+)?disclaimer"
    r"(?:(?P=run)[ \t]*:|:[ \t]*(?P=run)|(?P=run)[ \t]*$)",
    re.IGNORECASE,
)
_LABEL_ALONE = re.compile(r"[\s>*_+:-]*(?:[\w ]{0,15} )?disclaimer[\s*_:]*$", re.IGNORECASE)
_IN_ALL_BUT_NAME = re.compile(
    r"medical advice"
    r"|(?:education|information)al (?:and \w+ )?purposes"
    r"|for (?:general |your )?(?:knowledge|information|education)\b.{0,60}\b(?:only|not|purposes)"
    r"|not (?:a substitute for|replace|meant to replace|intended to replace)"
    r"|(?:consult|speak (?:to|with)|ask) (?:with )?(?:a|your)\b.{0,60}\b(?:before|for any) ",
    re.IGNORECASE | re.DOTALL,
)
_ABOUT_THIS_TEXT = re.compile(r"\b(?:this|the|above|below|provided|following) (?:\w+ )?information\b", re.IGNORECASE)
_FIGURE = re.compile(r"\d[\d.,]*\s?(?:mg|mcg|g|ml|l|%|units?|tablets?|times|hours|days)\b", re.IGNORECASE)
_BLOCK_START = re.compile(r"\s{2,}|[ \t]*(?:[*+-][ \t]|\d+[.)][ \t]|#|>|\||`{3}|~{3})")


def is_labelled(line: str) -> bool:
    """True for a line that begins a labelled disclaimer."""
    return "isclaimer" in line.lower() and bool(_LABEL.match(line.rstrip("\r\n")))


def labelled_end(lines: Sequence[str], start: int, stop: int) -> int:
    """The index after the labelled disclaimer at `start`: its paragraph, or the next one when the label
    stands alone; blank lines after it included."""
    end = _paragraph_end(lines, start, stop)
    if all(_LABEL_ALONE.match(line.rstrip("\r\n")) for line in lines[start:end]):
        end = _paragraph_end(lines, _skip_blank(lines, end, stop), stop)
    return _skip_blank(lines, end, stop)


def unlabelled_start(lines: Sequence[str], start: int, stop: int) -> int:
    """Where the closing paragraphs of lines[start:stop] that are a disclaimer in all but name begin, or `stop`.

    Only plain paragraphs at the very end count, and none with a dose in it: an answer must not lose a line.
    """
    found, end = stop, stop
    while True:
        while end > start and is_blank(lines[end - 1]):
            end -= 1
        begin = end
        while begin > start and not is_blank(lines[begin - 1]):
            begin -= 1
        if begin == end or begin == start or not _is_unlabelled(lines[begin:end]):
            return found
        found = end = begin


def _is_unlabelled(paragraph: Sequence[str]) -> bool:
    if any(_BLOCK_START.match(line) for line in paragraph):
        return False
    text = " ".join(line.strip() for line in paragraph)
    if re.match(r"[*_]{0,3}[QA]\d*[:.]", text) or _FIGURE.search(text):
        return False
    return len(text) < 1_200 and bool(_IN_ALL_BUT_NAME.search(text) and _ABOUT_THIS_TEXT.search(text))


def _paragraph_end(lines: Sequence[str], start: int, stop: int) -> int:
    return next((index for index in range(start, stop) if is_blank(lines[index])), stop)


def _skip_blank(lines: Sequence[str], start: int, stop: int) -> int:
    return next((index for index in range(start, stop) if not is_blank(lines[index])), stop)

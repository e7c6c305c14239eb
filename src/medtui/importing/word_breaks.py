"""Words that touch where one element of XHTML ends and another begins, because their source lost the space between.

Only white space is put in, and only between two words that the same text has elsewhere, where it nowhere has them as
one. An exponent that has lost its mark is given it where nothing else can be meant: `mm` and `3`, `x 10` and `9`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple
from xml.etree.ElementTree import Element

from medtui.older_python import compile_pattern

_INLINES = "span strong b em i u a sup sub small big font abbr cite code q bdo dfn"
_INLINE = frozenset(_INLINES.split())
_MOVED = re.compile(r"vertical-align\s*:\s*(?:super|sub)\b", re.IGNORECASE)
_LONGEST_WORD = 40
_RAISE = "vertical-align:super"
_CUT = "\0"
_WHOLE_WORD = compile_pattern(rf"(?<![^\W\d_])(?<!{_CUT})[^\W\d_]++(?!{_CUT})")
_LAST_WORD, _FIRST_WORD = re.compile(r"[^\W\d_]+$"), re.compile(r"[^\W\d_]+")
_INDEXES = frozenset({"max", "min", "ss"})  # of C, t, V: `min` is a word, too
_LONE_NUMBER = re.compile(r"\s*\d{1,3}[,.)]*\s*")
_EXPONENT = re.compile(r"\s*[-−–]?[1-9]\d?\s*")
_TEN = re.compile(r"[x×·∙*]\s*10$")
_DOSE = re.compile(r"\s*(?:[mkµμ]?[gl]|mcg|m[Ll]|%)(?!\w)")
_LENGTH = re.compile(r"(?:^|[\s/\d])[cdkmµμn]?m$")


class _Text(NamedTuple):
    """Text in an element, or after it. is_moved: it is an exponent or index already."""

    element: Element
    is_tail: bool
    is_moved: bool
    words: str


def mend_words(texts: Iterable[Element]) -> bool:
    """Put spaces and exponents back in the texts of a label. Whether a number may still be no number, but an index or
    exponent whose mark is lost."""
    runs = [run for text in texts for run in _runs(text) if run]
    words = {_known(word) for word in {match[0] for match in _WHOLE_WORD.finditer("\n".join(map(_marked, runs)))}}
    is_unsure = False
    for run in runs:
        before = ""
        for left, right, after in zip(run, run[1:], [*(one.words for one in run[2:]), ""], strict=False):
            before = (before + left.words)[-_LONGEST_WORD:]
            if not _touch(left, right) or right.is_moved:
                continue
            if _is_exponent(before, right, after):
                right.element.set("style", f"{right.element.get('style', '')};{_RAISE}")
            elif _are_two(before, right, words, is_moved=left.is_moved):
                _put_space(right)
                before += " "
            else:
                is_unsure |= bool(_LONE_NUMBER.fullmatch(right.words))
    return is_unsure


def _runs(text: Element) -> list[list[_Text]]:
    """The texts that touch each other, in order: in one block, with no line end and no picture between."""
    runs: list[list[_Text]] = [[]]
    _add_texts(text, runs, is_moved=False)
    return runs


def _add_texts(element: Element, runs: list[list[_Text]], *, is_moved: bool) -> None:
    if element.text:
        runs[-1].append(_Text(element, False, is_moved, element.text))
    for child in element:
        if child.tag in _INLINE:
            style = child.get("style")
            moved = is_moved or child.tag in ("sup", "sub") or bool(style and _MOVED.search(style))
            _add_texts(child, runs, is_moved=moved)
        else:
            runs.append([])
            _add_texts(child, runs, is_moved=False)
            runs.append([])
        if child.tail:
            runs[-1].append(_Text(child, True, is_moved, child.tail))


def _touch(left: _Text, right: _Text) -> bool:
    return left.words[-1].isalnum() and right.words[0].isalnum()


def _marked(run: list[_Text]) -> str:
    """The text of a block, with a mark where an element begins or ends in what looks like a word."""
    marks = (_CUT if _touch(*two) else "" for two in pairwise(run))
    return run[0].words + "".join(f"{mark}{one.words}" for mark, one in zip(marks, run[1:], strict=True))


def _known(word: str) -> str:
    return word.casefold() if len(word) > 1 else word


def _is_exponent(before: str, right: _Text, after: str) -> bool:
    if right.is_tail or len(right.element) or right.element.tag not in _INLINE:
        return False
    if _TEN.search(before):
        return bool(_EXPONENT.fullmatch(right.words)) and not _DOSE.match(after)
    return right.words.strip() in ("2", "3") and bool(_LENGTH.search(before))


def _are_two(before: str, right: _Text, words: set[str], *, is_moved: bool) -> bool:
    first, second = _LAST_WORD.search(before), _FIRST_WORD.match(right.words)
    if second is None:  # a number begins; by itself it may be an index or the mark of a footnote
        return bool(first and _known(first[0]) in words and not _LONE_NUMBER.fullmatch(right.words))
    if _known(second[0]) not in words or (is_moved and len(second[0]) == 1):
        return False
    if first is None or is_moved:
        return True
    if len(first[0]) == 1 and second[0] in _INDEXES:
        return False
    return _known(first[0]) in words and _known(first[0] + second[0]) not in words


def _put_space(text: _Text) -> None:
    if text.is_tail:
        text.element.tail = f" {text.words}"
    else:
        text.element.text = f" {text.words}"

"""Look-alike names with the letters that tell them apart in capitals: predniSONE, predniSOLONE."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import NamedTuple

_VOWELS = frozenset("aeiouy")
# Two letters that are one sound or begin a syllable together: neither is marked without the other.
_ONSETS = frozenset({"ch", "ph", "th", "sh", *(stop + liquid for stop in "bcdfgkpt" for liquid in "lr")} - {"dl", "tl"})
_WORD = re.compile(r"[^\W_]+")
_LEAST_COMMON = 2
_LEAST_MARKED = 2  # one capital letter is easily overlooked
# A common end so short is marked with the rest; beside a slight difference, a longer one; and so a beginning.
_SHORT_END = 2
_SHORT_END_OF_SLIGHT = 4
_SHORT_BEGINNING = 1


class _Run(NamedTuple):
    """Where two names differ: after `start` letters from the beginning and before `end` letters from the end."""

    start: int
    end: int
    size: int  # how many letters of both names it has
    least: int  # how many letters of the one that has fewer


def tall_man(names: Sequence[str]) -> list[tuple[str, tuple[tuple[int, int], ...]]]:
    """Each of several names with the letters that distinguish it from the one most like it in capitals and the
    rest in small letters, and the ranges (start, stop) of those letters and digits.

    A name that has no beginning or end of two letters in common with another one comes back as it is. Nothing is
    changed but the case of letters. After the idea of the "FDA and ISMP Lists of Look-Alike Drug Names with
    Recommended Tall Man Letters" (Institute for Safe Medication Practices, ismp.org): one run of capitals between
    what is common. Those lists choose each run by hand and differ in places; this follows rules.
    """
    plain = [[character.casefold() for character in name] for name in names]
    return [_marked(name, own, plain) for name, own in zip(names, plain, strict=True)]


def _marked(name: str, own: list[str], others: Sequence[list[str]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    runs = [(run, other) for other in others if other != own and (run := _difference(own, other))]
    if not runs:
        return name, ()
    run, other = min(runs, key=lambda each: each[0].size)
    start, end = _widened(run, own, other)
    stop = len(name) - end
    ranges = tuple(word.span() for word in _WORD.finditer(name, start, stop))
    if not ranges:
        return name, ()
    return "".join(_in_case(char, start <= place < stop) for place, char in enumerate(name)), ranges


def _difference(own: list[str], other: list[str]) -> _Run | None:
    """None when the names have nothing in common."""
    most = min(len(own), len(other))
    start = next((at for at in range(most) if own[at] != other[at]), most)
    end = next((at for at in range(most - start) if own[-1 - at] != other[-1 - at]), most - start)
    if max(_letters(own[:start]), _letters(own[len(own) - end :])) < _LEAST_COMMON:
        return None
    return _Run(start, end, len(own) + len(other) - 2 * (start + end), most - start - end)


def _letters(characters: Sequence[str]) -> int:
    return sum(character.isalnum() for character in characters)


def _widened(run: _Run, own: list[str], other: list[str]) -> tuple[int, int]:
    """The run as it is easily read: no syllable and no number cut in two, no single letter left over."""
    head, tail = own[: run.start], own[len(own) - run.end :][::-1]
    slight = run.least < _LEAST_MARKED
    after = [name[run.start] for name in (own, other) if len(name) > run.start]
    before = [name[-1 - run.end] for name in (own, other) if len(name) > run.end]
    # Where only whole words were added (a salt, a partner), the word beside them is the same one.
    if slight and any(map(str.isalpha, after)):
        _drop(head, _VOWELS.__contains__)
        if head and head[-1].isalpha():
            head.pop()
    elif head and all(head[-1] + letter in _ONSETS for letter in after):
        head.pop()
    # vinBLAStine: the first of two consonants ends the syllable before it.
    if len(tail) > 1 and _is_consonant(tail[-1]) and _is_consonant(tail[-2]) and tail[-1] + tail[-2] not in _ONSETS:
        tail.pop()
    if any(map(str.isalpha, before)):
        _drop(tail, str.isalpha, _SHORT_END_OF_SLIGHT if slight else _SHORT_END)
    if any(map(str.isalpha, after)):
        _drop(head, str.isalpha, _SHORT_BEGINNING)
    _drop(head, str.isdigit)
    _drop(tail, str.isdigit)
    return len(head), len(tail)


def _drop(letters: list[str], unwanted: Callable[[str], bool], most: int | None = None) -> None:
    """Take what is unwanted from the end, unless there is more than `most` of it."""
    length = sum(1 for _ in takewhile(unwanted, reversed(letters)))
    if most is None or length <= most:
        del letters[len(letters) - length :]


def _is_consonant(character: str) -> bool:
    return character.isalpha() and character not in _VOWELS


def _in_case(character: str, upper: bool) -> str:
    changed = character.upper() if upper else character.lower()
    # ß would become SS, and the dotted İ two characters.
    return changed if len(changed) == 1 and changed.casefold() == character.casefold() else character

"""The sets of monographs by the beginnings of their words: complete for every beginning that has one."""

from __future__ import annotations

import random
from array import array

import pytest

from medtui.library.catalogue import number_sets, writing


def chunks(files: list[set[str]], size: int) -> list[tuple[dict[str, bytes], int]]:
    """Files numbered from 1, as readers hand them over."""
    found: list[tuple[dict[str, bytes], int]] = []
    for first in range(0, len(files), size):
        part = files[first : first + size]
        letters = sorted(set().union(*part))
        numbers = {one: array("I", [first + at for at, own in enumerate(part, 1) if one in own]) for one in letters}
        found.append(({one: numbers[one].tobytes() for one in letters}, len(part)))
    return found


@pytest.mark.parametrize("block", [1, 7, 20, 1000])
def test_a_set_is_complete_or_not_there(monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    monkeypatch.setattr(writing, "_BLOCK", block)
    monkeypatch.setattr(writing, "_RARE_SHARE", 3)
    chance = random.Random(20)
    files = [{one for one in "abcdefg" if chance.random() < "abcdefg".index(one) / 7} for _ in range(60)]
    starts = writing._Starts()
    for part, count in chunks(files, 6):
        starts.add(part, count)
    sets = starts.sets()
    for letters, numbers in sets.items():
        assert list(number_sets.to_numbers(numbers)) == [at for at, own in enumerate(files, 1) if letters in own]
    assert "g" in sets
    assert ("b" in sets) is (block == 1000)


def test_numbers_far_from_zero_make_a_set() -> None:
    numbers = array("I", [100_000, 7, 100_003])
    assert list(number_sets.to_numbers(number_sets.from_numbers(numbers))) == [7, 100_000, 100_003]

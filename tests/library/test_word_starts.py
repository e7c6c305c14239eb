"""The sets of monographs by the beginnings of their words: complete for every beginning that has one."""

from __future__ import annotations

import random
from array import array
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medtui.library.catalogue.documents import starts_of
from medtui.library.catalogue.index_writer import WordStarts, numbers_in, set_of


def chunks(files: list[set[str]], size: int) -> Iterator[tuple[dict[str, int], int, int]]:
    """Files numbered from 1, as readers hand them over."""
    for first in range(0, len(files), size):
        part = files[first : first + size]
        letters = sorted(set().union(*part))
        sets = {one: set_of(at for at, own in enumerate(part) if one in own) for one in letters}
        yield sets, first + 1, len(part)


@pytest.mark.parametrize("block", [1, 7, 20, 1000])
def test_a_set_is_complete_or_not_there(block: int) -> None:
    chance = random.Random(20)
    files = [{one for one in "abcdefg" if chance.random() < "abcdefg".index(one) / 7} for _ in range(60)]
    starts = WordStarts(block, rare_share=3)
    for part, first, count in chunks(files, 6):
        starts.add(part, first, count)
    sets = starts.sets()
    for letters, numbers in sets.items():
        assert list(numbers_in(numbers)) == [at for at, own in enumerate(files, 1) if letters in own]
    assert "g" in sets
    assert ("b" in sets) is (block == 1000)


@given(st.dictionaries(st.text("ab", min_size=1, max_size=6), st.integers(1, 255)), st.integers(1, 4))
def test_starts_of_words(words: Mapping[str, int], letters: int) -> None:
    expected: dict[str, int] = {}
    for word, files in words.items():
        for length in range(1, letters + 1):
            expected[word[:length]] = expected.get(word[:length], 0) | files
    assert starts_of(words, letters) == expected


def test_a_fact_stays_whole() -> None:
    assert starts_of({"==disclaimer": 1, "ab": 2}, 2) == {"==disclaimer": 1, "ab": 2, "a": 2}


def test_numbers_far_from_zero_make_a_set() -> None:
    numbers = array("I", [100_000, 7, 100_003])
    assert list(numbers_in(set_of(numbers))) == [7, 100_000, 100_003]

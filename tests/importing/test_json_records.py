"""Records are found in JSON however it comes, and what is no JSON ends them with a reason."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medtui.importing.json_records import records
from medtui.importing.safe_xml import MOST_BYTES, UnusableSourceError

WORDS = st.text(st.sampled_from('a"\\{}[],:é\n'), max_size=6)
VALUES = st.recursive(
    st.none() | st.integers() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)
RECORDS = st.lists(st.dictionaries(WORDS, VALUES, max_size=3), min_size=1, max_size=4)


def found(text: str, size: int = 1000) -> list[object]:
    return [json.loads(one) for one in records(BytesIO(text.encode()), size)]


@given(RECORDS, st.integers(1, 9), st.sampled_from([None, 1]))
def test_each_record_is_found_wherever_the_reading_stops(given: list[object], size: int, indent: int | None) -> None:
    whole = {"meta": {"results": {"total": 1}}, "results": given, "more": [{}]}
    assert found(json.dumps(whole, indent=indent), size) == given
    assert found(json.dumps(given, indent=indent, ensure_ascii=False), size) == given
    assert found("\ufeff" + "\n".join(json.dumps(one, indent=indent) for one in given), size) == given


@pytest.mark.parametrize(
    ("text", "good", "why"),
    [
        ('[{"a": 1}, {"b": "no e', 1, "ends in the middle"),
        ('{"results": [{"a": 1}, {"b": {}', 1, "ends in the middle"),
        ('{"results": [{"a": 1}', 1, "ends in the middle"),
        ('[{"a": 1} {"b": 2}]', 1, "no record"),
        ('[{"a": 1}, 5, {"b": 2}]', 1, "no record"),
        ('[{"a": 1}, "b"]', 1, "no record"),
        ('{"a": 1}}', 1, "was open"),
        ("<html>", 0, "no record"),
        ("", 0, "no records"),
        ('{"results": []}', 0, "no records"),
        ('{"results": [{"a": 1}]}\n{"results": [{"b": 2}]}', 1, "another document begins"),
        ('[{"a": 1}]{"b": 2}', 1, "another document begins"),
    ],
)
def test_what_is_whole_comes_before_the_reason_why_there_is_no_more(text: str, good: int, why: str) -> None:
    given = records(BytesIO(text.encode()))
    assert [json.loads(next(given)) for _ in range(good)] == [{"a": 1}] * good
    with pytest.raises(UnusableSourceError, match=why):
        next(given)


def test_a_record_without_end_is_given_up() -> None:
    class Endless(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return b'{"a": "' + b"x" * (size or 0)

    with pytest.raises(UnusableSourceError, match=f"larger than {MOST_BYTES // 2**20} MB"):
        list(records(Endless(), MOST_BYTES))

"""JSON of any kind is a value, or refused with a reason."""

from __future__ import annotations

import pytest

from medtui.importing import safe_json
from medtui.importing.safe_json import parse_json
from medtui.importing.safe_xml import UnusableSourceError


def test_numbers_keep_their_digits_and_text_its_characters() -> None:
    assert parse_json('{"dose": [0.50, 1e-7, 12], "unit": "µg ≥ \\ud83d\\ude00", "none": null}'.encode()) == {
        "dose": ["0.50", "1e-7", "12"],
        "unit": "µg ≥ 😀",
        "none": None,
    }
    assert parse_json(b'\xef\xbb\xbf{"a": true}') == {"a": True}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no whole JSON"),
        (b'{"a": [1, 2', "no whole JSON: .*line 1"),
        (b'{"a": 1}\n{"a": 2}', "Extra data, line 2"),
        (b'{"a": NaN}', "it has NaN"),
        (b"[-Infinity]", "it has -Infinity"),
        (b'[{"a": 1, "b": 2, "a": 1}]', "two members 'a'"),
        (b'["\xff"]', "UTF-8"),
        (b'["\xed\xa0\x80"]', "UTF-8"),
        (b'["\\ud800 \\ude00"]', "UTF-8"),
        (b'["a\x01"]', "control character"),
    ],
)
def test_what_is_not_whole_or_not_definite_is_refused_with_the_reason(data: bytes, why: str) -> None:
    with pytest.raises(UnusableSourceError, match=why):
        parse_json(data)


def test_what_is_too_large_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_json, "MOST_BYTES", 5)
    with pytest.raises(UnusableSourceError, match="larger than"):
        parse_json(b'{"a": ')


@pytest.mark.parametrize(("start", "end"), [(b"[", b"]"), (b'{"a":[', b"]}"), (b'{"a":[1,', b"]}")])
def test_what_is_nested_too_deep_is_refused(start: bytes, end: bytes) -> None:
    levels = 200 // sum(start.count(sign) for sign in (b"[", b"{"))
    inner = b"null"
    parse_json(start * levels + inner + end * levels)
    for count in (levels + 1, 100_000):
        with pytest.raises(UnusableSourceError, match="more than 200 deep"):
            parse_json(start * count + inner + end * count)

"""Any bytes become text, and the reader is told when the text is a guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medtui.reading.reader import decode


@pytest.mark.parametrize("text", ["", "Zelofane ≥ 10⁸ µg\r\n", "\ufeffZelofane", "a\x00b", "\x0c\x85\u2028"])
def test_utf_8_is_taken_as_it_is(text: str) -> None:
    assert decode(text.encode()) == (text, ())


def test_latin_1() -> None:
    text, (problem,) = decode("Zélofane\nPréférée\n".encode("latin-1"))
    assert text == "Zélofane\nPréférée\n"
    assert (problem.code, problem.line) == ("encoding", 1)


def test_a_stray_byte_changes_nothing_else() -> None:
    text, (problem,) = decode("one\r\n≥ 10 µg\n".encode() + b"25\xb0C \x93so\x94 \x96 \x80\n" + "≤ 5 °C\n".encode())
    assert text == "one\r\n≥ 10 µg\n25°C “so” – €\n≤ 5 °C\n"
    assert problem.line == 3
    assert problem.message.startswith("Line 3 is not UTF-8")


def test_bytes_that_mean_nothing_are_kept() -> None:
    text, problems = decode(b"\x81\x8d\x8f\x90\x9d")
    assert text == "\x81\x8d\x8f\x90\x9d"
    assert problems


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16(encoding: str) -> None:
    data = "\ufeffZelofane\n".encode(encoding) if encoding != "utf-16" else "Zelofane\n".encode(encoding)
    text, (problem,) = decode(data)
    assert text == "Zelofane\n"
    assert problem.message == "This file is UTF-16, not UTF-8."


def test_broken_utf_16() -> None:
    text, problems = decode(b"\xff\xfea\x00\x00")
    assert text == "a\ufffd"
    assert problems


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    text, problems = decode(data)
    assert bool(problems) == (data[:2] in (b"\xff\xfe", b"\xfe\xff") or not _is_utf_8(data))
    text.encode()  # no lone surrogates


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True

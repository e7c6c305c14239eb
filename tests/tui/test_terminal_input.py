"""Whatever a terminal sends is a key, a paste, a size or nothing: never the end of the app."""

from __future__ import annotations

import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.message import Message

if sys.platform == "win32":
    pytest.skip("Windows has a driver of its own", allow_module_level=True)

from medtui.desk.marks_and_notes import MOST_NOTE_CHARACTERS
from medtui.tui.terminal_input import TerminalInput

NOTHING = [
    b"\x1b[1114112u",
    b"\x1b[97;1:3u",
    b"\x1b[27;5;1114112~",
    b"\x1b[99999999999999999999u",
    b"\x1b[55296;5u",
    b"\x1b[97;99999999999999999999u",
    b"\x1b[97;5;1114112u",
    b"\x1b[;;u",
    b"\xff",
    b"\xf4\x90\x80\x80",
]


ANSWERS = [
    b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\",
    b"\x1b]52;c;bXE=\x07",
    b"\x1b]11;rgb:ffff/ff",
    b"\x1bP>|xterm(379)q\x1b\\",
    b"\x1bP1+r6d=71" * 9_999,
    b"\x1b_Gm=1;OK\x1b\\",
    b"\x1b^mq\x18",
    b"\x1bXmq\x1a",
    b"\x9d11;rgb:mq\x9c",
    b"\xc2\x9d11;rgb:mq\xc2\x9c",
    b"\xc2\x9b?1;2c",
    b"\x9b31m",
    b"\x1b[?62;1;2;4;6;9;15;18;21;22;28;29c",
    b"\x1b[>41;379;0c",
    b"\x1b[1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16m",
    b"\x1b[" + b"9" * 999 + b"m",
    b"\x1b[" + b"1;" * 999,
    b"\x1b[?2026;",
    b"\x1b[0n",
    b"\x1b[8;24;80t",
    b"\x1b[48;1;1;1;1t",
    b"\x1b[12\x1b[13",
    b"\x1b[M q",
    b"\x1b[32;5;5M",
]


def said(*parts: bytes) -> list[Message]:
    keyboard = TerminalInput()
    return [message for part in parts for message in keyboard.messages(part)]


def keys(*parts: bytes) -> str:
    return "".join(message.character or "" for message in said(*parts) if isinstance(message, events.Key))


@pytest.mark.parametrize("sequence", NOTHING)
def test_what_means_nothing_is_dropped_and_the_next_keys_are_not(sequence: bytes) -> None:
    typed = keys(b"a", sequence, b"b")
    assert (typed[0], typed[-1]) == ("a", "b")


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_to_what_nobody_asked_types_nothing(answer: bytes) -> None:
    assert said(answer, b"") == []
    assert said(answer[: len(answer) // 2], answer[len(answer) // 2 :], b"") == []
    assert keys(answer, b"", b"z") == "z"


@pytest.mark.parametrize("answer", [answer for answer in ANSWERS if answer[-1:] in (b"c", b"n", b"t", b"\\", b"\x07")])
def test_a_key_right_after_an_answer_is_there(answer: bytes) -> None:
    assert keys(answer + b"z") == "z"


@pytest.mark.parametrize("sequence", [each for each in ANSI_SEQUENCES_KEYS if each != "\x9b"])  # which begins one
def test_every_key_that_textual_knows(sequence: str) -> None:
    """Whole, and in two parts."""
    parser, data = XTermParser(), sequence.encode()
    expected = [message.key for message in parser.feed(sequence) if isinstance(message, events.Key)]
    expected += ["escape"] * (sequence in ("\x1b", "\x1b\x1b"))  # when nothing more comes
    for parts in ((data, b""), (data[:2], data[2:], b"")):
        assert [message.key for message in said(*parts) if isinstance(message, events.Key)] == expected


@pytest.mark.parametrize(
    ("typed", "pressed"),
    [
        (b"\x1b", ["escape"]),
        (b"\x1b\x1b[A", ["escape", "up"]),
        (b"\x1bm", ["alt+m"]),
        (b"\x1bM", ["alt+shift+m"]),
        (b"\x1bP", ["alt+shift+p"]),
        (b"\x1b[", ["left_square_bracket"]),
        (b"\x1b]", ["right_square_bracket"]),
        (b"\x1bO", ["alt+shift+o"]),
        (b"\x1bmq", ["alt+m", "q"]),
        (b"\x1b[12\rq", ["enter", "q"]),
        (b"\xc2\x9bA", ["up"]),
        (b"\x9bA", ["up"]),
    ],
)
def test_keys_that_begin_as_an_answer_does(typed: bytes, pressed: list[str]) -> None:
    assert [message.key for message in said(typed, b"") if isinstance(message, events.Key)] == pressed


def test_text_of_an_input_method() -> None:
    text = "阿莫西林克拉维酸钾片"
    sequence = f"\x1b[0;;{':'.join(str(ord(sign)) for sign in text)}u".encode()
    assert keys(sequence) == keys(sequence[:40], sequence[40:]) == text


def test_a_character_in_two_parts() -> None:
    assert keys("é".encode()[:1], "é".encode()[1:]) == "é"


def test_a_paste_is_one_message_however_it_comes() -> None:
    parts = b"\x1b[200~one ", b"two\x00\x1b", b"[201~x"
    messages = said(*parts)
    assert [message.text for message in messages if isinstance(message, events.Paste)] == ["one two"]
    assert keys(*parts) == "x"


def test_a_megabyte_that_is_pasted_is_cut_and_what_follows_is_typed() -> None:
    parts = [b"\x1b[200~", *[b"m" * 65_536] * 16, b"\x1b[201", b"~x"]
    (paste,) = [message for message in said(*parts) if isinstance(message, events.Paste)]
    assert paste.text == "m" * (MOST_NOTE_CHARACTERS + 1)
    assert keys(*parts) == "x"


@pytest.mark.parametrize("start", [b"\x1b[200~", b"\xc2\x9b200~"])
def test_nothing_in_a_paste_ends_it_but_its_end(start: bytes) -> None:
    messages = said(start + b"a\xc2\x9b201~\x9b201~\x1b[200~\x1b]0;b\x1b[20", b"1~q")
    assert [type(message) for message in messages] == [events.Paste, events.Key]


@given(st.lists(st.binary(max_size=40) | st.sampled_from(NOTHING), max_size=8))
def test_no_bytes_raise_and_a_key_after_them_is_there(parts: list[bytes]) -> None:
    assert keys(*parts, b"\x1b[201~", b"  zq").endswith("zq")


@given(
    st.lists(st.sampled_from([*NOTHING, *ANSWERS, b"\x1b", b"[", b"q", "é".encode(), b"\x1b[200~", b"\x1b[201~"])),
    st.data(),
)
def test_it_says_the_same_in_one_part_or_in_many(parts: list[bytes], data: st.DataObject) -> None:
    whole = b"".join(parts)[:2_000]
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=6)))
    pieces = [piece for start, end in pairwise([0, *cuts, len(whole)]) if (piece := whole[start:end])]
    assert [repr(message) for message in said(*pieces, b"")] == [repr(message) for message in said(whole, b"")]

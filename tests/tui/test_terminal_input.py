"""Whatever a terminal sends is a key, a paste, a size or nothing: never the end of the app."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.message import Message

if sys.platform == "win32":
    pytest.skip("Windows has a driver of its own", allow_module_level=True)

from medtui.tui.terminal_driver import TerminalInput

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


def said(*parts: bytes) -> list[Message]:
    keyboard = TerminalInput()
    return [message for part in parts for message in keyboard.messages(part)]


def keys(*parts: bytes) -> str:
    return "".join(message.character or "" for message in said(*parts) if isinstance(message, events.Key))


@pytest.mark.parametrize("sequence", NOTHING)
def test_what_means_nothing_is_dropped_and_the_next_keys_are_not(sequence: bytes) -> None:
    typed = keys(b"a", sequence, b"b")
    assert (typed[0], typed[-1]) == ("a", "b")


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
    assert paste.text == "m" * 100_000
    assert keys(*parts) == "x"


def test_a_size_that_cannot_be_is_told_as_it_was_sent() -> None:
    (message,) = said(b"\x1b[48;99999999999;1;1;1t")
    assert isinstance(message, events.Resize)  # TerminalDriver caps it


@given(st.lists(st.binary(max_size=40) | st.sampled_from(NOTHING), max_size=8))
def test_no_bytes_raise_and_a_key_after_them_is_there(parts: list[bytes]) -> None:
    assert keys(*parts, b"\x1b[201~", b"  zq").endswith("zq")

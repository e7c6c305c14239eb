"""A file of columns: what was put there comes out, or nothing does."""

from __future__ import annotations

import errno
import io
import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medtui.library.packed import DamagedError, ForeignError, Packed, Texts, pack, replace_file, text_columns

SUBJECT = "names of /a lib\n/ünï\udce9, medtui 1"
WORDS = ("", "Zinc", "", "Zin", "inc", "Ünïcödé β", "caf\udce9", "Zinc")
COLUMNS: Mapping[str, bytes] = {**text_columns("words", WORDS), "none": b"", "numbers": b"\1\0\0\0\2\0\0\0"}


def packed(columns: Mapping[str, bytes] = COLUMNS, subject: str = SUBJECT) -> bytes:
    return b"".join(pack(subject, columns))


def unpacked(data: bytes, subject: str = SUBJECT) -> Packed:
    return Packed(io.BytesIO(data), subject)


def contents(data: bytes) -> dict[str, object]:
    """Everything in it. Raises DamagedError."""
    opened = unpacked(data)
    return {
        "words": list(opened.texts("words")),
        "none": opened.column("none"),
        "numbers": list(opened.numbers("numbers")),
    }


def test_columns_come_back_as_they_were() -> None:
    assert contents(packed()) == {"words": list(WORDS), "none": b"", "numbers": [1, 2]}


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.text(), max_size=6)))
def test_any_texts_come_back(given_texts: dict[str, list[str]]) -> None:
    columns: dict[str, bytes] = {}
    for name, texts in given_texts.items():
        columns |= text_columns(name, texts)
    opened = unpacked(packed(columns))
    assert {name: list(opened.texts(name)) for name in given_texts} == given_texts


@given(st.lists(st.text(alphabet="ab\u00e9\udce9", max_size=3), max_size=12), st.text(alphabet="ab\u00e9", max_size=3))
def test_a_text_is_found_where_it_first_stands(texts: list[str], wanted: str) -> None:
    column = unpacked(packed(text_columns("x", texts))).texts("x")
    expected = texts.index(wanted) if wanted and wanted in texts else None
    assert column.find(wanted) == expected
    for text in texts:
        assert column.find(text) == (texts.index(text) if text else None)


def test_a_column_is_read_without_the_others() -> None:
    data = packed()
    spoiled = data[:-1] + b"\xff"
    opened = unpacked(spoiled)
    assert list(opened.texts("words")) == list(WORDS)
    with pytest.raises(DamagedError):
        opened.numbers("numbers")


def test_each_flipped_byte_is_noticed_or_does_no_harm() -> None:
    data, right = packed(), contents(packed())
    for at in range(len(data)):
        for change in (1, 0x20, 0x80, 0xFF):
            spoiled = bytearray(data)
            spoiled[at] ^= change
            try:
                assert contents(bytes(spoiled)) == right, at
            except DamagedError:
                continue


def test_what_has_been_checked_is_right() -> None:
    data, right = packed(), contents(packed())
    for at in range(len(data)):
        spoiled = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        try:
            unpacked(spoiled).check()
        except DamagedError:
            continue
        assert contents(spoiled) == right, at


def test_what_is_cut_is_noticed() -> None:
    data = packed()
    for length in range(len(data)):
        with pytest.raises(DamagedError):
            contents(data[:length])
    assert contents(data + b"more") == contents(data)


def test_bytes_replaced_in_the_middle_are_noticed() -> None:
    data = packed()
    for at in range(len(data) - 5):
        for other in (b"\0\0\0\0\0", b"\n\n\n\n\n", b"99999"):
            try:
                assert contents(data[:at] + other + data[at + 5 :]) == contents(data)
            except DamagedError:
                continue


@given(st.binary(max_size=300))
def test_any_bytes_at_all_are_survived(data: bytes) -> None:
    with pytest.raises(DamagedError):
        contents(data)
    with pytest.raises(DamagedError):
        contents(packed().partition(b"\n\n")[0] + b"\n\n" + data)


@pytest.mark.parametrize(
    "numbers", ["0 99999999999999999999 0", "0 -1 0", "-5 3 0", "0 4 0 0", "0 4", "x y z", "9 9 9"]
)
def test_a_head_that_promises_what_is_not_there(numbers: str) -> None:
    head = packed({}).partition(b"\n\n")[0]
    with pytest.raises(DamagedError):
        unpacked(head + f"\ncolumn {numbers}\n\n".encode() + b"text").column("column")


def test_texts_whose_ends_are_wrong_are_refused() -> None:
    for ends in (b"", b"\x05\0\0\0", b"\x03\0\0", b"\x04\0\0\0\x02\0\0\0"):
        with pytest.raises(DamagedError):
            unpacked(packed({"x": b"Zinc", "x.ends": ends})).texts("x")


def test_a_column_that_nobody_wrote() -> None:
    for ask in (unpacked(packed()).column, unpacked(packed()).texts, unpacked(packed()).numbers):
        with pytest.raises(DamagedError):
            ask("other")


@pytest.mark.parametrize("data", [packed(subject="other"), packed().replace(b"columns 1", b"columns 2")])
def test_what_is_about_something_else_is_told_from_damage(data: bytes) -> None:
    with pytest.raises(ForeignError):
        unpacked(data)


def test_a_pickle_is_no_file_of_columns() -> None:
    with pytest.raises(DamagedError):
        unpacked(pickle.dumps({"words": WORDS}))


def test_a_closed_file_is_damaged() -> None:
    opened = unpacked(packed())
    opened.close()
    with pytest.raises(DamagedError):
        opened.column("numbers")


def test_texts_are_a_sequence() -> None:
    texts = unpacked(packed()).texts("words")
    assert isinstance(texts, Texts)
    assert (len(texts), texts[5]) == (len(WORDS), "Ünïcödé β")
    with pytest.raises(IndexError):
        texts[len(WORDS)]


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "names"
    replace_file(path, [b"one", b" two"])
    assert path.read_bytes() == b"one two"
    replace_file(path, [b"three"])
    assert path.read_bytes() == b"three"
    assert [item.name for item in tmp_path.iterdir()] == ["names"]


@pytest.mark.parametrize("where", ["os.fsync", "pathlib.Path.replace", "pieces"])
def test_a_file_that_cannot_be_replaced_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    path = tmp_path / "names"
    replace_file(path, [b"old"])

    def full(*_: Any) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    def pieces() -> Any:
        yield b"new"
        if where == "pieces":
            full()

    if where != "pieces":
        monkeypatch.setattr(where, full)
    with pytest.raises(OSError, match="No space left"):
        replace_file(path, pieces())
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]

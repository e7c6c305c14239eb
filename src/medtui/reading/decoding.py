"""A file's bytes -> its text, never failing and never guessing silently."""

from __future__ import annotations

import codecs

from medtui.monograph import Problem

_UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Five bytes mean nothing in Windows-1252; Latin-1 makes them C1 controls, which are shown visibly.
_UNDEFINED = b"\x81\x8d\x8f\x90\x9d"
# "surrogateescape" turns the byte 0xE9 into U+DCE9.
_AS_WINDOWS_1252 = {
    0xDC00 + byte: bytes([byte]).decode("latin-1" if byte in _UNDEFINED else "cp1252") for byte in range(0x80, 0x100)
}


def decode(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Decode `data` as UTF-8, reading each byte that is not as Windows-1252 (a superset of Latin-1's text).

    Byte by byte, because one stray byte must not turn every `≥` of an otherwise sound file into `â‰¥`.
    A UTF-16 byte-order mark is honoured. Returns the text and the problems to show beside it.
    """
    if data.startswith(_UTF_16_MARKS):
        text = data.decode("utf-16", errors="replace")
        return text, (Problem("encoding", "This file is UTF-16, not UTF-8."),)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    text = data.decode("utf-8", errors="surrogateescape").translate(_AS_WINDOWS_1252)
    message = f"Line {line} is not UTF-8: its odd bytes were read as Windows-1252, so check signs and accents."
    return text, (Problem("encoding", message, line),)

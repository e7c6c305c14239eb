"""A file's bytes -> its text, never failing and never guessing silently."""

from __future__ import annotations

import codecs

from medtui.monograph import Problem

_UTF16_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def decode(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Decode `data` as UTF-8, reading each byte that is not as Windows-1252 (a superset of Latin-1's text).

    Byte by byte, because one stray byte must not turn every `≥` of an otherwise sound file into `â‰¥`.
    A UTF-16 byte-order mark is honoured. Returns the text and the problems to show beside it.
    """
    for mark, encoding in _UTF16_MARKS.items():
        if data.startswith(mark):
            text = data.decode(encoding, errors="replace")
            return text, (Problem("encoding", "This file is UTF-16, not UTF-8."),)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        text = data.decode("utf-8", errors="medtui_windows_1252")
        message = (
            f"Line {line} is not UTF-8: its odd bytes were read as Windows-1252, so check signs and accents."
        )
        return text, (Problem("encoding", message, line),)


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    odd = error.object[error.start : error.end]
    # Five bytes mean nothing in Windows-1252; Latin-1 makes them C1 controls, which are shown visibly.
    text = "".join(
        bytes([byte]).decode("latin-1" if byte in b"\x81\x8d\x8f\x90\x9d" else "cp1252") for byte in odd
    )
    return text, error.end


codecs.register_error("medtui_windows_1252", _as_windows_1252)

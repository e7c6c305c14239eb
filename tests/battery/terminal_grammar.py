"""What may be written: to a pipe nothing but printable text, to a terminal the few sequences that medtui uses too."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_VISIBLE_FORMATS = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD, 0x200C, 0x200D}


def forbidden(text: str) -> set[str]:
    """The characters that no pipe may get: all but letters, marks, figures, signs, blanks and the end of a line."""
    return {sign for sign in set(text) - {"\n"} if _is_forbidden(sign)}


def _is_forbidden(sign: str) -> bool:
    kind, code = unicodedata.category(sign), ord(sign)
    is_no_character = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return is_no_character or kind in ("Cc", "Cs", "Zl", "Zp") or (kind == "Cf" and code not in _VISIBLE_FORMATS)


_NUMBERS = r"(?:0|(?:[123479];)*(?:(?:[34]8;(?:5;\d{1,3}|2(?:;\d{1,3}){3})|(?:[349]|10)[0-79]);?)*|[123479])"
_OURS = re.compile(
    rf"\x1b\[{_NUMBERS}m"  # colours and weights, none that blinks or hides
    r"|\x1b\[(?P<row>\d+);(?P<column>\d+)H"
    # Modes, set when medtui starts and given back at its end: other screen, cursor, wrapping, mouse, focus, pastes.
    r"|\x1b\[\?(?:7|25|1000|1003|1004|1006|1015|1049|2004|2026|2048)[hl]"
    r"|\x1b\[\?20(?:26|48)\$p|\x1b\[>25u|\x1b\[<u"  # is output synchronised, are sizes told; keys in full
    r"|\x1b\]22;\w+\x07"  # the pointer's shape
    r"|\r?\n|[^\x00-\x1f]"
)


def not_ours(written: str, rows: int = 30) -> Iterator[int]:
    """Where a terminal, that once had so many rows, was sent anything but text and the sequences that medtui uses."""
    at = 0
    while at < len(written):
        match = _OURS.match(written, at)
        is_ours = match and int(match["row"] or 1) <= rows and int(match["column"] or 1) <= 120
        if not is_ours or forbidden(re.sub(r"[\x1b\r\x07]", "", match[0] if match else "")):
            yield at
        at = match.end() if match else at + 1

"""Any text -> text that is safe on a terminal.

Control characters (C0, DEL, C1), bidirectional controls (Unicode UAX #9) and lone surrogates can move the
cursor, recolour, reorder or break what is on screen. Each is replaced by something visible, never dropped:
a file that holds one must look as if it does.
"""

from __future__ import annotations

import re

# U+061C, U+200E-F, U+202A-E, U+2066-9: UAX #9 directional formatting characters.
# U+2028-9: line and paragraph separators, which some terminals treat as a new line.
# U+FFF9-B: interlinear annotation; U+E0000-7F: tags, invisible and able to carry hidden text.
_UNSAFE_CHARACTERS = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f"
)
# Compiled when they are first needed (`re` keeps them): most texts are printable throughout, and none of these
# characters is, in the sense of str.isprintable.
_UNSAFE = f"[{_UNSAFE_CHARACTERS}]"
_UNSAFE_IN_LINE = f"[{_UNSAFE_CHARACTERS}\t\n]"


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)  # the Control Pictures block mirrors C0
    if code == 0x7F:
        return "\u2421"
    return f"⟨U+{code:04X}⟩"


def safe_text(text: str) -> str:
    """Return `text` with every unsafe character made visible; tab and line feed stay."""
    return text if text.isprintable() else re.sub(_UNSAFE, _visible, text)


def safe_line(text: str) -> str:
    """Like `safe_text`, for text that must stay on one line: tab and line feed are made visible too."""
    return text if text.isprintable() else re.sub(_UNSAFE_IN_LINE, _visible, text)

"""Any text -> text that is safe on a terminal.

Control characters (C0, DEL, C1), bidirectional controls (Unicode UAX #9) and lone surrogates can move the
cursor, recolour, reorder or break what is on screen. Each is replaced by something visible, never dropped:
a file that holds one must look as if it does.

Characters that nothing is drawn for part words that look whole. Beside digits, signs and units they are made visible,
because `5` and `00 mg` with one between them would read 500 mg; elsewhere, as the soft hyphens of a long word, they are
left out. Those that shape letters or emoji stay, but between figures. Marks on one character are capped, as in the
stream-safe format of Unicode (UAX #15, 12.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

# U+061C, U+200E-F, U+202A-E, U+2066-9: UAX #9 directional formatting characters; U+206A-F: their deprecated like.
# U+2028-9: line and paragraph separators, which some terminals treat as a new line.
# U+FFF9-B: interlinear annotation; U+E0000-7F: tags, invisible and able to carry hidden text.
_UNSAFE_CHARACTERS = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2065-\u206f"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f"
)
# Compiled when they are first needed (`re` keeps them): most texts are printable throughout, and none of these
# characters is, in the sense of str.isprintable.
_UNSAFE = f"[{_UNSAFE_CHARACTERS}]+"
_UNSAFE_IN_LINE = f"[{_UNSAFE_CHARACTERS}\t\n]+"


# U+00AD soft hyphen, U+180E, U+200B, U+2060-4 (word joiner, invisible operators), U+FEFF and so on: nothing is drawn
# for them (Default_Ignorable_Code_Point); U+FDD0-EF and the last two of each plane are no characters.
_INVISIBLE = (
    "\xad\u180e\u200b\u2060-\u2064\ufeff\ufdd0-\ufdef\ufff0-\ufff8\ufffe\uffff\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0080-\U000e00ff\U000e01f0-\U000e0fff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
)
# Of the others, U+200C-D join and part letters and emoji, the rest choose or fill their shapes.
_SHAPING = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u200c\u200d\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef"
_OF_FIGURES = r"\d<>=≤≥±+−×÷.,/%-"
_WITH_HIDDEN = rf"(?<!\S)[^\s{_INVISIBLE}{_SHAPING}]*[{_INVISIBLE}{_SHAPING}]\S*"
_WITH_INVISIBLE = rf"(?<!\S)[^\s{_INVISIBLE}]*[{_INVISIBLE}]\S*"
_TELLING = r"[\d<>=≤≥≠±+−×÷%‰µμ°]|\b(?i:[kmn]?g|mcg|[dm]?l|i?u|units?|m?mol|meq|[cm]m|h|hrs?|min)\b"

# The blocks of marks that are put over or under the character before, and those of vowels and tones in the scripts of
# South and South-East Asia, Arabic and Hebrew.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06dc\u0900-\u0903\u093a-\u094f"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u200d\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
    "\U000e0100-\U000e01ef"
)
_MOST_MARKS = 30
_TOO_MANY_MARKS = f"(?<=[{_MARKS}])(?P<kept>[{_MARKS}]{{{_MOST_MARKS - 1}}})(?P<more>[{_MARKS}]+)"


def _visible(match: re.Match[str]) -> str:
    return "".join(map(_shown, match[0]))


@lru_cache(maxsize=512)
def _shown(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)  # the Control Pictures block mirrors C0
    if code == 0x7F:
        return "\u2421"
    return f"⟨U+{code:04X}⟩"


def _without_invisible(match: re.Match[str]) -> str:
    """A run of characters between blanks: what cannot be seen in it is shown where it changes a figure, or left out."""
    is_telling = re.search(_TELLING, re.sub(f"[{_INVISIBLE}]", "", match[0]))
    return re.sub(f"[{_INVISIBLE}]", _visible if is_telling else "", match[0])


def _between_figures(match: re.Match[str]) -> str:
    """Characters that shape others are shown where they part a figure: `5` and `00` would read 500."""
    beside = match.string[match.start() - 1] + match.string[match.end()]
    return re.sub(f"[{_SHAPING}]", _visible, match[0]) if re.search(r"\d", beside) else match[0]


def _fewer_marks(match: re.Match[str]) -> str:
    return f"{match['kept']}⟨{len(match['more']):,} more marks⟩"


def safe_text(text: str) -> str:
    """Return `text` with every unsafe character made visible; tab and line feed stay."""
    flat = text.replace("\n", "").replace("\t", "")
    return text if flat.isascii() and flat.isprintable() else _safe(text, _UNSAFE, is_printable=flat.isprintable())


def safe_line(text: str) -> str:
    """Like `safe_text`, for text that must stay on one line: tab and line feed are made visible too."""
    is_printable = text.isprintable()
    return text if text.isascii() and is_printable else _safe(text, _UNSAFE_IN_LINE, is_printable=is_printable)


def single_spaced(text: str) -> str:
    """`text` with one blank for all white space between words: most is so already, which is told much faster."""
    is_so = text.isprintable() and "  " not in text and text[:1] != " " != text[-1:]
    return text if is_so else " ".join(text.split())


def without_unsafe(text: str) -> str:
    """`text` of one line without its unsafe characters: a last resort, where there is no room for anything visible."""
    return text if text.isprintable() else re.sub(_UNSAFE_IN_LINE, "", text)


def _safe(text: str, unsafe: str, *, is_printable: bool) -> str:
    if not is_printable:
        text = re.sub(unsafe, _visible, re.sub(_WITH_INVISIBLE, _without_invisible, text))
    if text.isascii():
        return text
    if not re.search(f"[{_SHAPING}{_MARKS}]", re.sub("[\x00-\u02ff]+", "", text)):
        return text  # the Latin ones are out of the way much faster
    text = re.sub(f"(?<=[{_OF_FIGURES}])[{_SHAPING}]+(?=[{_OF_FIGURES}])", _between_figures, text)
    return text if len(text) <= _MOST_MARKS else re.sub(_TOO_MANY_MARKS, _fewer_marks, text)


def hidden_characters(text: str) -> list[tuple[int, str]]:
    """Where characters that nothing is drawn for stand beside digits, signs or units: the line, from 1, and the run
    of characters that has them, made visible."""
    return [(text.count("\n", 0, start) + 1, shown) for start, _, shown in hidden_runs(text)]


def may_be_hidden(characters: str) -> bool:
    """Whether a character is among them that nothing is drawn for."""
    return re.search(f"[{_INVISIBLE}{_SHAPING}]", characters) is not None


def hidden_runs(text: str) -> Iterator[tuple[int, int, str]]:
    """The same runs by their offsets."""
    for match in re.finditer(_WITH_HIDDEN, text):
        if "⟨U+" in (shown := safe_line(match[0])):
            yield match.start(), match.end(), shown

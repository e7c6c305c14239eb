"""Text without what people do not type: case, accents, punctuation, Greek letters, raised digits; numbers in one form.

Names, the words of monographs and what is typed are all compared in this form, so that they find each other.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable, Sequence
from functools import lru_cache

# Letters and signs that have no decomposition in Unicode but that people type otherwise.
_RESPELLED = {
    "™": " ", "℠": " ", "’": "'", "‘": "'", "ʼ": "'", "´": "'",
    "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i",
}  # fmt: skip
_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "ο": "omicron",
    "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi",
    "ω": "omega",
}  # fmt: skip
# Spelled out only where it stands for itself (β-lactam, 17β): Greek words stay Greek.
_LONE_GREEK = re.compile("(?<![α-ω])[α-ω](?![α-ω])")
_ASCII = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128) if chr(code) not in "'.,"}
# `1,000` is 1000, and `.5`, `0,50` and `0.5` are one number, which is never 5; other points and commas part words.
_POINT = re.compile(r"[.,](?![0-9])")
_FIGURE = re.compile(r"[0-9]*(?:[.,][0-9]+)+")
_SEPARATORS = re.compile("[.,]")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_MICROGRAM = re.compile(r"(?<![^\W\d_])[µμ][gG](?![^\W_])")
_UNITS = (
    r"[kmn]?g|mcg|ug|[md]?l|m?iu|units?|m?mol|meq|[cmk]?m|h|hrs?|hours?|min|days?|weeks?|wks?|months?|mths?|mo|years?"
    "|yrs?|yo?|kcal"
)
_GLUED = re.compile(rf"[0-9]()(?=(?:{_UNITS})(?![^\W_]))")
_ODD = re.compile("[^\x00-\x7f]")
# `St John's wort` is typed `st johns wort`; but 3'-azido is two words.
# The apostrophe comes first so that the search can leap to it.
_APOSTROPHE = re.compile(r"'(?<=[^\W\d_]')(?=[^\W\d_])")
_DIGITS = re.compile("0*([0-9]+)")

# Scripts that put no spaces between words: Thai, Lao, Burmese, Khmer, kana and Han.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\uaa60-\uaa7f\ua9e0-\ua9fe\u1780-\u17ff"
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_UNSPACED_RUN = re.compile(f"[{_UNSPACED}]+")


def fold(text: str) -> str:
    """The words of `text` for comparison, one space between them; empty when it has no letter or digit."""
    return " ".join(fold_loosely(text).split())


def fold_loosely(text: str) -> str:
    """The same words with any white space between them: for long texts, twice as fast."""
    if not text.isascii():
        text = _MICROGRAM.sub("mcg", text)
        # One kind after the other: a monograph has hundreds of such characters, but of five kinds or so.
        for char in set(_ODD.findall(text)):
            text = text.replace(char, _plain(char))
        if not text.isascii():
            text = _LONE_GREEK.sub(lambda letter: _GREEK.get(letter[0], letter[0]), text)
    text = text.translate(_ASCII)
    if "'" in text:
        text = _APOSTROPHE.sub("", text).replace("'", " ")
    text = _POINT.sub(" ", text)
    if "." in text or "," in text:
        text = _FIGURE.sub(_number, text)
    return _GLUED.sub(r"\g<0> ", text)


def in_pairs(folded: str) -> str:
    """The folded text with each run of a script without spaces cut into overlapping pairs of characters and its last
    character, so that an index of words finds any stretch of it: as a phrase of pairs, or the beginning of one."""
    return folded if folded.isascii() else _UNSPACED_RUN.sub(_pairs, folded)


def _pairs(run: re.Match[str]) -> str:
    text = run[0]
    return f" {' '.join(text[at : at + 2] for at in range(len(text)))} "


def is_unspaced(char: str) -> bool:
    """Whether a character is of a script that puts no spaces between words."""
    return _UNSPACED_RUN.match(char) is not None


def fold_in_place(text: str) -> tuple[str, Sequence[int]]:
    """`text` folded, but with its spaces as they were, and where each folded character comes from.

    Returns the folded text and, for each of its characters and for its end, the index in `text`: for showing
    a match where it stands. The words are those of `fold`, wherever words are parted by at least one space.
    """
    folded = text.translate(_ASCII)
    places: Sequence[int] = range(len(text) + 1)
    if not text.isascii():
        folded, places = _changed_in_place(folded, places, _MICROGRAM, lambda _: "mcg")
        folded, places = _changed_in_place(folded, places, _ODD, lambda odd: _plain(odd[0]))
        folded, places = _changed_in_place(folded, places, _LONE_GREEK, lambda one: _GREEK.get(one[0], one[0]))
    if "'" in folded:
        folded, places = _changed_in_place(folded, places, _APOSTROPHE, lambda _: "")
        folded = folded.replace("'", " ")
    folded = _POINT.sub(" ", folded)
    if "." in folded or "," in folded:
        folded, places = _changed_in_place(folded, places, _FIGURE, _number)
    return _changed_in_place(folded, places, _GLUED, lambda _: " ")


def replaced(text: str, changes: Sequence[tuple[int, int, str]]) -> str:
    """`text` with `changes` (start, stop, what stands there instead) made, which are in order and do not overlap."""
    pieces: list[str] = []
    done = 0
    for start, stop, instead in changes:
        pieces += (text[done:start], instead)
        done = stop
    return "".join((*pieces, text[done:]))


def sort_key(title: str) -> str:
    """What to sort titles by: folded, and numbers by their value (Factor 8 before Factor 10)."""
    # The count of digits first: compared as text, it puts 10 after 8 without padding either.
    return _DIGITS.sub(lambda number: f"{len(number[1]):03}{number[1]}", fold(title))


@lru_cache(maxsize=4096)  # a library has a few hundred kinds of characters outside ASCII
def _plain(char: str) -> str:
    """A character outside ASCII, folded by itself."""
    respelled = _RESPELLED.get(char.lower())
    if respelled is not None:
        return respelled
    plain = []
    for part in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold()):
        respelled = _RESPELLED.get(part)
        if respelled is None:
            respelled = part if part.isalnum() or part == "'" else _mark(part)
        plain.append(respelled)
    return "".join(plain)


def _mark(char: str) -> str:
    if unicodedata.combining(char):
        return ""
    category = unicodedata.category(char)
    if category == "Cf":
        return ""  # a soft hyphen or joiner: invisible, so it is not typed
    # The vowel signs of Indic and Thai scripts are marks without a combining class: they are letters.
    return char if category[0] == "M" else " "


def _changed_in_place(
    text: str, places: Sequence[int], pattern: re.Pattern[str], instead: Callable[[re.Match[str]], str]
) -> tuple[str, Sequence[int]]:
    """`text` with everything that matches replaced, as `replaced` does, and its places; or only what the pattern's one
    group holds."""
    changes = [(*one.span(pattern.groups), instead(one)) for one in pattern.finditer(text)]
    if not changes:
        return text, places
    rest = array("I")
    done = 0
    for start, stop, new in changes:
        rest.extend(places[done:start])
        rest.extend([places[start]] * len(new))
        done = stop
    rest.extend(places[done:])
    return replaced(text, changes), rest


def _number(figure: re.Match[str]) -> str:
    """A number with points or commas, in the one way to write it."""
    written = figure[0]
    if written[0] in ".,":
        before = figure.string[figure.start() - 1] if figure.start() else " "
        written = f" {written[1:]}" if before.isalnum() or written[0] == "," else f"0{written}"  # `no.5` is 5
    if _THOUSANDS.fullmatch(written):
        written = written.replace(",", "")
    whole, *parts = _SEPARATORS.split(written)
    if len(parts) != 1:
        return " ".join((whole, *parts))
    decimals = parts[0].rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole

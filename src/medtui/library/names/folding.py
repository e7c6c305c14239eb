"""Text without what people do not type: case, accents, punctuation, Greek letters, raised digits.

Names, the words of monographs and what is typed are all compared in this form, so that they find each other.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
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
_ASCII = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128) if chr(code) != "'"}
_ODD = re.compile("[^\x00-\x7f]")
# `St John's wort` is typed `st johns wort`; but 3'-azido is two words.
# The apostrophe comes first so that the search can leap to it.
_APOSTROPHE = re.compile(r"'(?<=[^\W\d_]')(?=[^\W\d_])")
_DIGITS = re.compile("0*([0-9]+)")


def fold(text: str) -> str:
    """The words of `text` for comparison, one space between them; empty when it has no letter or digit."""
    return " ".join(fold_loosely(text).split())


def fold_loosely(text: str) -> str:
    """The same words with any white space between them: for long texts, twice as fast."""
    if not text.isascii():
        # One kind after the other: a monograph has hundreds of such characters, but of five kinds or so.
        for char in set(_ODD.findall(text)):
            text = text.replace(char, _plain(char))
        if not text.isascii():
            text = _LONE_GREEK.sub(lambda letter: _GREEK.get(letter[0], letter[0]), text)
    text = text.translate(_ASCII)
    if "'" in text:
        text = _APOSTROPHE.sub("", text).replace("'", " ")
    return text


def fold_in_place(text: str) -> tuple[str, Sequence[int]]:
    """`text` folded, but with its spaces as they were, and where each folded character comes from.

    Returns the folded text and, for each of its characters and for its end, the index in `text`: for showing
    a match where it stands. The words are those of `fold`, wherever words are parted by at least one space.
    """
    folded = text.translate(_ASCII)
    places: Sequence[int] = range(len(text) + 1)
    if not text.isascii():
        odd = [(one.start(), one.end(), _plain(one[0])) for one in _ODD.finditer(folded)]
        folded, places = _replaced_in_place(folded, places, odd)
        letters = [(one.start(), one.end(), _GREEK.get(one[0], one[0])) for one in _LONE_GREEK.finditer(folded)]
        folded, places = _replaced_in_place(folded, places, letters)
    if "'" in folded:
        signs = [(one.start(), one.end(), "") for one in _APOSTROPHE.finditer(folded)]
        folded, places = _replaced_in_place(folded, places, signs)
        folded = folded.replace("'", " ")
    return folded, places


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


def _replaced_in_place(
    text: str, places: Sequence[int], changes: Sequence[tuple[int, int, str]]
) -> tuple[str, Sequence[int]]:
    """`text` with `changes` made, as `replaced` does, and its places."""
    if not changes:
        return text, places
    rest = array("I")
    done = 0
    for start, stop, instead in changes:
        rest.extend(places[done:start])
        rest.extend([places[start]] * len(instead))
        done = stop
    rest.extend(places[done:])
    return replaced(text, changes), rest

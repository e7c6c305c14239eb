"""Names without what people do not type: case, accents, punctuation, Greek letters, raised digits."""

from __future__ import annotations

import re
import unicodedata

# Letters and signs that have no decomposition in Unicode but that people type otherwise.
_RESPELLED = str.maketrans(
    {
        "™": " ", "℠": " ", "’": "'", "‘": "'", "ʼ": "'", "´": "'",
        "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l",
        "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ħ": "h", "Ħ": "h", "ı": "i",
    }
)  # fmt: skip
_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "ο": "omicron",
    "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi",
    "ω": "omega",
}  # fmt: skip
# Spelled out only where it stands for itself (β-lactam, 17β): Greek words stay Greek.
_LONE_GREEK = re.compile("(?<![α-ω])[αβγδεζηθικλμνξοπρστυφχψω](?![α-ω])")
_ASCII = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
# `St John's wort` is typed `st johns wort`; but 3'-azido is two words.
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_DIGITS = re.compile("0*([0-9]+)")


def fold(text: str) -> str:
    """The words of `text` for comparison, one space between them; empty when it has no letter or digit."""
    if not text.isascii():
        text = _plain_letters(text)
    if "'" in text:
        text = _APOSTROPHE.sub("", text)
    return " ".join(text.translate(_ASCII).split())


def sort_key(title: str) -> str:
    """What to sort titles by: folded, and numbers by their value (Factor 8 before Factor 10)."""
    # The count of digits first: compared as text, it puts 10 after 8 without padding either.
    return _DIGITS.sub(lambda number: f"{len(number[1]):03}{number[1]}", fold(title))


def _plain_letters(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.translate(_RESPELLED)).casefold()
    plain = "".join(map(_plain_character, unicodedata.normalize("NFKD", text)))
    return _LONE_GREEK.sub(lambda letter: _GREEK[letter[0]], plain)


def _plain_character(char: str) -> str:
    if char.isalnum() or char == "'":
        return char
    if unicodedata.combining(char):
        return ""
    category = unicodedata.category(char)
    if category == "Cf":
        return ""  # a soft hyphen or joiner: invisible, so it is not typed
    # The vowel signs of Indic and Thai scripts are marks without a combining class: they are letters.
    return char if category[0] == "M" else " "

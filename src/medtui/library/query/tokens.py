"""The words and signs of a query."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from medtui.library.names.folding import fold

# People paste from word processors, which respell quotes and hyphens.
_QUOTES = '"“”„‟«»＂'
_MINUSES = "-‐‑–−"
_WORD_END = re.compile(rf"[\s(){_QUOTES}]")
_QUOTE = re.compile(f"[{_QUOTES}]")


class Kind(Enum):
    """What a token is."""

    WORD = auto()
    PHRASE = auto()
    FIELD = auto()
    """A name and its colon."""
    MINUS = auto()
    NOT = auto()
    OR = auto()
    OPEN = auto()
    CLOSE = auto()


_SIGNS = {"(": Kind.OPEN, ")": Kind.CLOSE}
_OPENING = ("(", *_QUOTES)
_OPERATORS = {"OR": Kind.OR, "NOT": Kind.NOT}
_COMPARED = {"<": "under", ">": "over", "<=": "up to", "≤": "up to", ">=": "at least", "≥": "at least"}
_COMPARES = re.compile(r"([<>]=?|[≤≥])\s*\.?[0-9]")


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign: text[start:end] of the query.

    words: the folded words of a WORD (never empty) or PHRASE. closed: False for a PHRASE without its second quote.
    """

    kind: Kind
    start: int
    end: int
    words: tuple[str, ...] = ()
    closed: bool = True


def tokens_of(text: str, *, typing: bool = False) -> Iterator[Token]:
    """The tokens of any text, in order, without what means nothing: `AND`, words without a letter or digit.

    typing: an operator at the very end is left out too, because it may be the start of a word.
    """
    here = 0
    while here < len(text):
        char = text[here]
        if char.isspace():
            here += 1
        elif sign := _SIGNS.get(char):
            here += 1
            yield Token(sign, here - 1, here)
        elif char in _QUOTES:
            token = _phrase(text, here)
            here = token.end
            yield token
        else:
            stop = _WORD_END.search(text, here)
            end = stop.start() if stop else len(text)
            yield from _word_tokens(text, here, end, typing=typing)
            here = end


def folded_words(text: str) -> tuple[str, ...]:
    """The words of `text` as they are compared."""
    # Twice: a few rare letters (ǽ, ŉ, ℏ) fold to ones that fold further.
    return tuple(fold(fold(text)).split())


def _phrase(text: str, start: int) -> Token:
    closing = _QUOTE.search(text, start + 1)
    inside = text[start + 1 : closing.start() if closing else len(text)]
    return Token(Kind.PHRASE, start, closing.end() if closing else len(text), folded_words(inside), closing is not None)


def _word_tokens(text: str, start: int, end: int, *, typing: bool) -> Iterator[Token]:
    """The tokens of what stands between spaces, parentheses and quotes: `-dosage:renal` has three."""
    while start < end:
        if minuses := _minuses(text, start, end):
            if minuses % 2:
                yield Token(Kind.MINUS, start, start + minuses)
            start += minuses
        elif text[start] in _COMPARED and (sign := _COMPARES.match(text, start)):
            yield Token(Kind.WORD, start, sign.end(1), tuple(_COMPARED[sign[1]].split()))
            start = sign.end(1)
        elif length := _field_length(text, start, end):
            yield Token(Kind.FIELD, start, start + length)
            start += length
        else:
            word = text[start:end]
            operator = _OPERATORS.get(word)
            if operator and not (typing and end == len(text)):
                yield Token(operator, start, end)
            elif not operator and word != "AND" and (words := folded_words(word)):
                yield Token(Kind.WORD, start, end, words)
            return


def _minuses(text: str, start: int, end: int) -> int:
    """How many signs of negation text[start:end] begins with: none where they are hyphens or dashes."""
    if start and text[start - 1] in f"){_QUOTES}":
        return 0  # (R)-warfarin is no warfarin that is left out
    rest = start
    while rest < end and text[rest] in _MINUSES:
        rest += 1
    # The first letter settles it: folding all of `rest` at each minus would take quadratic time.
    negates = any(fold(text[place]) for place in range(rest, end)) if rest < end else text[end : end + 1] in _OPENING
    return rest - start if negates else 0


def _field_length(text: str, start: int, end: int) -> int:
    """The length of the name and colon that text[start:end] begins with; 0 for none, as in 1:1000 and 10:30."""
    colon = text.find(":", start, end)
    after = text[colon + 1 : end][:1]
    if colon == start + 1 and text[start].isdigit() and after and not after.isdigit():
        return 2  # 6:methotrexate; 1: may still become 1:1000
    if colon < 0 or not text[start].isalpha():
        return 0
    # Marks are accents of decomposed letters and the vowel signs of Indic scripts.
    are_words = (char in "_-" or char.isalnum() or unicodedata.category(char)[0] == "M" for char in text[start:colon])
    return colon + 1 - start if all(are_words) else 0

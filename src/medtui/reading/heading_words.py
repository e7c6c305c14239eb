"""What a heading says once all that dresses it is gone: marks, links, references, numbers, accents, case."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NUMBERING = re.compile(r"\s*\d+(?:\.\d+)*[.)]?\s+")
# The vowel signs of Indic and South-East Asian scripts are no word characters to `re`.
_NOT_WORD = re.compile(r"[^\w\u0900-\u0963\u0966-\u0e4e\u0e50-\u109f\u1780-\u17d3]+")
_LONGEST_CACHED = 120

# A longer line names no section, and the patterns below take quadratic time.
LONGEST_HEADING = 400

_NOTE = r"(?:(?:foot ?)?note|ref|reference|fn)s?+"
# Each kind of dress, in the order in which they come off.
_DRESS = tuple(
    (re.compile(pattern, re.IGNORECASE | re.DOTALL), instead)
    for pattern, instead in (
        (r"<!--.*?-->|%%.*?%%|https?://\S++", " "),  # comments and addresses
        (r"<(su[pb]|ref)\b[^<>]*+>[^<>]*+</\1>|</?[a-z][^<>]*+>", " "),  # what is raised, and tags
        (r"\\(?=[^\w\s])|&#?\w++;(?<!&amp;)", " "),  # escapes
        (r"&amp;", "&"),
        (r"!\[[^]\[]*+\](?:\([^()]*+\)|\[[^]\[]*+\])?", " "),  # pictures
        (r"\[\[(?:[^]|\[]*+\|)?([^]|\[#]*+)(?:#[^]|\[]*+)?\]\]", r"\1"),  # links of a wiki
        (r"\[([^]\[]*+)\](?:\([^()]*+\)|\[[^]\[]*+\])", r"[\1]"),  # links and footnotes
        (r"\[[\^@][^]\[]*+\]|\^\[[^]\[]*+\]|\^\{[^{}]*+\}|\^[\w-]++\^?", " "),  # footnotes and citations
        (r"\{++[^{}]*+\}++", " "),  # attributes and templates
        (r"(?<!\w):[a-z0-9_+-]++:(?!\w)", " "),  # emoji by name
        (r"(?<![\w&])#[^\W\d_][\w/-]*+", " "),  # tags
        # `[1]`, `(2, 3)`, `(ref. 4)`, `[ ]`, `[x]`
        (rf"[(\[]\s*+(?:{_NOTE}\b)?[^\w()\[\]]*+(?:\d++[a-z]?+[^\w()\[\]]*+)*+[)\]]|\[[a-z]\]", " "),
    )
)
_JOINERS = re.compile("[\ufe00-\ufe0f\u20d0-\u20ff\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_PLACE = r"section|sect|part|chapter|step|item|number|num|no|nr|n[°º]?"
_ORDINAL = re.compile(
    rf"[\W_]*+(?:(?:{_PLACE})\b[\W_]*+)?(?:\d++(?:[.-]\d++)*+[a-z]?+(?![^\W_])[\W_]*+"  # 4.2  2)  Section 3:
    r"|\d++(?:\.\d++)*+[.):、]*+(?=[^\W\d_])"  # 3.Dosage
    r"|(?:[ivx]++|[^\W\d_])\s*+[.)\]:-]++\s*+|(?!iv\b)[ivx]{2,}+\s++"  # IV.  a)  II
    r"|第?[一二三四五六七八九十]++(?:[节節章条部]|部分)?[、.):\s]++)"
)
_LAST_NUMBER = re.compile(rf"(?:\W{_NOTE})?[\W_]*(?<![\d.,])\d{{1,3}}(?:[.,-]\d{{1,3}})*[\W_]*\Z")


def fold_heading(heading: str) -> str:
    """`heading` without case, numbering, emphasis, punctuation and repeated spaces."""
    words = unicodedata.normalize("NFC", heading).casefold()
    if numbering := _NUMBERING.match(words):
        words = words[numbering.end() :]
    return _NOT_WORD.sub(" ", words.replace("&", " and ").replace("_", " ")).strip()


def heading_key(heading: str) -> str:
    """The bare words of `heading`, for comparison: whatever dresses it, the same section's name has the same key."""
    # A library repeats the same few headings; long ones are not worth the memory.
    return _key(heading) if len(heading) <= _LONGEST_CACHED else _key.__wrapped__(heading)


@lru_cache(maxsize=4_096)
def _key(heading: str) -> str:
    words = heading.casefold()
    is_plain = words.isascii() and words.replace(" ", "").isalpha()
    if not is_plain and len(heading) <= LONGEST_HEADING:
        words = _plain_letters(undressed(words))
        for pattern in (_ORDINAL, _ORDINAL, _LAST_NUMBER):
            if (ordinal := pattern.search(words)) and (pattern is _LAST_NUMBER or ordinal.start() == 0):
                words = f"{words[: ordinal.start()]}{words[ordinal.end() :]}" or words
    return fold_heading(words)


def undressed(heading: str) -> str:
    """`heading` without markup, links, references, attributes and tags; as it is where nothing would be left."""
    words = heading
    for pattern, instead in _DRESS:
        words = pattern.sub(instead, words)
    words = "".join(char for char in words if not unicodedata.decomposition(char).startswith("<super>"))
    return words.strip() if any(map(str.isalnum, words)) else heading


def _plain_letters(words: str) -> str:
    """Without accents, and each character in its plainest form (`Ａ` is A, `①` is 1)."""
    if words.isascii():
        return words
    letters = (char for char in unicodedata.normalize("NFKD", _JOINERS.sub("", words)) if not _is_accent(char))
    plain = ("".join(" " if unicodedata.category(char) == "No" else char for char in letters)).casefold()
    return unicodedata.normalize("NFC", plain)


def _is_accent(char: str) -> bool:
    """True for the accents of European letters and the vowel points of Arabic; not for parts of Indic and Thai ones."""
    kind = unicodedata.combining(char)
    return kind >= 200 or 27 <= kind <= 35

"""What a heading says once all that dresses it is gone: marks, links, references, numbers, accents, case."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

from medtui.older_python import compile_pattern

_NUMBERING = re.compile(r"\s*\d+(?:\.\d+)*[.)]?\s+")
# The vowel signs of Indic and South-East Asian scripts are no word characters to `re`.
_NOT_WORD = re.compile(r"[^\w\u0900-\u0963\u0966-\u0e4e\u0e50-\u109f\u1780-\u17d3]+")
_MAY_BE_DRESS = re.compile(r"[^a-z\s'’\u00c0-\u02af\u0370-\u1cff\u1e00-\u1fff\u3400-\u9fff-]|第")
_LONGEST_CACHED = 120

# A longer line names no section, and the patterns below take quadratic time.
LONGEST_HEADING = 400

_RAISED = "™℠Ⓡ\u00aa\u00b2\u00b3\u00b9\u00ba\u02b0-\u02b8\u02e0-\u02e4\u1d2c-\u1d6a\u1d78\u1d9b-\u1dbf\u2070-\u207f"
_NOTE = r"(?:(?:foot ?)?note|ref|reference|fn)s?+"
# Each kind of dress, in the order in which they come off, and what stands there instead.
_DRESS = (
    (r"<!--.*?-->|%%.*?%%|https?://\S++", " "),  # comments and addresses
    (r"<(?P<tag>su[pb]|ref)\b[^<>]*+>[^<>]*+</(?P=tag)>|</?[a-z][^<>]*+>", " "),  # what is raised, and tags
    (r"\\(?=[^\w\s])|&#?\w++;(?<!&amp;)", " "),  # escapes
    (r"&amp;", "&"),
    (r"!\[[^]\[]*+\](?:\([^()]*+\)|\[[^]\[]*+\])?", " "),  # pictures
    (r"\[\[(?:[^]|\[]*+\|)?(?P<words>[^]|\[#]*+)(?:#[^]|\[]*+)?\]\]", r"\g<words>"),  # links of a wiki
    (r"\[(?P<words>[^]\[]*+)\](?:\([^()]*+\)|\[[^]\[]*+\])", r"[\g<words>]"),  # links and footnotes
    (r"\[[\^@][^]\[]*+\]|\^\[[^]\[]*+\]|\^\{[^{}]*+\}|\^[\w-]++\^?", " "),  # footnotes and citations
    (r"\{++[^{}]*+\}++", " "),  # attributes and templates
    (r"(?<!\w):[a-z0-9_+-]++:(?!\w)", " "),  # emoji by name
    (f"[{_RAISED}]", ""),
    (r"(?<![\w&])#[^\W\d_][\w/-]*+", " "),  # tags
    # `[1]`, `(2, 3)`, `(ref. 4)`, `[ ]`, `[x]`
    (rf"[(\[]\s*+(?:{_NOTE}\b)?[^\w()\[\]]*+(?:\d++[a-z]?+[^\w()\[\]]*+)*+[)\]]|\[[a-z]\]", " "),
)
_ARTICLE = re.compile(r"(?<!\w)(و?)ال(?=\w\w)")  # a name is written with and without it
_ARABIC = str.maketrans({"ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": None})
_SIGN_OF_DRESS = compile_pattern(rf"[]\[{{}}<>^&\\#%{_RAISED}]|:\S+:|://|\(\W*(?:\d|{_NOTE})")
# What joins characters, the accents of European letters and the points of Semitic ones; no Indic or Thai signs.
_JOINERS = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_ACCENTS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff"
_LEFT_OUT = re.compile(f"[{_JOINERS}{_ACCENTS}\u20d0-\u20ff\ufe00-\ufe2f]")
_DINGBAT_DIGITS = re.compile("[\u24ea-\u24ff\u2776-\u2793]")
_PLACE = (
    r"section|sect|part|chapter|step|item|number|num|no|nr|n[°º]?|rubrique|chapitre|partie|seccion|capitulo|parte|apartado"
    r"|secao|abschnitt|kapitel|teil|punkt|раздел|глава|часть|пункт|قسم|فصل|भाग|खंड|sehemu|ส่วนที่|ข้อ|บทที่"
)
_ORDINALS = compile_pattern(
    rf"\A(?:[\W_]*+(?:(?:{_PLACE})\b[\W_]*+)?(?:\d++(?:[.-]\d++)*+[a-z]?+(?![^\W_])[\W_]*+"  # 4.2  2)  Section 3:
    r"|\d++(?:\.\d++)*+[.):、]*+(?=[^\W\d_])"  # 3.Dosage
    r"|(?:[ivx]++|[^\W\d_])\s*+[.)\]:-]++\s*+"  # IV.  a)
    r"|第?[一二三四五六七八九十]++(?:[节節章条部]|部分)?[、.):\s]++)){1,2}"
)
_AND = re.compile(r" (?:et|y|e|und|и|एवं|तथा|และ|na) ")
_LAST_NUMBER = compile_pattern(rf"(?:\W{_NOTE})?[\W_]*(?<![\d.,])\d{{1,3}}(?:[.,-]\d{{1,3}})*[\W_]*\Z")


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
    if len(heading) <= LONGEST_HEADING:
        dressed = _MAY_BE_DRESS.search(words)
        if dressed is None and words.isascii():  # nearly all
            words = " ".join(words.replace("-", " ").replace("'", " ").split())
            return _AND.sub(" and ", words)
        words = _plain_letters(undressed(words) if dressed else words)
        if dressed:
            words = _ORDINALS.sub("", words) or words
            words = _LAST_NUMBER.sub("", words) or words
    return _AND.sub(" and ", fold_heading(words))


def undressed(heading: str) -> str:
    """`heading` without markup, links, references, attributes and tags; as it is where nothing would be left."""
    if not _SIGN_OF_DRESS.search(heading):
        return heading.strip()
    words = heading
    for pattern, instead in _dress():
        words = pattern.sub(instead, words)
    return words.strip() if any(map(str.isalnum, words)) else heading


@cache
def _dress() -> Sequence[tuple[re.Pattern[str], str]]:
    """Compiled when a heading first wears any: few do."""
    return [(compile_pattern(pattern, re.IGNORECASE | re.DOTALL), instead) for pattern, instead in _DRESS]


def _plain_letters(words: str) -> str:
    """Without accents, and each character in its plainest form (`Ａ` is A, `①` is 1)."""
    if words.isascii():
        return words
    words = _DINGBAT_DIGITS.sub(" ", _LEFT_OUT.sub("", unicodedata.normalize("NFKD", words)))
    return _ARTICLE.sub(r"\1", unicodedata.normalize("NFC", words.casefold()).translate(_ARABIC))

"""Bytes -> text. UTF-8, or what a file surely is instead; whoever reads it is told."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import NamedTuple

from medtui.monograph import Problem

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le", 4),
    (codecs.BOM_UTF32_BE, "utf-32-be", 4),
    (codecs.BOM_UTF16_LE, "utf-16-le", 2),
    (codecs.BOM_UTF16_BE, "utf-16-be", 2),
)
# Five bytes mean nothing in Windows-1252; Latin-1 makes them C1 controls, which are shown visibly.
_UNDEFINED = b"\x81\x8d\x8f\x90\x9d"
# "surrogateescape" turns the byte 0xE9 into U+DCE9.
_AS_WINDOWS_1252 = {
    0xDC00 + byte: bytes([byte]).decode("latin-1" if byte in _UNDEFINED else "cp1252") for byte in range(0x80, 0x100)
}
_STRAY = re.compile("[\udc80-\udcff]")
_STRAY_RUN = re.compile("[\udc80-\udcff]{2,}")
_HIGH_RUN = re.compile(rb"[\x80-\xff]{2,}")
_FEWEST_SURE, _SHARE_IN_RUNS = 8, 0.7
"""Characters of a script that must be there before an encoding of one byte a letter can be told from another one."""


class _Legacy(NamedTuple):
    """An encoding of before Unicode. script: what the Unicode names of its letters begin with. frequent: the letters
    that make up most of any text in its language; share: at least so much of it."""

    encoding: str
    name: str
    script: str
    frequent: str
    share: float


_RUSSIAN = "оеаинтсрвлкмдпуя"
_ARABIC = "اليمنوترةبعدكسفحهق"
_THAI = "านรอกเงมยลวดทสตะปบคหแจพชขใไโ่้ิีืึุู็ัำ์ผธฉ"
# One in ten characters of any Chinese text about medicines is one of these.
_CHINESE = "的一是不了在有用药物服量日次天可以者人为和或及时每者患儿成分小病应口片注射毫克型过敏治疗年中对与于本品"
_LEGACY = (
    _Legacy("cp1251", "Windows-1251 (Cyrillic)", "CYRILLIC", _RUSSIAN, 0.7),
    _Legacy("koi8-r", "KOI8-R (Cyrillic)", "CYRILLIC", _RUSSIAN, 0.7),
    _Legacy("cp866", "CP866 (Cyrillic)", "CYRILLIC", _RUSSIAN, 0.7),
    _Legacy("iso8859-5", "ISO 8859-5 (Cyrillic)", "CYRILLIC", _RUSSIAN, 0.7),
    _Legacy("cp1256", "Windows-1256 (Arabic)", "ARABIC", _ARABIC, 0.7),
    _Legacy("iso8859-6", "ISO 8859-6 (Arabic)", "ARABIC", _ARABIC, 0.7),
    _Legacy("cp874", "Windows-874 (Thai)", "THAI", _THAI, 0.8),
)


def decode(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file, and the problems to show beside it.

    What is no UTF-8 is taken for another encoding where its letters make that sure. Else each odd byte is read as
    Windows-1252 (a superset of Latin-1's text), byte by byte, because one stray byte must not turn every `≥` of an
    otherwise sound file into `â‰¥`.
    """
    for mark, encoding, width in _MARKS:
        if data.startswith(mark) and (width == 2 or len(data) % width == 0):
            return _wide(data[len(mark) :], encoding, width), (_is_other(encoding[:-3].upper()),)
    if b"\0" in data and (found := _unmarked(data)):
        return found
    try:
        text = data.decode("utf-8")
        at = text.find("\0")
        return text, () if at < 0 else (_about_nul(text.count("\n", 0, at) + 1),)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    text = data.decode("utf-8", errors="surrogateescape")
    strays = len(_STRAY.findall(text))
    is_mostly_utf_8 = sum(1 for char in text if char > "\x7f") - strays >= strays
    if not is_mostly_utf_8 and (legacy := _legacy(data)):
        return legacy
    message = f"Line {line} is not UTF-8: its odd bytes were read as Windows-1252, so check signs and accents."
    if not is_mostly_utf_8 and sum(map(len, _STRAY_RUN.findall(text))) > strays / 2:
        message = f"This file is not UTF-8, and what else it is cannot be told (line {line}): save it as UTF-8."
    return text.translate(_AS_WINDOWS_1252), (Problem("encoding", message, line),)


def _is_other(name: str) -> Problem:
    return Problem("encoding", f"This file is {name}, not UTF-8.")


def _about_nul(line: int) -> Problem:
    return Problem("encoding", f"Line {line} has NUL characters, which no text has: the file may be damaged.", line)


def _wide(data: bytes, encoding: str, width: int) -> str:
    whole = len(data) // width * width
    return data[:whole].decode(encoding, errors="replace") + ("\ufffd" if data[whole:] else "")


def _unmarked(data: bytes) -> tuple[str, tuple[Problem, ...]] | None:
    """Text in UTF-32 or UTF-16 without a byte-order mark: it is one of them where all of it makes sense so."""
    for _, encoding, width in _MARKS:
        if len(data) < 2 * width:
            continue
        try:
            data[: len(data) // width * width].decode(encoding)
        except UnicodeDecodeError:
            continue
        text = _wide(data, encoding, width)
        if _makes_sense(text):
            return text, (_is_other(f"{encoding[:-3].upper()} without a byte-order mark"),)
    return None


def _makes_sense(text: str) -> bool:
    """Whether there is nothing in it that no text has, and something that each has: blanks or line ends, and letters of
    few scripts."""
    kinds = {char: unicodedata.category(char) for char in set(text)}
    if any(kind in ("Cn", "Co", "Cs") or (kind == "Cc" and char not in "\t\n\r\f") for char, kind in kinds.items()):
        return False
    scripts = {unicodedata.name(char, "").partition(" ")[0] for char, kind in kinds.items() if kind[0] == "L"}
    return any(char in kinds for char in " \n\r") and 0 < len(scripts) <= 6


def _legacy(data: bytes) -> tuple[str, tuple[Problem, ...]] | None:
    """The text in the encoding of before Unicode that it surely is; None where none is sure."""
    text = _strict(data, "gb18030")
    if text is not None and _is_chinese(text):
        return text, (_is_other("GB 18030 (Chinese)"),)
    # A letter of these scripts seldom stands alone among others, as an accented one does.
    if sum(map(len, _HIGH_RUN.findall(data))) < _SHARE_IN_RUNS * sum(1 for byte in data if byte > 0x7F):
        return None
    best: tuple[float, str, str] | None = None
    for legacy in _LEGACY:
        text = _strict(data, legacy.encoding)
        letters = [char for char in text or "" if char > "\x7f" and unicodedata.category(char)[0] in "LM"]
        own = sum(1 for char in letters if unicodedata.name(char, "").startswith(legacy.script))
        if text is None or own < _FEWEST_SURE or own < 0.95 * len(letters):
            continue
        share = sum(1 for char in letters if char in legacy.frequent) / len(letters)
        if share >= legacy.share and (best is None or share > best[0]):
            best = share, text, legacy.name
    return None if best is None else (best[1], (_is_other(best[2]),))


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_chinese(text: str) -> bool:
    """Whether nearly all that is not ASCII is among the frequent characters and the punctuation of GB 2312, as two
    bytes of another encoding hardly ever are, and the most frequent ones are there."""
    odd = [char for char in text if char > "\x7f"]
    pairs = [char.encode("gb18030") for char in odd]
    common = sum(len(pair) == 2 and pair[1] >= 0xA1 and not 0xA4 <= pair[0] < 0xB0 and pair[0] < 0xD8 for pair in pairs)
    frequent = sum(char in _CHINESE for char in odd)
    return len(odd) >= _FEWEST_SURE and common >= 0.75 * len(odd) and frequent >= 0.08 * len(odd)

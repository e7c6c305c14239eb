"""Any bytes become text, and the reader is told when the text is a guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medtui.reading.decoding import decode


@pytest.mark.parametrize("text", ["", "Zelofane ≥ 10⁸ µg\r\n", "\ufeffZelofane", "\x0c\x85\u2028"])
def test_utf_8_is_taken_as_it_is(text: str) -> None:
    assert decode(text.encode()) == (text, ())


def test_latin_1() -> None:
    text, (problem,) = decode("Zélofane\nPréférée\n".encode("latin-1"))
    assert text == "Zélofane\nPréférée\n"
    assert (problem.code, problem.line) == ("encoding", 1)


def test_a_stray_byte_changes_nothing_else() -> None:
    text, (problem,) = decode("one\r\n≥ 10 µg\n".encode() + b"25\xb0C \x93so\x94 \x96 \x80\n" + "≤ 5 °C\n".encode())
    assert text == "one\r\n≥ 10 µg\n25°C “so” – €\n≤ 5 °C\n"
    assert problem.line == 3
    assert problem.message.startswith("Line 3 is not UTF-8")


def test_bytes_that_mean_nothing_are_kept() -> None:
    text, problems = decode(b"\x81\x8d\x8f\x90\x9d")
    assert text == "\x81\x8d\x8f\x90\x9d"
    assert problems


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16(encoding: str) -> None:
    data = "\ufeffZelofane\n".encode(encoding) if encoding != "utf-16" else "Zelofane\n".encode(encoding)
    text, (problem,) = decode(data)
    assert text == "Zelofane\n"
    assert problem.message == "This file is UTF-16, not UTF-8."


def test_broken_utf_16() -> None:
    text, problems = decode(b"\xff\xfea\x00\x00")
    assert text == "a\ufffd"
    assert problems


TEXTS = {
    "English": "# Zelofane\n\n## Dosage\n\n≥ 5 mg, 10 µg twice a day\n",
    "French": "# Zélofane\n\n## Posologie\n\nAdultes : 10 mg répétés après 8 heures, le soir.\n",
    "German": "# Zelofan\n\nFür Säuglinge täglich, später häufig, während der Überdosis länger.\n",
    "Spanish": "# Zelofán\n\nPosología, administración, dosificación, según indicación, niños.\n",
    "Russian": "# Золофан\n\n## Способ применения и дозы\n\nВзрослым: 10 мг внутрь 2 раза в сутки.\n",
    "Arabic": "# زيلوفان\n\n## الجرعة وطريقة الاستعمال\n\nللبالغين: 10 ملغ مرتين يوميا\n",
    "Thai": "# เซโลฟาน\n\n## ขนาดและวิธีใช้\n\nผู้ใหญ่ครั้งละ 10 มก. วันละ 2 ครั้ง หลังอาหาร\n",
    "Chinese": "# 泽洛芬片\n\n## 用法用量\n\n口服，成人一次10mg，一日2次，癫痫患者慎用。\n",
}
WIDE = [f"{encoding}-{order}" for encoding in ("utf-16", "utf-32") for order in ("le", "be")]


@pytest.mark.parametrize("encoding", WIDE)
@pytest.mark.parametrize("mark", ["\ufeff", ""])
@pytest.mark.parametrize("language", TEXTS)
def test_two_or_four_bytes_a_character(language: str, encoding: str, mark: str) -> None:
    text, (problem,) = decode((mark + TEXTS[language]).encode(encoding))
    assert text == TEXTS[language]
    assert problem.message.startswith(f"This file is {encoding[:-3].upper()}")
    assert ("without a byte-order mark" in problem.message) == (not mark)


@pytest.mark.parametrize(
    ("language", "encoding", "named"),
    [
        ("Russian", "cp1251", "Windows-1251"),
        ("Russian", "koi8-r", "KOI8-R"),
        ("Russian", "cp866", "CP866"),
        ("Russian", "iso8859-5", "ISO 8859-5"),
        ("Arabic", "cp1256", "Windows-1256"),
        ("Arabic", "iso8859-6", "ISO 8859-6"),
        ("Thai", "cp874", "Windows-874"),
        ("Chinese", "gb18030", "GB 18030"),
        ("French", "cp1252", "Windows-1252"),
        ("German", "cp1252", "Windows-1252"),
        ("Spanish", "cp1252", "Windows-1252"),
    ],
)
def test_an_encoding_of_before_unicode(language: str, encoding: str, named: str) -> None:
    text, (problem,) = decode(TEXTS[language].encode(encoding))
    assert text == TEXTS[language]
    assert named in problem.message


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("# 阿莫西林膠囊，口服每日一次。\n", "big5"),
        ("한국어 의약품 설명서 용법 용량\n", "euc-kr"),
        ("# Щи\n", "cp1251"),
    ],
)
def test_what_is_not_sure_is_said(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding))[1][0].message.startswith("This file is not UTF-8, and what else it is cannot")


def test_characters_that_no_text_has_are_said() -> None:
    text, (problem,) = decode(b"one\ntwo\x00\n")
    assert text == "one\ntwo\x00\n"
    assert problem.message.startswith("Line 2 has NUL characters")


def test_a_half_character_at_the_end_is_not_lost() -> None:
    assert decode("Zelofane 5 mg\n".encode("utf-16-le") + b"x")[0] == "Zelofane 5 mg\n\ufffd"


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    text, problems = decode(data)
    assert bool(problems) == (b"\0" in data or not _is_utf_8(data))
    text.encode()  # no lone surrogates


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def test_half_a_pair_in_utf_16_is_a_sign_that_something_is_missing() -> None:
    assert decode(b"\xff\xfea\0\x00\xd8b\0")[0] == "a\ufffdb"


def test_text_with_controls_is_no_utf_16_without_a_mark() -> None:
    text, (problem,) = decode("one\x01 two\nthree".encode("utf-16-le"))
    assert text.startswith("o\0n\0e\0\x01")
    assert (problem.line, "NUL" in problem.message) == (1, True)


def test_the_line_of_a_nul_is_counted_from_the_first_character() -> None:
    assert [problem.line for problem in decode(b"\none\0")[1]] == [2]


def test_mostly_rare_characters_are_not_taken_for_chinese() -> None:
    rare = "丂丄丅丆丏丒丗丟丠両丣並丩丮丯丱"
    assert "GB 18030" not in decode(("的一是不" + rare).encode("gb18030"))[1][0].message
    assert "GB 18030" in decode(("的一是不" + "患者服用" * 4).encode("gb18030"))[1][0].message

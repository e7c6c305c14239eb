"""What a terminal, or whoever sits behind it, may send unasked: answers, reports, broken sequences, pastes."""

from __future__ import annotations

ESC = b"\x1b"
NUMBERS = ("0", "-1", "65536", "4294967296", "9" * 20, "9" * 5_000, "", ";", ";;;")
ENDS = (b"\x07", b"\x1b\\", b"\x9c", b"\xc2\x9c", b"\x18")
REPORTS = (
    "[{n};{n}R",  # where the cursor is
    "[?{n};{n}R",
    "[?{n};1;2;4;6;9;15;18;21;22;28;29c",  # what it is
    "[>{n};379;0c",
    "[?{n}u",  # which keys it tells
    "[11141{n}12u",  # a key that is none
    "[55296;{n}u",
    "[57441;{n}:{n}u",
    "[27;{n};1114112~",
    "[48;{n};{n};{n};{n}t",  # its size
    "[8;{n};{n}t",
    "[<{n};9999;9999M",  # the mouse
    "[<0;9{n}99;9999m",
    "[{n};9999;9999M",
    "[?2026;{n}$y",  # modes
    "[?2048;{n}$y",
    "[{n};1$y",
    "[?{n}n",
)
STRINGS = (
    b"]11;rgb:mmmm/qqqq/pppp", b"]4;1;rgb:mq", b"]52;c;bXFxcXE=", b"]0;mq", b"]1337;mq", b"P>|xterm(379)mq", b"P1$rmq",
    b"P1+r6d=71", b"_Gi=1;OKmq", b"^mq", b"Xmq",
)  # fmt: skip
WHOLE = (
    *(ESC + report.replace("{n}", number).encode() for report in REPORTS for number in NUMBERS),
    *(ESC + string + ENDS[at % len(ENDS)] for at, string in enumerate(STRINGS)),
    b"\x1b[M\x20\x7f\x7f", b"\x1b[M~~~", b"\x1b[I", b"\x1b[O", b"\x9b?1;2c", b"\xc2\x9b?62;22c",
    b"\xc2\x9d11;mq\xc2\x9c",
)  # fmt: skip
"""Each has its end, so what comes next is read by itself."""
BROKEN = (
    *(ESC + string for string in STRINGS), ESC + b"]mq" + b"mq" * 99_999, ESC + b"P" + b"\r" * 9_999,
    ESC + b"[" + b"1;" * 99_999, b"\x1b[?1;", b"\x1b[<0;3;", b"\x1b[1;5", b"\x1b[M ", b"\x1b[200",
    b"\x1b[12\x1b[13\x1b]14", b"\x9dmq", b"\x90mq", b"\x9b1;", b"\x1b_\x1b_\x1b_mq", b"\x80\x81\x85\x8d", b"\xff",
    b"\xfe\xff", b"\xc0\x80", b"\xc0\xaf", b"\xe0\x80\xaf", b"\xed\xa0\x80", b"\xed\xb2\x80\xed\xa0\x80",
    b"\xf4\x90\x80\x80", b"\xe2\x82", b"\xf0\x9f\x92", b"\xf0" * 999,
)  # fmt: skip
"""After each, nothing comes for a while."""

PASTES = {
    "a megabyte": b"m" * 1_000_000,
    "nothing": b"",
    "lines": b"mq\n" * 500 + b"\r\r\r",
    "keys that do something": b"q\x11\x03\x1a\x1c\x04\x13\x10p\rm\rA\rc\tq",
    "sequences": b"\x1b[31mred\x1b]0;x\x07\x1b[2J\x1b[48;1;1;1;1t\x1b[113;5u\x1b]52;c;bXE=" * 20,
    "its end in other bytes": b"m\x9b201~q\xc2\x9b201~q\x1b[201q\x1b[0201~q",
    "its start": b"m\x1b[200~\x1b[200~q",
    "controls": bytes(range(32)).replace(b"\x1b", b"") + b"\x7f" + "".join(map(chr, range(128, 160))).encode(),
    "signs that turn": "\u202eevil\u2066\u200f\u061c\u2028\u2029\ufeff\u200b".encode(),
    "NUL": b"\0" * 999,
    "not UTF-8": b"\xff\xfe\xc0\x80\xed\xa0\x80\xf0" * 99,
    "marks": b"e" + "\u0301".encode() * 999,
    "no end": b"mq\x1b[20",
}

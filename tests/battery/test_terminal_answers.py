"""Over 210 answers, reports, broken sequences and bytes that a terminal may send unasked, and 13 pastes, one of them of
a megabyte, in ten states of the app in a real terminal and before its first frame. Nothing is executed, typed or lost:
the app shows what it showed, answers the next question, and Ctrl+Q gives the terminal back as it was."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from desk_model import opened as opened_desk
from tally import Cases
from terminal_grammar import not_ours

if sys.platform == "win32":
    pytest.skip("Windows has no terminals of this kind", allow_module_level=True)

from pseudo_terminal import PseudoTerminal
from real_terminal import (
    DRUGS,
    ENTERS,
    NOTE,
    STATES,
    draft_in,
    home_with_drugs,
    is_left_as_it_was,
    is_painted_again,
    opened,
)

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
SILENCE = 0.07
AT_ONCE = 20


def grouped(answers: Sequence[bytes]) -> list[Sequence[bytes]]:
    return [answers[at : at + AT_ONCE] for at in range(0, len(answers), AT_ONCE)]


def name(answers: Sequence[bytes]) -> str:
    return ", ".join(repr(answer[:24]) for answer in answers)


def question_is_answered(terminal: PseudoTerminal) -> None:
    """From wherever one is."""
    for _ in range(3):
        terminal.types("\x1b")
        terminal.reads_for(SILENCE)
    terminal.types("/quinz")
    terminal.waits_for("Shins.")


def ends_well(terminal: PseudoTerminal, home: Path, marks: list[str]) -> None:
    """With Ctrl+Q, with nothing written but what the user did, and nothing to the terminal but what medtui writes."""
    terminal.types("\x11")
    assert terminal.ends() == 0
    is_left_as_it_was(terminal)
    written = terminal.written.decode()
    assert not (odd := [ascii(written[at - 20 : at + 20]) for at in not_ours(written)]), odd[:3]
    files = [path for path in home.rglob("*") if path.is_file() and "cache" not in path.parts]
    assert {path.name for path in files} <= {*(f"{drug}.md" for drug in DRUGS), "desk.db", "drafts.json"}
    for path in files:
        if path.name == "desk.db":
            kept = opened_desk(path.parent).kept
            assert [mark.title for mark in kept.marks] == marks
            assert kept.notes == {}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return home_with_drugs(tmp_path)


@pytest.mark.parametrize("state", STATES)
def test_answers_that_nobody_asked_for(cases: Cases, home: Path, state: str) -> None:
    groups = [*grouped(WHOLE), *grouped(BROKEN)]
    with opened(home, state) as terminal:
        shown = STATES[state][1].split()[0]
        for number, answers in enumerate(groups):
            with cases.case(f"{state}: {name(answers)}"):
                for answer in answers:
                    terminal.sends(answer)
                    if answer in BROKEN:
                        terminal.reads_for(SILENCE)
                is_painted_again(terminal, shown, 111 + number % 9)
        with cases.case(f"{state}, in the end"):
            if state == "search box":
                terminal.types("ane")
                is_painted_again(terminal, "zelofane", 110)
            elif state == "note":
                terminal.types(" too")
                is_painted_again(terminal, "too", 110)
            else:
                question_is_answered(terminal)
            ends_well(terminal, home, ["Bexarol"] if state == "marks" else [])
            assert draft_in(home) == (f"{NOTE} too" if state == "note" else "")
    assert cases.tried == len(groups) + 1
    assert len(WHOLE) + len(BROKEN) >= 210


def test_answers_before_the_first_frame(cases: Cases, home: Path) -> None:
    for answers in (WHOLE, BROKEN):
        for seconds in (0.0, 0.1):
            with cases.case(f"{seconds} s after its start: {name(answers[:3])}"), opened(home) as terminal:
                terminal.waits_for(ENTERS.decode())
                terminal.reads_for(seconds)
                for answer in answers:
                    terminal.sends(answer)
                terminal.reads_for(SILENCE)
                terminal.waits_for("Elbows.")
                question_is_answered(terminal)
                ends_well(terminal, home, [])
    assert cases.tried == 4


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
PLACES = {
    **{name: STATES[name] for name in ("list", "text", "search box", "note", "file name", "palette")},
    "find box": ("f", "find in this"),
}


@pytest.mark.parametrize("place", PLACES)
def test_whatever_is_pasted(cases: Cases, home: Path, place: str) -> None:
    with opened(home, place if place in STATES else "text") as terminal:
        if place not in STATES:
            terminal.types(PLACES[place][0])
            terminal.waits_for(PLACES[place][1])
        for number, (what, data) in enumerate(PASTES.items()):
            with cases.case(f"{what} into {place}"):
                end = b"" if what == "no end" else b"\x1b[201~"
                terminal.sends(b"\x1b[200~" + data + end)
                if not end:
                    terminal.reads_for(2.5)
                is_painted_again(terminal, "education", 111 + number % 9)
        with cases.case(f"{place}, in the end"):
            if place == "note":
                terminal.types(" too")
                is_painted_again(terminal, "too", 110)
            else:
                question_is_answered(terminal)
            ends_well(terminal, home, [])
            draft = draft_in(home)
            if place == "note":
                assert draft.startswith(f"{NOTE}mmm")
                assert draft.endswith(" too")
                for words in ("mq\n" * 500, "red", "evil", "q␛[0201~q", "mq"):
                    assert words in draft
    assert cases.tried == len(PASTES) + 1

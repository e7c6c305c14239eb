"""Over 210 answers, reports, broken sequences and bytes that a terminal may send unasked, and 13 pastes, one of them of
a megabyte, in ten states of the app in a real terminal and before its first frame, and keys before that. Nothing is
executed, typed or lost: the app shows what it showed, answers the next question, and Ctrl+Q gives the terminal back as
it was."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from desk_model import opened as opened_desk
from tally import Cases
from terminal_grammar import not_ours
from unasked_answers import BROKEN, PASTES, WHOLE

if sys.platform == "win32":
    pytest.skip("Windows has no terminals of this kind", allow_module_level=True)

from pseudo_terminal import PseudoTerminal
from real_terminal import (
    DRUGS,
    ENTERS,
    NOTE,
    STATES,
    TALLEST,
    draft_in,
    home_with_drugs,
    is_left_as_it_was,
    is_painted_again,
    opened,
)

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
    assert not (odd := [ascii(written[at - 20 : at + 20]) for at in not_ours(written, TALLEST)]), odd[:3]
    files = [path for path in home.rglob("*") if path.is_file() and "cache" not in path.parts]
    assert {path.name for path in files} <= {*(f"{drug}.md" for drug in DRUGS), "desk.db", "drafts.json"}
    for path in files:
        if path.name == "desk.db":
            kept = opened_desk(path.parent).kept
            assert [mark.title for mark in kept.marks] == marks
            assert kept.notes == {}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all, with a desk of its own for each: `opened` sees to that."""
    return home_with_drugs(tmp_path_factory.mktemp("home"))


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
                is_painted_again(terminal, shown, number)
        with cases.case(f"{state}, in the end"):
            if state == "search box":
                terminal.types("ane")
                terminal.waits_for("zelofane")
            elif state == "note":
                terminal.types(" too")
                terminal.waits_for(f"{NOTE} too")
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


@pytest.mark.parametrize("seconds", [0.1, 0.4, 0.8])
def test_keys_before_the_first_frame(cases: Cases, home: Path, seconds: float) -> None:
    with cases.case(f"{seconds} s after its start"), opened(home) as terminal:
        terminal.reads_for(seconds)
        terminal.types("quinz")
        terminal.waits_for("Shins.")
        ends_well(terminal, home, [])
    assert cases.tried == 1


PLACES = {
    **{name: STATES[name] for name in ("list", "text", "search box", "note", "file name", "palette")},
    "find box": ("f", "find in this"),
}
WITHOUT_END = ("list", "note", "find box")
"""Where the end of a paste is waited for in vain, which takes its time: one place of each kind that takes words."""


@pytest.mark.parametrize("place", PLACES)
def test_whatever_is_pasted(cases: Cases, home: Path, place: str) -> None:
    with opened(home, place if place in STATES else "text") as terminal:
        if place not in STATES:
            terminal.types(PLACES[place][0])
            terminal.waits_for(PLACES[place][1])
        pastes = {what: data for what, data in PASTES.items() if what != "no end" or place in WITHOUT_END}
        for number, (what, data) in enumerate(pastes.items()):
            with cases.case(f"{what} into {place}"):
                end = b"" if what == "no end" else b"\x1b[201~"
                terminal.sends(b"\x1b[200~" + data + end)
                if not end:
                    terminal.reads_for(2.5)
                is_painted_again(terminal, "education", number)
        with cases.case(f"{place}, in the end"):
            if place == "note":
                terminal.types(" too")
                terminal.waits_for(" too")
            else:
                question_is_answered(terminal)
            ends_well(terminal, home, [])
            draft = draft_in(home)
            if place == "note":
                assert draft.startswith(f"{NOTE}mmm")
                assert draft.endswith(" too")
                for words in ("mq\n" * 500, "red", "evil", "q␛[0201~q", "mq"):
                    assert words in draft
    assert cases.tried == len(pastes) + 1

"""Keys pressed while somebody reads: arrows, sections, questions, letters, and a key that is held."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from itertools import chain, cycle, islice

from benchmarks.bench import CLEAR_LINE, DOWN, UP, Bench, UnmeasuredError, answers
from benchmarks.synthetic import REAL_NAMES
from benchmarks.table import Figure, Limit
from benchmarks.terminal import Session

ARROWS = Limit(p50=12, p99=25)
KEYS = Limit(p99=25)
COMPARE = Limit(p99=50)
COMPARED, COMPARED_OPENED = 4, 40
_SHOWN_S = 0.3

TYPED = (*(name.lower() for name in REAL_NAMES if "+" not in name), "renal impairment", "once weekly")
"""What is typed into the search box, one after the other; over 400 keys."""

HELD_PER_S, HELD_FOR_S, HELD_ROUNDS = 30, 5, 3


def arrows(bench: Bench) -> list[Figure]:
    """Down from the first drug; where the list is shorter than the number of keys, up again and so on."""
    with bench.opened() as session:
        return answers("arrows", session, down_and_up(bench.presses, bench.target.rows), ARROWS)


def sections(bench: Bench) -> list[Figure]:
    """The keys 1 to 7, round and round: each shows another section of the same drug."""
    with bench.opened() as session:
        return answers("sections", session, _times(bench.presses, b"1234567"), KEYS)


def faq(bench: Bench) -> list[Figure]:
    """A question under 7 FAQs, opened and closed with Enter and Space in turn.

    The first Enter only moves from the list to the text, so it is not measured.
    """
    with bench.opened() as session:
        for key in (b"7", b"\r"):
            session.latency_ms(key)
        return answers("FAQ toggle", session, _times(bench.presses, b"\r "), KEYS)


def compare(bench: Bench) -> list[Figure]:
    """Four drugs side by side, the section keys 1 to 7 in turn; before that, C and Esc in turn, which open the
    comparison and leave it."""
    with bench.opened() as session:
        for _ in range(COMPARED):
            session.latency_ms(b"\x1bc")
            session.read_for(_SHOWN_S)
            session.latency_ms(b"\x1b")  # leaves the comparison, once there is one
            session.read_for(_SHOWN_S)
            session.latency_ms(DOWN)
        opening = answers("compare 4, open", session, _opened_and_left(session, COMPARED_OPENED), COMPARE)
        session.latency_ms(b"\x1bC")
        return [*opening, *answers("compare 4, sections", session, _times(bench.presses, b"1234567"), COMPARE)]


def typing(bench: Bench) -> list[Figure]:
    """Every letter of a fixed list of names, typed in the search box, which is emptied between names."""
    with bench.opened() as session:
        session.latency_ms(b"/")
        return answers("typing", session, _typed_keys(session), KEYS)


def held_key(bench: Bench) -> list[Figure]:
    """Down held for five seconds: how long painting goes on after the last press."""
    backlogs: list[float] = []
    keys = down_and_up(HELD_PER_S * HELD_FOR_S * HELD_ROUNDS, bench.target.rows)
    with bench.opened() as session:
        before = len(session.chunks)
        for _ in range(HELD_ROUNDS):
            released = _hold(session, islice(keys, HELD_PER_S * HELD_FOR_S))
            session.read_until_quiet(patience=1.0)
            backlogs.append(max(0.0, (session.chunks[-1].at - released) * 1e3))
        if session.ended or len(session.chunks) == before:
            raise UnmeasuredError("the program ended" if session.ended else "nothing was painted")
    note = f"{HELD_ROUNDS} times {HELD_FOR_S} s at {HELD_PER_S} a second"
    return [Figure("held key, backlog", "ms", tuple(backlogs), note=note)]


def down_and_up(presses: int, rows: int) -> Iterator[bytes]:
    """So many arrow keys that always have somewhere to go in a list of so many rows."""
    steps = max(1, rows - 1)
    return islice(cycle(chain([DOWN] * steps, [UP] * steps)), presses)


def _opened_and_left(session: Session, times: int) -> Iterator[bytes]:
    """The key that opens the comparison. The one that leaves it is pressed too, unmeasured."""
    for _ in range(times):
        yield b"\x1bC"
        session.latency_ms(b"\x1b")
        session.read_for(_SHOWN_S / 2)


def _times(presses: int, keys: bytes) -> Iterator[bytes]:
    """So many keys, round and round."""
    return (bytes([key]) for key in islice(cycle(keys), presses))


def _typed_keys(session: Session) -> Iterator[bytes]:
    """The letters to measure. The key that empties the box after each name is pressed too, unmeasured."""
    for word in TYPED:
        yield from (letter.encode() for letter in word)
        session.latency_ms(CLEAR_LINE)


def _hold(session: Session, keys: Iterable[bytes]) -> float:
    """Press keys as a held key repeats, reading the answers meanwhile; return when the last was pressed."""
    start = last = time.perf_counter()
    for number, key in enumerate(keys):
        session.read_for(start + number / HELD_PER_S - time.perf_counter())
        last = session.press(key)
    return last

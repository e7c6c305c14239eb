"""A day of use in twenty minutes: `python -m benchmarks.endurance`. Ends with 1 where a limit is broken.

Finds, reads, compares, marks and writes notes, key by key, while files of the library change. What the app and its
process hold is read at rest, in the same state each time: after the warm-up it must not grow any more.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import synthetic
from benchmarks.bench import QUIT, UnmeasuredError, not_shown
from benchmarks.processes import Held, family, held, is_running
from benchmarks.target import fresh_home, surroundings
from benchmarks.terminal import NoTerminalError, Session

FILES, READINGS, WARM_UP = 500, 20, 8
"""What is remembered of texts and lines has a most, which is reached in the warm-up: two fifths of the keys."""

MOST_GROWTH_MB = 10.0
LAST_STOP_S = 10.0
ESC, ENTER, DOWN, UP, LEFT, RIGHT = b"\x1b", b"\r", b"\x1b[B", b"\x1b[A", b"\x1b[D", b"\x1b[C"
PAGE_DOWN, CLEAR, SAVE, BACK, FORWARD = b"\x1b[6~", b"\x15", b"\x13", b"\x1b[1;3D", b"\x1b[1;3C"
WHEEL = (b"\x1b[<64;90;20M", b"\x1b[<65;90;20M")
QUESTIONS = ("once weekly", "renal impairment", "storage", "children dose", "missed", "-infusion allergy", "zzz", "iv")
NEVER_ESC_ALONE = 0.06
"""Seconds after Esc in which another key would make it Alt."""

_LETTERS = [bytes([letter]) for letter in b"0123456789jkgGhlnNeowsy[]rt"]
"""What works in the text and leaves nothing behind."""


def episodes(rng: random.Random) -> Iterator[list[bytes]]:
    """What someone does next, for ever, as keys. Each ends in the text of a monograph, and what it adds to the desk or
    to the comparison it takes away again."""
    names = [synthetic.title(number) for number in range(FILES)]
    while True:
        name, other = (name.lower().replace("q", "") for name in rng.sample(names, 2))
        yield [b"/", CLEAR, *_typed(name[: rng.randint(3, 9)]), *[DOWN, UP] * rng.randint(0, 3), ENTER]
        yield [rng.choice((*_LETTERS, *WHEEL, DOWN, UP, LEFT, RIGHT, PAGE_DOWN)) for _ in range(rng.randint(10, 60))]
        question = rng.choice(QUESTIONS)
        yield rng.choice(
            (
                [b"/", CLEAR, *_typed(question), *[DOWN] * rng.randint(0, 8), ENTER, ESC],
                [b"7", b"e", DOWN, ENTER, DOWN, ENTER, b"e"],
                [b"o", DOWN, DOWN, ENTER],
                [b"?", PAGE_DOWN, ESC, b"d", ESC],
                [b"f", *_typed("dose"), ENTER, b"n", b"n", b"N", ESC],
                [b"m", b"M", DOWN, UP, ESC, b"m"],
                [b"a", CLEAR, *_typed("Ask about " + other), SAVE, b"a", CLEAR, SAVE],
                [b"c", b"/", CLEAR, *_typed(other), ENTER, b"c", b"3", DOWN, b"\t", b"x", b"x", ESC],
                [b"B", DOWN, DOWN, ENTER, DOWN, ESC, ESC],
                [b"\x10", *_typed("theme"), ENTER],
                [b"\x10", *_typed("metfor"), ENTER],
                [BACK, BACK, FORWARD],
                [b"p", ESC],
                [b"/", b"\x1b[200~" + other.encode() + b"\n\x1b[201~", ENTER],
            )
        )


def _typed(text: str) -> list[bytes]:
    return [letter.encode() for letter in text]


def change(library: Path, number: int, rng: random.Random) -> None:
    """Add, edit, rename or take away a file; in the end there are as many as before."""
    added, renamed = (library / f"{what}-{number // 4}.md" for what in ("added", "renamed"))
    if number % 4 == 0:
        added.write_text(synthetic.monograph(synthetic.COUNT + number), encoding="utf-8")
    elif number % 4 == 1:
        added.rename(renamed)
    elif number % 4 == 2:
        renamed.unlink()
    else:
        path = rng.choice(sorted(library.rglob("*.md")))
        path.write_text(path.read_text("utf-8") + f"\nChange {number}.\n", encoding="utf-8")


def broken_limits(readings: Sequence[Held], left: int) -> list[str]:
    """What is wrong, a line each. readings: at rest, the warm-up's last one first. left: processes at the end."""
    warm, rest = readings[0], readings[1:]
    broken = []
    if (growth := max(each.memory_mb for each in rest) - warm.memory_mb) > MOST_GROWTH_MB:
        broken.append(f"memory grew by {growth:.1f} MB after the warm-up; the limit is {MOST_GROWTH_MB:.0f}")
    for what in ("threads", "descriptors", "processes"):
        before, after = getattr(warm, what), getattr(rest[-1], what)
        if after > before:
            broken.append(f"{what}: {before} after the warm-up, {after} at the end")
    if left:
        broken.append(f"{left} processes were left when it had ended")
    return broken


def main(arguments: Sequence[str] | None = None) -> int:
    """0 where all limits held, 1 where one was broken, 2 where this cannot be tried here."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.endurance", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="of the keys and changes (%(default)s)")
    for name, default in (("keys", 50_000), ("changes", 500), ("seconds", 1_200)):
        parser.add_argument(f"--{name}", type=synthetic.positive, default=default, help="(%(default)s)")
    options = parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory(prefix="medtui-endurance-") as folder, fresh_home() as home:
            library = Path(folder)
            synthetic.make_library(library, FILES)
            readings, left = _use(options, library, home)
    except (NoTerminalError, UnmeasuredError) as error:
        parser.exit(2 if isinstance(error, NoTerminalError) else 1, f"{parser.prog}: {error}\n")
    broken = broken_limits(readings, left)
    sys.stdout.writelines(f"broken: {line}\n" for line in broken)
    sys.stdout.write("" if broken else "all limits held\n")
    return 1 if broken else 0


def _use(options: argparse.Namespace, library: Path, home: Path) -> tuple[list[Held], int]:
    """Use it for the whole time. Returns what was held, from the end of the warm-up on, and processes left over."""
    rng = random.Random(options.seed)
    argv = [sys.executable, "-m", "medtui", "--library", str(library)]
    keys = (key for episode in episodes(rng) for key in episode)
    readings: list[Held] = []
    with Session(argv, env=surroundings(home)) as session:
        if session.wait_for(synthetic.title(0)) is None:
            raise UnmeasuredError(not_shown(session, synthetic.title(0)))
        started = time.monotonic()
        for pressed in range(1, options.keys + 1):
            key = next(keys)
            session.press(key)
            session.read_for(NEVER_ESC_ALONE if key == ESC else 0.0)
            due = started + options.seconds * pressed / options.keys
            session.read_for(max(0.001, due - time.monotonic()))
            if pressed * options.changes // options.keys > (pressed - 1) * options.changes // options.keys:
                change(library, pressed * options.changes // options.keys - 1, rng)
            if pressed * READINGS // options.keys > (pressed - 1) * READINGS // options.keys:
                readings.append(_at_rest(session, pressed))
                started += max(0.0, time.monotonic() - due)
        members = family(session.pid)
        if not session.quit(QUIT, limit=LAST_STOP_S):
            raise UnmeasuredError("it does not end")
        return readings[WARM_UP - 1 :], _left_over(members)


def _left_over(members: set[int]) -> int:
    """How many of these processes do not end."""
    end = time.monotonic() + LAST_STOP_S
    while left := [member for member in members if is_running(member)]:
        if time.monotonic() > end:
            break
        time.sleep(0.05)
    return len(left)


def _at_rest(session: Session, pressed: int) -> Held:
    """What it holds when it has nothing to do, the search box empty and all drugs listed."""
    if session.ended or not session.forget():
        raise UnmeasuredError(f"it answered no more before key {pressed:,}")
    for key in (ESC, ESC, ESC, b"/", CLEAR):
        session.press(key)
        session.read_for(NEVER_ESC_ALONE)
    session.resize(120, 39)  # all is painted again, so that it can be drawn
    session.resize(120, 40)
    session.settle()
    if not session.screen.shows(" drugs"):
        raise UnmeasuredError(not_shown(session, "all drugs listed"))
    reading = held(session.pid)
    if reading is None:
        raise NoTerminalError("The kernel does not tell what a process holds; Linux does.")
    sys.stdout.write(
        f"{pressed:>7,} keys: {reading.memory_mb:6.1f} MB, {reading.threads} threads, "
        f"{reading.descriptors} descriptors, {reading.processes} processes\n"
    )
    sys.stdout.flush()
    return reading


if __name__ == "__main__":
    sys.exit(main())

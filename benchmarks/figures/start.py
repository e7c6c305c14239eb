"""Starting: until the first frame, and until the list can be used where nothing is kept yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle

from benchmarks.bench import CLEAR_LINE, DOWN, Bench, Start, UnmeasuredError, not_shown
from benchmarks.queries import KINDS
from benchmarks.table import NO_LIMIT, Figure, Limit
from benchmarks.target import fresh_home, surroundings
from benchmarks.terminal import Chunk, Screen, Session

WARM = Limit(ratio=1.1)
WARM_LARGE = Limit(ratio=1.2)
USABLE = Limit(p50=0.3)
WHILE_READING = Limit(p99=25)

ROUNDS = 9
_MOST_STARTS = 16
_MOST_KEYS = 100
_QUIET_S = 0.06
"""Shorter than elsewhere, because how far reading is gets painted several times a second."""

_REACTION_S = 0.2
"""Nobody presses a key sooner after something has appeared."""

_BORDER = "▕"
_PROGRESS = re.compile("[█░]{4}")
"""The bar that shows how far reading is."""

_MORE_PROGRESS = re.compile(r"(?:of|s|min|left|[\d,]+|\s)+")
"""What of its words may be wrapped to the next line."""


def first_frame(bench: Bench) -> list[Figure]:
    """From start to a drug name on screen with all that an earlier run kept, each next to a start of the bare app."""
    warm: list[Start] = []
    bare: list[Start] = []
    with fresh_home(bench.warm_home) as home:
        for _ in range(ROUNDS):
            bench.start_bare(count=1)
            bare.append(bench.bare[-1])
            warm.append(bench.start_target(home))
    note = f"{ROUNDS} starts of each, {bench.target.rows:,} files"
    memory = tuple(mine.peak_mb - its.peak_mb for mine, its in zip(warm, bare, strict=True))
    return [
        *_compared(warm, bare, WARM_LARGE if bench.large else WARM, note),
        Figure("memory at the first frame, above the bare app's", "MB", memory, note=note),
    ]


def first_start(bench: Bench) -> list[Figure]:
    """With nothing kept: the first frame, then until the list can be used, then keys while the texts are read."""
    frames: list[float] = []
    usable: list[float] = []
    latencies: list[float] = []
    keys = _letters_and_arrows()
    while len(latencies) < bench.presses and len(frames) < _MOST_STARTS:
        with fresh_home() as home, Session(bench.target.argv, env=surroundings(home)) as session:
            frame, listed = _await_list(bench, session)
            frames.append((frame.at - session.started) * 1e3)
            usable.append(listed.at - frame.at)
            session.read_for(_REACTION_S)
            session.draw()
            session.press(b"/")
            session.read_until_quiet(_QUIET_S, patience=1.0)
            latencies += _press_while_reading(session, keys)
    note = f"{len(frames)} starts, {bench.target.rows:,} files"
    return [
        Figure("first start: first frame, wall", "ms", tuple(frames), note=note),
        Figure("first start: from there to the whole list", "s", tuple(usable), USABLE, note=note),
        Figure(
            "first start: keys while texts are read",
            "ms",
            tuple(latencies),
            WHILE_READING,
            note=f"{len(latencies)} keys" if latencies else "no reading was seen",
        ),
    ]


def is_reading(lines: Sequence[str]) -> bool:
    """Whether the screen says how far reading is."""
    return any(map(_PROGRESS.search, lines))


def without_progress(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines of list and text, without those that say how far reading is: they are nobody's answer."""
    left: list[str] = []
    in_progress = False
    for line in lines:
        part = line.partition(_BORDER)[0].rstrip()
        in_progress = bool(_PROGRESS.search(part) or (in_progress and _MORE_PROGRESS.fullmatch(part)))
        if not in_progress:
            left.append(part)
    return left, [line.partition(_BORDER)[2] for line in lines]


def same_but_progress(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether two screens differ in nothing else. The list may have moved up or down to make room for it."""
    (left, right), (new_left, new_right) = without_progress(before), without_progress(after)
    return right == new_right and all(old == new for old, new in zip(left, new_left, strict=False))


def _compared(mine: Sequence[Start], bare: Sequence[Start], limit: Limit, note: str) -> Iterator[Figure]:
    """CPU, which is what the limit is about, and wall time."""
    measures: tuple[tuple[str, Limit, Callable[[Start], float]], ...] = (
        ("CPU", limit, lambda start: start.cpu_ms),
        ("wall", NO_LIMIT, lambda start: start.wall_ms),
    )
    for what, bound, value in measures:
        ratios = tuple(value(one) / value(other) for one, other in zip(mine, bare, strict=True))
        yield Figure(f"first frame, {what}", "ms", tuple(map(value, mine)), bound, ratios, note)


def _await_list(bench: Bench, session: Session) -> tuple[Chunk, Chunk]:
    """The first frame with words on it, and the one with the first name and the count of all drugs."""
    count = f"{bench.target.rows:,} drug"
    drawn = 0
    first: list[int] = []

    def reached(screen: Screen) -> bool:
        nonlocal drawn
        drawn += 1
        if not first and any(map(str.isalnum, "".join(screen.lines))):
            first.append(drawn - 1)
        return screen.shows(bench.target.listed) and screen.shows(count)

    listed = session.wait_until(reached, quiet=0.05, limit=bench.patience_s)
    if listed is None:
        raise UnmeasuredError(not_shown(session, f"{bench.target.listed} and {count}"))
    return session.chunks[first[0]], listed


def _letters_and_arrows() -> Iterator[bytes]:
    """Names, each followed by two steps down the list of what was found; never at an end."""
    for name in cycle((*KINDS["names"], *KINDS["beginnings of names"])):
        yield from (letter.encode() for letter in name)
        yield from (DOWN, DOWN, CLEAR_LINE)


def _press_while_reading(session: Session, keys: Iterator[bytes]) -> list[float]:
    """Milliseconds to the answer of each key, until reading is over."""
    latencies: list[float] = []
    lines, was_reading = session.draw().lines, False
    for _ in range(_MOST_KEYS):
        pressed_at = len(session.chunks)
        at = session.press(next(keys))
        session.read_until_quiet(_QUIET_S, patience=0.3)
        last = None
        for chunk in session.chunks[pressed_at:]:
            session.draw_next()
            new = session.screen.lines
            if not same_but_progress(lines, new):
                last = chunk
            lines = new
        if was_reading and not is_reading(lines):
            break
        was_reading = was_reading or is_reading(lines)
        if last is not None:
            latencies.append((last.at - at) * 1e3)
    return latencies if was_reading else []

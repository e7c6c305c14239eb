"""A section of 30,000 words: opened, resized, searched; and the same in a small one, to compare."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from benchmarks import label_sized
from benchmarks.bench import CLEAR_LINE, Bench, UnmeasuredError
from benchmarks.label_sized import LARGE_NAME, RARE_WORD, SMALL_NAME
from benchmarks.table import NO_LIMIT, Figure, Limit
from benchmarks.target import fresh_home
from benchmarks.terminal import Session

AGAIN = Limit(p99=100)
_ROUNDS = 7
_SIZES = ((80, 24), (100, 30), (120, 40))
_USAGE, _DOSAGE, _READ, _FIND = b"2", b"3", b"\r", b"f"
_REST_S = 3.0


def long_section(bench: Bench) -> list[Figure]:
    """Processor time from a key to the last byte of its answer, and how many times what a small section takes. What is
    done between the keys is not in it."""
    with tempfile.TemporaryDirectory(prefix="medtui-label-") as folder:
        label_sized.make_library(Path(folder))
        target = replace(bench.target, library=Path(folder), listed=SMALL_NAME, rows=2)
        with fresh_home() as home:
            label_bench = replace(bench, target=target, warm_home=home)
            label_bench.prepare()
            large, small = (_taken(label_bench, name) for name in (LARGE_NAME, SMALL_NAME))
    figures = []
    for name, samples in large.items():
        ratios = tuple(mine / other for mine, other in zip(samples, small[name], strict=True) if other)
        limit = NO_LIMIT if "first" in name else AGAIN
        figures.append(Figure(f"30,000 words, {name}", "ms CPU", samples, limit, ratios, "ratio: to a small section"))
    return figures


def _taken(bench: Bench, drug: str) -> dict[str, tuple[float, ...]]:
    """What each thing takes in that monograph."""
    taken: dict[str, list[float]] = defaultdict(list)
    with bench.watched() as session:

        def note(name: str, *acts: bytes | tuple[int, int]) -> None:
            for act in acts:
                taken[name].append(_cost(session, act))

        for key in (drug[:4].lower().encode(), _READ):
            _cost(session, key)
        note("first opening", _DOSAGE)
        for _ in range(_ROUNDS):
            _cost(session, _USAGE)
            note("opening", _DOSAGE)
        note("resizing", *_SIZES * 2)
        for _ in range(_ROUNDS):
            note("to the end", b"G")
            note("to the start", b"g")
        _cost(session, _FIND)
        note("finding, first letter", RARE_WORD[:1].encode())
        note("finding, each further letter", *(letter.encode() for letter in RARE_WORD[1:8]))
        _cost(session, CLEAR_LINE)
        note("finding, each further letter", b"d", b"o", b"s", b"e")
        _cost(session, _READ)
        note("next match", *(bytes([key]) for key in b"nnnNnN"))
    return {name: tuple(samples) for name, samples in taken.items()}


def _cost(session: Session, act: bytes | tuple[int, int]) -> float:
    """Milliseconds of processor time from a key, or another size of the window, to the last byte painted."""
    session.read_for(_REST_S)  # what was left for later is done
    before = session.cpu_ms()
    if isinstance(act, bytes):
        session.press(act)
    else:
        session.resize(*act)
    session.read_until_quiet(patience=2.0)
    after = session.chunks[-1].cpu_ms
    if before is None or after is None or session.ended:
        raise UnmeasuredError("processor time could not be read")
    return max(after - before, 0.0)

"""Searching: every key of the list of queries, on screen and in the engine alone, and beside other programs."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.bench import CLEAR_LINE, Bench, Typed, run_command, type_keys
from benchmarks.engine import Engine
from benchmarks.queries import QUERIES, WORDS, typed
from benchmarks.table import Figure, Limit
from benchmarks.target import fresh_home, titles
from benchmarks.terminal import Screen, Session

QUERY, QUERY_LARGE = Limit(p99=20), Limit(p99=50)
ENGINE, ENGINE_LARGE = Limit(p99=8), Limit(p99=16)
MEMORY, MEMORY_LARGE = Limit(p50=40), Limit(p50=150)

MEMORY_STARTS = 3
SIDE_ROUNDS = 3
_NOTHING_FOUND = (0, 1)
"""Exit codes: the programs tell with 1 that a word is nowhere."""


def query(bench: Bench) -> list[Figure]:
    """Each letter of each query, typed in the search box, until the last byte of its answer is painted."""
    typed_all = _queried(bench)
    return [Figure("query", "ms", typed_all.latencies, QUERY_LARGE if bench.large else QUERY, note=typed_all.note)]


def memory(bench: Bench) -> list[Figure]:
    """The most memory that the app held while all queries were typed, less that of the bare app."""
    peak = _queried(bench).peak_mb
    if len(bench.bare) < MEMORY_STARTS:
        bench.start_bare(MEMORY_STARTS)
    more = () if peak is None else tuple(peak - start.peak_mb for start in bench.bare[-MEMORY_STARTS:])
    note = "after all queries" if more else "not told by this system"
    limit = MEMORY_LARGE if bench.large else MEMORY
    return [Figure("memory, above the bare app's", "MB", more, limit, note=note)]


def engine(bench: Bench) -> list[Figure]:
    """The same keys without a screen: the names, reading the query, and the first results from the texts."""
    with _opened(bench) as opened:
        spent = [opened.key_ms(text) for word in QUERIES for text in typed(word)]
    limit = ENGINE_LARGE if bench.large else ENGINE
    return [Figure("engine", "ms", tuple(spent), limit, note=f"{len(spent)} keys, no screen")]


def side_by_side(bench: Bench) -> list[Figure]:
    """The same words with what one would use instead: ripgrep over the files, fzf over the names."""
    with fresh_home(bench.warm_home) as home, tempfile.TemporaryDirectory(prefix="medtui-names-") as folder:
        names = Path(folder) / "names"
        names.write_text("\n".join(titles(bench.target.library)) + "\n", encoding="utf-8")
        programs: list[tuple[str, str, Callable[[str], float]]] = [
            ("rg -il -e WORD", "rg", lambda word: _rg(bench, home, word)),
            ("fzf --filter WORD (names only)", "fzf", lambda word: _fzf(names, home, word)),
            ("medtui search WORD", "", lambda word: _search(bench, home, word)),
        ]
        figures = [_wall(name, program, run) for name, program, run in programs]
    with _opened(bench) as opened:
        spent = tuple(opened.key_ms(word) for _ in range(SIDE_ROUNDS) for word in WORDS)
    return [*figures, Figure("engine for WORD", "ms", spent, note=_words_note())]


def is_searching(screen: Screen) -> bool:
    """Whether the line under the search box says that the answer is not complete."""
    # In a narrow list the words may stand on two lines.
    return "searching the" in " ".join(line.partition("▕")[0].strip() for line in screen.lines[1:4])


@contextmanager
def _opened(bench: Bench) -> Iterator[Engine]:
    """The engine with the catalogue that was made for this library, in this process."""
    with fresh_home(bench.warm_home) as home, Engine.opened(bench.target, home) as engine:
        yield engine


def _queried(bench: Bench) -> Typed:
    """What typing all queries came to; they are typed once a run."""
    if bench.queried is None:
        with bench.opened() as session:
            session.latency_ms(b"/")
            bench.queried = type_keys(session, _letters(session), is_searching)
    return bench.queried


def _letters(session: Session) -> Iterator[bytes]:
    """The keys to measure. The one that empties the box after each query is pressed too, unmeasured."""
    for word in QUERIES:
        yield from (letter.encode() for letter in word)
        session.latency_ms(CLEAR_LINE)


def _wall(name: str, program: str, run: Callable[[str], float]) -> Figure:
    """Milliseconds for each of the words, several times over; nothing where the program is not there."""
    if program and shutil.which(program) is None:
        return Figure(name, "ms", (), note="not installed")
    return Figure(name, "ms", tuple(run(word) * 1e3 for _ in range(SIDE_ROUNDS) for word in WORDS), note=_words_note())


def _words_note() -> str:
    return f"{len(WORDS)} words, {SIDE_ROUNDS} times each"


def _rg(bench: Bench, home: Path, word: str) -> float:
    return run_command(("rg", "-il", "-e", word, str(bench.target.library)), home, fine=_NOTHING_FOUND)


def _fzf(names: Path, home: Path, word: str) -> float:
    with names.open("rb") as stdin:
        return run_command(("fzf", "--filter", word), home, stdin=stdin, fine=_NOTHING_FOUND)


def _search(bench: Bench, home: Path, word: str) -> float:
    argv = bench.target.command_line("search", word, "--format", "tsv", "--limit", "20")
    return run_command(argv, home, fine=_NOTHING_FOUND)

"""Changes in the library while it is open: how soon the list shows them."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from benchmarks.bench import Bench, UnmeasuredError, not_shown
from benchmarks.table import Figure, Limit
from benchmarks.target import Target, first_listed, fresh_home, monographs, surroundings, title_of
from benchmarks.terminal import Screen, Session

WATCH = Limit(p99=2)

ROUNDS = 5
_PATIENCE_S = 20.0
_FILES = 200
_PHASE_S = 0.37
"""Changes of each round come so much later than the one before, because the library is looked at in regular rounds."""

_ADDED, _RENAMED, _EDITED = "Aaa added", "Aab renamed", "Aac edited"
"""Names that stand at the top of any list."""

_TEXT = "layout: none\n---\n\n### Usage\n\nNone: this was made to measure a program.\n"


def watch(bench: Bench) -> list[Figure]:
    """A file is added, renamed, edited and removed in a small copy of the library: seconds until the list shows it."""
    seconds: dict[str, list[float]] = {}
    with (
        _small_copy(bench.target) as target,
        fresh_home() as home,
        Session(target.argv, env=surroundings(home)) as session,
    ):
        replace(bench, target=target).await_rest(session)
        for number in range(ROUNDS):
            for what, change, shown in _changes(target):
                session.read_for(number * _PHASE_S)
                session.draw()
                seconds.setdefault(what, []).append(_seconds(session, what, change, shown))
    note = f"{ROUNDS} times, {target.rows:,} files"
    return [
        Figure(f"file {what}, until listed", "s", tuple(spent), WATCH, note=note) for what, spent in seconds.items()
    ]


def _changes(target: Target) -> Iterator[tuple[str, Callable[[], object], Callable[[Screen], bool]]]:
    """What to do with the library, and how the screen looks once that is listed."""
    # Without a title in it, a file is listed under its own name.
    added, renamed = target.library / f"{_ADDED}.md", target.library / f"{_RENAMED}.md"
    count = f"{target.rows:,} drug"
    yield "added", lambda: added.write_text(f"---\n{_TEXT}"), lambda screen: screen.shows(_ADDED)
    yield "renamed", lambda: added.rename(renamed), lambda screen: screen.shows(_RENAMED)
    yield (
        "edited",
        lambda: renamed.write_text(f"---\ntitle: {_EDITED}\n{_TEXT}"),
        lambda screen: screen.shows(_EDITED),
    )
    yield "removed", renamed.unlink, lambda screen: screen.shows(count)


def _seconds(session: Session, what: str, change: Callable[[], object], shown: Callable[[Screen], bool]) -> float:
    """Seconds from a change until the screen is as it should be then."""
    started = time.perf_counter()
    change()
    chunk = session.wait_until(shown, quiet=0.1, limit=_PATIENCE_S)
    if chunk is None:
        raise UnmeasuredError(not_shown(session, f"a file {what}"))
    return chunk.at - started


@contextmanager
def _small_copy(target: Target) -> Iterator[Target]:
    """Some files of the library, in a folder of their own."""
    with tempfile.TemporaryDirectory(prefix="medtui-watched-") as folder:
        library = Path(folder)
        names: list[str] = []
        for number, path in enumerate(monographs(target.library)[:_FILES]):
            shutil.copyfile(path, library / f"{number:03d}.md")
            names.append(title_of(path))
        listed = first_listed(names)
        if listed is None:
            raise UnmeasuredError("no name is short enough to wait for")
        yield replace(target, library=library, listed=listed, rows=len(names))

"""One long label read from end to end: the processor time of each key, and memory.

python -m benchmarks.whole_label LABEL.md [OTHER.md]: another monograph, to compare it with.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from benchmarks.target import fresh_home, surroundings, title_of
from benchmarks.terminal import Session

_LIMIT_MS, _LIMIT_MB = 100, 150
_REST_S = 0.25
_ENTER, _ESC, _TAB, _RIGHT, _DOWN, _PAGE = b"\r", b"\x1b", b"\t", b"\x1b[C", b"\x1b[B", b"\x1b[6~"
_MOST_PAGES = 200
_SCHEMA = "medtui.yaml"


class Reader:
    """Presses keys in the app and notes what each costs."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.taken: dict[str, list[float]] = defaultdict(list)

    def press(self, what: str, key: bytes, times: int = 1) -> None:
        """Press a key so often. what: under which its cost is noted."""
        for _ in range(times):
            self._session.read_for(_REST_S)
            before = self._session.cpu_ms()
            self._session.press(key)
            self._session.read_until_quiet(patience=10.0)
            after = self._session.chunks[-1].cpu_ms
            if before is None or after is None or self._session.ended:
                raise SystemExit(f"no processor time could be read after {what!r}")
            self.taken[what].append(max(after - before, 0.0))

    def pages_to_the_end(self, what: str) -> None:
        """Page down until nothing moves any more."""
        for _ in range(_MOST_PAGES):
            before = self._session.draw().lines
            self.press(what, _PAGE)
            if self._session.draw().lines == before:
                return

    def read(self, word: str) -> None:
        """All of the label that is open. word: stands in it."""
        for key in "1234567890":
            self.press("section for the first time", key.encode())
            self.press("to the end", b"G")
        for key in "1234567890":
            self.press(f"section {key} again", key.encode())
        self.press("next tab for the first time", _RIGHT, 18)
        self.press("all again", b"0")
        self.press("to the start", b"g")
        self.pages_to_the_end("page down in all")
        self.press("to the start", b"g")
        self.press("line down", _DOWN, 10)
        self.press("next heading", b"]", 20)
        self.press("next link or table", _TAB, 20)
        self.press("columns of a table", _RIGHT, 2)
        self.press("outline", b"o")
        self.press("outline: down", _DOWN, 5)
        self.press("outline: go", _ENTER)
        self.press("find", b"f")
        for at, letter in enumerate(word):
            self.press("find: letter" if at else "find: first letter", letter.encode())
        self.press("find: go", _ENTER)
        self.press("next match", b"n", 30)
        self.press("previous match", b"N", 5)
        self.press("leave", _ESC)

    def compare(self, other: str) -> None:
        """The open label with another drug."""
        self.press("compare: choose", b"c")
        self.press("filter", b"/")
        for letter in other:
            self.press("filter: letter", letter.encode())
        self.press("open the other", _ENTER)
        self.press("comparison", b"c")
        for key in "123456890":
            self.press("comparison: section for the first time", key.encode())
        for key in "123456890":
            self.press("comparison: section again", key.encode())
        self.press("comparison: page", _PAGE, 30)
        self.press("leave", _ESC)


def main(paths: list[str]) -> int:
    """Print the worst of each kind of key. 1 where one takes too long, or memory is over the limit."""
    label, *others = map(Path, paths)
    with tempfile.TemporaryDirectory(prefix="medtui-label-") as folder, fresh_home() as home:
        library = Path(folder)
        for path in (label, *others, label.parent / _SCHEMA):
            if path.exists():
                shutil.copy(path, library)
        argv = (sys.executable, "-m", "medtui", "--library", folder)
        with Session(argv, env=surroundings(home), columns=80, rows=24, watch_cpu=True) as session:
            if session.wait_for(title_of(label).partition(" (")[0][:30], limit=60) is None:
                raise SystemExit("the label is not listed")
            session.settle(limit=120)
            reader = Reader(session)
            for letter in title_of(label)[:6].lower():
                reader.press("typing", letter.encode())
            reader.press("first opening", _ENTER)
            reader.read("hepat")
            if others:
                reader.compare(title_of(others[0])[:8].lower())
            reader.press("export", b"p")
            reader.press("leave", _ESC)
            reader.press("copy all for the first time", b"y")
            peak = session.peak_mb() or 0.0
    return report(reader.taken, peak)


def report(taken: dict[str, list[float]], peak_mb: float) -> int:
    """A line for each kind of key: how many, the middle one, the longest."""
    is_over = peak_mb > _LIMIT_MB
    for what, samples in taken.items():
        worst = max(samples)
        over = "first" not in what and worst > _LIMIT_MS
        is_over = is_over or over
        middle = sorted(samples)[len(samples) // 2]
        times = f"{len(samples):5} keys  {middle:7.1f} ms  at most {worst:7.1f} ms"
        sys.stdout.write(f"{what:40} {times}{'  over' if over else ''}\n")
    sys.stdout.write(f"{'resident memory':40} {peak_mb:7.0f} MB at most{'  over' if peak_mb > _LIMIT_MB else ''}\n")
    return int(is_over)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

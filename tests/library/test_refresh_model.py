"""After any series of changes, the catalogue says what the files say."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from catalogues import assert_right, in_memory, refresh, source_of
from library_files import write

from medtui.library.catalogue.listing import Source
from medtui.library.catalogue.refresh import Policy, Refresher

pytestmark = pytest.mark.slow

WORDS = ("renal", "rena", "liver", "li", "β", "beta", "café", "x", "w1", "w12", "once weekly")
NAMES = (
    "a.md",
    "b.md",
    "c/d.md",
    "c/e.markdown",
    "c/d/f.md",
    "ünï.md",
    "c/README.md",
    "LICENSE.md",
    ".hidden.md",
    "g.MD",
    "h i.md",
)
STARTS = ("renal", "ren", "r", "liv", "beta", "cafe", "x", "w1", "w", "weekly")


def text(chance: random.Random) -> str:
    words = " ".join(chance.choices(WORDS, k=chance.randrange(6)))
    title = f"# Drug {chance.choice(WORDS)}\n" if chance.random() < 0.9 else ""
    return f"{title}\n### {chance.choice(('Usage', 'Dosage', 'Odd'))}\n{words}\n"


class Walk:
    """Changes a library at random."""

    def __init__(self, root: Path, seed: int) -> None:
        self._root = root
        self._chance = random.Random(seed)

    def steps(self, count: int) -> Iterator[None]:
        for _ in range(count):
            for _ in range(self._chance.randrange(1, 4)):
                self._change()
            yield

    def _change(self) -> None:
        chance = self._chance
        path = self._root / chance.choice(NAMES)
        match chance.randrange(8):
            case 0 | 1 | 2:
                write(self._root, str(path.relative_to(self._root)), text(chance))
            case 3 if path.exists():
                path.unlink()
            case 4 if path.exists():
                other = path.with_name(f"moved{chance.randrange(3)}.md")
                path.replace(other)
            case 5 if path.exists():
                path.write_bytes(b"x" * 9_000_000 if chance.random() < 0.3 else b"# Long\nrenal\n" + b"\n" * 20_001)
            case 6 if path.parent.exists() and path.parent != self._root and chance.random() < 0.3:
                shutil.rmtree(path.parent)
            case 7 if chance.random() < 0.1:
                write(self._root, "medtui.yaml", f"sections:\n- name: {chance.choice(('odd', 'even'))}\n")


def follow(source: Source, keepers: Iterable[Refresher], walk: Walk, steps: int) -> None:
    keepers = list(keepers)
    for number, _ in enumerate(walk.steps(steps)):
        keeper = keepers[number % len(keepers)] if number % 5 else Refresher(source)
        keeper.refresh(trust_stamps=number % 3 != 0)
        assert_right(source, STARTS)
        assert not refresh(source).changed


@pytest.mark.parametrize("seed", range(4))
def test_any_changes_are_followed(tmp_path: Path, seed: int) -> None:
    policy = Policy(largest_update=(200, 5)[seed % 2])
    source = source_of(write(tmp_path, "lib/a.md").parent, tmp_path / "cache")
    # Two instances take turns, each knowing only what it has seen itself.
    follow(source, [Refresher(source, policy=policy) for _ in range(2)], Walk(source.root, seed), 40)


def test_any_changes_are_followed_in_memory(tmp_path: Path) -> None:
    source = in_memory(write(tmp_path, "lib/a.md").parent)
    follow(source, [Refresher(source)], Walk(source.root, 9), 40)
    source.storage.close()

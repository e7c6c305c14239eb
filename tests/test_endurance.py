"""What the day of use calls broken. Nothing is started."""

from __future__ import annotations

from random import Random

from benchmarks.endurance import broken_limits, episodes
from benchmarks.processes import Held

WARM = Held(100.0, 8, 15, 2)


def test_what_is_flat_is_sound() -> None:
    assert broken_limits([WARM, Held(109.9, 9, 17, 3), Held(80.0, 8, 15, 2)], left=0) == []


def test_whatever_grows_is_told() -> None:
    broken = broken_limits([WARM, Held(111.0, 8, 15, 2), Held(100.0, 9, 16, 3)], left=1)
    assert [line.split()[0].rstrip(":") for line in broken] == ["memory", "threads", "descriptors", "processes", "1"]


def test_no_key_of_an_episode_leaves_the_app() -> None:
    each = episodes(Random(1))
    keys = {key for _ in range(500) for key in next(each)}
    assert not keys & {b"q", b"\x11"}

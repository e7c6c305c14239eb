"""Labels are made by several processes: in order, a few ahead, and without the end of one being the end of all."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import closing

import pytest

from medtui.importing.label_workers import LabelWorkers, Task

pytestmark = pytest.mark.slow


def shouted(data: bytes, order: str) -> int | str:
    """What the processes do here."""
    if data == b"deadly":
        os.kill(os.getpid(), signal.SIGKILL)
    return f"no figure{order}" if not data.isdigit() else int(data)


def numbered(count: int) -> Iterator[Task[int]]:
    return (Task(number, str(number).encode()) for number in range(count))


@pytest.mark.parametrize("count", [0, 2])
def test_answers_come_in_order(count: int) -> None:
    tasks = [*numbered(20), Task(20, None), Task(21, b"x"), Task(22, b"22")]
    with closing(LabelWorkers(shouted, "!", count)) as workers:
        answers = list(workers.answers(tasks))
    assert answers == [*((number, number) for number in range(20)), (20, None), (21, "no figure!"), (22, 22)]
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("count", [0, 2])
def test_only_some_are_taken_ahead(count: int) -> None:
    taken = []

    def tasks() -> Iterator[Task[int]]:
        for task in numbered(100):
            taken.append(task)
            yield task

    with closing(LabelWorkers(shouted, "", count)) as workers:
        next(workers.answers(tasks()))
        assert len(taken) <= 7


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no such signal")
def test_what_a_process_dies_of_is_refused_and_all_else_is_done() -> None:
    tasks = [*numbered(5), Task(5, b"deadly"), Task(6, b"6"), Task(7, b"deadly"), Task(8, b"8"), *numbered(9)]
    with closing(LabelWorkers(shouted, "", 2)) as workers:
        answers = list(workers.answers(tasks))
    refused = [number for number, answer in answers if isinstance(answer, str) and "ended" in answer]
    assert refused == [5, 7]
    assert [answer for _, answer in answers if isinstance(answer, int)] == [0, 1, 2, 3, 4, 6, 8, *range(9)]

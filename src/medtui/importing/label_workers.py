"""Labels are made on all cores, and come in the order of their inputs, so that every run ends in the same library."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Generic, TypeVar

from medtui.library.child_processes import executor, uninterrupted

_AHEAD = 3  # for each process: at work, or waiting to be asked for
_DIED = "the process that read it ended: it may need more memory than there is"

_Key = TypeVar("_Key")
_Order = TypeVar("_Order")
_Answer = TypeVar("_Answer")


@dataclass(frozen=True)
class Task(Generic[_Key]):
    """key: what it is about. data: what is to be read, or None where there is nothing to do."""

    key: _Key
    data: bytes | None


def processes() -> int:
    """How many are of use on this computer."""
    return os.cpu_count() or 1


class LabelWorkers(Generic[_Order, _Answer]):
    """Calls `work` on the data of tasks, in so many other processes that end with `close`, or in this one for 0.

    work: what it answers of data, or in a str why it cannot. order: what it is given besides.
    """

    def __init__(self, work: Callable[[bytes, _Order], _Answer | str], order: _Order, count: int) -> None:
        self._work, self._order, self._count = work, order, count
        self._executor: ProcessPoolExecutor | None = None

    def close(self) -> None:
        """End the processes."""
        if self._executor:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None

    def answers(self, tasks: Iterable[Task[_Key]]) -> Iterator[tuple[_Key, _Answer | str | None]]:
        """Each task's key with its answer, None where there was nothing to do; in the order of the tasks, of which
        only some are taken ahead."""
        pending: deque[tuple[Task[_Key], Future[_Answer | str] | None]] = deque()
        for task in tasks:
            pending.append((task, None if task.data is None else self._submitted(task.data)))
            while pending and (len(pending) > _AHEAD * max(self._count, 1) or _is_done(pending[0][1])):
                yield self._first(pending)
        while pending:
            yield self._first(pending)

    def _submitted(self, data: bytes) -> Future[_Answer | str]:
        future: Future[_Answer | str] = Future()
        if not self._count:
            future.set_result(self._work(data, self._order))
            return future
        if self._executor is None:
            self._executor = executor(self._count, _prepare)
        try:
            with uninterrupted():
                future = self._executor.submit(self._work, data, self._order)
        except BrokenProcessPool as error:
            future.set_exception(error)
        return future

    def _first(
        self, pending: deque[tuple[Task[_Key], Future[_Answer | str] | None]]
    ) -> tuple[_Key, _Answer | str | None]:
        task, future = pending.popleft()
        if future is None or task.data is None:
            return task.key, None
        try:
            return task.key, future.result()
        except BrokenProcessPool:
            answer = self._alone(task.data)
        for at, (other, was) in enumerate(pending):
            if other.data is not None and was is not None and (not was.done() or was.exception()):
                pending[at] = (other, self._submitted(other.data))
        return task.key, answer

    def _alone(self, data: bytes) -> _Answer | str:
        """The answer to what a process may have died of: only if one dies of it again, is that sure."""
        self.close()
        try:
            return self._submitted(data).result()
        except BrokenProcessPool:
            self.close()
            return _DIED


def _is_done(future: Future[_Answer | str] | None) -> bool:
    return future is None or future.done()


def _prepare() -> None:
    """Import what every label needs."""
    from medtui.presentation.markdown.render import render

    render("A paragraph.")

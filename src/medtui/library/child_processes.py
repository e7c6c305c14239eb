"""Processes that work for this one: they take no notice of Ctrl+C, and none outlives the process that started it."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, redirect_stderr, suppress
from multiprocessing import get_context, parent_process, resource_tracker
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.queues import Queue


def executor(processes: int, prepare: Callable[..., None], *given: Any, may_fork: bool = False) -> ProcessPoolExecutor:
    """So many processes, each of which calls `prepare` first. Submit within `uninterrupted`: that may start one.

    may_fork: they may be copies of this one, which need not import again: it holds no database and no lock. They are
    where only one thread runs and the system lets a copy do anything, which macOS does not.
    Others are started at once: where one dies while another is being started, Python 3.11 waits for that for ever.
    They inherit the file of standard error, and what Textual puts in its place while the app runs has none.
    What they are given comes after their start, in a queue, which a thread fills: Python itself would wait for ever
    until one that has died at its start has read more than a pipe holds.
    """
    if may_fork and sys.platform == "linux" and threading.active_count() == 1:
        return ProcessPoolExecutor(processes, get_context("fork"), initializer=_begin, initargs=(prepare, given))
    context, data = get_context("spawn"), pickle.dumps(given)
    with redirect_stderr(sys.__stderr__):
        if os.name == "posix":
            resource_tracker.ensure_running()  # they need it, and its own start lets Ctrl+C through again
        with uninterrupted():  # one that is half made would be called leaked at the end
            queue: Queue[bytes] = context.Queue()
            queue.cancel_join_thread()
            pool = ProcessPoolExecutor(processes, context, initializer=_begin_anew, initargs=(prepare, queue))
            with suppress(BrokenProcessPool):
                for _ in range(processes):
                    queue.put(data)
                    pool.submit(_nothing)
    return pool


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Processes that are started meanwhile take no notice of Ctrl+C: who has started them ends them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin_anew(prepare: Callable[..., None], queue: Queue[bytes]) -> None:
    _begin(prepare, pickle.loads(queue.get()))


def _begin(prepare: Callable[..., None], given: tuple[Any, ...]) -> None:
    """Get ready, and see to it that this process does not outlive the one that started it, however that ends."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    prepare(*given)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)  # reading makes many small objects and little garbage


def _nothing() -> None:
    """The first work of each process."""


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)

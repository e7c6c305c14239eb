"""The process beside the app that keeps the catalogues: `python -m medtui.library.catalogue.background CACHE PATH...`.

It writes one JSON object a line to standard output: {"source": number, "event": ...} with the event
`progress` (and stage, done, total), `names` (another list of names can be shown), `rebuilt` (the catalogue was
made anew; why, as "damaged"), `current` (the catalogue says what the files say), `folder` (the library cannot be
listed) or `cache` (the catalogue cannot be kept; why).
It ends when its standard input does, so it cannot outlive the app, and may be killed at any instant.
"""

from __future__ import annotations

import gc
import json
import os
import sqlite3
import sys
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import process_time, sleep

from medtui.library.catalogue.listing import LibraryError, Source, find_sources
from medtui.library.catalogue.refresh import STANDARD, FolderError, Policy, Progress, Refresher
from medtui.library.catalogue.storage import BusyError

_POLITE = 10
_CHUNK = 4096


class Rounds:
    """Looks at the libraries again and again. Its first round compares contents, later ones sizes and times.

    on_event: called with each of the events above.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        on_event: Callable[[dict[str, object]], None],
        policy: Policy = STANDARD,
    ) -> None:
        self._on_event = on_event
        self._policy = policy
        self._refreshers = [
            Refresher(source, partial(self._changed, number), policy) for number, source in enumerate(sources)
        ]
        self._compared = [False] * len(sources)
        self._last: list[tuple[str, object]] = [("", "")] * len(sources)

    def go(self) -> float:
        """One round. Returns the seconds to wait before the next."""
        is_quick, started = all(self._compared), process_time()
        for number, refresher in enumerate(self._refreshers):
            event, why = self._refresh(number, refresher)
            if event == "current":
                self._compared[number] = True
            if (event, why) != self._last[number]:
                self._last[number] = event, why
                self._on_event({"source": number, "event": event, "why": why})
        long = self._policy.rest * (process_time() - started) if is_quick else 0
        return max(self._policy.pause_seconds, long)

    def _refresh(self, number: int, refresher: Refresher) -> tuple[str, str]:
        try:
            report = refresher.refresh(trust_stamps=self._compared[number])
        except BusyError:
            return "busy", ""  # another medtui does it; its result is seen in a later round
        except FolderError as error:
            return "folder", str(error)
        except (OSError, sqlite3.Error) as error:
            return "cache", getattr(error, "strerror", "") or str(error)
        if report.unfit:
            self._on_event({"source": number, "event": "rebuilt", "why": report.unfit})
        return "current", refresher.edition

    def _changed(self, number: int, progress: Progress | None) -> None:
        if progress is None:
            self._on_event({"source": number, "event": "names"})
        else:
            self._on_event({"source": number, "event": "progress", **progress._asdict()})


def main(arguments: Sequence[str], policy: Policy = STANDARD) -> int:
    """Run until standard input ends. Returns the exit code: 0, or 1 when a library is not there."""
    threading.Thread(target=_end_with_input, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(_POLITE)
    cache, *paths = arguments
    try:
        sources = find_sources([Path(path) for path in paths], Path(cache) if cache else None)
    except LibraryError:
        return 1
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)  # reading makes many small objects and little garbage
    rounds = Rounds(sources, _write, policy)
    while True:
        sleep(rounds.go())


def _write(event: dict[str, object]) -> None:
    # Bytes, because the environment may have Python write text in any encoding.
    sys.stdout.buffer.write(json.dumps(event).encode() + b"\n")
    sys.stdout.buffer.flush()


def _end_with_input() -> None:
    # Not sys.stdin, whose lock this thread would hold when the interpreter ends, which is fatal.
    while os.read(0, _CHUNK):
        pass
    os._exit(0)  # at once: whatever is being written is either complete or not used


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except BrokenPipeError:
        os._exit(0)

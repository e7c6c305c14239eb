"""Keeps the catalogues up to date while the app runs, in a process of its own so that no key waits for it."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Sequence
from time import monotonic
from typing import TYPE_CHECKING

from textual.message import Message

from medtui.older_python import module_command
from medtui.tui.footer import Notice

if TYPE_CHECKING:
    from medtui.library.catalogue.listing import Source


class CatalogueFollower:
    """post: called in another thread with each of the messages below, and with what to tell the user.

    Where the cache cannot be used, the catalogues are made in this process, in a thread and in memory.
    """

    class NamesChanged(Message):
        """The catalogue of a library has another list of names, and perhaps other texts."""

    class Progressed(Message):
        """Reading goes on. stage: `names` or `text`. done, total: files. left_s: seconds to go, None while
        nobody can say."""

        def __init__(self, stage: str, done: int, total: int, left_s: float | None) -> None:
            super().__init__()
            self.stage, self.done, self.total, self.left_s = stage, done, total, left_s

    class Checked(Message):
        """Every library has been compared with its files."""

    def __init__(self, sources: Sequence[Source], post: Callable[[Message], object]) -> None:
        self._sources = sources
        self._post = post
        self._process: subprocess.Popen[bytes] | None = None
        self._editions: dict[int, str] = {}
        self._begun: dict[tuple[int, str], tuple[float, int]] = {}
        self._stopped = threading.Event()

    def start(self) -> None:
        """Begin; returns at once."""
        threading.Thread(target=self._follow, name="catalogues", daemon=True).start()

    def stop(self) -> None:
        """End it, also in the middle of writing: what is on disk is whole at any instant."""
        self._stopped.set()
        if self._process:
            self._process.kill()

    def _follow(self) -> None:
        if any(source.storage.folder is None for source in self._sources):
            self._keep_in_memory("there is no home folder")
            return
        folders = {str(source.storage.folder.parents[1]) for source in self._sources if source.storage.folder}
        command = [*module_command("medtui.library.catalogue.background"), *folders]
        command += [source.key for source in self._sources]
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError as error:
            self._keep_in_memory(error.strerror or "no process can be started")
            return
        why = self._listen(self._process)
        self._process.kill()
        self._process.wait()
        if not self._stopped.is_set():
            self._keep_in_memory(why or "the process that makes it ended")

    def _listen(self, process: subprocess.Popen[bytes]) -> str:
        """Hand on what the process says, until it ends or the cache fails; returns why that was."""
        import json

        with process:
            if self._stopped.is_set():  # while it was being started
                process.kill()
            for line in process.stdout or ():
                event = json.loads(line)
                if event["event"] == "cache":
                    return str(event["why"])
                self._hand_on(event)
        return ""

    def _hand_on(self, event: dict[str, object]) -> None:
        source, kind = int(str(event["source"])), event["event"]
        if kind == "progress":
            self._progressed(source, str(event["stage"]), int(str(event["done"])), int(str(event["total"])))
        elif kind == "names":
            self._post(self.NamesChanged())
        elif kind == "rebuilt":
            self._post(Notice(f"The catalogue was {event['why']}, so it was made anew."))
        elif kind == "folder":
            self._post(Notice(f"The library {self._sources[source].name} cannot be listed ({event['why']})."))
        elif kind == "current":
            if self._editions.get(source, event["why"]) != event["why"]:
                self._post(self.NamesChanged())
            self._editions[source] = str(event["why"])
            if len(self._editions) == len(self._sources):
                self._post(self.Checked())

    def _progressed(self, source: int, stage: str, done: int, total: int) -> None:
        began, first = self._begun.setdefault((source, stage), (monotonic(), done))
        spent = monotonic() - began
        left_s = spent / (done - first) * (total - done) if done > first and spent > 1 else None
        self._post(self.Progressed(stage, done, total, left_s))

    def _keep_in_memory(self, why: str) -> None:
        """Do the same in this thread, for as long as the app runs."""
        from medtui.library.catalogue.background import Rounds

        for source in self._sources:
            source.storage.forget_folder()
        self._editions.clear()
        self._post(Notice(f"The catalogue cannot be kept on disk ({why}), so it is made in memory each time."))
        rounds = Rounds(self._sources, self._hand_on)
        while not self._stopped.wait(rounds.go()):
            pass

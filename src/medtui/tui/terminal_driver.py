"""The terminal while the app runs: its modes are set and given back in pairs, and nothing it sends can end the app.

Textual's own driver, guarded. Signals are taken up between two events of the app, never in the middle of one.
"""

from __future__ import annotations

import asyncio
import io
import os
import select
import signal
import sys
import threading
from contextlib import suppress
from functools import partial
from typing import Any, TextIO

from textual import events
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message
from textual.messages import InBandWindowResize

from medtui.tui.terminal_input import TerminalInput

_ENDING_SIGNALS = (
    *("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT"),
    *("SIGUSR1", "SIGUSR2", "SIGALRM", "SIGVTALRM", "SIGPROF", "SIGXCPU", "SIGIO", "SIGPWR", "SIGSTKFLT", "SIGEMT"),
)
"""Those that would end it at once, the terminal as the app has it; not every system knows all of them."""
_LARGEST = Size(1000, 500)
"""Of the screen that is drawn: a terminal may say that it is larger, and be wrong."""
_POLL_SECONDS = 0.05
_MOST_READ = 1 << 16
_PATIENCE = 1.5
"""Seconds that the app gets to end by itself where its terminal is gone."""


def end_at_signals(app: App[Any]) -> None:
    """From here on those that would end the process end the app, with a code that says which. Called before it runs:
    what asyncio does about Ctrl+C, cancel its task, Textual takes for something else while it starts."""
    loop = asyncio.get_running_loop()
    for number in (signal.Signals[name] for name in _ENDING_SIGNALS if hasattr(signal, name)):
        loop.add_signal_handler(number, partial(app.exit, return_code=128 + number))


class TerminalDriver(LinuxDriver):
    """Draws on the terminal that medtui was started in, and reads from it. POSIX only."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._file = _UntilGone(sys.__stderr__)  # type: ignore[assignment]  # it writes, flushes and has a fileno
        self._is_on = False
        self._is_suspended = False
        self._settings: list[Any] | None = None
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTSTP, self._suspend)
        loop.add_signal_handler(signal.SIGCONT, self._continue)

    # Modes --------------------------------------------------------------------------------------------

    def start_application_mode(self) -> None:
        """Take the terminal, unless it is ours already."""
        if self._is_on:
            return
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._is_on = self._key_thread is not None and self._key_thread.is_alive()  # not in the background
        if self._is_on:
            self._is_suspended = False
            # Textual asks for the size in the midst of anything: a second signal then overtakes the first, whose size,
            # an old one by then, would be the last that the app hears of.
            self._loop.add_signal_handler(signal.SIGWINCH, self._say_size)
            # What it has now may be our own modes, where we were stopped without being told.
            self.attrs_before = self._settings = self._settings or self.attrs_before

    def _say_size(self) -> None:
        """Tell the app how large the terminal is now."""
        size = Size(*self._get_terminal_size())
        self._app.post_message(events.Resize(size, size))

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was, unless that is done."""
        if self._is_on:
            self._is_on = False
            super().stop_application_mode()

    def close(self) -> None:
        """At the end heed no signal any more: asyncio would complain of one that comes while it closes its loop."""
        super().close()
        if not self._app.is_running:  # else it is suspended
            signal.set_wakeup_fd(-1)

    def _suspend(self) -> None:
        """Ctrl+Z or its like: stop, the terminal as it was."""
        self._give_back()
        self._settings = None  # the shell may change them
        os.kill(os.getpid(), signal.SIGSTOP)

    def _continue(self) -> None:
        """Go on, also where nobody said that we were to stop: the terminal may have been another program's."""
        if self._is_on:
            self._give_back()
        if self._is_suspended:
            self._must_signal_resume = True
            self.start_application_mode()
            self._app.refresh(layout=True)

    def _give_back(self) -> None:
        if self._is_on:
            self.suspend_application_mode()
            self._is_suspended = True

    def _get_terminal_size(self) -> tuple[int, int]:
        """As the terminal says, whatever COLUMNS and LINES say."""
        try:
            columns, lines = os.get_terminal_size(self.fileno)
        except OSError:
            columns, lines = 0, 0
        return min(columns or 80, _LARGEST.width), min(lines or 24, _LARGEST.height)

    def process_message(self, message: Message) -> None:
        if not isinstance(message, InBandWindowResize):  # sizes are asked of the system alone
            super().process_message(message)

    # Input --------------------------------------------------------------------------------------------

    def run_input_thread(self) -> None:
        """Hand on what is typed until the app ends or the terminal is gone."""
        keyboard = TerminalInput()
        while not self.exit_event.is_set():
            ready, _, _ = select.select([self.fileno], [], [], _POLL_SECONDS)
            data = b""
            if ready:
                with suppress(OSError):
                    data = os.read(self.fileno, _MOST_READ)
                if not data:
                    self._leave()
                    return
            for message in keyboard.messages(data):
                self.process_message(message)

    def _leave(self) -> None:
        """Nobody is there any more: what was written is kept, and the process ends whatever else it does."""
        number = signal.SIGHUP
        self._loop.call_soon_threadsafe(partial(self._app.exit, return_code=128 + number))
        killer = threading.Timer(_PATIENCE, os._exit, (128 + number,))
        killer.daemon = True
        killer.start()


class _UntilGone:
    """The terminal to write to; what is written to one that is gone goes nowhere."""

    def __init__(self, file: TextIO | None) -> None:
        self._file = file or io.StringIO()

    def write(self, text: str) -> int:
        with suppress(OSError):
            self._file.write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()

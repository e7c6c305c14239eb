"""The app in a real terminal, with a library of three drugs, in any of ten states. POSIX only."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pseudo_terminal import PseudoTerminal

from medtui.desk.note_drafts import read_drafts

DRUGS = {"bexarol": "Elbows.", "quinzol": "Shins.", "zelofane": "Knees."}
ENTERS, LEAVES = b"\x1b[?1049h", b"\x1b[?1049l"
TALLEST = 100
"""Rows that the terminal ever has, storms of sizes apart."""
NOTE = "Ask Dr Q"
STATES = {
    "list": ("", "Elbows."),
    "text": ("\t", "Elbows."),
    "search box": ("/zelof", "Knees."),
    "note": ("\ta", "Your note on"),
    "help": ("\t?", "Line, drug or question up"),
    "file name": ("\tp", "Write"),
    "browse": ("\tB", "by name"),
    "comparison": ("\tc/zelof\rc", "Compare"),
    "marks": ("\tmM", "Marked"),
    "palette": ("\x10", "commands"),  # a cursor blinks on the first letter before it
}
"""By name: the keys that lead there, and what is on the screen then."""


def home_with_drugs(folder: Path) -> Path:
    """Where a library is, with its catalogue."""
    (folder / "drugs").mkdir()
    for name, text in DRUGS.items():
        (folder / f"drugs/{name}.md").write_text(f"---\ntitle: {name.title()}\n---\n### Usage\n{text}\n", "utf-8")
    with PseudoTerminal(["-m", "medtui", "index", "--library", str(folder / "drugs")], folder) as terminal:
        assert terminal.ends() == 0
    return folder


@contextmanager
def opened(home: Path, state: str = "") -> Iterator[PseudoTerminal]:
    """The app in that state, with a desk of its own; nobody is left behind."""
    shutil.rmtree(home / ".local", ignore_errors=True)
    with PseudoTerminal(["-m", "medtui", "--library", str(home / "drugs")], home) as terminal:
        if state:
            keys, shown = STATES[state]
            terminal.waits_for("Elbows.")
            terminal.types(keys)
            terminal.waits_for(shown)
            if state == "note":
                terminal.written = terminal.written.replace(b"Q", b"")
                terminal.types(NOTE)
                terminal.waits_for("Q")
        yield terminal


def is_left_as_it_was(terminal: PseudoTerminal) -> None:
    """The screen was given back as often as it was taken, and nobody of the family is there any more."""
    assert terminal.has_its_modes, "modes not restored"
    assert terminal.written.count(ENTERS) == terminal.written.count(LEAVES), "screen not given back once"
    if ENTERS in terminal.written:
        assert terminal.is_restored, "terminal not restored"
    words = terminal.last_words  # what Python says of a signal before it has come to medtui is not ours
    assert "Traceback" not in words or "medtui" not in words, words
    end = time.monotonic() + 5
    while is_there(terminal.process.pid):
        assert time.monotonic() < end, "a process is left over"
        time.sleep(0.02)


def is_there(group: int) -> bool:
    """Whether the app's process group has anyone in it."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def draft_in(home: Path) -> str:
    """What was typed of a note and is there for the next start; or nothing."""
    return "".join(text for path in home.rglob("drafts.json") for text in read_drafts(path.parent)[0].values())


def is_painted_again(terminal: PseudoTerminal, text: str, number: int) -> None:
    """Of another size it paints everything, and that text. number: another one each time, so that the size is one that
    it has never had: what it still writes of an earlier one is not taken for this."""
    begun, rows = len(terminal.written), 31 + number
    assert rows <= TALLEST
    last_row = f"\x1b[{rows};1H".encode()
    terminal.resizes(110 + number % 9, rows)

    def is_there() -> bool:
        paints = terminal.written[begun:].split(b"\x1b[1;1H")
        return any(text.encode() in paint and paint.rpartition(b"\n")[2].startswith(last_row) for paint in paints)

    terminal.waits_until(is_there)

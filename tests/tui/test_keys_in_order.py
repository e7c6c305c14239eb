"""Keys are handled one after the other: however fast they come, and however early."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals of this kind", allow_module_level=True)

from pseudo_terminal import PseudoTerminal

DRUGS = {"amoxicillin": "Penicillin.", "metformin": "Biguanide.", "quinine": "Cinchona."}
FIRST = DRUGS["amoxicillin"]
GAPS = (0.005, 0.03, 0.08, 0.15)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the library is, with its catalogue: every name is known from the start."""
    folder = tmp_path_factory.mktemp("home")
    library = folder / "drugs"
    library.mkdir()
    for name, text in DRUGS.items():
        (library / f"{name}.md").write_text(f"---\ntitle: {name.title()}\n---\n### Usage\n{text} Daily.\n", "utf-8")
    with PseudoTerminal(["-m", "medtui", "index", "--library", str(library)], folder) as terminal:
        assert terminal.ends() == 0
    return folder


@pytest.fixture(params=[False, True], ids=["idle", "busy"])
def machine(request: pytest.FixtureRequest) -> Iterator[None]:
    """The machine, with nothing else to do or with more than it has processors for."""
    spinning = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2 * request.param)]
    yield
    for process in spinning:
        process.kill()
        process.wait()


def started(home: Path) -> PseudoTerminal:
    return PseudoTerminal(["-m", "medtui", "--library", str(home / "drugs")], home)


def finds(terminal: PseudoTerminal, name: str, gap: float = 0.0, before: str = "/") -> None:
    """Type a drug's name in the box, and read the drug. before: the keys that lead there."""
    terminal.written = b""
    terminal.types(f"{before}{name}", gap)
    terminal.waits_for(name)  # in the box: everywhere else it has a capital
    terminal.waits_for(DRUGS[name])
    terminal.types("\r")


def quits(terminal: PseudoTerminal, keys: str = "q") -> None:
    """No screen is left open over the main one, and no box takes letters."""
    terminal.types(keys)
    assert terminal.ends() == 0


@pytest.mark.usefixtures("machine")
def test_every_letter_after_the_slash_is_text_however_fast_it_comes(home: Path) -> None:
    with started(home) as terminal:
        terminal.waits_for(FIRST)
        for name in ("quinine", "amoxicillin", "metformin"):
            finds(terminal, name)
        for gap, name in zip(GAPS, ("amoxicillin", "quinine", "metformin", "quinine"), strict=True):
            finds(terminal, name, gap)
        terminal.types("M")
        terminal.waits_for("Nothing is marked yet")
        quits(terminal, "qq")


@pytest.mark.usefixtures("machine")
def test_every_letter_is_text_however_fast_it_comes_in_box_and_list(home: Path) -> None:
    with started(home) as terminal:
        terminal.waits_for(FIRST)
        for gap, name in zip(
            (0.0, *GAPS), ("quinine", "metformin", "amoxicillin", "quinine", "metformin"), strict=True
        ):
            finds(terminal, name, gap, before="")
            terminal.types("\x1b")  # to the list
            terminal.reads_for(0.5)  # else Esc and the key after it would be one, with Alt
            terminal.types("\x15", gap)
        terminal.types("\x1b[B5-fluorouracil")
        terminal.waits_for("5-fluorouracil")
        terminal.types("\x15/5-f")
        terminal.waits_for("5-f")
        terminal.types("\x15metformin\rM")
        terminal.waits_for("Nothing is marked yet")
        quits(terminal, "qq")


@pytest.mark.parametrize("seconds", [0.1, 0.3, 0.6, 1.0])
def test_keys_that_come_early_wait(home: Path, seconds: float) -> None:
    with started(home) as terminal:
        terminal.reads_for(seconds)
        finds(terminal, "quinine", before="")
        quits(terminal)


def test_keys_that_come_early_wait_on_a_busy_machine_too(home: Path) -> None:
    with ExitStack() as stack:
        terminals = [(seconds, stack.enter_context(started(home))) for seconds in (0.1, 0.3, 0.6, 1.0, 2.0, 3.0)]
        passed = 0.0
        for seconds, terminal in terminals:
            terminal.reads_for(seconds - passed)
            passed = seconds
            terminal.types("quinine")
        for _, terminal in terminals:
            terminal.waits_for(DRUGS["quinine"])
            quits(terminal, "\rq")


def test_whatever_a_key_opens_gets_the_keys_that_come_with_it(home: Path) -> None:
    page = home / "page.txt"
    steps = [
        ("text", "\r", ""),
        ("find in the monograph", "fDai\r", "passage 1 of 1"),
        ("help", "?q", ""),
        ("disclaimer", "dd", ""),
        ("the other pane", "\t\x1b[H\x1b[B\r", DRUGS["metformin"]),
        ("note", "aHer quinine\x13", "Her quinine"),
        ("file", f"p\x15{page}\r", "Written"),
        ("comparison", "c/quinine\rcq", ""),
        ("marks", "Mq", ""),
        ("palette", "\x10metformin\r", DRUGS["metformin"]),
        ("paste", "/\x1b[200~amoxi\ncillin\x1b[201~\x15metformin\r", DRUGS["metformin"]),
    ]
    with started(home) as terminal:
        terminal.waits_for(FIRST)
        for _, keys, shown in steps:
            terminal.written = b""
            terminal.types(keys)
            terminal.waits_for(shown)
        finds(terminal, "quinine")
        quits(terminal)
    assert page.exists()

"""Some 140 payloads (C0, C1, every escape sequence in every encoding, signs that turn, hide or join, look-alikes, what
is no character) in each place of a file, its name, folder and library and in the user's notes, and all that medtui
writes of them by every command, in JSON, plain lines, exports and a real terminal: nothing but printable text and ends
of lines, or on a terminal the few sequences that medtui uses itself; figures stay as they are, and JSON keeps all."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hostile_shelf import Output, desk, outputs, shelf
from tally import Cases
from terminal_grammar import forbidden, not_ours

from medtui.reading.decoding import decode

GROUPS = 6
ESC, SAVE = "\x1b", "\x13"
SEQUENCES = (
    "[5mblink", "[8mhidden", "[2J", "[3J", "[H", "[99;199H", "[6n", "[c", "[>c", "[?5h", "[?1047h", "[?1000h",
    "[21t", "[18t", "[20h", "[1L", "[2K", "[4h", "[!p", "[r", "[s", "[0q", "c", "7", "8", "D", "M", "Z", "#8", "(0",
    "%G", "=", "N", "]0;owned\x07", "]2;owned\x1b\\", "]52;c;b3duZWQ=\x07", "]8;;http://x/\x07link\x1b]8;;\x07",
    "]4;1;?\x07", "]1337;x\x07", "P+q544e\x1b\\", "P$qm\x1b\\", "_Gi=1;AAAA\x1b\\", "^private\x1b\\",
    "Xstring\x1b\\", "\x1b[5m", "\x18[5m", "[5\x1a",
)  # fmt: skip
EIGHT_BIT = (
    "\x9b5m", "\x9b2J", "\x9d0;owned\x9c", "\x9d52;c;b3duZWQ=\x9c", "\x90+q544e\x9c", "\x9f\x47i=1\x9c",
    "\x9eprivate\x9c", "\x98string\x9c", "\x84", "\x85next", "\x8d", "\x8e", "\x8f", "\x99", "\x9a", "\xc2\x9b5m",
    "\x1b\x9b5m",
)  # fmt: skip
ENTITIES = (
    "&#27;[5m", "&#x1b;[2J", "&#155;5m", "&#x9b;2J", "&#x202e;x", "&#8203;", "&#xd800;", "&#0;", "&NewLine;x",
    "&shy;",
)  # fmt: skip
LOOK_ALIKES = (
    "p\u0430racetamol", "\u217cmg", "\u2024\u2025", "\uff1c5", "\u2215", "\U0001d7d5", "\u3000", "\u00a0", "\u2800",
)  # fmt: skip
ODD = (
    "\u202eevil", "\u202dleft", "\u2066x\u2069", "\u2067x", "\u2068x", "\u200ex", "\u200fx", "\u061cx", "\u2028x",
    "\u2029x", "\ufff9a\ufffab\ufffb", "\U000e0041\U000e0042", "\ud800", "\udc80", "\udfff", "\ufffd", "\x7f",
    "\x00", "\x01", "\x07", "\x08\x08", "\x0b", "\x0c", "\x0e", "\x0f", "\rover", "a\rb", "\x1c", "\x1f",
    "x" + "\u0301" * 200, "\ufe0f" * 80,
)  # fmt: skip
HIDDEN = (
    *(
        "\xad",
        "\u034f",
        "\u115f",
        "\u1160",
        "\u17b4",
        "\u180b",
        "\u180e",
        "\u200b",
        "\u200c",
        "\u200d",
        "\u2060",
        "\u2061",
    ),
    *(
        "\u2064",
        "\u2065",
        "\u206a",
        "\u206f",
        "\u3164",
        "\ufe00",
        "\ufe0f",
        "\ufeff",
        "\uffa0",
        "\ufff0",
        "\ufdd0",
        "\ufffe",
    ),
    *("\uffff", "\U0001bca0", "\U0001d173", "\U0001fffe", "\U000e0001", "\U000e0100", "\U000e0fff", "\U0010ffff"),
)
"""For each of these nothing is drawn."""
PAYLOADS = (
    *(f"{ESC}{rest}" for rest in SEQUENCES), *EIGHT_BIT, *ENTITIES, *LOOK_ALIKES, *ODD,
    *(f"5{sign}00 mg" for sign in HIDDEN),
)  # fmt: skip

_INVISIBLE = re.compile(f"[{''.join(HIDDEN)}]")


def check(output: Output) -> None:
    """Only what may be written was written."""
    text = output.text
    if output.is_source:
        text = text.replace("\r\n", "\n").replace("\t", " ")
    elif output.sink.startswith(("list", "marks", "search")):
        text = text.replace("\t", " ")
    assert not forbidden(text), sorted(map(ascii, forbidden(text)))
    if "json" not in output.sink and output.sink != "dump":
        assert "500 mg" not in _INVISIBLE.sub("", text), "a figure has changed"


def kept(root: Path, written: str) -> Iterator[str]:
    """The files whose text is not in what `dump` wrote."""
    dumped = {"".join(part["source"] for part in json.loads(line)["parts"]) for line in written.splitlines()}
    return (path.name for path in root.rglob("*.md") if decode(path.read_bytes())[0] not in dumped)


@pytest.mark.parametrize("group", range(GROUPS))
def test_nothing_that_drives_a_terminal_is_written(cases: Cases, group: int, tmp_path: Path) -> None:
    payloads = PAYLOADS[group::GROUPS]
    root = shelf(tmp_path, payloads)
    desk(tmp_path / "home", root, payloads)
    for output in outputs(root, payloads, tmp_path):
        with cases.case(ascii(output.sink)):
            check(output)
            if output.sink == "dump":
                assert not [*kept(root, output.text)]
    assert cases.tried > 20 * len(payloads)


def pasted(payload: str) -> str:
    """What a terminal sends when that is pasted."""
    return f"{ESC}[200~{payload.encode('utf-8', 'replace').decode()}{ESC}[201~"


_LOOK = ("0", "\x1b[F", "e", "o", ESC, "2", "3", "7", "8", "a")
"""The whole, its end, questions, outline, four sections, in the second of which is a note, and one to write."""
_SHOWN = {"o": "Esc goes back", ESC: "type a drug or a question", "a": "Ctrl+S saves", SAVE: "Your note is "}
"""What is on the screen after some of these keys: the next one before that would mean something else."""


@pytest.mark.skipif(os.name != "posix", reason="Windows has no pseudo-terminals of this kind")
@pytest.mark.parametrize("group", range(GROUPS))
def test_no_sequence_but_our_own_reaches_a_terminal(cases: Cases, group: int, tmp_path: Path) -> None:
    from pseudo_terminal import PseudoTerminal  # Windows cannot import it

    payloads = PAYLOADS[group::GROUPS]
    root = shelf(tmp_path, payloads)
    notes = desk(tmp_path, root, payloads)
    program = ["-m", "medtui", "--library", str(root)]
    with PseudoTerminal(program, tmp_path, XDG_DATA_HOME=str(tmp_path / "data")) as terminal:
        terminal.waits_for(f"{len(payloads)} drugs")
        terminal.types("\t")
        reached = [0]
        for payload, note in zip(payloads, notes, strict=True):
            shown = _SHOWN | {"2": note}
            for keys in (*_LOOK, pasted(f"Words {payload}"), SAVE, "\t", "\x1b[B", "\t"):
                before = len(terminal.written)
                terminal.types(keys)
                terminal.waits_for(shown.get(keys, ""), before)
            reached.append(len(terminal.written.decode(errors="ignore")))
        for payload in payloads:
            terminal.types(f"/{pasted(payload)}")
            terminal.reads_for(0.015)
        terminal.types("\x11")
        assert terminal.ends() == 0
    written = terminal.written.decode()
    assert written.count("Drug") > len(payloads)
    odd = [*not_ours(written)]
    for payload, (start, stop) in zip((*payloads, "asked for"), pairwise([*reached, len(written)]), strict=True):
        with cases.case(ascii(payload)):
            assert not (here := [ascii(written[at - 20 : at + 20]) for at in odd if start <= at < stop]), here[:3]
    assert cases.tried == len(payloads) + 1

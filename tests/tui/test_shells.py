"""Completion as docs/cli.md has it, one line a shell, typed into real shells; and `man medtui`."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import AMOXICILLIN, ZINC
from pseudo_terminal import PseudoTerminal

from medtui.commands.declaration import all_commands

pytestmark = pytest.mark.slow

DOCS = Path(__file__).parents[2] / "docs"
STARTS = {
    "bash": (".bashrc", "PS1='ready> '", ("--rcfile", ".bashrc", "-i")),
    "zsh": (".zshrc", "PROMPT='ready> '; autoload -U compinit; compinit -u -D", ("-i",)),
    "fish": ("config/fish/config.fish", "function fish_prompt; echo 'ready> '; end", ("-i",)),
}
"""By the shell: its file, what stands there already, its options."""


def documented(shell: str) -> str:
    """The line of docs/cli.md for this shell."""
    line = re.search(
        rf"^    (.*medtui completion {shell}\b.*?) +#", (DOCS / "cli.md").read_text(encoding="utf-8"), re.M
    )
    assert line
    return line[1]


@pytest.mark.parametrize("name", STARTS)
def test_a_command_and_a_drug_are_completed(name: str, tmp_path: Path) -> None:
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"no {name} here: install it from the system's packages")
    file, before, options = STARTS[name]
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text(f"{before}\n{documented(name)}\n")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "medtui").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m medtui "$@"\n')
    (tmp_path / "bin" / "medtui").chmod(0o755)
    (tmp_path / "drugs").mkdir()
    for stem, text in {"amoxicillin": AMOXICILLIN, "zinc": ZINC}.items():
        (tmp_path / "drugs" / f"{stem}.md").write_text(text, encoding="utf-8")
    # A shell wants the terminal to be its own.
    own = "import fcntl, os, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0)"
    start = f"{own}; os.execv({program!r}, {[name, *options]!r})"
    others = {"ZDOTDIR": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config"), "SHELL": program}
    others |= {"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin", "MEDTUI_LIBRARY": str(tmp_path / "drugs")}
    with PseudoTerminal(["-c", start], tmp_path, **others) as shell:
        shell.waits_for("ready> ")
        shell.types("medtui sho\tzin\t\r")
        shell.waits_for("Source: drugs")
        shell.types("exit\r")
        shell.ends()
        assert b"zinc.md" in shell.written


def test_the_manual_page_has_every_option_and_no_mistake() -> None:
    text = (DOCS / "medtui.1").read_text(encoding="utf-8").replace("\\-", "-")
    for command in all_commands():
        assert command.prog in text
        assert all(f".B {option.flag}" in text for option in command.options)
    man = shutil.which("man")
    if man is None:
        pytest.skip("no man here: install man-db")
    done = subprocess.run([man, "--warnings", "-Tutf8", "-Z", "-l", DOCS / "medtui.1"], capture_output=True, check=True)
    assert done.stderr == b""

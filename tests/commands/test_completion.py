"""The completion scripts, made from the same declarations as the parser."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import AMOXICILLIN, Shell, call

from medtui.commands.completion_command import SHELLS, script
from medtui.commands.declaration import all_commands
from medtui.reading.schema import default_schema

pytestmark = pytest.mark.slow

Capsys = pytest.CaptureFixture[str]

ASK_BASH = """
medtui() {{ {python} -m medtui "$@"; }}
source "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_shtab_medtui
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(tmp_path, monkeypatch)


def offered(shell: Shell, *words: str | Path) -> list[str]:
    """What bash offers for the last of these words."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash here")
    (shell.folder / "completion").write_text(script("bash"), encoding="utf-8")
    program = ASK_BASH.format(python=f"'{sys.executable}'")
    command = [bash, "-c", program, "bash", str(shell.folder / "completion"), "medtui", *map(str, words)]
    done = subprocess.run(command, check=True, capture_output=True, timeout=60)
    assert done.stderr == b""
    return done.stdout.decode().splitlines()


@pytest.mark.parametrize("name", SHELLS)
def test_a_shell_takes_its_script(name: str, capsys: Capsys, tmp_path: Path) -> None:
    result = call(capsys, "completion", name)
    assert (result.code, result.out) == (0, script(name))
    assert all(spec.name in result.out for spec in default_schema().sections)
    assert all(command.name in result.out for command in all_commands())
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"no {name} here to check the syntax")
    (tmp_path / "script").write_text(result.out, encoding="utf-8")
    subprocess.run([program, "-n", tmp_path / "script"], check=True, timeout=60)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["sh"], ["show"]),
        (["se"], ["search"]),
        (["s"], ["search", "show", "sources", "status"]),
        (["search", "--"], ["--section", "--limit", "--format", "--library", "--debug", "--help"]),
        (["search", "fever", "--format", ""], ["text", "json", "tsv"]),
        (["search", "fever", "--section", "al"], ["all"]),
        (["search", "--limit", ""], [""]),
        (["index", "--r"], ["--rebuild"]),
        (["status", "--"], ["--library", "--debug", "--help"]),
        (["--v"], ["--version"]),
        (["show", "--"], ["--section", "--format", "--library", "--debug", "--help"]),
        (["list", "--format", ""], ["text", "json"]),
        (["show", "zinc", "--format", "m"], ["markdown"]),
        (["--section", "dos"], ["dosage"]),
        (["completion", ""], list(SHELLS)),
        (["dump", ""], [""]),
    ],
)
def test_bash_offers_words(shell: Shell, words: list[str], found: list[str]) -> None:
    shell.set(MEDTUI_LIBRARY=str(shell.library()))
    assert offered(shell, *words) == found


def test_fish_knows_which_options_take_a_value() -> None:
    lines = script("fish").splitlines()
    limits = [line for line in lines if "-l limit " in line]
    assert limits
    assert all(" -x -d " in line for line in limits)
    assert all(" -xka " in line for line in lines if "-l section " in line or "-l format " in line)


def test_bash_offers_drug_names(shell: Shell) -> None:
    library = shell.library(folic="# Folic Acid\n", iron="# Iron (II)'s $HOME\n", zinc="# Zinc\n", zz="# Zinc\n")
    shell.set(MEDTUI_LIBRARY=str(library))
    assert offered(shell, "show", "fo") == ["Folic\\ Acid"]
    assert offered(shell, "fol") == ["Folic\\ Acid"]
    assert offered(shell, "show", "Folic\\ a") == ["Folic\\ Acid"]
    assert offered(shell, "show", '"fo') == ["Folic Acid"]
    assert offered(shell, "show", "iron") == ["Iron\\ \\(II\\)\\'s\\ \\$HOME"]
    assert offered(shell, "show", "drugs/") == ["drugs/zinc", "drugs/zz"]


def test_bash_offers_the_drugs_of_the_named_library(shell: Shell) -> None:
    one, two = shell.library("one", a=AMOXICILLIN), shell.library("the second", b="# Bromide\n")
    assert offered(shell, "--library", one, "show", "") == ["Amoxicillin"]
    spaced = str(two).replace(" ", "\\ ")
    assert offered(shell, "show", "--library", spaced, "--library", one, "") == ["Amoxicillin", "Bromide"]


def test_bash_offers_folders(shell: Shell) -> None:
    shell.library("one")
    shell.library("other")
    assert sorted(offered(shell, "list", "--library", f"{shell.folder}/o")) == [
        f"{shell.folder}/one",
        f"{shell.folder}/other",
    ]

"""`medtui mentions`: quotations in both directions, and never more than that."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import EVIL, Shell, call

from medtui.presentation.disclaimer import STANDARD

Capsys = pytest.CaptureFixture[str]

ZELOFANE = "# Zelofane\n\n### Precautions\n\nFine. Not with **Acetaminophen**.\n\nNever with:\n\n* paracetamol\n"
PARACETAMOL = "# Paracetamol\n\n### Usage\nPain.\n"
NOTICE = "This is not an interaction check."


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(tmp_path, monkeypatch)


@pytest.fixture
def library(shell: Shell) -> Path:
    return shell.library(zelofane=ZELOFANE, paracetamol=PARACETAMOL, zinc="# Zinc\n")


def test_quotations(library: Path, capsys: Capsys) -> None:
    result = call(capsys, "mentions", "paracetamol", "zelofane", "--library", library)
    assert (result.code, result.err) == (0, "")
    start, rest = result.out.split("Source: ", 1)
    assert start == (
        "The monograph of Paracetamol does not name Zelofane.\n\n"
        "Zelofane names Paracetamol:\n\n"
        "Precautions · zelofane.md:5 · as “Acetaminophen”\n│ Not with Acetaminophen.\n\n"
        "Precautions · zelofane.md:9\n│ Never with:\n│ * paracetamol\n\n"
    )
    assert rest.startswith("drugs · paracetamol.md · undated")
    assert "\nSource: drugs · zelofane.md · undated" in rest
    assert STANDARD in " ".join(rest.split())
    assert result.out.endswith(f"\n\n{NOTICE}\n")


def test_none(library: Path, capsys: Capsys) -> None:
    result = call(capsys, "mentions", "zinc", "paracetamol", "--library", library)
    assert (result.code, result.out, result.err) == (1, f"Not mentioned in these monographs. {NOTICE}\n", "")


def test_json(library: Path, capsys: Capsys) -> None:
    result = call(capsys, "mentions", "paracetamol", "zelofane", "--format", "json", "--library", library)
    found = json.loads(result.out)
    assert list(found) == ["drugs", "mentions", "not_searched", "notice"]
    assert (found["drugs"], found["notice"]) == (["drugs/paracetamol", "drugs/zelofane"], NOTICE)
    assert found["not_searched"] == []
    first, second = found["mentions"]
    assert first == {
        "in": "drugs/zelofane",
        "of": "drugs/paracetamol",
        "name": "Acetaminophen",
        "section": "precautions",
        "heading": "Precautions",
        "path": "zelofane.md",
        "lines": [5, 5],
        "lead": "",
        "text": "Not with Acetaminophen.",
    }
    assert (second["lead"], second["text"], second["lines"]) == ("Never with:", "* paracetamol", [9, 9])


def test_json_of_none_and_of_shared_names(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(one="# Iron\n\n### Usage\nIron.\n", two="# Iron + Zinc\n\n### Usage\nIron and zinc.\n")
    result = call(capsys, "mentions", "iron", "iron + zinc", "--format", "json", "--library", library)
    found = json.loads(result.out)
    assert (result.code, found["mentions"], found["notice"]) == (1, [], NOTICE)
    assert found["not_searched"] == [
        {"in": "drugs/one", "of": "drugs/two", "names": ["Iron"]},
        {"in": "drugs/two", "of": "drugs/one", "names": ["Iron"]},
    ]


@pytest.mark.parametrize("form", ["text", "json"])
def test_nothing_drives_the_terminal(shell: Shell, capsys: Capsys, form: str) -> None:
    library = shell.library(evil=EVIL.replace("Beep", "\x1b]0;x\x07 zinc \x9b"), zinc="# Zinc\n")
    result = call(capsys, "mentions", "drugs/evil", "zinc", "--format", form, "--library", library)
    assert result.code == 0
    assert not set(result.out) & set("\x07\x1b\x9b\u202e")
    assert "zinc" in result.out

"""`medtui search` knows what the user has marked and noted."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Shell, call
from searching import Capsys, titles

from medtui.desk.desk_contents import Subject
from medtui.desk.marks_and_notes import FILE_NAME, Desk

ALPHA, BRAVO = (f"# {name}\n\n### Usage\nfever\n" for name in ("Alpha", "Bravo"))


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(tmp_path, monkeypatch)


def test_marks_and_notes_are_found(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(alpha=ALPHA, bravo=BRAVO)
    desk = Desk(shell.home / "data/medtui")
    desk.mark([Subject("drugs/alpha", "Alpha")])
    desk.put_note(Subject("drugs/bravo", "Bravo"), "usage", "ask the ward")
    desk.close()
    assert titles(capsys, "--library", library, "is:marked") == ["Alpha"]
    assert titles(capsys, "--library", library, "note:ward", "fever") == ["Bravo"]


def test_a_search_makes_no_desk(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(alpha=ALPHA)
    assert titles(capsys, "--library", library, "is:marked", code=1) == []
    assert not (shell.home / "data/medtui" / FILE_NAME).exists()


def test_a_desk_that_cannot_be_read(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(alpha=ALPHA)
    (shell.home / "data/medtui" / FILE_NAME).mkdir(parents=True)
    result = call(capsys, "search", "--library", library, "is:marked")
    assert (result.code, result.out) == (1, "")
    assert "desk.db there is a folder" in result.err

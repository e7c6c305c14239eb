"""`medtui doctor`: what it looks at, what it says to do, and what it never shows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Shell, call, posix_only

from medtui.desk.desk_contents import Subject
from medtui.desk.marks_and_notes import Desk

Capsys = pytest.CaptureFixture[str]
SECRET = "Mrs Zelo came at night"


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    shell = Shell(tmp_path, monkeypatch)
    for name in ("TMUX", "STY", "TERM_PROGRAM", "VTE_VERSION", "NO_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    return shell


def findings(capsys: Capsys, *arguments: str | Path) -> dict[str, tuple[bool, str]]:
    """What is said in JSON of each thing: whether it is well, and the words."""
    result = call(capsys, "doctor", "--format", "json", *arguments)
    assert (result.code, result.err) == (0, "")
    rows = json.loads(result.out)["findings"]
    return {row["about"]: (row["ok"], f"{row['text']}. {row['todo']}".rstrip()) for row in rows}


def test_a_line_for_each_thing(shell: Shell, capsys: Capsys) -> None:
    library = shell.library()
    result = call(capsys, "doctor", "--library", library)
    assert (result.code, result.err) == (0, "")
    lines = result.out.splitlines()
    about = [
        "terminal",
        "colours",
        "keys",
        "copying",
        "locale",
        "settings",
        "cache",
        "desk",
        "library",
        "versions",
        "packages",
    ]
    assert [line[7:15].strip() for line in lines] == about
    assert lines[0] == "to do  terminal  this is none. Call medtui doctor there where the app is to run."
    assert [line[:6].strip() for line in lines[1:]] == ["ok"] * 10


def test_keys_that_do_not_arrive(shell: Shell, capsys: Capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    assert findings(capsys)["keys"] == (True, "none is known to be taken by this terminal.")
    monkeypatch.setenv("TERM_PROGRAM", "iTerm.app")
    assert findings(capsys)["keys"][0]
    monkeypatch.setenv("TMUX", "/tmp/tmux-1000/default,1,0")
    assert findings(capsys)["keys"] == (False, "Ctrl+B may be taken by tmux. Press it twice.")


def test_colours(shell: Shell, capsys: Capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    assert findings(capsys)["colours"][1] == "256."
    monkeypatch.setenv("COLORTERM", "truecolor")
    assert findings(capsys)["colours"][1] == "16 million."
    monkeypatch.setenv("NO_COLOR", "1")
    assert findings(capsys)["colours"][1] == "none, because NO_COLOR is set."


def test_a_library_that_is_not_there(shell: Shell, capsys: Capsys, tmp_path: Path) -> None:
    is_well, words = findings(capsys, "--library", tmp_path / "no")["library"]
    assert not is_well
    assert words.startswith("cannot be opened. There is no folder ")


@posix_only
def test_a_library_with_a_file_that_cannot_be_read(shell: Shell, capsys: Capsys) -> None:
    library = shell.library()
    (library / "gone.md").symlink_to(library / "nothing.md")
    is_well, words = findings(capsys, "--library", library)["library"]
    assert not is_well
    assert " 1 problems; " in words
    assert words.endswith("medtui status says which.")


@posix_only
def test_a_cache_where_a_file_is_in_the_way(
    shell: Shell, capsys: Capsys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "way").write_text("")
    shell.set(XDG_CACHE_HOME=str(tmp_path / "way"))
    is_well, words = findings(capsys)["cache"]
    assert not is_well
    assert words.endswith(f"Catalogues are made in memory each time: see whom {tmp_path / 'way'} belongs to.")


def test_no_note_and_no_text_is_shown(
    shell: Shell, capsys: Capsys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.set(XDG_DATA_HOME=str(tmp_path / "data"))
    desk = Desk(tmp_path / "data" / "medtui")
    desk.put_note(Subject("drugs/zelofane", SECRET), "dosage", SECRET)
    desk.close()
    library = shell.library()
    (library / "zelofane.md").write_text(f"---\ntitle: {SECRET}\n---\n# {SECRET}\n\n### Usage\n{SECRET}\n")
    result = call(capsys, "doctor", "--library", library)
    assert SECRET not in result.out + result.err
    assert str(tmp_path / "data" / "medtui") in result.out

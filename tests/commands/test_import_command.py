"""`medtui import` as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Shell, call
from spl_texts import section, spl

GOOD = spl(section("34067-9", "1 INDICATIONS", "<paragraph>Pain &lt; 3 days.</paragraph>"))


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(tmp_path, monkeypatch)


def test_a_label_is_imported_and_shown(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    (shell.folder / "a.xml").write_bytes(GOOD)
    library = shell.folder / "labels"
    result = call(capsys, "import", shell.folder / "a.xml", "--to", library)
    assert (result.code, result.out, result.err) == (0, "1 imported.\n", "")
    shown = call(capsys, "show", "zelofane", "hydrochloride", "--section", "usage", "--library", library)
    assert "Pain < 3 days." in shown.out


def test_what_is_refused_is_told_and_the_rest_goes_on(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    (shell.folder / "a.xml").write_bytes(GOOD)
    (shell.folder / "b.xml").write_bytes(GOOD[:-50])
    report = shell.folder / "report.json"
    result = call(capsys, "import", shell.folder, "--to", shell.folder / "labels", "--report", report)
    assert (result.code, result.out) == (4, "1 imported, 1 refused.\n")
    assert "b.xml is refused: it is no whole XML" in result.err
    assert [one["state"] for one in json.loads(report.read_text())] == ["imported", "refused"]


def test_nothing_imported_is_a_failure(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    (shell.folder / "b.xml").write_bytes(b"<x/>")
    assert call(capsys, "import", shell.folder / "b.xml", "--to", shell.folder / "labels").code == 1


@pytest.mark.parametrize("arguments", [["a.xml"], ["no-such-file.xml", "--to", "x"]])
def test_a_wrong_call_is_told(shell: Shell, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    result = call(capsys, "import", *arguments)
    assert result.code == 2
    assert result.err.count("\n") == 1

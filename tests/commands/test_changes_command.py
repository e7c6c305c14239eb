"""`medtui changes` as a user calls it."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Shell, call
from spl_texts import paragraphs, section, spl

TEXT = section("34067-9", "1 USAGE", "Pain.")
ROWS = "<table><tr><td>Weight</td><td>Dose</td></tr><tr><td>&lt;10 kg</td><td>{} mg</td></tr></table>"


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(tmp_path, monkeypatch)


def label(dose: str, *more: str, version: int) -> bytes:
    children = section("42229-5", "2.1 Children", paragraphs(["Once a day."]) + ROWS.format(dose))
    usage = section("34067-9", "1 USAGE", paragraphs(["Pain.", *more]))
    return spl(usage, section("34068-7", "2 DOSAGE", "", children), version=version)


def imported(shell: Shell, capsys: pytest.CaptureFixture[str], *labels: bytes) -> Path:
    library = shell.folder / "labels"
    for data in labels:
        (shell.folder / "a.xml").write_bytes(data)
        call(capsys, "import", shell.folder / "a.xml", "--to", library)
    return library


def test_what_has_changed_is_said_the_most_dangerous_first(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    library = imported(shell, capsys, label("5", version=1), label("6", "Fever >38 °C.", version=3))
    result = call(capsys, "changes", "AAAAAAAA", "--library", library)
    assert (result.code, result.err) == (0, "")
    assert (
        result.out
        == """\
Zelofane hydrochloride (Zelo XR)
version 1, effective 2026-05-04 -> version 3, effective 2026-05-04

  Dosage › 2.1 Children
    x1.2: 5 mg -> 6 mg
        Weight | Dose
      - <10 kg | 5 mg
      + <10 kg | 6 mg
  Usage › 1 USAGE
    new
      + Fever >38 °C.
"""
    )


def test_what_has_no_other_version_says_so(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    library = imported(shell, capsys, label("5", version=1))
    result = call(capsys, "changes", "aaaaaaaa-1111", "--library", library)
    assert (result.code, "no other version" in result.out) == (0, True)
    assert call(capsys, "changes", "bbbb", "--library", library).code == 3


def test_one_among_several_must_be_meant(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    library = imported(shell, capsys, *(spl(TEXT, set_id=each) for each in ("aaaa-1", "aaaa-2")))
    result = call(capsys, "changes", "aaaa", "--library", library)
    assert result.code == 3
    assert "aaaa-1" in result.err
    assert "aaaa-2" in result.err

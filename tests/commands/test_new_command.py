"""`medtui new`: a page that passes but for its to-dos."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from command_line import Result, Shell, call


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    Shell(tmp_path, monkeypatch)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rules(capsys: pytest.CaptureFixture[str], path: str) -> list[str]:
    """What the check finds in a page, by rule."""
    found = json.loads(call(capsys, "check", path, "--format", "json").out)["findings"]
    return [each["rule"] for each in found]


def test_a_new_page_passes_but_for_its_to_dos(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = call(capsys, "new", "Examplin", "and", "exampla")
    assert result == Result(
        0,
        "Written: examplin-and-exampla.md\n"
        "Fill in each TODO; medtui check examplin-and-exampla.md says what is left.\n",
        "",
    )
    page = folder / "examplin-and-exampla.md"
    text = page.read_text()
    assert rules(capsys, page.name) == ["placeholder"] * text.count("TODO")
    page.write_text(re.sub('TODO: [^\n"]*', "5 mg once a day, edition of 2026", text))
    assert rules(capsys, page.name) == []
    assert call(capsys, "list", "--library", page).out == "Examplin and exampla\n"


def test_it_has_the_sections_of_its_library(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "medtui.yaml").write_text("sections:\n- name: brewing\n  title: How it is Brewed\n  standard: yes\n")
    call(capsys, "new", "Tea")
    assert "### How it is Brewed\n\nTODO: one to three sentences.\n" in (folder / "tea.md").read_text()
    assert set(rules(capsys, "tea.md")) == {"placeholder"}


def test_no_page_is_overwritten(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "zinc.md").write_text("Mine.")
    message = "medtui: There is a file zinc.md already. It was left as it is: choose another with --to.\n"
    assert call(capsys, "new", "Zinc") == Result(2, "", message)
    assert (folder / "zinc.md").read_text() == "Mine."
    assert call(capsys, "new", "Zinc", "--to", "other.md").code == 0


@pytest.mark.parametrize("name", ["No: 5", "1.10", 'a "b" #c', "Zinc\x1b[31m"])
def test_any_name_is_the_title(folder: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert call(capsys, "new", name, "--to", "page.md").code == 0
    assert "\x1b" not in (folder / "page.md").read_text()
    shown = call(capsys, "list", "--library", folder / "page.md").out
    assert shown.strip() == name.replace("\x1b", "␛")
    assert set(rules(capsys, "page.md")) >= {"placeholder"}


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("+++",), 2, "A drug's name has letters."),
        (("Zinc", "--to", "nowhere/zinc.md"), 1, "nowhere/zinc.md was not written: there is no folder"),
    ],
)
def test_what_cannot_be_written_is_said(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], code: int, message: str
) -> None:
    result = call(capsys, "new", *words)
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith(f"medtui: {message}")

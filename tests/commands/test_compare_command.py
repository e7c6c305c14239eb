"""`medtui compare`: the same section of several monographs, each with its name, source and disclaimer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import AMOXICILLIN, EVIL, Shell, call

from medtui.presentation.disclaimer import STANDARD

Capsys = pytest.CaptureFixture[str]

IRON = "# Iron\n\n### Usage\nAnaemia.\n\n### Dosage\n100 mg\n\n### Storage\nDry.\n"


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(tmp_path, monkeypatch)


@pytest.fixture
def library(shell: Shell) -> Path:
    return shell.library(amoxicillin=AMOXICILLIN, iron=IRON, zinc="# Zinc\n\nOnly words.\n")


def test_dosages_under_each_other(library: Path, capsys: Capsys) -> None:
    result = call(capsys, "compare", "amoxicillin", "iron", "--library", library)
    assert (result.code, result.err) == (0, "")
    _, first, second = result.out.split("━" * 24 + "\n")
    assert first.startswith("Amoxicillin\nSource: drugs · amoxicillin.md · undated")
    assert "Children >25 kg: 10³ mg" in " ".join(first.split())
    assert first.rstrip().endswith("Disclaimer: For education only. Ask a pharmacist.")
    assert second.startswith("Iron\nSource: drugs · iron.md · undated")
    assert "100 mg" in second
    assert STANDARD in " ".join(second.split())


@pytest.mark.parametrize(("section", "code"), [("faqs", 0), ("storage", 0), ("overdose", 1), ("5", 1)])
@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_the_exit_code_says_whether_one_has_it(
    library: Path, capsys: Capsys, section: str, code: int, form: str
) -> None:
    words = ("--section", section, "--format", form, "--library", library)
    result = call(capsys, "compare", "amoxicillin", "iron", "zinc", *words)
    assert (result.code, result.err) == (code, "")
    assert result.out.count("Amoxicillin") >= 1
    if form != "json":
        assert result.out.count("This monograph has no ") == (3 if code else 2)


def test_json_holds_the_records_that_show_writes(library: Path, capsys: Capsys) -> None:
    both = ("--section", "dosage", "--format", "json", "--library", library)
    found = json.loads(call(capsys, "compare", "iron", "amoxicillin", *both).out)
    assert list(found) == ["section", "monographs"]
    assert found["section"] == "dosage"
    assert found["monographs"] == [
        json.loads(call(capsys, "show", name, *both).out) for name in ("iron", "amoxicillin")
    ]


def test_json_of_a_section_that_one_lacks(library: Path, capsys: Capsys) -> None:
    words = ("--section", "storage", "--format", "json", "--library", library)
    amoxicillin, iron, zinc = json.loads(call(capsys, "compare", "amoxicillin", "iron", "zinc", *words).out)[
        "monographs"
    ]
    assert (amoxicillin["parts"], zinc["parts"], zinc["faqs"]) == ([], [], [])
    assert amoxicillin["disclaimer"]
    assert [part["section"] for part in iron["parts"]] == ["storage"]


def test_json_of_everything(library: Path, capsys: Capsys) -> None:
    words = ("--section", "all", "--format", "json", "--library", library)
    found = json.loads(call(capsys, "compare", "zinc", "amoxicillin", *words).out)
    assert found["section"] == "all"
    assert "".join(part["source"] for part in found["monographs"][1]["parts"]) == AMOXICILLIN
    assert found["monographs"][0] == json.loads(call(capsys, "show", "zinc", *words).out)


def test_markdown_is_the_source(library: Path, capsys: Capsys) -> None:
    out = call(
        capsys, "compare", "iron", "zinc", "--section", "usage", "--format", "markdown", "--library", library
    ).out
    assert out.startswith("# Iron\n\n### Usage\nAnaemia.\n\n**Disclaimer (added by medtui):** ")
    assert "\n\n# Zinc\n\nThis monograph has no Usage section." in out


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("iron", "IRON"), "Iron is named twice. Name each drug once."),
        (
            ("amoxicillin", "iron", "Amoxycillin"),
            "“amoxicillin” and “Amoxycillin” are the same monograph, Amoxicillin.",
        ),
        (("iron", "drugs/iron"), "“iron” and “drugs/iron” are the same monograph, Iron. Name each drug once."),
    ],
)
@pytest.mark.parametrize("command", ["compare", "mentions"])
def test_the_same_drug_twice(library: Path, capsys: Capsys, command: str, names: tuple[str, ...], said: str) -> None:
    result = call(capsys, command, *names, "--library", library)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"medtui: {said}")


@pytest.mark.parametrize("command", ["compare", "mentions"])
def test_a_name_that_is_none(library: Path, capsys: Capsys, command: str) -> None:
    result = call(capsys, command, "iron", "zinq", "--library", library)
    assert (result.code, result.out) == (3, "")
    assert "Did you mean:\n  Zinc" in result.err


def test_another_name_is_told(library: Path, capsys: Capsys) -> None:
    result = call(capsys, "compare", "iron", "amoxycillin", "--library", library)
    assert (result.code, result.err) == (0, "medtui: Amoxicillin is also called Amoxycillin.\n")


def test_a_section_that_nobody_knows(library: Path, capsys: Capsys) -> None:
    result = call(capsys, "compare", "amoxicillin", "iron", "--section", "nonsense", "--library", library)
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "medtui: None of these monographs has a section called “nonsense”. "
        "They have: generic_name, usage, dosage, faqs, storage.\n"
    )


def test_a_number_that_means_different_sections(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(iron=IRON, tea="# Tea\n\n### Usage\nDrink.\n\n### Overdose\nCall.\n")
    result = call(capsys, "compare", "iron", "tea", "--section", "8", "--library", library)
    assert (result.code, result.out) == (2, "")
    assert result.err == "medtui: 8 is not the same section in all: Storage in Iron, Overdose in Tea. Say its name.\n"


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_nothing_drives_the_terminal(shell: Shell, capsys: Capsys, form: str) -> None:
    library = shell.library(evil=EVIL, iron=IRON)
    words = ("--section", "usage", "--format", form, "--library", library)
    out = call(capsys, "compare", "drugs/evil", "iron", *words).out
    assert not set(out) & set("\x07\x1b\x9b\u202e")
    assert ("\\u001b" if form == "json" else "␛") in out
